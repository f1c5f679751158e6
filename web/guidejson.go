package web

import (
	"time"

	"sportello/assistant/report"
	"sportello/content"
	"sportello/content/pdf"
	"sportello/content/textdiff"
	"sportello/faq"
)

// guideFields are what the office says of a guide.
type guideFields struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Topic     string   `json:"topic"`
	Lang      string   `json:"lang"`
	Audience  []string `json:"audience"`
	Owner     string   `json:"owner"`
	Updated   string   `json:"updated"`
	ReviewBy  string   `json:"review_by"`
	SourceURL string   `json:"source_url"`
}

func guideFieldsOf(g *content.Guide) guideFields {
	return guideFields{g.ID, g.Title, g.Topic, g.Lang, append([]string{}, g.Audience...), g.Owner, string(g.Updated), string(g.ReviewBy), g.SourceURL}
}

func (f *guideFields) guide() content.Guide {
	return content.Guide{ID: f.ID, Title: f.Title, Topic: f.Topic, Lang: f.Lang, Audience: f.Audience, Owner: f.Owner,
		Updated: content.Date(f.Updated), ReviewBy: content.Date(f.ReviewBy), SourceURL: f.SourceURL}
}

// guideSummary is a guide as the studio's list tells it.
type guideSummary struct {
	guideFields
	Pages     int        `json:"pages"`
	Revision  int64      `json:"revision"` // of what students see; 0: they see nothing
	ChangedAt string     `json:"changed_at"`
	URL       string     `json:"url"`
	ReviewDue bool       `json:"review_due"`
	Cited     int        `json:"cited"` // entries
	Use       report.Use `json:"use"`   // in the last three months
	Draft     string     `json:"draft,omitempty"`
	// Restore is, of a guide that was taken out, the revision to bring back; 0 where its
	// file is kept no more.
	Restore int64 `json:"restore,omitempty"`
}

func publishedGuide(g *faq.Guide, today time.Time) guideSummary {
	return guideSummary{guideFields: guideFieldsOf(&g.Guide), Pages: g.Pages, Revision: g.Revision, ChangedAt: isoTime(g.ChangedAt), URL: guideURL(g.ID),
		ReviewDue: g.ReviewBy != "" && g.ReviewBy < content.Date(today.Format(time.DateOnly))}
}

// guideDraftJSON is a draft as lists tell it.
type guideDraftJSON struct {
	ID        string              `json:"id"`
	Guide     string              `json:"guide,omitempty"` // that it replaces
	Title     string              `json:"title"`
	Name      string              `json:"name"`
	State     faq.GuideDraftState `json:"state"`
	Failure   faq.GuideFailure    `json:"failure,omitempty"`
	Message   string              `json:"message,omitempty"` // of the failure, in the reader's language
	Done      int                 `json:"done"`
	Total     int                 `json:"total"`
	Revision  int64               `json:"revision"`
	Author    string              `json:"author"`
	ChangedAt string              `json:"changed_at"`
}

// guideFailureTexts say what is wrong with a file and what to do: Italian, English.
var guideFailureTexts = map[faq.GuideFailure][2]string{
	faq.GuideNoText:   {"Il PDF contiene solo immagini di pagine, senza testo: forse è una scansione. Fai riconoscere il testo (OCR), o esportalo dal documento originale, e carica il risultato.", "The PDF has only pictures of pages and no text: it may be a scan. Have the text recognised (OCR), or export it from the original document, and upload the result."},
	faq.GuidePassword: {"Il PDF chiede una password per aprirsi: salvane una copia senza password e carica quella.", "The PDF asks for a password: save a copy without one and upload the copy."},
	faq.GuidePages:    {"Il PDF ha più di 2.000 pagine: dividilo in più guide, una per argomento.", "The PDF has more than 2,000 pages: split it into several guides, one for each topic."},
	faq.GuideSlow:     {"Il PDF è troppo lento da leggere: esportalo di nuovo dal programma con cui è stato fatto, o dividilo.", "The PDF takes too long to read: export it again from the program it was made with, or split it."},
	faq.GuideMemory:   {"Per leggere il PDF servirebbe troppa memoria: esportalo di nuovo con immagini più piccole, o dividilo.", "Reading the PDF would take too much memory: export it again with smaller pictures, or split it."},
	faq.GuideLarge:    {"Nel PDF c'è troppo testo per una guida sola: dividilo.", "The PDF has too much text for one guide: split it."},
	faq.GuideDamaged:  {"Il PDF è danneggiato o incompleto: esportalo di nuovo dal programma con cui è stato fatto e ricaricalo.", "The PDF is damaged or incomplete: export it again from the program it was made with, and upload that."},
}

// guidePartlyText stands before the text of a failure that left some pages.
var guidePartlyText = [2]string{"Alcune pagine non si leggono, e gli studenti non ne troveranno il testo. ", "Some pages can't be read, and students will not find their text. "}

// warningsIn are what was noticed while a file was read, in the reader's language.
func warningsIn(lang string, warnings []string) []string {
	out := []string{}
	for _, w := range warnings {
		if w == pdf.WarnRebuilt {
			w = message(lang, "guide_rebuilt")
		}
		out = append(out, w)
	}
	return out
}

func guideDraftOf(d *faq.GuideDraft, lang string) guideDraftJSON {
	out := guideDraftJSON{ID: d.ID, Guide: d.Guide, Name: d.Name, State: d.State, Failure: d.Failure, Done: d.Done, Total: d.Total,
		Revision: d.Revision, Author: d.Author, ChangedAt: isoTime(d.ChangedAt), Title: d.Name}
	if g, err := content.ParseGuide([]byte(d.Source)); err == nil && g.Title != "" {
		out.Title = g.Title
	}
	if d.Failure != "" {
		out.Message = localized(guideFailureTexts[d.Failure], lang, nil)
		if d.State == faq.GuideReady {
			out.Message = localized(guidePartlyText, lang, nil) + out.Message
		}
	}
	return out
}

type passageJSON struct {
	Page    int    `json:"page"`
	Section string `json:"section"`
	Text    string `json:"text"`
}

func passageOf(p *pdf.Passage) *passageJSON {
	if p == nil {
		return nil
	}
	return &passageJSON{p.Page, p.Section, p.Text}
}

// mostPassages bounds the changes that are told one by one.
const mostPassages = 300

type guideChangesJSON struct {
	Added   int                 `json:"added"`
	Removed int                 `json:"removed"`
	Changed int                 `json:"changed"`
	Same    int                 `json:"same"`
	Moved   int                 `json:"moved"` // of those that are the same
	List    []passageChangeJSON `json:"list"`
}

type passageChangeJSON struct {
	Before *passageJSON   `json:"before,omitempty"`
	After  *passageJSON   `json:"after,omitempty"`
	Diff   *textdiff.Diff `json:"diff,omitempty"`
}

func guideChangesOf(c *faq.GuideChanges) *guideChangesJSON {
	if c == nil {
		return nil
	}
	out := &guideChangesJSON{c.Added, c.Removed, c.Changed, c.Same, c.Moved, []passageChangeJSON{}}
	for _, p := range c.List[:min(len(c.List), mostPassages)] {
		change := passageChangeJSON{Before: passageOf(p.Before), After: passageOf(p.After)}
		if p.Before != nil && p.After != nil {
			diff := textdiff.Compare(p.Before.Text, p.After.Text)
			change.Diff = &diff
		}
		out.List = append(out.List, change)
	}
	return out
}

// citedJSON is an entry that cites a guide.
type citedJSON struct {
	Entry     string `json:"entry"`
	Question  string `json:"question"`
	Lang      string `json:"lang"`
	Published bool   `json:"published"`        // what students see cites it
	Draft     bool   `json:"draft"`            // its draft does
	Page      int    `json:"page"`             // 0: the whole guide
	Now       int    `json:"now,omitempty"`    // the page where its text is
	Change    string `json:"change,omitempty"` // moved | changed | gone
}

func citedOf(text faq.CitingText, page int, fate *faq.Fate) citedJSON {
	out := citedJSON{Entry: text.ID, Question: text.Question, Lang: text.Lang, Published: text.Published, Draft: text.Draft, Page: page}
	if fate == nil {
		return out
	}
	out.Now = fate.Page
	switch {
	case page > 0 && fate.Page == 0:
		out.Change = "gone"
	case fate.Changed:
		out.Change = "changed"
	case fate.Page != page:
		out.Change = "moved"
	}
	return out
}

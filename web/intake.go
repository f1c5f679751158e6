package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/content/intake"
)

// readWithin bounds the reading of a file that an editor brings.
const readWithin = 20 * time.Second

// The routes of intakes that take more than maxBody.
const (
	intakeRoute = "/api/v1/studio/intake"
	adoptRoute  = "/api/v1/studio/intake/entries"
	maxAdopt    = intake.MaxBytes + 4<<20 // what was proposed, as JSON
)

type proposalJSON struct {
	Place       string            `json:"place"`
	ID          string            `json:"id"`
	Topic       string            `json:"topic"`
	Lang        string            `json:"lang"`
	Question    string            `json:"question"`
	Alternates  []string          `json:"alternates"`
	Body        string            `json:"body"`
	HTML        string            `json:"html"`
	Owner       string            `json:"owner"`
	Translation string            `json:"translation,omitempty"`
	Notes       []noteJSON        `json:"notes"`
	Duplicate   *intake.Duplicate `json:"duplicate,omitempty"`
}

type noteJSON struct {
	intake.Note
	Message string `json:"message"` // in the reader's language
}

// proposeEntries reads the file in the body and answers with what would be made of it.
func (s *Server) proposeEntries(c *gin.Context, who signedIn) error {
	if !s.uploads.begin(who.ID) {
		return errTooMany
	}
	defer s.uploads.end(who.ID)
	if err := http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(transferWithin)); err != nil {
		return fmt.Errorf("allow an upload its time: %w", err)
	}
	columns, ok := intake.ParseFields(c.Query("columns"))
	lang := c.Query("entries_lang")
	if !ok || lang != "" && !slices.Contains(content.Languages, lang) {
		return fmt.Errorf("%w: there is no such field, or language", errBadRequest)
	}
	data, err := readBody(c, intake.ErrTooLarge)
	if err != nil {
		return err
	}
	known, err := s.Store.Known(c.Request.Context())
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(c.Request.Context(), readWithin)
	defer cancel()
	r, err := intake.Read(within, c.Query("name"), data, intake.Options{Columns: columns, Topic: c.Query("topic"), Lang: lang,
		Topics: s.Live.Base().Topics, Known: known})
	if err != nil {
		return err
	}
	out := make([]proposalJSON, len(r.Proposals))
	for i, p := range r.Proposals {
		out[i] = proposalOf(p, languageOf(c))
	}
	c.JSON(http.StatusOK, gin.H{"kind": r.Kind, "columns": append([]intake.Column{}, r.Columns...), "needs_columns": r.NeedsColumns, "proposals": out})
	return nil
}

func proposalOf(p *intake.Proposal, lang string) proposalJSON {
	out := proposalJSON{Place: p.Place, ID: p.ID, Topic: p.Topic, Lang: p.Lang, Question: p.Question, Alternates: append([]string{}, p.Alternates...),
		Body: p.Body, HTML: content.HTML(p.Body, nil), Owner: p.Owner, Translation: p.Translation, Duplicate: p.Duplicate, Notes: []noteJSON{}}
	for _, n := range p.Notes {
		out.Notes = append(out.Notes, noteJSON{n, noteMessage(lang, n)})
	}
	return out
}

// adoptEntries makes drafts of the proposals that somebody chose, as they are now.
func (s *Server) adoptEntries(c *gin.Context, who signedIn) error {
	var in struct {
		Entries []struct {
			ID          string   `json:"id"`
			Topic       string   `json:"topic"`
			Lang        string   `json:"lang"`
			Question    string   `json:"question"`
			Alternates  []string `json:"alternates"`
			Body        string   `json:"body"`
			Owner       string   `json:"owner"`
			Translation string   `json:"translation"`
		} `json:"entries"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if len(in.Entries) == 0 || len(in.Entries) > intake.MaxEntries {
		return fmt.Errorf("%w: there must be 1 to %d entries", errBadRequest, intake.MaxEntries)
	}
	proposals := make([]*intake.Proposal, len(in.Entries))
	for i, e := range in.Entries {
		proposals[i] = &intake.Proposal{ID: e.ID, Topic: e.Topic, Lang: e.Lang, Question: e.Question, Alternates: e.Alternates, Body: e.Body,
			Owner: e.Owner, Translation: e.Translation}
	}
	adopted, err := s.Store.Adopt(c.Request.Context(), proposals, who.Name)
	if err != nil {
		return err
	}
	out := make([]gin.H, len(adopted))
	for i, a := range adopted {
		out[i] = gin.H{"id": a.ID, "made": a.Made, "problems": problemsIn(languageOf(c), a.Problems)}
	}
	c.JSON(http.StatusOK, gin.H{"entries": out})
	return nil
}

// mayEdit lets an editor write unless the library is kept from a folder.
func (s *Server) mayEdit(h staffHandler) staffHandler {
	return func(c *gin.Context, who signedIn) error {
		if err := s.Store.MayEdit(c.Request.Context()); err != nil {
			return err
		}
		return h(c, who)
	}
}

// contentFolder tells which folder the library is kept from, and what is wrong in it.
func (s *Server) contentFolder(c *gin.Context, _ signedIn) error {
	f, err := s.Store.WatchedFolder(c.Request.Context())
	if err != nil {
		return err
	}
	if f == nil {
		c.JSON(http.StatusOK, gin.H{"watched": false})
		return nil
	}
	c.JSON(http.StatusOK, gin.H{"watched": true, "folder": f.Folder, "read_at": isoTime(f.ReadAt), "entries": f.Entries, "guides": f.Guides,
		"failure": f.Failure, "problems": problemsIn(languageOf(c), f.Problems)})
	return nil
}

// noteMessages are what editors are told of a proposal: Italian, English. {text} is what
// the note is about.
var noteMessages = map[string][2]string{
	intake.NoQuestion:     {"Manca la domanda: scrivila.", "The question is missing: write it."},
	intake.NoAnswer:       {"Manca la risposta.", "The answer is missing."},
	intake.LongQuestion:   {"La domanda supera i 200 caratteri: accorciala.", "The question has more than 200 characters: shorten it."},
	intake.LongAnswer:     {"La risposta è troppo lunga per una voce: dividila nel file.", "The answer is too long for one entry: split it in the file."},
	intake.LongAlternate:  {"Una formulazione troppo lunga è stata lasciata fuori: «{text}».", "A phrasing that is too long was left out: “{text}”."},
	intake.ManyAlternates: {"Le formulazioni sono più di 100: le ultime restano fuori.", "There are more than 100 phrasings: the last ones are left out."},
	intake.PictureLeft:    {"Un’immagine non può stare in una risposta: descrivila a parole. {text}", "A picture cannot be in an answer: describe it in words. {text}"},
	intake.EmbedLeft:      {"Un video o un modulo non può stare in una risposta: metti un collegamento. {text}", "A video or a form cannot be in an answer: link it instead. {text}"},
	intake.LinkLeft:       {"Il collegamento «{text}» non porta da nessuna parte fuori dalla pagina: restano solo le parole.", "The link “{text}” leads nowhere outside the page: only its words remain."},
	intake.IDChanged:      {"Il codice «{text}» non va bene o è già usato: ne abbiamo scelto un altro.", "The code “{text}” is not allowed or is already used: we chose another."},
	intake.TopicUnknown:   {"Il file dice «{text}», che non è tra gli argomenti: scegline uno.", "The file says “{text}”, which is none of the topics: choose one."},
	intake.SameInFile:     {"La stessa domanda c’è già nel file, al punto {text}.", "The same question is already in the file, at {text}."},
}

func noteMessage(lang string, n intake.Note) string {
	texts := noteMessages[n.Code]
	if lang == "en" {
		return strings.TrimSpace(strings.ReplaceAll(texts[1], "{text}", n.Text))
	}
	return strings.TrimSpace(strings.ReplaceAll(texts[0], "{text}", n.Text))
}

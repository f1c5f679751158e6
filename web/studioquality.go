package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant/report"
	"sportello/content"
	"sportello/faq"
	"sportello/faq/quality"
	"sportello/web/links"
)

// useMonths is how far back the list counts the use of entries.
const useMonths = 3

// care is what the studio knows of all entries besides their texts.
type care struct {
	uses  map[string]report.Use
	links map[string]links.Link
	today time.Time
}

func (s *Server) care(ctx context.Context) (*care, error) {
	uses, err := s.Report.Uses(ctx, useMonths)
	if err != nil {
		return nil, err
	}
	known, err := s.Links.Known(ctx)
	return &care{uses, known, s.DB.Now()}, err
}

type alarmJSON struct {
	Code    quality.AlarmCode `json:"code"`
	Message string            `json:"message"`
}

// alarmTexts say why an entry should be looked at: Italian, English.
var alarmTexts = map[quality.AlarmCode][2]string{
	quality.ReviewDue:     {"Andava rivista entro il %s.", "It was due for review by %s."},
	quality.Expired:       {"È scaduta il %s: gli studenti non la vedono più.", "It expired on %s: students no longer see it."},
	quality.OldYear:       {"Parla dell'anno accademico %s, che è finito.", "It speaks of the academic year %s, which is over."},
	quality.DeadLink:      {"Il link %s non risponde più.", "The link %s no longer answers."},
	quality.NoTranslation: {"Manca nell'altra lingua.", "It is missing in the other language."},
	quality.GuideChanged:  {"Cita «%s», che da allora è cambiata.", "It cites “%s”, which has changed since."},
	quality.GuideMoved:    {"Cita «%s», che ora è a pagina %s.", "It cites “%s”, which is on page %s now."},
	quality.GuideGone:     {"Cita «%s», che non c'è più.", "It cites “%s”, which is gone."},
	quality.LowHelp:       {"Mostrata %s volte, in %s casi non è bastata.", "Shown %s times, it was not enough in %s cases."},
}

// alarms are why an entry that students see should be looked at.
func (k *care) alarms(base *faq.Base, e *faq.Entry, lang string) []alarmJSON {
	list := quality.Alarms(&e.Entry, k.today)
	for _, a := range e.Anchors() {
		if k.links[a.URL].State == links.Dead {
			list = append(list, quality.Alarm{Code: quality.DeadLink, Params: []string{a.URL}})
		}
	}
	for _, d := range base.Doubts(e) {
		list = append(list, doubtAlarm(d, lang))
	}
	u := k.uses[e.ID]
	list = append(list, quality.Helps(u.Shown, u.Rejected, u.HandedOver)...)
	out := []alarmJSON{}
	for _, a := range list {
		out = append(out, alarmOf(a, lang))
	}
	return out
}

func alarmOf(a quality.Alarm, lang string) alarmJSON {
	return alarmJSON{a.Code, localized(alarmTexts[a.Code], lang, a.Params)}
}

// doubtAlarm tells of a guide, or its page, that is not as it was when it was cited.
func doubtAlarm(d faq.Doubt, lang string) quality.Alarm {
	name := d.Title
	if d.Page > 0 {
		name = localized([2]string{"%s, pagina %s", "%s, page %s"}, lang, []string{d.Title, strconv.Itoa(d.Page)})
	}
	switch {
	case d.Gone:
		return quality.Alarm{Code: quality.GuideGone, Params: []string{name}}
	case d.Fate.Changed:
		return quality.Alarm{Code: quality.GuideChanged, Params: []string{name}}
	}
	return quality.Alarm{Code: quality.GuideMoved, Params: []string{name, strconv.Itoa(d.Fate.Page)}}
}

// localized is one of two texts, Italian and English, with what it tells of.
func localized(texts [2]string, lang string, params []string) string {
	text := texts[0]
	if lang == "en" {
		text = texts[1]
	}
	args := make([]any, len(params))
	for i, p := range params {
		args[i] = p
	}
	return fmt.Sprintf(text, args...)
}

type linkJSON struct {
	URL       string      `json:"url"`
	Line      int         `json:"line"`
	State     links.State `json:"state"`
	Status    int         `json:"status"` // of HTTP; 0 where none came
	Target    string      `json:"target,omitempty"`
	CheckedAt string      `json:"checked_at,omitempty"`
}

// linksOf are the addresses of an entry with what they said last.
func linksOf(e *content.Entry, source string, known map[string]links.Link) []linkJSON {
	out, seen := []linkJSON{}, map[string]bool{}
	for _, a := range content.Anchors(e, []byte(source)) {
		if seen[a.URL] {
			continue
		}
		seen[a.URL] = true
		l, ok := known[a.URL]
		if !ok {
			l.State = links.Unasked
			if !links.Askable(a.URL) {
				l.State = links.Unknown
			}
		}
		out = append(out, linkJSON{a.URL, a.Line, l.State, l.Status, l.Target, isoTime(l.CheckedAt)})
	}
	return out
}

// checkLinks asks the addresses of an entry that students see, at once.
func (s *Server) checkLinks(c *gin.Context, _ signedIn) error {
	ctx := c.Request.Context()
	base, err := s.Store.Load(ctx)
	if err != nil {
		return err
	}
	e, ok := base.Entry(c.Param("id"))
	if !ok {
		return faq.ErrNotFound
	}
	leave, err := s.replay(c)
	if err != nil {
		return err
	}
	defer leave()
	if err := s.Links.Keep(ctx, AllLinks(base)); err != nil {
		return err
	}
	var urls []string
	for _, a := range e.Anchors() {
		urls = append(urls, a.URL)
	}
	if _, err := s.Links.Now(ctx, urls); err != nil {
		return err
	}
	known, err := s.Links.Known(ctx)
	if err == nil {
		c.JSON(http.StatusOK, linksOf(&e.Entry, e.Source, known))
	}
	return err
}

// AllLinks are the addresses in what is published.
func AllLinks(base *faq.Base) (urls []string) {
	for _, e := range base.Entries {
		for _, a := range e.Anchors() {
			urls = append(urls, a.URL)
		}
	}
	return urls
}

type readabilityJSON struct {
	Formula   quality.Formula `json:"formula"`
	Score     float64         `json:"score"`
	Level     quality.Level   `json:"level"`
	Sentences int             `json:"sentences"`
	Words     int             `json:"words"`
	Hints     []hintJSON      `json:"hints"`
}

type hintJSON struct {
	Code    quality.HintCode `json:"code"`
	Line    int              `json:"line"`
	Text    string           `json:"text"`
	Message string           `json:"message"`
}

var hintTexts = map[quality.HintCode][2]string{
	quality.LongSentence:  {"Una frase di %s parole: dividila, o fanne un elenco.", "A sentence of %s words: split it, or make it a list."},
	quality.LongParagraph: {"Un paragrafo di %s parole: dividilo, o fanne un elenco.", "A paragraph of %s words: split it, or make it a list."},
}

func readabilityOf(e *content.Entry, source, lang string) readabilityJSON {
	r := quality.Read(e, []byte(source))
	out := readabilityJSON{r.Formula, r.Score, r.Level, r.Sentences, r.Words, []hintJSON{}}
	for _, h := range r.Hints {
		out.Hints = append(out.Hints, hintJSON{h.Code, h.Line, h.Text, localized(hintTexts[h.Code], lang, []string{fmt.Sprint(h.Words)})})
	}
	return out
}

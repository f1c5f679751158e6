package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/assistant/report"
	"sportello/content"
	"sportello/faq"
)

// entrySummary is an entry as the studio's list tells it.
type entrySummary struct {
	ID         string     `json:"id"`
	Topic      string     `json:"topic"`
	Lang       string     `json:"lang"`
	Question   string     `json:"question"`
	Owner      string     `json:"owner"`
	Updated    string     `json:"updated"`
	ReviewBy   string     `json:"review_by"`
	ValidFrom  string     `json:"valid_from,omitempty"`
	ValidTo    string     `json:"valid_to,omitempty"`
	Twin       string     `json:"twin,omitempty"`
	URL        string     `json:"url"`      // the public page
	Revision   int64      `json:"revision"` // the last of the entry, 0 if it never was published
	State      faq.State  `json:"state"`
	Published  bool       `json:"published"` // students see it
	Draft      *draftJSON `json:"draft,omitempty"`
	ArchivedAt string     `json:"archived_at,omitempty"`
	RedirectTo string     `json:"redirect_to,omitempty"`

	Alarms []alarmJSON `json:"alarms"` // of what students see
	Use    report.Use  `json:"use"`    // in the last three months
}

// draftJSON is a draft; its source comes with the entry alone.
type draftJSON struct {
	Revision  int64          `json:"revision"`
	Base      int64          `json:"base"`
	Behind    bool           `json:"behind"` // the entry was changed since it was begun
	State     faq.DraftState `json:"state"`
	Author    string         `json:"author"`
	ChangedAt string         `json:"changed_at"`
	PublishAt string         `json:"publish_at,omitempty"`
	Approved  string         `json:"approved_by,omitempty"`
	Note      string         `json:"note"`
	Failure   faq.Failure    `json:"failure,omitempty"`
	Question  string         `json:"question"`
	Replaces  []replacedJSON `json:"replaces,omitempty"` // entries that go when it is published
	Together  string         `json:"together,omitempty"` // on the schedule: the draft with which it is published
	Alarms    []alarmJSON    `json:"alarms"`             // guides that it cites as they no longer are
	Source    *string        `json:"source,omitempty"`
}

// replacedJSON is an entry that goes when a draft is published.
type replacedJSON struct {
	ID       string `json:"id"`
	Revision int64  `json:"revision"`           // that was read when that was decided
	Question string `json:"question,omitempty"` // none where it is gone already
}

func draftOf(d *faq.Draft, current int64, base *faq.Base, lang string) *draftJSON {
	if d == nil {
		return nil
	}
	var replaces []replacedJSON
	for _, r := range d.Replaces {
		out := replacedJSON{ID: r.ID, Revision: r.Revision}
		if e, ok := base.Entry(r.ID); ok {
			out.Question = e.Question
		}
		replaces = append(replaces, out)
	}
	alarms := []alarmJSON{}
	for _, doubt := range base.DraftDoubts(d) {
		alarms = append(alarms, alarmOf(doubtAlarm(doubt, lang), lang))
	}
	return &draftJSON{Replaces: replaces, Alarms: alarms, Together: d.Together, Revision: d.Revision, Base: d.Base, Behind: d.Base != current, State: d.State, Author: d.Author, ChangedAt: isoTime(d.ChangedAt),
		PublishAt: isoTime(d.PublishAt), Approved: d.Approved, Note: d.Note, Failure: d.Failure, Question: d.Question}
}

func summaryOf(st *faq.Status, base *faq.Base, k *care, lang string) entrySummary {
	sum := entrySummary{ID: st.ID, Revision: st.Revision, State: st.State, Published: st.Entry != nil, Draft: draftOf(st.Draft, st.Revision, base, lang),
		ArchivedAt: isoTime(st.ArchivedAt), RedirectTo: st.RedirectTo, Lang: content.Languages[0],
		Alarms: []alarmJSON{}, Use: k.uses[st.ID]}
	if st.Entry != nil {
		sum.Alarms = k.alarms(base, st.Entry, lang)
	}
	e := st.Shown()
	if e == nil {
		return sum
	}
	sum.Topic, sum.Lang, sum.Question, sum.Owner = e.Topic, e.Lang, e.Question, e.Owner
	sum.Updated, sum.ReviewBy, sum.ValidFrom, sum.ValidTo = string(e.Updated), string(e.ReviewBy), string(e.ValidFrom), string(e.ValidTo)
	sum.URL = entryURL(e.Lang, e.Topic, st.ID)
	for _, id := range e.Translations {
		sum.Twin = id
	}
	return sum
}

// listEntries lists what is published, drafted or archived, by what the query asks for.
func (s *Server) listEntries(c *gin.Context, _ signedIn) error {
	list, base, err := s.Store.Statuses(c.Request.Context())
	if err != nil {
		return err
	}
	k, err := s.care(c.Request.Context())
	if err != nil {
		return err
	}
	wanted, out := entryFilter(c), make([]entrySummary, 0, len(list))
	for _, st := range list {
		if sum := summaryOf(st, base, k, languageOf(c)); wanted(&sum) {
			out = append(out, sum)
		}
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// entryFilter keeps what the query asks for: its words, and one of the values of a field.
func entryFilter(c *gin.Context) func(*entrySummary) bool {
	words := strings.Fields(content.Fold(c.Query("q")))
	fields := []struct {
		wanted []string
		of     func(*entrySummary) string
	}{
		{c.QueryArray("topic"), func(e *entrySummary) string { return e.Topic }},
		{c.QueryArray("in"), func(e *entrySummary) string { return e.Lang }},
		{c.QueryArray("state"), func(e *entrySummary) string { return string(e.State) }},
		{c.QueryArray("owner"), func(e *entrySummary) string { return e.Owner }},
	}
	alarms := c.QueryArray("alarm")
	raised := func(a alarmJSON) bool { return slices.Contains(alarms, string(a.Code)) }
	return func(e *entrySummary) bool {
		if len(alarms) > 0 && !slices.ContainsFunc(e.Alarms, raised) && (e.Draft == nil || !slices.ContainsFunc(e.Draft.Alarms, raised)) {
			return false
		}
		for _, f := range fields {
			if len(f.wanted) > 0 && !slices.Contains(f.wanted, f.of(e)) {
				return false
			}
		}
		text := content.Fold(e.ID + " " + e.Question + " " + e.Owner)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
}

package web

import (
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
	"sportello/faq/match"
)

// The bounds of a replay.
const (
	maxReplayed   = 2000            // questions of students, the latest
	replayMonths  = 6               // where the request does not say
	mostMonths    = 24              // back
	replayWithin  = 8 * time.Second // then it tells of what it has
	mostChanges   = 200             // told
	replaysAtOnce = 2               // of all editors, on this node
)

// outcomeJSON is what becomes of a question.
type outcomeJSON struct {
	Kind       match.Decision `json:"kind"`
	Confidence float64        `json:"confidence"`
	Shown      []shownJSON    `json:"shown"`           // the answer, or the choices
	First      *shownJSON     `json:"first,omitempty"` // of a handoff: what came closest
}

// shownJSON is an entry or a page of a guide.
type shownJSON struct {
	Entry    string `json:"entry,omitempty"`
	Guide    string `json:"guide,omitempty"`
	Page     int    `json:"page,omitempty"`
	Question string `json:"question"` // of a page: the guide's title and the section
}

func shownOf(base *faq.Base, id, question string) shownJSON {
	if e, ok := base.Entry(id); ok {
		return shownJSON{Entry: id, Question: e.Question}
	}
	if p, ok := base.Passage(id); ok {
		title := p.Guide.Title
		if p.Passage.Section != "" {
			title += ": " + p.Passage.Section
		}
		return shownJSON{Guide: p.Guide.ID, Page: p.Passage.Page, Question: title}
	}
	return shownJSON{Entry: id, Question: question}
}

func outcomeOf(base *faq.Base, o faq.Outcome) outcomeJSON {
	out := outcomeJSON{Kind: o.Decision, Confidence: round3(o.Confidence), Shown: []shownJSON{}}
	for i, id := range o.Shown {
		question := ""
		if i == 0 {
			question = o.Question
		}
		out.Shown = append(out.Shown, shownOf(base, id, question))
	}
	if o.First != "" && len(o.Shown) == 0 {
		first := shownOf(base, o.First, o.Question)
		out.First = &first
	}
	return out
}

type changeJSON struct {
	Text     string      `json:"text"`
	Lang     string      `json:"lang"`
	From     string      `json:"from"` // test | students
	Count    int         `json:"count"`
	Test     string      `json:"test,omitempty"`
	Expected *string     `json:"expected,omitempty"` // of a test: the entry, empty for none
	Verdict  faq.Verdict `json:"verdict"`
	Before   outcomeJSON `json:"before"`
	After    outcomeJSON `json:"after"`
}

func changeOf(base, then *faq.Base, c faq.Change) changeJSON {
	out := changeJSON{Text: c.Text, Lang: c.Lang, From: "students", Count: c.N, Verdict: c.Verdict,
		Before: outcomeOf(base, c.Before), After: outcomeOf(then, c.After)}
	if c.Test != nil {
		out.From, out.Test, out.Expected = "test", c.Test.ID, &c.Test.Entry
	}
	return out
}

// impact tells what publishing a text would do to the test questions and to what students
// have asked of late.
func (s *Server) impact(c *gin.Context, _ signedIn) error {
	var in struct {
		Source string `json:"source"` // empty: the entry is taken out
		Months int    `json:"months" binding:"min=0,max=24"`
		// Without are other entries that go with it.
		Without []string `json:"without" binding:"max=5"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if in.Months == 0 {
		in.Months = replayMonths
	}
	leave, err := s.replay(c)
	if err != nil {
		return err
	}
	defer leave()
	questions, known, err := s.questions(c, in.Months)
	if err != nil {
		return err
	}
	im, err := s.Live.Impact(c.Request.Context(), faq.Trial{ID: c.Param("id"), Source: []byte(in.Source), Gone: in.Without}, questions, replayWithin)
	if errors.Is(err, faq.ErrProblems) {
		_, problems := s.Live.Base().Check([]byte(in.Source))
		tellProblems(c, problems)
		return nil
	}
	if err != nil {
		return err
	}
	tellImpact(c, s.Live.Base(), im, in.Months, known)
	return nil
}

// tellImpact answers with what a change would do; base is what is published.
func tellImpact(c *gin.Context, base *faq.Base, im *faq.Impact, months, known int) {
	changed := []changeJSON{}
	for _, change := range im.Changes[:min(len(im.Changes), mostChanges)] {
		changed = append(changed, changeOf(base, im.Then, change))
	}
	c.JSON(http.StatusOK, gin.H{"months": months, "known": known, "replayed": im.Replayed, "cut_short": im.CutShort,
		"took_ms": im.Took.Milliseconds(), "shown": im.Shown, "changes": len(im.Changes), "changed": changed,
		"tests": gin.H{"total": im.Tests, "right_before": im.RightBefore, "right_after": im.RightAfter}})
}

// replay lets few replays go on at once: each takes the processors for seconds.
func (s *Server) replay(c *gin.Context) (leave func(), err error) {
	select {
	case s.replays <- struct{}{}:
		return func() { <-s.replays }, nil
	case <-c.Request.Context().Done():
		return nil, c.Request.Context().Err()
	}
}

// questions are the test questions, then those of students, without what could tell whose
// they are. known counts all of the months.
func (s *Server) questions(c *gin.Context, months int) (list []faq.Asked, known int, err error) {
	ctx := c.Request.Context()
	tests, err := s.Store.Tests(ctx)
	if err != nil {
		return nil, 0, err
	}
	for i := range tests {
		list = append(list, faq.Asked{Text: tests[i].Text, Lang: tests[i].Lang, N: 1, Test: &tests[i]})
	}
	asked, known, err := s.Report.Questions(ctx, months, maxReplayed)
	for _, q := range asked {
		list = append(list, faq.Asked{Text: q.Text, Lang: q.Lang, N: q.N})
	}
	return list, known, err
}

// runTests answers the test questions from what is published.
func (s *Server) runTests(c *gin.Context, _ signedIn) error {
	leave, err := s.replay(c)
	if err != nil {
		return err
	}
	defer leave()
	tests, err := s.Store.Tests(c.Request.Context())
	if err != nil {
		return err
	}
	results, base, err := s.Live.RunTests(c.Request.Context(), tests)
	if err != nil {
		return err
	}
	out := []gin.H{}
	for _, r := range results {
		out = append(out, gin.H{"id": r.Test.ID, "right": r.Right, "found": outcomeOf(base, r.Found)})
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// wordings tells which ways of asking the matcher gets wrong.
func (s *Server) wordings(c *gin.Context, _ signedIn) error {
	var in struct {
		Source string `json:"source"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if e, problems := s.Live.Base().Check([]byte(in.Source)); e == nil || len(e.Alternates) > content.MaxAlternates {
		tellProblems(c, problems)
		return nil
	}
	leave, err := s.replay(c)
	if err != nil {
		return err
	}
	defer leave()
	list, err := s.Live.Wordings(c.Request.Context(), c.Param("id"), []byte(in.Source))
	if err != nil {
		return err
	}
	base, out := s.Live.Base(), []gin.H{}
	for _, w := range list {
		out = append(out, gin.H{"text": w.Text, "right": w.Right, "found": outcomeOf(base, w.Found)})
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// entryUse tells how an entry served students, month by month.
func (s *Server) entryUse(c *gin.Context, _ signedIn) error {
	months, err := number(c, "months", 12)
	if err != nil {
		return err
	}
	if months < 1 || months > mostMonths {
		return errors.Join(errBadRequest, errMonths)
	}
	list, err := s.Report.UseOf(c.Request.Context(), c.Param("id"), int(months))
	if err == nil {
		c.JSON(http.StatusOK, list)
	}
	return err
}

var errMonths = errors.New("months must be 1 to 24")

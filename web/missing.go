package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant/report"
	"sportello/content"
	"sportello/faq"
	"sportello/faq/match"
)

const (
	gapsAtOnce     = 20 // of a list
	wordingsInList = 4  // of each gap there
	wordingsOfOne  = 100
	nearestEntries = 5
	missingMonths  = 6 // where the request does not say
)

type gapJSON struct {
	Key      string                    `json:"key"`
	Question string                    `json:"question"`
	Lang     string                    `json:"lang"`
	Topic    string                    `json:"topic"`
	Students int                       `json:"students"`
	Minutes  float64                   `json:"minutes"` // of operators
	Chats    int                       `json:"chats"`
	Reasons  map[report.OpenReason]int `json:"reasons"`
	First    string                    `json:"first_at"`
	Last     string                    `json:"last_at"`
	Wordings []wordingJSON             `json:"wordings"`
	Distinct int                       `json:"distinct"` // wordings in all
	Replies  []replyInChat             `json:"replies"`  // of operators, the most typical first
	Nearest  []nearJSON                `json:"nearest"`  // entries, for the question as it would be asked now
	Answered string                    `json:"answered,omitempty"`
	Decision *decisionJSON             `json:"decision,omitempty"`
}

type wordingJSON struct {
	Key      string `json:"key"`
	Text     string `json:"text"`
	Students int    `json:"students"`
}

type replyInChat struct {
	Chat string `json:"chat"`
	Text string `json:"text"`
	At   string `json:"at"`
}

type nearJSON struct {
	Entry      string  `json:"entry"`
	Question   string  `json:"question"`
	Confidence float64 `json:"confidence"`
	Rejected   int     `json:"rejected"` // by so many students of the gap
	Named      int     `json:"named"`    // by operators, in so many of its chats
}

type decisionJSON struct {
	ID       string              `json:"id"`
	Kind     faq.GapDecisionKind `json:"kind"`
	Entry    string              `json:"entry,omitempty"`
	Question string              `json:"question,omitempty"` // of the entry
	Reason   string              `json:"reason"`
	Author   string              `json:"author"`
	At       string              `json:"at"`
	Returned bool                `json:"returned"` // the gap has grown since, and is shown again
	After    int                 `json:"returns_after"`
}

// listGaps lists what is missing from the library, or what was decided about.
func (s *Server) listGaps(c *gin.Context, _ signedIn) error {
	f, err := s.gapFilter(c)
	if err != nil {
		return err
	}
	from, err := number(c, "from", 0)
	if err != nil {
		return err
	}
	found, err := s.gaps.List(c.Request.Context(), f)
	if err != nil {
		return err
	}
	decisions, err := s.Store.GapDecisions(c.Request.Context())
	if err != nil {
		return err
	}
	settled := c.Query("show") == "settled"
	gaps := slices.DeleteFunc(found.Gaps, func(g *report.Gap) bool {
		d, returned := g.SettledBy(decisions)
		return settled != (d != nil && !returned)
	})
	sortGaps(gaps, c.Query("order"))
	students, engaged := 0, time.Duration(0) // of what is listed: what is settled costs no longer
	for _, g := range gaps {
		students, engaged = students+g.Students, engaged+g.Engaged
	}
	out := gin.H{"total": len(gaps), "students": students, "minutes": minutes(engaged), "all": found.All}
	if !found.Oldest.IsZero() {
		out["since"] = isoTime(found.Oldest)
	}
	list := []gapJSON{}
	for _, g := range gaps[min(int(from), len(gaps)):min(int(from)+gapsAtOnce, len(gaps))] {
		j, err := s.gap(c, g, decisions, wordingsInList)
		if err != nil {
			return err
		}
		list = append(list, j)
	}
	out["gaps"] = list
	c.JSON(http.StatusOK, out)
	return nil
}

func sortGaps(gaps []*report.Gap, order string) {
	switch order {
	case "students":
		slices.SortStableFunc(gaps, func(a, b *report.Gap) int { return cmp.Compare(b.Students, a.Students) })
	case "minutes":
		slices.SortStableFunc(gaps, func(a, b *report.Gap) int { return cmp.Compare(b.Engaged, a.Engaged) })
	}
}

func (s *Server) gapFilter(c *gin.Context) (f report.OfGaps, err error) {
	months, err := number(c, "months", missingMonths)
	if err != nil {
		return f, err
	}
	if months < 1 || months > report.MostMonths {
		return f, fmt.Errorf("%w: months must be 1 to %d", errBadRequest, report.MostMonths)
	}
	if order := c.DefaultQuery("order", "cost"); !slices.Contains([]string{"cost", "students", "minutes"}, order) {
		return f, fmt.Errorf("%w: order must be cost, students or minutes", errBadRequest)
	}
	f = report.OfGaps{Since: s.DB.Now().AddDate(0, -int(months), 0), Topics: c.QueryArray("topic"), Langs: c.QueryArray("in")}
	for _, r := range c.QueryArray("reason") {
		if !slices.Contains(report.OpenReasons, report.OpenReason(r)) {
			return f, fmt.Errorf("%w: reason must be one of %v", errBadRequest, report.OpenReasons)
		}
		f.Reasons = append(f.Reasons, report.OpenReason(r))
	}
	return f, nil
}

func (s *Server) getGap(c *gin.Context, _ signedIn) error {
	g, decisions, err := s.gapOf(c)
	if err != nil {
		return err
	}
	out, err := s.gap(c, g, decisions, wordingsOfOne)
	if err == nil {
		c.JSON(http.StatusOK, out)
	}
	return err
}

// gapOf finds the gap that the request is about, with the decisions that there are.
func (s *Server) gapOf(c *gin.Context) (*report.Gap, []faq.GapDecision, error) {
	g, err := s.gaps.Find(c.Request.Context(), c.Param("key"))
	if err == nil && g == nil {
		err = faq.ErrNotFound
	}
	if err != nil {
		return nil, nil, err
	}
	decisions, err := s.Store.GapDecisions(c.Request.Context())
	return g, decisions, err
}

func (s *Server) gap(c *gin.Context, g *report.Gap, decisions []faq.GapDecision, wordings int) (gapJSON, error) {
	chats := g.Chats()
	out := gapJSON{Key: g.Key, Question: g.Question, Lang: g.Lang, Topic: g.Topic, Students: g.Students, Minutes: minutes(g.Engaged),
		Chats: len(chats), Reasons: g.Reasons, First: isoTime(g.First), Last: isoTime(g.Last), Distinct: len(g.Wordings),
		Wordings: []wordingJSON{}, Replies: []replyInChat{}}
	for _, w := range g.Wordings[:min(wordings, len(g.Wordings))] {
		out.Wordings = append(out.Wordings, wordingJSON(w))
	}
	replies, err := s.Report.Replies(c.Request.Context(), chats)
	if err != nil {
		return out, err
	}
	for _, r := range replies {
		out.Replies = append(out.Replies, replyInChat{r.Chat, r.Text, isoTime(r.At)})
	}
	if d, returned := g.SettledBy(decisions); d != nil {
		out.Decision = &decisionJSON{ID: d.ID, Kind: d.Kind, Entry: d.EntryID, Reason: d.Reason, Author: d.Author, At: isoTime(d.At),
			Returned: returned, After: d.ReturnsAfter()}
		if e, ok := s.Live.Base().Entry(d.EntryID); ok {
			out.Decision.Question = e.Question
		}
	}
	out.Nearest, out.Answered, err = s.nearest(c, g)
	return out, err
}

// nearest are the entries to which the gap's wordings could be added: those that operators
// named, then those that the matcher finds now. answered is the one that would be the
// answer now, unless students have said that it does not help.
func (s *Server) nearest(c *gin.Context, g *report.Gap) (list []nearJSON, answered string, err error) {
	result, base, err := s.Live.Match(c.Request.Context(), match.Query{Text: g.Question, Lang: g.Lang, Limit: 2 * nearestEntries})
	if err != nil && !errors.Is(err, match.ErrEmpty) {
		return nil, "", err
	}
	rejected, named := g.Rejected(), g.Named()
	list = []nearJSON{}
	add := func(id string, confidence float64) {
		e, ok := base.Follow(id)
		if !ok || slices.ContainsFunc(list, func(n nearJSON) bool { return n.Entry == e.ID }) {
			return
		}
		list = append(list, nearJSON{e.ID, e.Question, round3(confidence), rejected[id], named[id]})
	}
	confidence := map[string]float64{}
	for _, m := range result.Candidates {
		confidence[m.Item.ID] = m.Confidence
	}
	for id := range named {
		add(id, confidence[id])
	}
	slices.SortFunc(list, func(a, b nearJSON) int { return cmp.Or(cmp.Compare(b.Named, a.Named), cmp.Compare(a.Entry, b.Entry)) })
	for _, m := range result.Candidates {
		if m.Item.Kind == match.KindEntry {
			add(m.Item.ID, m.Confidence)
		}
	}
	if first := result.Candidates; result.Decision == match.Answer && rejected[first[0].Item.ID] == 0 && first[0].Item.Kind == match.KindEntry {
		answered = first[0].Item.ID
	}
	return list[:min(len(list), nearestEntries)], answered, nil
}

// twinOf names an entry and its translation by one id: the Italian one's.
func (s *Server) twinOf(id string) string {
	if e, ok := s.Live.Base().Entry(id); ok {
		if twin := e.Twin(content.Languages[0]); twin != "" {
			return twin
		}
	}
	return id
}

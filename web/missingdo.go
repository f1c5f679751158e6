package web

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"sportello/assistant/report"
	"sportello/content"
	"sportello/faq"
)

const (
	mostAlternates = 8  // that a new entry is begun with
	mostAdded      = 10 // wordings to an entry at once
)

// minutes is a time in whole minutes; what took any time took one.
func minutes(d time.Duration) float64 { return math.Ceil(d.Minutes()) }

// draftGap begins an entry that would answer the gap: its question, its other wordings, and
// what an operator replied.
func (s *Server) draftGap(c *gin.Context, who signedIn) error {
	var in struct {
		Topic string `json:"topic"` // empty: as guessed
		Chat  string `json:"chat"`  // whose reply to take; empty: the most typical
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	g, decisions, err := s.gapOf(c)
	if err != nil {
		return err
	}
	if d, returned := g.SettledBy(decisions); d != nil && !returned && d.Kind == faq.GapDrafted { // a second click
		c.JSON(http.StatusOK, gin.H{"entry": d.EntryID, "decision": d.ID})
		return nil
	}
	b, err := s.begun(c, g, in.Chat)
	if err != nil {
		return err
	}
	if b.Topic = in.Topic; in.Topic == "" {
		b.Topic = s.topicOf(g)
	}
	id, err := s.Store.Begin(c.Request.Context(), b, who.Name)
	if err != nil {
		return err
	}
	return s.decideGap(c, g, faq.GapDecision{Kind: faq.GapDrafted, EntryID: id, Author: who.Name})
}

// begun is what an entry for the gap is begun with.
func (s *Server) begun(c *gin.Context, g *report.Gap, chat string) (faq.Begun, error) {
	b := faq.Begun{Lang: g.Lang, Question: cutRunes(g.Question, content.MaxQuestion)}
	for _, w := range g.Wordings {
		if w.Key != g.Key && len(b.Alternates) < mostAlternates && !strings.Contains(w.Text, content.Masked) && utf8.RuneCountInString(w.Text) <= content.MaxAlternate {
			b.Alternates = append(b.Alternates, w.Text)
		}
	}
	replies, err := s.Report.Replies(c.Request.Context(), g.Chats())
	for i, r := range replies {
		if r.Chat == chat || chat == "" && i == 0 {
			b.Answer = r.Text
		}
	}
	return b, err
}

func cutRunes(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// topicOf guesses the topic of an entry for the gap: the queue's that took most of it, if
// it is one of the library, else the first.
func (s *Server) topicOf(g *report.Gap) string {
	base := s.Live.Base()
	if _, known := base.Topic(g.Topic); known || len(base.Topics) == 0 {
		return g.Topic
	}
	return base.Topics[0].ID
}

// wordGap adds wordings of the gap to the draft of an entry.
func (s *Server) wordGap(c *gin.Context, who signedIn) error {
	var in struct {
		Entry    string   `json:"entry"`
		Wordings []string `json:"wordings"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if len(in.Wordings) == 0 || len(in.Wordings) > mostAdded {
		return fmt.Errorf("%w: 1 to %d wordings are added", errBadRequest, mostAdded)
	}
	for _, w := range in.Wordings {
		if n := utf8.RuneCountInString(w); n == 0 || n > content.MaxAlternate {
			return fmt.Errorf("%w: a wording has %d characters", errBadRequest, n)
		}
	}
	g, _, err := s.gapOf(c)
	if err != nil {
		return err
	}
	for _, w := range in.Wordings {
		if err := s.Store.DraftAlternate(c.Request.Context(), in.Entry, w, who.Name); err != nil {
			return err
		}
	}
	return s.decideGap(c, g, faq.GapDecision{Kind: faq.GapWorded, EntryID: in.Entry, Author: who.Name})
}

func (s *Server) dismissGap(c *gin.Context, who signedIn) error {
	var in struct {
		Reason string `json:"reason"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	g, _, err := s.gapOf(c)
	if err != nil {
		return err
	}
	return s.decideGap(c, g, faq.GapDecision{Kind: faq.GapDismissed, Reason: in.Reason, Author: who.Name})
}

func (s *Server) decideGap(c *gin.Context, g *report.Gap, d faq.GapDecision) error {
	d.Keys, d.Students = g.Keys(), g.Students
	d, err := s.Store.DecideGap(c.Request.Context(), d)
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"entry": d.EntryID, "decision": d.ID})
	}
	return err
}

func (s *Server) undoGap(c *gin.Context, _ signedIn) error {
	return done(c, s.Store.UndoGap(c.Request.Context(), c.Param("id")))
}

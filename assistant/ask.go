package assistant

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"sportello/content/pdf"
	"sportello/faq"
	"sportello/faq/match"
)

// Ask takes a message and replies to its question, or to each of them. clientID, where given, makes a repeat of the
// call return the first turn again. A failure of the matcher is a handoff.
func (a *Assistant) Ask(ctx context.Context, c *Conversation, text, clientID string) (*Turn, error) {
	text, err := clean(text)
	if err != nil {
		return nil, err
	}
	if c.was != nil { // a repeat is found out when it is kept, for it is rare
		t, err := a.take(ctx, c, text, clientID)
		if !errors.Is(err, errOutdated) {
			return t, err
		}
		if err := a.reread(ctx, c); err != nil {
			return nil, err
		}
	}
	if t, err := a.turnOf(ctx, c.ID, clientID); err == nil {
		return t, nil
	}
	return a.take(ctx, c, text, clientID)
}

// take replies to a message and keeps the turn.
func (a *Assistant) take(ctx context.Context, c *Conversation, text, clientID string) (*Turn, error) {
	c.Hints.hear(text, a.live.Base().Campuses, a.db.Now())
	t := a.read(ctx, c, text)
	return t, a.keep(ctx, c, t, clientID)
}

// clean is a question as it is kept.
func clean(text string) (string, error) {
	text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return "", ErrEmpty
	case n > MaxText:
		return "", ErrTooLong
	}
	return text, nil
}

// reply matches a text, but for what was rejected, and says what comes of it.
func (a *Assistant) reply(ctx context.Context, c *Conversation, text string, rejected ...string) *Turn {
	t := &Turn{Text: text}
	result, base, err := a.live.Match(ctx, match.Query{Text: text, Lang: c.Lang, Topic: c.Topic, Exclude: rejected,
		Audience: c.Hints.Audience, Limit: keepCandidates})
	if err != nil && !errors.Is(err, match.ErrEmpty) {
		a.log.Error("match", "conversation", c.ID, "err", err) // the student gets a person all the same
	}
	t.Decided = decided(&result)
	for _, m := range result.Candidates {
		t.Candidates = append(t.Candidates, candidate(m))
	}
	t.Reply = Reply{Kind: KindHandoff, Confidence: result.Confidence, Intent: result.Intent, Reason: ReasonNoAnswer,
		Queue: queueOf(t.Candidates, c.Topic)}
	switch {
	case result.Intent == match.IntentPerson || result.Intent == match.IntentUrgent:
		// The words are about the wish, not about a topic: the conversation's stays.
		t.Candidates = nil
		t.Reply = Reply{Kind: KindHandoff, Intent: result.Intent, Reason: ReasonAsked, Queue: c.Topic}
		if result.Intent == match.IntentUrgent {
			t.Reply.help(base.Helplines, c.Lang)
		}
	case result.Intent != match.IntentNone:
		t.Candidates = nil
		t.Reply = Reply{Kind: KindChoices, Intent: result.Intent, Choices: a.Popular(c.Lang)}
	case result.Decision == match.Answer && t.torn(base):
		a.offer(ctx, c, base, t, 2)
	case result.Decision == match.Answer:
		a.answer(ctx, base, t, t.Candidates[0])
	case result.Decision == match.Choices:
		a.offer(ctx, c, base, t, result.Choices)
	}
	return t
}

func candidate(m match.Candidate) Candidate {
	c := Candidate{ID: m.Item.ID, Type: "entry", Question: m.Item.Question, Topic: m.Item.Topic, Confidence: m.Confidence,
		Model: round(m.Model), Score: round(m.Score), found: m.Why}
	if m.Item.Kind == match.KindPassage {
		c.Type, c.Page, c.Quote = "guide", m.Item.Page, m.Quote
		c.Question = m.Item.Guide
		if m.Item.Section != "" {
			c.Question += ": " + m.Item.Section
		}
	}
	return c
}

func choices(from []Candidate) (list []Choice) {
	for _, c := range from {
		list = append(list, Choice{Entry: c.ID, Question: c.Question})
	}
	return list
}

// answer makes the reply of t the text of a candidate. Where it has gone meanwhile,
// the reply stays a handoff.
func (a *Assistant) answer(ctx context.Context, base *faq.Base, t *Turn, c Candidate) {
	answer, err := a.answerOf(ctx, base, c)
	if err != nil {
		if !errors.Is(err, faq.ErrNotFound) {
			a.log.Error("answer", "candidate", c.ID, "err", err)
		}
		return
	}
	t.Reply.Kind, t.Reply.Reason, t.Reply.Answer = KindAnswer, "", answer
	t.Reply.Confidence, t.Reply.Queue = c.Confidence, c.Topic
	t.answered = c.ID
}

// stands reports whether there still is what a candidate names, and its answer is right
// today: candidates travel with a turn for longer than an entry may be valid.
func (a *Assistant) stands(base *faq.Base, id string) bool {
	if e, ok := base.Follow(id); ok {
		return e.ValidOn(a.db.Now())
	}
	_, ok := base.Passage(id)
	return ok
}

// AnswerOf is the text of something the matcher found.
func (a *Assistant) AnswerOf(ctx context.Context, base *faq.Base, m match.Candidate) (*Answer, error) {
	return a.answerOf(ctx, base, candidate(m))
}

func (a *Assistant) answerOf(ctx context.Context, base *faq.Base, c Candidate) (*Answer, error) {
	if e, ok := base.Follow(c.ID); ok && e.ValidOn(a.db.Now()) {
		return entryAnswer(e), nil
	}
	p, ok := base.Passage(c.ID)
	if !ok {
		return nil, faq.ErrNotFound
	}
	page, err := a.store.Page(ctx, p.Guide.ID, p.Passage.Page)
	if err != nil {
		return nil, err
	}
	quote := c.Quote
	if quote == "" {
		quote = p.Passage.Text
	}
	return &Answer{
		HTML: passageHTML(p.Passage.Text, quote), Text: p.Passage.Text, Question: c.Question, Lang: p.Guide.Lang,
		Source: Source{
			Type: "guide", ID: p.Guide.ID, Topic: p.Guide.Topic, Title: p.Guide.Title, Owner: p.Guide.Owner, Updated: string(p.Guide.Updated),
			Section: p.Passage.Section, Page: p.Passage.Page, Quote: quote,
			Width: page.Width, Height: page.Height, Highlight: pdf.Highlight(*page, quote),
		},
	}, nil
}

func entryAnswer(e *faq.Entry) *Answer {
	return &Answer{
		HTML: e.HTML(), Text: e.Plain(), Question: e.Question, Lang: e.Lang,
		Source: Source{Type: "entry", ID: e.ID, Topic: e.Topic, Title: e.Question, Owner: e.Owner, Updated: string(e.Updated), Links: e.Sources},
	}
}

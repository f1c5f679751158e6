package assistant

import (
	"context"
	"math"

	"sportello/faq/match"
)

// Decided is what the matcher decided on a question and what it went by. It is kept with
// the turn for the staff; students never see it.
type Decided struct {
	Decision    match.Decision    `json:"decision"`
	Confidence  float64           `json:"confidence"`
	AnswerAt    float64           `json:"answer_at"`  // confidence from which the first candidate is the answer
	ChoicesAt   float64           `json:"choices_at"` // confidence of choices together from which they are offered
	Choices     int               `json:"choices"`    // how many were worth offering
	Lang        string            `json:"lang"`       // of the question, as far as it shows
	Intent      string            `json:"intent,omitempty"`
	Found       int               `json:"found"` // candidates
	Calibration match.Calibration `json:"calibration"`
}

func decided(r *match.Result) *Decided {
	return &Decided{Decision: r.Decision, Confidence: round(r.Confidence), AnswerAt: r.AnswerAt, ChoicesAt: r.ChoicesAt, Choices: r.Choices,
		Lang: r.Lang, Intent: r.Intent, Found: len(r.Candidates),
		Calibration: match.Calibration{Shift: round(r.Calibration.Shift), Slope: round(r.Calibration.Slope)}}
}

// Explanation is why a question was answered as it was.
type Explanation struct {
	Question   string      `json:"question"`       // as it was matched
	Turn       int         `json:"turn,omitempty"` // none for a question that was only tried
	Kind       Kind        `json:"kind"`
	Reason     Reason      `json:"reason,omitempty"`
	Decided    *Decided    `json:"decided"` // nil of a turn from before it was kept
	Candidates []Candidate `json:"candidates"`
}

// Explain tells why turn n was answered as it was. What a rejection or a choice led to
// was decided with the first turn for the question, so that is the one explained.
func (a *Assistant) Explain(ctx context.Context, conversationID string, n int) (*Explanation, error) {
	t, err := a.turn(ctx, conversationID, n)
	if err != nil {
		return nil, err
	}
	if t, _, err = a.chain(ctx, conversationID, t); err != nil {
		return nil, err
	}
	return explanation(t), nil
}

// Try tells how a question would be answered now, outside any conversation.
func (a *Assistant) Try(ctx context.Context, text, lang, topic string) (*Explanation, error) {
	text, err := clean(text)
	if err != nil {
		return nil, err
	}
	return explanation(a.reply(ctx, &Conversation{Lang: lang, Topic: topic}, text)), nil
}

func explanation(t *Turn) *Explanation {
	question := t.Reply.Understood.text()
	if question == "" {
		question = t.Text
	}
	list := append([]Candidate{}, t.Candidates...)
	for i := range list {
		if c := &list[i]; c.found != nil {
			c.Why, c.found = c.found.Named(), nil
		}
	}
	return &Explanation{Question: question, Turn: t.N, Kind: t.Reply.Kind, Reason: t.Reply.Reason, Decided: t.Decided,
		Candidates: list}
}

// round keeps three digits: enough to read, little to store.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// bare are candidates without what decided on them, for the turns that follow the one
// where it is kept.
func bare(list []Candidate) []Candidate {
	short := make([]Candidate, len(list))
	for i, c := range list {
		c.Why, c.found = nil, nil
		short[i] = c
	}
	return short
}

package assistant

import (
	"context"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"

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
	return &Explanation{Question: question, Turn: t.N, Kind: t.Reply.Kind, Reason: t.Reply.Reason, Decided: t.Decided,
		Candidates: append([]Candidate{}, t.Candidates...)}
}

// round keeps three digits: enough to read, little to store.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// Reasons are the features behind a confidence, by the matcher's names for them; see
// [match.Features].
type Reasons map[string]float64

// MarshalJSON writes three digits of each and leaves out what is nothing.
func (r Reasons) MarshalJSON() ([]byte, error) {
	return r.appendJSON(make([]byte, 0, 20*len(r)+2)), nil
}

func (r Reasons) appendJSON(b []byte) []byte {
	b = append(b, '{')
	first := len(b)
	for name, value := range r { // in any order: it is read by name
		thousandths := int64(math.Round(value * 1000))
		if thousandths == 0 {
			continue
		}
		if len(b) > first {
			b = append(b, ',')
		}
		b = append(appendString(b, name), ':')
		if thousandths < 0 {
			b, thousandths = append(b, '-'), -thousandths
		}
		b = strconv.AppendInt(b, thousandths/1000, 10)
		rest := thousandths % 1000
		b = append(b, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
	}
	return append(b, '}')
}

// keptCandidates is what encoding/json makes of candidates, but for the order of the
// reasons. Every question is kept with some hundred and fifty of these, which took
// longest of all that is kept, so it goes without reflection.
func keptCandidates(list []Candidate) ([]byte, error) {
	if len(list) == 0 {
		return json.Marshal(list)
	}
	b := make([]byte, 0, 700*len(list))
	for i := range list {
		c := list[i]
		why := c.Why
		c.Why = nil
		rest, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		b = append(append(b, ','), rest...)
		if len(why) > 0 {
			b = append(b[:len(b)-1], `,"why":`...)
			b = append(why.appendJSON(b), '}')
		}
	}
	b[0] = '['
	return append(b, ']'), nil
}

// appendString is a JSON string.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			quoted, _ := json.Marshal(s) //nolint:errchkjson // a string can always be written
			return append(b, quoted...)
		}
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}

// bare are candidates without what decided on them, for the turns that follow the one
// where it is kept.
func bare(list []Candidate) []Candidate {
	short := make([]Candidate, len(list))
	for i, c := range list {
		c.Why = nil
		short[i] = c
	}
	return short
}

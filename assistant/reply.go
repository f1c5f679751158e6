package assistant

import (
	"slices"

	"sportello/content"
	"sportello/content/pdf"
	"sportello/faq/match"
)

// Kind is what a reply is.
type Kind string

// A reply is an answer, choices, or the way to a person.
const (
	KindAnswer  Kind = "answer"
	KindChoices Kind = "choices"
	KindHandoff Kind = "handoff"
)

// Reason is why a reply is the way to a person.
type Reason string

// The reasons.
const (
	ReasonNoAnswer Reason = "no_answer"
	ReasonAsked    Reason = "asked"
	ReasonRejected Reason = "rejected"
)

// Reply is Sportello's part of a turn, kept as the student saw it.
type Reply struct {
	Kind       Kind     `json:"kind"`
	Confidence float64  `json:"confidence"` // 0 to 1: that the first candidate is right
	Intent     string   `json:"intent,omitempty"`
	Answer     *Answer  `json:"answer,omitempty"`
	Choices    []Choice `json:"choices,omitempty"`
	Queue      string   `json:"queue,omitempty"`  // for a person
	Reason     Reason   `json:"reason,omitempty"` // of KindHandoff

	Question   string      `json:"question,omitempty"`   // that this replies to, where the message had several
	Part       *Part       `json:"part,omitempty"`       // of a message with several questions
	Understood *Understood `json:"understood,omitempty"` // where the question was not matched as it stands
	Ask        *Ask        `json:"ask,omitempty"`        // tells the choices apart
	Helplines  []Helpline  `json:"helplines,omitempty"`  // for words of distress
}

// Answer is an entry's or a guide page's own text.
type Answer struct {
	HTML     string `json:"html"` // sanitized
	Text     string `json:"text"`
	Question string `json:"question"`
	Lang     string `json:"lang"`
	Source   Source `json:"source"`
}

// Source says where an answer stands.
type Source struct {
	Type    string         `json:"type"` // entry | guide
	ID      string         `json:"id"`
	Topic   string         `json:"topic"`
	Title   string         `json:"title"`
	Owner   string         `json:"owner"`
	Updated string         `json:"updated"` // 2026-09-30
	Links   []content.Link `json:"links,omitempty"`

	// Of a guide only.
	Section   string     `json:"section,omitempty"`
	Page      int        `json:"page,omitempty"`
	Quote     string     `json:"quote,omitempty"`
	Width     float64    `json:"width,omitempty"`  // of the page, in points
	Height    float64    `json:"height,omitempty"` // of the page, in points
	Highlight []pdf.Rect `json:"highlight,omitempty"`
}

// Choice is an entry offered by its question.
type Choice struct {
	Entry    string `json:"entry"`
	Question string `json:"question"`
}

// Candidate is something that the matcher found close to a question.
type Candidate struct {
	ID         string  `json:"id"` // of an entry, or of a passage
	Type       string  `json:"type"`
	Question   string  `json:"question"`
	Topic      string  `json:"topic"`
	Page       int     `json:"page,omitempty"`
	Quote      string  `json:"quote,omitempty"`
	Confidence float64 `json:"confidence"`

	// For the staff, who may ask why; see [Explanation].
	Model float64       `json:"model,omitempty"` // the confidence before what students taught
	Score float64       `json:"score,omitempty"` // of the rank, comparable within a turn
	Why   Reasons       `json:"why,omitempty"`
	found match.Reasons // what Why will be made of when somebody asks
}

// shownIDs are the candidates that the student saw in a turn.
func (t *Turn) shownIDs() (ids []string) {
	if t.Reply.Answer != nil {
		ids = append(ids, t.answered)
	}
	for _, c := range t.Reply.Choices {
		ids = append(ids, c.Entry)
	}
	return ids
}

// remaining are the candidates of a turn that were not shown in it.
func (t *Turn) remaining() (rest []Candidate) {
	shown := t.shownIDs()
	for _, c := range t.Candidates {
		if !slices.Contains(shown, c.ID) {
			rest = append(rest, c)
		}
	}
	return rest
}

// leastTopic is the confidence in all candidates of a topic from which a question is taken
// to be about it. Below, every other topic is wrong even where the library has an entry, and
// nearly all are where it has none: who asks for a person is better asked for the topic, too.
const leastTopic = 0.2

// queueOf is where a question belongs that the library did not answer: the topic
// that the candidates agree on most, by their confidence, if they do so enough.
func queueOf(candidates []Candidate, otherwise string) string {
	weight := map[string]float64{}
	best := ""
	for _, c := range candidates {
		weight[c.Topic] += c.Confidence
		if c.Topic != "" && (best == "" || weight[c.Topic] > weight[best]) {
			best = c.Topic
		}
	}
	if weight[best] < leastTopic {
		return otherwise
	}
	return best
}

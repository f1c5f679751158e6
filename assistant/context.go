package assistant

import (
	"context"
	"time"
)

// Context is what an operator is told of a conversation, so that the student need
// not repeat it.
type Context struct {
	EntryPoint string        `json:"entry_point"`
	Page       string        `json:"page"`
	Lang       string        `json:"lang"`
	Identity   Identity      `json:"identity"`
	Turns      []ContextTurn `json:"turns"`
}

// ContextTurn is one question with all that was shown for it and what the student
// said of each.
type ContextTurn struct {
	N          int     `json:"n"`
	Text       string  `json:"text"`
	Understood string  `json:"understood,omitempty"` // as it was matched, where that is not the text
	Intent     string  `json:"intent,omitempty"`     // of words that ask nothing the library answers
	Kind       Kind    `json:"kind"`                 // of the first reply
	Confidence float64 `json:"confidence"`
	Shown      []Shown `json:"shown"`
	Helped     Helped  `json:"helped"` // of the last reply
	At         string  `json:"at"`     // ISO 8601
}

// Shown is something the student was shown.
type Shown struct {
	Type       string  `json:"type"`
	ID         string  `json:"id"`
	Question   string  `json:"question"`
	Page       int     `json:"page,omitempty"`
	Confidence float64 `json:"confidence"`
	As         Kind    `json:"as"` // as the answer, or among choices
	Helped     Helped  `json:"helped"`
}

// Context gathers what has passed in a conversation until now.
func (a *Assistant) Context(ctx context.Context, conversationID string) (*Context, error) {
	c, _, err := a.conversation(ctx, conversationID)
	if err != nil {
		return nil, err
	}
	turns, err := a.Turns(ctx, conversationID)
	if err != nil {
		return nil, err
	}
	return &Context{EntryPoint: c.EntryPoint, Page: c.Page, Lang: c.Lang, Identity: c.Identity, Turns: contextTurns(turns)}, nil
}

// contextTurns joins the turns that follow one another for the same question.
func contextTurns(turns []*Turn) []ContextTurn {
	list := []ContextTurn{}
	place := map[int]int{} // of a turn's question in list, by its number
	for _, t := range turns {
		i, follows := place[t.Follows]
		if !follows {
			i = len(list)
			list = append(list, ContextTurn{N: t.N, Text: t.Text, Understood: t.Reply.Understood.text(), Intent: t.Reply.Intent, Kind: t.Reply.Kind,
				Confidence: t.Reply.Confidence, Shown: []Shown{}, At: t.At.UTC().Format(time.RFC3339)})
		}
		place[t.N] = i
		list[i].Helped = t.Helped
		list[i].Shown = append(list[i].Shown, t.shown()...)
	}
	return list
}

func (t *Turn) shown() (list []Shown) {
	for _, id := range t.shownIDs() {
		c, ok := pick(t, id)
		if !ok {
			continue
		}
		list = append(list, Shown{Type: c.Type, ID: c.ID, Question: c.Question, Page: c.Page, Confidence: c.Confidence,
			As: t.Reply.Kind, Helped: t.Helped})
	}
	return list
}

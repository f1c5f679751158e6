package assistant

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"sportello/content"
	"sportello/faq/match"
)

// Reading is how a question was read that was not matched as it stands.
type Reading string

// The ways to read a question.
const (
	ReadFollowUp Reading = "follow_up" // joined with the question before
	ReadPart     Reading = "part"      // the one question of a longer message
	ReadAlone    Reading = "alone"     // by itself, at the student's wish
)

// Understood is the question that was matched in place of the student's text.
type Understood struct {
	Text string  `json:"text"`
	How  Reading `json:"how"`
	// Root is the question that a chain of follow-ups began with.
	Root string `json:"root,omitempty"`
}

func (u *Understood) is(how Reading) bool { return u != nil && u.How == how }

func (u *Understood) text() string {
	if u == nil || u.How == ReadAlone {
		return ""
	}
	return u.Text
}

// Part is the place of a turn among those made of one message. They follow one another
// by number.
type Part struct {
	N    int    `json:"n"` // from 1
	Of   int    `json:"of"`
	Said string `json:"said,omitempty"` // the whole message, with the first
	Left int    `json:"left,omitempty"` // questions that were too many to take up, with the last
}

func (p *Part) place() int {
	if p == nil {
		return 1
	}
	return p.N
}

// Helpline is where somebody in distress finds help, in the language of the conversation.
type Helpline struct {
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
	URL   string `json:"url,omitempty"`
	Hours string `json:"hours"`
	About string `json:"about"`
}

// Helplines are the numbers to call, as they are published now.
func (a *Assistant) Helplines(lang string) []Helpline {
	return helplines(a.live.Base().Helplines, lang)
}

func helplines(h content.Helplines, lang string) (list []Helpline) {
	for _, l := range h.Lines {
		list = append(list, Helpline{Name: l.Name[lang], Phone: l.Phone, URL: l.URL, Hours: l.Hours[lang], About: l.About[lang]})
	}
	return list
}

// help adds the numbers to call to a reply, and the queue that takes such words.
func (r *Reply) help(h content.Helplines, lang string) {
	r.Helplines = helplines(h, lang)
	if h.Queue != "" {
		r.Queue = h.Queue
	}
}

const (
	takeUp     = 3   // questions of one message that are replied to
	bareShare  = 0.5 // what the confidence counts in a text that names no matter
	weighs     = 2   // words of weight of a text that names a matter
	lookBehind = 10  // turns in which the question before is looked for

	wordsFound = "all" // the feature that tells the share of a question's words that an item has
	sameShare  = 0.02  // how much of it is rounding
)

// read replies to a message: to its one question, or to each of them.
func (a *Assistant) read(ctx context.Context, c *Conversation, text string) *Turn {
	parts := match.Parts(text)
	var before *Turn
	if match.FollowUp(text) || len(parts) > 0 && match.FollowUp(parts[0]) {
		var err error
		if before, err = a.questionBefore(ctx, c.ID); err != nil && !errors.Is(err, ErrNotFound) {
			a.log.Error("read the question before", "conversation", c.ID, "err", err) // it is matched alone
		}
	}
	whole := a.question(ctx, c, before, text)
	if whole.Reply.Intent != "" || len(parts) == 0 || len(parts) == 1 && parts[0] == text {
		return whole
	}
	turns := a.parts(ctx, c, before, parts[:min(len(parts), takeUp)])
	if len(turns) > 1 {
		return numbered(turns, text, len(parts)-takeUp)
	}
	if one := turns[0]; one.Reply.Confidence > whole.Reply.Confidence {
		if !one.Reply.Understood.is(ReadFollowUp) {
			one.Reply.Understood = &Understood{Text: one.Text, How: ReadPart}
		}
		one.Text = text
		return one
	}
	return whole
}

// question replies to one question: as it stands, or joined with the one before where it
// leans on that and is surer so.
func (a *Assistant) question(ctx context.Context, c *Conversation, before *Turn, text string) *Turn {
	alone := a.reply(ctx, c, text)
	if before == nil || alone.Reply.Intent != "" || !match.FollowUp(text) {
		return alone
	}
	// What comes next may lean on it, and through it on the one before.
	alone.Reply.Understood = &Understood{Text: text, How: ReadAlone, Root: before.root()}
	best, most := alone, alone.Reply.Confidence
	switch {
	case match.Weight(text) < weighs: // it names no matter: how sure the matcher is counts for little
		most *= bareShare
	case alone.Reply.Kind == KindAnswer: // sure enough to be given
		return alone
	}
	for _, standing := range before.standing() {
		joined := match.Join(standing, text)
		if utf8.RuneCountInString(joined) > MaxText {
			continue
		}
		t := a.reply(ctx, c, joined)
		if before.answered != "" && t.Reply.Confidence < before.Reply.Confidence && t.strays(before) {
			// It is as sure as it is because of the words of before: the new ones do not fit.
			t = a.reply(ctx, c, joined, before.answered)
			a.doubt(ctx, c, t)
		}
		if t.Reply.Confidence > most {
			t.Text, t.Reply.Understood = text, &Understood{Text: joined, How: ReadFollowUp, Root: before.root()}
			best, most = t, t.Reply.Confidence
		}
	}
	return best
}

// strays reports whether what answered the question before comes first for t too, but has
// fewer of its words: the new ones are about something else.
func (t *Turn) strays(before *Turn) bool {
	if len(t.Candidates) == 0 || t.Candidates[0].ID != before.answered {
		return false
	}
	had := 1.0 // where it is not kept
	if i := slices.IndexFunc(before.Candidates, func(c Candidate) bool { return c.ID == before.answered }); i >= 0 && before.Candidates[i].explained() {
		had = before.Candidates[i].reason(wordsFound)
	}
	return t.Candidates[0].reason(wordsFound) < had-sameShare
}

// doubt makes an answer choices: with the best one left out of the search, the next is
// surer than it has reason to be.
func (a *Assistant) doubt(ctx context.Context, c *Conversation, t *Turn) {
	t.Reply.Confidence = min(t.Reply.Confidence, t.Decided.AnswerAt)
	if t.Reply.Kind != KindAnswer {
		return
	}
	t.answered, t.Reply.Answer = "", nil
	a.offer(ctx, c, a.live.Base(), t, maxNextBest)
}

// root is the question without those that leaned on it.
func (t *Turn) root() string {
	u := t.Reply.Understood
	switch {
	case u.is(ReadFollowUp):
		return u.Root
	case u.is(ReadPart):
		return u.Text
	}
	return t.Text
}

// standing are the forms in which the question of t makes sense by itself.
func (t *Turn) standing() []string {
	root, u := t.root(), t.Reply.Understood
	switch {
	case u.is(ReadFollowUp):
		return []string{root, match.Join(root, t.Text)}
	case u.is(ReadAlone) && u.Root != "":
		return []string{t.Text, match.Join(u.Root, t.Text)}
	}
	return []string{root}
}

// asks reports whether a turn is more than a greeting or the wish for a person.
func (t *Turn) asks() bool { return t.Reply.Intent == "" || t.Reply.Intent == match.IntentUrgent }

// questionBefore is the last turn that asked something.
func (a *Assistant) questionBefore(ctx context.Context, conversationID string) (last *Turn, err error) {
	err = a.db.Each(ctx, func(rows *sql.Rows) error {
		t, err := scanTurn(rows)
		if err == nil && t.Reply.Intent == "" {
			last, err = t, errEnough
		}
		return err
	}, `SELECT `+turnColumns+` FROM turns WHERE conversation_id = $1 ORDER BY n DESC LIMIT $2`, conversationID, lookBehind)
	switch {
	case errors.Is(err, errEnough):
		return last, nil
	case err == nil:
		return nil, ErrNotFound
	}
	return nil, err
}

// errEnough ends the reading of rows of which no more are wanted.
var errEnough = errors.New("enough")

// parts replies to each question of a message. What says nothing by itself and was not
// answered is left out, and so is what has the same answer as another.
func (a *Assistant) parts(ctx context.Context, c *Conversation, before *Turn, texts []string) (turns []*Turn) {
	for _, text := range texts {
		t := a.question(ctx, c, before, text)
		before = t
		if t.Reply.Kind != KindAnswer && match.Weight(text) < weighs && len(texts) > 1 {
			continue
		}
		twin := slices.IndexFunc(turns, t.saysTheSame)
		switch {
		case twin < 0:
			turns = append(turns, t)
		case t.Reply.Kind == KindHandoff:
			turns[twin].Text += " " + t.Text
		case t.Reply.Confidence > turns[twin].Reply.Confidence:
			turns[twin] = t
		}
	}
	if len(turns) == 0 {
		turns = []*Turn{before}
	}
	return turns
}

// saysTheSame reports whether another turn gives the student nothing that t does not.
func (t *Turn) saysTheSame(o *Turn) bool {
	if t.Reply.Kind != o.Reply.Kind || t.answered != o.answered {
		return false
	}
	return slices.Equal(t.Reply.Choices, o.Reply.Choices)
}

// numbered makes one message of several turns.
func numbered(turns []*Turn, said string, left int) *Turn {
	for i, t := range turns {
		t.Reply.Question, t.Reply.Part = strings.TrimSpace(t.Text), &Part{N: i + 1, Of: len(turns)}
	}
	turns[0].Reply.Part.Said = said
	turns[len(turns)-1].Reply.Part.Left = max(0, left)
	turns[0].More = turns[1:]
	return turns[0]
}

// Alone takes the question of turn n, that was joined with the one before it, by itself.
func (a *Assistant) Alone(ctx context.Context, c *Conversation, n int) (*Turn, error) {
	t, err := a.turn(ctx, c.ID, n)
	if err != nil {
		return nil, err
	}
	if again, err := a.follower(ctx, c.ID, n); err == nil {
		return again, nil
	}
	if !t.Reply.Understood.is(ReadFollowUp) {
		return nil, ErrInvalid
	}
	next := a.reply(ctx, c, t.Text)
	next.Follows, next.Reply.Question = t.N, t.Reply.Question
	next.Reply.Understood = &Understood{Text: t.Text, How: ReadAlone}
	return next, a.keep(ctx, c, next, "")
}

package report

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sportello/content"
	"sportello/faq/match"
)

// talk is one conversation.
type talk struct {
	id, lang string
	names    []string // of the student, that are to be masked
	turns    []*openTurn
}

func newTalk(id, lang, identity string) talk {
	var known struct {
		Name string `json:"name"`
	}
	_ = json.Unmarshal([]byte(identity), &known) // of one without an identity there is nothing to hide
	return talk{id: id, lang: lang, names: []string{known.Name}}
}

// alone is how a question is understood that was taken by itself after all.
const alone = "alone"

// open finds the questions of a conversation that stayed open.
func (t *talk) open(chats []openedChat, since time.Time) (list []OpenQuestion) {
	firsts := t.questions()
	taken := map[*openTurn]*openedChat{}
	for i := range chats {
		if !slices.Contains(t.names, chats[i].student) { // mostly it is the name that is known
			t.names = append(t.names, chats[i].student)
		}
		if about := subjectOf(firsts, &chats[i]); about != nil {
			taken[about] = &chats[i]
		}
	}
	for _, q := range firsts {
		reason := q.open()
		if taken[q] != nil {
			reason = OpenOperator
		}
		if reason == "" || q.last.at.Before(since) && taken[q] == nil {
			continue
		}
		list = append(list, t.question(q, reason, taken[q]))
	}
	return list
}

// questions joins the turns of each question and returns the first of each. What asks
// nothing of the library is left out, and words of distress, which are for no list.
func (t *talk) questions() (firsts []*openTurn) {
	byN := map[int]*openTurn{}
	for _, turn := range t.turns {
		byN[turn.n] = turn
		before := byN[turn.follows]
		if before == nil || turn.reply.Understood != nil && turn.reply.Understood.How == alone {
			turn.first = turn
			if turn.reply.Intent == match.IntentNone && !match.Urgent(turn.text) {
				firsts = append(firsts, turn)
			}
		} else {
			turn.first = before.first
		}
		q := turn.first
		q.last = turn
		switch turn.helped {
		case "no":
			q.rejected, q.recovered = true, false
			if turn.shown != "" {
				q.not = append(q.not, turn.shown)
			}
		case "yes":
			q.recovered = true
		}
	}
	return firsts
}

// open is why a question counts as open, but for a person who took it up.
func (q *openTurn) open() OpenReason {
	switch {
	case q.recovered:
		return ""
	case q.rejected:
		return OpenRejected
	case q.kind != "answer" && q.last == q:
		return OpenUnanswered
	}
	return ""
}

// subjectOf is the question that a chat is about: the last with its words, else the last
// before it.
func subjectOf(firsts []*openTurn, c *openedChat) (about *openTurn) {
	for _, q := range slices.Backward(firsts) {
		if q.at.After(c.begun) {
			continue
		}
		if q.text == c.subject {
			return q
		}
		if about == nil {
			about = q
		}
	}
	return about
}

func (t *talk) question(q *openTurn, reason OpenReason, chat *openedChat) OpenQuestion {
	text := q.text
	if u := q.reply.Understood; u != nil && u.How != alone {
		text = u.Text
	}
	o := OpenQuestion{Conversation: t.id, Text: strings.Join(strings.Fields(maskFor(text, t.names)), " "), Lang: match.LanguageOf(text, t.lang),
		Topic: q.reply.Queue, Reason: reason, At: q.at, Near: map[string]float64{}, Rejected: q.not}
	for _, c := range q.candidates {
		if c.Type == "entry" && len(o.Near) < mostNear {
			o.Near[c.ID] = c.Confidence
			if o.Topic == "" {
				o.Topic = c.Topic
			}
		}
	}
	if chat != nil {
		o.Chat, o.Topic = &chat.OpenChat, chat.queue
		if chat.EntryID != "" {
			o.Near[chat.EntryID] = 1
		}
	}
	return o
}

// leastName is from how many characters on a part of a name is masked: shorter ones are
// words.
const leastName = 3

// maskFor masks a text of somebody whose names are known, too.
func maskFor(text string, names []string) string {
	text = content.Mask(text)
	for _, name := range names {
		for part := range strings.FieldsSeq(name) {
			if utf8.RuneCountInString(part) < leastName {
				continue
			}
			whole, err := regexp.Compile(`(?i)(^|[^\pL\pN])` + regexp.QuoteMeta(part) + `([^\pL\pN]|$)`)
			if err != nil {
				continue // a name of no text
			}
			for range 2 { // what is between two of them belongs to the first
				text = whole.ReplaceAllString(text, "${1}"+content.Masked+"${2}")
			}
		}
	}
	return text
}

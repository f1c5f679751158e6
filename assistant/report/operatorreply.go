package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"sportello/faq/match"
)

// OperatorReply is what an operator wrote in a chat, without what could tell whose it is.
type OperatorReply struct {
	Chat string
	Text string // the messages, a blank line between, masked
	At   time.Time
}

const (
	// mostReplies bounds the replies that are read of a gap: those of the latest chats.
	mostReplies = 10
	// mostReplyBytes bounds the text of one.
	mostReplyBytes = 8000
	// leastSaid is how many words that mean something a message must have: fewer greet,
	// thank or ask for a moment.
	leastSaid = 4
)

// Replies are what operators wrote in the chats, the most typical first: the one that shares
// most with the others, those of chats that ended well before others. Chats in which nobody
// wrote anything, or that were erased, are left out.
func (r *Reporter) Replies(ctx context.Context, chats []*OpenChat) (list []OperatorReply, err error) {
	chats = chats[:min(len(chats), mostReplies)]
	well := map[string]bool{}
	for _, c := range chats {
		text, err := r.ReplyIn(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		if text != "" {
			list = append(list, OperatorReply{c.ID, text, c.At})
			well[c.ID] = c.Outcome == "resolved" || c.Outcome == "missing_entry" || c.Outcome == "answered_by_entry"
		}
	}
	typical := map[string]float64{}
	for i, a := range list {
		for j, b := range list {
			if i != j {
				typical[a.Chat] += match.Alike(a.Text, b.Text) / float64(len(list))
			}
		}
		if well[a.Chat] {
			typical[a.Chat]++
		}
	}
	slices.SortStableFunc(list, func(a, b OperatorReply) int { return cmp.Compare(typical[b.Chat], typical[a.Chat]) })
	return list, nil
}

// ReplyIn is what the operators wrote in one chat; empty if nothing.
func (r *Reporter) ReplyIn(ctx context.Context, chatID string) (string, error) {
	var all, telling []string
	size := 0
	err := r.db.Each(ctx, func(rows *sql.Rows) error {
		var text, student string
		if err := rows.Scan(&text, &student); err != nil {
			return err
		}
		text = strings.TrimSpace(maskFor(text, []string{student}))
		if size += len(text); text == "" || size > mostReplyBytes {
			return nil
		}
		all = append(all, text)
		if said(text) >= leastSaid {
			telling = append(telling, text)
		}
		return nil
	}, `SELECT e.text, c.student FROM events e JOIN chats c ON c.id = e.chat_id
		WHERE e.chat_id = $1 AND e.kind = 'message' AND e.author = 'operator' ORDER BY e.seq`, chatID)
	if err != nil {
		return "", fmt.Errorf("read an operator's reply: %w", err)
	}
	if len(telling) == 0 {
		telling = all
	}
	return strings.Join(telling, "\n\n"), nil
}

// said is how many words of a text mean something.
func said(text string) (n int) {
	for _, t := range match.NewReader().Terms(text, "it") {
		if t.Share == 1 && !courtesies[t.Word] {
			n++
		}
	}
	return n
}

// courtesies are the words of which messages are made that tell nothing.
var courtesies = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`buongiorno buonasera buona giornata serata salve ciao grazie prego saluti cordiali aiutarla aiutarti aiutare
		utile altro attimo momento attenda aspetti verifico controllo hello hi good morning afternoon evening thanks thank welcome
		please help wait moment check regards best day else anything`) {
		set[w] = true
	}
	return set
}()

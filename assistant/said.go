package assistant

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"time"

	"sportello/content/db"
)

// said is what a student said of something shown.
type said string

const (
	saidYes    said = "yes"
	saidNo     said = "no"
	saidPicked said = "picked" // chosen among others; a word may follow
)

// word is what a student said of one item.
type word struct {
	item       string
	said       said
	confidence float64 // the model's, of the first candidate of its question; else notFirst
}

// notFirst is in place of the confidence of an item that was not the first candidate: it
// was looked at because the first did not serve, or beside it, so what is said of it tells
// nothing of how sure the matcher may be.
const notFirst = -1

// onReply is what the word on a reply teaches; first is the first turn for the question.
// An answer that helped after the first candidate did not means that this was wrong.
func onReply(first, t *Turn, helped bool) []word {
	if !helped && t.Reply.Kind == KindChoices {
		return onNone(first, t)
	}
	if t.answered == "" || first.Reply.Intent != "" || len(first.Candidates) == 0 {
		return nil // questions offered for a greeting answer nothing that was asked
	}
	w := word{item: t.answered, said: saidNo, confidence: notFirst}
	if helped {
		w.said = saidYes
	}
	top := first.Candidates[0]
	if top.ID == t.answered {
		w.confidence = observed(top)
		return []word{w}
	}
	if helped {
		return []word{w, {item: top.ID, said: saidNo, confidence: observed(top)}}
	}
	return []word{w}
}

// onNone is what it teaches that none of the choices of t served. Those offered after a
// rejection tell nothing new: the first candidate has been spoken of.
func onNone(first, t *Turn) []word {
	if first.N != t.N || t.Reply.Kind != KindChoices || t.Reply.Intent != "" || len(t.Candidates) == 0 {
		return nil
	}
	return []word{{item: t.Candidates[0].ID, said: saidNo, confidence: observed(t.Candidates[0])}}
}

// onPick is what it teaches that a choice of t was picked.
func onPick(first *Turn, id string) []word {
	if first.Reply.Intent != "" {
		return nil
	}
	return []word{{item: id, said: saidPicked, confidence: notFirst}}
}

// observed is the model's confidence of a candidate; turns of old have none.
func observed(c Candidate) float64 {
	if c.Model <= 0 {
		return notFirst
	}
	return c.Model
}

// hearOf keeps what was said of turn t; words makes it of the first turn for the question.
func (a *Assistant) hearOf(ctx context.Context, c *Conversation, t *Turn, words func(first *Turn) []word) {
	first, _, err := a.chain(ctx, c.ID, t)
	if err != nil {
		a.log.Error("keep feedback", "conversation", c.ID, "err", err)
		return
	}
	a.hear(ctx, c, words(first))
}

// hear keeps words for [Assistant.Learn]. They help those who ask later, so that they
// can't be kept is no reason to fail the one who said them.
func (a *Assistant) hear(ctx context.Context, c *Conversation, words []word) {
	network := networkOf(c.Address)
	if len(words) == 0 || network == "" {
		return
	}
	err := a.db.Tx(ctx, func(tx *db.Tx) error {
		period := periodOf(tx.Now)
		origin, err := originOf(tx, period, network)
		if err != nil {
			return err
		}
		for _, w := range words {
			if _, err := tx.Exec(`INSERT INTO feedback (conversation_id, item, said, confidence, period, origin, created_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7)
				ON CONFLICT (conversation_id, item) DO UPDATE SET said = excluded.said,
					confidence = CASE WHEN excluded.confidence < 0 THEN feedback.confidence ELSE excluded.confidence END`,
				c.ID, w.item, string(w.said), w.confidence, period, origin, db.Millis(tx.Now)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		a.log.Error("keep feedback", "conversation", c.ID, "err", err)
	}
}

// A period is how long an origin can be told from others. Within one, all that comes from
// one network counts as one student's; a week, so that who comes back every day is not
// seven of them, and no longer, so that nothing links the conversations of a household.
const period = 7 * 24 * time.Hour

func periodOf(t time.Time) int64 { return t.UnixMilli() / period.Milliseconds() }

// networkOf is what of an address one subscriber has: all of an IPv4 address, and the
// first 56 bits of IPv6, as the rest is theirs to choose.
func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.WithZone("").Prefix(56)
	if err != nil {
		return ""
	}
	return prefix.String()
}

// originOf names a network under the key of the period, which the first to need it makes.
func originOf(tx *db.Tx, period int64, network string) (string, error) {
	fresh := make([]byte, 32)
	_, _ = rand.Read(fresh) // never fails
	if _, err := tx.Exec(`INSERT INTO origin_keys (period, secret) VALUES ($1, $2) ON CONFLICT (period) DO NOTHING`,
		period, hex.EncodeToString(fresh)); err != nil {
		return "", err
	}
	var key string
	if err := tx.QueryRow(`SELECT secret FROM origin_keys WHERE period = $1`, period).Scan(&key); err != nil {
		return "", fmt.Errorf("read the key of origins: %w", err)
	}
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(network))
	return hex.EncodeToString(mac.Sum(nil)[:16]), nil
}

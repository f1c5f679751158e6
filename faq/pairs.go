package faq

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"sportello/faq/rational"
)

// pairsFresh is how long what was found is believed while the library stays the same: what
// students ask changes slowly.
const pairsFresh = 10 * time.Minute

// EntryPair is two entries that an editor should look at.
type EntryPair struct {
	rational.Pair
	First, Second *Entry     // of Pair.A and Pair.B
	Dismissed     *Dismissal // nil while nobody has said that they are right as they are
}

// Pairs finds the pairs of what is published, and remembers them while that stays the
// same. It is safe for concurrent use.
type Pairs struct {
	store *Store
	live  *Live
	asked func(context.Context) ([]rational.Asked, error)

	mu    sync.Mutex
	of    *Base
	at    time.Time
	found []rational.Pair
}

// NewPairs looks through the library of l; asked tells what questions fell between
// entries.
func NewPairs(s *Store, l *Live, asked func(context.Context) ([]rational.Asked, error)) *Pairs {
	return &Pairs{store: s, live: l, asked: asked}
}

// List is the pairs of a kind, or of all if kind is empty: those dismissed, or those not,
// the surest first. For a library that was not looked through yet it takes seconds.
func (p *Pairs) List(ctx context.Context, kind rational.Kind, dismissed bool) ([]EntryPair, error) {
	found, base, err := p.look(ctx)
	if err != nil {
		return nil, err
	}
	decided, err := p.store.dismissals(ctx)
	if err != nil {
		return nil, err
	}
	var out []EntryPair
	for _, f := range found {
		e := EntryPair{Pair: f, First: base.Entries[f.A], Second: base.Entries[f.B]}
		if d, ok := decided[keyOfPair(f.Kind, e.First.ID, e.Second.ID)]; ok && d.checksum == checksumOf(e.First, e.Second) {
			e.Dismissed = &d
		}
		if (kind == "" || f.Kind == kind) && (e.Dismissed != nil) == dismissed {
			out = append(out, e)
		}
	}
	return out, nil
}

// look finds the pairs of what is published now, one caller after the other.
func (p *Pairs) look(ctx context.Context) ([]rational.Pair, *Base, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	base, now := p.live.Base(), p.store.db.Now()
	if p.of == base && now.Sub(p.at) < pairsFresh {
		return p.found, base, nil
	}
	asked, err := p.asked(ctx)
	if err != nil {
		return nil, nil, err
	}
	found, err := rational.Find(ctx, base.rationalEntries(), rational.Options{Asked: asked})
	if err != nil {
		return nil, nil, fmt.Errorf("look for pairs: %w", err)
	}
	p.of, p.at, p.found = base, now, found
	return found, base, nil
}

// rationalEntries are the entries as rational looks at them, in their order.
func (b *Base) rationalEntries() []rational.Entry {
	out := make([]rational.Entry, len(b.Entries))
	for i, e := range b.Entries {
		out[i] = rational.Entry{ID: e.ID, Lang: e.Lang, Twin: twinOf(e), Topic: e.Topic, Question: e.Question,
			Alternates: e.Alternates, Answer: e.Plain(), Level: e.Level, Campus: e.Campus}
		for _, s := range e.Sources {
			out[i].Sources = append(out[i].Sources, s.URL)
		}
	}
	return out
}

// checksumOf is of the words of two entries: not of their dates and owners.
func checksumOf(a, b *Entry) string {
	if a.ID > b.ID {
		a, b = b, a
	}
	h := sha256.New()
	for _, e := range []*Entry{a, b} {
		for _, s := range append([]string{e.ID, e.Question, e.Body}, e.Alternates...) {
			fmt.Fprintf(h, "%d %s", len(s), s)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

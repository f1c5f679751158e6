package faq

import (
	"context"
	"fmt"
	"slices"

	"sportello/content"
)

// wordingFolds is in how many parts the wordings of an entry are held out: of each part
// the matcher knows the others, as it will when a student words the question anew.
const wordingFolds = 4

// Wording is one of the ways in which an entry's question is put, and what becomes of it
// when the matcher does not know it.
type Wording struct {
	Text  string
	Right bool // it is answered with the entry
	Found Outcome
}

// Wordings finds out which of the wordings of an entry the matcher gets wrong: each is
// asked of a matcher that knows the others but not it. The question itself comes first.
// It returns [ErrProblems] for a text that can't be read.
func (l *Live) Wordings(ctx context.Context, id string, source []byte) ([]Wording, error) {
	e, err := content.ParseEntry(source)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProblems, err)
	}
	e.ID = id
	all := append([]string{e.Question}, e.Alternates...)
	found := make([]Wording, len(all))
	for fold := range min(wordingFolds, len(all)) {
		if err := l.foldOf(ctx, e, all, fold, found); err != nil {
			return nil, fmt.Errorf("try the wordings of %s: %w", id, err)
		}
	}
	return found, nil
}

// foldOf asks the wordings of one part.
func (l *Live) foldOf(ctx context.Context, e *content.Entry, all []string, fold int, found []Wording) error {
	known := *e
	known.Question, known.Alternates = "", nil
	for i, text := range all {
		if i%wordingFolds != fold {
			known.Alternates = append(known.Alternates, text)
		}
	}
	m, base, err := l.try(ctx, func(b *Base) *Base { return b.replaced(e.ID, &known) })
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // of an index that is only read
	m.Learn(l.Experience())
	with := base.replaced(e.ID, e)
	with.index()
	for i := fold; i < len(all); i += wordingFolds {
		o, err := l.outcome(ctx, m, Asked{Text: all[i], Lang: e.Lang})
		if err != nil {
			return err
		}
		if slices.Contains(o.Shown, e.ID) && o.First == e.ID {
			o.Question = e.Question // which it did not know
		}
		found[i] = Wording{Text: all[i], Right: o.right(with, e.ID), Found: o}
	}
	return nil
}

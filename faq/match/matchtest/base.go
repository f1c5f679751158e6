// Package matchtest makes bases of any size for benchmarks and tests: of words that
// do not exist, but are as long, as inflected and as unevenly frequent as Italian ones.
// The same numbers give the same base on every machine.
package matchtest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"sportello/faq/match"
)

// The sizes of what is made, in words and in pieces.
const (
	alternates   = 5  // of an entry
	ofAnswer     = 70 // words
	ofPassage    = 90
	ofGuide      = 50 // passages
	ofSection    = 4
	ofQuestion   = 9 // at most
	subjectWords = 4 // that an entry is about
	twinEvery    = 5 // of so many entries one is the English twin of the one before
)

// Base makes entries, each with five alternates, one in five of them English, and
// passages of guides.
func Base(entries, passages int) []match.Item {
	items := make([]match.Item, 0, entries+passages)
	for i := range entries {
		items = append(items, Entry(i, 0))
	}
	for i := range entries {
		if items[i].Lang == "en" {
			items[i].Twin = items[i-1].ID
		}
	}
	for i := range passages {
		items = append(items, passage(i))
	}
	return items
}

// Entry makes the entry i; another edition is about the same in other words.
func Entry(i, edition int) match.Item {
	w := ofItem(i, 1)
	if i%twinEvery == twinEvery-1 {
		w.lang = 1
	}
	about := w.subject()
	w.rnd = rand.New(rand.NewPCG(uint64(i), uint64(2+edition)))
	x := match.Item{
		ID: fmt.Sprintf("entry-%d", i), Kind: match.KindEntry, Lang: [...]string{"it", "en"}[w.lang],
		Topic: fmt.Sprint("topic-", i%20), Question: w.question(about), Answer: w.text(about, ofAnswer),
	}
	for range alternates {
		x.Alternates = append(x.Alternates, w.question(about))
	}
	return x
}

func passage(i int) match.Item {
	guide, section := ofItem(i/ofGuide, 3), ofItem(i/ofSection, 4)
	title, heading := guide.subject(), section.subject()
	w := ofItem(i, 5)
	return match.Item{
		ID: fmt.Sprintf("guide-%d#%d", i/ofGuide, 1+i%ofGuide), Kind: match.KindPassage, Lang: "it",
		Guide: guide.phrase(title[:2]), Section: section.phrase(heading[:3]), Page: 1 + i%ofGuide/2,
		Answer: w.text(slices.Concat(heading, w.subject()), ofPassage),
	}
}

// Question is a student's question, the n-th, to a base of so many entries and
// passages: mostly about an entry, one in five about a passage, one in ten about
// nothing of it; one in six has a typo.
func Question(n, entries, passages int) string {
	w := ofItem(n, 6)
	i := w.rnd.IntN(max(1, entries))
	about := ofItem(i, 1).subject()
	if i%twinEvery == twinEvery-1 {
		w.lang = 1
	}
	switch {
	case n%10 == 9:
		about = ofItem(n, 7).subject()
	case n%5 == 3 && passages > 0:
		w.lang = 0
		about = ofItem(w.rnd.IntN(passages)/ofSection, 4).subject()
	}
	text := w.question(about)
	if n%6 == 5 {
		text = typo(w.rnd, text)
	}
	return text
}

// typo swaps two letters in the later part of a text.
func typo(rnd *rand.Rand, text string) string {
	b := []byte(text)
	at := len(b)/2 + rnd.IntN(len(b)/2-2)
	for b[at] == ' ' || b[at+1] == ' ' {
		at--
	}
	b[at], b[at+1] = b[at+1], b[at]
	return string(b)
}

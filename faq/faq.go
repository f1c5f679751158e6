// Package faq keeps entries, guides and topics, finds those that answer a question,
// and takes what closed chats suggest to the editors.
//
// [Store] is the database; [Live] is what is published, in memory, with its index:
// every node has its own and renews it when another has changed something. Both are
// safe for concurrent use.
package faq

import (
	"errors"
	"time"

	"sportello/content"
	"sportello/content/pdf"
	"sportello/faq/match"
)

// Errors a caller may tell apart.
var (
	ErrNotFound = errors.New("no such entry, draft, guide, group of synonyms, suggestion or question")
	// ErrStale says that somebody else has changed the entry, the draft, or the group of
	// synonyms, since it was read.
	ErrStale = errors.New("this has been changed by somebody else meanwhile")
	// ErrProblems says that the text breaks a rule; the problems come with it.
	ErrProblems = errors.New("the text has problems")
	// ErrInvalid says that a value is not allowed.
	ErrInvalid = errors.New("a value is not allowed")
	// ErrScheduled says that a draft waits for its time: nobody changes it before it is
	// taken off the schedule, for what was approved is what is published.
	ErrScheduled = errors.New("the draft is on the schedule")
	// ErrHasDraft says that an entry with a draft is not archived.
	ErrHasDraft = errors.New("the entry has a draft")
	// ErrReplaced says that an entry whose place a draft takes has changed since, or has a
	// draft of its own.
	ErrReplaced = errors.New("an entry to be replaced has changed meanwhile")
	// ErrTooMany says that there are as many as there may be.
	ErrTooMany = errors.New("there are as many as allowed")
)

// Entry is a published entry.
type Entry struct {
	content.Entry
	Source    string // the file
	Revision  int64  // from 1
	ChangedAt time.Time

	html, plain func() string // the answer, read when it is first wanted
	anchors     func() []content.Anchor
}

// Anchors are the addresses in the entry. They are not to be changed.
func (e *Entry) Anchors() []content.Anchor { return e.anchors() }

// HTML is the answer, sanitized.
func (e *Entry) HTML() string { return e.html() }

// Plain is the answer without its marks.
func (e *Entry) Plain() string { return e.plain() }

// Guide is a published guide with what was read from its PDF.
type Guide struct {
	content.Guide
	File      string // the id of the PDF
	Revision  int64  // from 1
	Checksum  string // SHA-256 of the PDF, in hexadecimal
	Pages     int
	Warnings  []string // what could not be read
	Passages  []pdf.Passage
	ChangedAt time.Time

	meta  string // the file
	turns []guideTurn
}

// The parts of an id of a passage in the matcher: guide, "#", number from 1.
const passageMark = "#"

// Base is what is published at one moment. It is never changed.
type Base struct {
	Version  int64 // the counter "library" when it was read
	Topics   []content.Topic
	Entries  []*Entry  // by topic, then id
	Guides   []*Guide  // by id
	Synonyms []Synonym // by language, then as they were added

	Pictures content.Pictures // that answers may show

	Campuses  []content.Campus
	Helplines content.Helplines

	entries  map[string]*Entry
	guides   map[string]*Guide
	passages map[string]PassageRef

	redirects map[string]string // old id -> the entry that answers instead
	ownURL    string            // of the store
}

// PassageRef is a passage in its guide.
type PassageRef struct {
	Guide   *Guide
	Passage *pdf.Passage
}

// Entry finds an entry by id.
func (b *Base) Entry(id string) (*Entry, bool) {
	e, ok := b.entries[id]
	return e, ok
}

// Guide finds a guide by id.
func (b *Base) Guide(id string) (*Guide, bool) {
	g, ok := b.guides[id]
	return g, ok
}

// Passage finds a passage by the id that a match gives.
func (b *Base) Passage(id string) (PassageRef, bool) {
	p, ok := b.passages[id]
	return p, ok
}

// Topic finds a topic by id.
func (b *Base) Topic(id string) (content.Topic, bool) {
	for _, t := range b.Topics {
		if t.ID == id {
			return t, true
		}
	}
	return content.Topic{}, false
}

// In is the entry itself, or its twin where that is in lang.
func (b *Base) In(e *Entry, lang string) *Entry {
	if twin, ok := b.entries[e.Twin(lang)]; ok {
		return twin
	}
	return e
}

func (b *Base) index() {
	b.entries = make(map[string]*Entry, len(b.Entries))
	for _, e := range b.Entries {
		b.entries[e.ID] = e
	}
	b.guides = make(map[string]*Guide, len(b.Guides))
	b.passages = map[string]PassageRef{}
	for _, g := range b.Guides {
		b.guides[g.ID] = g
		for i := range g.Passages {
			b.passages[passageID(g.ID, i+1)] = PassageRef{Guide: g, Passage: &g.Passages[i]}
		}
	}
}

// items is what the matcher searches: the entries valid on the day, and all passages.
func (b *Base) items(day time.Time) []match.Item {
	var items []match.Item
	for _, e := range b.Entries {
		if !e.ValidOn(day) {
			continue
		}
		items = append(items, itemOf(e))
	}
	for _, g := range b.Guides {
		for i, p := range g.Passages {
			items = append(items, match.Item{
				ID: passageID(g.ID, i+1), Kind: match.KindPassage, Lang: g.Lang, Topic: g.Topic, Audience: g.Audience,
				Guide: g.Title, Section: p.Section, Page: p.Page, Answer: p.Text,
			})
		}
	}
	return items
}

func itemOf(e *Entry) match.Item {
	return match.Item{
		ID: e.ID, Kind: match.KindEntry, Lang: e.Lang, Twin: twinOf(e), Topic: e.Topic,
		Audience: e.Audience, Level: e.Level, Campus: e.Campus,
		Question: e.Question, Alternates: e.Alternates, Answer: e.Plain(),
	}
}

func twinOf(e *Entry) string {
	for _, id := range e.Translations {
		return id
	}
	return ""
}

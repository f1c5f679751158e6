// Package intake reads what an office has of questions and answers, a table (CSV, XLSX,
// ODS) or a page (HTML), and proposes entries. Nothing is kept: bytes in, [Result] out.
//
// A file comes from anywhere, so every reader is bounded: in bytes, also once unpacked,
// in rows, columns and entries, and in the depth of its parts. Spreadsheets are read by
// our own few lines over archive/zip and encoding/xml: the library at hand
// (github.com/xuri/excelize) would add 3.5 MB to the program to read formats, formulas
// and styles that nobody asks for here, and knows no ODS.
package intake

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"sportello/content"
)

// Limits of a file.
const (
	MaxBytes    = 8 << 20  // of the file
	MaxEntries  = 500      // that a file gives
	maxUnpacked = 48 << 20 // of the parts of a spreadsheet that are read, together
	maxParts    = 2000     // of a spreadsheet's archive
	maxRows     = 5000     // of all tables
	maxColumns  = 50
	maxSheets   = 20
	maxCell     = content.MaxEntryBytes
)

// Errors of a file as a whole.
var (
	ErrTooLarge = errors.New("the file is larger than 8 MB, or grows too large when it is unpacked")
	ErrTooMany  = errors.New("the file has more than 500 questions, or 5000 rows")
	ErrKind     = errors.New("the file is no CSV, XLSX, ODS or HTML")
	ErrOldExcel = errors.New("the file is of Excel before 2007, which can't be read: save it as XLSX")
	ErrBroken   = errors.New("the file can't be read: it is incomplete or damaged")
	ErrNothing  = errors.New("the file has no questions with answers that could be found")
)

// Kind is what a file was found to be.
type Kind string

// The kinds of file; a page is told by where its questions stand.
const (
	KindCSV       Kind = "csv"
	KindXLSX      Kind = "xlsx"
	KindODS       Kind = "ods"
	KindFAQPage   Kind = "faqpage"   // schema.org FAQPage in JSON-LD
	KindMicrodata Kind = "microdata" // schema.org Question in the page's own elements
	KindHeadings  Kind = "headings"  // headings, summaries or terms with the answer below
)

// Options are what is known besides the file. The zero value knows nothing.
type Options struct {
	Columns []Field         // by position, as somebody chose them; nil: by their names
	Topic   string          // of entries whose topic the file does not say
	Lang    string          // of entries of which the file does not say it; empty: by their words
	Topics  []content.Topic // there are
	Known   []Known         // entries there are
}

// Known is an entry that is there already.
type Known struct {
	ID, Lang, Question string
	Alternates         []string
}

// Result is what a file would become.
type Result struct {
	Kind    Kind
	Columns []Column // of a table
	// NeedsColumns says that the columns of question and answer must be chosen: there
	// are no proposals until then.
	NeedsColumns bool
	Proposals    []*Proposal
}

// Column is a column of a table.
type Column struct {
	Name   string `json:"name"`
	Field  Field  `json:"field"`  // empty: left out
	Sample string `json:"sample"` // of its first cells, at most 80 characters
}

// Proposal is an entry that could be made.
type Proposal struct {
	Place       string // where in the file: the row, or the position on the page, from 1; with the sheet's name where there are several
	ID          string // that no other entry and no other proposal has
	Topic       string // empty: to be chosen
	Lang        string
	Question    string
	Alternates  []string
	Body        string // in Markdown
	Owner       string // empty: the topic's
	Translation string // the id of the proposal that says the same in the other language
	Notes       []Note
	Duplicate   *Duplicate

	wantedID, wantedTopic string
}

// How a duplicate was found.
const (
	SameID       = "id"
	SameQuestion = "question" // or an alternate of it, in the same words
	LikeQuestion = "like"     // nearly the same words
)

// Duplicate is an entry that may be there already.
type Duplicate struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	How      string `json:"how"`
}

// Note is something to know about a proposal.
type Note struct {
	Code   string `json:"code"`
	Text   string `json:"text,omitempty"` // what it is about: an address, a word, a place
	Blocks bool   `json:"blocks"`         // the entry can't be made until it is mended
}

// The codes of notes.
const (
	NoQuestion     = "no_question"
	NoAnswer       = "no_answer"
	LongQuestion   = "long_question"
	LongAnswer     = "long_answer"
	LongAlternate  = "long_alternate" // was left out
	ManyAlternates = "many_alternates"
	PictureLeft    = "picture_left" // out
	EmbedLeft      = "embed_left"   // out: a video, a form, a frame
	LinkLeft       = "link_left"    // its words stay; Text is the address
	IDChanged      = "id_changed"   // Text is the file's
	TopicUnknown   = "topic_unknown"
	SameInFile     = "same_in_file" // Text is the place of the first
)

func (p *Proposal) note(code, text string) {
	p.Notes = append(p.Notes, Note{Code: code, Text: text, Blocks: code == NoQuestion || code == NoAnswer || code == LongQuestion || code == LongAnswer})
}

// Read proposes what the file holds; name helps to tell its kind. Its errors are those of
// this package and of ctx.
func Read(ctx context.Context, name string, data []byte, o Options) (*Result, error) {
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	var tables []table
	var err error
	kind := kindOf(name, data)
	switch kind {
	case KindXLSX, KindODS:
		kind, tables, err = readSpreadsheet(data)
	case KindCSV:
		tables, err = readCSV(data)
	case KindHeadings:
		return readPage(ctx, data, o)
	default:
		if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
			return nil, ErrOldExcel
		}
		return nil, ErrKind
	}
	if err != nil {
		return nil, err
	}
	r, err := readTables(ctx, tables, o)
	if err != nil {
		return nil, err
	}
	r.Kind = kind
	return r, r.propose(o)
}

// kindOf looks at the bytes first: names lie.
func kindOf(name string, data []byte) Kind {
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	lower := strings.ToLower(name)
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return KindXLSX
	case bytes.HasPrefix(head, []byte("<")), strings.HasSuffix(lower, ".html"), strings.HasSuffix(lower, ".htm"):
		return KindHeadings
	case isText(data):
		return KindCSV
	}
	return ""
}

// Entry is the proposal as an entry of the day, with what the file can't say as it is
// most often: for all, and to be looked at again in a year.
func (p *Proposal) Entry(topic content.Topic, today time.Time) *content.Entry {
	e := &content.Entry{ID: p.ID, Topic: topic.ID, Lang: p.Lang, Question: p.Question, Alternates: p.Alternates, Audience: []string{content.AnyValue},
		Owner: p.Owner, Updated: content.Date(today.Format(time.DateOnly)), ReviewBy: content.Date(today.AddDate(1, 0, 0).Format(time.DateOnly)), Body: p.Body}
	if e.Owner == "" {
		e.Owner = topic.Owner
	}
	if p.Translation != "" {
		for _, lang := range content.Languages {
			if lang != p.Lang {
				e.Translations = map[string]string{lang: p.Translation}
			}
		}
	}
	return e
}

// Package pdf reads guides: the text of each page in reading order, with the
// place of every line, the headings, and a picture of a page. It is the only
// package that knows a PDF library (PDFium, compiled to WebAssembly).
//
// A PDF comes from outside and its parser is large, so parsing never happens in
// the caller's process. A Reader starts the same program again with the
// argument "pdf-worker", whose main must call Worker, and reads what the child
// sends page by page. A file that crashes, stalls or swells the child costs one
// page: the child is killed, the page is marked and a new child goes on after
// it. The child has no environment and a lower priority than the server, keeps
// within Limits, and PDFium in it, being WebAssembly without a file system, can
// open nothing.
//
// A Reader may be used by many goroutines; it runs at most as many children as
// there are processors and the others wait. Documents are plain values: the
// functions on them are pure and may run at the same time, as long as nobody
// changes the Document.
package pdf

import "time"

// Rect is a rectangle on a page in fractions (0 to 1) of the page as displayed,
// with rotation and crop box applied and the origin at the top left. It fits a
// picture of the page of any size.
type Rect struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// Line is one line of text of a page or of a column.
type Line struct {
	// Text is spaced by single blanks. Cells of a table row are separated by
	// " | ". A word broken at the end of the line keeps its hyphen here.
	Text string  `json:"text"`
	Box  Rect    `json:"box"`
	Size float64 `json:"size"` // font size in points, of most of the line
	Bold bool    `json:"bold,omitempty"`
	// Heading is 0 for body text, else the level, 1 to 3.
	Heading int `json:"heading,omitempty"`
	// Block numbers paragraphs from 1 within the page, in reading order.
	Block int `json:"block"`
}

// Page is one page of a Document.
type Page struct {
	Number int     `json:"number"` // from 1
	Width  float64 `json:"width"`  // points, as displayed
	Height float64 `json:"height"` // points, as displayed
	Lines  []Line  `json:"lines"`
	// Err says why the page could not be read, for a person; empty if it was.
	Err string `json:"err,omitempty"`
}

// WarnRebuilt is said where the file's own account of its pages was damaged, and has been
// found out anew.
const WarnRebuilt = "the table of contents of the file was damaged and has been rebuilt: check that no page is missing"

// Document is what could be read of a file.
type Document struct {
	Title     string   // from the file's properties, else from the first page; may be empty
	Pages     []Page   // in order from page 1; fewer than PageCount if reading stopped
	PageCount int      // pages the file says it has
	Warnings  []string // such as [WarnRebuilt]
}

// Limits bounds what one file may cost. A zero field takes its value from
// DefaultLimits.
type Limits struct {
	Bytes int64         // size of the file
	Pages int           // pages of the file
	Page  time.Duration // time for one page, and for opening the file
	File  time.Duration // time for the whole file
	// MemoryMB bounds the memory of the child; a quarter of it is for the file.
	// Compiling the engine, once for each cache directory, needs 512.
	MemoryMB    int
	RenderWidth int // pixels; the widest picture Render makes
}

// DefaultLimits holds any handbook met so far and refuses little else.
var DefaultLimits = Limits{
	Bytes:       50 << 20,
	Pages:       2000,
	Page:        10 * time.Second,
	File:        120 * time.Second,
	MemoryMB:    1024,
	RenderWidth: 1200,
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	if l.Bytes <= 0 {
		l.Bytes = d.Bytes
	}
	if l.Pages <= 0 {
		l.Pages = d.Pages
	}
	if l.Page <= 0 {
		l.Page = d.Page
	}
	if l.File <= 0 {
		l.File = d.File
	}
	if l.MemoryMB <= 0 {
		l.MemoryMB = d.MemoryMB
	}
	if l.RenderWidth <= 0 {
		l.RenderWidth = d.RenderWidth
	}
	return l
}

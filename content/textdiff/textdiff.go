// Package textdiff compares texts by lines and words, and merges two changes of one text,
// for people to read.
package textdiff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	udiff "github.com/aymanbagabas/go-udiff"
)

// Kind is what a line is to the two texts.
type Kind string

// The kinds of a line.
const (
	Same    Kind = "same"
	Removed Kind = "removed"
	Added   Kind = "added"
)

// Context is how many lines that are the same stand around those that are not.
const Context = 3

// Diff is what differs between two texts.
type Diff struct {
	Added   int    `json:"added"`   // lines
	Removed int    `json:"removed"` // lines
	Hunks   []Hunk `json:"hunks"`
}

// Hunk is a part of two texts with its differences, and a few lines around them.
type Hunk struct {
	From  int    `json:"from"` // the number of its first line in the text before, from 1
	To    int    `json:"to"`   // and after
	Lines []Line `json:"lines"`
}

// Line is a line of either text or both.
type Line struct {
	Kind  Kind   `json:"kind"`
	From  int    `json:"from,omitempty"` // its number in the text before, from 1
	To    int    `json:"to,omitempty"`   // and after
	Parts []Part `json:"parts"`          // together they are the line, without its end
}

// Part is a piece of a line. Changed is for the words that its counterpart does not have,
// where a line was changed and not only added or removed.
type Part struct {
	Text    string `json:"text"`
	Changed bool   `json:"changed,omitempty"`
}

// Compare says what differs between two texts.
func Compare(before, after string) Diff {
	return hunks(align(splitLines(before), splitLines(after)))
}

// splitLines takes a text apart; the ends of its lines don't count.
func splitLines(text string) []string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	lines := strings.Split(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// change replaces the items from..to of one sequence by the items at..end of another.
type change struct{ from, to, at, end int }

// changes finds what makes after of before, by items without line ends.
func changes(before, after []string) (list []change) {
	shift := 0
	text, offsets := joined(before)
	other, _ := joined(after)
	for _, e := range udiff.Lines(text, other) {
		from, to := offsets[e.Start], offsets[e.End]
		n := strings.Count(e.New, "\n")
		at := from + shift
		list = append(list, change{from, to, at, at + n})
		shift += n - (to - from)
	}
	return list
}

// joined is the items as lines, with the number of the item that begins at an offset.
func joined(items []string) (string, map[int]int) {
	var b strings.Builder
	offsets := make(map[int]int, len(items)+1)
	for i, item := range items {
		offsets[b.Len()] = i
		b.WriteString(item + "\n")
	}
	offsets[b.Len()] = len(items)
	return b.String(), offsets
}

// align puts the lines of both texts into one list, changed lines with their words.
func align(before, after []string) (lines []Line) {
	from, to := 0, 0
	same := func(until int) {
		for ; from < until; from, to = from+1, to+1 {
			lines = append(lines, Line{Kind: Same, From: from + 1, To: to + 1, Parts: []Part{{Text: before[from]}}})
		}
	}
	for _, c := range changes(before, after) {
		same(c.from)
		removed, added := words(before[c.from:c.to], after[c.at:c.end])
		for _, parts := range removed {
			from++
			lines = append(lines, Line{Kind: Removed, From: from, Parts: parts})
		}
		for _, parts := range added {
			to++
			lines = append(lines, Line{Kind: Added, To: to, Parts: parts})
		}
	}
	same(len(before))
	return lines
}

// hunks keeps the lines near a difference.
func hunks(lines []Line) Diff {
	d := Diff{Hunks: []Hunk{}}
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Kind == Same {
			continue
		}
		for k := max(0, i-Context); k <= min(len(lines)-1, i+Context); k++ {
			near[k] = true
		}
	}
	from, to := 1, 1
	for i, l := range lines {
		if near[i] {
			if i == 0 || !near[i-1] {
				d.Hunks = append(d.Hunks, Hunk{From: from, To: to})
			}
			h := &d.Hunks[len(d.Hunks)-1]
			h.Lines = append(h.Lines, l)
		}
		switch l.Kind {
		case Same:
			from, to = from+1, to+1
		case Removed:
			from, d.Removed = from+1, d.Removed+1
		case Added:
			to, d.Added = to+1, d.Added+1
		}
	}
	return d
}

// alike is the share of words that two texts must have in common for the words of one to
// be marked against the other; of less, nobody could read what was changed.
const alike = 0.4

// words marks in lines that were replaced the words that are not in the others.
func words(before, after []string) (removed, added [][]Part) {
	one, two := tokens(before), tokens(after)
	list := changes(one, two)
	kept := countWords(one)
	for _, c := range list {
		kept -= countWords(one[c.from:c.to])
	}
	if kept == 0 || float64(kept) < alike*float64(max(countWords(one), countWords(two))) {
		list = nil
	}
	left, right := make([]bool, len(one)), make([]bool, len(two))
	for _, c := range list {
		for i := c.from; i < c.to; i++ {
			left[i] = true
		}
		for i := c.at; i < c.end; i++ {
			right[i] = true
		}
	}
	return parts(one, left), parts(two, right)
}

func countWords(tokens []string) (n int) {
	for _, t := range tokens {
		if r, _ := utf8.DecodeRuneInString(t); kindOf(r) == 1 {
			n++
		}
	}
	return n
}

// lineEnd is the token at the end of each line. No text has it.
const lineEnd = "\x00"

// tokens takes lines apart into words, spaces and other characters.
func tokens(lines []string) (list []string) {
	for _, line := range lines {
		start, last := 0, 0
		for i, r := range line {
			kind := kindOf(r)
			if i > start && (kind != last || kind == 0) {
				list, start = append(list, line[start:i]), i
			}
			last = kind
		}
		if start < len(line) {
			list = append(list, line[start:])
		}
		list = append(list, lineEnd)
	}
	return list
}

func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}

// parts puts the tokens of lines together again, by whether they are marked.
func parts(tokens []string, marked []bool) (lines [][]Part) {
	line := []Part{}
	for i, t := range tokens {
		if t == lineEnd {
			lines, line = append(lines, line), []Part{}
			continue
		}
		if n := len(line); n > 0 && line[n-1].Changed == marked[i] {
			line[n-1].Text += t
			continue
		}
		line = append(line, Part{t, marked[i]})
	}
	return lines
}

package textdiff

import (
	"slices"
	"strings"
)

// From says whose a part of a merged text is.
type From string

// The sides of a merge.
const (
	FromBase   From = "base"   // nobody changed it
	FromMine   From = "mine"   // only mine did
	FromTheirs From = "theirs" // only theirs did
	FromBoth   From = "both"   // both did the same
	Conflict   From = "conflict"
)

// Merged is what becomes of two changes of one text.
type Merged struct {
	Clean  bool    `json:"clean"`            // the changes don't touch
	Source string  `json:"source,omitempty"` // the text with both, if they don't
	Chunks []Chunk `json:"chunks"`
}

// Chunk is a part of the merged text. A conflict has the lines of all three; what is not,
// has those to take in Lines.
type Chunk struct {
	From   From     `json:"from"`
	Lines  []string `json:"lines"`
	Base   []string `json:"base,omitempty"`
	Mine   []string `json:"mine,omitempty"`
	Theirs []string `json:"theirs,omitempty"`
}

// Merge brings together what two people made of the text base, line by line, after the
// diff3 algorithm (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007). Changes
// that touch are a conflict.
func Merge(base, mine, theirs string) Merged {
	b, m, t := splitLines(base), splitLines(mine), splitLines(theirs)
	chunks := chunksOf(b, m, t)
	out := Merged{Clean: true, Chunks: chunks}
	var lines []string
	for _, c := range chunks {
		out.Clean = out.Clean && c.From != Conflict
		lines = append(lines, c.Lines...)
	}
	if out.Clean && len(lines) > 0 {
		out.Source = strings.Join(lines, "\n") + "\n"
	}
	return out
}

// region is a part of the base that one or both have changed.
type region struct {
	from, to     int
	mine, theirs []change
}

// regions brings together the changes of the two that touch.
func regions(mine, theirs []change) (list []region) {
	for len(mine) > 0 || len(theirs) > 0 {
		var r region
		if len(theirs) == 0 || len(mine) > 0 && mine[0].from <= theirs[0].from {
			r.from, r.to = mine[0].from, mine[0].to
		} else {
			r.from, r.to = theirs[0].from, theirs[0].to
		}
		for grown := true; grown; {
			grown = r.take(&mine, &r.mine) || r.take(&theirs, &r.theirs)
		}
		list = append(list, r)
	}
	return list
}

// take moves the first change into the region if it touches it.
func (r *region) take(from, into *[]change) bool {
	if len(*from) == 0 || (*from)[0].from > r.to {
		return false
	}
	r.to = max(r.to, (*from)[0].to)
	*into, *from = append(*into, (*from)[0]), (*from)[1:]
	return true
}

func chunksOf(base, mine, theirs []string) (chunks []Chunk) {
	at := 0
	plain := func(until int) {
		if at < until {
			chunks = append(chunks, Chunk{From: FromBase, Lines: base[at:until]})
		}
	}
	for _, r := range regions(changes(base, mine), changes(base, theirs)) {
		plain(r.from)
		at = r.to
		chunks = append(chunks, r.chunk(base[r.from:r.to], r.side(r.mine, base, mine), r.side(r.theirs, base, theirs)))
	}
	plain(len(base))
	return chunks
}

func (r *region) chunk(base, mine, theirs []string) Chunk {
	switch {
	case len(r.theirs) == 0:
		return Chunk{From: FromMine, Lines: mine}
	case len(r.mine) == 0:
		return Chunk{From: FromTheirs, Lines: theirs}
	case slices.Equal(mine, theirs):
		return Chunk{From: FromBoth, Lines: mine}
	}
	return Chunk{From: Conflict, Lines: []string{}, Base: base, Mine: mine, Theirs: theirs}
}

// side is what the region reads like on one side: its changes, and between them the base.
func (r *region) side(list []change, base, side []string) []string {
	out, at := []string{}, r.from
	for _, c := range list {
		out = append(out, base[at:c.from]...)
		out, at = append(out, side[c.at:c.end]...), c.to
	}
	return append(out, base[at:r.to]...)
}

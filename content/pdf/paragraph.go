package pdf

import "strings"

// token is a word of a paragraph and the lines of its page it stands on: two for
// a mended word.
type token struct {
	text        string
	first, last int
	newline     bool // a line break goes before it, as between rows of a table
}

// paragraph is a block of a page without its line breaks.
type paragraph struct {
	tokens  []token
	heading int
	table   bool
}

func (p paragraph) text() string { return spell(p.tokens) }

func spell(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		switch {
		case i == 0:
		case t.newline:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// paragraphs gathers the lines of a page but those left out.
func paragraphs(page Page, leftOut func(line int) bool, v vocabulary) []paragraph {
	var out []paragraph
	lastBlock := 0
	for i, line := range page.Lines {
		if leftOut(i) || line.Text == "" {
			continue
		}
		table := strings.Contains(line.Text, " | ")
		n := len(out) - 1
		switch {
		case n >= 0 && line.Block == lastBlock && line.Heading == out[n].heading && table == out[n].table:
		case n >= 0 && line.Heading == 0 && !table && goesOn(out[n], line.Text):
		default:
			out = append(out, paragraph{heading: line.Heading, table: table})
			n++
		}
		out[n].add(line.Text, i, v)
		lastBlock = line.Block
	}
	return out
}

// goesOn tells that a block continues the one before it: the paragraph was cut by
// the end of a column, or by a gap that is none.
func goesOn(p paragraph, text string) bool {
	if p.heading > 0 || p.table {
		return false
	}
	last := p.tokens[len(p.tokens)-1].text
	first := []rune(text)[0]
	if itemStart.MatchString(text+" ") || strings.ContainsAny(lastRune(last), ".!?:;") {
		return false
	}
	return isLower(first) || broken(last)
}

func (p *paragraph) add(text string, line int, v vocabulary) {
	for k, word := range strings.Fields(text) {
		n := len(p.tokens)
		if k == 0 && n > 0 && !p.table {
			if joined, ok := v.join(p.tokens[n-1].text, word); ok {
				p.tokens[n-1].text, p.tokens[n-1].last = joined, line
				continue
			}
		}
		p.tokens = append(p.tokens, token{
			text: word, first: line, last: line, newline: k == 0 && n > 0 && p.table,
		})
	}
}

// sentences cuts the tokens into sentences, none longer than most.
func (p paragraph) sentences(most int) [][]token {
	text := p.text()
	var out [][]token
	at, i := 0, 0
	for _, s := range sentenceSpans(text) {
		from := i
		for i < len(p.tokens) && at < s.to {
			at += len(p.tokens[i].text) + 1
			i++
		}
		for part := p.tokens[from:i]; len(part) > 0; {
			n := min(most, len(part))
			out = append(out, part[:n])
			part = part[n:]
		}
	}
	if i < len(p.tokens) {
		out = append(out, p.tokens[i:])
	}
	return out
}

package rational

import (
	"regexp"
	"strings"

	"sportello/faq/match"
)

// FactType is what a fact is a fact of.
type FactType string

// The types of facts that are read.
const (
	FactDate     FactType = "date"    // 09-24, of a year that may be unknown
	FactMonth    FactType = "month"   // 09, without a day
	FactYear     FactType = "year"    // 2026/27
	FactAmount   FactType = "amount"  // euros
	FactPercent  FactType = "percent" // of anything
	FactCredits  FactType = "credits" // CFU, ECTS
	FactMark     FactType = "mark"    // 24/30
	FactDuration FactType = "duration"
	FactTime     FactType = "time" // 13:00
	FactEmail    FactType = "email"
	FactPhone    FactType = "phone" // digits, without the country
	FactOffice   FactType = "office"
)

// The roles of a fact in its sentence.
const (
	roleFrom  = "from"
	roleUntil = "until"
)

// fact is one typed value with the words around it.
type fact struct {
	kind     FactType
	value    string
	year     string // of a date or month, if it is said
	role     string
	text     string // as written
	sentence int
	around   []token
	context  vector
}

// hasRole reports whether a fact can begin or end something.
func (f *fact) hasRole() bool {
	switch f.kind {
	case FactDate, FactMonth, FactTime, FactDuration:
		return true
	}
	return false
}

// is reports whether two facts of one type say the same.
func (f *fact) is(g *fact) bool {
	return f.value == g.value && (f.year == g.year || f.year == "" || g.year == "")
}

// How many words before and after a fact say what it is a fact of.
const (
	wordsBefore = 9
	wordsAfter  = 6
)

// linkPattern is an address of the web in a text.
var linkPattern = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>()"]+`)

// links are the addresses that a text names, without their last slash.
func links(text string) []string {
	found := linkPattern.FindAllString(text, -1)
	for i, l := range found {
		found[i] = strings.TrimRight(l, "/.,;:")
	}
	return found
}

func withoutLinks(text string) string { return linkPattern.ReplaceAllString(text, " ") }

// span is a fact with where it stands, in bytes.
type span struct {
	fact
	from, to int
}

// scan is one sentence being read; what was read is blanked so that nothing is read twice.
type scan struct {
	text  string // as written
	rest  []byte
	lang  string
	found []span
}

// take reads every match of a pattern. read gives the facts of the groups, none to
// leave the text for the patterns after.
func (s *scan) take(p *regexp.Regexp, read func(g []string) []fact) {
	for _, at := range p.FindAllSubmatchIndex(s.rest, -1) {
		groups := groupsOf(s.rest, at)
		facts := read(groups)
		for _, f := range facts {
			f.text = strings.TrimSpace(s.text[at[0]:at[1]])
			s.found = append(s.found, span{f, at[0], at[1]})
		}
		if len(facts) > 0 {
			for i := at[0]; i < at[1]; i++ {
				s.rest[i] = ' '
			}
		}
	}
}

func groupsOf(text []byte, at []int) []string {
	groups := make([]string, len(at)/2)
	for i := range groups {
		if at[2*i] >= 0 {
			groups[i] = string(text[at[2*i]:at[2*i+1]])
		}
	}
	return groups
}

// readFacts reads the facts of an entry's answer.
func readFacts(g *glossary, r *match.Reader, e *Entry, sentences []string) (facts []fact) {
	for n, text := range sentences {
		s := &scan{text: text, rest: []byte(linkPattern.ReplaceAllStringFunc(text, blank)), lang: e.Lang}
		if mayHold(text) {
			s.addresses()
			s.dates()
			s.figures()
			s.phones()
			s.offices()
		}
		for _, f := range s.found {
			f.sentence = n
			before, after := string(s.rest[:f.from]), string(s.rest[f.to:])
			if f.role == "" && f.hasRole() {
				f.role = roleOf(before, after)
			}
			f.around = around(g.tokens(r, before, e.Lang), g.tokens(r, after, e.Lang))
			facts = append(facts, f.fact)
		}
	}
	return facts
}

// mayHold reports whether a sentence may hold a fact at all; most don't, and looking for
// each type would take long.
func mayHold(text string) bool {
	return strings.ContainsAny(text, "0123456789@") || telling.MatchString(text)
}

func blank(s string) string { return strings.Repeat(" ", len(s)) }

// around are the words next to a fact that are no figures.
func around(before, after []token) []token {
	before, after = words(before), words(after)
	before = before[max(0, len(before)-wordsBefore):]
	return append(before, after[:min(len(after), wordsAfter)]...)
}

func words(tokens []token) []token {
	out := tokens[:0]
	for _, t := range tokens {
		if !strings.ContainsAny(t.word, "0123456789") {
			out = append(out, t)
		}
	}
	return out
}

var (
	untilPattern = regexp.MustCompile(`(?i)(?:entro(?: e non oltre)?|fino|scad\w*|termine|by|until|till|before|within|no later than|deadline|due)\s*(?:il|al|all['’]|alle|le|del|ore|the|of|is|on)?(?: giorno)?[\s:]*$`)
	fromPattern  = regexp.MustCompile(`(?i)(?:\bdal|\bdall['’]|\bdalle|\bda|a partire d\w+|\bfrom|starting|since|as of|between)\s*(?:the|on|giorno|il)?[\s:]*$`)
	// In the middle of a range: what goes before begins it, what follows ends it.
	toBefore = regexp.MustCompile(`(?i)(?:\bal|\ball['’]|\balle|\bto|[-–—])\s*(?:il|the)?\s*$`)
	toAfter  = regexp.MustCompile(`(?i)^\s*(?:al\b|all['’]|alle\b|to\b|[-–—])`)
)

// roleOf says from the words around a fact whether it begins or ends something.
func roleOf(before, after string) string {
	if len(before) > 60 {
		before = before[len(before)-60:]
	}
	switch {
	case untilPattern.MatchString(before), toBefore.MatchString(before):
		return roleUntil
	case fromPattern.MatchString(before), toAfter.MatchString(after):
		return roleFrom
	}
	return ""
}

// Fact is a typed value that an answer gives.
type Fact struct {
	Type FactType
	Said
}

// Facts reads the facts of an entry's answer, sentence by sentence.
func Facts(e Entry) []Fact {
	r := match.NewReader()
	sentences := match.Sentences(e.Answer)
	var out []Fact
	for _, f := range readFacts(readGlossary(r), r, &e, sentences) {
		out = append(out, Fact{f.kind, Said{f.text, sentences[f.sentence]}})
	}
	return out
}

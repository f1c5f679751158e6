package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of synonyms.
const (
	MaxSynonyms  = 2000 // groups of a language
	MinTerms     = 2    // of a group
	MaxTerms     = 30   // of a group
	MaxTerm      = 60   // characters
	MaxTermWords = 4
)

// Synonym is a group of terms that a student office takes for the same matter. A term
// is a word or a short phrase.
type Synonym struct {
	Lang  string   `json:"lang"`
	Terms []string `json:"terms"`
}

// SynonymFault is what may be wrong with a group.
type SynonymFault string

// The faults of a group of synonyms.
const (
	FaultLang      SynonymFault = "lang"       // of no language that entries are written in
	FaultFewTerms  SynonymFault = "few_terms"  // there is nothing that it could stand for
	FaultManyTerms SynonymFault = "many_terms" // more than MaxTerms
	FaultNoWord    SynonymFault = "no_word"    // a term without letters
	FaultLong      SynonymFault = "long"       // a term of more than MaxTerm characters
	FaultWords     SynonymFault = "words"      // a term of more than MaxTermWords words
	FaultComma     SynonymFault = "comma"      // a term with a comma, which parts terms where editors write them
	FaultTwice     SynonymFault = "twice"      // a term that stands in the language already
	FaultGroups    SynonymFault = "groups"     // more than MaxSynonyms groups
)

// SynonymProblem is a fault with where it is.
type SynonymProblem struct {
	Group int // the position of the group
	Fault SynonymFault
	Term  string // of the faults of a term
	Other int    // of FaultTwice: the group in which the term stands before, maybe the same
}

// TidyTerms brings terms to the form in which they are kept: no spaces but single ones
// between words.
func TidyTerms(terms []string) []string {
	tidy := make([]string, len(terms))
	for i, t := range terms {
		tidy[i] = strings.Join(strings.Fields(t), " ")
	}
	return tidy
}

// CheckSynonyms says what is wrong with groups by themselves and among each other.
func CheckSynonyms(groups []Synonym) (problems []SynonymProblem) {
	count := map[string]int{}
	seen := SynonymIndex{}
	for i, g := range groups {
		add := func(f SynonymFault, term string, other int) {
			problems = append(problems, SynonymProblem{Group: i, Fault: f, Term: term, Other: other})
		}
		if !slices.Contains(Languages, g.Lang) {
			add(FaultLang, "", 0)
		}
		if count[g.Lang]++; count[g.Lang] == MaxSynonyms+1 {
			add(FaultGroups, "", 0)
		}
		switch n := len(g.Terms); {
		case n < MinTerms:
			add(FaultFewTerms, "", 0)
		case n > MaxTerms:
			add(FaultManyTerms, "", 0)
		}
		for _, t := range g.Terms {
			key := termKey(g.Lang, t)
			if fault := termFault(t); fault != "" {
				add(fault, t, 0)
				continue
			}
			if other, twice := seen[key]; twice {
				add(FaultTwice, t, other)
				continue
			}
			seen[key] = i
		}
	}
	return problems
}

func termFault(term string) SynonymFault {
	switch {
	case !strings.ContainsFunc(term, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return FaultNoWord
	case utf8.RuneCountInString(term) > MaxTerm:
		return FaultLong
	case len(strings.Fields(term)) > MaxTermWords:
		return FaultWords
	case strings.Contains(term, ","):
		return FaultComma
	}
	return ""
}

// SynonymIndex finds the group of a term by its position among groups in which no term
// stands twice.
type SynonymIndex map[string]int

// IndexSynonyms makes the index of groups.
func IndexSynonyms(groups []Synonym) SynonymIndex {
	x := SynonymIndex{}
	for i, g := range groups {
		for _, t := range g.Terms {
			x[termKey(g.Lang, t)] = i
		}
	}
	return x
}

func termKey(lang, term string) string { return lang + " " + Fold(term) }

// Group is the position of the group that has the term.
func (x SynonymIndex) Group(lang, term string) (int, bool) {
	i, ok := x[termKey(lang, term)]
	return i, ok
}

// Closest is the position of the group that has most of the terms of g, the first of
// those that have as many; -1 where none has any.
func (x SynonymIndex) Closest(g Synonym) int {
	shared := map[int]int{}
	best := -1
	for _, t := range g.Terms {
		i, ok := x.Group(g.Lang, t)
		if !ok {
			continue
		}
		shared[i]++
		if best < 0 || shared[i] > shared[best] || shared[i] == shared[best] && i < best {
			best = i
		}
	}
	return best
}

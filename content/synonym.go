package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// SynonymsPath is the file of a library's synonyms; a library may do without.
const SynonymsPath = "synonyms.yaml"

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
	seen := map[string]int{}
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
			if fault := termFault(t); fault != "" {
				add(fault, t, 0)
				continue
			}
			key := g.Lang + " " + Fold(t)
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
	case Fold(term) == "":
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

// message tells editors of files what to do; lines are those of the groups.
func (p SynonymProblem) message(lines []int) string {
	switch p.Fault {
	case FaultLang:
		return fmt.Sprintf("no language of this library; write one of %v", Languages)
	case FaultGroups:
		return fmt.Sprintf("there are more than %d groups in this language: keep those that students need", MaxSynonyms)
	case FaultFewTerms:
		return fmt.Sprintf("a group has at least %d terms: add another, or remove the group", MinTerms)
	case FaultManyTerms:
		return fmt.Sprintf("a group has at most %d terms: remove some", MaxTerms)
	case FaultNoWord:
		return fmt.Sprintf("the term %q has no letters: write a word, or remove it", p.Term)
	case FaultLong:
		return fmt.Sprintf("the term %q has more than %d characters: shorten it", p.Term, MaxTerm)
	case FaultWords:
		return fmt.Sprintf("the term %q has more than %d words: shorten it", p.Term, MaxTermWords)
	case FaultComma:
		return fmt.Sprintf("the term %q has a comma: make two terms of it, or leave the comma out", p.Term)
	}
	if p.Other == p.Group {
		return fmt.Sprintf("the term %q stands in this group twice: remove one", p.Term)
	}
	return fmt.Sprintf("the term %q stands in the group of line %d too: keep it where it fits best, or make one group of both", p.Term, lines[p.Other])
}

// groupNode is a group of terms in the file, with its line.
type groupNode struct {
	line  int
	terms []string
}

// UnmarshalYAML implements the decoder's hook, which alone knows the line.
func (g *groupNode) UnmarshalYAML(node ast.Node) error {
	g.line = node.GetToken().Position.Line
	return yaml.NodeToValue(node, &g.terms)
}

// ParseSynonyms reads and checks synonyms.yaml. Groups come in the order of the file,
// those of one language after the other.
func ParseSynonyms(source []byte) ([]Synonym, []Problem) {
	file := map[string][]groupNode{}
	if err := yaml.Unmarshal(source, &file); err != nil {
		return nil, []Problem{yamlProblem(err, 0)}
	}
	var groups []Synonym
	var lines []int
	for _, lang := range languagesOf(file) {
		for _, g := range file[lang] {
			groups, lines = append(groups, Synonym{Lang: lang, Terms: TidyTerms(g.terms)}), append(lines, g.line)
		}
	}
	var problems []Problem
	for _, p := range CheckSynonyms(groups) {
		problems = append(problems, Problem{Line: lines[p.Group], Message: p.message(lines)})
	}
	return groups, problems
}

// languagesOf lists the languages of a file: those that there are first.
func languagesOf(file map[string][]groupNode) []string {
	langs := slices.Clone(Languages)
	for lang := range file {
		if !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	slices.Sort(langs[len(Languages):])
	return langs
}

package content

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// SynonymsPath is the file of a library's synonyms; a library may do without.
const SynonymsPath = "synonyms.yaml"

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
	groups, lines, err := readGroups(source)
	if err != nil {
		return nil, []Problem{yamlProblem(err, 0)}
	}
	var problems []Problem
	for _, p := range CheckSynonyms(groups) {
		problems = append(problems, Problem{Line: lines[p.Group], Message: p.message(lines)})
	}
	return groups, problems
}

// readGroups also gives the line of each group.
func readGroups(source []byte) (groups []Synonym, lines []int, err error) {
	file := map[string][]groupNode{}
	if err := unmarshalStrict(source, &file); err != nil && !errors.Is(err, io.EOF) { // a file of comments
		return nil, nil, err
	}
	for _, lang := range languagesOf(file) {
		for _, g := range file[lang] {
			groups, lines = append(groups, Synonym{Lang: lang, Terms: TidyTerms(g.terms)}), append(lines, g.line)
		}
	}
	return groups, lines, nil
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

// FormatSynonyms writes groups as a file. What source, an older file, has of them stays
// as it stands there, comments and all: only what has changed is written anew. The
// same groups or terms in another order are no change.
func FormatSynonyms(source []byte, groups []Synonym) []byte {
	if old, _, err := readGroups(source); err == nil && sameGroups(old, groups) {
		return source
	}
	if written := rewriteGroups(source, groups); written != nil {
		if now, _, err := readGroups(written); err == nil && sameGroups(now, groups) {
			return written
		}
	}
	return rewriteGroups(nil, groups) // the older file is laid out in a way of its own
}

func sameGroups(a, b []Synonym) bool {
	return slices.Equal(groupKeys(a), groupKeys(b))
}

func groupKeys(groups []Synonym) []string {
	keys := make([]string, len(groups))
	for i, g := range groups {
		keys[i] = groupKey(g)
	}
	slices.Sort(keys)
	return keys
}

// groupKey is the same for groups of the same terms: their order says nothing.
func groupKey(g Synonym) string {
	return g.Lang + groupLine(Synonym{Terms: slices.Sorted(slices.Values(g.Terms))})
}

// rewriter brings a file, line by line, to hold other groups.
type rewriter struct {
	out     []string
	old     map[int]Synonym // by line, from 1
	groups  []Synonym
	index   SynonymIndex // of groups
	written []bool       // by group
}

// rewriteGroups returns nil where source can't be read.
func rewriteGroups(source []byte, groups []Synonym) []byte {
	old, lines, err := readGroups(source)
	if err != nil {
		return nil
	}
	w := &rewriter{old: map[int]Synonym{}, groups: groups, index: IndexSynonyms(groups), written: make([]bool, len(groups))}
	for i, g := range old {
		w.old[lines[i]] = g
	}
	w.lines(strings.Split(strings.TrimRight(string(source), "\n"), "\n"))
	for _, lang := range Languages { // those that the file does not name
		if rest := w.rest(lang); len(rest) > 0 {
			w.out = append(append(w.out, lang+":"), rest...)
		}
	}
	return []byte(strings.TrimLeft(strings.Join(w.out, "\n"), "\n") + "\n")
}

var languageLine = regexp.MustCompile(`^([a-z]+):`)

func (w *rewriter) lines(lines []string) {
	lang, skipping := "", false
	end := 0 // of what is written of the language: new groups come here, before the comments of the next
	for i, line := range lines {
		text := strings.TrimSpace(line)
		if m := languageLine.FindStringSubmatch(line); m != nil {
			w.out = slices.Insert(w.out, end, w.rest(lang)...)
			lang, skipping = m[1], false
		} else if g, ok := w.old[i+1]; ok {
			line, skipping = w.replace(g, line)
			if line == "" {
				continue
			}
		} else if text == "" || strings.HasPrefix(text, "#") {
			w.out = append(w.out, line)
			continue
		} else if skipping {
			continue
		}
		w.out = append(w.out, line)
		end = len(w.out)
	}
	w.out = slices.Insert(w.out, end, w.rest(lang)...)
}

// replace gives the line of what has become of a group, empty where it is gone, and
// whether the further lines of the group are to be left out.
func (w *rewriter) replace(old Synonym, line string) (string, bool) {
	i := w.index.Closest(old)
	if i < 0 || w.written[i] {
		return "", true
	}
	g := w.groups[i]
	w.written[i] = true
	if groupKey(g) == groupKey(old) {
		return line, false
	}
	return line[:len(line)-len(strings.TrimLeft(line, " "))] + "- " + groupLine(g), true
}

// rest is the lines of a language's groups that are still to come.
func (w *rewriter) rest(lang string) (lines []string) {
	for i, g := range w.groups {
		if g.Lang == lang && !w.written[i] {
			w.written[i] = true
			lines = append(lines, "  - "+groupLine(g))
		}
	}
	return lines
}

var plainTerm = regexp.MustCompile(`^\pL[\pL\pN '’./-]*$`)

func groupLine(g Synonym) string {
	words := make([]string, len(g.Terms))
	for i, t := range g.Terms {
		if words[i] = t; plainTerm.MatchString(t) && !slices.Contains([]string{"true", "false", "null"}, strings.ToLower(t)) {
			continue
		}
		quoted, err := json.Marshal(t)
		if err != nil {
			panic(err) // a string is always written
		}
		words[i] = string(quoted)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

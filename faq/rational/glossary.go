package rational

import (
	_ "embed"
	"strings"

	"sportello/faq/match"
)

//go:embed glossary.txt
var glossaryText string

// maxPhrase is the most words of a phrase of the glossary.
const maxPhrase = 4

// glossary is the bundled list of what both languages call the same matter.
type glossary struct {
	phrases  map[string]map[string]string // language -> stems, a space between -> concept
	contrast []map[string]int             // set -> folded word -> member of the set
}

// readGlossary reads the bundled list; the first line that has a phrase keeps it.
func readGlossary(r *match.Reader) *glossary {
	g := &glossary{phrases: map[string]map[string]string{"it": {}, "en": {}}}
	for line := range strings.Lines(glossaryText) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '!':
			g.contrast = append(g.contrast, contrastSet(line[1:]))
		default:
			left, right, _ := strings.Cut(line, "=")
			concept := "=" + strings.TrimSpace(strings.SplitN(right, ",", 2)[0])
			g.add(r, "it", left, concept)
			g.add(r, "en", right, concept)
		}
	}
	return g
}

func (g *glossary) add(r *match.Reader, lang, list, concept string) {
	for phrase := range strings.SplitSeq(list, ",") {
		key := stemKey(r.Terms(phrase, lang))
		if _, ok := g.phrases[lang][key]; !ok {
			g.phrases[lang][key] = concept
		}
	}
}

func stemKey(terms []match.Term) string {
	stems := make([]string, len(terms))
	for i, t := range terms {
		stems[i] = t.Stem
	}
	return strings.Join(stems, " ")
}

func contrastSet(line string) map[string]int {
	set := map[string]int{}
	for i, member := range strings.Split(line, "|") {
		for word := range strings.FieldsSeq(member) {
			set[word] = i + 1
		}
	}
	return set
}

// token is a word or phrase of a text as one concept.
type token struct {
	concept string // "=..." of the glossary, else the stem
	word    string // as written, folded
	share   float64
}

// tokens reads a text into concepts. Words without meaning are left out.
func (g *glossary) tokens(r *match.Reader, text, lang string) []token {
	if lang != "en" {
		lang = "it"
	}
	terms := r.Terms(text, lang)
	var out []token
	for i := 0; i < len(terms); {
		concept, n := g.longest(terms[i:], lang)
		t := terms[i]
		if n == 0 {
			i++
			if !match.IsStop(t.Word) {
				out = append(out, token{t.Stem, t.Word, t.Share})
			}
			continue
		}
		words, share := make([]string, n), 0.0
		for k, u := range terms[i : i+n] {
			words[k] = u.Word
			share = max(share, u.Share)
		}
		out = append(out, token{concept, strings.Join(words, " "), share})
		i += n
	}
	return out
}

// longest finds the longest phrase of the glossary that terms begin with.
func (g *glossary) longest(terms []match.Term, lang string) (concept string, n int) {
	for n := min(maxPhrase, len(terms)); n > 0; n-- {
		if c, ok := g.phrases[lang][stemKey(terms[:n])]; ok {
			return c, n
		}
	}
	return "", 0
}

package content_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sportello/content"
)

const goodSynonyms = `# Words for the same matter.
it:
  # money
  - [tasse, retta,  contributi  universitari] # the usual ones
  - ["150 ore", collaborazioni]

  # exams
  - - appello
    - esame
en:
  - [fees, tuition]
`

func TestParseSynonyms(t *testing.T) {
	groups, problems := content.ParseSynonyms([]byte(goodSynonyms))
	want := "[{it [tasse retta contributi universitari]} {it [150 ore collaborazioni]} {it [appello esame]} {en [fees tuition]}]"
	if got := fmt.Sprint(groups); got != want || len(problems) > 0 {
		t.Errorf("got %s %v\nwant %s", got, problems, want)
	}
	if groups, problems := content.ParseSynonyms([]byte("# nothing yet\n")); len(groups)+len(problems) > 0 {
		t.Errorf("an empty file: %v, %v", groups, problems)
	}
}

func TestSynonymProblemsNameLineAndRemedy(t *testing.T) {
	many := strings.Repeat("x%d, ", content.MaxTerms) + "y"
	numbers := make([]any, content.MaxTerms)
	for i := range numbers {
		numbers[i] = i
	}
	groups := "it:\n"
	for i := range content.MaxSynonyms + 1 {
		groups += fmt.Sprintf("  - [a%d, b%d]\n", i, i)
	}
	for _, c := range []struct{ name, source, want string }{
		{"in two groups", "it:\n  - [tasse, retta]\n  - [Rètta, rata]\n", `synonyms.yaml:3: the term "Rètta" stands in the group of line 2 too`},
		{"twice in a group", "it:\n  - [tasse, Tasse]\n", `synonyms.yaml:2: the term "Tasse" stands in this group twice`},
		{"an empty group", "it:\n  - [a, b]\n  - []\n", "synonyms.yaml:3: a group has at least 2 terms"},
		{"one term", "it:\n  - [tasse]\n", "synonyms.yaml:2: a group has at least 2 terms"},
		{"many terms", "en:\n  - [" + fmt.Sprintf(many, numbers...) + "]\n", "synonyms.yaml:2: a group has at most 30 terms"},
		{"many groups", groups, "synonyms.yaml:2002: there are more than 2000 groups"},
		{"a long term", "it:\n  - [a, " + strings.Repeat("b", 61) + "]\n", "has more than 60 characters"},
		{"a sentence", "it:\n  - [a, come si fa a pagare]\n", "has more than 4 words"},
		{"no word", "it:\n  - [a, '!?']\n", `synonyms.yaml:2: the term "!?" has no letters`},
		{"an empty term", "it:\n  - [a, '']\n", `synonyms.yaml:2: the term "" has no letters`},
		{"a comma", "it:\n  - [a, 'b, c']\n", "has a comma"},
		{"language", "fr:\n  - [frais, droits]\n", "synonyms.yaml:2: no language of this library"},
		{"no list", "it:\n  - tasse\n", "synonyms.yaml:2: the fields can't be read"},
		{"a tag", "it:\n !0 00000\n  -0", "synonyms.yaml:1: the fields can't be read"},
		{"no YAML", "it: [\n", "synonyms.yaml:1: the fields can't be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := check(t, map[string]string{"topics.yaml": topics, "synonyms.yaml": c.source})
			if !strings.Contains(fmt.Sprint(problems), c.want) {
				t.Errorf("got %v\nwant %s", problems, c.want)
			}
		})
	}
}

// One word may stand in both languages.
func TestSynonymsOfLanguagesAreApart(t *testing.T) {
	if problems := check(t, map[string]string{"topics.yaml": topics, "synonyms.yaml": "it:\n  - [CFU, crediti]\nen:\n  - [CFU, credits]\n"}); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestFormatSynonyms(t *testing.T) {
	groups, _ := content.ParseSynonyms([]byte(goodSynonyms))
	edit := func(f func(g []content.Synonym) []content.Synonym) []content.Synonym {
		g, _ := content.ParseSynonyms([]byte(goodSynonyms))
		return f(g)
	}
	for _, c := range []struct {
		name     string
		groups   []content.Synonym
		from, to string
	}{
		{"nothing", groups, "", ""},
		{"another order", []content.Synonym{groups[3], groups[1], groups[0], groups[2]}, "", ""},
		{"a term", edit(func(g []content.Synonym) []content.Synonym { g[1].Terms[1] = "lavoro: part-time"; return g }),
			`["150 ore", collaborazioni]`, `["150 ore", "lavoro: part-time"]`},
		{"a term of a group in many lines", edit(func(g []content.Synonym) []content.Synonym { g[2].Terms[1] = "prova"; return g }),
			"- - appello\n    - esame", "- [appello, prova]"},
		{"one less", edit(func(g []content.Synonym) []content.Synonym { return append(g[:1], g[2:]...) }), "  - [\"150 ore\", collaborazioni]\n", ""},
		{"one more", append(groups, content.Synonym{Lang: "it", Terms: []string{"true", "vero"}}), "    - esame\n", "    - esame\n  - [\"true\", vero]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Replace(goodSynonyms, c.from, c.to, 1)
			if got := string(content.FormatSynonyms([]byte(goodSynonyms), c.groups)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	if got := string(content.FormatSynonyms(nil, groups[1:])); got != "it:\n  - [\"150 ore\", collaborazioni]\n  - [appello, esame]\nen:\n  - [fees, tuition]\n" {
		t.Errorf("a new file:\n%s", got)
	}
	odd := "it: [[tasse, retta], [esame, appello]]\n"
	if got := string(content.FormatSynonyms([]byte(odd), groups[2:3])); got != "it:\n  - [appello, esame]\n" {
		t.Errorf("from a file of one line:\n%s", got)
	}
}

func FuzzSynonyms(f *testing.F) {
	f.Add([]byte(goodSynonyms))
	f.Add([]byte("it:\n  - [a, b]\nen: {}\n"))
	f.Fuzz(func(t *testing.T, source []byte) {
		groups, problems := content.ParseSynonyms(source)
		if len(problems) > 0 {
			return
		}
		for i, g := range groups { // what editors may do with each
			less := slices.Concat(groups[:i], groups[i+1:])
			more := slices.Concat(less, []content.Synonym{{Lang: g.Lang, Terms: slices.Concat([]string{"nuovo termine"}, g.Terms[1:])}})
			for _, edited := range [][]content.Synonym{less, more} {
				written := content.FormatSynonyms(source, edited)
				back, _ := content.ParseSynonyms(written)
				if len(back) != len(edited) {
					t.Fatalf("%q: %v written as %q", source, edited, written)
				}
			}
		}
	})
}

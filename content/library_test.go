package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
)

func bundledLibrary(t *testing.T) *content.Library {
	t.Helper()
	l, problems, err := content.ReadLibrary(content.Bundled())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	return l
}

// The numbers are what the product promises to bring along.
func TestBundledLibrary(t *testing.T) {
	l := bundledLibrary(t)
	count := map[string]int{}
	perTopic := map[string]int{}
	for _, f := range l.Entries {
		e := f.Entry
		count[e.Lang]++
		perTopic[e.Topic]++
		if e.Lang == "en" && e.Twin("it") != "" {
			count["twins"]++
		}
		if n := len(e.Alternates); n < 3 || n > 50 {
			t.Errorf("%s: %d alternates, want 3 to 50", f.Path, n)
		}
		if n := len(strings.Fields(content.Plain(e.Body))); n < 40 || n > 200 {
			t.Errorf("%s: %d words, want 40 to 200", f.Path, n)
		}
		if !e.ValidOn(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: not valid in November 2026", f.Path)
		}
	}
	for _, topic := range l.Topics {
		if perTopic[topic.ID] < 6 {
			t.Errorf("topic %s has %d entries", topic.ID, perTopic[topic.ID])
		}
	}
	for _, g := range l.Synonyms {
		count["synonyms "+g.Lang]++
	}
	if count["synonyms it"] < 130 || count["synonyms en"] < 90 {
		t.Errorf("groups of synonyms: %v", count)
	}
	if len(l.Topics) < 20 || count["it"] < 120 || count["twins"] < 140 || len(l.Guides) < 5 {
		t.Errorf("%d topics, %v, %d guides", len(l.Topics), count, len(l.Guides))
	}
}

// An entry written again by the program reads the same.
func TestFormatKeepsEntries(t *testing.T) {
	for _, f := range bundledLibrary(t).Entries {
		written, err := f.Entry.Format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := content.ParseEntry(written)
		if err != nil {
			t.Errorf("%s: %v\n%s", f.Path, err, written)
			continue
		}
		if problems := content.CheckEntry(again, written); len(problems) > 0 {
			t.Errorf("%s: %v", f.Path, problems)
		}
		twice, err := again.Format()
		if err != nil || string(twice) != string(written) {
			t.Errorf("%s: written twice, differs (%v)", f.Path, err)
		}
	}
}

const goodEntry = `---
id: fees-late
topic: fees
lang: it
question: Cosa succede se pago in ritardo?
alternates:
  - ho pagato tardi
audience: [enrolled]
owner: Ufficio Contributi
updated: 2026-09-01
review_by: 2027-06-30
---

Paghi una **mora**.
`

const topics = `topics:
  - id: fees
    name: {it: Tasse, en: Fees}
    about: {it: Importi, en: Amounts}
    owner: Ufficio Contributi
    hours: {days: [mon], from: "09:00", to: "18:00"}
`

// Each case changes the good file and names the line and words of the complaint.
func TestProblemsNameLineAndRemedy(t *testing.T) {
	cases := []struct{ name, from, to, want string }{
		{"unknown field", "owner:", "ownr:", "entries/fees/fees-late.md:9: "},
		{"yaml", "audience: [enrolled]", "audience: [enrolled", "entries/fees/fees-late.md:"},
		{"no front matter", "---\nid", "id", "entries/fees/fees-late.md:1: the file must begin with a line ---"},
		{"topic", "topic: fees", "topic: feez", `entries/fees/fees-late.md:3: topic: "feez" is not in topics.yaml`},
		{"language", "lang: it", "lang: fr", `entries/fees/fees-late.md:4: lang: "fr" is not allowed; write one of [it en]`},
		{"no question", "question: Cosa succede se pago in ritardo?", "question: ''", "entries/fees/fees-late.md:5: question: is missing"},
		{"file name", "id: fees-late", "id: fees-later", "entries/fees/fees-late.md:2: id: the file should be entries/fees/fees-later.md"},
		{"id", "id: fees-late", "id: Fees", "entries/fees/fees-late.md:2: id: use lower-case letters"},
		{"date", "updated: 2026-09-01", "updated: 1.9.2026", "entries/fees/fees-late.md:10: updated: \"1.9.2026\" is no day"},
		{"dates inverted", "review_by", "valid_from: 2027-01-01\nvalid_to: 2026-01-01\nreview_by", "entries/fees/fees-late.md:12: valid_to: 2026-01-01 is before valid_from"},
		{"alternate twice", "  - ho pagato tardi", "  - ho pagato tardi\n  - Ho pagato tardi!", "entries/fees/fees-late.md:6: alternates:"},
		{"audience", "[enrolled]", "[pupils]", "entries/fees/fees-late.md:8: audience: \"pupils\" is not allowed"},
		{"level", "audience: [enrolled]", "audience: [enrolled]\nlevel: [doctor]", "entries/fees/fees-late.md:9: level: \"doctor\" is not allowed"},
		{"level twice", "audience: [enrolled]", "audience: [enrolled]\nlevel: [phd, phd]", "entries/fees/fees-late.md:9: level: \"phd\" stands here twice"},
		{"campus", "audience: [enrolled]", "audience: [enrolled]\ncampus: [nowhere]", "entries/fees/fees-late.md:9: campus: \"nowhere\" is not in campuses.yaml"},
		{"source", "review_by: 2027-06-30", "review_by: 2027-06-30\nsources:\n  - title: Regole\n    url: http://x.example", "must begin with https://"},
		{"html", "**mora**.", "<b>mora</b>.", "entries/fees/fees-late.md:14: the answer holds HTML"},
		{"picture", "**mora**.", "mora.\n\n![x](https://x.example/y.png)", `entries/fees/fees-late.md:16: the picture "https://x.example/y.png" is none of the library`},
		{"heading", "Paghi una", "# Mora\n\nPaghi una", "a heading in an answer begins with ###"},
		{"relative link", "**mora**", "[mora](/mora)", "leads nowhere"},
		{"no answer", "Paghi una **mora**.\n", "", "the answer is missing"},
		{"twin", "audience:", "translations:\n  en: fees-late-en\naudience:", "there is no entry fees-late-en"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(goodEntry, c.from, c.to, 1)
			if changed == goodEntry {
				t.Fatal("the case changes nothing")
			}
			problems := check(t, map[string]string{"topics.yaml": topics, "entries/fees/fees-late.md": changed})
			if !strings.Contains(fmt.Sprint(problems), c.want) {
				t.Errorf("got %v\nwant %s", problems, c.want)
			}
		})
	}
	if problems := check(t, map[string]string{"topics.yaml": topics, "entries/fees/fees-late.md": goodEntry}); len(problems) > 0 {
		t.Errorf("the good entry: %v", problems)
	}
}

func TestProblemsBetweenFiles(t *testing.T) {
	second := strings.Replace(goodEntry, "id: fees-late", "id: fees-other", 1)
	problems := check(t, map[string]string{
		"topics.yaml": topics, "entries/fees/fees-late.md": goodEntry, "entries/fees/fees-other.md": second,
		"guides/a-guide.pdf": "%PDF", "guides/b-guide.yaml": "id: b-guide\n",
	})
	for _, want := range []string{"stands in entries/fees/fees-late.md too", "guides/a-guide.pdf:1: has no .yaml file", "guides/b-guide.pdf is missing"} {
		if !strings.Contains(fmt.Sprint(problems), want) {
			t.Errorf("no %q in %v", want, problems)
		}
	}
	if problems := check(t, map[string]string{"entries/fees/fees-late.md": goodEntry}); !strings.Contains(fmt.Sprint(problems), "topics.yaml:1: is missing") {
		t.Errorf("without topics: %v", problems)
	}
}

func check(t *testing.T, files map[string]string) []content.Problem {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, body := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(body)}
	}
	_, problems, err := content.ReadLibrary(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

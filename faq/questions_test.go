package faq_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

// What the bundled library must hold to, as a share of testdata/questions.tsv. The
// questions were written from the texts without trying them; the bounds are below what
// was measured, so that they catch a fall and not a change of a question or two.
const (
	wantFirst  = 0.55 // the right one comes first, of questions that something answers
	mostFooled = 0.10 // answered, of questions that nothing answers
)

type question struct{ want, text string }

func questions(t *testing.T) (list []question) {
	t.Helper()
	f, err := os.Open("testdata/questions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if want, text, ok := strings.Cut(lines.Text(), "\t"); ok && !strings.HasPrefix(want, "#") {
			list = append(list, question{want, text})
		}
	}
	return list
}

func TestQuestionsOnTheBundledLibrary(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
	importFS(t, s, content.Bundled())
	l := live(t, s)
	var answerable, first, outside, fooled float64
	for _, q := range questions(t) {
		result, base, err := l.Match(ctx, match.Query{Text: q.text})
		if err != nil {
			t.Fatal(err)
		}
		got := "-"
		if len(result.Candidates) > 0 {
			got = result.Candidates[0].Item.ID
			if p, ok := base.Passage(got); ok {
				got = fmt.Sprintf("%s %d", p.Guide.ID, p.Passage.Page)
			}
		}
		if q.want == "-" {
			outside++
			if result.Decision == match.Answer {
				fooled++
				t.Logf("%q was answered by %s at %.2f", q.text, got, result.Confidence)
			}
			continue
		}
		answerable++
		if got == q.want {
			first++
		} else {
			t.Logf("%q: %s at %.2f, want %s", q.text, got, result.Confidence, q.want)
		}
	}
	t.Logf("first: %.0f of %.0f; answered though nothing answers: %.0f of %.0f", first, answerable, fooled, outside)
	if first/answerable < wantFirst || fooled/outside > mostFooled {
		t.Error("below the bounds")
	}
}

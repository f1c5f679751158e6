package faq_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

// What the bundled library must hold to, as shares of testdata/questions.tsv. The bounds
// are below what was measured, so that they catch a fall and not a change of a few
// questions.
const (
	wantFirst   = 0.75 // a right one comes first, of questions that something answers
	wantAmong   = 0.90 // a right one is among the first five
	wantPrecise = 0.82 // right, of the answers given; wanted are 0.85
	mostFooled  = 0.10 // answered, of questions that nothing answers
)

type question struct {
	want []string // nothing: nothing answers it
	text string
}

func questions(t *testing.T) (list []question) {
	t.Helper()
	f, err := os.Open("testdata/questions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	for lines := bufio.NewScanner(f); lines.Scan(); {
		want, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(want, "#") {
			continue
		}
		q := question{text: text}
		if want != "-" {
			q.want = strings.Split(want, ",")
		}
		list = append(list, q)
	}
	return list
}

// tally counts what came of the questions.
type tally struct{ answerable, first, among, outside, fooled, answered, right float64 }

func (c *tally) add(q *question, place int, answered bool) {
	if answered {
		c.answered++
	}
	if q.want == nil {
		c.outside++
		if answered {
			c.fooled++
		}
		return
	}
	c.answerable++
	if place == 1 {
		c.first++
		if answered {
			c.right++
		}
	}
	if 1 <= place && place <= 5 {
		c.among++
	}
}

func TestQuestionsOnTheBundledLibrary(t *testing.T) {
	t.Parallel()
	s := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
	importFS(t, s, content.Bundled())
	l := live(t, s)
	var c tally
	for _, q := range questions(t) {
		result, base, err := l.Match(ctx, match.Query{Text: q.text})
		if err != nil {
			t.Fatal(err)
		}
		place := placeOf(&q, result.Candidates, base)
		c.add(&q, place, result.Decision == match.Answer)
		if answered := result.Decision == match.Answer; answered && place != 1 || q.want != nil && place != 1 {
			t.Logf("%s %.2f %s, right at place %d of %v: %q", result.Decision, result.Confidence,
				name(result.Candidates[0].Item.ID, base), place, q.want, q.text)
		}
	}
	t.Logf("of %.0f questions that something answers, a right one first: %.3f, among five: %.3f; answered: %.0f, right: %.3f; of %.0f that nothing answers, answered: %.3f",
		c.answerable, c.first/c.answerable, c.among/c.answerable, c.answered, c.right/c.answered, c.outside, c.fooled/c.outside)
	if c.first/c.answerable < wantFirst || c.among/c.answerable < wantAmong || c.right/c.answered < wantPrecise || c.fooled/c.outside > mostFooled {
		t.Error("below the bounds")
	}
}

// placeOf is the place of the first right candidate, from 1; 0 if there is none.
func placeOf(q *question, candidates []match.Candidate, base *faq.Base) int {
	for i, x := range candidates {
		for _, want := range q.want {
			e, isEntry := base.Entry(want)
			if name(x.Item.ID, base) == want || isEntry && slices.Contains([]string{e.Twin("it"), e.Twin("en")}, x.Item.ID) {
				return i + 1
			}
		}
	}
	return 0
}

// name is how the questions name something found.
func name(id string, base *faq.Base) string {
	if p, ok := base.Passage(id); ok {
		return fmt.Sprintf("%s %d", p.Guide.ID, p.Passage.Page)
	}
	return id
}

package rational

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sportello/content"
	"sportello/faq/match"
)

// bundled is the bundled library.
func bundled(tb testing.TB) (entries []Entry) {
	tb.Helper()
	l, problems, err := content.ReadLibrary(content.Bundled())
	if err != nil || len(problems) > 0 {
		tb.Fatal(err, problems)
	}
	for _, f := range l.Entries {
		e := f.Entry
		out := Entry{ID: e.ID, Lang: e.Lang, Topic: e.Topic, Question: e.Question, Alternates: e.Alternates,
			Answer: content.Plain(e.Body), Level: e.Level, Campus: e.Campus}
		for _, id := range e.Translations {
			out.Twin = id
		}
		for _, s := range e.Sources {
			out.Sources = append(out.Sources, s.URL)
		}
		entries = append(entries, out)
	}
	return entries
}

// many makes n entries of the sentences and wordings of the bundled ones.
func many(tb testing.TB, n int) []Entry {
	of := map[string][]Entry{}
	for _, e := range bundled(tb) {
		of[e.Lang] = append(of[e.Lang], e)
	}
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]Entry, n)
	for i := range out {
		lang := [...]string{"it", "en"}[i%2]
		a, b := of[lang][r.IntN(len(of[lang]))], of[lang][r.IntN(len(of[lang]))]
		said := append(match.Sentences(a.Answer), match.Sentences(b.Answer)...)
		r.Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
		out[i] = Entry{ID: fmt.Sprint(i), Lang: lang, Topic: a.Topic, Question: a.Alternates[r.IntN(len(a.Alternates))] + " " + b.Question,
			Alternates: b.Alternates[:min(10, len(b.Alternates))], Answer: strings.Join(said[:min(8, len(said))], "\n")}
	}
	return out
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		entries := many(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Find(context.Background(), entries, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

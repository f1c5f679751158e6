package eval

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/faq/match"
)

// writeSet writes a tiny set and returns its folder.
func writeSet(t *testing.T, faqs, queries, qrels string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tiny")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"faqs.jsonl": faqs, "queries.tsv": queries, "qrels.tsv": qrels} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	tinyFAQs = `{"id":"pool","question":"Quando apre la piscina?","answer":"Alle nove.","alternates":["orari piscina"],"lang":"it"}
{"id":"bike","question":"Dove lascio la bicicletta?","answer":"Nella rastrelliera del cortile.","alternates":[],"lang":"it"}
{"id":"gym","question":"Quanto costa la palestra?","answer":"Venti euro al mese.","alternates":[],"lang":"it"}
{"id":"tree","question":"","answer":"Il tiglio del giardino fu piantato nel 1901.","alternates":[],"lang":"it"}
`
	tinyQueries = "1\tquando apre la piscina\n2\tdove metto la bici? bicicletta\n3\tquando fu piantato il tiglio\n4\tchi vende biglietti del cinema\n5\tunjudged\n"
	tinyQrels   = "1\tpool\n2\tbike\n2\tgym\n3\ttree\n4\t-\n"
)

func TestRun(t *testing.T) {
	dir := writeSet(t, tinyFAQs, tinyQueries, tinyQrels)
	m, misses, err := Run(context.Background(), dir, match.DefaultOptions(), Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if m.Set != "tiny" || m.Entries != 4 || m.InScope != 3 || m.OutOfScope != 1 {
		t.Errorf("%+v", m)
	}
	near(t, "success@1", m.SuccessAt1, 1)
	near(t, "out-of-scope recall", m.OutOfScopeRecall, 1)
	for _, x := range misses {
		if x.Decision == match.Answer {
			t.Errorf("answered wrongly: %+v", x)
		}
	}
	var table bytes.Buffer
	if err := Table(&table, []Metrics{m}); err != nil || !strings.Contains(table.String(), "tiny") {
		t.Errorf("table %q, %v", table.String(), err)
	}
}

func TestRunWithTyposRepeats(t *testing.T) {
	dir := writeSet(t, tinyFAQs, tinyQueries, tinyQrels)
	var last float64
	for i := range 2 {
		m, _, err := Run(context.Background(), dir, match.DefaultOptions(), Flags{Typos: true, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && *m.ECE != last {
			t.Errorf("ece %v, then %v", last, *m.ECE)
		}
		last = *m.ECE
	}
}

func TestNotASet(t *testing.T) {
	broken := writeSet(t, "{", "", "")
	for _, dir := range []string{t.TempDir(), broken} {
		if _, err := Load(dir); !errors.Is(err, ErrSet) {
			t.Errorf("error %v, want ErrSet", err)
		}
	}
}

// TestFit checks that fitting runs, leaves the base out that it should, and
// keeps its promise on signs.
func TestFit(t *testing.T) {
	ctx, o := context.Background(), match.DefaultOptions()
	other := strings.NewReplacer("piscina", "biblioteca", "tiglio", "faggio", "bicicletta", "moto").Replace
	dirs := []string{
		writeSet(t, tinyFAQs, tinyQueries, tinyQrels),
		writeSet(t, tinyFAQs, "7\torari della piscina\n", "7\tpool\n"),
		writeSet(t, other(tinyFAQs), other(tinyQueries), tinyQrels),
	}
	bases, err := LoadBases(dirs)
	if err != nil {
		t.Fatal(err)
	}
	if len(bases) != 2 || len(bases[0].Sets) != 2 {
		t.Fatalf("%d bases", len(bases))
	}
	if err := Collect(ctx, bases, o); err != nil {
		t.Fatal(err)
	}
	models := Fit(bases, bases[0], match.DefaultModels())
	w := models[match.KindEntry].Confidence
	if len(w) != len(match.ConfidenceNames) {
		t.Fatalf("%d weights", len(w))
	}
	for i, x := range w[1:] {
		if x < 0 {
			t.Errorf("%s weighs %v", match.ConfidenceNames[i+1], x)
		}
	}
	var b bytes.Buffer
	if err := errors.Join(WriteModels(&b, models), Signals(&b, bases, models)); err != nil || b.Len() == 0 {
		t.Error(err)
	}
}

func TestAscend(t *testing.T) {
	w := []float64{5, 5}
	ascend(w, []bool{false, true}, 600, func(w, g []float64) { g[0], g[1] = -2*(w[0]+1), -2*(w[1]+1) })
	if w[0] > -0.99 || w[0] < -1.01 || w[1] != 0 {
		t.Errorf("%v, want -1 and the floor 0", w)
	}
}

func TestAddAndCut(t *testing.T) {
	dir := writeSet(t, tinyFAQs, tinyQueries, tinyQrels)
	f := Flags{Beside: dir, Phrases: 1}
	m, _, err := Run(context.Background(), dir, match.DefaultOptions(), f)
	if err != nil {
		t.Fatal(err)
	}
	if m.Entries != 8 {
		t.Errorf("%d entries, want those of both", m.Entries)
	}
	set, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	set.Add(set)
	set.Cut(0)
	if x := set.Items[4]; x.ID != "tiny/pool" || len(x.Alternates) != 0 {
		t.Errorf("%+v", x)
	}
	f.Beside = t.TempDir()
	if _, _, err := Run(context.Background(), dir, match.DefaultOptions(), f); !errors.Is(err, ErrSet) {
		t.Errorf("error %v, want ErrSet", err)
	}
}

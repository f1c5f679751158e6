package web_test

import (
	"regexp"
	"testing"
	"testing/fstest"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
)

// begin puts the library of the tests into the database of which each has a copy.
func begin(t testing.TB, d *db.DB) {
	t.Helper()
	files := contenttest.Part(t, "entries/fees/*", "entries/exams/*", "entries/graduation/*", "guides/guida-laurea.*")
	takeTwin(files, "entries/fees/fees-tax-receipt")
	l, problems, err := content.ReadLibrary(files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	im := &faq.Importer{Store: faq.NewStore(d), Reader: pdftest.Reader(t)}
	if sum, err := im.Import(ctx, files, l); err != nil || len(sum.Problems) > 0 {
		t.Fatal(err, sum)
	}
}

// takeTwin takes the English twin of an entry away, so that one is there in Italian only.
func takeTwin(files fstest.MapFS, name string) {
	delete(files, name+"-en.md")
	it := files[name+".md"]
	it.Data = regexp.MustCompile(`(?m)^translations:\n {2}en: .*\n`).ReplaceAll(it.Data, nil)
}

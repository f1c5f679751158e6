package match

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sportello/content/contenttest"
)

var hostile = []string{
	"", "quando scade la rata", "\xff\x00", strings.Repeat("a", 100_000), strings.Repeat("è' ", 50_000),
	strings.Repeat("a\u0301", 10_000), "l'''''a", "dov'", "'t", "n't", "e-mail e e-", "ﷺﷺﷺ", "学生 登録",
	"\u202eabc", strings.Repeat("tassa rata esame ", 3000),
	"quando 📅 scade la rata? 🙏🏽👨‍👩‍👧", "когда экзамен esame 試験 امتحان", strings.Repeat("🙂", 25_000), strings.Repeat("\u200d\ufe0f", 10_000),
	manyWords(100_000), strings.Repeat("(((\n---\n", 10_000), "ISEE2024/25 CFU-AA TOL\t\v\f\r",
}

// manyWords is so many bytes of words that are all different and all misspelt.
func manyWords(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "iscrizoine%c%c%c ", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26)
	}
	return b.String()
}

func FuzzMatch(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	m := build(f, testBase(f))
	f.Fuzz(func(t *testing.T, text string) {
		defer contenttest.Bounded(t)()
		r, err := m.Match(context.Background(), Query{Text: text})
		if err != nil && !errors.Is(err, ErrEmpty) {
			t.Fatal(err)
		}
		if r.Confidence < 0 || r.Confidence > 1 || r.Confidence != r.Confidence {
			t.Errorf("confidence %v", r.Confidence)
		}
	})
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer contenttest.Bounded(t)()
		folded := fold(text, maxRunes)
		if n := utf8.RuneCountInString(folded); n > maxRunes {
			t.Errorf("%d runes", n)
		}
		s := newStemmer()
		for _, w := range splitWords(folded) {
			if w == "" || utf8.RuneCountInString(w) > maxWordRune || strings.ContainsAny(w, " '") {
				t.Errorf("word %q", w)
			}
			s.stem(it, w)
			s.stem(en, w)
			grams(w, func(string) {})
		}
		last := 0
		for _, x := range sentences(text) {
			if x.from < last || x.to <= x.from || x.to > len(text) {
				t.Errorf("sentence %v after %d of %d", x, last, len(text))
			}
			last = x.to
		}
	})
}

// synthetic makes n entries of made-up words that are as often repeated as
// those of a real base (Zipf-like), each with three alternates and an answer.
func synthetic(n int) []Item {
	syllables := strings.Fields("ta re mi so la do ne pa vi co lu sta tri gra fe zi")
	word := func(k int) string {
		return syllables[k%16] + syllables[k/16%16] + syllables[k/256%16]
	}
	text := func(seed, words int) string {
		var b strings.Builder
		for i := range words {
			h := uint32(seed*7919+i*104729) * 2654435761 >> 8
			fmt.Fprint(&b, word(int(h%4096)*int(h>>12%64)/64), " ")
		}
		return b.String()
	}
	items := make([]Item, n)
	for i := range items {
		items[i] = Item{
			ID: fmt.Sprint("e", i), Lang: langName[i%2], Question: text(i, 9), Answer: text(i+n, 80),
			Alternates: []string{text(i+2*n, 7), text(i+3*n, 7), text(i+4*n, 7)},
		}
	}
	return items
}

func BenchmarkMatch1000(b *testing.B) {
	items := synthetic(1000)
	m := build(b, items)
	i := 0
	for b.Loop() {
		x := &items[i%len(items)]
		if _, err := m.Match(context.Background(), Query{Text: x.Alternates[i%3] + x.Question[:20]}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkOpen550(b *testing.B) {
	items, dir := synthetic(550), b.TempDir()
	m, err := Build(context.Background(), dir, items, DefaultOptions(), nil)
	if err != nil {
		b.Fatal(err)
	}
	_ = m.Close() // only the files are wanted
	for b.Loop() {
		m, err := Open(context.Background(), dir, items, DefaultOptions())
		if err != nil {
			b.Fatal(err)
		}
		_ = m.Close()
	}
}

package quality

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/content"
)

func entry(lang, body string) (*content.Entry, []byte) {
	source := []byte("---\nid: x-y\nlang: " + lang + "\nquestion: q\n---\n\n" + body + "\n")
	e, err := content.ParseEntry(source)
	if err != nil {
		panic(err)
	}
	return e, source
}

// The scores are those that the formulas give by hand.
func TestScores(t *testing.T) {
	for _, k := range []struct {
		lang, body       string
		sentences, words int
		score            float64
		level            Level
	}{
		{"it", "La rata scade oggi. Paga ora.", 2, 6, 100, Easy},                                    // 89 + (600 - 220) / 6 > 100
		{"it", "Presentazione documentazione amministrativa universitaria", 1, 4, 28.0, Hard},       // 89 + (300 - 10*54) / 4 = 29; letters 54
		{"en", "The cat sat on the mat.", 1, 6, 100, Easy},                                          // 206.835 - 6.09 - 84.6 > 100
		{"en", "Administrative documentation requires institutional authentication", 1, 5, 0, Hard}, // far below 0
		{"it", "Scrivi a segreteria@ateneo.it o vedi [il sito](https://www.ateneo.it/pagina/lunga).", 1, 6, 0, Easy},
	} {
		e, source := entry(k.lang, k.body)
		got := Read(e, source)
		if got.Sentences != k.sentences || got.Words != k.words || got.Level != k.level {
			t.Errorf("%q: %+v", k.body, got)
		}
		if k.score > 0 && math.Abs(got.Score-k.score) > 1.5 {
			t.Errorf("%q: %v, want %v", k.body, got.Score, k.score)
		}
	}
	if e, source := entry("it", "### "); Read(e, source).Score != 100 {
		t.Error("an answer without words")
	}
}

func TestHintsNameThePlace(t *testing.T) {
	long := "Chi **vuole pagare** " + strings.Repeat("una rata e poi ", 8) + "ancora una deve aspettare."
	e, source := entry("it", "Breve, es. come questa.\n\n- "+long)
	got := Read(e, source)
	if len(got.Hints) != 1 || got.Hints[0].Code != LongSentence || !strings.HasPrefix(got.Hints[0].Text, "Chi vuole pagare") {
		t.Fatalf("%+v", got)
	}
	lines := strings.Split(string(source), "\n")
	if line := lines[got.Hints[0].Line-1]; !strings.Contains(line, "vuole pagare") {
		t.Errorf("line %d is %q", got.Hints[0].Line, line)
	}
}

func TestAlarms(t *testing.T) {
	today := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	e := &content.Entry{ReviewBy: "2026-11-22", ValidTo: "2026-11-23", Body: "Per il 2025/2026 e il 2024-25, non per il 2026/27 né il 2026/2028.",
		Translations: map[string]string{"en": "x"}}
	var codes []string
	for _, a := range Alarms(e, today) {
		codes = append(codes, string(a.Code)+" "+strings.Join(a.Params, ","))
	}
	if want := []string{"review_due 2026-11-22", "old_year 2025/2026", "old_year 2024-25"}; !slices.Equal(codes, want) {
		t.Errorf("%q", codes)
	}
	if got := OldYears("2025/2026", time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC)); got != nil {
		t.Errorf("it is not over in September: %q", got)
	}
	if Helps(9, 9, 0) != nil || Helps(10, 2, 0) != nil || len(Helps(10, 2, 1)) != 1 {
		t.Error("what does not help")
	}
}

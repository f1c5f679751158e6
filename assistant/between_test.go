package assistant

import "testing"

func TestAQuestionFallsBetweenTwoEntries(t *testing.T) {
	c := func(id, kind string, confidence float64) Candidate {
		return Candidate{ID: id, Type: kind, Confidence: confidence}
	}
	for name, x := range map[string]struct {
		of   []Candidate
		want bool
	}{
		"near":          {[]Candidate{c("a", "entry", 0.5), c("b", "entry", 0.42)}, true},
		"far":           {[]Candidate{c("a", "entry", 0.7), c("b", "entry", 0.5)}, false},
		"both unlikely": {[]Candidate{c("a", "entry", 0.1), c("b", "entry", 0.1)}, false},
		"a passage":     {[]Candidate{c("a", "entry", 0.5), c("b", "passage", 0.5)}, false},
		"alone":         {[]Candidate{c("a", "entry", 0.5)}, false},
		"none":          {nil, false},
	} {
		first, second, ok := firstTwo(x.of)
		if ok != x.want || ok && (first != "a" || second != "b") {
			t.Errorf("%s: %s, %s, %v", name, first, second, ok)
		}
	}
}

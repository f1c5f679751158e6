package assistant

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sportello/faq/match"
)

var told = Explanation{
	Question: "rata?", Kind: KindAnswer,
	Decided: &Decided{Decision: match.Answer, Confidence: 0.72, AnswerAt: 0.35, ChoicesAt: 0.15, Lang: "it", Found: 2,
		Calibration: match.Calibration{Shift: 0.5, Slope: 1}},
	Candidates: []Candidate{
		{ID: "a", Question: "Quando scade la rata?", Confidence: 0.72, Model: 0.6, Why: Reasons{"phrase": 0.834, "brand_new": 0.1}},
		{ID: "g#1", Question: "Guida", Page: 4, Quote: "Seconda rata", Confidence: 0.1, Model: 0.1},
	},
}

func TestTell(t *testing.T) {
	for features, want := range map[bool]string{
		false: `answer: confidence 0.72; an answer from 0.35, choices from 0.15 together; language it; students' words move the confidence by +0.50, times 1.00; 2 candidates
 1. 0.72  a  Quando scade la rata?
 2. 0.10  g#1  Guida
          page 4: Seconda rata
`,
		true: `answer: confidence 0.72; an answer from 0.35, choices from 0.15 together; language it; students' words move the confidence by +0.50, times 1.00; 2 candidates
 1. 0.72  a  Quando scade la rata?
          the words of the question
              83 %  words of the question found in the best wording (phrase)
          beside the other candidates
              10 %  brand_new (brand_new)
          confidence before students' words: 0.60
 2. 0.10  g#1  Guida
          page 4: Seconda rata
`,
	} {
		var b strings.Builder
		if err := told.Tell(&b, features); err != nil || b.String() != want {
			t.Errorf("%v\n%s, want\n%s", err, b.String(), want)
		}
	}
}

func TestEveryGroupHasATitle(t *testing.T) {
	for _, g := range match.Groups {
		if groupTitles[g] == "" {
			t.Error(g)
		}
	}
}

func TestReasonsAreShort(t *testing.T) {
	text, err := json.Marshal(Candidate{ID: "a", Why: Reasons{"b": 1. / 3, "a": 1, "nothing": 0.0004, "less": -0.5}})
	if err != nil {
		t.Fatal(err)
	}
	var got Candidate
	want := Candidate{ID: "a", Why: Reasons{"b": 0.333, "a": 1, "less": -0.5}}
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s (%v), want %+v", text, err, want)
	}
}

func TestCandidatesAreKeptAsTheyAre(t *testing.T) {
	found := make(match.Reasons, len(match.ReasonNames))
	found[slices.Index(match.ReasonNames, "cosine")], found[slices.Index(match.ReasonNames, "popular")] = 1./3, -12.5
	found[slices.Index(match.ReasonNames, "both")] = 0.0004
	for _, list := range [][]Candidate{
		nil,
		{{}},
		{{ID: "a", Type: "entry", Question: `Come si dice "così"?` + "\n", Topic: "t", Confidence: 1. / 3, Model: 0.5, Score: -2.25, found: found},
			{ID: "b#1", Type: "guide", Page: 3, Quote: "<b> & c"}, {Why: Reasons{"of_old": 1}}},
	} {
		text, err := keptCandidates(list)
		if err != nil {
			t.Fatal(err)
		}
		var got []Candidate
		want := slices.Clone(list)
		for i := range want {
			if want[i].found != nil {
				want[i].found, want[i].Why = nil, Reasons{"cosine": 0.333, "popular": -12.5}
			}
		}
		if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s (%v), want %+v", text, err, want)
		}
	}
}

func TestEveryReasonHasAPlace(t *testing.T) {
	for i, name := range match.ReasonNames {
		if placeOf[i] < 0 {
			t.Errorf("add %q at the end of reasonOrder", name)
		}
	}
}

// What a turn costs more for its reasons.
func BenchmarkKeepReasons(b *testing.B) {
	found := make(match.Reasons, len(match.ReasonNames))
	for i := range found {
		found[i] = 1 / float64(i+1)
	}
	for b.Loop() {
		list := make([]Candidate, keepCandidates)
		for i := range list {
			list[i] = Candidate{ID: "fees-second-instalment", Type: "entry", Question: "Quando?", found: found}
		}
		if _, err := keptCandidates(list); err != nil {
			b.Fatal(err)
		}
	}
}

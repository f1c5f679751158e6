package faq_test

import (
	"reflect"
	"testing"

	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

// TestAskedAgain holds what is remembered of a question to what is found for it, until
// something changes that bears on it.
func TestAskedAgain(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	ask := func(q match.Query) match.Result {
		t.Helper()
		r, _, err := l.Match(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	q := match.Query{Text: "quando scade la seconda rata", Lang: "it"}
	first := ask(q)
	if again := ask(q); !reflect.DeepEqual(first, again) {
		t.Errorf("asked again: %+v, before: %+v", again, first)
	}
	ask(q).Candidates[0].Confidence = 0
	if again := ask(q); !reflect.DeepEqual(first, again) {
		t.Error("who asks can change what others get")
	}
	top := first.Candidates[0].Item.ID
	without := q
	without.Exclude = []string{top}
	if r := ask(without); len(r.Candidates) > 0 && r.Candidates[0].Item.ID == top {
		t.Error("what was rejected comes again")
	}
	l.Learn(match.Experience{Calibration: match.Calibration{Shift: -2}})
	if again := ask(q); again.Confidence >= first.Confidence {
		t.Errorf("%.3f after learning to be less sure, %.3f before", again.Confidence, first.Confidence)
	}
}

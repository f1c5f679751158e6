package faq_test

import (
	"testing"

	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

// What was learned holds for the matcher that an edit brings too.
func TestExperienceSurvivesARefresh(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	l.Learn(match.Experience{Calibration: match.Calibration{Shift: -1}, Popular: map[string]float64{"fees-amount": 1}})
	ask := func() match.Result {
		r, _, err := l.Match(ctx, match.Query{Text: "quanto si paga di tasse?"})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	before := ask()
	if err := s.DraftAlternate(ctx, "fees-refund", "ridatemi i soldi del bollettino", "Elena"); err != nil {
		t.Fatal(err)
	}
	d, err := s.Draft(ctx, "fees-refund")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Save(ctx, "fees-refund", d.Source, d.Base, "Elena"); err != nil {
		t.Fatal(err)
	}
	if err := l.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	after := ask()
	if before.Calibration.Shift != -1 || after.Calibration != before.Calibration || after.Candidates[0].Model <= after.Confidence ||
		l.Experience().Popular["fees-amount"] != 1 {
		t.Errorf("%+v, then %+v", before, after)
	}
}

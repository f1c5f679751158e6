package match

import (
	"context"
	"testing"
)

// office is a base of doubles that only say for whom and where they hold.
func office() []Item {
	return []Item{
		{ID: "first", Lang: "it", Question: "Quando consegno il piano di studi?", Answer: "Entro il 30 ottobre.", Level: []string{"bachelor"}},
		{ID: "second", Lang: "it", Question: "Quando consegno il piano di studi?", Answer: "Entro il 15 novembre.", Level: []string{"master"}},
		{ID: "lake", Lang: "it", Question: "A che ora chiude la biblioteca?", Answer: "Alle 19.", Campus: []string{"lago"}},
		{ID: "fair", Lang: "it", Question: "A che ora chiude la biblioteca?", Answer: "Alle 23.", Campus: []string{"fiera"}},
		{ID: "new", Lang: "it", Question: "Come ritiro la tessera?", Answer: "Al banco.", Audience: []string{"future"}},
		{ID: "old", Lang: "it", Question: "Come ritiro la tessera?", Answer: "Allo sportello.", Audience: []string{"enrolled"}},
		{ID: "fees", Lang: "it", Question: "Come pago le tasse?", Answer: "Si paga con PagoPA dal sito dei servizi."},
		{ID: "phd", Lang: "it", Question: "Come mi iscrivo al dottorato?", Answer: "Con il bando di settembre."},
	}
}

func TestWhoAndWhere(t *testing.T) {
	m := build(t, office())
	for _, c := range []struct {
		query    string
		audience []string
		first    string
	}{
		{"quando consegno il piano di studi della triennale", nil, "first"},
		{"quando consegno il piano di studi della magistrale", nil, "second"},
		{"a che ora chiude la biblioteca del campus Lago", nil, "lake"},
		{"a che ora chiude la biblioteca di fiera", nil, "fair"},
		{"come ritiro la tessera", []string{"future"}, "new"},
		{"come ritiro la tessera", []string{"enrolled", "graduating"}, "old"},
	} {
		r, err := m.Match(context.Background(), Query{Text: c.query, Audience: c.audience})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Candidates[0].Item.ID; got != c.first {
			t.Errorf("%q for %v: %s, want %s", c.query, c.audience, got, c.first)
		}
	}
}

// TestAskedMustBeGiven holds the confidence to be less where the matter is the same and
// what is asked for is not there.
func TestAskedMustBeGiven(t *testing.T) {
	m := build(t, office())
	sure := func(query, id string) float64 {
		t.Helper()
		r, err := m.Match(context.Background(), Query{Text: query})
		if err != nil {
			t.Fatal(err)
		}
		if r.Candidates[0].Item.ID != id {
			t.Fatalf("%q: %s first", query, r.Candidates[0].Item.ID)
		}
		return r.Candidates[0].Confidence
	}
	for _, c := range []struct{ id, fits, not string }{
		{"fees", "come pago le tasse", "quando pago le tasse"},
		{"phd", "come mi iscrivo al dottorato", "come mi iscrivo alla magistrale"},
		{"fees", "come pago le tasse", "come non pago le tasse"},
	} {
		if yes, no := sure(c.fits, c.id), sure(c.not, c.id); no >= yes {
			t.Errorf("%q at %.2f, %q at %.2f", c.fits, yes, c.not, no)
		}
	}
}

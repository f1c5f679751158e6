package web_test

import (
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

type synonym struct {
	ID        string
	Lang      string
	Terms     []string
	Revision  int64
	ChangedBy string `json:"changed_by"`
}

func TestEditorsKeepSynonyms(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor)
		var list []synonym
		c.call("GET", "/studio/synonyms", editor, nil, &list, http.StatusOK)
		had := len(list)

		var g synonym
		c.call("POST", "/studio/synonyms", editor, obj{"lang": "it", "terms": []string{"girandola", " ruota  panoramica "}}, &g, http.StatusCreated)
		if g.Revision != 1 || g.Terms[1] != "ruota panoramica" || g.ChangedBy == "" {
			t.Errorf("%+v", g)
		}
		if n := len(c.parts.Live.Base().Synonyms); n != had+1 {
			t.Errorf("%d groups are live", n)
		}
		at := "/studio/synonyms/" + g.ID
		c.call("PUT", at, editor, obj{"terms": []string{"girandola", "giostra"}, "revision": 1}, &g, http.StatusOK)
		c.call("PUT", at, editor, obj{"terms": []string{"girandola", "altalena"}, "revision": 1}, nil, http.StatusConflict)
		c.call("DELETE", at+"?revision=1", editor, nil, nil, http.StatusConflict)
		c.call("GET", "/studio/synonyms", editor, nil, &list, http.StatusOK)
		if last := list[len(list)-1]; len(list) != had+1 || last.ID != g.ID || strings.Join(last.Terms, ",") != "girandola,giostra" {
			t.Errorf("%+v", list)
		}
		c.call("DELETE", at+"?revision=2", editor, nil, nil, http.StatusNoContent)
		c.call("PUT", at, editor, obj{"terms": []string{"girandola", "giostra"}, "revision": 2}, nil, http.StatusNotFound)
		if n := len(c.parts.Live.Base().Synonyms); n != had {
			t.Errorf("%d groups are live", n)
		}
	})
}

// What is wrong with a group is told in the editor's language, fault by fault.
func TestSynonymProblemsAreTold(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor)
	c.call("POST", "/studio/synonyms", editor, obj{"lang": "it", "terms": []string{"girandola", "giostra"}}, nil, http.StatusCreated)
	long := strings.Repeat("a", 61)
	many := make([]string, 31)
	for i := range many {
		many[i] = strings.Repeat("b", i+1)
	}
	for _, k := range []struct {
		terms  []string
		fault  string
		it, en string
	}{
		{[]string{"altalena"}, "few_terms", "Scrivi almeno due termini", "Write at least two terms"},
		{many, "many_terms", "al massimo 30 termini", "at most 30 terms"},
		{[]string{"altalena", "!"}, "no_word", "«!» non contiene lettere", "“!” has no letters"},
		{[]string{"altalena", long}, "long", "più di 60 caratteri", "more than 60 characters"},
		{[]string{"altalena", "a b c d e"}, "words", "più di 4 parole", "more than 4 words"},
		{[]string{"altalena", "a, b"}, "comma", "contiene una virgola", "has a comma"},
		{[]string{"altalena", "Giostra"}, "twice", "«Giostra» sta già nel gruppo «girandola, giostra»", "“Giostra” is already in the group “girandola, giostra”"},
		{[]string{"altalena", "Altalena"}, "twice", "«Altalena» è scritto due volte", "“Altalena” is written twice"},
	} {
		for lang, want := range map[string]string{"it": k.it, "en": k.en} {
			var out struct {
				Error    struct{ Message string }
				Problems []struct{ Fault, Message string }
			}
			c.call("POST", "/studio/synonyms?lang="+lang, editor, obj{"lang": "it", "terms": k.terms}, &out, http.StatusUnprocessableEntity)
			if len(out.Problems) != 1 || out.Problems[0].Fault != k.fault || !strings.Contains(out.Error.Message, want) {
				t.Errorf("%v in %s: %+v, want %q", k.terms, lang, out, want)
			}
		}
	}
}

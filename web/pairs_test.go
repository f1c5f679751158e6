package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

type pairs struct {
	Total int
	Pairs []struct {
		Kind      string
		Score     float64
		A, B      struct{ ID, Question string }
		Reasons   []struct{ Kind string }
		Conflicts []struct {
			A, B struct{ Text, Sentence string }
		}
		Between   []string
		Dismissed *struct{ Reason, Author string }
	}
}

// copied is the position of the pair of an entry and its copy, or -1.
func (p pairs) copied() int {
	for i, x := range p.Pairs {
		if x.A.ID == paired && x.B.ID == itsCopy || x.A.ID == itsCopy && x.B.ID == paired {
			return i
		}
	}
	return -1
}

const (
	asksLike = "quando bisogna versare la rata numero due delle tasse universitarie"
	paired   = "fees-second-instalment"
	itsCopy  = "fees-when-the-second"
	copyText = `---
id: fees-when-the-second
topic: fees
lang: it
question: %s
audience: [all]
owner: Ufficio Contributi Studenteschi
updated: 2026-07-01
review_by: 2027-07-31
sources:
  - title: Altra pagina
    url: https://www.polivalmaggiore.example/altra
---

%s
`
)

// publishCopy publishes the second instalment's answer once more, with another date, and
// returns the source.
func publishCopy(c *counter, editor string) string {
	var e struct{ Source string }
	c.call("GET", "/studio/entries/"+paired, editor, nil, &e, http.StatusOK)
	_, body, _ := strings.Cut(strings.TrimPrefix(e.Source, "---\n"), "---\n")
	source := fmt.Sprintf(copyText, asksLike, strings.ReplaceAll(strings.TrimSpace(body), "31 gennaio 2027", "15 febbraio 2027"))
	c.call("PUT", "/studio/entries/"+itsCopy, editor, obj{"source": source, "revision": 0}, nil, http.StatusOK)
	return source
}

func TestEditorsSettlePairs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor, auth.Reviewer)
		source := publishCopy(c, editor)

		list := func(query string) (p pairs) {
			c.call("GET", "/studio/pairs?"+query, editor, nil, &p, http.StatusOK)
			return p
		}
		found := list("kind=duplicate")
		if i := found.copied(); i < 0 || len(found.Pairs[i].Reasons) == 0 {
			t.Fatalf("the copy is not found: %+v", found)
		}
		other := list("kind=contradiction")
		i := other.copied()
		if i < 0 || !strings.Contains(other.Pairs[i].Conflicts[0].A.Text+other.Pairs[i].Conflicts[0].B.Text, "15 febbraio") {
			t.Fatalf("the other date is not found: %+v", other)
		}

		word := obj{"kind": "duplicate", "a": itsCopy, "b": paired, "reason": "uno è per il sito"}
		c.call("POST", "/studio/pairs/dismissed", editor, word, nil, http.StatusNoContent)
		if list("kind=duplicate").copied() >= 0 || list("kind=contradiction").copied() < 0 {
			t.Error("not that pair alone was dismissed")
		}
		gone := list("kind=duplicate&dismissed=true")
		if i := gone.copied(); i < 0 || gone.Pairs[i].Dismissed.Reason != "uno è per il sito" || gone.Pairs[i].Dismissed.Author == "" {
			t.Errorf("%+v", gone)
		}
		c.call("DELETE", "/studio/pairs/dismissed?kind=duplicate&a="+paired+"&b="+itsCopy, editor, nil, nil, http.StatusNoContent)
		if list("kind=duplicate").copied() < 0 {
			t.Error("the pair is not back")
		}

		c.call("POST", "/studio/pairs/dismissed", editor, word, nil, http.StatusNoContent)
		c.call("PUT", "/studio/entries/"+itsCopy, editor, obj{"source": source + "\nUna riga in più.\n", "revision": 1}, nil, http.StatusOK)
		if list("kind=duplicate").copied() < 0 {
			t.Error("the pair changed, and is still dismissed")
		}
	})
}

func TestAMergeIsProposed(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor, auth.Reviewer)
	publishCopy(c, editor)
	var merged struct {
		ID, Source, Drop, Left string
		Added                  int
		Problems               []struct{ Message string }
	}
	c.call("POST", "/studio/merge-pairs", editor, obj{"keep": paired, "drop": itsCopy}, &merged, http.StatusOK)
	if merged.ID != paired || merged.Drop != itsCopy || merged.Added != 1 || len(merged.Problems) > 0 {
		t.Errorf("%+v", merged)
	}
	for _, want := range []string{"  - " + asksLike + "\n", "https://www.polivalmaggiore.example/altra", "31 gennaio 2027"} {
		if !strings.Contains(merged.Source, want) {
			t.Errorf("the text lacks %q: %s", want, merged.Source)
		}
	}
	c.call("POST", "/studio/merge-pairs", editor, obj{"keep": paired, "drop": paired + "-en"}, &merged, http.StatusOK)
	if merged.Drop != "" || !strings.Contains(merged.Source, "en: "+paired+"-en") {
		t.Errorf("translations are to be linked: %+v", merged)
	}
}

func TestPairsAreForEditorsAndChecked(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor, auth.Reviewer)
	word := func(reason string) obj {
		return obj{"kind": "duplicate", "a": paired, "b": paired + "-en", "reason": reason}
	}
	c.call("GET", "/studio/pairs", c.user("operator", auth.Operator), nil, nil, http.StatusForbidden)
	c.call("GET", "/studio/pairs?kind=x", editor, nil, nil, http.StatusBadRequest)
	c.call("POST", "/studio/pairs/dismissed", editor, word("  "), nil, http.StatusBadRequest)
	c.call("POST", "/studio/pairs/dismissed", editor, word(strings.Repeat("a", 501)), nil, http.StatusBadRequest)
	c.call("POST", "/studio/pairs/dismissed", editor, obj{"kind": "duplicate", "a": "x", "b": paired, "reason": "y"}, nil, http.StatusNotFound)
	c.call("DELETE", "/studio/pairs/dismissed?a=x&b=y", editor, nil, nil, http.StatusBadRequest)
	c.call("POST", "/studio/merge-pairs", editor, obj{"keep": paired, "drop": paired}, nil, http.StatusBadRequest)
	c.call("POST", "/studio/merge-pairs", editor, obj{"keep": paired, "drop": "x"}, nil, http.StatusNotFound)
}

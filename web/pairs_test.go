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

type mergeProposal struct {
	Texts []struct {
		ID, Source, Left string
		Base, Draft      int64
		Added            int
		Replaces         bool
		Other            struct {
			ID       string
			Revision int64
		}
		Problems []struct{ Message string }
	}
}

// texts are those proposed, as they are sent back.
func (p mergeProposal) texts() (list []obj) {
	for _, t := range p.Texts {
		text := obj{"id": t.ID, "source": t.Source, "base": t.Base, "draft": t.Draft}
		if t.Replaces {
			text["replaces"] = obj{"id": t.Other.ID, "revision": t.Other.Revision}
		}
		list = append(list, text)
	}
	return list
}

func TestAMergeIsProposed(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor, auth.Reviewer)
	publishCopy(c, editor)
	var merged mergeProposal
	c.call("POST", "/studio/merge-pairs", editor, obj{"keep": paired, "drop": itsCopy}, &merged, http.StatusOK)
	one := merged.Texts[0]
	if len(merged.Texts) != 1 || one.ID != paired || one.Other.ID != itsCopy || !one.Replaces || one.Added != 1 || len(one.Problems) > 0 {
		t.Errorf("%+v", merged)
	}
	for _, want := range []string{"  - " + asksLike + "\n", "https://www.polivalmaggiore.example/altra", "31 gennaio 2027"} {
		if !strings.Contains(one.Source, want) {
			t.Errorf("the text lacks %q: %s", want, one.Source)
		}
	}
	c.call("POST", "/studio/merge-pairs", editor, obj{"keep": paired, "drop": paired + "-en"}, &merged, http.StatusOK)
	if merged.Texts[0].Replaces || !strings.Contains(merged.Texts[0].Source, "en: "+paired+"-en") {
		t.Errorf("translations are to be linked: %+v", merged)
	}
}

// A merge is one press: students find one entry, at the old address too, and it is taken
// back as readily. Who may not publish asks for it.
func TestEntriesAreMerged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		reviewer, author := c.user("editor", auth.Editor, auth.Reviewer), c.user("author", auth.Editor)
		publishCopy(c, reviewer)
		var p mergeProposal
		c.call("POST", "/studio/merge-pairs", author, obj{"keep": paired, "drop": itsCopy}, &p, http.StatusOK)
		body := func(publish bool) obj { return obj{"texts": p.texts(), "publish": publish, "note": "sono uguali"} }
		c.call("POST", "/studio/merges", author, body(true), nil, http.StatusForbidden)
		var done struct {
			Published bool
			Undo      []obj
			Drafts    []struct {
				ID       string
				Revision int64
			}
		}
		c.call("POST", "/studio/merges", author, body(false), &done, http.StatusOK)
		if done.Published || len(done.Drafts) != 1 {
			t.Fatalf("%+v", done)
		}
		var e struct {
			State      string
			RedirectTo string `json:"redirect_to"`
			Problems   []obj
			Draft      struct {
				Source   string
				Replaces []struct{ ID, Question string }
			}
		}
		c.call("GET", "/studio/entries/"+paired, author, nil, &e, http.StatusOK)
		if e.State != "review" || len(e.Problems) > 0 || len(e.Draft.Replaces) != 1 || e.Draft.Replaces[0].Question != asksLike {
			t.Errorf("%+v", e)
		}
		var seen struct{ Problems []obj }
		c.call("POST", "/studio/preview", author, obj{"source": e.Draft.Source, "without": []string{itsCopy}}, &seen, http.StatusOK)
		if len(seen.Problems) > 0 {
			t.Errorf("%+v", seen)
		}
		c.call("POST", "/studio/entries/"+paired+"/impact", author, obj{"source": e.Draft.Source, "without": []string{itsCopy}}, nil, http.StatusOK)
		c.call("DELETE", fmt.Sprintf("/studio/entries/%s/draft?revision=%d", paired, done.Drafts[0].Revision), author, nil, nil, http.StatusOK)

		c.call("POST", "/studio/merges", reviewer, body(true), &done, http.StatusOK)
		if !done.Published || len(done.Undo) != 2 {
			t.Fatalf("%+v", done)
		}
		c.call("GET", "/studio/entries/"+itsCopy, author, nil, &e, http.StatusOK)
		if e.State != "archived" || e.RedirectTo != paired {
			t.Errorf("%+v", e)
		}
		var history []struct {
			Kind string
			Undo *struct {
				Restore []obj
				Gone    []struct{ ID, Question string }
			}
		}
		c.call("GET", "/studio/entries/"+paired+"/revisions", author, nil, &history, http.StatusOK)
		if u := history[0].Undo; u == nil || len(u.Restore) != 2 || len(u.Gone) != 1 || u.Gone[0].ID != itsCopy || u.Gone[0].Question == "" {
			t.Fatalf("%+v", history)
		}
		done.Undo = history[0].Undo.Restore
		c.call("POST", "/studio/merges/undo", author, obj{"undo": done.Undo}, nil, http.StatusForbidden)
		c.call("POST", "/studio/merges/undo", reviewer, obj{"undo": done.Undo}, nil, http.StatusNoContent)
		c.call("GET", "/studio/entries/"+itsCopy, author, nil, &e, http.StatusOK)
		if e.State != "published" {
			t.Errorf("%+v", e)
		}
		c.call("POST", "/studio/merges/undo", reviewer, obj{"undo": done.Undo}, nil, http.StatusConflict)
		history = nil
		c.call("GET", "/studio/entries/"+paired+"/revisions", author, nil, &history, http.StatusOK)
		if history[0].Undo != nil || history[1].Undo != nil {
			t.Errorf("taken back twice? %+v", history)
		}
		p.Texts[0].Source = "no fields"
		p.Texts[0].Base = 3
		c.call("POST", "/studio/merges", reviewer, body(true), nil, http.StatusUnprocessableEntity)
		c.call("POST", "/studio/merges", reviewer, obj{"texts": []obj{}}, nil, http.StatusBadRequest)
	})
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

package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

// What the tests read of the studio's answers.
type (
	studioDraft struct {
		Alarms         []struct{ Code, Message string }
		Revision, Base int64
		Behind         bool
		State, Source  string
		PublishAt      string `json:"publish_at"`
		Together       string
	}
	studioEntry struct {
		ID, State, Source, Question string
		Revision                    int64
		Published                   bool
		Draft                       *studioDraft
		BaseSource                  string `json:"base_source"`
		RedirectTo                  string `json:"redirect_to"`
		Problems                    []struct{ Code, Field, Message string }
		Alarms                      []struct{ Code, Message string }
		Editing                     []struct{ Name string }
		Use                         struct{ Shown, Helped, Rejected int }
		Readability                 struct{ Formula, Level string }
		Links                       []struct{ URL, State string }
	}
	saved struct {
		Draft    studioDraft
		Problems []struct{ Code string }
	}
)

func newEntrySource(id, question string) string {
	return "---\nid: " + id + "\ntopic: fees\nlang: it\nquestion: " + question + "\naudience: [all]\nowner: Segreteria Studenti\n" +
		"updated: 2026-09-01\nreview_by: 2099-09-01\n---\n\nNel 2019/2020 costava poco.\n"
}

// The path of a text from the editor to the students, and back out again.
func TestStudioFromDraftToArchive(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		author, reviewer := c.user("author", auth.Editor), c.user("reviewer", auth.Reviewer)
		at := "/studio/entries/fees-new"
		c.call("GET", at, author, nil, nil, http.StatusNotFound)
		var s saved
		c.call("PUT", at+"/draft", author, obj{"source": "half", "base": 0, "revision": 0}, &s, http.StatusOK)
		if len(s.Problems) == 0 {
			t.Error("half a text has no problem")
		}
		source := newEntrySource("fees-new", "Quanto costa la pergamena?")
		first := s.Draft.Revision
		c.call("PUT", at+"/draft", author, obj{"source": source, "base": 0, "revision": first}, &s, http.StatusOK)
		var stale struct {
			Now studioEntry
		}
		c.call("PUT", at+"/draft", reviewer, obj{"source": "other", "base": 0, "revision": first}, &stale, http.StatusConflict)
		if stale.Now.Draft == nil || stale.Now.Draft.Source != source || stale.Now.State != "draft" {
			t.Errorf("%+v", stale)
		}
		c.call("POST", at+"/publish", author, obj{"revision": s.Draft.Revision}, nil, http.StatusForbidden)
		c.call("POST", at+"/review", author, obj{"revision": s.Draft.Revision, "state": "review", "note": "ok?"}, &s, http.StatusOK)
		if _, ok := c.parts.Live.Base().Entry("fees-new"); ok {
			t.Error("a draft is live")
		}
		var e studioEntry
		c.call("POST", at+"/publish", reviewer, obj{"revision": s.Draft.Revision}, &e, http.StatusOK)
		if e.State != "published" || !e.Published || e.Revision != 1 || e.Source != source || e.Readability.Formula != "gulpease" {
			t.Errorf("%+v", e)
		}
		if _, ok := c.parts.Live.Base().Entry("fees-new"); !ok {
			t.Error("not live")
		}
		var codes []string
		for _, a := range e.Alarms {
			codes = append(codes, a.Code)
		}
		if fmt.Sprint(codes) != "[old_year no_translation]" || !strings.Contains(e.Alarms[0].Message, "2019/2020") {
			t.Errorf("%+v", e.Alarms)
		}
		c.call("POST", at+"/archive", author, obj{"revision": 1}, nil, http.StatusForbidden)
		c.call("POST", at+"/archive", reviewer, obj{"revision": 1, "redirect_to": "fees-amount"}, &e, http.StatusOK)
		if e.State != "archived" || e.Source != source || e.RedirectTo != "fees-amount" {
			t.Errorf("%+v", e)
		}
		c.follows("/faq/it/fees/fees-new", "/faq/it/fees/fees-amount")
		c.call("POST", at+"/restore", author, obj{"to": 1, "revision": 2, "publish": true}, nil, http.StatusForbidden)
		c.call("POST", at+"/restore", author, obj{"to": 1, "draft": 0}, &s, http.StatusOK)
		c.call("DELETE", fmt.Sprintf("%s/draft?revision=%d", at, s.Draft.Revision), author, nil, &s, http.StatusOK)
		c.call("POST", at+"/restore", reviewer, obj{"to": 1, "revision": 2, "publish": true}, &e, http.StatusOK)
		var history []struct{ Kind, Author string }
		c.call("GET", at+"/revisions", author, nil, &history, http.StatusOK)
		if fmt.Sprint(history) != "[{restore Staff reviewer} {archive Staff reviewer} {edit Staff reviewer}]" {
			t.Error(history)
		}
		c.call("GET", at+"/revisions/1", author, nil, nil, http.StatusOK)
		c.call("GET", at+"/revisions/2", author, nil, nil, http.StatusOK)
		c.call("GET", at+"/revisions/9", author, nil, nil, http.StatusNotFound)
	})
}

// follows wants an address to lead to another for good.
func (c *counter) follows(from, to string) {
	c.t.Helper()
	client := *c.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Get(c.URL + from)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // nothing of it counts
	if res.StatusCode != http.StatusMovedPermanently || res.Header.Get("Location") != to {
		c.t.Errorf("%s: %d to %q", from, res.StatusCode, res.Header.Get("Location"))
	}
}

func TestStudioMergesAndCompares(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	elena := c.user("elena", auth.Editor, auth.Reviewer)
	at := "/studio/entries/fees-amount"
	var e studioEntry
	c.call("GET", at, elena, nil, &e, http.StatusOK)
	base := e.Source
	mine, theirs := strings.Replace(base, "owner: ", "owner: Mio ", 1), base+"\nUna riga in più.\n"
	var s saved
	c.call("PUT", at+"/draft", elena, obj{"source": mine, "base": e.Revision, "revision": 0}, &s, http.StatusOK)
	c.call("PUT", at, elena, obj{"source": theirs, "revision": e.Revision}, &e, http.StatusOK)
	if e.State != "changed" || !e.Draft.Behind || e.BaseSource != base || e.Source != theirs || e.Draft.Source != mine {
		t.Fatalf("%+v", e)
	}
	c.call("POST", at+"/publish", elena, obj{"revision": e.Draft.Revision}, nil, http.StatusConflict)
	var merged struct {
		Clean  bool
		Source string
	}
	c.call("POST", "/studio/merge", elena, obj{"base": base, "mine": mine, "theirs": theirs}, &merged, http.StatusOK)
	if !merged.Clean || !strings.Contains(merged.Source, "owner: Mio") || !strings.Contains(merged.Source, "Una riga in più.") {
		t.Fatalf("%+v", merged)
	}
	c.call("PUT", at+"/draft", elena, obj{"source": merged.Source, "base": e.Revision, "revision": e.Draft.Revision}, &s, http.StatusOK)
	var diff struct{ Added, Removed int }
	c.call("GET", at+"/diff?from=1&to=draft", elena, nil, &diff, http.StatusOK)
	if diff.Added != 3 || diff.Removed != 1 {
		t.Errorf("%+v", diff)
	}
	c.call("GET", at+"/diff?from=x&to=draft", elena, nil, nil, http.StatusBadRequest)
	c.call("POST", "/studio/diff", elena, obj{"before": base, "after": strings.Repeat("x", 70_000)}, nil, http.StatusRequestEntityTooLarge)
	c.call("POST", at+"/archive", elena, obj{"revision": e.Revision}, nil, http.StatusConflict)
	tomorrow := time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
	c.call("PUT", at+"/schedule", elena, obj{"revision": s.Draft.Revision, "at": "2001-01-01T00:00:00Z"}, nil, http.StatusBadRequest)
	c.call("PUT", at+"/schedule", elena, obj{"revision": s.Draft.Revision, "at": tomorrow}, &s, http.StatusOK)
	c.call("PUT", at+"/draft", elena, obj{"source": "x", "base": 2, "revision": s.Draft.Revision}, nil, http.StatusConflict)
	var list []studioEntry
	c.call("GET", "/studio/entries?state=scheduled&q=quanto&topic=fees&in=it", elena, nil, &list, http.StatusOK)
	if len(list) != 1 || list[0].Draft.PublishAt == "" || list[0].Draft.Source != "" {
		t.Errorf("%+v", list)
	}
	c.call("DELETE", fmt.Sprintf("%s/schedule?revision=%d", at, s.Draft.Revision), elena, nil, &s, http.StatusOK)
	c.call("POST", at+"/publish", elena, obj{"revision": s.Draft.Revision}, &e, http.StatusOK)
	c.call("GET", "/studio/entries?alarm=no_translation", elena, nil, &list, http.StatusOK)
	if len(list) != 1 || list[0].ID != "fees-tax-receipt" {
		t.Errorf("%+v", list)
	}
	c.call("GET", "/studio/entries?alarm="+url.QueryEscape("no such"), elena, nil, &list, http.StatusOK)
	if len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// The form and the file say the same.
func TestStudioComposesWhatItPreviews(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	author := c.user("author", auth.Editor)
	var e studioEntry
	c.call("GET", "/studio/entries/fees-amount", author, nil, &e, http.StatusOK)
	var preview struct {
		Fields   map[string]any
		Problems []struct{ Code string }
	}
	c.call("POST", "/studio/preview", author, obj{"source": e.Source}, &preview, http.StatusOK)
	var file struct{ Source string }
	c.call("POST", "/studio/compose", author, preview.Fields, &file, http.StatusOK)
	if file.Source != e.Source {
		t.Errorf("%s\n\nwas\n\n%s", file.Source, e.Source)
	}
	var italian, english studioEntry
	c.call("POST", "/studio/preview?lang=it", author, obj{"source": newEntrySource("Bad Id", "Come?")}, &italian, http.StatusOK)
	c.call("POST", "/studio/preview?lang=en", author, obj{"source": newEntrySource("Bad Id", "Come?")}, &english, http.StatusOK)
	if !strings.HasPrefix(italian.Problems[0].Message, "Identificativo: usa ") || !strings.HasPrefix(english.Problems[0].Message, "Id: use ") {
		t.Errorf("%+v %+v", italian.Problems, english.Problems)
	}
}

// Two who have an entry open hear of each other.
func TestStudioTellsWhoElseIsThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		anna, bruno := c.user("anna", auth.Editor), c.user("bruno", auth.Editor)
		at := "/studio/entries/fees-amount"
		var e studioEntry
		c.call("PUT", at+"/here", anna, nil, &e, http.StatusOK)
		if len(e.Editing) != 0 || e.Revision != 1 {
			t.Errorf("%+v", e)
		}
		c.call("PUT", at+"/here", bruno, nil, &e, http.StatusOK)
		if len(e.Editing) != 1 || e.Editing[0].Name != "Staff anna" {
			t.Errorf("%+v", e)
		}
		c.call("DELETE", at+"/here", anna, nil, nil, http.StatusNoContent)
		c.call("GET", at, bruno, nil, &e, http.StatusOK)
		if len(e.Editing) != 0 {
			t.Errorf("%+v", e)
		}
		c.call("PUT", "/studio/entries/not-yet/here", bruno, nil, nil, http.StatusOK)
	})
}

// Test questions and what students asked are replayed; no personal data comes along; and
// it is counted how an entry served.
func TestStudioReplaysQuestions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		author := c.user("author", auth.Editor)
		v := c.start()
		r := c.ask(v, "mi chiamo Anna Verdi, come ottengo il rimborso delle tasse?")
		c.call("POST", fmt.Sprintf("/conversations/%s/turns/%d/feedback", v.ID, r.Turn), v.Token, obj{"helped": true}, nil, http.StatusOK)
		var q struct {
			ID       string
			Revision int64
		}
		test := obj{"text": "voglio il rimborso delle tasse", "lang": "it", "entry": "fees-refund"}
		c.call("POST", "/studio/tests", author, test, &q, http.StatusCreated)
		c.call("POST", "/studio/tests", author, obj{"text": " ", "lang": "it"}, nil, http.StatusBadRequest)
		var runs []struct{ Right bool }
		c.call("POST", "/studio/tests/run", author, nil, &runs, http.StatusOK)
		if len(runs) != 1 || !runs[0].Right {
			t.Errorf("%+v", runs)
		}
		var im struct {
			Known, Replayed int
			Tests           struct {
				Before int `json:"right_before"`
				After  int `json:"right_after"`
			}
			Changed []struct{ Text, From, Verdict string }
		}
		c.call("POST", "/studio/entries/fees-refund/impact", author, obj{"source": ""}, &im, http.StatusOK)
		if im.Known != 1 || im.Replayed != 2 || im.Tests.Before != 1 || im.Tests.After != 0 || len(im.Changed) != 2 || im.Changed[0].Verdict != "worse" {
			t.Fatalf("%+v", im)
		}
		if asked := im.Changed[1]; asked.From != "students" || strings.Contains(asked.Text, "Verdi") || !strings.Contains(asked.Text, "rimborso") {
			t.Errorf("%+v", asked)
		}
		c.call("POST", "/studio/entries/fees-refund/impact", author, obj{"source": "no fields"}, nil, http.StatusUnprocessableEntity)
		var e studioEntry
		c.call("GET", "/studio/entries/fees-refund", author, nil, &e, http.StatusOK)
		if e.Use.Shown != 1 || e.Use.Helped != 1 || len(e.Links) == 0 {
			t.Errorf("%+v", e)
		}
		var months []struct{ Shown int }
		c.call("GET", "/studio/entries/fees-refund/use?months=2", author, nil, &months, http.StatusOK)
		if len(months) != 2 || months[1].Shown != 1 || months[0].Shown != 0 {
			t.Errorf("%+v", months)
		}
		c.call("GET", "/studio/entries/fees-refund/use?months=99", author, nil, nil, http.StatusBadRequest)
		var wordings []struct{ Text string }
		c.call("POST", "/studio/entries/fees-refund/wordings", author, obj{"source": e.Source}, &wordings, http.StatusOK)
		if len(wordings) < 3 || wordings[0].Text != e.Question {
			t.Errorf("%+v", wordings)
		}
		c.call("POST", "/studio/entries/fees-refund/links", author, nil, nil, http.StatusOK)
		c.call("PUT", "/studio/tests/"+q.ID, author, obj{"text": "x?", "lang": "it", "revision": 7}, nil, http.StatusConflict)
		c.call("PUT", "/studio/tests/"+q.ID, author, obj{"text": "x?", "lang": "it", "revision": q.Revision}, &q, http.StatusOK)
		c.call("DELETE", fmt.Sprintf("/studio/tests/%s?revision=%d", q.ID, q.Revision), author, nil, nil, http.StatusNoContent)
		c.call("GET", "/studio/tests", author, nil, &runs, http.StatusOK)
		if len(runs) != 0 {
			t.Errorf("%+v", runs)
		}
	})
}

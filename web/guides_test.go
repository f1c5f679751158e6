package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf"
	"sportello/content/pdf/pdftest"
	"sportello/web"
	"sportello/web/auth"
)

type (
	guideDraft struct {
		ID, Guide, Title, State, Failure, Message string
		Done, Total                               int
		Revision, Current, Size                   int64
		Fields                                    obj
		Problems                                  []struct{ Code, Field, Message string }
		Pages                                     []struct{ Page, Passages int }
		Changes                                   *struct {
			Added, Removed, Changed, Same, Moved int
			List                                 []struct {
				Before, After *struct {
					Page          int
					Section, Text string
				}
				Diff *struct{ Added, Removed int }
			}
		}
		Cited []cited
	}
	cited struct {
		Entry, Change    string
		Page, Now        int
		Published, Draft bool
	}
	studioGuide struct {
		ID, Title, Draft string
		Revision         int64
		Pages, Passages  int
		Cited            int
		Restore          int64
		Use              struct{ Shown int }
		CitedBy          []cited `json:"cited_by"`
		Revisions        []struct {
			Revision     int64
			Kind, Author string
			Kept         bool
		}
	}
)

func (c *counter) sendGuide(token string, query url.Values, body io.Reader, out any, want int) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "POST", c.URL+"/api/v1/studio/guide-uploads?"+query.Encode(), body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Expect", "100-continue")
	c.do(req, out, want)
}

// readGuide uploads a PDF and waits until it was read.
func (c *counter) readGuide(token string, query url.Values, body []byte) (d guideDraft) {
	c.t.Helper()
	c.sendGuide(token, query, bytes.NewReader(body), &d, http.StatusAccepted)
	for d.State == "reading" {
		time.Sleep(20 * time.Millisecond)
		c.call("GET", "/studio/guide-drafts/"+d.ID, token, nil, &d, http.StatusOK)
	}
	return d
}

// readsGuides runs what reads drafts, as the program does.
func (c *counter) readsGuides() {
	c.t.Helper()
	running, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.parts.Guides.Run(running, func(err error) { c.t.Error(err) })
	}()
	c.t.Cleanup(func() { stop(); <-done })
}

var (
	parking = []string{"Il parcheggio delle biciclette", "La rastrelliera coperta si trova nel cortile interno", "e resta aperta dalle sette alle venti, anche il sabato mattina."}
	lockers = []string{"Gli armadietti", "Ogni armadietto costa dieci euro per anno accademico", "e si paga al ritiro della chiave, con carta oppure in contanti."}
	keys    = []string{"Le chiavi perse", "Chi perde la chiave avvisa la portineria entro tre giorni", "e versa il costo di una copia nuova prima di riceverla."}
)

func changedLines(lines []string, from, to string) []string {
	out := append([]string{}, lines...)
	for i := range out {
		out[i] = strings.Replace(out[i], from, to, 1)
	}
	return out
}

// The path of a guide: uploaded, looked at, published, replaced, taken out and brought back.
func TestGuideFromUploadToArchive(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		c.readsGuides()
		author, reviewer := c.user("author", auth.Editor), c.user("reviewer", auth.Reviewer)
		g := c.readGuide(author, url.Values{"name": {"Guida ai servizi.pdf"}}, pdftest.Make(parking, nil, lockers, keys))
		if g.State != "ready" || g.Done != 4 || g.Fields["id"] != "guida-ai-servizi" || g.Fields["lang"] != "it" || fmt.Sprint(g.Pages) != "[{1 1} {2 0} {3 1} {4 1}]" {
			t.Fatalf("%+v", g)
		}
		at := "/studio/guide-drafts/" + g.ID
		var page struct {
			Passages []struct{ Section, Text string }
		}
		c.call("GET", at+"/pages/3", author, nil, &page, http.StatusOK)
		if len(page.Passages) != 1 || page.Passages[0].Section != "Gli armadietti" {
			t.Errorf("%+v", page)
		}
		c.call("GET", at+"/pages/9", author, nil, nil, http.StatusNotFound)
		if picture, _ := c.download(at+"/pictures/1.png", author, http.StatusOK); !bytes.HasPrefix(picture, []byte("\x89PNG")) {
			t.Error("no picture of a page")
		}
		publish := obj{"revision": g.Revision, "current": 0}
		c.call("POST", at+"/publish", author, publish, nil, http.StatusForbidden)
		c.call("POST", at+"/publish", reviewer, publish, nil, http.StatusUnprocessableEntity) // it has no topic
		fields := g.Fields
		fields["topic"], fields["owner"], fields["title"] = "fees", "Segreteria Studenti", "Guida ai servizi: bici e armadietti"
		c.call("PUT", at, author, obj{"revision": g.Revision + 7, "fields": fields}, nil, http.StatusConflict)
		c.call("PUT", at, author, obj{"revision": g.Revision, "fields": fields}, &g, http.StatusOK)
		if len(g.Problems) > 0 {
			t.Fatalf("%+v", g.Problems)
		}
		if _, live := c.parts.Live.Base().Guide("guida-ai-servizi"); live {
			t.Error("a draft is live")
		}
		c.call("POST", at+"/impact", author, obj{}, nil, http.StatusOK)
		var now studioGuide
		c.call("POST", at+"/publish", reviewer, obj{"revision": g.Revision, "current": 0}, &now, http.StatusOK)
		if now.Revision != 1 || now.Pages != 4 || now.Passages != 3 {
			t.Errorf("%+v", now)
		}
		if b, ok := c.parts.Live.Base().Guide("guida-ai-servizi"); !ok || b.Title != fields["title"] {
			t.Error("not live")
		}
		c.call("GET", at, author, nil, nil, http.StatusNotFound)
		c.replaceGuide(author, reviewer)
	})
}

// replaceGuide publishes a new version of what TestGuideFromUploadToArchive published, of
// which entries cite pages.
func (c *counter) replaceGuide(author, reviewer string) {
	t := c.t
	t.Helper()
	for id, page := range map[string]int{"fees-cites-moved": 4, "fees-cites-changed": 3, "fees-cites-same": 1, "fees-cites-gone": 9} {
		source := newEntrySource(id, "Dove sta scritto, caso "+id+"?") + fmt.Sprintf("\nVedi [la guida](https://sportello.example/guides/guida-ai-servizi.pdf#page=%d).\n", page)
		c.call("PUT", "/studio/entries/"+id, reviewer, obj{"source": source, "revision": 0}, nil, http.StatusOK)
	}
	c.call("PUT", "/studio/entries/fees-draft-moved/draft", author, obj{"base": 0, "revision": 0, "source": newEntrySource("fees-draft-moved", "Dove sta scritto, in bozza?") +
		"\nVedi [la guida](https://sportello.example/guides/guida-ai-servizi.pdf#page=4).\n"}, nil, http.StatusOK)
	next := pdftest.Make(parking, changedLines(lockers, "dieci", "quindici"), keys, []string{"Le docce", "Le docce della palestra sono aperte a tutti gli iscritti", "dalle otto alle ventidue, con il proprio asciugamano."})
	g := c.readGuide(author, url.Values{"name": {"v2.pdf"}, "guide": {"guida-ai-servizi"}}, next)
	if g.State != "ready" || g.Guide != "guida-ai-servizi" || g.Current != 1 || len(g.Problems) > 0 {
		t.Fatalf("%+v", g)
	}
	if ch := g.Changes; ch == nil || ch.Added != 1 || ch.Removed != 0 || ch.Changed != 1 || ch.Same != 2 || ch.Moved != 1 || ch.List[0].Diff == nil {
		t.Errorf("%+v", g.Changes)
	}
	if got := fmt.Sprint(g.Cited); got != "[{fees-cites-changed changed 3 2 true false} {fees-cites-moved moved 4 3 true false} {fees-draft-moved moved 4 3 false true}]" {
		t.Error(got)
	}
	c.sendGuide(reviewer, url.Values{"name": {"v3.pdf"}, "guide": {"guida-ai-servizi"}}, bytes.NewReader(next), nil, http.StatusConflict) // there is a draft
	at := "/studio/guide-drafts/" + g.ID
	c.call("POST", at+"/publish", reviewer, obj{"revision": g.Revision, "current": 0}, nil, http.StatusConflict)
	var now studioGuide
	c.call("POST", at+"/publish", reviewer, obj{"revision": g.Revision, "current": 1}, &now, http.StatusOK)
	if now.Revision != 2 || now.Cited != 4 || len(now.CitedBy) != 5 {
		t.Errorf("%+v", now)
	}
	for id, want := range map[string]string{"moved": "guide_moved", "changed": "guide_changed", "same": ""} {
		var e studioEntry
		c.call("GET", "/studio/entries/fees-cites-"+id, author, nil, &e, http.StatusOK)
		raised := ""
		for _, a := range e.Alarms {
			if strings.HasPrefix(a.Code, "guide_") {
				raised = a.Code
			}
		}
		if raised != want {
			t.Errorf("%s: %+v", id, e.Alarms)
		}
	}
	var list []studioEntry
	c.call("GET", "/studio/entries?alarm=guide_moved&lang=en", author, nil, &list, http.StatusOK)
	if len(list) != 2 || list[1].ID != "fees-draft-moved" || list[1].Draft == nil || len(list[1].Draft.Alarms) != 1 ||
		list[1].Draft.Alarms[0].Message != "It cites “Guida ai servizi: bici e armadietti, page 4”, which is on page 3 now." {
		t.Errorf("%+v", list)
	}
	c.archiveGuide(author, reviewer)
}

func (c *counter) archiveGuide(author, reviewer string) {
	t, at := c.t, "/studio/guides/guida-ai-servizi"
	t.Helper()
	var now studioGuide
	c.call("POST", at+"/archive", author, obj{"revision": 2}, nil, http.StatusForbidden)
	c.call("POST", at+"/archive", reviewer, obj{"revision": 1}, nil, http.StatusConflict)
	c.call("POST", at+"/archive", reviewer, obj{"revision": 2}, &now, http.StatusOK)
	if now.Revision != 0 || now.Restore != 2 {
		t.Errorf("%+v", now)
	}
	if _, live := c.parts.Live.Base().Guide("guida-ai-servizi"); live {
		t.Error("it is still live")
	}
	c.call("POST", at+"/restore", author, obj{"to": 1, "revision": 0}, nil, http.StatusForbidden)
	c.call("POST", at+"/restore", reviewer, obj{"to": 3, "revision": 0}, nil, http.StatusNotFound)
	c.call("POST", at+"/restore", reviewer, obj{"to": 1, "revision": 0}, &now, http.StatusOK)
	history := ""
	for _, r := range now.Revisions {
		history += fmt.Sprintf("%d %s %v, ", r.Revision, r.Kind, r.Kept)
	}
	if history != "4 restore true, 3 archive false, 2 edit true, 1 edit true, " || now.Revision != 4 || now.Pages != 4 {
		t.Errorf("%s %+v", history, now)
	}
	var d guideDraft
	c.call("POST", at+"/draft", author, nil, &d, http.StatusOK)
	var again guideDraft
	c.call("POST", at+"/draft", reviewer, nil, &again, http.StatusOK)
	var all struct {
		Guides []studioGuide
		Drafts []guideDraft
	}
	c.call("GET", "/studio/guides", author, nil, &all, http.StatusOK)
	if again.ID != d.ID || len(all.Drafts) != 1 || all.Drafts[0].Guide != "guida-ai-servizi" {
		t.Errorf("%+v", all)
	}
	c.bringBack(d, author, reviewer)
}

// What can't be read is explained, and takes nothing else with it.
func TestHostileGuidesAreExplained(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	c.readsGuides()
	editor := c.user("editor", auth.Editor)
	var refused struct {
		Error struct{ Code, Message string }
	}
	c.sendGuide(editor, nil, strings.NewReader("Guida dello studente"), &refused, http.StatusUnsupportedMediaType)
	if refused.Error.Code != "guide_not_pdf" {
		t.Errorf("%+v", refused)
	}
	c.sendGuide(editor, nil, io.LimitReader(endless{}, 51<<20), &refused, http.StatusRequestEntityTooLarge)
	c.sendGuide(editor, url.Values{"guide": {"none"}}, bytes.NewReader(pdftest.Make(keys)), nil, http.StatusNotFound)
	whole := pdftest.Make(parking, lockers)
	for name, f := range map[string]struct {
		file           []byte
		state, failure string
	}{
		"cut":     {whole[:len(whole)/3], "failed", "damaged"},
		"scanned": {pdftest.Make(nil, nil), "failed", "no_text"},
		"partly":  {bytes.Replace(whole, []byte("/Kids [5 0 R"), []byte("/Kids [4 0 R"), 1), "ready", "damaged"},
	} {
		d := c.readGuide(editor, url.Values{"name": {name}, "lang": {"en"}}, f.file)
		if d.State != f.state || d.Failure != f.failure || d.Message == "" {
			t.Errorf("%s: %+v", name, d)
		}
		c.call("GET", "/studio/guide-drafts/"+d.ID, editor, nil, &d, http.StatusOK)
		if d.State == "failed" { // another file in its place
			d = c.readGuide(editor, url.Values{"name": {name}, "draft": {d.ID}, "revision": {fmt.Sprint(d.Revision)}}, whole)
			if d.State != "ready" || d.Failure != "" {
				t.Errorf("%s again: %+v", name, d)
			}
		}
	}
}

// endless begins as a PDF does.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	return copy(p, "%PDF-1.7\n"+strings.Repeat("x", len(p))), nil
}

func TestWarningsOfAFileAreInTheReadersLanguage(t *testing.T) {
	for lang, word := range map[string]string{"it": "danneggiato", "en": "damaged"} {
		told := web.WarningsIn(lang, []string{pdf.WarnRebuilt, "something else"})
		if len(told) != 2 || told[0] == pdf.WarnRebuilt || !strings.Contains(told[0], word) || told[1] != "something else" {
			t.Errorf("%s: %q", lang, told)
		}
	}
	if none := web.WarningsIn("it", nil); none == nil || len(none) > 0 {
		t.Errorf("%v is not an empty list", none)
	}
}

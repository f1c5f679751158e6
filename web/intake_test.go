package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/intake"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
	"sportello/web/auth"
)

type proposal struct {
	ID          string   `json:"id"`
	Topic       string   `json:"topic"`
	Lang        string   `json:"lang"`
	Question    string   `json:"question"`
	Alternates  []string `json:"alternates"`
	Body        string   `json:"body"`
	HTML        string   `json:"html"`
	Translation string   `json:"translation"`
	Notes       []struct {
		Code, Message string
		Blocks        bool
	} `json:"notes"`
	Duplicate *struct{ ID, How string } `json:"duplicate"`
}

type preview struct {
	Kind         string
	NeedsColumns bool `json:"needs_columns"`
	Columns      []struct{ Name, Field, Sample string }
	Proposals    []proposal
}

type adopted struct {
	Entries []struct {
		ID       string
		Made     bool
		Problems []struct{ Message string }
	}
}

func (c *counter) intake(token, query, body string, out any, want int) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "POST", c.URL+"/api/v1/studio/intake?"+query, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Expect", "100-continue")
	c.do(req, out, want)
}

const officeFile = "Domanda;Risposta;Question;Answer;Argomento\n" +
	"Come ritiro il diploma di carta?;<p>Allo sportello.</p><iframe src=x></iframe>Con<br>un documento.;How do I collect the paper diploma?;At the counter.;Laurea\n" +
	"Quanto costa la rata che non c'è?;Niente.;;;fees\n"

// A file is looked at, becomes drafts, and these answer once they are published.
func TestEditorsImportAFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor)
		var p preview
		c.intake(editor, "name=office.csv&topic=exams", officeFile, &p, http.StatusOK)
		if p.Kind != "csv" || len(p.Proposals) != 3 || p.Proposals[0].Translation != p.Proposals[1].ID || p.Proposals[1].Lang != "en" ||
			p.Proposals[2].Topic != "fees" || len(p.Proposals[0].Notes) != 1 || !strings.Contains(p.Proposals[0].HTML, "<br") {
			t.Fatalf("%+v", p)
		}
		it, en := p.Proposals[0], p.Proposals[1]
		c.call("GET", "/studio/entries/"+it.ID, editor, nil, nil, http.StatusNotFound) // it was a look
		var out adopted
		c.call("POST", "/studio/intake/entries", editor, obj{"entries": p.Proposals}, &out, http.StatusOK)
		for _, e := range out.Entries {
			if !e.Made || len(e.Problems) > 0 {
				t.Errorf("%+v", e)
			}
		}
		if _, ok := c.parts.Live.Base().Entry(it.ID); ok {
			t.Error("students see what nobody has reviewed")
		}
		c.publishBoth(it.ID, en.ID)
		if e, ok := c.parts.Live.Base().Entry(en.ID); !ok || e.Twin("it") != it.ID || e.Owner == "" {
			t.Errorf("%+v", e)
		}

		// The second time all of it is there already, published or drafted.
		c.intake(editor, "name=office.csv&topic=exams", officeFile, &p, http.StatusOK)
		for _, again := range p.Proposals {
			if again.Duplicate == nil || again.Duplicate.How != "question" {
				t.Errorf("%+v", again)
			}
		}
		p.Proposals[2].Question, p.Proposals[2].Topic = "Una domanda nuova?", "nowhere"
		c.call("POST", "/studio/intake/entries", editor, obj{"entries": p.Proposals[2:]}, &out, http.StatusOK)
		if len(out.Entries) != 1 || !out.Entries[0].Made || len(out.Entries[0].Problems) == 0 {
			t.Errorf("%+v", out)
		}
		c.call("POST", "/studio/intake/entries", editor, obj{"entries": []proposal{it}}, &out, http.StatusOK)
		if out.Entries[0].Made {
			t.Error("an entry was made anew")
		}
		c.intake(c.user("operator", auth.Operator), "", officeFile, nil, http.StatusForbidden)
	})
}

// publishBoth publishes the drafts of an entry and its translation together.
func (c *counter) publishBoth(id, twin string) {
	c.t.Helper()
	reviewer := c.user("reviewer", auth.Reviewer)
	revision := func(id string) int64 {
		var e struct{ Draft struct{ Revision int64 } }
		c.call("GET", "/studio/entries/"+id, reviewer, nil, &e, http.StatusOK)
		return e.Draft.Revision
	}
	c.call("POST", "/studio/entries/"+id+"/publish", reviewer, obj{"revision": revision(id), "with": []obj{{"id": twin, "revision": revision(twin)}}}, nil, http.StatusOK)
}

// Each failure says in the editor's language what to do.
func TestIntakeFailuresAreTold(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor)
	for _, k := range []struct {
		query, body, code string
		status            int
	}{
		{"name=a.pdf", "%PDF-1.7", "intake_kind", http.StatusUnsupportedMediaType},
		{"name=a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "intake_xls", http.StatusUnsupportedMediaType},
		{"name=a.xlsx", "PK\x03\x04", "intake_broken", http.StatusUnprocessableEntity},
		{"name=a.csv", "Domanda;Risposta\n", "intake_nothing", http.StatusUnprocessableEntity},
		{"name=a.csv", strings.Repeat("a;b\n", 6000), "intake_many", http.StatusUnprocessableEntity},
		{"name=a.csv", strings.Repeat("a", intake.MaxBytes+1), "intake_large", http.StatusRequestEntityTooLarge},
		{"name=a.csv&columns=nonsense", "a;b\n", "bad_request", http.StatusBadRequest},
	} {
		var out struct {
			Error struct{ Code, Message string }
		}
		c.intake(editor, k.query, k.body, &out, k.status)
		if out.Error.Code != k.code || out.Error.Message == "" {
			t.Errorf("%s: %+v", k.query, out)
		}
	}
	var p preview
	c.intake(editor, "lang=en&name=a.csv", "Cosa;Dove\nUno?;due\n", &p, http.StatusOK)
	if !p.NeedsColumns || len(p.Columns) != 2 || p.Columns[0].Sample != "Uno?" {
		t.Errorf("%+v", p)
	}
	c.intake(editor, "lang=en&name=a.csv&columns="+url.QueryEscape("question,answer"), "Cosa;Dove\nUno?;due\n", &p, http.StatusOK)
	if p.NeedsColumns || len(p.Proposals) != 1 {
		t.Errorf("%+v", p)
	}
}

// While a folder is the source, what would change the library here is refused and says why.
func TestNobodyEditsWhatAFolderKeeps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor)
		var state struct {
			Watched  bool
			Folder   string
			Problems []struct {
				File string
				Line int
			}
		}
		c.call("GET", "/studio/content", editor, nil, &state, http.StatusOK)
		if state.Watched {
			t.Fatal("a folder is watched that nobody named")
		}
		dir := t.TempDir()
		if _, err := c.parts.Store.Export(ctx, dir, nil); err != nil {
			t.Fatal(err)
		}
		broken := filepath.Join(dir, "entries", "fees", "fees-broken.md")
		if err := os.WriteFile(broken, []byte("no fields"), 0o600); err != nil {
			t.Fatal(err)
		}
		f := &faq.Folder{Store: c.parts.Store, Reader: pdftest.Reader(t), Dir: dir}
		f.Look(ctx)
		c.call("GET", "/studio/content", editor, nil, &state, http.StatusOK)
		if !state.Watched || state.Folder != dir || len(state.Problems) != 1 || state.Problems[0].File != "entries/fees/fees-broken.md" {
			t.Errorf("%+v", state)
		}
		var entry struct {
			Source   string
			Revision int64
		}
		reviewer := c.user("reviewer", auth.Reviewer)
		c.call("GET", "/studio/entries/fees-second-instalment", reviewer, nil, &entry, http.StatusOK)
		var refused struct{ Error struct{ Code string } }
		c.call("PUT", "/studio/entries/fees-second-instalment", reviewer, obj{"source": entry.Source, "revision": entry.Revision}, &refused, http.StatusConflict)
		if refused.Error.Code != "folder" {
			t.Errorf("%+v", refused)
		}
		for _, r := range []struct{ method, path string }{
			{"POST", "/studio/synonyms"}, {"PUT", "/studio/synonyms/x"},
			{"DELETE", "/studio/synonyms/x?revision=1"}, {"POST", "/studio/intake/entries"},
		} {
			var out struct{ Error struct{ Code string } }
			c.call(r.method, r.path, editor, obj{}, &out, http.StatusConflict)
			if out.Error.Code != "folder" {
				t.Errorf("%s %s: %+v", r.method, r.path, out)
			}
		}
	})
}

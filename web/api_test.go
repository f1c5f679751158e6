package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web"
	"sportello/web/auth"
)

type obj = map[string]any

type conversation struct{ ID, Token string }

type reply struct {
	Turn       int
	Kind       string
	Confidence float64
	Answer     struct {
		HTML, Text, Question string
		Source               struct {
			Type, ID, Title, URL, Updated, Quote string
			ImageURL                             string `json:"image_url"`
			Page                                 int
			Highlight                            []struct{ X, Y, W, H float64 }
		}
	}
	Choices []struct{ Entry, Question string }
	Handoff struct {
		Queue    string
		Channels []string
	}
}

func (c *counter) start() conversation {
	c.t.Helper()
	var out conversation
	c.call("POST", "/conversations", "", obj{"lang": "it", "entry_point": "www", "page": "https://www.example/tasse"}, &out, http.StatusCreated)
	return out
}

func (c *counter) ask(v conversation, text string) reply {
	c.t.Helper()
	var out reply
	c.call("POST", "/conversations/"+v.ID+"/turns", v.Token, obj{"text": text}, &out, http.StatusOK)
	return out
}

func TestAnswerWithItsSource(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		v := c.start()
		r := c.ask(v, "Entro quando devo pagare la seconda rata?")
		src := r.Answer.Source
		if r.Kind != "answer" || src.Type != "entry" || src.Updated == "" || r.Confidence <= 0 || r.Confidence > 1 {
			t.Fatalf("%+v", r)
		}
		if res, err := c.Client().Get(src.URL); err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("the source %s: %v %v", src.URL, res, err)
		}
		var helped reply
		c.call("POST", fmt.Sprintf("/conversations/%s/turns/%d/feedback", v.ID, r.Turn), v.Token, obj{"helped": true}, &helped, http.StatusOK)
	})
}

func TestGuideIsCitedWithPageAndHighlight(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	r := c.ask(c.start(), "quanto è alto il sigillo dell'ateneo sul frontespizio, in versione blu o nera?")
	src := r.Answer.Source
	if r.Kind != "answer" || src.Type != "guide" || src.Page < 1 || !strings.Contains(src.Quote, "alto 2,8 cm") || len(src.Highlight) == 0 {
		t.Fatalf("%+v", r)
	}
	for _, u := range []string{src.URL, src.ImageURL} {
		res, err := c.Client().Get(u)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("%s: %v %v", u, res, err)
		}
	}
	if !strings.HasSuffix(src.URL, fmt.Sprintf("#page=%d", src.Page)) {
		t.Errorf("the link does not open the page: %s", src.URL)
	}
}

// The whole path: a student who is not answered, an operator who sees the context, a
// talk over live connections that break, and what remains of it.
func TestFromQuestionToOperatorAndBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		editor := c.user("editor", auth.Editor)
		c.pull()
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		desk := c.dial("/desk/live", operator)

		v := c.start()
		c.ask(v, "posso pagare la seconda rata con le monetine?")
		var state struct {
			Chat, Channel, State string
			Position             int
			After                int64
		}
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees", "name": "Anna"}, &state, http.StatusOK)
		if state.Channel != "chat" || state.State != "waiting" || state.Position != 1 {
			t.Fatalf("%+v", state)
		}
		student := c.dial(fmt.Sprintf("/conversations/%s/live?after=%d", v.ID, state.After), v.Token)
		next(t, student, "queued")

		var waiting []struct{ ID, Subject, Student string }
		c.call("GET", "/desk/waiting", operator, nil, &waiting, http.StatusOK)
		if len(waiting) != 1 || waiting[0].Student != "Anna" || !strings.Contains(waiting[0].Subject, "monetine") {
			t.Fatalf("%+v", waiting)
		}
		var chat struct {
			ID      string
			Context struct {
				Page       string
				EntryPoint string `json:"entry_point"`
				Turns      []struct {
					Text  string
					Shown []struct{ ID string }
				}
			}
		}
		c.call("POST", "/desk/claim-next", operator, obj{"queue": "fees"}, &chat, http.StatusOK)
		if chat.ID != state.Chat || chat.Context.EntryPoint != "www" || len(chat.Context.Turns) != 1 || len(chat.Context.Turns[0].Shown) == 0 {
			t.Fatalf("%+v", chat)
		}
		if e := next(t, student, "claimed"); e.Name != "Staff operator" {
			t.Errorf("%+v", e)
		}
		c.call("POST", "/desk/claim-next", operator, nil, nil, http.StatusNoContent)
		c.call("POST", "/desk/chats/"+chat.ID+"/messages", operator, obj{"client_id": "m1", "text": "Buongiorno!"}, nil, http.StatusOK)
		last := next(t, student, "message")
		if last.Text != "Buongiorno!" || last.Author != "operator" {
			t.Errorf("%+v", last)
		}
		_ = student.Close() // the connection breaks, and comes back from the last number seen
		c.call("POST", "/desk/chats/"+chat.ID+"/messages", operator, obj{"client_id": "m2", "text": "È lì?"}, nil, http.StatusOK)
		c.call("POST", "/desk/chats/"+chat.ID+"/messages", operator, obj{"client_id": "m2", "text": "È lì?"}, nil, http.StatusOK)
		c.call("POST", "/desk/chats/"+chat.ID+"/notes", operator, obj{"client_id": "n1", "text": "interna"}, nil, http.StatusOK)
		var missed []event
		c.call("GET", fmt.Sprintf("/conversations/%s/events?after=%d", v.ID, last.Seq), v.Token, nil, &missed, http.StatusOK)
		if len(missed) != 1 || missed[0].Text != "È lì?" {
			t.Errorf("missed %+v", missed)
		}
		c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "s1", "text": "Sì, grazie"}, nil, http.StatusOK)
		for e := next(t, desk, "message"); e.Text != "Sì, grazie"; e = next(t, desk, "message") {
			if e.Author != "operator" {
				t.Errorf("%+v", e)
			}
		}
		c.call("POST", "/desk/chats/"+chat.ID+"/close", operator, obj{"outcome": "missing_entry", "note": "monete"}, nil, http.StatusNoContent)
		var left []struct{ Kind, Text string }
		c.call("GET", "/studio/suggestions", editor, nil, &left, http.StatusOK)
		if len(left) != 1 || left[0].Kind != "entry" || !strings.Contains(left[0].Text, "monetine") {
			t.Errorf("%+v", left)
		}
	})
}

// A poll waits for what is to come, and no longer than it was asked to.
func TestLongPollWakes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		v := c.start()
		var got []event
		c.call("GET", "/conversations/"+v.ID+"/events?after=0&wait=0", v.Token, nil, &got, http.StatusOK)
		if len(got) != 0 {
			t.Errorf("%+v", got)
		}
		var all sync.WaitGroup
		all.Go(func() {
			c.call("GET", "/conversations/"+v.ID+"/events?after=0&wait=20", v.Token, nil, &got, http.StatusOK)
		})
		began := time.Now()
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "ticket", "queue": "fees"}, nil, http.StatusOK)
		all.Wait()
		if len(got) != 1 || got[0].Kind != "queued" || time.Since(began) > 15*time.Second {
			t.Errorf("%+v after %v", got, time.Since(began))
		}
	})
}

// Each case is one request with what must come of it.
func TestRefusals(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator, editor := c.user("operator", auth.Operator), c.user("editor", auth.Editor)
	v := c.start()
	conv := "/conversations/" + v.ID
	cases := []struct {
		method, path, token string
		body                any
		status              int
		code                string
	}{
		{"GET", "/nothing", "", nil, 404, "not_found"},
		{"POST", "/conversations", "", obj{"lang": "fr"}, 400, "invalid"},
		{"POST", "/conversations", "", "not an object", 400, "bad_request"},
		{"GET", conv, "", nil, 404, "not_found"},
		{"GET", conv, "wrong", nil, 404, "not_found"},
		{"POST", conv + "/turns", v.Token, obj{"text": "  "}, 400, "empty"},
		{"POST", conv + "/turns", v.Token, obj{"text": strings.Repeat("x", 2001)}, 400, "too_long"},
		{"POST", conv + "/turns", v.Token, obj{"text": strings.Repeat("x", 300<<10)}, 413, "too_large"},
		{"POST", conv + "/turns/9/feedback", v.Token, obj{"helped": true}, 404, "not_found"},
		{"POST", conv + "/turns/x/feedback", v.Token, obj{"helped": true}, 400, "bad_request"},
		{"POST", conv + "/turns/1/feedback", v.Token, obj{}, 400, "bad_request"},
		{"POST", conv + "/handoff", v.Token, obj{"channel": "fax"}, 400, "invalid"},
		{"POST", conv + "/handoff", v.Token, obj{"channel": "chat", "queue": "none"}, 404, "not_found"},
		{"POST", conv + "/messages", v.Token, obj{"client_id": "a", "text": "hello"}, 404, "not_found"},
		{"POST", conv + "/messages", v.Token, obj{"text": "hello"}, 400, "bad_request"},
		{"GET", conv + "/events?after=-1", v.Token, nil, 400, "bad_request"},
		{"GET", "/desk/overview", "", nil, 401, "signed_out"},
		{"GET", "/desk/overview", "spt_wrong", nil, 401, "signed_out"},
		{"GET", "/desk/overview", editor, nil, 403, "forbidden"},
		{"GET", "/studio/entries", operator, nil, 403, "forbidden"},
		{"GET", "/admin/users", operator, nil, 403, "forbidden"},
		{"GET", "/reports/summary", operator, nil, 403, "forbidden"},
		{"GET", "/desk/chats/none", operator, nil, 404, "not_found"},
		{"POST", "/desk/chats/none/claim", operator, nil, 404, "not_found"},
		{"PUT", "/desk/state", operator, obj{"state": "asleep"}, 400, "invalid"},
		{"POST", "/session", "", obj{"login": "operator", "password": "wrong"}, 401, "wrong_password"},
		{"GET", "/studio/entries/none", editor, nil, 404, "not_found"},
		{"PUT", "/studio/entries/new-entry", editor, obj{"source": "no front matter"}, 403, "forbidden"},
		{"GET", "/studio/synonyms", operator, nil, 403, "forbidden"},
		{"POST", "/studio/synonyms", operator, obj{"lang": "it", "terms": []string{"a", "b"}}, 403, "forbidden"},
		{"POST", "/studio/synonyms", editor, obj{"lang": "fr", "terms": []string{"a", "b"}}, 422, "problems"},
		{"PUT", "/studio/synonyms/none", editor, obj{"terms": []string{"a", "b"}, "revision": 1}, 404, "not_found"},
		{"DELETE", "/studio/synonyms/none", editor, nil, 400, "bad_request"},
		{"DELETE", "/studio/synonyms/none?revision=1", editor, nil, 404, "not_found"},
	}
	for _, k := range cases {
		var out struct {
			Error struct{ Code, Message, ID string }
		}
		c.call(k.method, k.path, k.token, k.body, &out, k.status)
		if e := out.Error; e.Code != k.code || e.Message == "" || len(e.ID) != 8 {
			t.Errorf("%s %s: %+v, want %s", k.method, k.path, e, k.code)
		}
		if k.status != 422 && !strings.Contains(c.log.String(), out.Error.ID) {
			t.Errorf("%s %s: the id %s is not in the log", k.method, k.path, out.Error.ID)
		}
	}
	for _, secret := range []string{v.Token, operator, password} {
		if strings.Contains(c.log.String(), secret) {
			t.Error("a secret is in the log")
		}
	}
}

// Only the sites that are named may use the student's API, and no site but ours the
// staff's.
func TestOrigins(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), func(config *web.Config) { config.Origins = []string{"https://www.polimi.example"} })
	operator := c.user("operator", auth.Operator)
	for origin, want := range map[string]int{"https://www.polimi.example": 201, "https://evil-www.polimi.example": 403, "https://www.polimi.example.evil.example": 403,
		"http://www.polimi.example": 403, "null": 403, c.URL: 201} {
		req, err := http.NewRequestWithContext(ctx, "POST", c.URL+"/api/v1/conversations", strings.NewReader(`{"lang":"it"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Origin", origin)
		if header := c.do(req, nil, want); want == 201 && origin != c.URL && header.Get("Access-Control-Allow-Origin") != origin {
			t.Errorf("%s: %v", origin, header)
		}
	}
	req, err := http.NewRequestWithContext(ctx, "GET", c.URL+"/api/v1/desk/overview", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "https://www.polimi.example")
	req.Header.Set("Authorization", "Bearer "+operator)
	c.do(req, nil, http.StatusForbidden)
}

// A browser's write needs the session's cookie and its CSRF token.
func TestSessionAndCSRF(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	c.user("operator", auth.Operator)
	var me struct{ CSRF string }
	header := c.call("POST", "/session", "", obj{"login": "Operator", "password": password}, &me, http.StatusOK)
	cookie := header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %s", cookie, want)
		}
	}
	write := func(csrf string, want int) {
		t.Helper()
		req, err := http.NewRequestWithContext(ctx, "PUT", c.URL+"/api/v1/desk/state", strings.NewReader(`{"state":"paused"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Cookie", strings.Split(cookie, ";")[0])
		req.Header.Set("X-CSRF-Token", csrf)
		c.do(req, nil, want)
	}
	write("", http.StatusForbidden)
	write("wrong", http.StatusForbidden)
	write(me.CSRF, http.StatusOK)
}

func TestStudioSavesLive(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor, auth.Reviewer)
		var list []struct{ ID string }
		c.call("GET", "/studio/entries", editor, nil, &list, http.StatusOK)
		var e struct {
			Source   string
			Revision int64
		}
		c.call("GET", "/studio/entries/"+list[0].ID, editor, nil, &e, http.StatusOK)
		changed := strings.TrimSpace(e.Source) + "\n\nParola nuova: girandola.\n"
		c.call("PUT", "/studio/entries/"+list[0].ID, editor, obj{"source": changed, "revision": e.Revision}, nil, http.StatusOK)
		c.call("PUT", "/studio/entries/"+list[0].ID, editor, obj{"source": changed, "revision": e.Revision}, nil, http.StatusConflict)
		var preview struct{ HTML string }
		c.call("POST", "/studio/preview", editor, obj{"source": changed}, &preview, http.StatusOK)
		if !strings.Contains(preview.HTML, "girandola") {
			t.Error(preview.HTML)
		}
		if got, ok := c.parts.Live.Base().Entry(list[0].ID); !ok || !strings.Contains(got.Source, "girandola") {
			t.Error("not live")
		}
	})
}

func TestAdministratorMakesAnOperator(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	admin := c.user("admin", auth.Administrator)
	var u struct {
		ID       string
		Operator struct{ Level, Capacity int }
	}
	c.call("POST", "/admin/users", admin, obj{"login": "nuovo", "name": "Nuovo", "password": password, "roles": []string{"operator"},
		"operator": obj{"level": 2, "capacity": 4, "queues": []string{"fees"}}}, &u, http.StatusCreated)
	if u.Operator.Level != 2 || u.Operator.Capacity != 4 {
		t.Errorf("%+v", u)
	}
	var key struct{ Token string }
	c.call("POST", "/admin/users/"+u.ID+"/tokens", admin, nil, &key, http.StatusCreated)
	c.call("GET", "/desk/overview", key.Token, nil, nil, http.StatusOK)
	c.call("POST", "/admin/users/"+u.ID+"/tokens", key.Token, nil, nil, http.StatusForbidden)
	c.call("POST", "/admin/users/none/tokens", admin, nil, nil, http.StatusNotFound)
	if strings.Contains(c.log.String(), key.Token) {
		t.Error("the token is in the log")
	}
	c.call("PUT", "/admin/users/"+u.ID, admin, obj{"disabled": true}, nil, http.StatusOK)
	c.call("GET", "/desk/overview", key.Token, nil, nil, http.StatusUnauthorized)
	c.call("POST", "/session", "", obj{"login": "nuovo", "password": password}, nil, http.StatusUnauthorized)
	c.call("GET", "/admin/users", admin, nil, nil, http.StatusOK)
}

func TestHealthAndMetrics(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ok", "/metrics": "sportello_waiting"} {
		res, err := c.Client().Get(c.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body := make([]byte, 1<<20)
		n, _ := res.Body.Read(body)
		for more := n; more > 0; n += more {
			more, _ = res.Body.Read(body[n:])
		}
		_ = res.Body.Close()
		if res.StatusCode != 200 || !strings.Contains(string(body[:n]), want) {
			t.Errorf("%s: %d %s", path, res.StatusCode, body[:min(n, 200)])
		}
	}
}

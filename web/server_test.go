package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"sportello/assistant"
	"sportello/assistant/report"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
	"sportello/faq/faqtest"
	"sportello/faq/match"
	"sportello/faq/notice"
	"sportello/handoff"
	"sportello/handoff/blob"
	"sportello/handoff/bus"
	"sportello/web"
	"sportello/web/auth"
	"sportello/web/links"
)

func TestMain(m *testing.M) {
	pdftest.Child()
	crowdChild()
	dbtest.MainWith(m, begin)
}

var ctx = context.Background()

// counter is a running server with its parts.
type counter struct {
	*httptest.Server
	t      *testing.T
	parts  web.Parts
	log    *bytes.Buffer
	server *web.Server
}

// serve starts a server on d, with the settings that change makes.
func serve(t *testing.T, d *db.DB, change func(*web.Config)) *counter {
	t.Helper()
	c := &counter{t: t, log: &bytes.Buffer{}}
	store := faq.NewStore(d)
	live := faqtest.Live(t, d, store, match.DefaultOptions())
	b, err := bus.Open(ctx, d)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(&lockedWriter{w: c.log}, nil))
	c.parts = web.Parts{DB: d, Store: store, Live: live, Desk: handoff.NewDesk(d, b), Users: auth.New(d), Log: log, Links: links.New(d),
		Pictures: faq.NewPictures(store, pdftest.Reader(t), t.TempDir()), Report: report.New(d, time.UTC)}
	c.parts.Guides = faq.NewGuideReader(store, pdftest.Reader(t))
	c.parts.Notices = notice.New(d)
	c.parts.Attachments = handoff.NewAttachments(d, blob.NewDB(d))
	c.parts.Assistant = assistant.New(d, store, live, c.parts.Desk, log)
	if err := c.parts.Assistant.SeedQueues(ctx, true); err != nil {
		t.Fatal(err)
	}
	config := web.Config{University: "Politecnico di Valmaggiore", Demo: true}
	if change != nil {
		change(&config)
	}
	c.server = web.New(config, c.parts)
	c.Server = httptest.NewServer(c.server)
	t.Cleanup(func() {
		within, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		c.server.Stop(within)
		c.Close()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

const password = "correct horse battery staple"

// user adds a member of the staff and returns an API token.
func (c *counter) user(login string, roles ...auth.Role) string {
	c.t.Helper()
	u, err := c.parts.Users.Create(ctx, auth.NewUser{Login: login, Name: "Staff " + login, Password: password, Roles: roles})
	if err != nil {
		c.t.Fatal(err)
	}
	if u.Has(auth.Operator) {
		if err := web.SetOperator(ctx, c.parts.Desk, u, nil); err != nil {
			c.t.Fatal(err)
		}
	}
	token, err := c.parts.Users.NewAPIToken(ctx, u.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	return token
}

// pull has operators take the chats of "fees" themselves.
func (c *counter) pull() {
	c.t.Helper()
	c.set("fees", func(s *handoff.Settings) { s.Routing = handoff.Pull })
}

// set changes a queue's settings.
func (c *counter) set(queue string, change func(*handoff.Settings)) {
	c.t.Helper()
	q, err := c.parts.Desk.Queue(ctx, queue)
	if err != nil {
		c.t.Fatal(err)
	}
	change(&q.Settings)
	if err := c.parts.Desk.SetSettings(ctx, queue, q.Settings); err != nil {
		c.t.Fatal(err)
	}
}

// call makes a request of the API and wants a status; what it answers goes into out.
func (c *counter) call(method, path, token string, body, out any, want int) http.Header {
	c.t.Helper()
	var reader io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.URL+"/api/v1"+path, reader)
	if err != nil {
		c.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return c.do(req, out, want)
}

func (c *counter) do(req *http.Request, out any, want int) http.Header {
	c.t.Helper()
	res, err := c.Client().Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if res.StatusCode != want {
		c.t.Fatalf("%s %s: status %d, want %d: %s", req.Method, req.URL.Path, res.StatusCode, want, raw)
	}
	checkDocumented(c.t, req, res, raw)
	if out != nil {
		if err := json.Unmarshal(raw, out); err != nil {
			c.t.Fatalf("%s %s: %v: %s", req.Method, req.URL.Path, err, raw)
		}
	}
	return res.Header
}

// dial opens a live connection.
func (c *counter) dial(path, token string) *websocket.Conn {
	c.t.Helper()
	header := http.Header{"Authorization": {"Bearer " + token}}
	socket, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(c.URL, "http")+"/api/v1"+path, header)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = socket.Close() }) // may have been closed by the test
	return socket
}

type event struct {
	Seq      int64
	Chat     string
	Kind     string
	Author   string
	Text     string
	Name     string
	ClientID string `json:"client_id"`
}

// next reads frames until one of the kind comes.
func next(t *testing.T, socket *websocket.Conn, kind string) event {
	t.Helper()
	if err := socket.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for {
		var e event
		if err := socket.ReadJSON(&e); err != nil {
			t.Fatalf("waiting for %s: %v", kind, err)
		}
		if e.Kind == kind {
			return e
		}
	}
}

package web_test

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/notice"
	"sportello/faq/notice/post"
	"sportello/web"
	"sportello/web/auth"
)

type keptNotice struct {
	ID, State string
	Texts     map[string]notice.Words
	Revision  int64
	ChangedBy string `json:"changed_by"`
	Mailing   *sending
	SMS       *sending
}

type sending struct {
	State                      string
	Left, Sent, Failed, Unsure int
}

type shownNotices struct {
	Notices []struct {
		ID, Kind, Lang, Title, HTML string
		Topics                      []string
	}
	Next      int
	Subscribe string
}

// inDays is a notice from now on.
func inDays(days int, change obj) obj {
	n := obj{"kind": "deadline", "from": time.Now().Add(-time.Hour), "until": time.Now().Add(time.Duration(days) * 24 * time.Hour),
		"texts": obj{"it": obj{"title": "Seconda rata", "text": "Scade **domani**. <script>alert(1)</script>"},
			"en": obj{"title": "Second instalment", "text": "Due **tomorrow**."}}}
	maps.Copy(n, change)
	return n
}

func TestNoticesFromEditorToStudent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor)
		var n, strike keptNotice
		c.call("POST", "/studio/notices", editor, inDays(1, nil), &n, http.StatusCreated)
		c.call("POST", "/studio/notices", editor, inDays(2, obj{"kind": "disruption", "topics": []string{"fees"}, "entry_points": []string{"faq", "www"},
			"texts": obj{"it": obj{"title": "Pagamenti fermi", "text": "Riprova stasera."}}}), &strike, http.StatusCreated)
		c.call("POST", "/studio/notices", c.user("operator", auth.Operator), inDays(1, nil), nil, http.StatusForbidden)

		var shown shownNotices
		c.call("GET", "/notices?lang=en&entry_point=www", "", nil, &shown, http.StatusOK)
		if len(shown.Notices) != 2 || shown.Notices[0].Lang != "it" || shown.Notices[0].Topics[0] != "Fees" ||
			shown.Notices[1].HTML != "<p>Due <strong>tomorrow</strong>.</p>\n" || shown.Next != 60 || shown.Subscribe != "" {
			t.Errorf("%+v", shown)
		}
		c.call("GET", "/notices?lang=it&entry_point=other", "", nil, &shown, http.StatusOK)
		if len(shown.Notices) != 1 || strings.Contains(shown.Notices[0].HTML, "script") {
			t.Errorf("%+v", shown)
		}
		for path, want := range map[string]string{"/faq/it": "Pagamenti fermi,Seconda rata", "/faq/it/fees": "Pagamenti fermi,Seconda rata",
			"/faq/it/exams": "Seconda rata", "/faq/en/fees": "Pagamenti fermi,Second instalment", "/faq/it?q=rata": "Pagamenti fermi,Seconda rata"} {
			if got := strings.Join(announced(c.page(path)), ","); got != want {
				t.Errorf("%s: %s, want %s", path, got, want)
			}
		}
		c.call("POST", "/studio/notices/"+n.ID+"/withdraw", editor, obj{"revision": 1}, &n, http.StatusOK)
		if n.State != "withdrawn" || n.Revision != 2 || announced(c.page("/faq/it/exams")) != nil {
			t.Errorf("%+v", n)
		}
		c.call("POST", "/studio/notices/"+n.ID+"/withdraw", editor, obj{"revision": 1}, nil, http.StatusConflict)
		c.call("POST", "/studio/notices/"+n.ID+"/restore", editor, obj{"revision": 2}, &n, http.StatusOK)
		c.call("PUT", "/studio/notices/"+n.ID, editor, inDays(1, obj{"revision": 2}), nil, http.StatusConflict)
		c.call("PUT", "/studio/notices/"+n.ID, editor, inDays(1, obj{"revision": 3, "texts": obj{"it": obj{"title": "Rata", "text": "Oggi."}}}), &n, http.StatusOK)
		c.call("POST", "/studio/notices/"+n.ID+"/mailing", editor, obj{"do": "send", "revision": 4}, nil, http.StatusConflict)
		var list struct {
			Notices     []keptNotice
			Mail        bool
			Subscribers int
		}
		c.call("GET", "/studio/notices", editor, nil, &list, http.StatusOK)
		if len(list.Notices) != 2 || list.Notices[1].Texts["it"].Title != "Rata" || list.Mail || announced(c.page("/faq/it/exams"))[0] != "Rata" {
			t.Errorf("%+v", list)
		}
		var preview map[string]string
		c.call("POST", "/studio/notice-preview", editor, obj{"texts": obj{"it": obj{"title": "", "text": "<b>x</b> *y*"}}}, &preview, http.StatusOK)
		if preview["it"] != "<p>x <em>y</em></p>\n" {
			t.Error(preview)
		}
	})
}

var announcedTitle = regexp.MustCompile(`<h2 id="notice-[^>]*>([^<]*)</h2>`)

func announced(page string) (titles []string) {
	for _, found := range announcedTitle.FindAllStringSubmatch(page, -1) {
		titles = append(titles, found[1])
	}
	return titles
}

// page reads a page of the site.
func (c *counter) page(path string) string {
	c.t.Helper()
	return c.send("GET", path, nil, http.StatusOK)
}

func (c *counter) send(method, path string, form url.Values, want int) string {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, c.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.Client().Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		c.t.Fatalf("%s %s: status %d, want %d: %v %s", method, path, res.StatusCode, want, err, body)
	}
	return string(body)
}

func TestNoticeProblemsAreTold(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor)
	for _, k := range []struct {
		change        obj
		field, it, en string
	}{
		{obj{"texts": obj{}}, "it", "Testo italiano: scrivi titolo e testo", "Italian text: write a title and a text"},
		{obj{"texts": obj{"en": obj{"title": "T", "text": "[x](y)"}}}, "en", "Testo inglese: il collegamento «y»", "English text: the link “y” leads nowhere"},
		{obj{"until": time.Now().Add(-2 * time.Hour)}, "until", "La fine viene prima dell'inizio", "The end comes before the beginning"},
		{obj{"topics": []string{"none"}}, "topics", "L'argomento «none» non esiste", "The topic “none” no longer exists"},
		{obj{"texts": obj{"it": obj{"title": strings.Repeat("a", 121), "text": "x"}}}, "it", "più di 120 caratteri", "more than 120 characters"},
	} {
		for lang, want := range map[string]string{"it": k.it, "en": k.en} {
			var out struct {
				Error    struct{ Message string }
				Problems []struct{ Field, Fault, Message string }
			}
			c.call("POST", "/studio/notices?lang="+lang, editor, inDays(1, k.change), &out, http.StatusUnprocessableEntity)
			if len(out.Problems) != 1 || out.Problems[0].Field != k.field || !strings.Contains(out.Error.Message, want) {
				t.Errorf("%v in %s: %+v, want %q", k.change, lang, out, want)
			}
		}
	}
	c.call("POST", "/studio/notices", editor, inDays(1, obj{"kind": "party"}), nil, http.StatusBadRequest)
	c.call("PUT", "/studio/notices/none", editor, inDays(1, nil), nil, http.StatusNotFound)
}

// A student subscribes on the page, confirms, gets a notice, and leaves with one click.
func TestSubscribeByThePages(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), func(config *web.Config) { config.Mail = true })
	letters, mail := c.mail()
	if !strings.Contains(c.page("/faq/it"), `href="/notices/subscribe?lang=it"`) || !strings.Contains(c.page("/notices/subscribe?lang=en"), "Get the notices by e-mail") {
		t.Error("nobody learns that one may subscribe")
	}
	form := url.Values{"address": {"anna@example"}, "language": {"it"}, "topic": {"fees"}}
	if page := c.send("POST", "/notices/subscribe?lang=it", form, http.StatusBadRequest); !strings.Contains(page, `aria-invalid="true"`) || !strings.Contains(page, `value="fees" checked`) {
		t.Error(page)
	}
	form.Set("address", "anna@example.edu")
	first := c.send("POST", "/notices/subscribe?lang=it", form, http.StatusOK)
	if again := c.send("POST", "/notices/subscribe?lang=it", form, http.StatusOK); again != first || !strings.Contains(first, "Guarda la tua posta") {
		t.Error("who asks again is told something else")
	}
	confirm := linkOf(t, mail(), "confirm")
	if !strings.Contains(c.page(confirm), "Sì, voglio gli avvisi") {
		t.Error("no button")
	}
	c.send("POST", confirm+"x", nil, http.StatusNotFound)
	if !strings.Contains(c.send("POST", confirm, nil, http.StatusOK), "Iscrizione confermata") {
		t.Error("not confirmed")
	}
	editor := c.user("editor", auth.Editor)
	var n keptNotice
	c.call("POST", "/studio/notices", editor, inDays(1, obj{"topics": []string{"fees"}}), &n, http.StatusCreated)
	c.call("POST", "/studio/notices/"+n.ID+"/mailing", editor, obj{"do": "send", "revision": 1}, &n, http.StatusOK)
	leave := linkOf(t, mail(), "leave")
	if len(*letters) != 2 {
		t.Errorf("%d letters", len(*letters))
	}
	c.call("POST", "/studio/notices/"+n.ID+"/mailing", editor, obj{"do": "stop"}, &n, http.StatusOK)
	if n.Mailing.State != "done" || n.Mailing.Sent != 1 {
		t.Errorf("%+v", n.Mailing)
	}
	c.call("POST", "/studio/notices/"+n.ID+"/mailing", editor, obj{"do": "send", "revision": 1}, nil, http.StatusConflict)
	c.send("POST", leave, url.Values{"List-Unsubscribe": {"One-Click"}}, http.StatusOK)
	if left, err := c.parts.Notices.Subscribers(ctx, notice.ByMail); left != 0 || err != nil {
		t.Errorf("%d subscribers, %v", left, err)
	}
	c.call("POST", "/notices/subscriptions", "", obj{"address": "bob@example.edu", "lang": "en"}, nil, http.StatusAccepted)
	c.call("POST", "/notices/subscriptions", "", obj{"address": "bob"}, nil, http.StatusBadRequest)
	if strings.Contains(c.log.String(), "example.edu") {
		t.Error("an address is in the log")
	}
}

// Who signs up thousands is stopped.
func TestSignUpIsLimited(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), func(config *web.Config) { config.Mail = true })
	for range 30 {
		c.call("POST", "/notices/subscriptions", "", obj{"address": "anna@example.edu"}, nil, http.StatusAccepted)
	}
	var refused bool
	for range 10 { // two seconds give back one
		res, err := c.Client().Post(c.URL+"/api/v1/notices/subscriptions", "application/json", strings.NewReader(`{"address": "anna@example.edu"}`))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		refused = refused || res.StatusCode == http.StatusTooManyRequests
	}
	if !refused {
		t.Error("nobody was stopped")
	}
}

// mail starts a mail server and returns what came to it, and a function that sends what
// waits and returns the last.
func (c *counter) mail() (letters *[]string, send func() string) {
	c.t.Helper()
	letters = &[]string{}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &mailSession{letters}, nil }))
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		c.t.Fatal(err)
	}
	go func() { _ = server.Serve(l) }() // until it is closed
	c.t.Cleanup(func() { _ = server.Close() })
	to, err := post.New("smtp://"+l.Addr().String()+"?tls=none", "avvisi@example.org")
	if err != nil {
		c.t.Fatal(err)
	}
	sender := notice.NewSender(c.parts.Notices, to, notice.Office{University: "Valmaggiore", PublicURL: "https://s.example.org", Zone: time.UTC}, 1000, slog.New(slog.DiscardHandler))
	return letters, func() string {
		c.t.Helper()
		for worked := true; worked; {
			if worked, err = sender.Step(context.Background()); err != nil {
				c.t.Fatal(err)
			}
		}
		return (*letters)[len(*letters)-1]
	}
}

type mailSession struct{ letters *[]string }

func (s *mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *mailSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *mailSession) Reset()                               {}
func (s *mailSession) Logout() error                        { return nil }
func (s *mailSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	*s.letters = append(*s.letters, string(raw))
	return err
}

// linkOf is the address of a page that a letter leads to, without the host.
func linkOf(t *testing.T, letter, page string) string {
	t.Helper()
	text := strings.ReplaceAll(strings.NewReplacer("=\r\n", "", "=3D", "=").Replace(letter), "\r\n ", "")
	found := regexp.MustCompile(`https://s\.example\.org(/notices/` + page + `\?[\w=&-]+)`).FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no link to %s in %s", page, letter)
	}
	return found[1]
}

package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/notice"
	"sportello/web"
	"sportello/web/auth"
	"sportello/web/sms"
)

const smsSecret = "a secret of the tests"

// phones is an SMS gateway: it drops the repeat of a message, as it is asked to.
type phones struct {
	t       *testing.T
	gateway *sms.Gateway
	url     string

	mu     sync.Mutex
	got    []smsMessage
	breaks int // after it took this one, from 1, the connection breaks; 0: never
}

type smsMessage struct{ ID, To, Text string }

func newPhones(t *testing.T) *phones {
	t.Helper()
	p := &phones{t: t}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.url = server.URL
	var err error
	if p.gateway, err = sms.New(server.URL, smsSecret); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *phones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = p.gateway.Check(r.Header, body, time.Now())
	}
	var m smsMessage
	if err == nil {
		err = json.Unmarshal(body, &m)
	}
	if err != nil || m.ID != r.Header.Get("Idempotency-Key") {
		p.t.Errorf("%v, %+v", err, m)
	}
	p.mu.Lock()
	known := slices.ContainsFunc(p.got, func(o smsMessage) bool { return o.ID == m.ID })
	if !known {
		p.got = append(p.got, m)
	}
	broken := !known && len(p.got) == p.breaks
	p.mu.Unlock()
	if broken {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(http.StatusAccepted)
}

func (p *phones) messages() []smsMessage {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.got)
}

// texting starts a server that sends SMS to phones, and returns what has a node send all
// that waits.
func texting(t *testing.T, d *db.DB, p *phones) (c *counter, send func()) {
	t.Helper()
	c = serve(t, d, func(config *web.Config) { config.SMS, config.PublicURL = p.gateway, "https://s.example.org" })
	c.parts.Notices.Texting = &notice.Texting{Prefixes: []string{"+39"}, MaxRecipients: 3}
	office := notice.Office{University: "Valmaggiore", PublicURL: "https://s.example.org", Zone: time.UTC}
	sender := notice.NewTextSender(c.parts.Notices, p.gateway, office, 1000, slog.New(slog.NewTextHandler(c.log, nil)))
	return c, func() {
		t.Helper()
		for {
			if worked, err := sender.Step(ctx); err != nil {
				t.Fatal(err)
			} else if !worked {
				return
			}
		}
	}
}

var sixDigits = regexp.MustCompile(`^(\d{6}) e' il codice`)

// code is what came to a number last.
func (p *phones) code(to string) string {
	p.t.Helper()
	for _, m := range slices.Backward(p.messages()) {
		if found := sixDigits.FindStringSubmatch(m.Text); m.To == to && found != nil {
			return found[1]
		}
	}
	p.t.Fatalf("no code among %+v", p.messages())
	return ""
}

// joinByPhone subscribes a number by the API.
func (c *counter) joinByPhone(p *phones, number string, send func()) {
	c.t.Helper()
	c.call("POST", "/notices/subscriptions", "", obj{"address": number, "lang": "it"}, nil, http.StatusAccepted)
	send()
	c.call("POST", "/notices/subscriptions/code", "", obj{"address": number, "code": p.code(number)}, nil, http.StatusNoContent)
}

// A student subscribes with a number and a code on the pages, and ends it by replying.
func TestSubscribeByPhoneOnThePages(t *testing.T) {
	p := newPhones(t)
	c, send := texting(t, dbtest.Open(t, dbtest.SQLiteURL(t)), p)
	if !strings.Contains(c.page("/notices/subscribe?lang=it"), `type="tel"`) {
		t.Error("nobody learns that one may subscribe by phone")
	}
	form := url.Values{"address": {"347 123-45.67"}, "language": {"it"}}
	c.send("POST", "/notices/subscribe?lang=it", url.Values{"address": {"+447911123456"}, "language": {"it"}}, http.StatusBadRequest)
	c.send("POST", "/notices/subscribe?lang=it", url.Values{"address": {"anna@example.edu"}, "language": {"it"}}, http.StatusBadRequest)
	if page := c.send("POST", "/notices/subscribe?lang=it", form, http.StatusOK); !strings.Contains(page, "one-time-code") {
		t.Error(page)
	}
	send()
	const number = "+393471234567"
	wrong := url.Values{"address": {"347 123-45.67"}, "code": {"12"}}
	if page := c.send("POST", "/notices/code?lang=it", wrong, http.StatusBadRequest); !strings.Contains(page, `aria-invalid="true"`) {
		t.Error(page)
	}
	right := url.Values{"address": {"347 123-45.67"}, "code": {p.code(number)}}
	if page := c.send("POST", "/notices/code?lang=it", right, http.StatusOK); !strings.Contains(page, "Iscrizione confermata") {
		t.Error(page)
	}
	c.wantByPhone(1)
	c.reply("v1=00", `{"from":"+393471234567","text":"STOP"}`, http.StatusUnauthorized)
	c.reply("", `{"from":"+393471234567","text":"grazie!"}`, http.StatusNoContent)
	c.wantByPhone(1)
	c.reply("", `{"from":"+393471234567","text":" Stop. "}`, http.StatusNoContent)
	c.wantByPhone(0)
	if strings.Contains(c.log.String(), "347") {
		t.Error("a number is in the log")
	}
}

func (c *counter) wantByPhone(want int) {
	c.t.Helper()
	if n, err := c.parts.Notices.Subscribers(ctx, notice.BySMS); n != want || err != nil {
		c.t.Errorf("%d subscribers by phone, %v, want %d", n, err, want)
	}
}

// reply is what the gateway posts when somebody has answered; signed, where no other
// signature is given.
func (c *counter) reply(signature, body string, want int) {
	c.t.Helper()
	g, err := sms.New("https://sms.example.edu", smsSecret)
	if err != nil {
		c.t.Fatal(err)
	}
	at := strconv.FormatInt(time.Now().Unix(), 10)
	if signature == "" {
		signature = g.Sign(at, []byte(body))
	}
	req, err := http.NewRequestWithContext(ctx, "POST", c.URL+"/api/v1/sms/replies", strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(sms.TimestampHeader, at)
	req.Header.Set(sms.SignatureHeader, signature)
	res, err := c.Client().Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	answer, err := io.ReadAll(res.Body)
	if err := res.Body.Close(); err != nil {
		c.t.Error(err)
	}
	if err != nil || res.StatusCode != want {
		c.t.Errorf("%d, want %d: %v %s", res.StatusCode, want, err, answer)
	}
	checkDocumented(c.t, req, res, answer)
}

// Who guesses has five guesses, and learns nothing of who is known.
func TestCodesAreNotGuessed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPhones(t)
		c, send := texting(t, d, p)
		const number = "+393471234567"
		c.call("POST", "/notices/subscriptions", "", obj{"address": number, "lang": "it"}, nil, http.StatusAccepted)
		send()
		code := p.code(number)
		guess := func(number, code string) {
			t.Helper()
			c.call("POST", "/notices/subscriptions/code", "", obj{"address": number, "code": code}, nil, http.StatusBadRequest)
		}
		guess("+393479999999", code)
		n, err := strconv.Atoi(code)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			guess(number, fmt.Sprintf("%06d", (n+i+1)%1_000_000))
		}
		guess(number, code)
		c.wantByPhone(0)
	})
}

// A notice goes to each number once, even when the gateway breaks off; not to more than
// may cost; and what it says is shown before.
func TestANoticeBySMS(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPhones(t)
		c, send := texting(t, d, p)
		editor := c.user("editor", auth.Editor)
		for i := range 3 {
			c.joinByPhone(p, fmt.Sprintf("+39347000000%d", i), send)
		}
		var look struct {
			SMS map[string]struct {
				Text     string
				Encoding string
				Segments int
			}
		}
		texts := obj{"it": obj{"title": "Rata", "text": "Lunga.", "sms": "La rata scade “domani”: paga ora"}}
		c.call("POST", "/studio/notice-preview", editor, obj{"texts": texts}, &look, http.StatusOK)
		says := look.SMS["it"]
		if !strings.Contains(says.Text, `scade "domani": paga ora https://s.example.org/faq/it`) || says.Encoding != "gsm-7" || says.Segments != 1 {
			t.Errorf("%+v", says)
		}
		var n keptNotice
		c.call("POST", "/studio/notices", editor, inDays(1, obj{"texts": texts}), &n, http.StatusCreated)
		p.mu.Lock()
		p.breaks = len(p.got) + 2
		p.mu.Unlock()
		mailing := "/studio/notices/" + n.ID + "/mailing"
		c.call("POST", mailing, editor, obj{"do": "send", "revision": 1}, nil, http.StatusConflict) // no e-mail here
		c.call("POST", mailing, editor, obj{"do": "send", "by": "sms", "revision": 1}, nil, http.StatusOK)
		c.call("POST", mailing, editor, obj{"do": "send", "by": "sms", "revision": 1}, nil, http.StatusConflict)
		send()
		c.call("POST", mailing, editor, obj{"do": "send_unsure", "by": "sms"}, &n, http.StatusOK)
		if n.SMS == nil || n.SMS.Sent != 2 || n.SMS.Left != 1 || n.Mailing != nil {
			t.Errorf("%+v", n.SMS)
		}
		send()
		to := map[string]int{}
		for _, m := range p.messages() {
			if m.Text == says.Text {
				to[m.To]++
			}
		}
		if len(to) != 3 || to["+393470000000"] != 1 || to["+393470000001"] != 1 || to["+393470000002"] != 1 {
			t.Errorf("%v", to)
		}
		c.joinByPhone(p, "+393470000003", send)
		c.call("POST", "/studio/notices", editor, inDays(1, obj{"texts": texts}), &n, http.StatusCreated)
		c.call("POST", "/studio/notices/"+n.ID+"/mailing", editor, obj{"do": "send", "by": "sms", "revision": 1}, nil, http.StatusConflict)
		if strings.Contains(c.log.String(), "347000") {
			t.Error("a number is in the log")
		}
	})
}

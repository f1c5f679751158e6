package notice_test

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

const sender = `"Segreteria studenti" <avvisi@example.edu>`

// mailbox is a mail server that keeps what it takes.
type mailbox struct {
	url string

	mu   sync.Mutex
	got  []message
	rcpt func(to string) error     // what it says to a recipient
	data func(n int, _ bool) error // called before (false) and after (true) it keeps its nth letter
}

type message struct {
	to, id, subject string
	header          mail.Header
	plain, html     string
}

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	m := &mailbox{}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: m}, nil }))
	server.Domain, server.ReadTimeout, server.WriteTimeout = "mail.example.edu", time.Minute, time.Minute
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	m.url = "smtp://" + l.Addr().String() + "?tls=none"
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l) // until it is closed
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return m
}

// letters is what has come so far.
func (m *mailbox) letters() []message {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]message(nil), m.got...)
}

// take returns what has come and empties the box.
func (m *mailbox) take() []message {
	m.mu.Lock()
	defer m.mu.Unlock()
	got := m.got
	m.got = nil
	return got
}

func (m *mailbox) hooks() (rcpt func(string) error, data func(int, bool) error, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.rcpt, m.data, len(m.got) + 1
}

// refuse has the box answer recipients so; nil for none.
func (m *mailbox) refuse(rcpt func(to string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rcpt = rcpt
}

type session struct {
	box *mailbox
	to  string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if rcpt, _, _ := s.box.hooks(); rcpt != nil {
		return rcpt(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	_, data, n := s.box.hooks()
	if data != nil {
		if err := data(n, false); err != nil {
			return err
		}
	}
	got, err := parse(s.to, raw)
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	s.box.got = append(s.box.got, got)
	s.box.mu.Unlock()
	if data != nil {
		return data(n, true)
	}
	return nil
}

// parse reads a letter of two forms.
func parse(to string, raw []byte) (message, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return message{}, err
	}
	out := message{to: to, id: m.Header.Get("Message-Id"), header: m.Header}
	if out.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return out, err
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return out, err
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			return out, err
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			out.html = string(body)
		} else {
			out.plain = string(body)
		}
	}
}

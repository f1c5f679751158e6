// Package post hands letters to a mail server by SMTP, and says of each what became of
// it. It is the only place that knows a mail library.
package post

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Timeout bounds each exchange with the mail server.
const Timeout = 30 * time.Second

// ErrURL says that the address of a mail server is of no known form. It does not repeat
// the address, which has a password.
var ErrURL = errors.New("the mail server must be smtp://USER:PASSWORD@HOST:PORT (STARTTLS, which the server must offer), smtps://... (TLS from the start), or smtp://HOST:PORT?tls=none (in the clear: only for a relay on the same machine)")

// Outcome is what became of a letter.
type Outcome int

// The outcomes.
const (
	Sent    Outcome = iota // the mail server has taken it
	Later                  // not taken, for a reason that may pass
	Refused                // not taken, and never will be: the address is at fault
	Failed                 // not taken, and never will be: the letter is at fault
	Unsure                 // the connection broke after the letter was handed over: it may have been taken
)

// Letter is a message in two forms.
type Letter struct {
	ID      string // of the message, unique, without the domain
	To      string
	Subject string
	Plain   string
	HTML    string
	// Leave is the address by which the reader unsubscribes, in one click (RFC 8058); ""
	// where there is nothing to leave.
	Leave string
}

// Server is a mail server. It is safe for concurrent use.
type Server struct {
	host    string
	options []gomail.Option
	from    mail.Address
	domain  string
}

// New takes the server's URL and the sender, "Name <address>". It returns [ErrURL], or an
// error for the sender.
func New(rawURL, from string) (*Server, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Hostname() == "" || u.Path != "" {
		return nil, ErrURL
	}
	s := &Server{host: u.Hostname()}
	if s.options, err = optionsOf(u); err != nil {
		return nil, err
	}
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender of e-mail must be an address, or NAME <ADDRESS>: %w", err)
	}
	s.from = *sender
	_, s.domain, _ = strings.Cut(sender.Address, "@")
	return s, nil
}

func optionsOf(u *url.URL) ([]gomail.Option, error) {
	o := []gomail.Option{gomail.WithTimeout(Timeout), gomail.WithTLSConfig(&tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12})}
	port := 587
	switch none := u.Query().Get("tls") == "none"; {
	case u.Scheme == "smtps" && !none:
		o, port = append(o, gomail.WithSSL()), 465
	case u.Scheme == "smtp" && none:
		o, port = append(o, gomail.WithTLSPolicy(gomail.NoTLS)), 25
	case u.Scheme == "smtp":
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		return nil, ErrURL
	}
	if p := u.Port(); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil {
			return nil, ErrURL
		}
		port = n
	}
	if password, ok := u.User.Password(); ok {
		o = append(o, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return append(o, gomail.WithPort(port)), nil
}

// Session is a connection to the server, for one goroutine.
type Session struct {
	server *Server
	client *gomail.Client
}

// Open connects and signs in.
func (s *Server) Open(ctx context.Context) (*Session, error) {
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return nil, fmt.Errorf("reach the mail server: %w", err)
	}
	return &Session{s, client}, nil
}

// Close ends the connection.
func (s *Session) Close() {
	_ = s.client.Close() // what was taken is taken
}

// Send hands over one letter. The error says why it was not [Sent], without the address:
// it may be logged.
func (s *Session) Send(l Letter) (Outcome, error) {
	m, err := s.server.message(l)
	if err != nil {
		return Refused, errors.New("the address cannot be written to")
	}
	err = s.client.Send(m)
	if m.IsDelivered() {
		return Sent, nil
	}
	var told *gomail.SendError
	if !errors.As(m.SendError(), &told) && !errors.As(err, &told) {
		return Later, errors.New("no connection")
	}
	return outcomeOf(told), fmt.Errorf("mail server: %s: code %d", told.Reason, told.ErrorCode())
}

// outcomeOf reads what the server said. A code of 5xx to the recipient is about the
// address; to anything before it, about this program's standing with the server, which
// somebody may set right.
func outcomeOf(e *gomail.SendError) Outcome {
	code := e.ErrorCode()
	permanent := code >= 500 && code < 600
	switch {
	case e.Reason == gomail.ErrSMTPRcptTo && permanent:
		return Refused
	case e.Reason == gomail.ErrSMTPDataClose && permanent:
		return Failed
	case e.Reason == gomail.ErrSMTPDataClose && code == 0:
		return Unsure
	}
	return Later
}

func (s *Server) message(l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg()
	if err := m.FromFormat(s.from.Name, s.from.Address); err != nil {
		return nil, err
	}
	if err := m.AddTo(l.To); err != nil {
		return nil, err
	}
	m.SetMessageIDWithValue(l.ID + "@" + s.domain)
	m.SetDate()
	m.Subject(l.Subject)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if l.Leave != "" {
		m.SetBulk()
		m.SetGenHeaderPreformatted("List-Unsubscribe", "<"+l.Leave+">")
		m.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Plain)
	m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	return m, nil
}

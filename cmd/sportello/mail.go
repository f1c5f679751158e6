package main

import (
	"context"
	"errors"
	"strings"

	"sportello/faq/notice"
	"sportello/faq/notice/post"
	"sportello/web"
)

// mailFlags are the settings of the notices' e-mail.
type mailFlags struct {
	URL  string `name:"smtp-url" env:"SPORTELLO_SMTP_URL" help:"Mail server by which notices go out to those who asked for them: smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://USER:PASSWORD@HOST:465 (TLS), smtp://127.0.0.1:25?tls=none (a relay on the same machine). Without it no e-mail is sent. Needs --smtp-from and --public-url." placeholder:"URL"`
	From string `name:"smtp-from" env:"SPORTELLO_SMTP_FROM" help:"Sender of that e-mail: 'Student office <notices@example.edu>'." placeholder:"ADDRESS"`
	Rate int    `name:"smtp-rate" env:"SPORTELLO_SMTP_RATE" default:"120" help:"Messages a minute that the mail server takes, from all nodes together."`
}

// Validate implements kong's check.
func (f mailFlags) Validate() error {
	if f.Rate < 1 {
		return errors.New("--smtp-rate must be at least 1")
	}
	return nil
}

// sender is nil where no mail server is set.
func (f mailFlags) sender(cmd *serveCmd, p web.Parts) (*notice.Sender, error) {
	if f.URL == "" {
		return nil, nil //nolint:nilnil // to send nothing is a setting, not an error
	}
	if f.From == "" || cmd.PublicURL == "" {
		return nil, errors.New("--smtp-url needs --smtp-from, the sender, and --public-url, where the links of letters lead")
	}
	server, err := post.New(f.URL, f.From)
	if err != nil {
		return nil, err
	}
	return notice.NewSender(p.Notices, server, cmd.office(), f.Rate, p.Log), nil
}

// publicURL is without a slash at the end.
func (cmd *serveCmd) publicURL() string { return strings.TrimSuffix(cmd.PublicURL, "/") }

// send runs the sender where there is one.
func send(ctx context.Context, s *notice.Sender) {
	if s != nil {
		s.Run(ctx)
	}
}

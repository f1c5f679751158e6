package main

import (
	"errors"
	"strings"

	"sportello/faq/notice"
	"sportello/web"
	"sportello/web/sms"
)

// smsFlags are the settings of the notices' SMS.
type smsFlags struct {
	URL           string   `name:"sms-url" env:"SPORTELLO_SMS_URL" help:"Address of the university's SMS gateway, which takes each message by a signed POST (see /api/v1/openapi.json). Without it no SMS are sent. Needs --sms-secret and --public-url." placeholder:"URL"`
	Secret        string   `name:"sms-secret" env:"SPORTELLO_SMS_SECRET" help:"Secret shared with the gateway, at least 16 characters: it signs the messages, and the replies that the gateway posts to /api/v1/sms/replies." placeholder:"SECRET"`
	Rate          int      `name:"sms-rate" env:"SPORTELLO_SMS_RATE" default:"60" help:"SMS a minute that the gateway takes, from all nodes together."`
	Prefixes      []string `name:"sms-prefixes" env:"SPORTELLO_SMS_PREFIXES" default:"+39" help:"How the numbers that may subscribe begin. A number without a prefix is taken to have the first." placeholder:"PREFIX,..."`
	MaxRecipients int      `name:"sms-max-recipients" env:"SPORTELLO_SMS_MAX_RECIPIENTS" default:"2000" help:"To how many people one notice may go by SMS: each of them costs."`
}

// Validate implements kong's check.
func (f smsFlags) Validate() error {
	if f.Rate < 1 || f.MaxRecipients < 1 {
		return errors.New("--sms-rate and --sms-max-recipients must be at least 1")
	}
	for _, p := range f.Prefixes {
		if digits, ok := strings.CutPrefix(p, "+"); !ok || digits == "" || strings.Trim(digits, "0123456789") != "" {
			return errors.New("--sms-prefixes must be of the form +39")
		}
	}
	if len(f.Prefixes) == 0 {
		return errors.New("--sms-prefixes must name one at least")
	}
	return nil
}

// open is nil where no gateway is set.
func (f smsFlags) open(cmd *serveCmd, p web.Parts) (*sms.Gateway, *notice.Sender, error) {
	if f.URL == "" {
		return nil, nil, nil
	}
	if cmd.PublicURL == "" {
		return nil, nil, errors.New("--sms-url needs --public-url, to which the messages lead")
	}
	g, err := sms.New(f.URL, f.Secret)
	if err != nil {
		return nil, nil, err
	}
	p.Notices.Texting = &notice.Texting{Prefixes: f.Prefixes, MaxRecipients: f.MaxRecipients}
	return g, notice.NewTextSender(p.Notices, g, cmd.office(), f.Rate, p.Log), nil
}

// office is what messages say of who writes.
func (cmd *serveCmd) office() notice.Office {
	return notice.Office{University: cmd.University, PublicURL: cmd.publicURL(), Zone: rome()}
}

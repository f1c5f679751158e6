package notice

import (
	"net/mail"
	"regexp"
	"strings"
)

// Channel is how notices reach a subscriber.
type Channel string

// The channels.
const (
	ByMail Channel = "mail"
	BySMS  Channel = "sms"
)

// Texting says how notices go out by SMS.
type Texting struct {
	// Prefixes are those that a number must begin with, such as +39: for messages to some
	// countries, and to numbers that earn by being called, cost far more than others. A
	// number without a prefix is taken to have the first.
	Prefixes []string
	// MaxRecipients is how many may get one notice: each of them costs.
	MaxRecipients int
}

// channelOf is the channel that an address is of.
func channelOf(address string) Channel {
	if strings.Contains(address, "@") {
		return ByMail
	}
	return BySMS
}

const maxAddress = 254 // characters, RFC 5321

// cleanMail is an e-mail address as it is kept: the whole of it in small letters, since no
// mail server in use tells addresses apart by that, and one person is not to be two.
func cleanMail(address string) (string, error) {
	address = strings.ToLower(strings.TrimSpace(address))
	parsed, err := mail.ParseAddress(address)
	_, domain, _ := strings.Cut(address, "@")
	foreign := strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' })
	if err != nil || parsed.Address != address || foreign || len(address) > maxAddress || !strings.Contains(domain, ".") ||
		strings.HasSuffix(domain, "]") {
		return "", ErrAddress // without the address: it may be logged
	}
	return address, nil
}

// numberMarks are what people write between the digits of a number.
var numberMarks = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", ".", "", "/", "", "(", "", ")", "")

// number is a telephone number in the form of E.164.
var number = regexp.MustCompile(`^\+[1-9][0-9]{7,14}$`)

// cleanNumber is a telephone number as it is kept, in the form of E.164.
func (t *Texting) cleanNumber(written string) (string, error) {
	if t == nil || len(t.Prefixes) == 0 || len(written) > maxAddress {
		return "", ErrAddress
	}
	n := numberMarks.Replace(strings.TrimSpace(written))
	if rest, ok := strings.CutPrefix(n, "00"); ok {
		n = "+" + rest
	}
	if !strings.HasPrefix(n, "+") {
		n = t.Prefixes[0] + n
	}
	if !number.MatchString(n) {
		return "", ErrAddress
	}
	for _, p := range t.Prefixes {
		if strings.HasPrefix(n, p) {
			return n, nil
		}
	}
	return "", ErrAddress
}

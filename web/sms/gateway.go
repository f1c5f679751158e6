// Package sms hands messages to the university's SMS gateway by a webhook, and knows that
// what comes back from it does.
//
// The gateway is an address that takes, by POST, a JSON object of id, to (E.164), text,
// encoding and segments. It answers 2xx when it has taken the message, 410 or 422 when the
// number can never be written to, 400 or 413 when the message is at fault, and anything
// else when it should be tried again later, in which case it must not have taken it. A
// repeat of an id that it has taken it answers with 2xx and does not send again.
//
// Both ways a request is signed: the header Sportello-Signature is "v1=" and, in
// hexadecimal, the HMAC-SHA256, by the shared secret, of the header Sportello-Timestamp
// (seconds since 1970), a full stop, and the body as it is.
package sms

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"sportello/faq/notice/post"
)

// The headers of a request.
const (
	TimestampHeader   = "Sportello-Timestamp"
	SignatureHeader   = "Sportello-Signature"
	idempotencyHeader = "Idempotency-Key"
)

// Errors of the settings and of what comes back.
var (
	ErrURL       = errors.New("the SMS gateway must be an https address, or an http one of this machine")
	ErrSecret    = errors.New("the secret of the SMS gateway must have at least 16 characters")
	ErrSignature = errors.New("the request is not signed by the SMS gateway, or too long ago")
)

const (
	answerWithin = 30 * time.Second
	minSecret    = 16
	// heldFor is how far the clock of what comes back may differ from ours: a request that
	// somebody recorded is of no use later.
	heldFor = 5 * time.Minute
)

var _ post.Texts = (*Gateway)(nil)

// Gateway is the university's. It is safe for concurrent use.
type Gateway struct {
	url    string
	secret []byte
	client *http.Client
}

// New takes where the gateway is and the secret it shares with us. It returns [ErrURL] or
// [ErrSecret].
func New(rawURL, secret string) (*Gateway, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !local(u.Hostname())) {
		return nil, ErrURL // without the address, which may have a key
	}
	if len(secret) < minSecret {
		return nil, ErrSecret
	}
	return &Gateway{url: rawURL, secret: []byte(secret), client: &http.Client{
		Timeout: answerWithin,
		// A POST that is sent elsewhere would lose its body, and might reach somebody else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// message is the body of a request.
type message struct {
	ID       string        `json:"id"`
	To       string        `json:"to"`
	Text     string        `json:"text"`
	Encoding post.Encoding `json:"encoding"`
	Segments int           `json:"segments"`
}

// Text implements [post.Texts].
func (g *Gateway) Text(ctx context.Context, t post.Text) (post.Outcome, error) {
	body, err := json.Marshal(message{t.ID, t.To, t.Body, t.Encoding, t.Segments})
	if err != nil {
		return post.Failed, errors.New("the message cannot be written")
	}
	var handed atomic.Bool // to the connection, as a whole
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(i httptrace.WroteRequestInfo) { handed.Store(i.Err == nil) }})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return post.Later, ErrURL
	}
	req.GetBody = nil // else the client may send again by itself, trusting that the gateway drops repeats
	at := strconv.FormatInt(time.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(idempotencyHeader, t.ID)
	req.Header.Set(TimestampHeader, at)
	req.Header.Set(SignatureHeader, g.Sign(at, body))
	res, err := g.client.Do(req)
	if err != nil {
		if handed.Load() {
			return post.Unsure, errors.New("the SMS gateway did not answer")
		}
		return post.Later, errors.New("the SMS gateway cannot be reached")
	}
	defer res.Body.Close()                                            //nolint:errcheck // what it says is not read
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxAnswered)) // so that the connection is used again
	if o := outcomeOf(res.StatusCode); o != post.Sent {
		return o, fmt.Errorf("the SMS gateway answered %d", res.StatusCode)
	}
	return post.Sent, nil
}

const maxAnswered = 64 << 10

func outcomeOf(status int) post.Outcome {
	switch {
	case status >= 200 && status < 300:
		return post.Sent
	case status == http.StatusGone || status == http.StatusUnprocessableEntity:
		return post.Refused
	case status == http.StatusBadRequest || status == http.StatusRequestEntityTooLarge:
		return post.Failed
	}
	return post.Later
}

// Sign is the signature of a body sent at a time.
func (g *Gateway) Sign(timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, g.secret)
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return "v1=" + hex.EncodeToString(mac.Sum(nil))
}

// Check is nil for a body that the gateway signed, at a time not far from now, or
// [ErrSignature].
func (g *Gateway) Check(h http.Header, body []byte, now time.Time) error {
	at := h.Get(TimestampHeader)
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > heldFor ||
		!hmac.Equal([]byte(h.Get(SignatureHeader)), []byte(g.Sign(at, body))) {
		return ErrSignature
	}
	return nil
}

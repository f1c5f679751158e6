package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// answerWithin is how long the server may take to answer, in real time.
const answerWithin = 30 * time.Second

// api makes requests to the nodes over connections that are kept and shared.
type api struct {
	nodes  []string
	client *http.Client
	dialer *websocket.Dialer

	requests atomic.Int64 // that were made
}

// newAPI keeps at most that many connections to each node; what comes beyond waits.
func newAPI(nodes []string, connections int) *api {
	t := &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true,
		ResponseHeaderTimeout: answerWithin, IdleConnTimeout: 2 * time.Minute}
	return &api{nodes: nodes, client: &http.Client{Transport: t},
		dialer: &websocket.Dialer{ReadBufferSize: 1024, WriteBufferSize: 256, HandshakeTimeout: answerWithin}}
}

func (a *api) close() { a.client.CloseIdleConnections() }

// caller is somebody who makes requests: of one node, with one token, from one address.
type caller struct {
	api   *api
	node  int
	token string
	from  string // the address to be seen at, "" for the real one
}

// refusal is an answer other than a success.
type refusal struct {
	Status     int
	Code       string // the API's own, "" when there was none
	RetryAfter int    // seconds, 0 when not told
}

// Error implements error.
func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.Status, r.Code) }

// call makes one request and decodes the answer into out, which may be nil. An answer
// that is no success is a *refusal. 204 leaves out as it is.
func (c caller) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.api.nodes[c.node]+"/api/v1"+path, body)
	if err != nil {
		return err
	}
	c.sign(req.Header)
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	c.api.requests.Add(1)
	res, err := c.api.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode >= http.StatusMultipleChoices:
		return refused(res, text)
	case out == nil || len(text) == 0:
		return nil
	}
	return json.Unmarshal(text, out)
}

func (c caller) sign(h http.Header) {
	if c.token != "" {
		h.Set("Authorization", "Bearer "+c.token)
	}
	if c.from != "" {
		h.Set("X-Forwarded-For", c.from)
	}
}

func refused(res *http.Response, text []byte) *refusal {
	var told struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	_ = json.Unmarshal(text, &told) // a proxy's page has no code
	after, _ := strconv.Atoi(res.Header.Get("Retry-After"))
	return &refusal{Status: res.StatusCode, Code: told.Error.Code, RetryAfter: after}
}

// insist repeats a request that may be repeated while the server can't be reached or
// says that it is busy, as the widget does, for up to so long.
func (c caller) insist(ctx context.Context, d time.Duration, method, path string, in, out any) error {
	const pause = 200 * time.Millisecond
	for end := time.Now().Add(d); ; {
		err := c.call(ctx, method, path, in, out)
		no, told := errors.AsType[*refusal](err)
		if err == nil || ctx.Err() != nil || time.Now().After(end) || told && no.Status < http.StatusInternalServerError && no.Status != http.StatusTooManyRequests {
			return err
		}
		sleep(ctx, pause)
	}
}

// What the widget does when the server is full: it asks again by itself.
const (
	triesWhenShed = 5
	firstPause    = 600 * time.Millisecond
	longestPause  = 8 * time.Second
)

// asWidget makes a request as the widget does: again, after a while, when the server was
// too busy to begin with it. again is told of each repetition. The pauses are real time.
func (c caller) asWidget(ctx context.Context, method, path string, in, out any, again func()) error {
	for n, pause := 1, firstPause; ; n, pause = n+1, min(2*pause, longestPause) {
		err := c.call(ctx, method, path, in, out)
		no, told := errors.AsType[*refusal](err)
		if !told || no.Code != "busy" || n == triesWhenShed || ctx.Err() != nil {
			return err
		}
		again()
		sleep(ctx, max(time.Duration(no.RetryAfter)*time.Second, pause/2+rand.N(pause/2)))
	}
}

// live opens the live connection at that path.
func (c caller) live(ctx context.Context, path string, query url.Values) (*websocket.Conn, error) {
	header := http.Header{}
	c.sign(header)
	address := "ws" + strings.TrimPrefix(c.api.nodes[c.node], "http") + "/api/v1" + path + "?" + query.Encode()
	socket, res, err := c.api.dialer.DialContext(ctx, address, header)
	if err == nil {
		return socket, nil
	}
	if res == nil {
		return nil, err
	}
	defer res.Body.Close() //nolint:errcheck // nothing of it is needed
	text, _ := io.ReadAll(res.Body)
	return nil, refused(res, text)
}

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// frame is what comes over a live connection, and an event of a list.
type frame struct {
	Kind         string       `json:"kind"`
	Seq          int64        `json:"seq"`
	Chat         string       `json:"chat"`
	Conversation string       `json:"conversation"`
	Author       string       `json:"author"`
	ClientID     string       `json:"client_id"`
	Wait         *interval    `json:"wait"`
	Queues       []queueState `json:"queues"`
}

// interval is a wait as it is told, in seconds of the office's time.
type interval struct {
	From float64 `json:"from_s"`
	To   float64 `json:"to_s"`
}

type queueState struct {
	ID      string `json:"id"`
	Waiting int    `json:"waiting"`
	Mine    bool   `json:"mine"`
}

// The kinds of frame that matter here, and the author who is neither side.
const (
	kindClaimed     = "claimed"
	kindMessage     = "message"
	kindTransferred = "transferred"
	kindReturned    = "returned"
	kindClosed      = "closed"
	kindPlace       = "place"
	kindAsked       = "asked" // whether the student is still there

	bySystem = "system"
)

// follow reads frames until the connection ends. skip, if there is one, may take a frame
// before it is decoded.
func follow(socket *websocket.Conn, skip func([]byte) bool, saw func(frame)) {
	for {
		_, body, err := socket.ReadMessage()
		if err != nil {
			return
		}
		var f frame
		if (skip == nil || !skip(body)) && json.Unmarshal(body, &f) == nil {
			saw(f)
		}
	}
}

package sms_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"sportello/faq/notice/post"
	"sportello/web/sms"
)

const secret = "a secret of the tests"

func gateway(t *testing.T, url string) *sms.Gateway {
	t.Helper()
	g, err := sms.New(url, secret)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func text() post.Text { return post.NewText("0192-1", "+393471234567", "Seconda rata: scade domani") }

func TestWhatTheGatewayIsTold(t *testing.T) {
	var g *sms.Gateway
	var got map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err := errors.Join(err, json.Unmarshal(body, &got)); err != nil {
			t.Error(err)
		}
		now := time.Now()
		if err := g.Check(r.Header, body, now); err != nil || r.Header.Get("Idempotency-Key") != "0192-1" {
			t.Errorf("%v, %v", err, r.Header)
		}
		for what, err := range map[string]error{
			"another body": g.Check(r.Header, append(body, ' '), now),
			"later":        g.Check(r.Header, body, now.Add(6*time.Minute)),
			"no signature": g.Check(http.Header{sms.TimestampHeader: r.Header[sms.TimestampHeader]}, body, now),
		} {
			if !errors.Is(err, sms.ErrSignature) {
				t.Errorf("%s: %v", what, err)
			}
		}
		moved := r.Header.Clone()
		moved.Set(sms.TimestampHeader, strconv.FormatInt(now.Unix()+1, 10))
		if err := g.Check(moved, body, now); !errors.Is(err, sms.ErrSignature) {
			t.Errorf("another time: %v", err)
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	defer server.Close()
	g = gateway(t, server.URL)
	if o, err := g.Text(t.Context(), text()); o != post.Sent || err != nil {
		t.Errorf("%v, %v", o, err)
	}
	if got["to"] != "+393471234567" || got["text"] != text().Body || got["segments"] != 1.0 || got["encoding"] != "gsm-7" {
		t.Errorf("%v", got)
	}
}

func TestWhatBecomesOfAMessage(t *testing.T) {
	status := make(chan int, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer := <-status
		if answer == 0 {
			panic(http.ErrAbortHandler) // taken, and the connection is gone
		}
		w.Header().Set("Location", "https://elsewhere.example.org")
		w.WriteHeader(answer)
	}))
	defer server.Close()
	g := gateway(t, server.URL)
	for answer, want := range map[int]post.Outcome{200: post.Sent, 202: post.Sent, 400: post.Failed, 413: post.Failed,
		410: post.Refused, 422: post.Refused, 307: post.Later, 401: post.Later, 429: post.Later, 503: post.Later, 0: post.Unsure} {
		status <- answer
		o, err := g.Text(t.Context(), text())
		if o != want || (err == nil) != (want == post.Sent) {
			t.Errorf("answer %d: outcome %d, %v, want %d", answer, o, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "347") || strings.Contains(err.Error(), server.URL)) {
			t.Errorf("the number or the address would be in the log: %v", err)
		}
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if o, _ := gateway(t, nobody).Text(t.Context(), text()); o != post.Later {
		t.Errorf("nobody there: outcome %d", o)
	}
}

func TestSettingsOfTheGateway(t *testing.T) {
	for _, url := range []string{"", "sms.example.edu", "http://sms.example.edu/send", "ftp://127.0.0.1", "https://"} {
		if _, err := sms.New(url, secret); !errors.Is(err, sms.ErrURL) {
			t.Errorf("%q: %v", url, err)
		}
	}
	if _, err := sms.New("https://sms.example.edu/send", "short"); !errors.Is(err, sms.ErrSecret) {
		t.Error(err)
	}
	if _, err := sms.New("https://sms.example.edu/send", secret); err != nil {
		t.Error(err)
	}
}

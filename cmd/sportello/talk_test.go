package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// talk is chats that go on through whatever happens to the servers: students and
// operators who behave as the pages do, write without pause, come back when they are cut
// off, repeat what was not acknowledged, and note all that they see.
type talk struct {
	t       *testing.T
	refused atomic.Int64  // connections that a server did not take
	cut     atomic.Int64  // connections that ended
	every   time.Duration // how long a side rests after a message
	acked   atomic.Int64
	over    context.Context
	sides   []*side
	writers sync.WaitGroup
	readers sync.WaitGroup
}

// side is one end of one chat.
type side struct {
	talk   *talk
	server *atomic.Pointer[string] // where it turns to
	read   string                  // the path of its events, without after
	write  string                  // the path that takes its messages
	token  string
	chat   string

	mu    sync.Mutex
	after int64
	last  int64 // number of the last that was acknowledged
	seen  []seenEvent
	sent  map[int64]string // acknowledged, by number
}

type seenEvent struct {
	Seq  int64
	Chat string
	Kind string
	Text string
}

// As the pages: how long they wait for an answer, and for a sign of life of the live
// connection.
const (
	answerWithin = 10 * time.Second
	staleAfter   = 30 * time.Second
)

// pages keeps a connection for each side: a browser would.
var pages = &http.Client{Timeout: answerWithin, Transport: &http.Transport{MaxIdleConnsPerHost: 1000}}

var errAgain = errors.New("the server could not be asked")

// call makes a request once, as the pages do.
func (k *talk) call(server, method, path, token string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(method, server+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := pages.Do(req)
	if err != nil {
		k.count(err)
		return fmt.Errorf("%w: %w", errAgain, err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(res.Body)
	switch {
	case err != nil, res.StatusCode >= http.StatusBadGateway, res.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("%w: %s %w", errAgain, res.Status, err)
	case res.StatusCode >= http.StatusBadRequest:
		return fmt.Errorf("%s %s: %s: %s", method, path, res.Status, text)
	case out != nil && res.StatusCode != http.StatusNoContent:
		return json.Unmarshal(text, out)
	}
	return nil
}

func (k *talk) count(err error) {
	if errors.Is(err, syscall.ECONNREFUSED) {
		k.refused.Add(1)
	}
}

// must is call until the server can be asked.
func (k *talk) must(server *atomic.Pointer[string], method, path, token string, in, out any) bool {
	k.t.Helper()
	for {
		err := k.call(*server.Load(), method, path, token, in, out)
		if err == nil {
			return true
		}
		if !errors.Is(err, errAgain) || k.t.Context().Err() != nil {
			k.t.Error(err)
			return false
		}
		pause()
	}
}

func pause() { time.Sleep(time.Duration(10+rand.IntN(60)) * time.Millisecond) }

// join adds a student who waits; the returned id is the chat's.
func (k *talk) join(server *atomic.Pointer[string]) *side {
	k.t.Helper()
	var v struct{ ID, Token string }
	k.must(server, "POST", "/conversations", "", map[string]string{"lang": "it"}, &v)
	var state struct{ Chat string }
	k.must(server, "POST", "/conversations/"+v.ID+"/handoff", v.Token, map[string]string{"channel": "chat", "queue": "fees"}, &state)
	s := &side{talk: k, server: server, read: "/conversations/" + v.ID + "/live", write: "/conversations/" + v.ID + "/messages",
		token: v.Token, chat: state.Chat, sent: map[int64]string{}}
	k.sides = append(k.sides, s)
	return s
}

// attend adds the operator's side of the chat, which may be given to them or taken.
func (k *talk) attend(server *atomic.Pointer[string], token, chat string) {
	k.t.Helper()
	k.must(server, "POST", "/desk/chats/"+chat+"/claim", token, nil, nil)
	s := &side{talk: k, server: server, read: "/desk/live", write: "/desk/chats/" + chat + "/messages", token: token, chat: chat, sent: map[int64]string{}}
	k.sides = append(k.sides, s)
}

// begin lets all talk until ctx ends.
func (k *talk) begin(ctx context.Context) {
	k.every = max(k.every, 60*time.Millisecond) // a conversation has its allowance
	k.over = ctx
	reading, stop := context.WithCancel(context.WithoutCancel(ctx))
	k.t.Cleanup(stop)
	for i, s := range k.sides {
		k.readers.Go(func() { s.follow(reading) })
		k.writers.Go(func() { s.talkOn(i) })
	}
	k.readers.Go(func() {
		k.writers.Wait()
		k.await()
		stop()
	})
}

func (s *side) talkOn(number int) {
	for n := 0; s.talk.over.Err() == nil; n++ {
		text := fmt.Sprintf("%d of side %d", n, number)
		var out struct{ Seq int64 }
		if !s.talk.must(s.server, "POST", s.write, s.token, map[string]string{"client_id": text, "text": text}, &out) {
			return
		}
		s.mu.Lock()
		if out.Seq <= s.last {
			s.talk.t.Errorf("side %d: %q was acknowledged as %d, after %d", number, text, out.Seq, s.last)
		}
		s.last, s.sent[out.Seq] = out.Seq, text
		s.mu.Unlock()
		s.talk.acked.Add(1)
		time.Sleep(s.talk.every)
	}
}

// follow reads over a WebSocket, and over the next when that ends.
func (s *side) follow(ctx context.Context) {
	for ctx.Err() == nil {
		header := http.Header{"Authorization": {"Bearer " + s.token}}
		address := fmt.Sprintf("ws%s/api/v1%s?after=%d", strings.TrimPrefix(*s.server.Load(), "http"), s.read, s.after)
		socket, _, err := websocket.DefaultDialer.DialContext(ctx, address, header)
		if err != nil {
			s.talk.count(err)
			pause()
			continue
		}
		end := context.AfterFunc(ctx, func() { _ = socket.Close() })
		s.readAll(socket)
		end()
		_ = socket.Close()
		s.talk.cut.Add(1)
		pause()
	}
}

func (s *side) readAll(socket *websocket.Conn) {
	for {
		var e seenEvent
		_ = socket.SetReadDeadline(time.Now().Add(staleAfter)) // fails on a dead connection, as the read will
		if err := socket.ReadJSON(&e); err != nil {
			return
		}
		if e.Seq == 0 {
			continue
		}
		s.mu.Lock()
		if e.Seq <= s.after {
			s.talk.t.Errorf("%s: event %d came after %d", s.read, e.Seq, s.after)
		}
		s.after = max(s.after, e.Seq)
		if e.Kind == "message" && e.Chat == s.chat {
			s.seen = append(s.seen, e)
		}
		s.mu.Unlock()
	}
}

// await waits until each side has seen what both have sent, or a while.
func (k *talk) await() {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if k.missing() == 0 {
			return
		}
	}
}

// sentIn is what both sides of a chat have sent and was acknowledged.
func (k *talk) sentIn(chat string) map[int64]string {
	all := map[int64]string{}
	for _, s := range k.sides {
		if s.chat == chat {
			s.mu.Lock()
			maps.Copy(all, s.sent)
			s.mu.Unlock()
		}
	}
	return all
}

func (k *talk) missing() (n int) {
	for _, s := range k.sides {
		all := k.sentIn(s.chat)
		s.mu.Lock()
		n += max(0, len(all)-len(s.seen))
		s.mu.Unlock()
	}
	return n
}

// total is how many messages are to be seen, by all sides together.
func (k *talk) total() (n int) {
	for _, s := range k.sides {
		n += len(k.sentIn(s.chat))
	}
	return n
}

// check waits for the end and wants each side to have seen, once and in order, exactly
// what was acknowledged.
func (k *talk) check() (messages int) {
	k.t.Helper()
	k.writers.Wait()
	k.readers.Wait()
	for i, s := range k.sides {
		all := k.sentIn(s.chat)
		messages += len(s.sent)
		for _, e := range s.seen {
			if text, ok := all[e.Seq]; !ok || text != e.Text {
				k.t.Errorf("side %d saw %d %q, which is another or was seen before", i, e.Seq, e.Text)
			}
			delete(all, e.Seq)
		}
		if len(all) > 0 {
			k.t.Errorf("side %d never saw %d messages that were acknowledged, such as %v", i, len(all), all)
		}
	}
	return messages
}

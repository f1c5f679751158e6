package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/web"
	"sportello/web/auth"
)

// joinLive starts a conversation that waits at "fees", and connects it.
func (c *counter) joinLive() (conversation, *websocket.Conn) {
	c.t.Helper()
	v := c.start()
	c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, nil, http.StatusOK)
	return v, c.live(v)
}

func (c *counter) live(v conversation) *websocket.Conn {
	return c.dial("/conversations/"+v.ID+"/live?after=0", v.Token)
}

type frame struct {
	Kind, Chat string
	Position   int
	Open       bool
	Queues     []struct {
		ID      string
		Waiting int
		Mine    bool
	}
}

// nextFrame reads until a frame is as wanted.
func nextFrame(t *testing.T, socket *websocket.Conn, what string, wanted func(frame) bool) {
	t.Helper()
	if err := socket.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for {
		var f frame
		if err := socket.ReadJSON(&f); err != nil {
			t.Fatalf("waiting for %s: %v", what, err)
		}
		if wanted(f) {
			return
		}
	}
}

// ended reads until the connection is closed, and wants the code.
func ended(t *testing.T, socket *websocket.Conn, code int) {
	t.Helper()
	if err := socket.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for {
		_, _, err := socket.ReadMessage()
		var closed *websocket.CloseError
		if err == nil {
			continue
		}
		if !errors.As(err, &closed) || closed.Code != code {
			t.Errorf("ended by %v, want %d", err, code)
		}
		return
	}
}

func place(n int) func(frame) bool {
	return func(f frame) bool { return f.Kind == "place" && f.Position == n }
}

func TestPlacesAndQueuesAreToldAsTheyChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		c.call("GET", "/desk/overview", operator, nil, nil, http.StatusOK)
		desk := c.dial("/desk/live", operator)
		waiting := func(n int) func(frame) bool {
			return func(f frame) bool {
				for _, q := range f.Queues {
					if q.ID == "fees" && q.Waiting == n && q.Mine {
						return true
					}
				}
				return false
			}
		}
		_, first := c.joinLive()
		nextFrame(t, first, "place 1", place(1))
		_, second := c.joinLive()
		nextFrame(t, second, "place 2", place(2))
		nextFrame(t, desk, "two wait", waiting(2))
		c.call("POST", "/desk/claim-next", operator, obj{"queue": "fees"}, nil, http.StatusOK)
		nextFrame(t, second, "place 1", place(1))
		nextFrame(t, desk, "one waits", waiting(1))
	})
}

func TestTypingIsPassedOn(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator := c.user("operator", auth.Operator)
	_, student := c.joinLive()
	var chat struct{ ID string }
	c.call("POST", "/desk/claim-next", operator, nil, &chat, http.StatusOK)
	desk := c.dial("/desk/live", operator)
	next(t, student, "claimed")
	next(t, desk, "ping") // it listens
	typing := func(f frame) bool { return f.Kind == "typing" && f.Chat == chat.ID }
	if err := student.WriteJSON(obj{"kind": "typing"}); err != nil {
		t.Fatal(err)
	}
	nextFrame(t, desk, "the student types", typing)
	if err := desk.WriteJSON(obj{"kind": "typing", "chat": chat.ID}); err != nil {
		t.Fatal(err)
	}
	nextFrame(t, student, "the operator types", typing)
}

// Of one conversation the newest connections stay, and what is too much in all polls.
func TestLiveConnectionsAreBounded(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), func(config *web.Config) { config.MaxLive = 5 })
	v, oldest := c.joinLive()
	next(t, oldest, "queued")
	for range 4 {
		next(t, c.live(v), "queued")
	}
	ended(t, oldest, 4409)
	for c.server.LiveConnections() > 4 {
		time.Sleep(time.Millisecond) // until the server has seen it go
	}
	c.joinLive()
	third := c.start()
	c.call("POST", "/conversations/"+third.ID+"/handoff", third.Token, obj{"channel": "chat", "queue": "fees"}, nil, http.StatusOK)
	path := "/conversations/" + third.ID
	socket, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(c.URL, "http")+"/api/v1"+path+"/live", http.Header{"Authorization": {"Bearer " + third.Token}})
	if err == nil {
		_ = socket.Close()
		t.Fatal("one too many")
	}
	defer res.Body.Close() //nolint:errcheck // not read
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("one too many: %s", res.Status)
	}
	var events []event
	c.call("GET", path+"/events?after=0", third.Token, nil, &events, http.StatusOK)
	if len(events) != 1 || events[0].Kind != "queued" {
		t.Errorf("polled %+v", events)
	}
}

// A reader who takes nothing keeps nobody else waiting.
func TestASlowReaderDelaysOnlyItself(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	v, slow := c.joinLive()
	_ = slow // it reads nothing
	quick := c.live(v)
	text := strings.Repeat("ù", handoff.MaxText)
	const messages = 1500 // of 8 kB: more than the system keeps for a reader
	sent := make(chan error, 1)
	go func() {
		for i := range messages {
			_, err := c.parts.Desk.Send(ctx, handoff.Message{ConversationID: v.ID, Author: handoff.ByStudent, ClientID: fmt.Sprint(i), Text: text})
			if err != nil {
				sent <- err
				return
			}
		}
		sent <- nil
	}()
	last := int64(0)
	for range messages {
		e := next(t, quick, "message")
		if e.Seq <= last {
			t.Fatalf("%d after %d", e.Seq, last)
		}
		last = e.Seq
	}
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
}

func TestWhoHasSignedOutHearsNoMore(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	c.user("operator", auth.Operator)
	session, user, err := c.parts.Users.SignIn(ctx, "operator", password, "")
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Cookie": {"sportello_session=" + session}, "Origin": {c.URL}}
	socket, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(c.URL, "http")+"/api/v1/desk/live", header)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // it has ended
	next(t, socket, "ping")
	c.server.Pulse()
	next(t, socket, "ping")
	if err := c.parts.Users.SignOut(ctx, session); err != nil {
		t.Fatal(user.ID, err)
	}
	c.server.Pulse()
	ended(t, socket, 4401)
}

// A stop sends everybody elsewhere, and waits until they have gone.
func TestStopSendsTheLiveElsewhere(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator := c.user("operator", auth.Operator)
	desk := c.dial("/desk/live", operator)
	next(t, desk, "ping")
	var students []*websocket.Conn
	for range 3 {
		_, student := c.joinLive()
		next(t, student, "queued")
		students = append(students, student)
	}
	stopped := make(chan struct{})
	go func() {
		within, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		c.server.Stop(within)
		close(stopped)
	}()
	for _, socket := range append(students, desk) {
		ended(t, socket, websocket.CloseServiceRestart)
	}
	<-stopped
	if n := c.server.LiveConnections(); n > 0 {
		t.Errorf("%d are still there", n)
	}
}

// The desk's poll is the student's, for operators: with what happened in their chats.
func TestDeskPoll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		v, _ := c.joinLive()
		var chat struct{ ID string }
		c.call("POST", "/desk/claim-next", operator, nil, &chat, http.StatusOK)
		var got []event
		c.call("GET", "/desk/events?after=0&wait=0", operator, nil, &got, http.StatusOK)
		if len(got) == 0 || got[len(got)-1].Kind != "claimed" {
			t.Fatalf("%+v", got)
		}
		polled := make(chan []event)
		go func() {
			var more []event
			c.call("GET", fmt.Sprintf("/desk/events?after=%d&wait=20", got[len(got)-1].Seq), operator, nil, &more, http.StatusOK)
			polled <- more
		}()
		c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "1", "text": "Eccomi"}, nil, http.StatusOK)
		if more := <-polled; len(more) != 1 || more[0].Text != "Eccomi" || more[0].Chat != chat.ID {
			t.Errorf("%+v", more)
		}
	})
}

package web_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/web/auth"
)

type deskState struct {
	Operator struct {
		State, By string
		Level     int
		Capacity  int
		Engaged   int
		Languages []string
	}
	Chats []struct {
		ID, State, Queue string
		Level            int
		Escalated        bool
	}
}

type handedOver struct {
	Chat, Channel, State, Operator string
	Position                       int
	After                          int64
	MayResume                      bool `json:"may_resume"`
}

func (c *counter) desk(token string) (d deskState) {
	c.t.Helper()
	c.call("GET", "/desk/overview", token, nil, &d, http.StatusOK)
	return d
}

func (c *counter) available(token string) {
	c.t.Helper()
	c.call("PUT", "/desk/state", token, obj{"state": "available"}, nil, http.StatusOK)
}

func (c *counter) join(v conversation) (h handedOver) {
	c.t.Helper()
	c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, &h, http.StatusOK)
	return h
}

// staffID finds a user as an administrator does.
func (c *counter) staffID(administrator, login string) string {
	c.t.Helper()
	var users []struct{ ID, Login string }
	c.call("GET", "/admin/users", administrator, nil, &users, http.StatusOK)
	for _, u := range users {
		if u.Login == login {
			return u.ID
		}
	}
	c.t.Fatalf("there is no %s", login)
	return ""
}

// at sets the clock of everything behind the server.
func clock(d *db.DB) *atomic.Int64 {
	ahead := new(atomic.Int64)
	d.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	return ahead
}

func TestAChatComesToTheOperatorByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		v := c.start()
		c.ask(v, "posso pagare la seconda rata con le monetine?")
		if got := c.desk(operator).Operator; got.State != "away" {
			t.Errorf("a mere look makes the operator %s", got.State)
		}
		live := c.dial("/desk/live", operator)
		c.available(operator)
		h := c.join(v)
		if h.State != "engaged" || h.Operator != "Staff operator" || h.Position != 0 {
			t.Fatalf("%+v", h)
		}
		if e := next(t, live, "claimed"); e.Author != "system" || e.Chat != h.Chat {
			t.Errorf("%+v", e)
		}
		c.call("PUT", "/desk/state", operator, obj{"state": "finishing"}, nil, http.StatusOK)
		if other := c.join(c.start()); other.Channel != "ticket" {
			t.Errorf("to an operator who finishes: %+v", other)
		}
		c.call("POST", "/desk/chats/"+h.Chat+"/close", operator, obj{"outcome": "resolved"}, nil, http.StatusNoContent)
		if got := c.desk(operator).Operator; got.State != "paused" || got.Engaged != 0 {
			t.Errorf("after the last chat: %+v", got)
		}
	})
}

func TestEscalationOverTheWire(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	first, second := c.user("first", auth.Operator), c.user("second", auth.Operator)
	administrator := c.user("administrator", auth.Administrator)
	place := obj{"level": 2, "capacity": 2, "queues": []string{"fees"}, "languages": []string{"en"}}
	var u struct {
		Operator struct {
			Level     int
			Languages []string
		}
	}
	path := "/admin/users/" + c.staffID(administrator, "second")
	c.call("PUT", path, administrator, obj{"operator": place}, &u, http.StatusOK)
	if u.Operator.Level != 2 || len(u.Operator.Languages) != 1 {
		t.Fatalf("%+v", u)
	}
	place["languages"] = []string{"xx"}
	c.call("PUT", path, administrator, obj{"operator": place}, nil, http.StatusBadRequest)
	c.available(first)
	v := c.start()
	h := c.join(v)
	at := "/desk/chats/" + h.Chat
	c.call("POST", at+"/escalate", second, obj{"reason": "x"}, nil, http.StatusConflict)
	c.call("POST", at+"/escalate", first, obj{"reason": " "}, nil, http.StatusBadRequest)
	c.call("POST", at+"/escalate", first, obj{"queue": "exams", "reason": "x"}, nil, http.StatusConflict) // nobody there
	c.call("POST", at+"/escalate", first, obj{"reason": "doppia carriera"}, nil, http.StatusNoContent)
	c.available(second)
	if got := c.desk(second).Chats; len(got) != 1 || got[0].Level != 2 || !got[0].Escalated {
		t.Fatalf("%+v", got)
	}
	c.call("POST", at+"/send-back", second, obj{"note": "voce 12"}, nil, http.StatusNoContent)
	if got := c.desk(first).Chats; len(got) != 1 || got[0].Level != 1 || got[0].Escalated {
		t.Fatalf("%+v", got)
	}
	c.call("POST", at+"/send-back", first, obj{"note": "x"}, nil, http.StatusConflict)
	var seen []event
	c.call("GET", "/conversations/"+v.ID+"/events?after=0&wait=0", v.Token, nil, &seen, http.StatusOK)
	var kinds string
	for _, e := range seen {
		kinds += e.Kind + " "
	}
	if kinds != "queued claimed escalated claimed sent_back claimed " {
		t.Errorf("the student sees %s", kinds)
	}
}

func TestTheBoardOverTheWire(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator, head, administrator := c.user("operator", auth.Operator), c.user("head", auth.Supervisor), c.user("administrator", auth.Administrator)
	id := c.staffID(administrator, "operator")
	c.available(operator)
	h := c.join(c.start())
	for _, path := range []string{"/chats/" + h.Chat + "/move", "/chats/" + h.Chat + "/take-away", "/chats/" + h.Chat + "/close"} {
		c.call("POST", "/board"+path, operator, obj{}, nil, http.StatusForbidden)
	}
	c.call("PUT", "/board/operators/"+id+"/state", operator, obj{"state": "paused"}, nil, http.StatusForbidden)
	c.call("PUT", "/board/operators/"+id+"/capacity", operator, obj{"capacity": 1}, nil, http.StatusForbidden)

	c.call("PUT", "/board/operators/"+id+"/state", head, obj{"state": "asleep"}, nil, http.StatusBadRequest)
	c.call("PUT", "/board/operators/"+id+"/state", head, obj{"state": "paused"}, nil, http.StatusNoContent)
	if got := c.desk(operator).Operator; got.State != "paused" || got.By != "Staff head" {
		t.Errorf("%+v", got)
	}
	c.call("PUT", "/board/operators/"+id+"/capacity", head, obj{"capacity": 99}, nil, http.StatusBadRequest)
	c.call("PUT", "/board/operators/"+id+"/capacity", head, obj{"capacity": 2}, nil, http.StatusNoContent)
	at := "/board/chats/" + h.Chat
	c.call("POST", at+"/take-away", head, nil, nil, http.StatusNoContent)
	c.call("POST", at+"/take-away", head, nil, nil, http.StatusConflict)
	c.call("POST", at+"/move", head, obj{}, nil, http.StatusBadRequest)
	c.call("POST", at+"/move", head, obj{"queue": "exams", "operator": id}, nil, http.StatusBadRequest)
	c.call("POST", at+"/move", head, obj{"queue": "exams"}, nil, http.StatusNoContent)
	c.call("POST", at+"/move", head, obj{"operator": "nobody"}, nil, http.StatusNotFound)
	c.call("POST", at+"/move", head, obj{"operator": id}, nil, http.StatusNoContent)
	if got := c.desk(operator); len(got.Chats) != 1 || got.Chats[0].Queue != "exams" || got.Operator.Capacity != 2 {
		t.Errorf("%+v", got)
	}
	c.call("POST", at+"/close", head, obj{"outcome": "fine"}, nil, http.StatusBadRequest)
	c.call("POST", at+"/close", head, obj{"outcome": "not_resolved", "note": "doppione"}, nil, http.StatusNoContent)
	if got := c.desk(operator); len(got.Chats) != 0 {
		t.Errorf("%+v", got)
	}
}

// A student who falls silent is asked, then the chat is closed; by the link, on whatever
// device, they come back to the head of the line.
func TestSilenceOverTheWire(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ahead := clock(d)
		c := serve(t, d, nil)
		c.set("fees", func(s *handoff.Settings) { s.AskAfter, s.LeaveAfter = 4, 2 })
		operator := c.user("operator", auth.Operator)
		c.available(operator)
		v := c.start()
		h := c.join(v)
		student := c.dial(fmt.Sprintf("/conversations/%s/live?after=%d", v.ID, h.After), v.Token)
		c.call("POST", "/desk/chats/"+h.Chat+"/messages", operator, obj{"client_id": "m1", "text": "Mi dica"}, nil, http.StatusOK)
		pass := func(by time.Duration) {
			t.Helper()
			ahead.Add(int64(by))
			if _, err := c.parts.Desk.Silent(ctx); err != nil {
				t.Fatal(err)
			}
		}
		pass(4 * time.Minute)
		if e := next(t, student, "asked"); e.Author != "system" || e.Text != "" {
			t.Errorf("%+v", e)
		}
		pass(2 * time.Minute)
		next(t, student, "closed")
		if got := c.desk(operator); len(got.Chats) != 0 || got.Operator.Engaged != 0 {
			t.Errorf("%+v", got)
		}
		var state struct{ Handoff handedOver }
		c.call("GET", "/conversations/"+v.ID, v.Token, nil, &state, http.StatusOK)
		if state.Handoff.State != "closed" || !state.Handoff.MayResume {
			t.Fatalf("%+v", state)
		}
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		c.pull()
		waits := c.join(c.start())
		again := c.join(v)
		if again.Chat == h.Chat || again.Position != 1 || again.MayResume {
			t.Errorf("%+v, after %+v", again, waits)
		}
	})
}

func TestTwoDevicesShowTheSame(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator := c.user("operator", auth.Operator)
	c.available(operator)
	v := c.start()
	h := c.join(v)
	laptop := c.dial(fmt.Sprintf("/conversations/%s/live?after=%d", v.ID, h.After), v.Token)
	next(t, laptop, "claimed")
	c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "s1", "text": "Dal portatile"}, nil, http.StatusOK)
	var state struct {
		Events  []event
		Handoff handedOver
	}
	c.call("GET", "/conversations/"+v.ID, v.Token, nil, &state, http.StatusOK) // the phone opens the link
	last := state.Events[len(state.Events)-1]
	if last.Text != "Dal portatile" || state.Handoff.Chat != h.Chat || state.Handoff.State != "engaged" {
		t.Fatalf("%+v", state)
	}
	phone := c.dial(fmt.Sprintf("/conversations/%s/live?after=%d", v.ID, last.Seq), v.Token)
	c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "p1", "text": "Dal telefono"}, nil, http.StatusOK)
	c.call("POST", "/desk/chats/"+h.Chat+"/messages", operator, obj{"client_id": "m1", "text": "Vedo entrambi"}, nil, http.StatusOK)
	for _, want := range []string{"Dal telefono", "Vedo entrambi"} {
		if e := next(t, phone, "message"); e.Text != want {
			t.Errorf("the phone shows %q, want %q", e.Text, want)
		}
	}
	for _, want := range []string{"Dal portatile", "Dal telefono", "Vedo entrambi"} {
		if e := next(t, laptop, "message"); e.Text != want {
			t.Errorf("the laptop shows %q, want %q", e.Text, want)
		}
	}
}

package web_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/web/auth"
)

type callback struct {
	State      string
	Position   int
	HeldUntil  string `json:"held_until"`
	RetryAfter int    `json:"retry_after_s"`
}

type fullWays struct {
	Channels       []string
	Wait           *struct{ From, To int }
	MaxWait        int `json:"max_wait"`
	Full, Bookable bool
}

// fill has students ask for a chat until one is refused, who is returned.
func (c *counter) fill(queue string) conversation {
	c.t.Helper()
	for range 30 {
		v := c.start()
		_, err := c.parts.Desk.Enqueue(ctx, handoff.Join{ConversationID: v.ID, QueueID: queue, Channel: handoff.ChannelChat, Lang: "it", Limited: true})
		if errors.Is(err, handoff.ErrNoRoom) {
			c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": queue}, nil, http.StatusConflict)
			return v
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
	c.t.Fatal("the line is never full")
	return conversation{}
}

// A line that is full refuses, says so, and calls back in the order of asking.
func TestFullLineAndWaitingRoom(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		c.pull()
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		anna := c.fill("fees")
		var w fullWays
		c.call("GET", "/conversations/"+anna.ID+"/ways?queue=fees", anna.Token, nil, &w, http.StatusOK)
		if !w.Full || len(w.Channels) != 1 || w.MaxWait != 30 || w.Bookable {
			t.Errorf("%+v", w)
		}
		room, id := "/conversations/"+anna.ID+"/callback", anna.Token
		c.call("GET", room, id, nil, nil, http.StatusNotFound)
		c.call("POST", room, id, obj{"queue": "nothing"}, nil, http.StatusNotFound)
		var b callback
		c.call("POST", room, id, obj{"queue": "fees"}, &b, http.StatusOK)
		if b.State != "waiting" || b.Position != 1 || b.RetryAfter < 4 {
			t.Errorf("%+v", b)
		}
		for range 3 {
			c.serveOne(operator)
		}
		c.called(anna)
		var all struct{ Callback *callback }
		c.call("GET", "/conversations/"+anna.ID, anna.Token, nil, &all, http.StatusOK)
		if all.Callback == nil || all.Callback.State != "offered" {
			t.Errorf("%+v", all.Callback)
		}
		c.call("POST", "/conversations/"+anna.ID+"/handoff", anna.Token, obj{"channel": "chat", "queue": "fees"}, nil, http.StatusOK)
		c.call("GET", room, id, nil, &b, http.StatusOK)
		if b.State != "joined" {
			t.Errorf("%+v", b)
		}
		c.call("DELETE", room, id, nil, nil, http.StatusNoContent)
	})
}

// serveOne takes the first in line and ends the chat.
func (c *counter) serveOne(operator string) {
	c.t.Helper()
	var chat struct{ ID string }
	c.call("POST", "/desk/claim-next", operator, nil, &chat, http.StatusOK)
	c.call("POST", "/desk/chats/"+chat.ID+"/close", operator, obj{"outcome": "resolved"}, nil, http.StatusNoContent)
}

// called waits until a place is offered.
func (c *counter) called(v conversation) {
	c.t.Helper()
	var b callback
	for range 100 {
		if err := c.parts.Desk.Call(ctx); err != nil {
			c.t.Fatal(err)
		}
		c.call("GET", "/conversations/"+v.ID+"/callback", v.Token, nil, &b, http.StatusOK)
		if b.State == "offered" {
			if at, err := time.Parse(time.RFC3339, b.HeldUntil); err != nil || !at.After(time.Now()) {
				c.t.Errorf("held until %q", b.HeldUntil)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.t.Fatalf("no place was offered: %+v", b)
}

func TestBookAnAppointment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		boss, operator := c.user("boss", auth.Supervisor), c.user("operator", auth.Operator)
		c.call("GET", "/desk/overview", operator, nil, nil, http.StatusOK)
		every := []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
		plan := obj{"hours": obj{"intervals": []obj{{"days": every, "from": "00:00", "to": "24:00"}}}, "minutes": 60, "places": 1, "days": 2}
		c.call("PUT", "/queues/fees/appointments", operator, plan, nil, http.StatusForbidden)
		c.call("PUT", "/queues/nothing/appointments", boss, plan, nil, http.StatusNotFound)
		c.call("PUT", "/queues/fees/appointments", boss, plan, nil, http.StatusOK)
		c.call("PUT", "/queues/fees/appointments", boss, plan, nil, http.StatusConflict) // it was read before
		var got struct{ Minutes, Places, Days, Revision int }
		c.call("GET", "/queues/fees/appointments", boss, nil, &got, http.StatusOK)
		if fmt.Sprint(got) != "{60 1 2 1}" {
			t.Errorf("%+v", got)
		}
		v, other := c.start(), c.start()
		var free struct {
			Times []struct {
				StartsAt string `json:"starts_at"`
			}
		}
		c.call("GET", "/conversations/"+v.ID+"/appointments?queue=fees", v.Token, nil, &free, http.StatusOK)
		if len(free.Times) < 24 {
			t.Fatalf("%d times", len(free.Times))
		}
		book := obj{"queue": "fees", "starts_at": free.Times[0].StartsAt, "name": "Anna"}
		c.call("POST", "/conversations/"+v.ID+"/appointments", v.Token, book, nil, http.StatusOK)
		c.call("POST", "/conversations/"+other.ID+"/appointments", other.Token, book, nil, http.StatusConflict)
		var all struct {
			Appointment *struct {
				StartsAt string `json:"starts_at"`
			}
		}
		c.call("GET", "/conversations/"+v.ID, v.Token, nil, &all, http.StatusOK)
		if all.Appointment == nil || all.Appointment.StartsAt != free.Times[0].StartsAt {
			t.Errorf("%+v", all.Appointment)
		}
		c.call("GET", "/desk/appointments", operator, nil, nil, http.StatusOK)
		c.call("DELETE", "/conversations/"+v.ID+"/appointments", v.Token, nil, nil, http.StatusNoContent)
		c.call("POST", "/conversations/"+other.ID+"/appointments", other.Token, book, nil, http.StatusOK)
		c.withdraws(boss, operator, other)
	})
}

// withdraws takes the student's appointment back, who is told until they have read it.
func (c *counter) withdraws(boss, operator string, v conversation) {
	c.t.Helper()
	type one struct {
		ID, Student, Reason string
		OffPlan             bool `json:"off_plan"`
		Withdrawn           bool
	}
	var booked []one
	c.call("GET", "/queues/fees/appointments/booked", operator, nil, nil, http.StatusForbidden)
	c.call("GET", "/queues/nothing/appointments/booked", boss, nil, nil, http.StatusNotFound)
	c.call("GET", "/queues/fees/appointments/booked", boss, nil, &booked, http.StatusOK)
	if len(booked) != 1 || booked[0].Student != "Anna" || booked[0].OffPlan {
		c.t.Fatalf("%+v", booked)
	}
	withdraw := "/appointments/" + booked[0].ID + "/withdraw"
	c.call("POST", "/queues/fees"+withdraw, operator, obj{}, nil, http.StatusForbidden)
	c.call("POST", "/queues/exams"+withdraw, boss, obj{}, nil, http.StatusNotFound)
	c.call("POST", "/queues/fees"+withdraw, boss, obj{"reason": strings.Repeat("x", 201)}, nil, http.StatusBadRequest)
	c.call("POST", "/queues/fees"+withdraw, boss, obj{"reason": "Sciopero"}, nil, http.StatusNoContent)
	c.call("POST", "/queues/fees"+withdraw, boss, obj{}, nil, http.StatusNotFound)
	told := func() *one {
		var state struct{ Appointment *one }
		c.call("GET", "/conversations/"+v.ID, v.Token, nil, &state, http.StatusOK)
		return state.Appointment
	}
	if a := told(); a == nil || !a.Withdrawn || a.Reason != "Sciopero" {
		c.t.Errorf("the student is told %+v", a)
	}
	c.call("DELETE", "/conversations/"+v.ID+"/appointments", v.Token, nil, nil, http.StatusNoContent)
	if a := told(); a != nil {
		c.t.Errorf("the student is told again: %+v", a)
	}
}

// What students are told is in the answer, in the frames and counted afterwards.
func TestWaitIsToldAndCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		c.pull()
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		v := c.start()
		var state struct {
			Wait *struct {
				From int `json:"from_s"`
				To   int `json:"to_s"`
			}
		}
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, &state, http.StatusOK)
		if state.Wait == nil || state.Wait.From != 0 || state.Wait.To < 1 || state.Wait.To > 60 {
			t.Fatalf("somebody is free: %+v", state.Wait)
		}
		student := c.dial("/conversations/"+v.ID+"/live", v.Token)
		next(t, student, "queued")
		c.serveOne(operator)
		held, err := c.parts.Desk.Held(ctx, time.Hour)
		if err != nil || len(held) != 1 || held[0] != (handoff.Held{QueueID: "fees", Told: 1, Held: 1}) {
			t.Errorf("%+v %v", held, err)
		}
	})
}

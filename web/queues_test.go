package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

type officeQueue struct {
	ID       string
	Open     bool
	OpensAt  string `json:"opens_at"`
	ClosesAt string `json:"closes_at"`
	Why      struct{ Reason, Text string }
	Revision int
	Settings obj
	Waiting  int
	Tickets  int
}

type calendar struct {
	Patron   struct{ Revision int }
	Holidays []struct{ Day, Name string }

	Exceptions []struct {
		ID, Queue, From, To string
		Revision            int
	}
}

func TestSupervisorsSetQueuesUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		boss, operator := c.user("boss", auth.Supervisor), c.user("opera", auth.Operator)
		c.call("GET", "/queues", operator, nil, nil, http.StatusForbidden)
		c.call("GET", "/calendar", operator, nil, nil, http.StatusForbidden)
		var list []officeQueue
		c.call("GET", "/queues", boss, nil, &list, http.StatusOK)
		var fees officeQueue
		c.call("GET", "/queues/fees", boss, nil, &fees, http.StatusOK)
		if !fees.Open || fees.ID != "fees" || fees.Settings["routing"] == "" || len(list) == 0 {
			t.Fatalf("%+v", fees)
		}
		in := fees.Settings
		in["revision"], in["max_wait"] = fees.Revision, 12
		in["hours"] = obj{"intervals": []obj{{"days": []string{"mon"}, "from": "09:00", "to": "10:00"}}}
		c.call("PUT", "/queues/fees/settings", boss, in, &fees, http.StatusOK)
		if fees.Settings["max_wait"] != 12.0 || fees.Settings["hours"] == nil || fees.Revision != 1 {
			t.Errorf("%+v", fees)
		}
		c.call("PUT", "/queues/fees/settings", boss, in, nil, http.StatusConflict)
		c.call("PUT", "/queues/nothing/settings", boss, in, nil, http.StatusNotFound)
		in["revision"], in["hours"] = 1, obj{"intervals": []obj{{"days": []string{"mon"}, "from": "11:00", "to": "10:00"}}}
		c.call("PUT", "/queues/fees/settings", boss, in, nil, http.StatusBadRequest)
		in["hours"] = obj{"zone": "Europe/Atlantis", "intervals": []obj{}}
		c.call("PUT", "/queues/fees/settings", boss, in, nil, http.StatusBadRequest)
		c.call("GET", "/queues/nothing", boss, nil, nil, http.StatusNotFound)
	})
}

// What a supervisor closes is closed to students who ask, and says why; a chat asked for
// all the same becomes a ticket.
func TestAClosureIsToldToStudents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		monday := time.Date(2026, 9, 7, 10, 0, 0, 0, time.UTC)
		d.Now = func() time.Time { return monday }
		c := serve(t, d, nil)
		boss := c.user("boss", auth.Administrator)
		op := c.user("opera", auth.Operator)
		c.call("PUT", "/desk/state", op, obj{"state": "available"}, nil, http.StatusOK)
		v := c.start()
		var w struct {
			Channels []string
			officeQueue
			Zone string
		}
		ways := func() string {
			t.Helper()
			c.call("GET", "/conversations/"+v.ID+"/ways?queue=fees", v.Token, nil, &w, http.StatusOK)
			return strings.Join(w.Channels, " ")
		}
		if got := ways(); got != "chat ticket" {
			t.Fatal(got)
		}
		var days calendar
		exception := obj{"queue": "", "from": "2026-09-07", "to": "2026-09-08", "times": []obj{}, "reason": obj{"it": "inventario", "en": "stocktaking"}}
		c.call("POST", "/calendar/exceptions", boss, exception, &days, http.StatusCreated)
		if got := ways(); got != "ticket" || w.Why.Text != "inventario" || w.Why.Reason != "exception" || w.OpensAt != "2026-09-08T22:00:00.000Z" || w.Zone != "Europe/Rome" {
			t.Errorf("%s %+v", got, w)
		}
		var chat struct{ Channel string }
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, &chat, http.StatusOK)
		if chat.Channel != "ticket" {
			t.Error(chat)
		}
		page := c.get("/faq/en/fees")
		if want := "Closed now (stocktaking): it opens again on Wednesday at 0:00."; !strings.Contains(page.body, want) {
			t.Error("the page does not say", want)
		}
		if c.get("/faq/en/fees", "If-None-Match", page.header.Get("ETag")).status != http.StatusNotModified {
			t.Error("the page is sent again")
		}

		e := days.Exceptions[0]
		exception["times"], exception["revision"] = []obj{{"from": "09:00", "to": "14:00"}}, e.Revision
		c.call("PUT", "/calendar/exceptions/"+e.ID, boss, exception, nil, http.StatusOK)
		if got := ways(); got != "chat ticket" || w.ClosesAt != "2026-09-07T12:00:00.000Z" {
			t.Errorf("%s %+v", got, w)
		}
		if c.get("/faq/en/fees", "If-None-Match", page.header.Get("ETag")).status != http.StatusOK {
			t.Error("the page is taken for unchanged")
		}
		c.call("PUT", "/calendar/exceptions/"+e.ID, boss, exception, nil, http.StatusConflict)
		c.call("DELETE", "/calendar/exceptions/"+e.ID, boss, nil, nil, http.StatusBadRequest)
		c.call("DELETE", "/calendar/exceptions/"+e.ID+"?revision=1", boss, nil, &days, http.StatusOK)
		if len(days.Exceptions) > 0 || len(days.Holidays) != 13 {
			t.Errorf("%+v", days)
		}
		patron := obj{"day": "12-07", "name": obj{"it": "Sant'Ambrogio"}, "revision": days.Patron.Revision}
		c.call("PUT", "/calendar/patron", boss, patron, &days, http.StatusOK)
		if len(days.Holidays) != 14 {
			t.Errorf("%+v", days.Holidays)
		}
		c.call("PUT", "/calendar/patron", boss, patron, nil, http.StatusConflict)
	})
}

func TestOpenAndCloseNow(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	boss := c.user("boss", auth.Supervisor)
	var q officeQueue
	until := time.Now().Add(time.Hour)
	c.call("PUT", "/queues/fees/override", boss, obj{"override": "closed", "until": until}, &q, http.StatusOK)
	if q.Open || q.Why.Reason != "hand" || q.OpensAt == "" {
		t.Errorf("%+v", q)
	}
	c.call("PUT", "/queues/fees/override", boss, obj{"override": ""}, &q, http.StatusOK)
	if !q.Open || q.ClosesAt != "" {
		t.Errorf("%+v", q)
	}
	c.call("PUT", "/queues/fees/override", boss, obj{"override": "open", "until": time.Now().Add(-time.Minute)}, nil, http.StatusBadRequest)
}

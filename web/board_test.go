package web_test

import (
	"net/http"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

type board struct {
	Queues []struct {
		ID                              string
		Waiting, Engaged, Free, Tickets int
		Staffed, Full                   bool
		Wait                            *struct {
			From int `json:"from_s"`
			To   int `json:"to_s"`
		}
		Doubt string
	}
	Operators []struct {
		ID, State string
		Here      bool
		Engaged   int
		Urgent    int
	}
}

func TestSupervisorsSeeTheOffice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		boss, operator := c.user("boss", auth.Supervisor), c.user("operator", auth.Operator)
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		c.call("GET", "/board", operator, nil, nil, http.StatusForbidden)
		v := c.start()
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, nil, http.StatusOK)
		var b board
		c.call("GET", "/board", boss, nil, &b, http.StatusOK)
		o := b.Operators[0]
		if !o.Here || o.State != "available" || o.Engaged != 1 {
			t.Fatalf("%+v", b.Operators)
		}
		for _, q := range b.Queues {
			if q.ID == "fees" && (q.Engaged != 1 || q.Free != 2 || !q.Staffed) {
				t.Errorf("%+v", q)
			}
		}
		for _, q := range b.Queues {
			if q.Wait == nil || q.Wait.To < q.Wait.From || q.Doubt != "" || q.Full {
				t.Errorf("what a newcomer is told: %+v", q)
			}
		}
		var chats []struct{ ID string }
		c.call("GET", "/board/operators/"+o.ID+"/chats", boss, nil, &chats, http.StatusOK)
		if len(chats) != 1 {
			t.Fatal(chats)
		}
		c.call("PUT", "/board/operators/"+o.ID+"/state", boss, obj{"state": "paused"}, nil, http.StatusNoContent)
		c.call("POST", "/board/chats/"+chats[0].ID+"/take-away", boss, nil, nil, http.StatusNoContent)
		c.call("GET", "/board/operators/"+o.ID+"/chats", boss, nil, &chats, http.StatusOK)
		if len(chats) != 0 {
			t.Error(chats)
		}
		c.call("PUT", "/board/operators/"+o.ID+"/state", boss, obj{"state": "finishing"}, nil, http.StatusNoContent)
		waiting := "/board/chats/" + c.waiting(boss)
		c.call("POST", waiting+"/take-back", boss, obj{"operator": o.ID}, nil, http.StatusConflict)
		c.call("POST", waiting+"/move", boss, obj{"operator": o.ID}, nil, http.StatusNoContent)
		c.call("POST", waiting+"/take-back", operator, obj{"operator": o.ID}, nil, http.StatusForbidden)
		c.call("POST", waiting+"/take-back", boss, obj{"operator": o.ID}, nil, http.StatusNoContent)
		c.call("GET", "/board/operators/"+o.ID+"/chats", boss, nil, &chats, http.StatusOK)
		if len(chats) != 0 {
			t.Error(chats)
		}
	})
}

// waiting is the first chat in line.
func (c *counter) waiting(boss string) string {
	c.t.Helper()
	var line []struct{ ID string }
	c.call("GET", "/desk/waiting?queue=fees", boss, nil, &line, http.StatusOK)
	if len(line) == 0 {
		c.t.Fatal("nobody waits")
	}
	return line[0].ID
}

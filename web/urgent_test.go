package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

type helpline struct{ Name, Phone string }

// A student who writes words of distress in line is shown whom to call at once, and goes
// before all others; their first message may have been such words too.
func TestDistressInLine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		c.pull()
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		var ids []string
		for range 3 {
			v := c.start()
			c.join(v)
			ids = append(ids, v.ID)
			c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "1", "text": "È urgente, scade oggi!"}, nil, http.StatusOK)
			if v.ID == ids[0] {
				continue
			}
			text := obj{"client_id": "2", "text": "non ce la faccio più, voglio morire"}
			c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, text, nil, http.StatusOK)
			c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, text, nil, http.StatusOK)
			shown := c.shown(v)
			if len(shown) != 1 || len(shown[0].Helplines) == 0 || shown[0].Helplines[0].Phone != "112" || shown[0].Author != "system" {
				t.Errorf("%+v", shown)
			}
		}
		said := c.start()
		c.ask(said, "voglio morire")
		c.join(said)
		var waiting []struct {
			ID     string
			Urgent bool
		}
		c.call("GET", "/desk/waiting", operator, nil, &waiting, http.StatusOK)
		marks := ""
		for _, w := range waiting {
			marks += fmt.Sprint(w.Urgent, " ")
		}
		if marks != "true true true false " {
			t.Errorf("who waits: %s", marks)
		}
	})
}

// An operator who reads words of distress is shown whom the student can call, in the
// language of the chat; the student is not, until the operator says so.
func TestDistressInAChatIsShownToTheOperator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		boss, operator := c.user("boss", auth.Supervisor), c.user("operator", auth.Operator)
		c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
		v := c.start()
		c.join(v)
		var chats []struct{ ID string }
		c.call("GET", "/desk/chats?state=engaged", operator, nil, &chats, http.StatusOK)
		detail := func() (d struct {
			Urgent    bool
			Helplines []helpline
			Events    []struct{ Kind string }
		}) {
			c.t.Helper()
			c.call("GET", "/desk/chats/"+chats[0].ID, operator, nil, &d, http.StatusOK)
			return d
		}
		c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "1", "text": "quando scade la rata?"}, nil, http.StatusOK)
		if calm := detail(); calm.Urgent || len(calm.Helplines) > 0 {
			t.Errorf("%+v", calm)
		}
		c.call("POST", "/conversations/"+v.ID+"/messages", v.Token, obj{"client_id": "2", "text": "non ce la faccio più, voglio morire"}, nil, http.StatusOK)
		told := detail()
		if !told.Urgent || len(told.Helplines) == 0 || told.Helplines[0].Name != "Numero unico di emergenza" || told.Events[len(told.Events)-1].Kind != "distress" {
			t.Errorf("%+v", told)
		}
		if shown := c.shown(v); len(shown) != 0 {
			t.Errorf("the student: %+v", shown)
		}
		var b board
		c.call("GET", "/board", boss, nil, &b, http.StatusOK)
		if b.Operators[0].Urgent != 1 {
			t.Errorf("the board: %+v", b.Operators)
		}
	})
}

type shownHelp struct {
	Author    string
	Kind      string
	Helplines []helpline
}

// shown are the events by which the student is shown whom to call.
func (c *counter) shown(v conversation) (list []shownHelp) {
	c.t.Helper()
	var events []shownHelp
	c.call("GET", "/conversations/"+v.ID+"/events?after=0", v.Token, nil, &events, http.StatusOK)
	for _, e := range events {
		if e.Kind == "urgent" || e.Kind == "distress" {
			list = append(list, e)
		}
	}
	return list
}

// To an operator no entry is proposed as an answer to distress.
func TestNoEntryAnswersDistress(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator := c.user("operator", auth.Operator)
	for text, want := range map[string]bool{"quando scade la seconda rata": true, "non ce la faccio più, voglio morire": false} {
		var found []struct{ Entry string }
		c.call("GET", "/desk/suggest?q="+url.QueryEscape(text), operator, nil, &found, http.StatusOK)
		if len(found) > 0 != want {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

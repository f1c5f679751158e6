package web_test

import (
	"net/http"
	"strings"
	"testing"

	"sportello/content/db/dbtest"
)

// A disk without room refuses a message and says so; with room again it goes on.
func TestAFullDiskRefusesAndRecovers(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	c := serve(t, d, nil)
	var student struct{ ID, Token string }
	c.call("POST", "/conversations", "", obj{"lang": "it"}, &student, http.StatusCreated)
	path := "/conversations/" + student.ID
	c.call("POST", path+"/handoff", student.Token, obj{"channel": "ticket", "queue": "fees"}, nil, http.StatusOK)
	dbtest.Room(t, d, 0)
	long := strings.Repeat("à", 4000)
	var refusal struct {
		Error struct{ Code, Message, ID string }
	}
	header := c.call("POST", path+"/messages", student.Token, obj{"client_id": "1", "text": long}, &refusal, http.StatusInsufficientStorage)
	if e := refusal.Error; e.Code != "full" || e.ID == "" || !strings.Contains(e.Message, "non è stato registrato") || header.Get("Retry-After") == "" {
		t.Errorf("%+v, Retry-After %q", e, header.Get("Retry-After"))
	}
	dbtest.Room(t, d, 1000)
	var said struct{ Seq int64 }
	c.call("POST", path+"/messages", student.Token, obj{"client_id": "1", "text": long}, &said, http.StatusOK)
	var state struct {
		Events []struct {
			Seq  int64
			Kind string
		}
	}
	c.call("GET", path, student.Token, nil, &state, http.StatusOK)
	if last := state.Events[len(state.Events)-1]; len(state.Events) != 2 || last.Seq != said.Seq || last.Kind != "message" {
		t.Errorf("%+v, acknowledged %d", state.Events, said.Seq)
	}
}

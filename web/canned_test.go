package web_test

import (
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web"
	"sportello/web/auth"
)

type cannedReply struct {
	ID, Queue, Lang, Name, Text string
	Revision                    int64
}

type cannedReplyFilled struct {
	Name, Text string
	Queue      bool
}

func TestCannedFromPageToChat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, func(config *web.Config) { config.PublicURL = "https://sportello.example.edu" })
		editor, operator := c.user("editor", auth.Editor), c.user("operator", auth.Operator)
		var kept cannedReply
		in := obj{"lang": "it", "name": "saluto", "text": "Buongiorno {studente}, {operatore}, {coda}: {orari}. {link}"}
		c.call("POST", "/canned", editor, in, &kept, http.StatusCreated)
		c.call("POST", "/canned", editor, in, nil, http.StatusConflict)
		c.call("POST", "/canned", operator, in, nil, http.StatusForbidden)
		var refusal struct {
			Error struct{ Code, Message string }
		}
		c.call("POST", "/canned?lang=en", editor, obj{"lang": "it", "name": "x", "text": "{nome}"}, &refusal, http.StatusBadRequest)
		if refusal.Error.Code != "variable" || !strings.Contains(refusal.Error.Message, "{nome}") || !strings.Contains(refusal.Error.Message, "{student}") {
			t.Errorf("%+v", refusal)
		}
		in["revision"], in["queue"] = kept.Revision, "fees"
		c.call("PUT", "/canned/"+kept.ID, editor, in, &kept, http.StatusOK)
		c.call("PUT", "/canned/"+kept.ID, editor, in, nil, http.StatusConflict)

		v := c.start()
		var state struct{ Chat string }
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "ticket", "queue": "fees"}, &state, http.StatusOK)
		var filled []cannedReplyFilled
		c.call("GET", "/desk/chats/"+state.Chat+"/canned", operator, nil, &filled, http.StatusOK)
		want := "Buongiorno, Staff operator, Tasse e contributi: sempre, a ogni ora. https://sportello.example.edu/conversation#" + v.ID
		if len(filled) != 1 || filled[0].Text != want || !filled[0].Queue {
			t.Errorf("%+v\nwant %s", filled, want)
		}
		c.call("DELETE", "/canned/"+kept.ID+"?revision=1", editor, nil, nil, http.StatusConflict)
		c.call("DELETE", "/canned/"+kept.ID+"?revision=2", editor, nil, nil, http.StatusNoContent)
		var left []cannedReply
		c.call("GET", "/canned", editor, nil, &left, http.StatusOK)
		if len(left) != 0 {
			t.Errorf("%+v", left)
		}
	})
}

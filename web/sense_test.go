package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

// senseReply is what a reply has for the sense of a conversation.
type senseReply struct {
	reply
	Question   string
	Part       struct{ N, Of int }
	Understood struct{ Text, How string }
	Helplines  []struct{ Name, Phone, URL, Hours, About string }
	More       []senseReply
}

func (c *counter) sense(v conversation, text, clientID string) (r senseReply) {
	c.t.Helper()
	c.call("POST", "/conversations/"+v.ID+"/turns", v.Token, obj{"text": text, "client_id": clientID}, &r, http.StatusOK)
	return r
}

func TestSeveralQuestionsOverTheWire(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		v := c.start()
		const text = "Buongiorno! Entro quando devo pagare la seconda rata? Inoltre come si calcola la media dei voti?"
		r := c.sense(v, text, "m1")
		if len(r.More) != 1 || r.Turn != 1 || r.More[0].Turn != 2 || r.Part.Of != 2 || r.More[0].Part.N != 2 ||
			!strings.Contains(r.Question, "seconda rata") || r.Answer.HTML == "" || r.More[0].Answer.HTML == "" {
			t.Fatalf("%+v", r)
		}
		if again := c.sense(v, text, "m1"); again.Turn != 1 || len(again.More) != 1 || again.More[0].Turn != 2 {
			t.Errorf("sent again: %+v", again)
		}
		var state struct {
			Turns []struct {
				Text string
				Part struct {
					N    int
					Said string
				}
			}
		}
		c.call("GET", "/conversations/"+v.ID, v.Token, nil, &state, http.StatusOK)
		if len(state.Turns) != 2 || state.Turns[0].Part.Said != text || state.Turns[1].Part.N != 2 || state.Turns[1].Text == text {
			t.Errorf("%+v", state)
		}
		c.call("POST", fmt.Sprintf("/conversations/%s/turns/%d/feedback", v.ID, 2), v.Token, obj{"helped": true}, nil, http.StatusOK)
	})
}

func TestFollowUpOverTheWire(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator := c.user("operator", auth.Operator)
	c.pull()
	c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
	v := c.start()
	c.sense(v, "Entro quando devo pagare la seconda rata?", "")
	r := c.sense(v, "entro quando?", "")
	if r.Understood.How != "follow_up" || !strings.HasPrefix(r.Understood.Text, "Entro quando") {
		t.Fatalf("%+v", r)
	}
	var alone senseReply
	path := fmt.Sprintf("/conversations/%s/turns/%d/alone", v.ID, r.Turn)
	c.call("POST", path, v.Token, obj{}, &alone, http.StatusOK)
	if alone.Turn != r.Turn+1 || alone.Understood.How != "alone" {
		t.Errorf("%+v", alone)
	}
	c.call("POST", fmt.Sprintf("/conversations/%s/turns/1/alone", v.ID), v.Token, obj{}, nil, http.StatusBadRequest)
	c.call("POST", fmt.Sprintf("/conversations/%s/turns/x/alone", v.ID), v.Token, obj{}, nil, http.StatusBadRequest)
	c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees", "turn": 1}, nil, http.StatusOK)
	var chat struct {
		Subject string
		Context struct {
			Turns []struct{ Text, Understood string }
		}
	}
	c.call("POST", "/desk/claim-next", operator, obj{"queue": "fees"}, &chat, http.StatusOK)
	if turns := chat.Context.Turns; len(turns) != 2 || turns[1].Understood != r.Understood.Text || !strings.Contains(chat.Subject, "seconda rata") {
		t.Errorf("%+v", chat)
	}
}

// The numbers come with the reply whether or not anybody is there.
func TestNumbersToCallOverTheWire(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	r := c.sense(c.start(), "non ce la faccio più, voglio morire", "")
	if r.Kind != "handoff" || len(r.Helplines) < 3 || r.Helplines[0].Phone != "112" || r.Handoff.Queue != "disability" {
		t.Errorf("%+v", r)
	}
}

func TestAudienceOfThePage(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	c.call("POST", "/conversations", "", obj{"lang": "it", "audience": []string{"future"}}, nil, http.StatusCreated)
	c.call("POST", "/conversations", "", obj{"lang": "it", "audience": []string{"martians"}}, nil, http.StatusBadRequest)
}

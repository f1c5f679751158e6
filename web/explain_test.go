package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/web/auth"
)

type explained struct {
	Question string
	Turn     int
	Kind     string
	Decided  *struct {
		Decision   string
		Confidence float64
		AnswerAt   float64 `json:"answer_at"`
		Found      int
	}
	Candidates []struct {
		ID         string
		Confidence float64
		Features   []struct {
			Name, Group, Label string
			Value              float64
		}
	}
}

// operatorOf adds an operator of one queue and returns an API token.
func (c *counter) operatorOf(login, queue string) string {
	c.t.Helper()
	u, err := c.parts.Users.Create(ctx, auth.NewUser{Login: login, Name: login, Password: password, Roles: []auth.Role{auth.Operator}})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.parts.Desk.SetOperator(ctx, handoff.Operator{ID: u.ID, Name: login, Level: 1, Capacity: 1, Queues: []string{queue}}); err != nil {
		c.t.Fatal(err)
	}
	token, err := c.parts.Users.NewAPIToken(ctx, u.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	return token
}

func TestExplain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		editor, head, administrator := c.user("editor", auth.Editor), c.user("head", auth.Supervisor), c.user("administrator", auth.Administrator)
		stranger := c.operatorOf("stranger", "exams")
		v := c.start()
		r := c.ask(v, "Entro quando devo pagare la seconda rata?")
		var raw json.RawMessage
		c.call("GET", "/conversations/"+v.ID, v.Token, nil, &raw, http.StatusOK)
		if r.Kind != "answer" || strings.Contains(string(raw), "cosine") || strings.Contains(string(raw), "answer_at") {
			t.Fatalf("a student sees too much: %s", raw)
		}
		var state struct{ Chat string }
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, &state, http.StatusOK)
		c.call("POST", "/desk/chats/"+state.Chat+"/claim", operator, nil, nil, http.StatusOK)

		inChat := fmt.Sprintf("/desk/chats/%s/turns/%d/explain", state.Chat, r.Turn)
		anywhere := fmt.Sprintf("/studio/conversations/%s/turns/%d/explain", v.ID, r.Turn)
		for path, readers := range map[string][]string{inChat: {operator, head}, anywhere: {editor, head}} {
			for _, reader := range readers {
				var e explained
				c.call("GET", path+"?lang=en", reader, nil, &e, http.StatusOK)
				first := e.Candidates[0]
				if e.Decided == nil || e.Decided.Decision != "answer" || e.Decided.Confidence < e.Decided.AnswerAt || e.Decided.Found == 0 ||
					first.ID != r.Answer.Source.ID || len(first.Features) < 5 || first.Features[0].Label == first.Features[0].Name {
					t.Fatalf("%+v", e)
				}
			}
		}
		c.call("GET", inChat, editor, nil, nil, http.StatusForbidden)
		c.call("GET", anywhere, operator, nil, nil, http.StatusForbidden)
		c.call("GET", anywhere, administrator, nil, nil, http.StatusForbidden)
		c.call("GET", anywhere, v.Token, nil, nil, http.StatusUnauthorized)
		c.call("GET", fmt.Sprintf("/desk/chats/%s/turns/99/explain", state.Chat), operator, nil, nil, http.StatusNotFound)
		c.call("GET", inChat, stranger, nil, nil, http.StatusForbidden)
	})
}

func TestTryAQuestion(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor, operator := c.user("editor", auth.Editor), c.user("operator", auth.Operator)
	var it, en explained
	c.call("POST", "/studio/explain?lang=it", editor, obj{"text": "quando scade la seconda rata?", "lang": "it"}, &it, http.StatusOK)
	c.call("POST", "/studio/explain?lang=en", editor, obj{"text": "quando scade la seconda rata?", "lang": "en"}, &en, http.StatusOK)
	if it.Kind != "answer" || it.Turn != 0 || en.Candidates[0].ID != it.Candidates[0].ID+"-en" || en.Candidates[0].Features[0].Label == it.Candidates[0].Features[0].Label {
		t.Errorf("%+v\n%+v", it, en)
	}
	c.call("POST", "/studio/explain", editor, obj{"text": "ciao", "lang": "it"}, nil, http.StatusOK)
	c.call("POST", "/studio/explain", editor, obj{"text": " ", "lang": "it"}, nil, http.StatusBadRequest)
	c.call("POST", "/studio/explain", editor, obj{"text": "tasse", "lang": "fr"}, nil, http.StatusBadRequest)
	c.call("POST", "/studio/explain", operator, obj{"text": "tasse", "lang": "it"}, nil, http.StatusForbidden)
	var kept int
	if err := c.parts.DB.QueryRow(ctx, `SELECT COUNT(*) FROM turns`).Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d turns kept of what was only tried (%v)", kept, err)
	}
}

// What an editor accepts answers the next student who asks in those words.
func TestAcceptedWordsAnswerTheNextQuestion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator, editor := c.user("operator", auth.Operator), c.user("editor", auth.Editor, auth.Reviewer)
		const words = "zibaldo il blorfo grufolante"
		v := c.start()
		if r := c.ask(v, words); r.Kind == "answer" {
			t.Fatalf("answered already: %+v", r)
		}
		var state struct{ Chat string }
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, &state, http.StatusOK)
		c.call("POST", "/desk/chats/"+state.Chat+"/claim", operator, nil, nil, http.StatusOK)
		c.call("POST", "/desk/chats/"+state.Chat+"/close", operator,
			obj{"outcome": "answered_by_entry", "entry": "fees-second-instalment", "note": ""}, nil, http.StatusNoContent)
		var open []struct{ ID, Text string }
		c.call("GET", "/studio/suggestions", editor, nil, &open, http.StatusOK)
		if len(open) != 1 || open[0].Text != words {
			t.Fatalf("%+v", open)
		}
		c.call("POST", "/studio/suggestions/"+open[0].ID, editor, obj{"state": "accepted"}, nil, http.StatusOK)
		var e struct{ Draft struct{ Revision int64 } }
		c.call("GET", "/studio/entries/fees-second-instalment", editor, nil, &e, http.StatusOK)
		c.call("POST", "/studio/entries/fees-second-instalment/publish", editor, obj{"revision": e.Draft.Revision}, nil, http.StatusOK)
		if r := c.ask(c.start(), words); r.Kind != "answer" || r.Answer.Source.ID != "fees-second-instalment" {
			t.Errorf("the next student: %+v", r)
		}
	})
}

// What is said over HTTP counts for the network it comes from, which is told nowhere.
func TestFeedbackKnowsItsNetwork(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	for range 2 {
		v := c.start()
		r := c.ask(v, "Entro quando devo pagare la seconda rata?")
		c.call("POST", fmt.Sprintf("/conversations/%s/turns/%d/feedback", v.ID, r.Turn), v.Token, obj{"helped": true}, nil, http.StatusOK)
	}
	var words, origins int
	var origin string
	err := c.parts.DB.QueryRow(ctx, `SELECT COUNT(*), COUNT(DISTINCT origin), MAX(origin) FROM feedback`).Scan(&words, &origins, &origin)
	if err != nil || words != 2 || origins != 1 || strings.Contains(origin, "127") && strings.Contains(origin, ".") {
		t.Errorf("%d words of %d origins, %q (%v)", words, origins, origin, err)
	}
	if strings.Contains(c.log.String(), "127.0.0.1") {
		t.Errorf("an address is in the log: %s", c.log)
	}
}

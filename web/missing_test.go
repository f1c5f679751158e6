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

type gap struct {
	Key, Question, Lang, Topic, Answered string
	Students, Chats, Distinct            int
	Minutes                              float64
	Reasons                              map[string]int
	Wordings                             []struct{ Text string }
	Replies                              []struct{ Chat, Text string }
	Nearest                              []struct {
		Entry    string
		Rejected int
		Named    int
	}
	Decision *struct {
		ID, Kind, Entry, Reason, Author string
		Returned                        bool
	}
}

type gaps struct {
	Total, Students int
	All             bool
	Gaps            []gap
}

// of is the gap with a wording that has the word; an empty one if there is none.
func (g gaps) of(word string) gap {
	for _, x := range g.Gaps {
		for _, w := range x.Wordings {
			if strings.Contains(w.Text, word) {
				return x
			}
		}
	}
	return gap{}
}

// served has students ask something that nothing answers; an operator replies to the last,
// and closes with an outcome.
func (c *counter) served(operator, reply string, closing obj, texts ...string) {
	c.t.Helper()
	c.call("PUT", "/desk/state", operator, obj{"state": "available"}, nil, http.StatusOK)
	for i, text := range texts {
		v := c.start()
		if r := c.ask(v, text); r.Kind == "answer" {
			c.t.Fatalf("%q is answered: %+v", text, r.Answer)
		}
		if i < len(texts)-1 {
			continue
		}
		var state struct{ Chat string }
		c.call("POST", "/conversations/"+v.ID+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees", "name": "Ada Lovelace"}, &state, http.StatusOK)
		c.call("POST", "/desk/chats/"+state.Chat+"/claim", operator, nil, nil, http.StatusOK)
		for n, text := range []string{"Buongiorno!", reply} {
			c.call("POST", "/desk/chats/"+state.Chat+"/messages", operator, obj{"client_id": fmt.Sprint("m", n), "text": text}, nil, http.StatusOK)
		}
		c.call("POST", "/desk/chats/"+state.Chat+"/close", operator, closing, nil, http.StatusNoContent)
	}
}

// gapsNow are those that are found anew, not those of a minute ago.
func (c *counter) gapsNow(token, query string) (g gaps) {
	c.t.Helper()
	c.call("GET", "/studio/missing?"+query, token, nil, &g, http.StatusOK)
	return g
}

const monetine = "zorpibot gratuito per la bicicletta elettrica"

func TestWhatIsMissingBecomesADraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator, editor := c.operatorOf("operator", "fees"), c.user("editor", auth.Editor)
		c.pull()
		c.served(operator, "Ada, il noleggio dello zorpibot per la bici si chiede a bici@example.org, è gratuito per un mese.", obj{"outcome": "resolved"},
			monetine, "noleggio zorpibot bicicletta elettrica", "sono Ada Lovelace: lo zorpibot per la bicicletta elettrica?")
		found := c.gapsNow(editor, "")
		g := found.of("zorpibot")
		if g.Students != 3 || g.Chats != 1 || g.Minutes < 1 || g.Reasons["operator"] != 1 || g.Reasons["unanswered"] != 2 || g.Topic != "fees" || g.Lang != "it" || !found.All {
			t.Fatalf("%+v of %+v", g, found)
		}
		if g.Lang != "it" || len(g.Replies) != 1 || g.Replies[0].Text != "•••, il noleggio dello zorpibot per la bici si chiede a •••, è gratuito per un mese." {
			t.Errorf("not the best wording, or the reply is not masked: %+v", g)
		}
		if only := c.gapsNow(editor, "reason=operator&months=1&topic=fees&in=it&order=minutes").of("zorpibot"); only.Students != 1 {
			t.Errorf("only those of operators: %+v", only)
		}
		if none := c.gapsNow(editor, "topic=exams").of("zorpibot"); none.Key != "" {
			t.Errorf("of another topic: %+v", none)
		}
		var done, again struct{ Entry, Decision string }
		c.call("POST", "/studio/missing/"+g.Key+"/draft", editor, obj{}, &done, http.StatusOK)
		c.call("POST", "/studio/missing/"+g.Key+"/draft", editor, obj{}, &again, http.StatusOK)
		var e struct {
			State string
			Draft struct{ Source string }
		}
		c.call("GET", "/studio/entries/"+done.Entry, editor, nil, &e, http.StatusOK)
		if again.Entry != done.Entry || e.State != "draft" || !strings.Contains(e.Draft.Source, "question: "+monetine) ||
			!strings.Contains(e.Draft.Source, "- noleggio zorpibot") || !strings.Contains(e.Draft.Source, "si chiede a •••, è gratuito") || strings.Contains(e.Draft.Source, "Ada") {
			t.Errorf("%+v, %+v: %+v", done, again, e)
		}
		if strings.Contains(e.Draft.Source, "- sono •••") {
			t.Errorf("words with holes are a way to ask: %s", e.Draft.Source)
		}
		left := c.gapsNow(editor, "")
		if one := left.of("zorpibot"); one.Key != "" || left.Students != found.Students-3 {
			t.Errorf("shown, or counted, though a draft was begun: %+v", left)
		}
		settled := c.gapsNow(editor, "show=settled").of("zorpibot")
		if settled.Decision == nil || settled.Decision.Kind != "draft" || settled.Decision.Entry != done.Entry || settled.Decision.Author == "" {
			t.Fatalf("%+v", settled)
		}
		c.call("DELETE", "/studio/missing-decisions/"+settled.Decision.ID, editor, nil, nil, http.StatusNoContent)
		if back := c.gapsNow(editor, "").of("zorpibot"); back.Key != g.Key {
			t.Errorf("not back: %+v", back)
		}
	})
}

func TestWordingsOfAGapGoToAnEntry(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	operator, editor := c.operatorOf("operator", "fees"), c.user("editor", auth.Editor, auth.Reviewer)
	c.pull()
	c.served(operator, "Deve guardare la voce sulla seconda rata dell'anno.", obj{"outcome": "answered_by_entry", "entry": paired}, "zibaldo il blorfo grufolante")
	g := c.gapsNow(editor, "").of("blorfo")
	if len(g.Nearest) == 0 || g.Nearest[0].Entry != paired || g.Nearest[0].Named != 1 {
		t.Fatalf("the entry that the operator named is not the first: %+v", g)
	}
	path := "/studio/missing/" + g.Key + "/wordings"
	c.call("POST", path, editor, obj{"entry": paired, "wordings": []string{}}, nil, http.StatusBadRequest)
	c.call("POST", path, editor, obj{"entry": paired, "wordings": []string{""}}, nil, http.StatusBadRequest)
	c.call("POST", path, editor, obj{"entry": "none-such", "wordings": []string{"blorfo"}}, nil, http.StatusNotFound)
	c.call("POST", path, editor, obj{"entry": paired, "wordings": []string{g.Question}}, nil, http.StatusOK)
	var e struct {
		State string
		Draft struct {
			Source   string
			Revision int64
		}
	}
	c.call("GET", "/studio/entries/"+paired, editor, nil, &e, http.StatusOK)
	if e.State != "changed" || !strings.Contains(e.Draft.Source, "- zibaldo il blorfo grufolante\n") {
		t.Errorf("%+v", e)
	}
	c.call("POST", "/studio/entries/"+paired+"/publish", editor, obj{"revision": e.Draft.Revision}, nil, http.StatusOK)
	if s := c.gapsNow(editor, "show=settled").of("blorfo"); s.Answered != paired || s.Decision == nil || s.Decision.Kind != "wording" {
		t.Errorf("the entry answers now: %+v", s)
	}
}

func TestADismissedGapStaysAwayUntilItGrows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor)
		asks := func(times int) {
			for range times {
				c.ask(c.start(), "zorpibot gratuito per la bicicletta?")
			}
			c.forget()
		}
		asks(2)
		g := c.gapsNow(editor, "").of("zorpibot")
		c.call("POST", "/studio/missing/"+g.Key+"/dismiss", editor, obj{"reason": strings.Repeat("x", 501)}, nil, http.StatusBadRequest)
		c.call("POST", "/studio/missing/"+g.Key+"/dismiss", editor, obj{"reason": "non è nostro"}, nil, http.StatusOK)
		asks(2)
		if left := c.gapsNow(editor, "").of("zorpibot"); left.Key != "" {
			t.Errorf("two more were enough: %+v", left)
		}
		asks(1)
		back := c.gapsNow(editor, "").of("zorpibot")
		if back.Students != 5 || back.Decision == nil || !back.Decision.Returned || back.Decision.Reason != "non è nostro" {
			t.Errorf("three more were not: %+v", back)
		}
	})
}

func TestProposalsAreSettledAndTheOperatorSeesIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator, editor := c.operatorOf("operator", "fees"), c.user("editor", auth.Editor)
		c.pull()
		c.served(operator, "Il noleggio dello zorpibot si chiede in segreteria con il libretto.", obj{"outcome": "missing_entry", "note": "manca"}, "zorpibot per Ada?")
		type proposal struct{ ID, Text, Reply, State, Reason, Entry, SettledBy string }
		list := func(path, token string) (p []proposal) {
			c.call("GET", path, token, nil, &p, http.StatusOK)
			return p
		}
		open := list("/studio/suggestions", editor)
		if len(open) != 1 || !strings.Contains(open[0].Reply, "in segreteria con il libretto") {
			t.Fatalf("%+v", open)
		}
		path := "/studio/suggestions/" + open[0].ID
		c.call("POST", path, editor, obj{"state": "declined"}, nil, http.StatusBadRequest)
		c.call("POST", path, editor, obj{"state": "accepted"}, nil, http.StatusBadRequest)
		c.call("POST", path, editor, obj{"state": "declined", "reason": "Lo zorpibot non è più in uso"}, nil, http.StatusOK)
		if mine := list("/desk/proposals", operator); len(mine) != 1 || mine[0].State != "declined" || mine[0].Reason != "Lo zorpibot non è più in uso" || mine[0].Reply != "" {
			t.Errorf("%+v", mine)
		}
		if others := list("/desk/proposals", c.operatorOf("other", "fees")); len(others) > 0 {
			t.Errorf("another's: %+v", others)
		}
		c.call("POST", path, editor, obj{"state": "open"}, nil, http.StatusOK)
		var taken proposal
		c.call("POST", path, editor, obj{"state": "accepted", "new": true, "text": "Come noleggio lo zorpibot?"}, &taken, http.StatusOK)
		var e struct{ Draft struct{ Source string } }
		c.call("GET", "/studio/entries/"+taken.Entry, editor, nil, &e, http.StatusOK)
		if !strings.Contains(e.Draft.Source, "question: Come noleggio lo zorpibot?") || !strings.Contains(e.Draft.Source, "in segreteria con il libretto") {
			t.Errorf("%+v", e)
		}
	})
}

func TestWhatIsMissingIsForEditorsAndChecked(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor := c.user("editor", auth.Editor)
	c.call("GET", "/studio/missing", c.user("operator", auth.Operator), nil, nil, http.StatusForbidden)
	for _, query := range []string{"months=0", "months=13", "reason=x", "order=x", "from=-1"} {
		c.call("GET", "/studio/missing?"+query, editor, nil, nil, http.StatusBadRequest)
	}
	if g := c.gapsNow(editor, "from=20"); g.Total != 0 || len(g.Gaps) != 0 {
		t.Errorf("%+v", g)
	}
	c.call("GET", "/studio/missing/none", editor, nil, nil, http.StatusNotFound)
	for _, what := range []string{"draft", "wordings", "dismiss"} {
		c.call("POST", "/studio/missing/none/"+what, editor, obj{"entry": "x", "wordings": []string{"y"}}, nil, http.StatusNotFound)
	}
	c.call("DELETE", "/studio/missing-decisions/none", editor, nil, nil, http.StatusNoContent)
}

// forget makes what was found of what is missing old.
func (c *counter) forget() { c.server.ForgetGaps() }

package web_test

import (
	"net/http"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

type rated struct {
	Handoff struct {
		State    string
		Rateable bool
		Rating   *struct {
			Stars   int
			Comment string
		}
	}
}

func TestRatingReachesTheReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator, supervisor := c.user("operator", auth.Operator), c.user("supervisor", auth.Supervisor)
		stars := []int{2, 5, 5}
		for n, given := range stars {
			v := c.start()
			conv := "/conversations/" + v.ID
			queue := []string{"fees", "fees", "exams"}[n]
			var state struct{ Chat string }
			c.call("POST", conv+"/handoff", v.Token, obj{"channel": "ticket", "queue": queue}, &state, http.StatusOK)
			rating := obj{"chat": state.Chat, "stars": given}
			c.call("POST", conv+"/rating", v.Token, rating, nil, http.StatusNotFound)
			c.call("POST", "/desk/chats/"+state.Chat+"/claim", operator, nil, nil, http.StatusOK)
			c.call("POST", "/desk/chats/"+state.Chat+"/close", operator, obj{"outcome": "resolved"}, nil, http.StatusNoContent)
			var before, after rated
			c.call("GET", conv, v.Token, nil, &before, http.StatusOK)
			if !before.Handoff.Rateable || before.Handoff.Rating != nil {
				t.Errorf("before: %+v", before)
			}
			c.call("POST", conv+"/rating", v.Token, obj{"chat": state.Chat, "stars": 1}, nil, http.StatusOK)
			if n == 0 {
				rating["comment"] = "Attesa lunga"
			}
			c.call("POST", conv+"/rating", v.Token, rating, nil, http.StatusOK)
			c.call("GET", conv, v.Token, nil, &after, http.StatusOK)
			if after.Handoff.Rating == nil || after.Handoff.Rating.Stars != given {
				t.Errorf("after: %+v", after)
			}
		}
		var report struct {
			Ratings struct {
				Count    int
				Average  float64
				Stars    []int
				Comments []struct{ Name, Text string }
			}
			ByQueue []struct {
				Queue   string
				Count   int     `json:"rating_count"`
				Average float64 `json:"rating_average"`
			} `json:"by_queue"`
		}
		c.call("GET", "/reports/summary?days=7", supervisor, nil, &report, http.StatusOK)
		got := report.Ratings
		if got.Count != 3 || got.Average != 4 || got.Stars[1] != 1 || got.Stars[4] != 2 || len(got.Comments) != 1 || got.Comments[0].Text != "Attesa lunga" || got.Comments[0].Name == "fees" {
			t.Errorf("%+v", got)
		}
		for _, q := range report.ByQueue {
			if want := map[string]float64{"fees": 3.5, "exams": 5}[q.Queue]; q.Average != want {
				t.Errorf("%+v, want %v", q, want)
			}
		}
		c.call("GET", "/reports/summary", operator, nil, nil, http.StatusForbidden)
	})
}

package web_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

// Both languages go on the schedule in one call, tell each other, and come off it in one.
func TestStudioSchedulesBothLanguages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		elena := c.user("elena", auth.Editor, auth.Reviewer)
		revisions := map[string]int64{}
		read := func(id string) (e studioEntry) {
			c.call("GET", "/studio/entries/"+id, elena, nil, &e, http.StatusOK)
			if e.Draft == nil {
				t.Fatalf("%+v", e)
			}
			return e
		}
		for _, id := range []string{"fees-amount", "fees-amount-en"} {
			var e studioEntry
			c.call("GET", "/studio/entries/"+id, elena, nil, &e, http.StatusOK)
			var s saved
			c.call("PUT", "/studio/entries/"+id+"/draft", elena, obj{"source": e.Source + "\nE basta.\n", "base": e.Revision, "revision": 0}, &s, http.StatusOK)
			revisions[id] = s.Draft.Revision
		}
		tomorrow := time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
		twin := obj{"id": "fees-amount-en", "revision": revisions["fees-amount-en"]}
		body := obj{"revision": revisions["fees-amount"], "at": tomorrow, "with": []obj{twin, twin}}
		c.call("PUT", "/studio/entries/fees-amount/schedule", elena, body, nil, http.StatusBadRequest)
		body["with"] = []obj{{"id": "fees-amount-en", "revision": revisions["fees-amount-en"] + 9}}
		c.call("PUT", "/studio/entries/fees-amount/schedule", elena, body, nil, http.StatusConflict)
		if e := read("fees-amount"); e.State != "changed" {
			t.Errorf("one alone is on the schedule: %+v", e)
		}
		body["with"] = []obj{twin}
		var s saved
		c.call("PUT", "/studio/entries/fees-amount/schedule", elena, body, &s, http.StatusOK)
		it, en := read("fees-amount"), read("fees-amount-en")
		if it.State != "scheduled" || it.Draft.Together != "fees-amount-en" || en.Draft.Together != "fees-amount" || en.Draft.PublishAt != it.Draft.PublishAt {
			t.Errorf("%+v %+v", it.Draft, en.Draft)
		}
		c.call("DELETE", fmt.Sprintf("/studio/entries/fees-amount-en/schedule?revision=%d", en.Draft.Revision), elena, nil, &s, http.StatusOK)
		for _, id := range []string{"fees-amount", "fees-amount-en"} {
			if e := read(id); e.State != "review" || e.Draft.PublishAt != "" || e.Draft.Together != "" {
				t.Errorf("%+v", e.Draft)
			}
		}
	})
}

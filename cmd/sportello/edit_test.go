package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// apiCall makes a request of a program's API and wants it done.
func apiCall(t testing.TB, method, address, token string, body, out any) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s %s: %d %v %s", method, address, res.StatusCode, err, answer)
	}
	if out != nil {
		if err := json.Unmarshal(answer, out); err != nil {
			t.Fatal(err)
		}
	}
}

// shows asks for a page until it has a word.
func shows(t testing.TB, page, word string) time.Time {
	t.Helper()
	for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(5 * time.Millisecond) {
		res, err := http.Get(page)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if err == nil && bytes.Contains(body, []byte(word)) {
			return time.Now()
		}
	}
	t.Fatalf("%s does not show %q", page, word)
	return time.Time{}
}

// What is published at one node is what the other shows, at once or when its time has
// come. How long it takes is told: it is promised within two seconds.
func TestWhatIsPublishedIsLiveOnEveryNode(t *testing.T) {
	t.Parallel()
	databaseURL := dbtest.PostgresURL(t)
	p := begun(t, databaseURL)
	one, _, stopOne := p.serve()
	defer stopOne()
	two, _, stopTwo := begun(t, databaseURL).serve()
	defer stopTwo()
	token := strings.TrimSpace(p.run("token", "editor"))
	const id, edits = "fees-amount", 10
	at, page := one+"/api/v1/studio/entries/"+id, two+"/faq/it/fees/"+id
	var took []time.Duration
	var e struct {
		Source   string
		Revision int64
		Draft    struct{ Revision int64 }
	}
	apiCall(t, "GET", at, token, nil, &e)
	source := e.Source
	var saved struct{ Draft struct{ Revision int64 } }
	for n := range edits {
		word := fmt.Sprintf("girandola%dx", n)
		text := source + "\nParola nuova: " + word + ".\n"
		apiCall(t, "PUT", at+"/draft", token, map[string]any{"source": text, "base": e.Revision, "revision": 0}, &saved)
		began := time.Now()
		apiCall(t, "POST", at+"/publish", token, map[string]any{"revision": saved.Draft.Revision}, &e)
		took = append(took, shows(t, page, word).Sub(began))
	}
	slices.Sort(took)
	due := time.Now().Add(5 * time.Second)
	apiCall(t, "PUT", at+"/draft", token, map[string]any{"source": source + "\nIn programma.\n", "base": e.Revision, "revision": 0}, &saved)
	apiCall(t, "PUT", at+"/schedule", token, map[string]any{"revision": saved.Draft.Revision, "at": due.Format(time.RFC3339Nano)}, nil)
	late := shows(t, page, "In programma").Sub(due)
	apiCall(t, "GET", at, token, nil, &e)
	if e.Revision != edits+2 || late < 0 {
		t.Errorf("revision %d after %d edits and one on the schedule, %v after its time", e.Revision, edits, late)
	}
	t.Logf("live on the other node after p50 %v, p99 %v; on the schedule %v after its time", took[edits/2], took[edits-1], late)
}

package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// BenchmarkAnEditIsLive measures the promise that an edit is live everywhere within two
// seconds: for how long after the editor pressed "publish" at one node another does not
// show the new text (shown) and does not find the entry by its new wording (found), at
// the median and at worst. With "asked", eight clients ask that node without pause, each
// time something else. More edits: -benchtime 50x.
func BenchmarkAnEditIsLive(b *testing.B) {
	for _, engine := range []struct {
		name string
		url  func(testing.TB) string
	}{{"sqlite", dbtest.SQLiteURL}, {"postgres", dbtest.PostgresURL}} {
		for _, clients := range []int{0, 8} {
			b.Run(fmt.Sprintf("%s/asked_by_%d", engine.name, clients), func(b *testing.B) {
				databaseURL := engine.url(b)
				p := begun(b, databaseURL)
				one, _, stop := p.serve("--trust-proxy")
				defer stop()
				two := one
				if engine.name == "postgres" {
					var stopTwo func()
					two, _, stopTwo = begun(b, databaseURL).serve("--trust-proxy")
					defer stopTwo()
				}
				m := &editMeasure{b: b, one: one, two: two, token: strings.TrimSpace(p.run("token", "editor"))}
				m.run(clients)
			})
		}
	}
}

// editMeasure edits at node one and looks at node two.
type editMeasure struct {
	b               *testing.B
	one, two, token string
	shown, found    []time.Duration
}

func (m *editMeasure) run(clients int) {
	stop := make(chan struct{})
	var asking sync.WaitGroup
	for i := range clients {
		asking.Go(func() { m.ask(i, stop) })
	}
	var e struct {
		Source   string
		Revision int64
	}
	const id = "fees-amount"
	apiCall(m.b, "GET", m.one+"/api/v1/studio/entries/"+id, m.token, nil, &e)
	source := e.Source
	for m.b.Loop() {
		word := "x" + strings.ToLower(rand.Text()[:12]) // like none before: a word nearly the same is forgiven
		text := strings.Replace(source, "alternates:\n", "alternates:\n  - dove sta la "+word+"\n", 1) + "\nParola nuova: " + word + ".\n"
		e.Revision = m.edit(id, word, text, e.Revision)
	}
	close(stop)
	asking.Wait()
	for what, took := range map[string][]time.Duration{"shown": m.shown, "found": m.found} {
		slices.Sort(took)
		m.b.ReportMetric(float64(took[len(took)/2].Milliseconds()), what+"-p50-ms")
		m.b.ReportMetric(float64(took[len(took)-1].Milliseconds()), what+"-max-ms")
	}
	m.b.ReportMetric(0, "ns/op") // of an edit and all that is waited for: of no interest
}

// edit publishes a text and waits until node two shows and finds it.
func (m *editMeasure) edit(id, word, text string, revision int64) int64 {
	var saved struct{ Draft struct{ Revision int64 } }
	at := m.one + "/api/v1/studio/entries/" + id
	apiCall(m.b, "PUT", at+"/draft", m.token, map[string]any{"source": text, "base": revision, "revision": 0}, &saved)
	began := time.Now()
	var looking sync.WaitGroup
	looking.Go(func() { m.shown = append(m.shown, m.until(began, "/faq/it/fees/"+id, word)) })
	looking.Go(func() { m.found = append(m.found, m.until(began, "/faq/it?q="+word, "/fees/"+id)) })
	var e struct{ Revision int64 }
	apiCall(m.b, "POST", at+"/publish", m.token, map[string]any{"revision": saved.Draft.Revision}, &e)
	looking.Wait()
	return e.Revision
}

// until asks node two for a page until it has a word.
func (m *editMeasure) until(began time.Time, path, word string) time.Duration {
	for time.Since(began) < time.Minute {
		if strings.Contains(m.get(path, "10.0.0.1"), word) {
			return time.Since(began)
		}
		time.Sleep(10 * time.Millisecond)
	}
	m.b.Errorf("%s has no %q after a minute", path, word)
	return time.Minute
}

func (m *editMeasure) get(path, address string) string {
	req, err := http.NewRequest("GET", m.two+path, nil)
	if err != nil {
		m.b.Error(err)
		return ""
	}
	req.Header.Set("X-Forwarded-For", address)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		m.b.Error(err)
		return ""
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(res.Body)
	if err != nil {
		m.b.Error(err)
	}
	return string(body)
}

// ask is one of those who ask meanwhile.
func (m *editMeasure) ask(client int, stop <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		text := fmt.Sprintf("quanto costa la tassa %d per chi si iscrive al corso %d", n, client)
		m.get("/faq/it?q="+url.QueryEscape(text), fmt.Sprintf("10.1.%d.%d", client, n%250))
	}
}

package web_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
)

// The load of BenchmarkSend: so many students who each wait until their message is safe
// before they write the next, in so many chats that none meets its allowance.
const (
	senders   = 16
	sendChats = 1024
)

// BenchmarkSend starts the program, built as it is shipped, and sends messages over
// HTTP: reported are messages a second that were acknowledged, and therefore durable.
// Measured in the same run: the same client at a bare gin's GET /hello, and as many writers
// at a bare SQLite without HTTP.
func BenchmarkSend(b *testing.B) {
	program := buildSportello(b)
	b.Run("sqlite", func(b *testing.B) { benchSend(b, program, dbtest.EmptySQLiteURL(b)) })
	b.Run("postgres", func(b *testing.B) { benchSend(b, program, dbtest.DurablePostgresURL(b)) })
	b.Run("http-floor", func(b *testing.B) {
		addr, pid := startFloor(b, "hello")
		load(b, addr, pid, senders, func(w *wire, _, _ int) error { return w.call("GET", "/hello", "", "", nil) })
	})
	b.Run("sqlite-floor", func(b *testing.B) { b.ReportMetric(dbtest.InsertFloor(b), "acks/s") })
}

func benchSend(b *testing.B, program, database string) {
	addr, pid := startSportello(b, program, database, 10, openQueue(b))
	chats, sent := joined(b, addr), new(atomic.Int64)
	b.Run("messages", func(b *testing.B) {
		load(b, addr, pid, senders, func(w *wire, worker, n int) error {
			chat := &chats[n*senders%sendChats+worker]
			body := fmt.Sprintf(`{"client_id":"%d","text":"Quando scade la seconda rata?"}`, sent.Add(1))
			return w.call("POST", "/api/v1/conversations/"+chat.ID+"/messages", chat.Token, body, nil)
		})
	})
}

// joined makes the chats.
func joined(b *testing.B, addr string) []dialogue {
	b.Helper()
	chats := make([]dialogue, sendChats)
	var all sync.WaitGroup
	for worker := range senders {
		w := dial(b, addr)
		all.Go(func() {
			for i := worker; i < len(chats); i += senders {
				if err := chats[i].join(w, handoff.ChannelTicket); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	if b.Failed() {
		b.FailNow()
	}
	return chats
}

// openQueue adds a queue that is always open.
func openQueue(b *testing.B) func(*db.DB) {
	return func(d *db.DB) {
		hours, err := handoff.ParseHours(handoff.Interval{Days: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, From: "00:00", To: "24:00"})
		if err != nil {
			b.Fatal(err)
		}
		body, err := json.Marshal(handoff.Queue{ID: "bench", Names: map[string]string{"it": "Prova", "en": "Test"}, Hours: hours})
		if err != nil {
			b.Fatal(err)
		}
		err = d.Tx(b.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO queues (id, position, body) VALUES ('bench', 1, $1)`, string(body))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// join starts a conversation and asks for a person.
func (d *dialogue) join(w *wire, channel handoff.Channel) error {
	if err := w.call("POST", "/api/v1/conversations", "", `{"lang":"it"}`, d); err != nil {
		return err
	}
	return w.call("POST", "/api/v1/conversations/"+d.ID+"/handoff", d.Token, fmt.Sprintf(`{"channel":%q,"queue":"bench"}`, channel), nil)
}

// load has the workers send b.N times in all, and reports how often a second, the slow
// ones and the server's CPU.
func load(b *testing.B, addr string, pid, workers int, send func(w *wire, worker, n int) error) {
	b.Helper()
	took := make([][]time.Duration, workers)
	wires := make([]*wire, workers)
	for i := range wires {
		wires[i] = dial(b, addr)
	}
	before := cpu(b, pid)
	b.ResetTimer()
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() {
			for n := range (b.N + workers - 1) / workers {
				start := time.Now()
				if err := send(wires[worker], worker, n); err != nil {
					b.Error(err)
					return
				}
				took[worker] = append(took[worker], time.Since(start))
			}
		})
	}
	all.Wait()
	b.StopTimer()
	every := slices.Concat(took...)
	slices.Sort(every)
	b.ReportMetric(float64(len(every))/b.Elapsed().Seconds(), "acks/s")
	b.ReportMetric(float64((cpu(b, pid)-before).Microseconds())/float64(len(every)), "server-cpu-us/op")
	b.ReportMetric(float64(every[len(every)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(every[len(every)*99/100].Microseconds()), "p99-us")
}

package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"sportello/assistant"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/handoff/bus"
)

// The crowd of BenchmarkLive: so many students, in so many queues, all connected.
const (
	connected   = 18_000
	crowdQueues = 20
)

// student is a conversation that waits.
type student struct{ id, token string }

// BenchmarkLive starts the program, built as it is shipped, with a crowd that waits in
// its queues, and opens a WebSocket for each: reported is the resident memory that one
// costs, a few seconds after the last has come. Client and server are two processes, as
// each may open only so many files.
// The same clients connect to a bare gorilla in the same run.
func BenchmarkLive(b *testing.B) {
	b.Run("sportello", func(b *testing.B) {
		var students []student
		addr, pid := startSportello(b, buildSportello(b), dbtest.EmptySQLiteURL(b), benchSize, func(d *db.DB) { students = waitingCrowd(b, d, connected) })
		holdOpen(b, pid, func(i int) (string, http.Header) {
			s := students[i]
			return fmt.Sprintf("ws://%s/api/v1/conversations/%s/live?after=0", addr, s.id), http.Header{"Authorization": {"Bearer " + s.token}}
		})
	})
	b.Run("floor", func(b *testing.B) {
		addr, pid := startFloor(b, "live")
		holdOpen(b, pid, func(int) (string, http.Header) { return "ws://" + addr + "/ws", nil })
	})
}

// waitingCrowd puts n conversations in line.
func waitingCrowd(b *testing.B, d *db.DB, n int) []student {
	b.Helper()
	local := bus.NewLocal()
	desk := handoff.NewDesk(d, local)
	for q := range crowdQueues {
		if err := desk.SeedQueues(b.Context(), []handoff.Queue{{ID: fmt.Sprint("queue", q), Position: q + 1}}); err != nil {
			b.Fatal(err)
		}
	}
	begin := assistant.New(d, nil, nil, desk, nil)
	students := make([]student, n)
	all, ctx := errgroup.WithContext(b.Context())
	all.SetLimit(64)
	for i := range students {
		all.Go(func() error {
			c, token, err := begin.Start(ctx, assistant.Opening{Lang: "it", EntryPoint: "www", Page: "https://www.example.edu/tasse"})
			if err != nil {
				return err
			}
			students[i] = student{c.ID, token}
			_, err = desk.Enqueue(ctx, handoff.Join{ConversationID: c.ID, QueueID: fmt.Sprint("queue", i%crowdQueues),
				Channel: handoff.ChannelChat, Lang: "it", Subject: "Quando scade la seconda rata?"})
			return err
		})
	}
	if err := all.Wait(); err != nil {
		b.Fatal(err)
	}
	return students
}

// holdOpen opens a connection for each of the crowd and measures the server.
func holdOpen(b *testing.B, pid int, where func(i int) (string, http.Header)) {
	b.Helper()
	for range b.N {
		before := settled(b, pid)
		began := time.Now()
		sockets := make([]*websocket.Conn, connected)
		all, ctx := errgroup.WithContext(b.Context())
		all.SetLimit(32)
		dialer := websocket.Dialer{ReadBufferSize: 256, WriteBufferSize: 256}
		for i := range sockets {
			all.Go(func() (err error) {
				address, header := where(i)
				sockets[i], _, err = dialer.DialContext(ctx, address, header)
				return err
			})
		}
		if err := all.Wait(); err != nil {
			b.Fatal(err)
		}
		opened := time.Since(began)
		var readers sync.WaitGroup
		for _, socket := range sockets {
			readers.Go(func() {
				for { // answers the pings too
					if _, _, err := socket.ReadMessage(); err != nil {
						return
					}
				}
			})
		}
		after := settled(b, pid)
		b.ReportMetric(float64(after-before)/connected, "RSS-B/connection")
		b.ReportMetric(float64(before)/(1<<20), "RSS-MiB-before")
		b.ReportMetric(connected/opened.Seconds(), "opened/s")
		for _, socket := range sockets {
			_ = socket.Close()
		}
		readers.Wait()
	}
}

// settled is the memory of a process once what has just been done is over: it gives
// back in the background what it needs no more.
func settled(b *testing.B, pid int) (rss int64) {
	b.Helper()
	for range 3 {
		time.Sleep(7 * time.Second)
		rss = resident(b, pid)
		b.Logf("%d MiB resident, %v of CPU", rss>>20, cpu(b, pid))
	}
	return rss
}

// resident is the memory of a process, in bytes.
func resident(b *testing.B, pid int) int64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	kB, err := strconv.ParseInt(string(bytes.Fields(rest)[0]), 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return kB << 10
}

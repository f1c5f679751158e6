package web_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/match/matchtest"
	"sportello/handoff"
	"sportello/handoff/bus"
	"sportello/web"
	"sportello/web/auth"
)

// crowd is how many clients flood the server.
const crowd = 64

// BenchmarkEngagedUnderFlood starts the program, built as it is shipped, and measures
// from an operator's POST until the student's WebSocket has the message: quiet, and while
// a crowd opens conversations, asks and asks for a person without pause. The crowd runs
// on the same processors. Reported are both and their ratio.
func BenchmarkEngagedUnderFlood(b *testing.B) {
	program := buildSportello(b)
	b.Run("sqlite", func(b *testing.B) { benchFlood(b, program, dbtest.EmptySQLiteURL(b)) })
	b.Run("postgres", func(b *testing.B) { benchFlood(b, program, dbtest.DurablePostgresURL(b)) })
}

func benchFlood(b *testing.B, program, database string) {
	var token string
	addr, _ := startSportello(b, program, database, benchSize, func(d *db.DB) {
		openQueue(b)(d)
		token = benchOperator(b, d)
	})
	chat := engage(b, addr, token)
	b.Run("p99", func(b *testing.B) { measureFlood(b, addr, chat) })
}

func measureFlood(b *testing.B, addr string, chat *engagedChat) {
	quiet := chat.talk(b, b.N)
	stop := make(chan struct{})
	var all sync.WaitGroup
	var served, shed atomic.Int64
	for worker := range crowd {
		w := dial(b, addr)
		all.Go(func() { besiege(w, worker, stop, &served, &shed) })
	}
	time.Sleep(500 * time.Millisecond) // the crowd arrives
	flood := chat.talk(b, b.N)
	close(stop)
	all.Wait()
	for name, took := range map[string][]time.Duration{"quiet": quiet, "flood": flood} {
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), name+"-p50-us")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), name+"-p99-us")
	}
	b.ReportMetric(float64(flood[len(flood)*99/100])/float64(quiet[len(quiet)*99/100]), "p99-ratio")
	b.ReportMetric(float64(served.Load())/b.Elapsed().Seconds(), "crowd-served/s")
	b.ReportMetric(float64(shed.Load())/b.Elapsed().Seconds(), "crowd-shed/s")
}

// benchOperator adds an operator of the queue and returns an API token.
func benchOperator(b *testing.B, d *db.DB) string {
	b.Helper()
	users := auth.New(d)
	u, err := users.Create(b.Context(), auth.NewUser{Login: "bench", Name: "Bench", Password: "a password for the bench", Roles: []auth.Role{auth.Operator}})
	if err != nil {
		b.Fatal(err)
	}
	if err := web.SetOperator(b.Context(), handoff.NewDesk(d, bus.NewLocal()), u, nil); err != nil {
		b.Fatal(err)
	}
	token, err := users.NewAPIToken(b.Context(), u.ID)
	if err != nil {
		b.Fatal(err)
	}
	return token
}

// engagedChat is a chat whose operator writes by HTTP and whose student listens.
type engagedChat struct {
	wire   *wire
	path   string
	token  string
	socket *websocket.Conn
	said   int
}

func engage(b *testing.B, addr, token string) *engagedChat {
	b.Helper()
	c := &engagedChat{wire: dial(b, addr), token: token}
	var student dialogue
	var chat struct{ ID string }
	err := student.join(c.wire, handoff.ChannelChat)
	if err == nil {
		err = c.wire.call("POST", "/api/v1/desk/claim-next", token, `{"queue":"bench"}`, &chat)
	}
	if err != nil {
		b.Fatal(err)
	}
	c.path = "/api/v1/desk/chats/" + chat.ID + "/messages"
	c.socket, _, err = websocket.DefaultDialer.Dial("ws://"+addr+"/api/v1/conversations/"+student.ID+"/live?after=0&token="+student.Token, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.socket.Close() })
	return c
}

// talk returns how long each of n messages took to the student, sorted.
func (c *engagedChat) talk(b *testing.B, n int) []time.Duration {
	b.Helper()
	took := make([]time.Duration, 0, n)
	for range max(n, 1) {
		c.said++
		id := fmt.Sprintf("m%d", c.said)
		began := time.Now()
		body := fmt.Sprintf(`{"client_id":%q,"text":"La seconda rata scade a fine maggio."}`, id)
		if err := c.wire.call("POST", c.path, c.token, body, nil); err != nil {
			b.Fatal(err)
		}
		if err := c.await(id); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		time.Sleep(5 * time.Millisecond) // an operator takes longer; and the quiet stays quiet
	}
	slices.Sort(took)
	return took
}

// await reads the student's socket until the message is there.
func (c *engagedChat) await(id string) error {
	for {
		_, frame, err := c.socket.ReadMessage()
		if err != nil {
			return err
		}
		var event struct {
			ClientID string `json:"client_id"`
		}
		if err := json.Unmarshal(frame, &event); err != nil {
			return err
		}
		if event.ClientID == id {
			return nil
		}
	}
}

// besiege is one of the crowd: a conversation, a question, a person, and again. One who
// is shed comes back at once.
func besiege(w *wire, worker int, stop chan struct{}, served, shed *atomic.Int64) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		var d dialogue
		steps := []func() (int, []byte, error){
			func() (int, []byte, error) { return w.do("POST", "/api/v1/conversations", "", `{"lang":"it"}`) },
			func() (int, []byte, error) {
				text := matchtest.Question(worker*100_000+n, benchSize, 0)
				return w.do("POST", "/api/v1/conversations/"+d.ID+"/turns", d.Token, fmt.Sprintf(`{"text":%q}`, text))
			},
			func() (int, []byte, error) {
				return w.do("POST", "/api/v1/conversations/"+d.ID+"/handoff", d.Token, `{"channel":"chat","queue":"bench"}`)
			},
		}
		for i, step := range steps {
			status, body, err := step()
			if err != nil {
				return
			}
			if status >= 300 {
				shed.Add(1)
				break
			}
			served.Add(1)
			if i == 0 && json.NewDecoder(strings.NewReader(string(body))).Decode(&d) != nil {
				return
			}
		}
	}
}

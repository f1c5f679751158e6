package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/handoff/bus"
	"sportello/web"
	"sportello/web/auth"
)

// BenchmarkEngagedUnderFlood starts the program, built as it is shipped, and measures
// from an operator's POST until the student's WebSocket has the message: quiet, and while
// a crowd opens conversations, asks and asks for a person without pause. Crowd, server and
// who measures are three processes, which share the processors.
//
// The floor is a bare gin and gorilla beside them, which nobody floods and which keeps
// nothing: between every two messages one goes by way of it. What the flood does to that
// one it does to any program on a machine so busy.
func BenchmarkEngagedUnderFlood(b *testing.B) {
	program := buildSportello(b)
	b.Run("sqlite", func(b *testing.B) { benchFlood(b, program, dbtest.EmptySQLiteURL(b)) })
	b.Run("postgres", func(b *testing.B) { benchFlood(b, program, dbtest.DurablePostgresURL(b)) })
}

func benchFlood(b *testing.B, program, database string) {
	var token string
	addr, pid := startSportello(b, program, database, benchSize, func(d *db.DB) {
		openQueue(b)(d)
		token = benchOperator(b, d)
	})
	bare, _ := startFloor(b, "relay")
	talks := []*talk{engage(b, addr, token), {path: "/say", wire: dial(b, bare), socket: listen(b, bare, "/ws")}}
	b.Run("p99", func(b *testing.B) { measureFlood(b, addr, pid, talks) })
}

func measureFlood(b *testing.B, addr string, pid int, talks []*talk) {
	quiet := inTurn(b, talks, b.N)
	began, before := time.Now(), cpu(b, pid)
	end := startCrowd(b, addr)
	flood := inTurn(b, talks, b.N)
	total := end()
	flooded := time.Since(began).Seconds()
	for i, prefix := range []string{"", "floor-"} {
		for name, took := range map[string][]time.Duration{"quiet": quiet[i], "flood": flood[i]} {
			b.ReportMetric(float64(quantile(took, 0.5).Microseconds()), prefix+name+"-p50-us")
			b.ReportMetric(float64(quantile(took, 0.99).Microseconds()), prefix+name+"-p99-us")
		}
		b.ReportMetric(float64(quantile(flood[i], 0.99))/float64(quantile(quiet[i], 0.99)), prefix+"p99-ratio")
	}
	b.ReportMetric((cpu(b, pid)-before).Seconds()/flooded, "server-cpus")
	for status, n := range total {
		b.ReportMetric(float64(n)/flooded, fmt.Sprint("crowd-", status, "/s"))
	}
}

func quantile(sorted []time.Duration, q float64) time.Duration {
	return sorted[int(float64(len(sorted)-1)*q)]
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

// talk is a chat whose operator writes by HTTP and whose student listens.
type talk struct {
	wire   *wire
	path   string
	token  string
	socket *websocket.Conn
}

// engage has a student join and the operator take the chat.
func engage(b *testing.B, addr, token string) *talk {
	b.Helper()
	t := &talk{wire: dial(b, addr), token: token}
	var student dialogue
	var chat struct{ ID string }
	err := student.join(t.wire, handoff.ChannelChat)
	if err == nil {
		err = t.wire.call("POST", "/api/v1/desk/claim-next", token, `{"queue":"bench"}`, &chat)
	}
	if err != nil {
		b.Fatal(err)
	}
	t.path = "/api/v1/desk/chats/" + chat.ID + "/messages"
	t.socket = listen(b, addr, "/api/v1/conversations/"+student.ID+"/live?after=0&token="+student.Token)
	return t
}

func listen(b *testing.B, addr, path string) *websocket.Conn {
	b.Helper()
	socket, _, err := websocket.DefaultDialer.Dial("ws://"+addr+path, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = socket.Close() })
	return socket
}

// inTurn has n messages go through each of the talks, in turn, and returns how long they
// took to the student, sorted.
func inTurn(b *testing.B, talks []*talk, n int) [][]time.Duration {
	b.Helper()
	took := make([][]time.Duration, len(talks))
	for n := range max(n, 1) {
		for i, t := range talks {
			id := fmt.Sprint(time.Now().UnixNano(), "-", n)
			began := time.Now()
			body := fmt.Sprintf(`{"client_id":%q,"text":"La seconda rata scade a fine maggio."}`, id)
			if err := t.wire.call(http.MethodPost, t.path, t.token, body, nil); err != nil {
				b.Fatal(err)
			}
			if err := t.await(id); err != nil {
				b.Fatal(err)
			}
			took[i] = append(took[i], time.Since(began))
			time.Sleep(5 * time.Millisecond) // an operator takes longer; and the quiet stays quiet
		}
	}
	for _, t := range took {
		slices.Sort(t)
	}
	return took
}

// await reads the student's socket until the message is there.
func (t *talk) await(id string) error {
	for {
		_, frame, err := t.socket.ReadMessage()
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

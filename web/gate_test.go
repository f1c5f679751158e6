package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"pgregory.net/rapid"
)

// patience is longer than any test waits for its turn.
const patience = time.Minute

// arrive enters in the background, and waits until the gate knows of it.
func arrive(t *testing.T, g *gate, of int, told chan<- string, name string, hold <-chan struct{}) {
	t.Helper()
	g.mu.Lock()
	before := g.running + g.waiting
	g.mu.Unlock()
	go func() {
		leave, err := g.enter(context.Background(), of, patience)
		if err != nil {
			told <- name + " shed"
			return
		}
		told <- name
		<-hold
		leave()
	}()
	for {
		g.mu.Lock()
		known := g.running+g.waiting > before || g.waiting == g.room
		g.mu.Unlock()
		if known {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func TestTheLeastUrgentAreShedFirst(t *testing.T) {
	g := &gate{most: func() int { return 1 }, room: 2, ranks: []rank{{share: 1}, {share: 1}, {share: 1}}}
	told, hold := make(chan string, 8), make(chan struct{})
	hear := func(want string) {
		t.Helper()
		if got := <-told; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	arrive(t, g, 0, told, "first", hold)
	hear("first")
	arrive(t, g, 0, told, "report", hold)
	arrive(t, g, 1, told, "join", hold)
	arrive(t, g, 2, told, "question", hold) // there is no room: the report goes
	hear("report shed")
	arrive(t, g, 2, told, "another question", hold)
	hear("join shed")
	if _, err := g.enter(context.Background(), 2, patience); !errors.Is(err, errShed) {
		t.Errorf("with nobody less urgent: %v", err)
	}
	if _, err := g.enter(context.Background(), 0, patience); !errors.Is(err, errShed) {
		t.Errorf("a report in a full room: %v", err)
	}
	close(hold)
	hear("question")
	hear("another question")
}

func TestWhoWaitsTooLongIsShedAndTheirPlaceIsFree(t *testing.T) {
	g := &gate{most: func() int { return 1 }, room: 5, ranks: []rank{{share: 1}}}
	leave, err := g.enter(context.Background(), 0, patience)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.enter(context.Background(), 0, time.Millisecond); !errors.Is(err, errShed) {
		t.Errorf("after the wait: %v", err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.enter(gone, 0, patience); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone: %v", err)
	}
	leave()
	if leave, err = g.enter(context.Background(), 0, patience); err != nil {
		t.Fatal(err)
	}
	leave()
	if g.running != 0 || g.waiting != 0 || len(g.ranks[0].line) != 0 {
		t.Errorf("left behind: %+v", g)
	}
}

// However they come, no more are in than may be, of a rank and in all, and nobody is
// forgotten.
func TestNoMoreGoInThanMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 6).Draw(t, "most")
		g := &gate{most: func() int { return most }, room: 4, ranks: []rank{{share: 0.25}, {share: 0.5}, {share: 1}}}
		visits := rapid.SliceOfN(rapid.IntRange(0, 2), 1, 60).Draw(t, "visits")
		var mu sync.Mutex
		in, wrong := [3]int{}, ""
		var all sync.WaitGroup
		for _, of := range visits {
			all.Go(func() {
				leave, err := g.enter(context.Background(), of, patience)
				if err != nil {
					return
				}
				mu.Lock()
				in[of]++
				if in[0]+in[1]+in[2] > most || in[of] > max(1, int(g.ranks[of].share*float64(most))) {
					wrong = "too many are in"
				}
				mu.Unlock()
				mu.Lock()
				in[of]--
				mu.Unlock()
				leave()
			})
		}
		all.Wait()
		if wrong != "" || g.running != 0 || g.waiting != 0 {
			t.Fatalf("%s: %d run, %d wait", wrong, g.running, g.waiting)
		}
	})
}

func TestClassesOfRoutes(t *testing.T) {
	for route, want := range map[string]class{
		"POST /api/v1/conversations":                     classJoins,
		"POST /api/v1/conversations/:id/handoff":         classJoins,
		"POST /api/v1/conversations/:id/turns":           classQuestions,
		"POST /api/v1/conversations/:id/turns/:n/choose": classQuestions,
		"POST /api/v1/conversations/:id/messages":        classEngaged,
		"POST /api/v1/conversations/:id/seen":            classEngaged,
		"GET /api/v1/conversations/:id/live":             classLive,
		"GET /api/v1/conversations/:id/events":           classLive,
		"POST /api/v1/desk/chats/:id/messages":           classEngaged,
		"POST /api/v1/desk/chats/:id/claim":              classEngaged,
		"GET /api/v1/desk/live":                          classLive,
		"GET /api/v1/desk/chats/:id/turns/:n/explain":    classReports,
		"GET /api/v1/reports/summary":                    classReports,
		"POST /api/v1/studio/explain":                    classReports,
		"GET /healthz":                                   classFree,
		"GET /assets/*file":                              classFree,
	} {
		s := bare()
		got, known := s.classes[route]
		if !known || got != want {
			t.Errorf("%s is %s, want %s", route, classNames[got], classNames[want])
		}
	}
}

// bare is a server without anything to serve, and so without live connections.
func bare() *Server {
	gin.SetMode(gin.ReleaseMode)
	s := &Server{Parts: Parts{Log: slog.New(slog.DiscardHandler)}, router: gin.New(), metrics: newMetrics(Parts{}), limits: newLimits(), budget: newBudget()}
	s.routes()
	return s
}

func TestWhatIsShedIsToldSo(t *testing.T) {
	s := bare()
	s.budget.newcomers.most, s.budget.newcomers.room = func() int { return 0 }, 0
	for lang, words := range map[string]string{"it": "riprova tra qualche secondo", "en": "try again in a few seconds"} {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/conversations", strings.NewReader(`{}`))
		r.Header.Set("Accept-Language", lang)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		var out struct{ Error apiError }
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		wait, err := strconv.Atoi(w.Header().Get("Retry-After"))
		if w.Code != http.StatusServiceUnavailable || out.Error.Code != "busy" || out.Error.ID == "" || err != nil || wait < 1 || wait > 4 {
			t.Errorf("%d %+v, Retry-After %d", w.Code, out.Error, wait)
		}
		if !strings.Contains(out.Error.Message, words) {
			t.Errorf("%s: %q", lang, out.Error.Message)
		}
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(s.metrics.shed)
	families, err := registry.Gather()
	if err != nil || len(families) != 1 || len(families[0].GetMetric()) != len(classNames) {
		t.Fatalf("%v, %v", families, err)
	}
	for _, m := range families[0].GetMetric() {
		of, want := m.GetLabel()[0].GetValue(), 0.0
		if of == "joins" {
			want = 2
		}
		if got := m.GetCounter().GetValue(); got != want {
			t.Errorf("%s: %v shed, want %v", of, got, want)
		}
	}
}

// Newcomers are held back while a chat is engaged, and only then.
func TestEngagedChatsHoldNewcomersBack(t *testing.T) {
	b := newBudget()
	before := b.places()
	leave, err := b.enter(context.Background(), classEngaged)
	if err != nil {
		t.Fatal(err)
	}
	leave()
	if during := b.places(); during >= before {
		t.Errorf("%d places with a chat engaged, %d without", during, before)
	}
	b.lastSeen.Add(-int64(protectFor))
	if after := b.places(); after != before {
		t.Errorf("%d places afterwards, %d before", after, before)
	}
}

// Newcomers are fewer while processors are short, and all they were when these are not.
func TestNewcomersAreFewerWhileProcessorsAreShort(t *testing.T) {
	b := newBudget()
	before := b.places()
	b.lastSeen.Store(int64(time.Since(b.began)))
	most := b.places()
	for range 2 * most {
		b.feel(2 * strained)
	}
	least := b.places()
	if least < 1 || least >= most {
		t.Errorf("%d places where processors are short, %d where not", least, most)
	}
	for n := least + 1; n <= most; n++ {
		for range calmFor {
			b.feel(strained / 2)
		}
		if got := b.places(); got != n {
			t.Errorf("%d places, want %d", got, n)
		}
	}
	b.feel(2 * strained)
	b.lastSeen.Add(-int64(protectFor))
	if after := b.places(); after != before {
		t.Errorf("%d places with nobody engaged, %d before", after, before)
	}
}

// The gate tells how long who was let in waited for a processor.
func TestTheGateTellsWhatIsFelt(t *testing.T) {
	felt := make(chan time.Duration, 1)
	g := &gate{most: func() int { return 1 }, felt: func(d time.Duration) { felt <- d }, room: 1, ranks: []rank{{share: 1}}}
	leave, err := g.enter(context.Background(), 0, patience)
	if err != nil {
		t.Fatal(err)
	}
	told, hold := make(chan string, 1), make(chan struct{})
	close(hold)
	arrive(t, g, 0, told, "second", hold)
	if len(felt) > 0 {
		t.Error("who found a place has waited")
	}
	before := time.Now()
	leave()
	<-told
	if d := <-felt; d <= 0 || d > time.Since(before) {
		t.Errorf("felt %v", d)
	}
}

// What newcomers of an address do takes nothing from the conversations there are.
func TestAllowancesAreApart(t *testing.T) {
	l := newLimits()
	for l.allow(ofAddress, "192.0.2.1") {
		continue
	}
	if !l.allow(ofConversation, "192.0.2.1") || !l.allow(ofAddress, "192.0.2.2") {
		t.Error("another's allowance is used up")
	}
	for range allowances[ofConversation].burst {
		l.allow(ofConversation, "c")
	}
	if l.allow(ofConversation, "c") {
		t.Error("a conversation has no limit")
	}
}

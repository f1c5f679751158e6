package simulate

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// How many queues an operator serves, by level, of twenty.
const (
	firstServes  = 10
	secondServes = 2
)

// prepare reads the queues and the questions of the server's library, and makes the
// operators, with an administrator's token.
func (w *world) prepare(ctx context.Context, token string) error {
	admin := caller{api: w.desk, token: token}
	var config struct{ Topics []struct{ ID string } }
	if err := admin.call(ctx, "GET", "/config", nil, &config); err != nil {
		return fmt.Errorf("read the themes: %w", err)
	}
	for _, t := range config.Topics {
		w.topics = append(w.topics, t.ID)
	}
	if len(w.topics) == 0 {
		return fmt.Errorf("%w: the library has no themes", ErrServer)
	}
	w.floor = newFloor(w.topics)
	run := fmt.Sprintf("simulation-%d", time.Now().UnixMilli()) // logins of an earlier run may be there
	if err := w.readQuestions(ctx, admin, run); err != nil {
		return fmt.Errorf("read the questions: %w", err)
	}
	for i, place := range w.places() {
		id, key, err := newUser(ctx, admin, fmt.Sprintf("%s-%d", run, i+1), "operator", &place)
		if err != nil {
			return fmt.Errorf("make operator %d: %w", i+1, err)
		}
		w.operators = append(w.operators, &operator{w: w, caller: caller{api: w.desk, node: i % len(w.desk.nodes), token: key}, id: id,
			slots: slots{queues: place.Queues, capacity: place.Capacity, held: map[string]bool{}, hasFree: true},
			rng:   rand.New(rand.NewPCG(w.o.Seed, uint64(i))), wake: make(chan struct{}, 1), chats: map[string]*dialogue{}, had: map[string]int64{}})
	}
	for _, o := range w.operators {
		if err := o.begin(ctx); err != nil {
			return fmt.Errorf("an operator begins: %w", err)
		}
	}
	return nil
}

// staff lets the operators work, until closed; closing again does nothing.
func (w *world) staff(ctx context.Context) (closeDesk func()) {
	working, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	for _, o := range w.operators {
		all.Go(func() { o.run(working) })
	}
	return func() {
		cancel()
		all.Wait()
		w.front.close()
		w.talk.close()
		w.desk.close()
	}
}

// place is an operator's at the desk.
type place struct {
	Level    int      `json:"level"`
	Capacity int      `json:"capacity"`
	Queues   []string `json:"queues"`
}

// newUser makes a user without a password, who acts by the token that is returned.
func newUser(ctx context.Context, admin caller, login, role string, at *place) (id, token string, err error) {
	in := map[string]any{"login": login, "name": "Simulation " + login, "roles": []string{role}}
	if at != nil {
		in["operator"] = at
	}
	var user struct{ ID string }
	if err := admin.call(ctx, "POST", "/admin/users", in, &user); err != nil {
		return "", "", err
	}
	var key struct{ Token string }
	err = admin.call(ctx, "POST", "/admin/users/"+user.ID+"/tokens", struct{}{}, &key)
	return user.ID, key.Token, err
}

// readQuestions takes the questions of all published entries, as an editor sees them.
func (w *world) readQuestions(ctx context.Context, admin caller, run string) error {
	_, token, err := newUser(ctx, admin, run+"-editor", "editor", nil)
	if err != nil {
		return err
	}
	var entries []struct{ Topic, Lang, Question string }
	editor := caller{api: w.desk, token: token}
	if err := editor.call(ctx, "GET", "/studio/entries", nil, &entries); err != nil {
		return err
	}
	for _, e := range entries {
		w.questions[e.Topic] = append(w.questions[e.Topic], question{text: e.Question, lang: e.Lang})
	}
	for _, topic := range w.topics {
		if len(w.questions[topic]) == 0 {
			w.questions[topic] = []question{{text: "Vorrei parlare con una persona", lang: "it"}}
		}
	}
	return nil
}

// places are where the operators stand: capacities of 2 and 3 in turn, so 2.5 chats on
// average, and to each the queues that lack people most.
func (w *world) places() []place {
	weights := queueWeights(len(w.topics))
	given := make([]float64, len(weights)) // slots
	var out []place
	for i := range w.o.Scenario.First + w.o.Scenario.Second {
		p := place{Level: 1, Capacity: 2 + i%2}
		serves := firstServes
		if i >= w.o.Scenario.First {
			p.Level, serves = 2, secondServes
		}
		if w.o.Scenario.Split > 0 {
			serves = w.o.Scenario.Split
		}
		if w.o.Pool {
			serves = len(weights)
		}
		for _, q := range neediest(weights, given, serves) {
			given[q] += float64(p.Capacity) / float64(serves)
			p.Queues = append(p.Queues, w.topics[q])
		}
		out = append(out, p)
	}
	return out
}

// neediest returns the n queues that have the fewest slots for their share of students.
func neediest(weights, given []float64, n int) []int {
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(given[a]/weights[a], given[b]/weights[b]) })
	return order[:min(n, len(order))]
}

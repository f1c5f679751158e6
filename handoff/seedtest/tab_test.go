package seedtest

import (
	"context"
	"slices"
	"time"

	"sportello/handoff"
)

// tab is one window of the desk. It does what the staff page does: the overview, then
// the stream from there; after each reconnection, and for a chat it does not know, the
// overview again; what it knows of a chat is the union of all that it was told.
type tab struct {
	o      *operator
	name   string
	page   *page
	ready  bool // the first overview is there: it can be used
	load   int  // which opening this is: answers to an earlier one are not shown
	chats  []*held
	missed map[string]bool // chats not here of which something was told
	due    bool            // the overview will be asked for
}

// held is a chat that the tab shows as its operator's.
type held struct {
	id     string
	mine   bool
	loaded bool
	events map[int64]handoff.Event
	last   int64
}

// detail is a chat as it is opened, and overview the desk.
type detail struct {
	chat   handoff.Summary
	events []handoff.Event
}

type overview struct {
	seq   int64
	chats []handoff.Summary
}

func newTab(o *operator, name string) *tab {
	t := &tab{o: o, name: name}
	t.page = &page{s: o.s, name: name, topics: []string{handoff.OperatorTopic(o.name)}, event: t.happened, back: t.resync,
		follow: func(d *handoff.Desk, after int64) *handoff.Follower { return d.FollowOperator(o.name, after) },
		beat:   func(ctx context.Context, d *handoff.Desk) error { return d.Touch(ctx, o.name) }}
	return t
}

// readDetail reads first the chat and then its events, as web does: the second may be
// ahead of the first.
func readDetail(ctx context.Context, d *handoff.Desk, id string) (detail, error) {
	chat, err := d.Summary(ctx, id)
	if err != nil {
		return detail{}, err
	}
	events, err := d.ChatEvents(ctx, id, 0, 0)
	return detail{chat, events}, err
}

func readOverview(ctx context.Context, d *handoff.Desk, operator string) (overview, error) {
	seq, err := d.LastSeq(ctx)
	if err != nil {
		return overview{}, err
	}
	if _, err := d.AllWays(ctx); err != nil {
		return overview{}, err
	}
	chats, err := d.Chats(ctx, operator, handoff.Engaged, 0)
	return overview{seq, chats}, err
}

// start opens the tab: it follows the stream from where the overview was read.
func (t *tab) start() {
	t.load++
	t.chats, t.missed, t.due = nil, map[string]bool{}, false
	t.overview(func(all overview) {
		t.page.after = all.seq
		t.reconcile(all)
		t.ready = true
		t.page.show()
	})
}

func (t *tab) close() {
	t.ready = false
	t.load++
	t.page.hide(t.o.s.chance(0.7))
}

// overview asks until there is an answer or the tab is closed.
func (t *tab) overview(done func(overview)) {
	s, load := t.o.s, t.load
	ask(s, one(s, s.nodes), t.name, "overview", nil, func(ctx context.Context, d *handoff.Desk) (overview, error) {
		return readOverview(ctx, d, t.o.name)
	}, func(all overview, err error) {
		s.allowed("overview", err)
		switch {
		case t.load != load:
		case err != nil:
			t.later(5*time.Second, func() { t.overview(done) })
		default:
			done(all)
		}
	})
}

// later does something unless the tab is closed by then.
func (t *tab) later(d time.Duration, do func()) {
	load := t.load
	t.o.s.after(d, func() {
		if t.load == load {
			do()
		}
	})
}

// resync brings what is here in line with the overview, soon.
func (t *tab) resync() {
	if t.due {
		return
	}
	t.due = true
	t.later(time.Second, func() {
		t.due = false
		t.overview(t.reconcile)
	})
}

// reconcile leaves a chat alone whose last event is newer than the overview.
func (t *tab) reconcile(all overview) {
	here := func(h *held) bool {
		return slices.ContainsFunc(all.chats, func(c handoff.Summary) bool { return c.ID == h.id })
	}
	t.chats = slices.DeleteFunc(t.chats, func(h *held) bool { return !here(h) && h.last <= all.seq })
	for _, c := range all.chats {
		h := t.find(c.ID)
		if h == nil {
			h = t.add(c.ID, c.LastSeq)
		}
		if !h.loaded {
			t.read(h)
		}
	}
}

func (t *tab) find(id string) *held {
	for _, h := range t.chats {
		if h.id == id {
			return h
		}
	}
	return nil
}

func (t *tab) add(id string, last int64) *held {
	h := &held{id: id, mine: true, last: last, events: map[int64]handoff.Event{}}
	t.chats = append(t.chats, h)
	return h
}

// read loads the whole chat, again when there is no answer.
func (t *tab) read(h *held) {
	s, load := t.o.s, t.load
	ask(s, one(s, s.nodes), t.name, "open "+s.model.alias(h.id), nil, func(ctx context.Context, d *handoff.Desk) (detail, error) {
		return readDetail(ctx, d, h.id)
	}, func(got detail, err error) {
		s.allowed("open", err)
		switch {
		case t.load != load:
		case err != nil:
			t.later(3*time.Second, func() { t.read(h) })
		default:
			t.merge(h, got)
		}
	})
}

// show shows what a claim answered. What was told of the chat while it was not here
// may be newer than the answer, so then it is read again.
func (t *tab) show(got detail) {
	h := t.find(got.chat.ID)
	if h == nil {
		h = t.add(got.chat.ID, 0)
	}
	t.merge(h, got)
	if t.missed[h.id] && !t.o.s.bugs.hasty {
		h.loaded = false
		t.read(h)
	}
	t.resync()
}

func (t *tab) merge(h *held, got detail) {
	last := got.chat.LastSeq
	for _, e := range got.events {
		h.events[e.Seq] = e
		last = max(last, e.Seq)
	}
	h.loaded = true
	if last >= h.last {
		h.last = last
		h.mine = got.chat.State == handoff.Engaged && got.chat.OperatorID == t.o.name
	}
}

// released are the events by which a chat leaves its operator.
var released = []handoff.Kind{handoff.KindTransferred, handoff.KindReturned, handoff.KindEscalated, handoff.KindSentBack, handoff.KindClosed}

// happened takes an event of the stream.
func (t *tab) happened(e handoff.Event) {
	h := t.find(e.ChatID)
	if h == nil {
		t.missed[e.ChatID] = true
		t.resync()
		return
	}
	h.events[e.Seq] = e
	h.last = max(h.last, e.Seq)
	if slices.Contains(released, e.Kind) {
		t.chats = slices.DeleteFunc(t.chats, func(other *held) bool { return other == h })
		t.resync()
		return
	}
	if e.Kind == handoff.KindClaimed && !h.mine { // what was said in between is not here
		h.loaded = false
		t.read(h)
	}
	t.complete(h)
}

// complete checks the screen of a chat that the operator has: all that there is up to
// the last event of the stream, and nothing else.
func (t *tab) complete(h *held) {
	s := t.o.s
	if !h.loaded || s.model.holder(h.id, t.page.after) != t.o.name {
		return
	}
	for _, e := range s.model.byChat[h.id] {
		if shown, there := h.events[e.Seq]; e.Seq <= t.page.after && (!there || shown.Text != e.Text || shown.Kind != e.Kind) {
			s.fail("%s has read to %d and does not show event %d (%s) of %s", t.name, t.page.after, e.Seq, e.Kind, s.model.alias(h.id))
		}
	}
}

// some draws one of the chats shown.
func (t *tab) some() *held {
	if len(t.chats) == 0 {
		return nil
	}
	return one(t.o.s, t.chats)
}

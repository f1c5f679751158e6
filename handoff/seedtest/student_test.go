package seedtest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sportello/handoff"
)

// student is one conversation and the browser it is in.
type student struct {
	s       *sim
	name    string // of the conversation
	page    *page
	screen  []handoff.Event // what the page shows
	quiet   bool            // writes nothing
	joining bool
	sending bool
	outbox  []*post
	written int
	loads   int // of the page: what was asked for an earlier one is not shown
}

// post is a message on its way, kept until it is acknowledged or refused.
type post struct{ client, text string }

func (s *sim) newStudent(name string) {
	st := &student{s: s, name: name, quiet: s.chance(0.2)}
	st.page = &page{s: s, name: name, topics: []string{handoff.ConversationTopic(name)}, event: st.see,
		follow: func(d *handoff.Desk, after int64) *handoff.Follower { return d.FollowConversation(name, after) },
		beat:   func(ctx context.Context, d *handoff.Desk) error { return d.StudentsHere(ctx, name) },
		back:   st.flush}
	s.students = append(s.students, st)
	s.after(s.between(0, 30*time.Second), st.page.show)
	s.again(5*time.Second, st.act)
}

// act is the next thing that comes to the student's mind.
func (st *student) act() {
	s := st.s
	if !st.page.shown {
		if s.chance(0.3) {
			st.comeBack()
		}
		return
	}
	switch what := s.rng.IntN(100); {
	case what < 3:
		st.vanish()
	case what < 8 && st.page.l != nil:
		st.page.l.cut(s.chance(0.5))
	case what < 14:
		st.poll()
	case !st.waits():
		st.join()
	case what < 18:
		st.leave()
	case what < 30:
		st.seen()
	case what < 35:
		st.typing()
	default:
		st.write()
	}
}

// waits reports whether the screen shows a chat that is open.
func (st *student) waits() bool {
	for _, e := range slices.Backward(st.screen) {
		switch e.Kind {
		case handoff.KindClosed:
			return false
		case handoff.KindQueued:
			return true
		default:
		}
	}
	return false
}

// see puts an event on the screen. It must be the very next of what there is and will
// ever be, so that what the screen shows is at all times a beginning of the whole.
func (st *student) see(e handoff.Event) {
	all := st.s.model.shown[st.name]
	st.s.same(st.name, len(st.screen), all, e)
	st.screen = append(st.screen, e)
	st.outbox = slices.DeleteFunc(st.outbox, func(p *post) bool { return p.client == e.ClientID })
	if e.Kind == handoff.KindClaimed && !st.s.calm {
		st.s.after(st.s.between(0, 300*time.Millisecond), st.write) // somebody is there!
	}
}

// same compares an event that a screen has received as its next one with the truth.
func (s *sim) same(who string, at int, all []handoff.Event, e handoff.Event) {
	if at >= len(all) || all[at].Seq != e.Seq {
		s.fail("%s is shown event %d (%s) as number %d of %v", who, e.Seq, e.Kind, at+1, numbers(all))
	}
	if want := all[at]; want.Kind != e.Kind || want.Text != e.Text || want.ClientID != e.ClientID || want.Author != e.Author {
		s.fail("%s is shown %+v for %+v", who, e, want)
	}
}

func numbers(events []handoff.Event) []int64 {
	out := make([]int64, len(events))
	for i, e := range events {
		out[i] = e.Seq
	}
	return out
}

// comeBack opens the page again: the same tab with what it shows, or a new one.
func (st *student) comeBack() {
	if st.page.shown {
		return
	}
	if st.s.chance(0.5) {
		st.screen, st.page.after, st.loads = nil, 0, st.loads+1
	}
	st.s.note("%s is back with %d events", st.name, len(st.screen))
	st.page.show()
}

func (st *student) vanish() {
	silent := st.s.chance(0.7)
	st.s.note("%s goes away", st.name)
	st.page.hide(silent)
}

// join asks for a person until it is certain that somebody will come.
func (st *student) join() {
	if st.joining {
		return
	}
	st.joining = true
	s := st.s
	j := handoff.Join{ConversationID: st.name, QueueID: one(s, []string{"fees", "exams"}), Channel: handoff.ChannelChat, Subject: "?"}
	if s.chance(0.15) {
		j.Channel = handoff.ChannelTicket
	}
	var try func()
	try = func() {
		ask(s, one(s, s.nodes), st.name, "join "+j.QueueID, j, func(ctx context.Context, d *handoff.Desk) (handoff.Chat, error) {
			return d.Enqueue(ctx, j)
		}, func(c handoff.Chat, err error) {
			if passing(err) {
				s.after(s.between(time.Second, 5*time.Second), try)
				return
			}
			st.joining = false
			s.allowed("join", err)
			if s.model.chats[c.ID] == nil || c.ConversationID != st.name {
				s.fail("%s joined as %+v, which is nowhere", st.name, c)
			}
		})
	}
	try()
}

func (st *student) leave() {
	order(st.s, one(st.s, st.s.nodes), st.name, "leave", func(ctx context.Context, d *handoff.Desk) error { return d.Leave(ctx, st.name) },
		func(err error) { st.s.allowed("leave", err) })
}

func (st *student) seen() {
	side, last := handoff.Side{Author: handoff.ByStudent, ConversationID: st.name}, st.page.after
	order(st.s, one(st.s, st.s.nodes), st.name, "seen", func(ctx context.Context, d *handoff.Desk) error { return d.Seen(ctx, side, last) },
		func(err error) { st.s.allowed("seen", err) })
}

func (st *student) typing() {
	side := handoff.Side{Author: handoff.ByStudent, ConversationID: st.name}
	order(st.s, one(st.s, st.s.nodes), st.name, "typing", func(ctx context.Context, d *handoff.Desk) error { return d.Typing(ctx, side) },
		func(err error) { st.s.allowed("typing", err, handoff.ErrNotFound) })
}

// poll asks once for what is new, as a page without WebSocket does, and looks at the
// place in line.
func (st *student) poll() {
	after, load := st.page.after, st.loads
	ask(st.s, one(st.s, st.s.nodes), st.name, "poll", nil, func(ctx context.Context, d *handoff.Desk) ([]handoff.Event, error) {
		return d.Events(ctx, st.name, after, st.s.plan.page, true)
	}, func(events []handoff.Event, err error) {
		st.s.allowed("poll", err)
		if st.loads != load {
			return
		}
		for _, e := range events {
			if e.Seq > st.page.after {
				st.page.after = e.Seq
				st.see(e)
			}
		}
	})
}

func (st *student) write() {
	if st.quiet {
		return
	}
	for range 1 + st.s.rng.IntN(2) {
		st.written++
		id := fmt.Sprintf("%s-m%d", st.name, st.written)
		st.outbox = append(st.outbox, &post{client: id, text: "text of " + id})
	}
	st.flush()
}

// flush sends the first of the outbox, again and again under the same id.
func (st *student) flush() {
	if st.sending || len(st.outbox) == 0 {
		return
	}
	st.sending = true
	p := st.outbox[0]
	m := handoff.Message{ConversationID: st.name, Author: handoff.ByStudent, ClientID: p.client, Text: p.text}
	st.s.send(st.name, m, func(err error) {
		st.sending = false
		if passing(err) {
			st.s.after(st.s.between(500*time.Millisecond, 5*time.Second), st.flush)
			return
		}
		st.s.allowed("send", err, handoff.ErrClosed, handoff.ErrNotFound)
		st.outbox = slices.DeleteFunc(st.outbox, func(other *post) bool { return other == p })
		st.flush()
	})
}

// send sends a message, whose acknowledgement is a promise.
func (s *sim) send(who string, m handoff.Message, done func(error)) {
	ask(s, one(s, s.nodes), who, "send "+m.ClientID, m, func(ctx context.Context, d *handoff.Desk) (int64, error) { return d.Send(ctx, m) },
		func(seq int64, err error) {
			if err == nil {
				s.model.acknowledged(seq, m)
			}
			done(err)
		})
}

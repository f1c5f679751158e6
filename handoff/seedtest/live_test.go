package seedtest

import (
	"context"
	"errors"
	"slices"
	"time"

	"sportello/handoff"
	"sportello/handoff/bus"
)

// The times of live connections, as web and the browser's stream keep them.
const (
	pingEvery = 20 * time.Second
	deadAfter = 60 * time.Second // the node takes a mute client for gone
	stale     = 30 * time.Second // the client takes a mute node for gone
	openIn    = 8 * time.Second
)

var errCut = errors.New("the connection is cut")

// live is the node's end of a live connection: it catches up after each wake, never
// twice at a time.
type live struct {
	node        *node
	page        *page
	topics      []string
	sub         *bus.Sub
	follower    *handoff.Follower
	busy, again bool
	mute        bool // nothing passes any more, and neither side has noticed
	over        bool
	given       int64     // the last event sent
	last        time.Time // when what was sent last arrives: the next comes after it
}

// connect opens a live connection from the page.
func (n *node) connect(p *page, try int, after int64) {
	if !n.up {
		n.s.after(n.s.lag(), func() { p.retry(try) })
		return
	}
	l := &live{node: n, page: p, topics: p.topics, follower: p.follow(n.desk, after)}
	l.follower.Page = n.s.plan.page
	l.sub = n.desk.Subscribe(l.topics...)
	n.lives = append(n.lives, l)
	l.send(func() { p.opened(l, try) })
	l.wake()
	l.pulse()
}

// wakeLives wakes those connections whose topics were published since the last step.
func (n *node) wakeLives() {
	for _, l := range n.lives {
		select {
		case <-l.sub.C:
			l.wake()
		default:
		}
	}
}

func (l *live) wake() {
	if l.busy {
		l.again = true
		return
	}
	l.busy, l.again = true, false
	l.node.spawn(func() {
		err := l.follower.CatchUp(ctx, l.give)
		if err == nil && l.node.s.bugs.skip && l.node.s.chance(0.05) {
			l.follower.After++
		}
		if err != nil && !is(err, errCut) {
			l.node.s.fail("catch up: %v", err)
		}
		l.busy = false
		if err == nil && l.again {
			l.wake()
		}
	})
}

// give sends one event; the client has it later, or never. On one connection none comes
// twice or out of order.
func (l *live) give(e handoff.Event) error {
	if l.over {
		return errCut
	}
	if e.Seq <= l.given {
		l.node.s.fail("%s is sent event %d after event %d", l.page.name, e.Seq, l.given)
	}
	l.given = e.Seq
	l.send(func() { l.page.take(l, e) })
	return nil
}

// send puts something on its way to the client, behind what is on its way already.
func (l *live) send(arrive func()) {
	s := l.node.s
	at := s.now.Add(s.lag())
	if !at.After(l.last) {
		at = l.last.Add(time.Microsecond)
	}
	l.last = at
	s.after(at.Sub(s.now), func() {
		if !l.mute {
			arrive()
		}
	})
}

// pulse shows both sides that the other is there.
func (l *live) pulse() {
	silent := l.node.s.now
	var beat func()
	beat = func() {
		s := l.node.s
		if !l.mute {
			silent = s.now // the pong
		}
		if l.over || s.now.Sub(silent) >= deadAfter {
			l.end()
			return
		}
		l.send(func() { l.page.alive(l) })
		if l.page.beat != nil {
			l.node.spawn(func() { s.must(l.page.beat(ctx, l.node.desk)) })
		}
		s.after(pingEvery, beat)
	}
	l.node.s.after(pingEvery, beat)
}

// cut breaks the connection: both sides learn of it, or neither does.
func (l *live) cut(silent bool) {
	l.node.s.note("the connection of %s to %s is cut", l.page.name, l.node.name)
	if !silent {
		l.tellClosed()
		l.end()
	}
	l.mute = true
}

// tellClosed tells the client that the connection is over; what was on its way before
// it is lost.
func (l *live) tellClosed() {
	l.mute = true
	l.node.s.after(l.node.s.lag(), func() { l.page.lost(l) })
}

// end is the node's own end of it.
func (l *live) end() {
	if l.over {
		return
	}
	l.over = true
	l.sub.Close()
	l.node.lives = slices.DeleteFunc(l.node.lives, func(other *live) bool { return other == l })
}

// page is a client's end: it follows from the number it has, on any node, and comes
// back whenever the connection is lost.
type page struct {
	s      *sim
	name   string
	topics []string
	follow func(d *handoff.Desk, after int64) *handoff.Follower
	beat   func(context.Context, *handoff.Desk) error // a sign of life of who is connected
	event  func(handoff.Event)                        // hands one over
	back   func()                                     // the connection is there again

	after   int64
	shown   bool // the page is there
	l       *live
	try     int // which attempt this is
	heardAt time.Time
}

// show opens the page's connection.
func (p *page) show() {
	p.shown = true
	p.connect()
}

// hide closes the page: with a word to the node, or without.
func (p *page) hide(silent bool) {
	if p.l != nil {
		if silent {
			p.l.mute = true
		} else {
			p.l.end()
		}
	}
	p.shown, p.l = false, nil
	p.try++
}

func (p *page) connect() {
	if !p.shown || p.l != nil {
		return
	}
	p.try++
	try, after, n := p.try, p.after, one(p.s, p.s.nodes)
	if !p.s.lose() {
		p.s.after(p.s.lag(), func() { n.connect(p, try, after) })
	}
	p.s.after(openIn, func() {
		if p.try == try {
			p.connect()
		}
	})
}

// retry is an attempt that failed.
func (p *page) retry(try int) {
	p.s.after(p.s.between(100*time.Millisecond, 5*time.Second), func() {
		if p.try == try {
			p.connect()
		}
	})
}

func (p *page) opened(l *live, try int) {
	if p.try != try { // given up before it was there
		l.mute = true
		l.end()
		return
	}
	p.l = l
	p.s.note("%s is connected to %s", p.name, l.node.name)
	p.alive(l)
	if p.back != nil {
		p.back()
	}
	p.watch(l)
}

// watch drops a connection that says nothing for too long.
func (p *page) watch(l *live) {
	p.s.after(stale, func() {
		switch {
		case p.l != l:
		case p.s.now.Sub(p.heardAt) >= stale:
			p.lost(l)
		default:
			p.watch(l)
		}
	})
}

func (p *page) alive(l *live) {
	if p.l == l {
		p.heardAt = p.s.now
	}
}

// take hands an event over, unless a poll was faster.
func (p *page) take(l *live, e handoff.Event) {
	if p.l != l {
		return
	}
	p.alive(l)
	if e.Seq > p.after {
		p.after = e.Seq
		p.event(e)
	}
}

// lost is a connection that ended, or that is given up.
func (p *page) lost(l *live) {
	if p.l != l {
		return
	}
	p.s.note("%s lost its connection", p.name)
	l.mute, p.l = true, nil
	p.retry(p.try)
}

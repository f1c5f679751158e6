package seedtest

import (
	"sportello/handoff/bus"
)

// frame is one publishing on its way.
type frame struct{ topic, payload string }

// nodeBus is the bus of one node. On the node itself notices travel through the real
// hub; between nodes they come late, twice, or, while a connection is broken, when it
// is back, as [bus.Bus] promises.
type nodeBus struct {
	*bus.Local
	node *node
}

var _ bus.Bus = (*nodeBus)(nil)

// Publish implements [bus.Bus]. The node may crash before each notice.
func (b *nodeBus) Publish(topic, payload string) {
	s := b.node.s
	if s.dirty = true; s.running != nil {
		s.running.told = true
	}
	s.yield()
	b.Local.Publish(topic, payload)
	f := frame{topic, payload}
	if b.node.deaf {
		b.node.held = append(b.node.held, f)
		return
	}
	b.node.spread(f)
}

// spread sends a notice to the other nodes.
func (n *node) spread(f frame) {
	if n.s.bugs.deaf {
		return
	}
	for _, other := range n.s.nodes {
		if other == n {
			continue
		}
		n.s.after(n.s.lag(), func() { other.hear(f) })
		if !n.s.calm && n.s.chance(n.s.plan.doubled) {
			n.s.after(n.s.lag(), func() { other.hear(f) })
		}
	}
}

// hear takes a notice from another node; a deaf one is told of everything later.
func (n *node) hear(f frame) {
	if n.up && !n.deaf {
		n.bus.Local.Publish(f.topic, f.payload)
	}
}

// unlink breaks the node's connection for notices for a while.
func (n *node) unlink() {
	if n.deaf {
		return
	}
	n.s.note("%s is cut off from the others' notices", n.name)
	n.deaf = true
	n.s.after(n.s.between(0, 40*1e9), n.relink)
}

// relink sends what waited and wakes everybody for what may have been missed.
func (n *node) relink() {
	if !n.deaf {
		return
	}
	n.s.note("%s hears the others again", n.name)
	n.deaf = false
	for _, f := range n.held {
		n.spread(f)
	}
	n.held = nil
	for _, l := range n.lives {
		for _, topic := range l.topics {
			n.bus.Local.Publish(topic, "")
		}
	}
}

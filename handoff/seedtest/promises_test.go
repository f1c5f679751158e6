package seedtest

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"sportello/content/db"
	"sportello/handoff"
)

// check compares the database with the model after a step, if anything was written:
// what is written is published, or is the last thing that a request does.
func (s *sim) check() {
	m := s.model
	if !s.dirty {
		return
	}
	s.dirty = false
	if fresh := m.events(ctx, m.last); len(fresh) > 0 && m.learnAll(fresh) {
		s.moved = true
		m.table()
		for _, queue := range theQueues {
			m.lines(queue)
		}
	}
	if s.moved {
		s.moved = false
		m.slots()
	}
}

// learnAll reports whether more was done than said.
func (m *model) learnAll(fresh []handoff.Event) (moved bool) {
	for _, e := range fresh {
		m.learn(e)
		moved = moved || (e.Kind != handoff.KindMessage && e.Kind != handoff.KindSeen && e.Kind != handoff.KindNote)
	}
	m.counts()
	return moved
}

// events reads by SQL of the checks' own.
func (m *model) events(ctx context.Context, after int64) []handoff.Event {
	var all []handoff.Event
	m.s.must(m.db.Each(ctx, func(rows *sql.Rows) error {
		var e handoff.Event
		var data string
		if err := rows.Scan(&e.Seq, &e.ChatID, &e.ConversationID, &e.Kind, &e.Author, &e.OperatorID, &e.ClientID, &e.Text, &data); err != nil {
			return err
		}
		all = append(all, e)
		return json.Unmarshal([]byte(data), &all[len(all)-1].Data)
	}, `SELECT seq, chat_id, conversation_id, kind, author, operator_id, client_id, text, data FROM events WHERE seq > $1 ORDER BY seq`, after))
	return all
}

// counts: nothing that was there is gone, and nothing came in below.
func (m *model) counts() {
	var n int
	var top int64
	m.s.must(m.db.QueryRow(ctx, `SELECT COUNT(*), MAX(seq) FROM events`).Scan(&n, &top))
	if n != len(m.all) || top != m.last {
		m.s.fail("%d events up to %d, where there were %d up to %d", n, top, len(m.all), m.last)
	}
}

// table: each chat stands as its events say, in the table too, and each operator's count
// of chats is right.
func (m *model) table() {
	n := 0
	m.s.must(m.db.Each(ctx, func(rows *sql.Rows) error {
		var is chat
		var resumed bool
		if err := rows.Scan(&is.id, &is.conversation, &is.queue, &is.channel, &is.state, &is.operator,
			&is.line, &is.behind, &is.level, &resumed); err != nil {
			return err
		}
		n++
		c := m.chats[is.id]
		if c == nil {
			m.s.fail("chat %+v has no event", is)
		}
		left := func(e handoff.Event) bool { return slices.Contains(released, e.Kind) }
		if is.alias = c.alias; resumed && !slices.ContainsFunc(m.byChat[c.id], left) {
			c.behind = 0 // who fell silent and comes back goes first
		}
		if *c != is {
			m.s.fail("%s is %+v, and by its events %+v", c.alias, is, *c)
		}
		return nil
	}, `SELECT id, conversation_id, queue_id, channel, state, operator_id, line, behind, level, resumed FROM chats`))
	if n != len(m.chats) {
		m.s.fail("%d chats, by the events %d", n, len(m.chats))
	}
	m.s.must(m.db.Each(ctx, func(rows *sql.Rows) error {
		var operator string
		var engaged int
		err := rows.Scan(&operator, &engaged)
		if err == nil && engaged != m.has(operator) {
			m.s.fail("%s counts %d chats and has %d", operator, engaged, m.has(operator))
		}
		return err
	}, `SELECT id, engaged FROM operators`))
}

// lines: who waits in a queue stands in the order of the promise, those given back at
// the head, and is told that place.
func (m *model) lines(queue string) {
	var line []*chat
	for _, c := range m.order {
		if c.state == handoff.Waiting && c.queue == queue {
			line = append(line, c)
		}
	}
	slices.SortFunc(line, func(a, b *chat) int {
		return cmp.Or(cmp.Compare(a.channel, b.channel), cmp.Compare(a.behind, b.behind), cmp.Compare(a.line, b.line))
	})
	waiting, err := m.desk.Waiting(ctx, "", queue, 0)
	m.s.must(err)
	if len(waiting) != len(line) {
		m.s.fail("%d chats wait in %s, by the events %d", len(waiting), queue, len(line))
	}
	for i, c := range line {
		place, err := m.desk.Place(ctx, c.id)
		m.s.must(err)
		if waiting[i].ID != c.id || place != i+1 {
			m.s.fail("%s is told place %d, where it has place %d and the line has %s", c.alias, place, i+1, m.alias(waiting[i].ID))
		}
	}
}

// patientFor is how long a free slot may wait for its chat where clocks differ, so that
// nodes disagree on who is there: until they all agree, and a round.
const patientFor = time.Minute

// slots: no operator whom all nodes take for present has a free slot while somebody
// waits for them in a queue that is pushed; where clocks agree, at no commit. A chat
// that the operator gave up themselves is left out while they are spared it, and a while
// longer: that comes to its end by time, in a round.
func (m *model) slots() {
	late, early := m.s.now, m.s.now
	for _, n := range m.s.nodes {
		late, early = late.Add(max(0, n.db.Now().Sub(late))), early.Add(min(0, n.db.Now().Sub(early)))
	}
	found := map[[2]string]time.Time{}
	m.s.must(m.db.Each(ctx, func(rows *sql.Rows) error {
		var pair [2]string
		if err := rows.Scan(&pair[0], &pair[1]); err != nil {
			return err
		}
		found[pair] = m.s.now
		if since, before := m.idle[pair]; before {
			found[pair] = since
		}
		if m.s.plan.skew == 0 || m.s.now.Sub(found[pair]) > patientFor {
			m.s.fail("%s waits since %s while %s has a free slot", m.alias(pair[0]), found[pair].Sub(opening), pair[1])
		}
		return nil
	}, `SELECT c.id, o.id FROM chats c JOIN queues q ON q.id = c.queue_id AND q.routing = 'push'
		JOIN operator_queues s ON s.queue_id = c.queue_id JOIN operators o ON o.id = s.operator_id
		WHERE c.state = 'waiting' AND c.channel = 'chat' AND c.gone_at = 0 AND o.level >= c.level
		AND o.state = 'available' AND o.engaged < o.capacity AND o.seen_at >= $1
		AND NOT (c.refused_by = o.id AND c.refused_until > $2)`,
		db.Millis(late.Add(-handoff.PresentFor)), db.Millis(early.Add(-patientFor))))
	m.idle = found
}

// ill says what is not yet as it must be some minutes after the last fault, "" when all
// is well: everybody has their answers and sees everything, who is free has somebody if
// somebody waits, and who went away has nobody.
func (s *sim) ill() string {
	m := s.model
	for i, e := range m.events(ctx, 0) {
		if e.Seq != m.all[i].Seq || e.Text != m.all[i].Text || e.ChatID != m.all[i].ChatID {
			s.fail("event %+v was %+v", e, m.all[i])
		}
	}
	for _, st := range s.students {
		if len(st.outbox) > 0 || st.joining {
			return fmt.Sprintf("%s waits for an answer: %d messages, joining %v", st.name, len(st.outbox), st.joining)
		}
		if all := m.shown[st.name]; len(st.screen) != len(all) {
			return fmt.Sprintf("%s shows %v of %v", st.name, numbers(st.screen), numbers(all))
		}
	}
	for _, o := range s.operators {
		if ill := cmp.Or(o.blind(), o.idle()); ill != "" {
			return ill
		}
	}
	return m.forgotten()
}

// gone reports whether the student is passed over.
func (m *model) gone(c *chat) bool {
	is, err := m.desk.Chat(ctx, c.id)
	m.s.must(err)
	return is.Gone
}

// forgotten says who waits for a chat in a queue that is closed.
func (m *model) forgotten() string {
	for _, c := range m.order {
		if c.state != handoff.Waiting || c.channel != handoff.ChannelChat {
			continue
		}
		_, standing, err := m.desk.Standing(ctx, c.queue)
		m.s.must(err)
		if !standing.Open {
			return fmt.Sprintf("%s waits for a chat in %s, which is closed", c.alias, c.queue)
		}
	}
	return ""
}

// blind says which of their chats an operator at the desk does not see whole, or which
// an operator who went away has still.
func (o *operator) blind() string {
	for _, c := range o.s.model.order {
		if c.operator != o.name || c.state != handoff.Engaged {
			continue
		}
		if !o.here && c.channel == handoff.ChannelChat {
			return fmt.Sprintf("%s went away and has %s", o.name, c.alias)
		}
		for _, t := range o.tabs {
			h := t.find(c.id)
			if o.here && (h == nil || !h.mine || !h.loaded || len(h.events) != len(o.s.model.byChat[c.id])) {
				return fmt.Sprintf("%s does not show all of %s, which is theirs", t.name, c.alias)
			}
		}
	}
	return ""
}

// idle says who waits for an operator who is there and free.
func (o *operator) idle() string {
	if !o.here {
		return ""
	}
	m := o.s.model
	is, err := m.desk.Operator(ctx, o.name)
	o.s.must(err)
	for _, c := range m.order {
		if c.state == handoff.Waiting && c.channel == handoff.ChannelChat && m.has(o.name) < is.Capacity &&
			slices.Contains(is.Queues, c.queue) && is.Level >= int(c.level) && is.State == handoff.Available && !m.gone(c) {
			return fmt.Sprintf("%s waits in %s while %s is free", c.alias, c.queue, o.name)
		}
	}
	return ""
}

// takeAll has an operator, once the faults are over, take whatever they can.
func (o *operator) takeAll() {
	if !o.here {
		return
	}
	o.tabs[0].claimNext("", func(err error) {
		wait := 5 * time.Second
		if err == nil {
			wait = 100 * time.Millisecond
		}
		o.s.after(wait, o.takeAll)
	})
}

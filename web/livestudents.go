package web

// hereAhead is of how many steps of the pulse the desk has still to be told.
const hereAhead = 20

// note has the desk told of the students among them.
func (l *live) note(conns []*connection) {
	var ids []string
	for _, w := range conns {
		if p, ok := w.party.(*studentParty); ok {
			ids = append(ids, p.id)
		}
	}
	if len(ids) == 0 {
		return
	}
	select {
	case l.here <- ids:
	default: // the database is slow: the next time round is near
	}
}

// noteStudents tells the desk who is there, in the order of the pulses.
func (l *live) noteStudents() {
	for {
		select {
		case <-l.ctx.Done():
			return
		case ids := <-l.here:
			if err := l.s.Desk.StudentsHere(l.ctx, ids...); err != nil && l.ctx.Err() == nil {
				l.s.Log.Warn("a sign of life was lost", "who", "student", "err", err)
			}
		}
	}
}

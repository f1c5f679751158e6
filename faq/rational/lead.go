package rational

// mostLead is from which lead on more says nothing.
const mostLead = 2

// leads says of candidate pairs how far each entry is ahead of the others as the other's
// neighbour: its likeness by that of the next. Where a base has many entries of one
// pattern, all are alike, and none is ahead; a true duplicate is.
type leads struct {
	like map[pairKey]float64
	// best are the two greatest likenesses of an entry, by language of the other.
	best [][2][2]float64
}

// newLeads compares all candidates.
func (b *base) newLeads(near []pairKey) *leads {
	l := &leads{like: make(map[pairKey]float64, len(near)), best: make([][2][2]float64, len(b.docs))}
	for _, k := range near {
		d, e := &b.docs[k[0]], &b.docs[k[1]]
		like := dot(d.centroid, e.centroid) + dot(d.answer, e.answer)
		l.like[k] = like
		l.note(k[0], e.lang, like)
		l.note(k[1], d.lang, like)
	}
	return l
}

func (l *leads) note(i int32, lang int, like float64) {
	best := &l.best[i][lang]
	switch {
	case like > best[0]:
		best[0], best[1] = like, best[0]
	case like > best[1]:
		best[1] = like
	}
}

// of is the lesser of both leads of a pair, from 0 to 1.
func (l *leads) of(b *base, k pairKey) float64 {
	like := l.like[k]
	return min(l.side(k[0], b.docs[k[1]].lang, like), l.side(k[1], b.docs[k[0]].lang, like)) / mostLead
}

func (l *leads) side(i int32, lang int, like float64) float64 {
	best := l.best[i][lang]
	next := best[0]
	if like >= best[0] {
		next = best[1]
	}
	if next == 0 {
		return mostLead
	}
	return min(like/next, mostLead)
}

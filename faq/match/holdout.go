package match

import "math/rand/v2"

// What is held out of a base to see how sure to be: some phrases of most
// entries, which their entry should still be found by, and some entries as a
// whole, with their twins, whose phrases nothing should answer.
const (
	removeOne  = 5   // of so many entries is taken away
	mostPart   = 5   // one in so many phrases of an entry is held out, at most
	mostKnown  = 500 // questions that an entry answers, about
	mostAbsent = 250 // and that none does
)

// trial is a question of which it is known what answers it.
type trial struct {
	text  string
	right int // item; -1 if none
}

// holdOut takes trials out of the items. The positions of items stay; one
// that is taken away is left without words, and named in removed.
func (m *Matcher) holdOut() (items []Item, trials []trial, removed []string) {
	items = append(items, m.items...)
	entries := m.taught()
	away := m.away(entries)
	known := max(1, mostKnown/max(1, len(entries)-len(away)))
	absent := max(1, mostAbsent/max(1, len(away)))
	for _, i := range entries {
		x := &items[i]
		all := phrases(x)
		rnd := rand.New(rand.NewPCG(uint64(i), uint64(len(all))))
		rnd.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		if away[i] {
			for _, text := range all[:min(absent, len(all))] {
				trials = append(trials, trial{text, -1})
			}
			removed = append(removed, x.ID)
			x.Kind, x.Question, x.Alternates, x.Answer = KindEntry, "", nil, ""
			continue
		}
		if len(all) < 2 {
			continue
		}
		n := min(known, (len(all)+mostPart-1)/mostPart)
		for _, text := range all[:n] {
			trials = append(trials, trial{text, i})
		}
		x.Kind, x.Question, x.Alternates = KindEntry, "", all[n:]
	}
	return items, trials, removed
}

// taught are the entries that a ranker knows.
func (m *Matcher) taught() (out []int) {
	for i := range m.items {
		if l := m.learned[m.stats.items[i].lang]; l != nil && l.classOf[i] >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// away chooses the entries to take away, twins together.
func (m *Matcher) away(entries []int) map[int]bool {
	out := map[int]bool{}
	n := 0
	for _, i := range entries {
		if t := m.twin[i]; t >= 0 && t < i {
			if out[t] {
				out[i] = true
			}
			continue
		}
		if n++; n%removeOne == 0 {
			out[i] = true
		}
	}
	return out
}

package match

import "slices"

// anyone stands in Item.Audience for everybody.
const anyone = "all"

// isFor reports whether an item is for somebody of whom an audience is known.
func (x *Item) isFor(audience []string) bool {
	if len(audience) == 0 || len(x.Audience) == 0 || slices.Contains(x.Audience, anyone) {
		return true
	}
	return slices.ContainsFunc(audience, func(a string) bool { return slices.Contains(x.Audience, a) })
}

// isAt reports whether an item holds at one of the campuses that a question names, or
// everywhere.
func (x *Item) isAt(campuses []string) bool {
	if len(campuses) == 0 || len(x.Campus) == 0 {
		return true
	}
	return slices.ContainsFunc(campuses, func(c string) bool { return slices.Contains(x.Campus, c) })
}

// campusesOf are the campuses that any item is about, by the word they are named with.
func campusesOf(items []Item) map[string]string {
	out := map[string]string{}
	for i := range items {
		for _, id := range items[i].Campus {
			for _, w := range splitWords(fold(id, maxRunes)) {
				out[w] = id
			}
		}
	}
	return out
}

// namedCampuses are those that the words of a question name.
func (m *Matcher) namedCampuses(words []string) (out []string) {
	if len(m.campuses) == 0 {
		return nil
	}
	for _, w := range words {
		if id, ok := m.campuses[w]; ok {
			out = append(out, id)
		}
	}
	return out
}

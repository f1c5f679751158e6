package assistant

import (
	"cmp"
	"slices"
	"time"

	"sportello/faq"
)

// mostPopular bounds the questions to begin with.
const mostPopular = 4

// popular are questions to begin with, of different topics: those whose answers helped
// most students, then the first of each topic.
func popular(base *faq.Base, helped map[string]float64, lang string, day time.Time) (list []Choice) {
	taken := map[string]bool{}
	add := func(e *faq.Entry) {
		if e.Lang == lang && e.ValidOn(day) && !taken[e.Topic] && len(list) < mostPopular {
			taken[e.Topic] = true
			list = append(list, Choice{Entry: e.ID, Question: e.Question})
		}
	}
	for _, e := range mostHelpful(base, helped) {
		add(e)
	}
	for _, topic := range base.Topics {
		for _, e := range base.Entries {
			if e.Topic == topic.ID {
				add(e)
			}
		}
	}
	return list
}

// mostHelpful are the entries that helped students, themselves or their twins, most first.
func mostHelpful(base *faq.Base, helped map[string]float64) (list []*faq.Entry) {
	if len(helped) == 0 {
		return nil
	}
	weight := func(e *faq.Entry) float64 {
		w := helped[e.ID]
		for _, twin := range e.Translations {
			w = max(w, helped[twin])
		}
		return w
	}
	for _, e := range base.Entries {
		if weight(e) > 0 {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *faq.Entry) int { return cmp.Compare(weight(b), weight(a)) })
	return list
}

// Popular are questions to begin a conversation with.
func (a *Assistant) Popular(lang string) []Choice {
	return popular(a.live.Base(), a.live.Experience().Popular, lang, a.db.Now())
}

package faq

import (
	"slices"
	"strconv"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"sportello/faq/match"
)

// The bounds of what is remembered: a few megabytes. What a crowd asks on the day of a
// deadline is a few hundred questions, over and over.
const (
	mostAsked    = 1024
	longestAsked = 200 // bytes; nobody asks a longer one twice
)

// asked remembers what the matcher made of the last questions. It is of one matcher,
// with what that was taught, and forgotten with it.
type asked struct {
	results *lru.Cache[string, match.Result]
}

func newAsked() *asked {
	results, err := lru.New[string, match.Result](mostAsked)
	if err != nil {
		panic(err) // only of a size below one
	}
	return &asked{results: results}
}

// keyOf is equal for queries that have the same result; ok is false for one that is not
// worth remembering.
func keyOf(q *match.Query) (key string, ok bool) {
	if len(q.Text) > longestAsked {
		return "", false
	}
	parts := []string{strings.ToLower(strings.TrimSpace(q.Text)), q.Lang, q.Topic, strconv.Itoa(q.Limit)}
	for _, list := range [...][]string{q.Exclude, q.Audience} {
		parts = append(parts, strconv.Itoa(len(list)))
		parts = append(parts, slices.Sorted(slices.Values(list))...)
	}
	return strings.Join(parts, "\x00"), true
}

// get returns what is remembered of a query. Its candidates are the caller's.
func (a *asked) get(q *match.Query) (match.Result, bool) {
	key, ok := keyOf(q)
	if !ok {
		return match.Result{}, false
	}
	r, ok := a.results.Get(key)
	r.Candidates = slices.Clone(r.Candidates)
	return r, ok
}

// put remembers a result.
func (a *asked) put(q *match.Query, r match.Result) {
	if key, ok := keyOf(q); ok {
		r.Candidates = slices.Clone(r.Candidates)
		a.results.Add(key, r)
	}
}

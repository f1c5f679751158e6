package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"sort"
	"time"

	"sportello/content"
	"sportello/faq"
	"sportello/faq/match"
)

// Synonyms are those of the bundled library. Every set is measured with them, whatever
// office or language it is from.
func Synonyms() ([]match.Synonym, error) {
	source, err := fs.ReadFile(content.Bundled(), content.SynonymsPath)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	groups, problems := content.ParseSynonyms(source)
	if len(problems) > 0 {
		return nil, fmt.Errorf("eval: the bundled synonyms: %w", problems[0])
	}
	return faq.MatchSynonyms(groups), nil
}

// Flags are the settings of a run that are not the matcher's.
type Flags struct {
	// AnswerAt is the confidence from which a question counts as answered in the
	// measures that have a threshold of their own. The thresholds of the matcher,
	// which follow from the precision wanted, have their own measures.
	AnswerAt float64

	Typos bool   // put one typo into each query
	Seed  uint64 // of the typos and of who gives feedback
	Max   int    // queries at most, evenly spread; 0 means all

	Feedback float64 // share of the queries after which the matcher is told how it did

	Beside  string // folder of a set whose items are added to each base
	Phrases int    // of an entry, its question included, at most; 0 means all
}

// EvenThreshold is the usual Flags.AnswerAt: about where answering and not answering
// cost alike.
const EvenThreshold = 0.3

// Miss is one query that did not end as it should.
type Miss struct {
	Set, Query, Text string
	Right            []string // none: out of scope
	Decision         match.Decision
	Intent           string `json:",omitempty"`
	Top              string // the first candidate
	Place            int    // of the first right one, from 1; 0 if not found
	Confidence       float64
	Why              map[string]float64
}

// outcome is what Match made of one query.
type outcome struct {
	inScope    bool
	place      int    // of the first right candidate, from 1; 0 if none
	top        string // the first candidate, "" if none
	gold       string // the right item: the chosen one if it is among them
	answered   bool   // were it to answer from Flags.AnswerAt on
	decision   match.Decision
	offered    bool // the right one was among the choices offered
	confidence float64
	took       time.Duration
}

// Run builds the base of the set in dir and runs its queries.
func Run(ctx context.Context, dir string, o match.Options, f Flags) (Metrics, []Miss, error) {
	set, err := Load(dir)
	if err != nil {
		return Metrics{}, nil, err
	}
	if f.Beside != "" {
		other, err := Load(f.Beside)
		if err != nil {
			return Metrics{}, nil, err
		}
		set.Add(other)
	}
	if f.Phrases > 0 {
		set.Cut(f.Phrases - 1)
	}
	return set.Run(ctx, o, f)
}

// Run builds the base of a set and runs its queries.
func (s *Set) Run(ctx context.Context, o match.Options, f Flags) (m Metrics, misses []Miss, err error) {
	matcher, closeAll, err := s.build(ctx, o)
	if err != nil {
		return m, nil, err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	var all []outcome
	told := newListener(f)
	for _, q := range s.pick(f) {
		start := time.Now()
		r, err := matcher.Match(ctx, match.Query{Text: q.Text})
		took := time.Since(start)
		if err != nil && !errors.Is(err, match.ErrEmpty) {
			return m, nil, fmt.Errorf("eval: %s: query %s: %w", s.Name, q.ID, err)
		}
		out := judge(&q, &r, f.AnswerAt)
		out.took = took
		all = append(all, out)
		told.hear(matcher, &r, out.right())
		if miss(&out) {
			misses = append(misses, s.describe(&q, &r, out.place))
		}
	}
	return measure(s.Name, len(s.Items), all), misses, nil
}

// Add puts the items of another set beside those of s, to be mistaken for them:
// entries beside passages, say.
func (s *Set) Add(other *Set) {
	for _, x := range other.Items {
		x.ID = other.Name + "/" + x.ID
		s.Items = append(s.Items, x)
	}
}

// Cut leaves each entry at most n alternates: most bases have few.
func (s *Set) Cut(n int) {
	for i := range s.Items {
		x := &s.Items[i]
		x.Alternates = x.Alternates[:min(n, len(x.Alternates))]
	}
}

// build makes a matcher of the set's items in a folder that closeAll removes.
func (s *Set) build(ctx context.Context, o match.Options) (m *match.Matcher, closeAll func() error, err error) {
	dir, err := os.MkdirTemp("", "sportello-eval")
	if err != nil {
		return nil, nil, err
	}
	m, err = match.Build(ctx, dir, s.Items, o, nil)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return m, func() error { return errors.Join(m.Close(), os.RemoveAll(dir)) }, nil
}

// pick is the queries to run, with their typos.
func (s *Set) pick(f Flags) []Query {
	step := 1.0
	if f.Max > 0 && f.Max < len(s.Queries) {
		step = float64(len(s.Queries)) / float64(f.Max)
	}
	rnd := rand.New(rand.NewPCG(f.Seed, 1))
	var out []Query
	for at := 0.0; int(at) < len(s.Queries); at += step {
		q := s.Queries[int(at)]
		if f.Typos {
			q.Text = Typo(rnd, q.Text)
		}
		out = append(out, q)
	}
	return out
}

// judge compares a result with the right items.
func judge(q *Query, r *match.Result, answerAt float64) outcome {
	out := outcome{inScope: q.InScope(), answered: answers(r, answerAt), decision: r.Decision, confidence: r.Confidence}
	for i, c := range r.Candidates {
		if i == 0 {
			out.top = c.Item.ID
		}
		if q.Right[c.Item.ID] && out.place == 0 {
			out.place = i + 1
		}
	}
	out.offered = r.Decision == match.Choices && 0 < out.place && out.place <= r.Choices
	if out.gold = out.top; !q.Right[out.gold] {
		out.gold = ""
		if ids := sorted(q.Right); len(ids) > 0 {
			out.gold = ids[0]
		}
	}
	return out
}

// answers reports whether r would be an answer from a confidence on, whatever the
// precision wanted.
func answers(r *match.Result, from float64) bool {
	return len(r.Candidates) > 0 && r.Confidence >= from && r.Intent != match.IntentPerson && r.Intent != match.IntentUrgent
}

// miss reports whether a query was answered wrongly, or not though it could.
func miss(o *outcome) bool {
	if !o.inScope {
		return o.answered
	}
	return !o.answered || o.place != 1
}

func (s *Set) describe(q *Query, r *match.Result, place int) Miss {
	m := Miss{
		Set: s.Name, Query: q.ID, Text: q.Text, Right: sorted(q.Right), Decision: r.Decision,
		Intent: r.Intent, Place: place, Confidence: r.Confidence,
	}
	if len(r.Candidates) > 0 {
		m.Top, m.Why = r.Candidates[0].Item.ID, r.Candidates[0].Why.Named()
	}
	return m
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}

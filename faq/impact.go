package faq

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sportello/content"
	"sportello/content/pdf"
	"sportello/faq/match"
)

// Asked is a question by which it is seen what a change would do.
type Asked struct {
	Text string
	Lang string        // of the student's interface; may be empty
	N    int           // how many have asked it
	Test *TestQuestion // nil for one of the students
}

// Outcome is what becomes of a question.
type Outcome struct {
	Decision   match.Decision
	Confidence float64  // that the first is right, 0 to 1
	Shown      []string // ids: the entry or passage of an answer, those of choices, none of a handoff
	First      string   // the best candidate, shown or not; empty where there is none
	Question   string   // of the first
}

// Verdict says what a change does to a question.
type Verdict string

// The verdicts. Of what students asked nobody knows what is right.
const (
	VerdictChanged Verdict = "changed"
	VerdictBetter  Verdict = "better" // a test question is answered rightly now, and was not
	VerdictWorse   Verdict = "worse"  // it was, and is no longer
)

// Change is a question that is answered otherwise.
type Change struct {
	Asked
	Verdict       Verdict
	Before, After Outcome
}

// Impact is what publishing a text would do.
type Impact struct {
	Changes  []Change // the worst first, then by how many asked
	Replayed int      // questions
	Shown    int      // of them, those that the entry, or guide, answers then
	Tests    int      // of them, the test questions
	// RightBefore and RightAfter count the test questions that are answered rightly.
	RightBefore, RightAfter int
	CutShort                bool // there was no time for all
	Took                    time.Duration
	Then                    *Base // what would be published
}

// Trial is what an editor would publish.
type Trial struct {
	ID     string   // of the entry
	Source []byte   // its text; empty: the entry is taken out
	Gone   []string // other entries that are taken out with it
}

// Impact answers every question from what is published, and from that as the trial makes
// it, for no longer than within. It returns [ErrProblems] for a text that can't be read.
// It uses the processors as students' questions do, in turn with them.
func (l *Live) Impact(ctx context.Context, t Trial, questions []Asked, within time.Duration) (*Impact, error) {
	var parsed *content.Entry
	if len(t.Source) > 0 {
		var err error
		if parsed, err = content.ParseEntry(t.Source); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrProblems, err)
		}
		parsed.ID = t.ID
	}
	return l.impactOf(ctx, t.ID, func(b *Base) *Base { return b.except(t.Gone...).replaced(t.ID, parsed) }, questions, within)
}

// GuideImpact is [Live.Impact] of a guide with the passages of another version.
func (l *Live) GuideImpact(ctx context.Context, g content.Guide, passages []pdf.Passage, questions []Asked, within time.Duration) (*Impact, error) {
	return l.impactOf(ctx, g.ID, func(b *Base) *Base { return b.withGuide(&Guide{Guide: g, Passages: passages}) }, questions, within)
}

func (l *Live) impactOf(ctx context.Context, id string, change func(*Base) *Base, questions []Asked, within time.Duration) (*Impact, error) {
	began := time.Now()
	run, err := l.trial(ctx, id, change)
	if err != nil {
		return nil, err
	}
	defer run.before.Close() //nolint:errcheck // of an index that is only read
	defer run.after.Close()  //nolint:errcheck // of an index that is only read
	run.results = make([]*Change, len(questions))
	timed, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	err = run.all(timed, questions)
	if err != nil && (!errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil) {
		return nil, fmt.Errorf("replay questions: %w", err)
	}
	im := run.impact()
	im.CutShort, im.Took, im.Then = err != nil, time.Since(began), run.then
	return im, nil
}

// trial makes the matchers of what is published and of what would be.
func (l *Live) trial(ctx context.Context, id string, change func(*Base) *Base) (*replay, error) {
	now, base, err := l.try(ctx, nil)
	if err != nil {
		return nil, err
	}
	l.mu.RLock()
	known, experience := l.replays, l.experience
	if l.base != base {
		known = newReplays()
	}
	l.mu.RUnlock()
	would := change(base)
	then, err := now.Try(ctx, would.items(l.now()))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("index what would be: %w", err), now.Close())
	}
	now.Learn(experience)
	then.Learn(experience)
	return &replay{live: l, base: base, then: would, id: id, before: now, after: then, known: known}, nil
}

// try makes a matcher of the caller's own, of what is published as change makes it.
func (l *Live) try(ctx context.Context, change func(*Base) *Base) (*match.Matcher, *Base, error) {
	for {
		l.mu.RLock()
		from, base := l.matcher, l.base
		l.mu.RUnlock()
		wanted := base
		if change != nil {
			wanted = change(base)
		}
		m, err := from.Try(ctx, wanted.items(l.now()))
		if errors.Is(err, match.ErrClosed) && ctx.Err() == nil && from != l.current() { // an edit came between
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("index what is published: %w", err)
		}
		return m, base, nil
	}
}

func (l *Live) current() *match.Matcher {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.matcher
}

// replaced is the base with another text of an entry, or without it.
func (b *Base) replaced(id string, e *content.Entry) *Base {
	after := *b
	after.Entries = slices.DeleteFunc(slices.Clone(b.Entries), func(o *Entry) bool { return o.ID == id })
	if e != nil {
		at, _ := slices.BinarySearchFunc(after.Entries, e, func(o *Entry, e *content.Entry) int {
			return slices.Compare([]string{o.Topic, o.ID}, []string{e.Topic, e.ID})
		})
		after.Entries = slices.Insert(after.Entries, at, newEntry(e))
	}
	return &after
}

// withGuide is the base with another version of a guide.
func (b *Base) withGuide(g *Guide) *Base {
	after := *b
	after.Guides = slices.DeleteFunc(slices.Clone(b.Guides), func(o *Guide) bool { return o.ID == g.ID })
	after.Guides = append(after.Guides, g)
	after.index()
	return &after
}

// sameShown reports whether students would see the same. The passages of a version are
// numbered anew, so their words count.
func (r *replay) sameShown(before, after []string) bool {
	return slices.EqualFunc(before, after, func(a, b string) bool {
		was, ok1 := r.base.Passage(a)
		is, ok2 := r.then.Passage(b)
		if ok1 && ok2 {
			return was.Guide.ID == is.Guide.ID && was.Passage.Text == is.Passage.Text
		}
		return ok1 == ok2 && a == b
	})
}

func (r *replay) impact() *Impact {
	im := &Impact{}
	for _, c := range r.results {
		if c == nil {
			continue
		}
		im.Replayed++
		if len(c.After.Shown) > 0 && c.After.Decision == match.Answer && (c.After.Shown[0] == r.id || strings.HasPrefix(c.After.Shown[0], r.id+passageMark)) {
			im.Shown++
		}
		if c.Test != nil {
			was, is := c.Before.right(r.base, c.Test.Entry), c.After.right(r.base, c.Test.Entry)
			im.test(c, was, is)
		}
		if c.Before.Decision != c.After.Decision || !r.sameShown(c.Before.Shown, c.After.Shown) {
			im.Changes = append(im.Changes, *c)
		}
	}
	slices.SortStableFunc(im.Changes, func(a, b Change) int {
		order := map[Verdict]int{VerdictWorse: 0, VerdictChanged: 1, VerdictBetter: 2}
		if d := order[a.Verdict] - order[b.Verdict]; d != 0 {
			return d
		}
		return b.N - a.N
	})
	return im
}

func (im *Impact) test(c *Change, was, is bool) {
	im.Tests++
	if was {
		im.RightBefore++
	}
	if is {
		im.RightAfter++
	}
	switch {
	case was && !is:
		c.Verdict = VerdictWorse
	case is && !was:
		c.Verdict = VerdictBetter
	}
}

// right reports whether the outcome is the one that an editor wants: the entry or its
// twin as the answer, or a person where nothing should answer.
func (o *Outcome) right(base *Base, wanted string) bool {
	if wanted == "" {
		return o.Decision == match.Handoff
	}
	if o.Decision != match.Answer || len(o.Shown) == 0 {
		return false
	}
	if o.Shown[0] == wanted {
		return true
	}
	e, ok := base.Follow(wanted)
	return ok && (o.Shown[0] == e.ID || slices.ContainsFunc(content.Languages, func(lang string) bool { return e.Twin(lang) == o.Shown[0] }))
}

// TestResult is what becomes of a test question now.
type TestResult struct {
	Test  TestQuestion
	Right bool
	Found Outcome
}

// RunTests answers test questions from what is published, with the base that it is.
func (l *Live) RunTests(ctx context.Context, tests []TestQuestion) (list []TestResult, base *Base, err error) {
	m, base, err := l.try(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	defer m.Close() //nolint:errcheck // of an index that is only read
	m.Learn(l.Experience())
	for _, q := range tests {
		o, err := l.outcome(ctx, m, Asked{Text: q.Text, Lang: q.Lang})
		if err != nil {
			return nil, nil, err
		}
		list = append(list, TestResult{q, o.right(base, q.Entry), o})
	}
	return list, base, nil
}

// Package notice keeps announcements that hold for a time (a deadline, a strike, a
// service that is down), says which are shown where, and sends them by e-mail or SMS
// to those who asked for it.
//
// [Notices] is safe for concurrent use, on several nodes. What is shown follows the clock
// of the database: a notice appears and goes at its very moment, without anybody doing
// anything. A message goes out at most once: see [Sender].
package notice

import (
	"errors"
	"slices"
	"time"
)

// Errors that tell what a caller may do about them.
var (
	ErrNotFound = errors.New("no such notice")
	ErrStale    = errors.New("the notice has another revision")
	ErrProblems = errors.New("the notice has problems")
	ErrTooMany  = errors.New("there are too many notices")
	ErrInvalid  = errors.New("invalid value")
	ErrOver     = errors.New("the notice is over or withdrawn")
	ErrMailed   = errors.New("the notice has been sent already")
	ErrAddress  = errors.New("not an e-mail address, nor a number that may be written to")
	ErrCode     = errors.New("not the code, or no longer")
	ErrCostly   = errors.New("more people would get an SMS than may")
	ErrLink     = errors.New("the link no longer holds")
	ErrCrowded  = errors.New("too many unconfirmed subscriptions")
)

// Limits of a notice. Characters are counted, not bytes.
const (
	MaxTitle    = 120
	MaxText     = 2000
	MaxSMS      = 300
	MaxTopics   = 50
	MaxPlaces   = 20 // entry points
	MaxPlace    = 100
	MaxOpen     = 200 // notices that are not over
	MaxDuration = 366 * 24 * time.Hour
	listedAfter = 200 // notices that are over and still listed
)

// Kind says what a notice is about, which sets its look.
type Kind string

// The kinds.
const (
	Deadline   Kind = "deadline"
	Disruption Kind = "disruption"
	Info       Kind = "info"
)

// State says where a notice stands.
type State string

// The states. All but Withdrawn follow from the time.
const (
	Planned   State = "planned"
	Shown     State = "shown"
	Over      State = "over"
	Withdrawn State = "withdrawn"
)

// Words are a notice in one language: a title and short Markdown, and what an SMS says
// instead of both; "" for the title.
type Words struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	SMS   string `json:"sms,omitempty"`
}

// Notice is an announcement, from From (included) until Until (not included).
type Notice struct {
	ID          string
	Kind        Kind
	Texts       map[string]Words // by language, at least one
	Topics      []string         // of which it is; none: of all
	EntryPoints []string         // at which it is shown; none: at all
	From, Until time.Time
	WithdrawnAt time.Time // zero: it is not
	Revision    int64     // from 1
	ChangedAt   time.Time
	ChangedBy   string // the name of who wrote it
}

// State is where the notice stands at now.
func (n *Notice) State(now time.Time) State {
	switch {
	case !n.WithdrawnAt.IsZero():
		return Withdrawn
	case !now.Before(n.Until):
		return Over
	case now.Before(n.From):
		return Planned
	}
	return Shown
}

// At reports whether the notice is for an entry point.
func (n *Notice) At(entryPoint string) bool {
	return len(n.EntryPoints) == 0 || slices.Contains(n.EntryPoints, entryPoint)
}

// About reports whether the notice is for readers of a topic.
func (n *Notice) About(topic string) bool {
	return len(n.Topics) == 0 || slices.Contains(n.Topics, topic)
}

// wantedBy reports whether a subscriber of these topics (none: all) asked for it.
func (n *Notice) wantedBy(topics []string) bool {
	return len(topics) == 0 || len(n.Topics) == 0 || slices.ContainsFunc(topics, n.About)
}

// In returns the words for a reader of lang and the language they are in, which is the
// other one where the notice has no words in theirs.
func (n *Notice) In(lang string) (Words, string) {
	if w, ok := n.Texts[lang]; ok {
		return w, lang
	}
	for _, other := range []string{"it", "en"} {
		if w, ok := n.Texts[other]; ok {
			return w, other
		}
	}
	return Words{}, lang
}

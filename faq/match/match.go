// Package match finds the entry or guide passage that answers a student's
// question, and says how sure it is.
//
// It works in two stages. A bleve index on disk, with the words of question,
// alternates and text in separate fields, names some dozens of candidates.
// Compact statistics in memory then compare the question with each candidate
// by features that mean the same on any base (cosines, shares of the
// question's idf mass, margins); where entries have alternates enough, a ranker
// learned from them adds what it makes of the question. Weights turn these into
// a rank, and a small logistic model into a confidence; where entries have
// alternates, both move to what was held out of them, and so do the thresholds
// for the precision wanted. No raw score of the index decides anything: bleve's
// scores depend on how the documents happened to be batched.
//
// A Matcher is safe for concurrent use, and but for what Learn tells it immutable
// from Build to Close. Its index is a cache: whoever changes the base makes a new
// Matcher, by Update or Build, and swaps.
package match

import (
	"errors"
)

// Kind tells entries of the base from passages of guides.
type Kind string

// The kinds of Item.
const (
	KindEntry   Kind = "entry"
	KindPassage Kind = "passage"
)

// Item is one thing that can be found.
type Item struct {
	ID         string
	Kind       Kind     // empty: an entry if it has a question, else a passage
	Lang       string   // "it" or "en"
	Twin       string   // the ID of the same entry in the other language, if any
	Topic      string   // a weak hint when the conversation is already on a topic
	Audience   []string // whom it is for; see Query.Audience
	Level      []string // kinds of degree it is about, empty for any
	Campus     []string // campuses it is about, empty for any
	Question   string
	Alternates []string
	Answer     string // plain text
	Guide      string // of a passage: the title of its guide
	Section    string // of a passage: its heading path
	Page       int    // of a passage: its page
}

// Query is one question of a student.
type Query struct {
	Text    string
	Lang    string   // the student's interface language, "" if unknown
	Exclude []string // items rejected before; their twins go too
	Topic   string   // topic of the turn before, a weak hint
	// Audience is what is known of the student, a hint: some of the values of
	// Item.Audience.
	Audience []string
	Limit    int // candidates wanted; 0 means Options.Limit
}

// Decision is what should happen with the question.
type Decision string

// The decisions.
const (
	Answer  Decision = "answer"
	Choices Decision = "choices"
	Handoff Decision = "handoff"
)

// The intents of a question that is not about the content of the base.
const (
	IntentNone     = ""
	IntentPerson   = "person"
	IntentUrgent   = "urgent"
	IntentGreeting = "greeting"
	IntentThanks   = "thanks"
)

// Result is the outcome of Match.
type Result struct {
	Decision   Decision
	Confidence float64     // that the first candidate answers the question
	Lang       string      // of the question, as far as it shows
	Candidates []Candidate // best first, never two that are twins
	Choices    int         // how many of them to offer, if the decision is Choices
	Intent     string

	// What the decision went by.
	AnswerAt, ChoicesAt float64 // as in Options
	Calibration         Calibration
}

// Candidate is one item with how well it fits.
type Candidate struct {
	Item       *Item
	Score      float64 // of the rank; comparable within one Result only
	Confidence float64 // that this item answers the question
	Model      float64 // Confidence, before what students taught; see Experience
	Quote      string  // best sentence(s) of a passage, verbatim
	Why        Reasons // the features behind the confidence

	cover   float64   // share of the question's idf mass that it has
	rank    []float64 // its features, and of the first of its kind those of the confidence
	conf    []float64
	popular float64
}

// The errors a caller can tell apart.
var (
	ErrEmpty  = errors.New("match: the question has no words")
	ErrClosed = errors.New("match: the matcher is closed")
	ErrStale  = errors.New("match: the index was built from something else")
)

// Options are the settings of a Matcher; they hold for every base alike.
type Options struct {
	// Precision is the share of the answers given that shall be right, from 0 to 1,
	// and ChoicesPrecision that of the choices offered that shall hold the right one.
	// From which confidence on that is so, a Matcher finds out on the items.
	Precision        float64
	ChoicesPrecision float64
	MaxChoices       int     // at most this many choices
	Limit            int     // candidates returned when the query does not say
	Recall           int     // items taken from the index to be compared
	PassageMargin    float64 // by how much a passage must be surer than an entry to come first

	Models   map[Kind]Model // nil means DefaultModels
	Synonyms []Synonym
}

// DefaultOptions returns the settings the product runs with.
func DefaultOptions() Options {
	return Options{
		Precision:        0.85,
		ChoicesPrecision: 0.7,
		MaxChoices:       4,
		Limit:            10,
		Recall:           60,
		PassageMargin:    0.15,
	}
}

package notice

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sportello/content"
)

// Fault is a rule that a notice breaks.
type Fault string

// The faults.
const (
	FaultNoWords     Fault = "no_words"     // in no language
	FaultNoTitle     Fault = "no_title"     // but a text
	FaultNoText      Fault = "no_text"      // but a title
	FaultLongTitle   Fault = "long_title"   // more than MaxTitle
	FaultLongText    Fault = "long_text"    // more than MaxText
	FaultLongSMS     Fault = "long_sms"     // more than MaxSMS
	FaultCharacters  Fault = "characters"   // that cannot be shown
	FaultLink        Fault = "link"         // that leads nowhere
	FaultNoFrom      Fault = "no_from"      // no beginning
	FaultNoUntil     Fault = "no_until"     // no end
	FaultBackwards   Fault = "backwards"    // ends before it begins
	FaultLongTime    Fault = "long_time"    // more than MaxDuration
	FaultPast        Fault = "past"         // it would be over at once
	FaultTopic       Fault = "topic"        // unknown
	FaultEntryPoints Fault = "entry_points" // too many, or too long a name
)

// Problem is a fault of one field: it, en, from, until, topics or entry_points.
type Problem struct {
	Field string
	Fault Fault
	What  string // of a link or topic
}

// ProblemsError is [ErrProblems] with what is wrong.
type ProblemsError struct{ Problems []Problem }

// Error implements error.
func (e *ProblemsError) Error() string { return fmt.Sprintf("%v: %v", ErrProblems, e.Problems) }

// Unwrap makes it [ErrProblems].
func (e *ProblemsError) Unwrap() error { return ErrProblems }

// clean trims a notice, drops a language without words, and says what is wrong with the
// rest. now is the time at which it would be kept.
func (n *Notice) clean(now time.Time) []Problem {
	texts := map[string]Words{}
	for _, lang := range content.Languages {
		w := Words{strings.TrimSpace(n.Texts[lang].Title), strings.TrimSpace(strings.ReplaceAll(n.Texts[lang].Text, "\r\n", "\n")),
			strings.TrimSpace(n.Texts[lang].SMS)}
		if w != (Words{}) {
			texts[lang] = w
		}
	}
	n.Texts, n.Topics, n.EntryPoints = texts, tidy(n.Topics), tidy(n.EntryPoints)
	n.From, n.Until = n.From.UTC().Truncate(time.Second), n.Until.UTC().Truncate(time.Second)
	var found []Problem
	if len(texts) == 0 {
		found = append(found, Problem{Field: "it", Fault: FaultNoWords})
	}
	for _, lang := range content.Languages {
		if w, ok := texts[lang]; ok {
			found = append(found, w.problems(lang)...)
		}
	}
	return append(append(found, n.timeProblems(now)...), n.placeProblems()...)
}

func (w Words) problems(lang string) (found []Problem) {
	add := func(wrong bool, f Fault) {
		if wrong {
			found = append(found, Problem{Field: lang, Fault: f})
		}
	}
	add(w.Title == "", FaultNoTitle)
	add(w.Text == "", FaultNoText)
	add(utf8.RuneCountInString(w.Title) > MaxTitle, FaultLongTitle)
	add(utf8.RuneCountInString(w.Text) > MaxText, FaultLongText)
	add(utf8.RuneCountInString(w.SMS) > MaxSMS, FaultLongSMS)
	add(strings.ContainsFunc(w.Title, unicode.IsControl) || strings.ContainsFunc(w.Text+w.SMS, unshown) ||
		!utf8.ValidString(w.Title+w.Text+w.SMS), FaultCharacters)
	if link := content.LeadsNowhere(w.Text); link != "" {
		found = append(found, Problem{Field: lang, Fault: FaultLink, What: link})
	}
	return found
}

// unshown is what no text holds, line ends and tabs aside.
func unshown(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

func (n *Notice) timeProblems(now time.Time) []Problem {
	switch {
	case n.From.IsZero():
		return []Problem{{Field: "from", Fault: FaultNoFrom}}
	case n.Until.IsZero():
		return []Problem{{Field: "until", Fault: FaultNoUntil}}
	case !n.Until.After(n.From):
		return []Problem{{Field: "until", Fault: FaultBackwards}}
	case n.Until.Sub(n.From) > MaxDuration:
		return []Problem{{Field: "until", Fault: FaultLongTime}}
	case !n.Until.After(now):
		return []Problem{{Field: "until", Fault: FaultPast}}
	}
	return nil
}

func (n *Notice) placeProblems() (found []Problem) {
	if len(n.Topics) > MaxTopics {
		found = append(found, Problem{Field: "topics", Fault: FaultTopic, What: n.Topics[MaxTopics]})
	}
	long := func(place string) bool { return utf8.RuneCountInString(place) > MaxPlace || !utf8.ValidString(place) }
	if len(n.EntryPoints) > MaxPlaces || slices.ContainsFunc(n.EntryPoints, long) ||
		strings.ContainsFunc(strings.Join(n.EntryPoints, ""), unicode.IsControl) {
		found = append(found, Problem{Field: "entry_points", Fault: FaultEntryPoints})
	}
	return found
}

// tidy is names without space around them, sorted, each once, and never nil: JSON has [].
func tidy(names []string) []string {
	out := []string{}
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package assistant

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sportello/content"
	"sportello/faq/match"
)

// Hints are what is known of the student: from the page they came by, from their own
// words, from what they chose. They say which of two close answers is meant, and keep
// Sportello from asking twice.
type Hints struct {
	Audience []string `json:"audience,omitempty"` // some of content.Audiences
	Level    []string `json:"level,omitempty"`    // some of content.Levels
	Campus   []string `json:"campus,omitempty"`   // ids of campuses
	Urgent   int64    `json:"urgent,omitempty"`   // when words of distress were last said, Unix milliseconds
}

// urgentFor is for how long a conversation is urgent after words of distress.
const urgentFor = 24 * time.Hour

// urgent reports whether words of distress were said of late.
func (h *Hints) urgent(now time.Time) bool {
	return now.UnixMilli()-h.Urgent < urgentFor.Milliseconds()
}

func checkAudience(values []string) error {
	for _, v := range values {
		if !slices.Contains(content.Audiences, v) {
			return fmt.Errorf("%w: the audience must be some of %v", ErrInvalid, content.Audiences)
		}
	}
	return nil
}

// hear takes what a message says of the student. The newest word counts.
func (h *Hints) hear(text string, campuses []content.Campus, now time.Time) {
	if match.Urgent(text) {
		h.Urgent = now.UnixMilli()
	}
	audience, level := match.Heard(text)
	h.set("audience", audience)
	h.set("level", level)
	folded := " " + content.Fold(text) + " "
	for _, c := range campuses {
		for _, name := range c.Name {
			for _, place := range [...]string{"campus", "sede", "polo"} {
				if strings.Contains(folded, " "+place+" "+content.Fold(name)+" ") || strings.Contains(folded, " "+content.Fold(name)+" "+place+" ") {
					h.set("campus", []string{c.ID})
				}
			}
		}
	}
}

// set notes the values of a field. Who is international stays it.
func (h *Hints) set(field string, values []string) {
	if len(values) == 0 {
		return
	}
	values = slices.Clone(values)
	switch field {
	case "audience":
		if slices.Contains(h.Audience, "international") && !slices.Contains(values, "international") {
			values = append(values, "international")
		} else if len(values) == 1 && values[0] == "international" {
			values = append(slices.DeleteFunc(slices.Clone(h.Audience), func(v string) bool { return v == "international" }), values...)
		}
		h.Audience = values
	case "level":
		h.Level = values
	case "campus":
		h.Campus = values
	}
}

// of are the known values of a field.
func (h *Hints) of(field string) []string {
	switch field {
	case "audience":
		return h.Audience
	case "level":
		return h.Level
	}
	return h.Campus
}

// take learns from the entry chosen in answer to a question that told choices apart.
func (h *Hints) take(a *Ask, entry string) {
	if a == nil {
		return
	}
	for _, o := range a.Options {
		if o.Entry == entry {
			h.set(a.Field, o.Values)
		}
	}
}

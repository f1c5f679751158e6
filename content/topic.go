package content

import (
	"fmt"
	"slices"
	"time"
)

// Topic is a theme of the office; it has one queue.
type Topic struct {
	ID      string            `yaml:"id" json:"id"`
	Name    map[string]string `yaml:"name" json:"name"`   // by language
	About   map[string]string `yaml:"about" json:"about"` // by language
	Owner   string            `yaml:"owner" json:"owner"`
	Email   string            `yaml:"email,omitempty" json:"email,omitempty"`
	Phone   string            `yaml:"phone,omitempty" json:"phone,omitempty"`
	Counter map[string]string `yaml:"counter,omitempty" json:"counter,omitempty"` // by language
	Hours   Hours             `yaml:"hours" json:"hours"`
}

// Hours is when a topic's chat is open, in the university's time zone.
type Hours struct {
	Days []string `yaml:"days,flow" json:"days"` // mon, tue, ...
	From string   `yaml:"from" json:"from"`      // 09:00
	To   string   `yaml:"to" json:"to"`          // 18:00
}

// Weekdays are the names of days in topics.yaml, Sunday first as in package time.
var Weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

type topicsFile struct {
	Topics []Topic `yaml:"topics"`
}

// ParseTopics reads topics.yaml.
func ParseTopics(source []byte) ([]Topic, []Problem) {
	var f topicsFile
	if err := unmarshalStrict(source, &f); err != nil {
		return nil, []Problem{yamlProblem(err, 0)}
	}
	var problems []Problem
	seen := map[string]bool{}
	for i, t := range f.Topics {
		for _, message := range t.problems() {
			line := lineOf(source, "- id: "+t.ID)
			problems = append(problems, Problem{Line: line, Message: fmt.Sprintf("topic %d (%s): %s", i+1, t.ID, message)})
		}
		if seen[t.ID] {
			problems = append(problems, Problem{Line: lineOf(source, "- id: "+t.ID), Message: fmt.Sprintf("the topic %s stands here twice: remove one", t.ID)})
		}
		seen[t.ID] = true
	}
	return f.Topics, problems
}

func (t *Topic) problems() (messages []string) {
	if !idPattern.MatchString(t.ID) {
		messages = append(messages, "id: "+wordings[CodeID])
	}
	for _, lang := range Languages {
		if t.Name[lang] == "" {
			messages = append(messages, fmt.Sprintf("name: give the name in %q too", lang))
		}
	}
	if t.Owner == "" {
		messages = append(messages, "owner: name the office that answers for it")
	}
	for _, d := range t.Hours.Days {
		if !slices.Contains(Weekdays, d) {
			messages = append(messages, fmt.Sprintf("hours: %q is no day; write mon, tue, wed, thu, fri, sat or sun", d))
		}
	}
	from, err1 := time.Parse("15:04", t.Hours.From)
	to, err2 := time.Parse("15:04", t.Hours.To)
	if len(t.Hours.Days) > 0 && (err1 != nil || err2 != nil || !from.Before(to)) {
		messages = append(messages, `hours: write from and to as "09:00" and "18:00", the first before the second`)
	}
	return messages
}

package content

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
)

// Helplines are where somebody in distress or danger finds help at once.
type Helplines struct {
	Queue string     `yaml:"queue,omitempty" json:"queue,omitempty"` // the topic whose queue takes such a conversation; empty: the one it is about
	Lines []Helpline `yaml:"lines" json:"lines"`                     // in the order in which they are shown
}

// Helpline is one number or address.
type Helpline struct {
	Name  map[string]string `yaml:"name" json:"name"`                       // by language
	Phone string            `yaml:"phone,omitempty" json:"phone,omitempty"` // a number, an address or both
	URL   string            `yaml:"url,omitempty" json:"url,omitempty"`
	Hours map[string]string `yaml:"hours" json:"hours"` // by language
	About map[string]string `yaml:"about" json:"about"` // by language: for what
}

// DefaultHelplines stand where a library has none: what is right everywhere in Italy.
func DefaultHelplines() Helplines {
	return Helplines{Lines: []Helpline{{
		Name:  map[string]string{"it": "Numero unico di emergenza", "en": "Emergency number"},
		Phone: "112",
		Hours: map[string]string{"it": "Sempre, gratis", "en": "Always, free of charge"},
		About: map[string]string{"it": "Pericolo immediato: soccorso sanitario, polizia, vigili del fuoco", "en": "Immediate danger: ambulance, police, fire brigade"},
	}}}
}

var phonePattern = regexp.MustCompile(`^\+?[0-9][0-9 ]{1,20}$`)

// ParseHelplines reads helplines.yaml; an empty source gives [DefaultHelplines].
func ParseHelplines(source []byte, topics []Topic) (Helplines, []Problem) {
	if len(source) == 0 {
		return DefaultHelplines(), nil
	}
	var h Helplines
	if err := unmarshalStrict(source, &h); err != nil {
		return DefaultHelplines(), []Problem{yamlProblem(err, 0)}
	}
	c := &checker{source: source}
	if h.Queue != "" && !slices.ContainsFunc(topics, func(t Topic) bool { return t.ID == h.Queue }) {
		c.add("queue", "%q is not in topics.yaml: write one that is, or leave it out", h.Queue)
	}
	if len(h.Lines) == 0 {
		c.add("lines", "there are none: give at least the emergency number")
	}
	for i := range h.Lines {
		for _, message := range h.Lines[i].problems() {
			c.problems = append(c.problems, Problem{Line: helplineAt(source, i), Message: fmt.Sprintf("line %d: %s", i+1, message)})
		}
	}
	return h, c.problems
}

func (h *Helpline) problems() (messages []string) {
	for _, field := range []struct {
		name   string
		values map[string]string
	}{{"name", h.Name}, {"hours", h.Hours}, {"about", h.About}} {
		for _, lang := range Languages {
			if field.values[lang] == "" {
				messages = append(messages, fmt.Sprintf("%s: give it in %q too", field.name, lang))
			}
		}
	}
	if h.Phone == "" && h.URL == "" {
		messages = append(messages, "give a phone or a url: it must lead somewhere")
	}
	if h.Phone != "" && !phonePattern.MatchString(h.Phone) {
		messages = append(messages, fmt.Sprintf("phone: %q is no number to call; write digits and spaces", h.Phone))
	}
	if u, err := url.Parse(h.URL); h.URL != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		messages = append(messages, fmt.Sprintf("url: %q is no address; it must begin with https://", h.URL))
	}
	return messages
}

// helplineAt is the line of the file on which the helpline begins.
func helplineAt(source []byte, n int) int {
	for i, line := range bytes.Split(source, []byte("\n")) {
		if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("- ")) {
			if n--; n < 0 {
				return i + 1
			}
		}
	}
	return 1
}

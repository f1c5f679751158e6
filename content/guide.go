package content

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// Guide is what the office says of a PDF document: the file <id>.yaml beside <id>.pdf.
type Guide struct {
	ID        string   `yaml:"id" json:"id"`
	Title     string   `yaml:"title" json:"title"`
	Topic     string   `yaml:"topic" json:"topic"`
	Lang      string   `yaml:"lang" json:"lang"`
	Audience  []string `yaml:"audience,flow" json:"audience"`
	Owner     string   `yaml:"owner" json:"owner"`
	Updated   Date     `yaml:"updated" json:"updated"`
	ReviewBy  Date     `yaml:"review_by" json:"review_by"`
	SourceURL string   `yaml:"source_url,omitempty" json:"source_url,omitempty"`
}

// ParseGuide reads a guide's YAML file.
func ParseGuide(source []byte) (*Guide, error) {
	g := &Guide{}
	if err := unmarshalStrict(source, g); err != nil {
		return nil, yamlProblem(err, 0)
	}
	return g, nil
}

// Format writes the guide's YAML file, its fields in the order of the type.
func (g *Guide) Format() ([]byte, error) {
	file, err := g.format()
	if err != nil {
		return nil, err
	}
	if again, err := ParseGuide(file); err == nil && again.Title == g.Title && again.Owner == g.Owner {
		return file, nil
	}
	return g.format(quoted) // as of an entry
}

func (g *Guide) format(options ...yaml.EncodeOption) ([]byte, error) {
	file, err := yaml.MarshalWithOptions(g, append(options, yaml.IndentSequence(true), yaml.UseSingleQuote(false))...)
	if err != nil {
		return nil, fmt.Errorf("format the guide %s: %w", g.ID, err)
	}
	return file, nil
}

// CheckGuide says what is wrong with a guide's YAML file, taken by itself.
func CheckGuide(g *Guide, source []byte, topics []Topic) []Problem {
	c := &checker{source: source}
	g.check(c)
	if !(&Library{Topics: topics}).hasTopic(g.Topic) {
		c.breaks(CodeTopic, "topic", g.Topic)
	}
	return c.problems
}

// GuideTaken is the problem of a new guide with the id of another.
func GuideTaken(id string) Problem { return problem(1, CodeGuideTaken, "id", id) }

func (g *Guide) check(c *checker) {
	c.id(g.ID)
	c.text("title", g.Title, MaxQuestion)
	c.oneOf("lang", g.Lang, Languages)
	c.audience(g.Audience)
	c.text("owner", g.Owner, maxOwner)
	c.date("updated", g.Updated, true)
	c.date("review_by", g.ReviewBy, true)
	if g.SourceURL != "" {
		c.url("source_url", g.SourceURL)
	}
}

// checker gathers the problems of one file.
type checker struct {
	source   []byte
	problems []Problem
}

// add notes a breach of a rule that has no code.
func (c *checker) add(field, format string, args ...any) {
	c.problems = append(c.problems, Problem{Line: lineOf(c.source, field+":"), Message: field + ": " + fmt.Sprintf(format, args...)})
}

// breaks notes a breach of a rule.
func (c *checker) breaks(code Code, field string, params ...string) {
	c.problems = append(c.problems, problem(lineOf(c.source, field+":"), code, field, params...))
}

func (c *checker) id(id string) {
	if !idPattern.MatchString(id) {
		c.breaks(CodeID, "id")
	}
}

func (c *checker) text(field, value string, most int) {
	switch n := utf8.RuneCountInString(value); {
	case n == 0:
		c.breaks(CodeMissing, field)
	case n > most:
		c.breaks(CodeTooLong, field, strconv.Itoa(n), strconv.Itoa(most))
	}
}

func (c *checker) oneOf(field, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		c.breaks(CodeNotAllowed, field, value, fmt.Sprint(allowed))
	}
}

func (c *checker) audience(values []string) {
	if len(values) == 0 {
		c.breaks(CodeNoAudience, "audience", fmt.Sprint(Audiences))
	}
	for _, v := range values {
		c.oneOf("audience", v, Audiences)
	}
}

func (c *checker) date(field string, d Date, required bool) {
	if d == "" {
		if required {
			c.breaks(CodeNoDate, field)
		}
		return
	}
	if _, ok := d.Time(); !ok {
		c.breaks(CodeDate, field, string(d))
	}
}

func (c *checker) url(field, raw string) {
	if u, err := url.Parse(raw); err != nil || u.Scheme != "https" || u.Host == "" {
		c.breaks(CodeURL, field, raw)
	}
}

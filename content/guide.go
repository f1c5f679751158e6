package content

import (
	"fmt"
	"net/url"
	"slices"
	"unicode/utf8"
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

func (c *checker) add(field, format string, args ...any) {
	c.problems = append(c.problems, Problem{Line: lineOf(c.source, field+":"), Message: field + ": " + fmt.Sprintf(format, args...)})
}

func (c *checker) id(id string) {
	if !idPattern.MatchString(id) {
		c.add("id", "%s", idRule)
	}
}

func (c *checker) text(field, value string, most int) {
	switch n := utf8.RuneCountInString(value); {
	case n == 0:
		c.add(field, "is missing: add it")
	case n > most:
		c.add(field, "has %d characters; at most %d are allowed: shorten it", n, most)
	}
}

func (c *checker) oneOf(field, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		c.add(field, "%q is not allowed; write one of %v", value, allowed)
	}
}

func (c *checker) audience(values []string) {
	if len(values) == 0 {
		c.add("audience", "is missing: write one or more of %v", Audiences)
	}
	for _, v := range values {
		c.oneOf("audience", v, Audiences)
	}
}

func (c *checker) date(field string, d Date, required bool) {
	if d == "" {
		if required {
			c.add(field, "is missing: write a day as 2026-09-30")
		}
		return
	}
	if _, ok := d.Time(); !ok {
		c.add(field, "%q is no day; write it as 2026-09-30", d)
	}
}

func (c *checker) url(field, raw string) {
	if u, err := url.Parse(raw); err != nil || u.Scheme != "https" || u.Host == "" {
		c.add(field, "%q is no address; it must begin with https://", raw)
	}
}

// Package content is text in and text out: entries in Markdown with front matter,
// topics, guides, and how a folder of them is read and checked. It keeps nothing;
// `faq` does.
package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// Languages are those an entry may be written in, the first being the default.
var Languages = []string{"it", "en"}

// Audiences are the kinds of reader an entry may be for.
var Audiences = []string{"future", "enrolled", "graduating", "international", AnyValue}

// Levels are the kinds of degree an entry may be about: laurea, laurea magistrale, a
// ciclo unico, master universitario, dottorato.
var Levels = []string{"bachelor", "master", "single-cycle", "university-master", "phd", AnyValue}

// AnyValue stands, in audience and level, for each of them.
const AnyValue = "all"

// Limits of an entry.
const (
	MaxEntryBytes  = 64 << 10
	MaxQuestion    = 200 // characters
	MaxAlternates  = 100
	MaxAlternate   = 300 // characters
	maxSources     = 10
	maxOwner       = 120  // characters
	maxBrackets    = 1000 // of the fields; the parser takes the square of the time for them
	dateLayout     = time.DateOnly
	frontDelimiter = "---\n"
)

// ErrFrontMatter says that a file does not begin with front matter.
var ErrFrontMatter = errors.New(wordings[CodeFrontMatter])

var errNotText = errors.New("the text must be UTF-8, without zero bytes: save it as UTF-8")

var errYAML = errors.New("this is no YAML that can be read")

// Date is a day, written 2026-09-30. The empty date stands for none.
type Date string

// Time is the date's midnight in UTC, and whether it is a date at all.
func (d Date) Time() (time.Time, bool) {
	t, err := time.Parse(dateLayout, string(d))
	return t, err == nil
}

// MarshalYAML writes a day as people do, without quotation marks.
func (d Date) MarshalYAML() ([]byte, error) {
	if _, ok := d.Time(); ok {
		return []byte(d), nil
	}
	return yaml.Marshal(string(d)) //nolint:wrapcheck // the encoder wraps it
}

// Link is a titled address.
type Link struct {
	Title string `yaml:"title" json:"title"`
	URL   string `yaml:"url" json:"url"`
}

// Entry is one FAQ in one language.
type Entry struct {
	ID           string            `yaml:"id"`
	Topic        string            `yaml:"topic"`
	Lang         string            `yaml:"lang"`
	Question     string            `yaml:"question"`
	Alternates   []string          `yaml:"alternates,omitempty"`
	Translations map[string]string `yaml:"translations,omitempty"`
	Audience     []string          `yaml:"audience,flow"`
	Level        []string          `yaml:"level,omitempty,flow"`  // empty: not only about some
	Campus       []string          `yaml:"campus,omitempty,flow"` // ids of campuses; empty: not only about some
	Owner        string            `yaml:"owner"`
	Updated      Date              `yaml:"updated"`
	ValidFrom    Date              `yaml:"valid_from,omitempty"`
	ValidTo      Date              `yaml:"valid_to,omitempty"`
	ReviewBy     Date              `yaml:"review_by"`
	Sources      []Link            `yaml:"sources,omitempty"`

	// Body is the answer in Markdown.
	Body string `yaml:"-"`
}

// ParseEntry reads a file of front matter and Markdown. Its errors are [Problem]s
// without a file name; see [CheckEntry] for what makes an entry right.
func ParseEntry(source []byte) (*Entry, error) {
	if len(source) > MaxEntryBytes {
		return nil, problem(1, CodeTooLarge, "", strconv.Itoa(len(source)), strconv.Itoa(MaxEntryBytes))
	}
	if at := notText(source); at >= 0 {
		p := problem(1+bytes.Count(source[:at], []byte("\n")), CodeEncoding, "", fmt.Sprintf("byte %#02x", source[at]))
		return nil, p
	}
	front, body, err := splitFront(source)
	if err != nil {
		return nil, problem(1, CodeFrontMatter, "")
	}
	if bytes.Count(front, []byte("["))+bytes.Count(front, []byte("{")) > maxBrackets {
		return nil, problem(1, CodeBrackets, "", strconv.Itoa(maxBrackets))
	}
	e := &Entry{Body: body}
	if err := unmarshalStrict(front, e); err != nil {
		return nil, yamlProblem(err, 1)
	}
	return e, nil
}

// notText is where the first byte stands that is no UTF-8, or zero, which PostgreSQL
// keeps in no text; -1 where there is none.
func notText(source []byte) int {
	for i := 0; i < len(source); {
		r, n := utf8.DecodeRune(source[i:])
		if r == 0 || r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// splitFront accepts line ends of Windows too; the body keeps what it has.
func splitFront(source []byte) (front []byte, body string, err error) {
	rest, ok := bytes.CutPrefix(tidyText(source), []byte(frontDelimiter))
	if !ok {
		return nil, "", ErrFrontMatter
	}
	if front, ok := bytes.CutSuffix(rest, []byte("\n---")); ok { // nothing behind the fields
		return append(bytes.Clone(front), '\n'), "", nil
	}
	if front, after, ok := bytes.Cut(rest, []byte("\n"+frontDelimiter)); ok {
		return append(front, '\n'), strings.TrimLeft(string(after), "\n"), nil
	}
	return nil, "", ErrFrontMatter
}

// tidyText takes away a byte order mark and the line ends of Windows; lines stay.
func tidyText(source []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(source, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
}

// unmarshalStrict takes no unknown field, and no text that makes the parser panic (a
// tag on what is no list, for one).
func unmarshalStrict(source []byte, into any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errYAML, r)
		}
	}()
	if notText(source) >= 0 {
		return errNotText
	}
	return yaml.NewDecoder(bytes.NewReader(tidyText(source)), yaml.DisallowUnknownField()).Decode(into)
}

// yamlProblem gives the parser's error its line in the file; offset is how many
// lines stand before the YAML.
func yamlProblem(err error, offset int) Problem {
	p := problem(1, CodeFields, "", err.Error())
	if e, ok := errors.AsType[yaml.Error](err); ok {
		p = problem(1, CodeFields, "", e.GetMessage())
		if t := e.GetToken(); t != nil && t.Position != nil {
			p.Line = t.Position.Line + offset
		}
	}
	return p
}

// Format writes the entry as a file: fields in the order of the type, one blank
// line, the body. What was read by [ParseEntry] from such a file comes out the same.
func (e *Entry) Format() ([]byte, error) {
	file, err := e.format()
	if err != nil {
		return nil, err
	}
	if again, err := ParseEntry(file); err == nil && again.sameFields(e) {
		return file, nil
	}
	// The library leaves some texts bare that only quotes keep, "? what" for one.
	return e.format(quoted)
}

// quoted puts every text between quotation marks.
var quoted = yaml.CustomMarshaler(func(s string) ([]byte, error) { return json.Marshal(s) })

func (e *Entry) format(options ...yaml.EncodeOption) ([]byte, error) {
	front, err := yaml.MarshalWithOptions(e, append(options, yaml.IndentSequence(true), yaml.UseSingleQuote(false))...)
	if err != nil {
		return nil, fmt.Errorf("format the entry %s: %w", e.ID, err)
	}
	return []byte(frontDelimiter + string(front) + frontDelimiter + "\n" + strings.TrimSpace(e.Body) + "\n"), nil
}

// sameFields reports whether the texts that people write are the same.
func (e *Entry) sameFields(o *Entry) bool {
	return e.Question == o.Question && slices.Equal(e.Alternates, o.Alternates) && e.Owner == o.Owner && slices.Equal(e.Sources, o.Sources)
}

// Twin is the id of the same entry in lang, the entry's own where that is its
// language, or empty.
func (e *Entry) Twin(lang string) string {
	if e.Lang == lang {
		return e.ID
	}
	return e.Translations[lang]
}

// ValidOn reports whether the answer is right on the day of t.
func (e *Entry) ValidOn(t time.Time) bool {
	day := Date(t.Format(dateLayout))
	return (e.ValidFrom == "" || e.ValidFrom <= day) && (e.ValidTo == "" || day <= e.ValidTo)
}

// For reports whether the entry is meant for the audience, which "all" always is.
func (e *Entry) For(audience string) bool {
	return slices.Contains(e.Audience, audience) || slices.Contains(e.Audience, AnyValue)
}

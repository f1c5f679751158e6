// Package eval measures faq/match on bases with judged questions, and fits the
// models that faq/match runs with.
//
// A set is a folder with faqs.jsonl (one entry a line: id, question, answer,
// alternates, lang), queries.tsv (query id TAB text) and qrels.tsv (query id
// TAB id of a right entry, "-" if none answers it). The base of a set is built
// from its faqs.jsonl alone, and by the very code and settings of the server.
package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sportello/faq/match"
)

// ErrSet is the error of a folder that is not a set.
var ErrSet = errors.New("eval: not a set")

// Set is one base with its judged questions.
type Set struct {
	Name    string
	Items   []match.Item
	Queries []Query
}

// Query is one judged question; with no right item it is out of scope.
type Query struct {
	ID    string
	Text  string
	Right map[string]bool
}

// InScope reports whether an item answers the question.
func (q *Query) InScope() bool { return len(q.Right) > 0 }

// Load reads a set. Queries without a judgement are left out.
func Load(dir string) (*Set, error) {
	s := &Set{Name: filepath.Base(filepath.Clean(dir))}
	err := s.readItems(filepath.Join(dir, "faqs.jsonl"))
	if err != nil {
		return nil, err
	}
	judged := map[string]map[string]bool{}
	err = eachRow(filepath.Join(dir, "qrels.tsv"), func(query, item string) {
		if judged[query] == nil {
			judged[query] = map[string]bool{}
		}
		if item != "-" {
			judged[query][item] = true
		}
	})
	if err != nil {
		return nil, err
	}
	err = eachRow(filepath.Join(dir, "queries.tsv"), func(id, text string) {
		if right, ok := judged[id]; ok {
			s.Queries = append(s.Queries, Query{ID: id, Text: text, Right: right})
		}
	})
	return s, err
}

// LoadItems reads the base of a set alone, which may have no questions.
func LoadItems(dir string) ([]match.Item, error) {
	var s Set
	err := s.readItems(filepath.Join(dir, "faqs.jsonl"))
	return s.Items, err
}

// readItems reads faqs.jsonl. An entry without a question is a passage.
func (s *Set) readItems(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSet, err)
	}
	defer f.Close() //nolint:errcheck // only read
	d := json.NewDecoder(bufio.NewReader(f))
	for {
		var x struct {
			ID, Question, Answer, Lang, Twin, Guide, Section string
			Page                                             int
			Alternates                                       []string
		}
		if err := d.Decode(&x); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrSet, path, err)
		}
		kind := match.KindEntry
		if x.Question == "" {
			kind = match.KindPassage
		}
		s.Items = append(s.Items, match.Item{
			ID: x.ID, Kind: kind, Twin: x.Twin, Guide: x.Guide, Section: x.Section, Page: x.Page, Lang: x.Lang, Question: x.Question, Alternates: x.Alternates, Answer: x.Answer,
		})
	}
}

// eachRow calls f with the two columns of each line.
func eachRow(path string, f func(a, b string)) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSet, err)
	}
	for line := range strings.Lines(string(text)) {
		if a, b, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t"); ok {
			f(a, b)
		}
	}
	return nil
}

package main

import (
	"fmt"
	"slices"

	"sportello/content"
	"sportello/faq/eval"
	"sportello/faq/rational"
)

// load reads bases into one; of an id that comes twice, the first.
func load(dirs []string, half int) (entries []rational.Entry, err error) {
	seen := map[string]bool{}
	for _, dir := range dirs {
		list, err := loadOne(dir, half)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if !seen[e.ID] {
				seen[e.ID] = true
				entries = append(entries, e)
			}
		}
	}
	return entries, nil
}

func loadOne(dir string, half int) (entries []rational.Entry, err error) {
	if dir == "library" {
		return library(half)
	}
	items, err := eval.LoadItems(dir)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		if it.Question != "" {
			entries = append(entries, rational.Entry{ID: it.ID, Lang: it.Lang, Twin: it.Twin, Topic: it.Topic,
				Question: it.Question, Alternates: it.Alternates, Answer: it.Answer, Level: it.Level, Campus: it.Campus})
		}
	}
	return entries, nil
}

// library is the bundled library; half keeps every second topic.
func library(half int) (entries []rational.Entry, err error) {
	l, problems, err := content.ReadLibrary(content.Bundled())
	if err != nil || len(problems) > 0 {
		return nil, fmt.Errorf("read the library: %w %v", err, problems)
	}
	var topics []string
	for _, t := range l.Topics {
		topics = append(topics, t.ID)
	}
	slices.Sort(topics)
	for _, f := range l.Entries {
		e := f.Entry
		if at := slices.Index(topics, e.Topic); half < 0 || at%2 == half {
			entries = append(entries, fromContent(e))
		}
	}
	return entries, nil
}

func fromContent(e *content.Entry) rational.Entry {
	out := rational.Entry{ID: e.ID, Lang: e.Lang, Topic: e.Topic, Question: e.Question, Alternates: e.Alternates,
		Answer: content.Plain(e.Body), Level: e.Level, Campus: e.Campus}
	for _, id := range e.Translations {
		out.Twin = id
	}
	for _, s := range e.Sources {
		out.Sources = append(out.Sources, s.URL)
	}
	return out
}

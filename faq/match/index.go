package match

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
)

// The fields of the index. Each language has its own, with its own analyzer:
// two fields on one property would silently fall back to the standard one.
const (
	fieldQuestion = "q_" // question and alternates; of a passage, its headings
	fieldText     = "t_" // answer, or the passage itself
)

// How much a word found in a field counts when candidates are gathered. The
// proportions are those of the Lucene baseline of QA4FAQ (Caputo et al.,
// EVALITA 2016: question 4, answer 2); only the order of candidates at the
// far end depends on them.
const (
	boostQuestion = 2.0
	boostText     = 1.0
)

// indexPath is the folder of the index proper inside the matcher's own.
func indexPath(dir string) string { return filepath.Join(dir, "bleve") }

// newMapping maps documents to the four fields; nothing is stored and no
// positions are kept, for the text comes from the items.
func newMapping() mapping.IndexMapping {
	doc := bleve.NewDocumentStaticMapping()
	for lang, name := range langName {
		for _, f := range [...]string{fieldQuestion, fieldText} {
			m := bleve.NewTextFieldMapping()
			m.Analyzer = analyzerName(lang)
			m.Store, m.IncludeTermVectors, m.IncludeInAll, m.DocValues = false, false, false, false
			doc.AddFieldMappingsAt(f+name, m)
		}
	}
	im := bleve.NewIndexMapping()
	im.DefaultMapping = doc
	return im
}

// buildIndex writes the index of items to dir by bleve's offline builder: one
// merged segment, which is what makes an unchanging index small and fast.
func buildIndex(ctx context.Context, dir string, items []Item, done func(int)) error {
	b, err := bleve.NewBuilder(indexPath(dir), newMapping(), map[string]any{
		"buildPathPrefix": dir, "batchSize": 1000,
	})
	if err != nil {
		return fmt.Errorf("match: make index: %w", err)
	}
	if err := b.Index(placeholder, map[string]any{}); err != nil {
		return fmt.Errorf("match: begin index: %w", err)
	}
	for i := range items {
		if err = ctx.Err(); err == nil {
			err = b.Index(strconv.Itoa(i), document(&items[i]))
		}
		if err != nil {
			_ = b.Close() // the first error says more
			return fmt.Errorf("match: index item %q: %w", items[i].ID, err)
		}
		done(i + 1)
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("match: finish index: %w", err)
	}
	return nil
}

// placeholder is a document without fields that is in every index: bleve's
// builder panics if it is closed without any.
const placeholder = "-"

// document is what of an item goes into the index.
func document(x *Item) map[string]any {
	lang := langName[langIndex(x.Lang)]
	return map[string]any{
		fieldQuestion + lang: phrases(x),
		fieldText + lang:     x.Answer,
	}
}

// openIndex opens the index for reading; any number of matchers may share it.
func openIndex(dir string) (bleve.Index, error) {
	idx, err := bleve.OpenUsing(indexPath(dir), map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("match: open index: %w", err)
	}
	return idx, nil
}

package match

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// analyzer is the index's view of text: the very fold, words and stems that
// the statistics in memory use, so that both see the same terms.
type analyzer struct {
	lang int
	pool *sync.Pool // of *stemmer; bleve may analyze on several goroutines
}

var _ analysis.Analyzer = (*analyzer)(nil)

// analyzerName is how the mapping names the analyzer of a language.
func analyzerName(lang int) string { return "sportello_" + langName[lang] }

func init() {
	for lang := range langName {
		a := &analyzer{lang: lang, pool: newStemmerPool()}
		build := func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return a, nil }
		if err := registry.RegisterAnalyzer(analyzerName(lang), build); err != nil {
			panic(err) // two packages of this name in one program
		}
	}
}

// Analyze implements analysis.Analyzer.
func (a *analyzer) Analyze(text []byte) analysis.TokenStream {
	s := a.pool.Get().(*stemmer)
	defer a.pool.Put(s)
	words := splitWords(fold(string(text), 0))
	stream := make(analysis.TokenStream, len(words))
	for i, w := range words {
		stream[i] = &analysis.Token{Term: []byte(s.stem(a.lang, w)), Position: i + 1}
	}
	return stream
}

func newStemmerPool() *sync.Pool {
	return &sync.Pool{New: func() any { return newStemmer() }}
}

package matchtest

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// vocabulary is how many words, without their endings, there are.
const vocabulary = 30_000

// The bounds of what something can be about, by rank: neither the words that
// everybody uses nor those that nobody does.
const (
	subjectFrom = 60
	subjectTo   = 12_000
)

// small are the little words of each language, most frequent first.
var small = [2][]string{
	strings.Fields("di il la che e per in un non come si una del le dei alla con da posso quando"),
	strings.Fields("the of to and in a for is on that how can with it be by my do not when"),
}

// smallShare is the part of the words of a text that are little ones.
const smallShare = 0.42

// endings by class of word and language; each word is of one class.
var endings = [2][][]string{
	{{"o", "i"}, {"a", "e"}, {"e", "i"}, {"are", "ato", "ata", "o", "a", "ando", "ano"}, {"ione", "ioni"}, {"ire", "ito", "isce", "ita"}},
	{{"", "s"}, {"", "s"}, {"er", "ers"}, {"e", "ed", "es", "ing"}, {"ion", "ions"}, {"ate", "ates", "ated", "ating"}},
}

var (
	onsets = strings.Fields("t r m s l d n p v c b f g st tr gr pr sc fr br cr")
	vowels = strings.Fields("a e i o u")
	codas  = []string{"", "", "", "n", "r", "l", "s"}

	// Made when they are first wanted, for every test binary has them that begins with a
	// filled database, and every child of one.
	stems = sync.OnceValue(makeStems)
	// upTo holds, for each rank, how much of a running text the words up to it are.
	upTo = sync.OnceValue(makeUpTo)
)

// makeStems makes the words, short ones first, as in languages.
func makeStems() []string {
	rnd := rand.New(rand.NewPCG(1, 1))
	pick := func(from []string) string { return from[rnd.IntN(len(from))] }
	seen := map[string]bool{}
	out := make([]string, 0, vocabulary)
	for len(out) < vocabulary {
		var b strings.Builder
		syllables := 1
		if len(out) > 100 {
			syllables += rnd.IntN(3)
		}
		for range syllables {
			b.WriteString(pick(onsets) + pick(vowels) + pick(codas))
		}
		b.WriteString(pick(onsets))
		if w := b.String(); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// makeUpTo follows Zipf's law with Mandelbrot's shift.
func makeUpTo() []float64 {
	out := make([]float64, vocabulary)
	var sum float64
	for r := range out {
		sum += 1 / math.Pow(float64(r)+3.7, 1.05)
		out[r] = sum
	}
	return out
}

// writer writes in one language.
type writer struct {
	rnd  *rand.Rand
	lang int
}

func ofItem(i, what int) *writer {
	return &writer{rnd: rand.New(rand.NewPCG(uint64(i), uint64(what)<<32))}
}

// rank draws a word as often as it comes.
func (w *writer) rank() int {
	shares := upTo()
	r, _ := slices.BinarySearch(shares, w.rnd.Float64()*shares[vocabulary-1])
	return min(r, vocabulary-1)
}

// inflect gives a word one of its endings.
func (w *writer) inflect(rank int) string {
	class := endings[w.lang][rank%len(endings[w.lang])]
	return stems()[rank] + class[w.rnd.IntN(len(class))]
}

// subject draws the words that something is about.
func (w *writer) subject() []int {
	out := make([]int, 0, subjectWords)
	for len(out) < subjectWords {
		if r := w.rank(); subjectFrom <= r && r < subjectTo && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// phrase is words with little ones between them.
func (w *writer) phrase(about []int) string {
	var out []string
	for _, r := range about {
		if w.rnd.IntN(2) == 0 {
			out = append(out, w.little())
		}
		out = append(out, w.inflect(r))
	}
	return strings.Join(out, " ")
}

func (w *writer) little() string {
	list := small[w.lang]
	return list[min(w.rnd.IntN(len(list)), w.rnd.IntN(len(list)))]
}

// question asks about some of the words, with one or two others among them.
func (w *writer) question(about []int) string {
	some := slices.Clone(about)
	w.rnd.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	some = some[:2+w.rnd.IntN(len(some)-1)]
	for range w.rnd.IntN(3) {
		some = slices.Insert(some, w.rnd.IntN(len(some)+1), w.rank())
	}
	words := strings.Fields(w.phrase(some))
	return strings.Join(words[:min(len(words), ofQuestion)], " ")
}

// text writes sentences in which the words that it is about come now and then.
func (w *writer) text(about []int, words int) string {
	var b strings.Builder
	for i, left := 0, 0; i < words; i++ {
		if left == 0 {
			left = min(8+w.rnd.IntN(15), words-i)
		}
		var word string
		switch x := w.rnd.Float64(); {
		case x < smallShare:
			word = w.little()
		case x < smallShare+0.12:
			word = w.inflect(about[w.rnd.IntN(len(about))])
		default:
			word = w.inflect(w.rank())
		}
		if b.Len() > 0 && b.String()[b.Len()-1] == '.' {
			b.WriteByte(' ')
			word = strings.ToUpper(word[:1]) + word[1:]
		} else if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		if left--; left == 0 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

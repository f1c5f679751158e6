package missing

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"sportello/faq/match"
)

// The parts that words, letters and nearest entries have in how alike two questions are;
// their sum is one.
const (
	partWords   = 0.65
	partLetters = 0.20
	partNear    = 0.15
)

// gramSize is how many letters are looked at together.
const gramSize = 3

// feature is one thing that a question has, with how much of the vector it makes.
type feature struct {
	id int32
	w  float32
}

// vector is sparse, sorted by id. That of a question is of length one at most: a part
// that it has nothing of stays empty.
type vector []feature

// dot is how alike two questions are, or, of sums of vectors, all pairs together.
func dot(a, b vector) float32 {
	if len(a) > len(b) {
		a, b = b, a
	}
	var sum float32
	if len(b) > 8*len(a) {
		for _, x := range a {
			i, ok := slices.BinarySearchFunc(b, x.id, func(y feature, id int32) int { return cmp.Compare(y.id, id) })
			if ok {
				sum += x.w * b[i].w
			}
			b = b[i:]
		}
		return sum
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += a[i].w * b[j].w
			i++
			j++
		}
	}
	return sum
}

// plus is the sum of two vectors.
func plus(a, b vector) vector {
	out := make(vector, 0, len(a)+len(b))
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i].id < b[j].id:
			out = append(out, a[i])
			i++
		case i == len(a) || a[i].id > b[j].id:
			out = append(out, b[j])
			j++
		default:
			out = append(out, feature{a[i].id, a[i].w + b[j].w})
			i++
			j++
		}
	}
	return out
}

// said is what is in a question, with how much it counts before it is known how rare it is.
type said struct {
	words, letters, near map[string]float64
}

// newVectors makes the vectors of questions.
func newVectors(questions []Question) []vector {
	r, all := match.NewReader(), make([]said, len(questions))
	for i := range questions {
		all[i] = read(r, &questions[i])
	}
	n := numbering{ids: map[string]int32{}}
	out := make([]vector, len(questions))
	for i := range all {
		n.count("w", all[i].words)
		n.count("l", all[i].letters)
		n.count("n", all[i].near)
	}
	for i := range all {
		v := n.part(nil, "w", all[i].words, partWords, len(questions))
		v = n.part(v, "l", all[i].letters, partLetters, len(questions))
		v = n.part(v, "n", all[i].near, partNear, len(questions))
		slices.SortFunc(v, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
		out[i] = v
	}
	return out
}

func read(r *match.Reader, q *Question) said {
	s := said{words: map[string]float64{}, letters: map[string]float64{}, near: map[string]float64{}}
	for _, t := range r.Terms(q.Text, q.Lang) {
		key := q.Lang + t.Stem
		s.words[key] = max(s.words[key], t.Share)
		if match.IsStop(t.Word) || t.Share < 1 {
			continue
		}
		letters := []rune(" " + t.Word + " ")
		for i := 0; i+gramSize <= len(letters); i++ {
			s.letters[q.Lang+string(letters[i:i+gramSize])] = 1
		}
	}
	for id, near := range q.Near {
		// Its root: which entries are near says more than how near they are, as none is right.
		s.near[q.Lang+id] = math.Sqrt(near)
	}
	return s
}

// numbering gives features their numbers, and counts the questions that have each.
type numbering struct {
	ids map[string]int32
	df  []float64
}

func (n *numbering) count(kind string, of map[string]float64) {
	for _, key := range slices.Sorted(maps.Keys(of)) {
		id, ok := n.ids[kind+key]
		if !ok {
			id = int32(len(n.df))
			n.ids[kind+key] = id
			n.df = append(n.df, 0)
		}
		n.df[id]++
	}
}

// part appends one part of a vector, of its length.
func (n *numbering) part(v vector, kind string, of map[string]float64, length float64, all int) vector {
	from, sum := len(v), 0.0
	for _, key := range slices.Sorted(maps.Keys(of)) {
		id := n.ids[kind+key]
		w := of[key] * rarity(float64(all), n.df[id])
		sum += w * w
		v = append(v, feature{id, float32(w)})
	}
	if sum == 0 {
		return v[:from]
	}
	scale := float32(math.Sqrt(length / sum))
	for i := from; i < len(v); i++ {
		v[i].w *= scale
	}
	return v
}

// What tempers rarity. A few open questions tell little of how rare a word is, and what a
// crowd asks must not seem to be of no account because many ask it: so it is reckoned as if
// there were some more questions without it, and its root is taken. A word of one question
// alone counts no more than one of a few: it can bring nothing together.
const (
	others = 1000
	leastN = 3
)

// rarity is how rare a feature is that df of all questions have: the root of the idf of
// faq/match, ln(1 + (n - df + 1/2) / (df + 1/2)).
func rarity(all, df float64) float64 {
	df = max(leastN, df)
	return math.Sqrt(math.Log(1 + (all+others-df+0.5)/(df+0.5)))
}

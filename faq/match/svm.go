package match

// The innermost loops here and in learner.go and compare.go are left out by the race
// detector (go:norace): they touch what one goroutine has for itself, or what is never
// written again, and with it a base as large as the bundled one learns ten times as long.

import "math/rand/v2"

// sparse is a vector by its non-zero places.
type sparse struct {
	id []uint32
	w  []float32
}

// dot is the inner product with a dense vector.
//
//go:norace
func (x *sparse) dot(w []float32) (sum float32) {
	v := x.w[:len(x.id)]
	for i, id := range x.id {
		sum += v[i] * w[id]
	}
	return sum
}

// add adds c times x to a dense vector.
//
//go:norace
func (x *sparse) add(w []float32, c float32) {
	v := x.w[:len(x.id)]
	for i, id := range x.id {
		w[id] += c * v[i]
	}
}

// Settings of the learning. The cost of a mistake is the default of
// LIBLINEAR; a class's few own phrases together cost at least balance times as
// much as all the others, or a small class would best be learned as "never".
const (
	svmCost    = 1.0
	svmBalance = 0.1
	svmEpochs  = 20
	svmEnd     = 0.1 // spread of the gradient at which to stop
)

// svm learns to tell one class's rows from all others: a linear support vector
// machine with squared hinge loss by dual coordinate descent with shrinking
// (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent
// method for large-scale linear SVM", ICML 2008, algorithm 3). It is kept
// between classes for its memory. Rows must be of length one.
type svm struct {
	rows   []sparse
	w      []float32 // one place a feature, then the bias
	alpha  []float32
	active []int32
	cost   [2]float32 // of a mistake on another class's row, on an own row
}

func newSVM(rows []sparse, features int) *svm {
	return &svm{
		rows: rows, w: make([]float32, features+1),
		alpha: make([]float32, len(rows)), active: make([]int32, len(rows)),
	}
}

// train learns a class from the classes of the rows; the result is in w.
// The order of the steps follows from the class alone.
func (s *svm) train(of []int32, class int32) {
	clear(s.w)
	clear(s.alpha)
	own := 0
	for i := range s.active {
		s.active[i] = int32(i)
		if of[i] == class {
			own++
		}
	}
	rest := len(of) - own
	s.cost = [2]float32{svmCost, svmCost * max(1, svmBalance*float32(rest)/float32(max(1, own)))}
	rnd := rand.New(rand.NewPCG(uint64(class), 1))
	const far = 1e30
	upper := float32(far) // the largest gradient of the epoch before
	for range svmEpochs {
		high, low := s.epoch(rnd, of, class, upper)
		if high-low <= svmEnd {
			if len(s.active) == len(of) {
				break
			}
			s.active = s.active[:len(of)] // the shrunk rows are behind the others
			upper = far
			continue
		}
		if upper = high; high <= 0 {
			upper = far
		}
	}
	s.active = s.active[:len(of)]
}

// epoch goes over the active rows once, in random order, and returns the
// largest and the smallest projected gradient.
//
//go:norace
func (s *svm) epoch(rnd *rand.Rand, of []int32, class int32, upper float32) (high, low float32) {
	high, low = -1e30, 1e30
	act := s.active
	rnd.Shuffle(len(act), func(i, j int) { act[i], act[j] = act[j], act[i] })
	for k := 0; k < len(act); k++ {
		i := act[k]
		y, cost := float32(-1), s.cost[0]
		if of[i] == class {
			y, cost = 1, s.cost[1]
		}
		x, a := &s.rows[i], s.alpha[i]
		bias := &s.w[len(s.w)-1]
		g := y*(x.dot(s.w)+*bias) - 1 + a/(2*cost)
		if a == 0 && g > upper {
			act[k], act[len(act)-1] = act[len(act)-1], i
			act = act[:len(act)-1]
			k--
			continue
		}
		p := g
		if a == 0 {
			p = min(g, 0)
		}
		high, low = max(high, p), min(low, p)
		if p > 1e-12 || p < -1e-12 {
			s.alpha[i] = max(a-g/(2+1/(2*cost)), 0) // the row and the bias: length 1 each
			d := (s.alpha[i] - a) * y
			x.add(s.w, d)
			*bias += d
		}
	}
	s.active = act
	return high, low
}

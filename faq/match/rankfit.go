package match

import "math"

// rankPrior is the precision of the rank's weights before anything was seen. (Between
// 0.1 and 1, success@1 of four bases with alternates moved by some two points at most,
// up on one and down on another; hardly moved at all, CLINC150 stays at .918 instead
// of .930.)
const rankPrior = 0.2

// refitRank moves the weights of the rank to where they are likeliest given what
// was held out of the base, if they are normally distributed around where they
// were: on a base with a hundred wordings an entry the ranker says nearly all,
// on one with five the words themselves say more. The likelihood is that of a
// conditional logit (McFadden, "Conditional logit analysis of qualitative choice
// behavior", 1974): that the right one is chosen among the candidates.
func refitRank(all []examined, prior []float64) []float64 {
	return newton(prior,
		func(w []float64) (sum float64) {
			for j := range w {
				sum += rankPrior * (w[j] - prior[j]) * (w[j] - prior[j]) / 2
			}
			for i := range all {
				if all[i].right >= 0 {
					_, loss := all[i].shares(w)
					sum += loss
				}
			}
			return sum
		},
		func(w, g []float64, h [][]float64) {
			for j := range w {
				g[j], h[j][j] = rankPrior*(prior[j]-w[j]), rankPrior
			}
			for i := range all {
				if all[i].right >= 0 {
					all[i].descend(w, g, h)
				}
			}
		})
}

// examined is a held-out question with its candidates.
type examined struct {
	list   list
	right  int  // place of the right one among them, -1 if it is not
	absent bool // nothing answers it
}

// shares are the probabilities of the candidates by a conditional logit, and the
// negative logarithm of that of the right one.
func (e *examined) shares(w []float64) (p []float64, loss float64) {
	p = make([]float64, len(e.list.rank))
	most := math.Inf(-1)
	for i, v := range e.list.rank {
		p[i] = inner(v, w)
		most = max(most, p[i])
	}
	loss = most - p[e.right]
	var sum float64
	for i := range p {
		p[i] = math.Exp(p[i] - most)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p, loss + math.Log(sum)
}

// descend adds the downward gradient of the loss and the lower half of its
// Hessian.
func (e *examined) descend(w, g []float64, h [][]float64) {
	p, _ := e.shares(w)
	mean := make([]float64, len(w))
	for i, v := range e.list.rank {
		for j, x := range v {
			mean[j] += p[i] * x
		}
	}
	for j := range w {
		g[j] += e.list.rank[e.right][j] - mean[j]
	}
	for i, v := range e.list.rank {
		if p[i] < negligible {
			continue
		}
		for j, x := range v {
			for k, z := range v[:j+1] {
				h[j][k] += p[i] * (x - mean[j]) * (z - mean[k])
			}
		}
	}
}

// negligible is a probability that no sum notices.
const negligible = 1e-6

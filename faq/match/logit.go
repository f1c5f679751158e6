package match

import (
	"math"
	"slices"
)

const (
	refitPrior = 10.0 // precision of the weights before anything was seen
	refitSteps = 50   // at most; about ten do
)

// refit moves the weights of a logistic regression to where they are likeliest
// given the observations, if they are normally distributed around where they
// were: with few observations they stay, with many the observations decide
// (Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.5.1).
func refit(all []observation, prior []float64) []float64 {
	return newton(prior,
		func(w []float64) float64 { return lossOf(all, w, prior) },
		func(w, g []float64, h [][]float64) {
			for j := range w {
				g[j], h[j][j] = refitPrior*(prior[j]-w[j]), refitPrior
			}
			for i := range all {
				all[i].descend(w, g, h)
			}
		})
}

// newton finds the weights of least loss, which must be convex, beginning at
// start. slopes adds up the downward gradient and the lower half of the Hessian.
// It goes by Newton's method (Bishop, section 4.3.3), with shorter steps where a
// whole one would overshoot.
func newton(start []float64, loss func(w []float64) float64, slopes func(w, g []float64, h [][]float64)) []float64 {
	w := slices.Clone(start)
	least := loss(w)
	for range refitSteps {
		g, h := make([]float64, len(w)), make([][]float64, len(w))
		for j := range w {
			h[j] = make([]float64, len(w))
		}
		slopes(w, g, h)
		step := solve(h, g)
		before := least
		for share := 1.0; share > 1e-6; share /= 2 {
			to := slices.Clone(w)
			for j, d := range step {
				to[j] += share * d
			}
			if l := loss(to); l < least {
				w, least = to, l
				break
			}
		}
		if before-least < 1e-9 {
			break
		}
	}
	return w
}

// lossOf is what refit makes least: the negative logarithm of the likelihood
// and of the prior.
func lossOf(all []observation, w, prior []float64) (sum float64) {
	for j := range w {
		sum += refitPrior * (w[j] - prior[j]) * (w[j] - prior[j]) / 2
	}
	for i := range all {
		z := inner(all[i].v, w)
		if all[i].right {
			z = -z
		}
		sum += all[i].weight * (max(0, z) + math.Log1p(math.Exp(-math.Abs(z))))
	}
	return sum
}

// descend adds an observation's gradient and the lower half of its Hessian.
func (o *observation) descend(w, g []float64, h [][]float64) {
	p, y := logistic(inner(o.v, w)), 0.0
	if o.right {
		y = 1
	}
	for j, x := range o.v {
		g[j] += o.weight * (y - p) * x
		for k, z := range o.v[:j+1] {
			h[j][k] += o.weight * p * (1 - p) * x * z
		}
	}
}

// inner is the inner product of two vectors, the first not the longer one.
func inner(a, b []float64) (sum float64) {
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// solve returns x of h x = g for a positive definite h, whose lower half is
// given and overwritten (Cholesky's decomposition; Golub and Van Loan, "Matrix
// Computations", section 4.2).
func solve(h [][]float64, g []float64) []float64 {
	x := make([]float64, len(g))
	for i := range g {
		for j := range i {
			h[i][j] = (h[i][j] - inner(h[i][:j], h[j])) / h[j][j]
		}
		h[i][i] = math.Sqrt(h[i][i] - inner(h[i][:i], h[i]))
		x[i] = (g[i] - inner(h[i][:i], x)) / h[i][i]
	}
	for i := len(g) - 1; i >= 0; i-- {
		for k := i + 1; k < len(g); k++ {
			x[i] -= h[k][i] * x[k]
		}
		x[i] /= h[i][i]
	}
	return x
}

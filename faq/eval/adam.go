package eval

import "math"

// ascend climbs a function by its gradient (Adam: Kingma and Ba, ICLR 2015,
// with the constants given there and a falling step). The gradient is written
// to its second argument. Where floor holds, a weight does not fall below 0.
func ascend(w []float64, floor []bool, steps int, gradient func(w, g []float64)) {
	const first, second, tiny = 0.9, 0.999, 1e-8
	m, v, g := make([]float64, len(w)), make([]float64, len(w)), make([]float64, len(w))
	for t := 1; t <= steps; t++ {
		clear(g)
		gradient(w, g)
		rate := 0.1 * (1 - float64(t)/float64(steps+1))
		for i := range w {
			m[i] = first*m[i] + (1-first)*g[i]
			v[i] = second*v[i] + (1-second)*g[i]*g[i]
			mean := m[i] / (1 - math.Pow(first, float64(t)))
			size := math.Sqrt(v[i] / (1 - math.Pow(second, float64(t))))
			w[i] += rate * mean / (size + tiny)
			if floor != nil && floor[i] {
				w[i] = max(0, w[i])
			}
		}
	}
}

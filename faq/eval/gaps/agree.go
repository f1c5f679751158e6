package main

import (
	"fmt"
	"io"
	"math"

	"sportello/faq/missing"
)

// agreement is how far groups agree with what belongs together; all but the counts from 0
// to 1.
type agreement struct {
	precision, recall         float64 // of pairs of questions
	homogeneity, completeness float64 // Rosenberg and Hirschberg 2007, "V-Measure"
	itemPrecision, itemRecall float64 // B-cubed: Bagga and Baldwin 1998
	groups, labels            float64
}

func agree(groups []missing.Group, labels []string) agreement {
	n := float64(len(labels))
	size := map[string]float64{}
	for _, l := range labels {
		size[l]++
	}
	var together, grouped, same float64 // pairs
	var a agreement
	var entropy, left, groupEntropy, groupLeft float64 // of the labels, of them within groups, and the other way round
	for _, s := range size {
		same += s * (s - 1) / 2
		entropy -= s / n * math.Log(s/n)
	}
	for _, g := range groups {
		k, in := float64(len(g.Members)), map[string]float64{}
		for _, q := range g.Members {
			in[labels[q]]++
		}
		grouped += k * (k - 1) / 2
		groupEntropy -= k / n * math.Log(k/n)
		for l, c := range in {
			together += c * (c - 1) / 2
			left -= c / n * math.Log(c/k)
			groupLeft -= c / n * math.Log(c/size[l])
			a.itemPrecision += c * c / k / n
			a.itemRecall += c * c / size[l] / n
		}
	}
	a.precision, a.recall = share(together, grouped), share(together, same)
	a.homogeneity, a.completeness = 1-share0(left, entropy), 1-share0(groupLeft, groupEntropy)
	a.groups, a.labels = float64(len(groups)), float64(len(size))
	return a
}

// share is 1 of nothing: no pair was wrong, none missed.
func share(part, all float64) float64 {
	if all == 0 {
		return 1
	}
	return part / all
}

func share0(part, all float64) float64 {
	if all == 0 {
		return 0
	}
	return part / all
}

func (a *agreement) each(f func(*float64)) {
	for _, x := range []*float64{&a.precision, &a.recall, &a.homogeneity, &a.completeness, &a.itemPrecision, &a.itemRecall, &a.groups, &a.labels} {
		f(x)
	}
}

// add adds another by its weight; counts are added as they are.
func (a *agreement) add(b agreement, weight float64) {
	counts := [2]float64{a.groups + b.groups, a.labels + b.labels}
	var of []float64
	b.each(func(x *float64) { of = append(of, *x) })
	i := 0
	a.each(func(x *float64) {
		*x += weight * of[i]
		i++
	})
	a.groups, a.labels = counts[0], counts[1]
}

func (a agreement) over(n float64) agreement {
	a.each(func(x *float64) { *x /= n })
	return a
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

func (a agreement) write(w io.Writer, least float64) {
	fmt.Fprintf(w, "%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f\t%.0f\t\n", least,
		a.precision, a.recall, harmonic(a.precision, a.recall), a.homogeneity, a.completeness, harmonic(a.homogeneity, a.completeness),
		a.itemPrecision, a.itemRecall, harmonic(a.itemPrecision, a.itemRecall), a.groups, a.labels)
}

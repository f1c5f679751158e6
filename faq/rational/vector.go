package rational

import (
	"cmp"
	"math"
	"slices"
)

// weight is how much a concept counts in a vector.
type weight struct {
	id int32
	w  float32
}

// vector is sparse, sorted by id and of length one (or empty).
type vector []weight

// bag collects the weights of a vector.
type bag map[int32]float32

func (b bag) vector() vector {
	v := make(vector, 0, len(b))
	var sum float64
	for id, w := range b {
		v = append(v, weight{id, w})
	}
	slices.SortFunc(v, func(x, y weight) int { return cmp.Compare(x.id, y.id) })
	for _, x := range v { // in order, so that rounding is the same each time
		sum += float64(x.w) * float64(x.w)
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range v {
			v[i].w *= scale
		}
	}
	return v
}

// dot is the cosine of two vectors.
func dot(a, b vector) float64 {
	var sum float64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += float64(a[i].w) * float64(b[j].w)
			i++
			j++
		}
	}
	return sum
}

// covered is the share of a's weight, by squares, in concepts that one of the others has.
func covered(a vector, others ...vector) float64 {
	var sum float64
	for _, x := range a {
		for _, o := range others {
			if _, ok := slices.BinarySearchFunc(o, x.id, byID); ok {
				sum += float64(x.w) * float64(x.w)
				break
			}
		}
	}
	return sum
}

func byID(x weight, id int32) int { return cmp.Compare(x.id, id) }

// heaviest are the n concepts of a vector that count most.
func (v vector) heaviest(n int) vector {
	out := slices.Clone(v)
	slices.SortFunc(out, func(x, y weight) int {
		return cmp.Or(cmp.Compare(y.w, x.w), cmp.Compare(x.id, y.id))
	})
	return out[:min(n, len(out))]
}

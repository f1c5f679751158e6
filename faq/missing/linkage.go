package missing

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
)

const (
	neighbours = 60  // of a question, that it is compared with: the nearest
	leastNear  = 0.1 // likeness; less is not looked at
)

// linkage joins groups by how alike their questions are on average. As that is a product
// of vectors, it is the product of the groups' sums, by their sizes.
type linkage struct {
	least float32
	sums  []vector // of groups: of their questions' vectors; nil once joined to another

	members [][]int
	near    []map[int32]float32 // group -> groups near it, with their likeness
	queue   pairs
	age     []int32 // of a group: how often it has changed
}

// pair is two groups that may become one.
type pair struct {
	likeness   float32
	a, b       int32 // a before b
	ageA, ageB int32
}

// pairs is a heap, the most alike first.
type pairs []pair

func (p pairs) Len() int { return len(p) }
func (p pairs) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(p[j].likeness, p[i].likeness), cmp.Compare(p[i].a, p[j].a), cmp.Compare(p[i].b, p[j].b)) < 0
}
func (p pairs) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p *pairs) Push(x any)   { *p = append(*p, x.(pair)) }
func (p *pairs) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}

func (l *linkage) run(ctx context.Context) error {
	n := len(l.sums)
	l.members, l.near, l.age = make([][]int, n), make([]map[int32]float32, n), make([]int32, n)
	for i := range n {
		l.members[i], l.near[i] = []int{i}, map[int32]float32{}
	}
	if err := l.meet(ctx); err != nil {
		return err
	}
	heap.Init(&l.queue)
	for len(l.queue) > 0 && ctx.Err() == nil {
		p := heap.Pop(&l.queue).(pair)
		if l.age[p.a] == p.ageA && l.age[p.b] == p.ageB {
			l.join(p.a, p.b)
		}
	}
	return ctx.Err()
}

// meet finds the nearest of each question, by what they share.
func (l *linkage) meet(ctx context.Context) error {
	var features int32
	for _, v := range l.sums {
		for _, x := range v {
			features = max(features, x.id+1)
		}
	}
	has := make([][]feature, features) // by feature: the questions that have it
	for i, v := range l.sums {
		for _, x := range v {
			has[x.id] = append(has[x.id], feature{int32(i), x.w})
		}
	}
	like := make([]float32, len(l.sums))
	var touched []feature
	for i, v := range l.sums {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		touched = touched[:0]
		for _, x := range v {
			for _, o := range has[x.id] {
				if like[o.id] == 0 {
					touched = append(touched, feature{id: o.id})
				}
				like[o.id] += x.w * o.w
			}
		}
		l.keep(int32(i), touched, like)
	}
	for i := range l.near {
		for j, s := range l.near[i] {
			if int32(i) < j && s >= l.least {
				l.queue = append(l.queue, pair{likeness: s, a: int32(i), b: j})
			}
		}
	}
	return nil
}

// keep notes the nearest of those that question i shares something with, and clears like.
func (l *linkage) keep(i int32, touched []feature, like []float32) {
	list := touched[:0]
	for _, o := range touched {
		o.w, like[o.id] = like[o.id], 0
		if o.id != i && o.w >= leastNear {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(a, b feature) int { return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.id, b.id)) })
	for _, o := range list[:min(len(list), neighbours)] {
		l.near[i][o.id], l.near[o.id][i] = o.w, o.w
	}
}

// join makes group b part of group a.
func (l *linkage) join(a, b int32) {
	sizeA, sizeB := float32(len(l.members[a])), float32(len(l.members[b]))
	delete(l.near[a], b)
	delete(l.near[b], a)
	around := map[int32]float32{}
	for _, side := range []map[int32]float32{l.near[a], l.near[b]} {
		for c := range side {
			if _, done := around[c]; done {
				continue
			}
			around[c] = (sizeA*l.likeness(a, c) + sizeB*l.likeness(b, c)) / (sizeA + sizeB)
		}
	}
	l.sums[a], l.sums[b] = plus(l.sums[a], l.sums[b]), nil
	l.members[a], l.members[b] = append(l.members[a], l.members[b]...), nil
	l.near[a], l.near[b] = around, nil
	l.age[a]++
	l.age[b] = -1
	for c, s := range around {
		delete(l.near[c], b)
		if s < leastNear {
			delete(l.near[c], a)
			delete(around, c)
			continue
		}
		l.near[c][a] = s
		if s >= l.least {
			x, y := min(a, c), max(a, c)
			heap.Push(&l.queue, pair{s, x, y, l.age[x], l.age[y]})
		}
	}
}

// likeness is that of two groups on average.
func (l *linkage) likeness(a, c int32) float32 {
	if s, ok := l.near[a][c]; ok {
		return s
	}
	return dot(l.sums[a], l.sums[c]) / float32(len(l.members[a])*len(l.members[c]))
}

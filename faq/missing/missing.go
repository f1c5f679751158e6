// Package missing groups questions by what they mean: those that found no answer, so that
// an editor sees one gap where many students put many questions.
//
// Two questions are alike by the words they share, the rarer among all questions the more;
// by the letters of these, for who mistypes; and by the entries that the matcher found
// nearest to them. Groups are made by average linkage: the two groups whose questions are
// on average most alike become one, as long as any are alike enough. faq/eval/gaps
// measures how well that agrees with people's judgement.
//
// Everything is a pure function of its arguments, and deterministic.
package missing

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"sportello/content"
)

// Question is one that found no answer. Equal ones are given once.
type Question struct {
	Text string
	Lang string             // "it" or "en", that it is written in; a group has one language
	Near map[string]float64 // ids of the entries nearest to it, with how near from 0 to 1
	N    int                // how many have asked it
}

// Group is questions of one meaning: positions in the list that was given.
type Group struct {
	Members []int // in order
	Best    int   // the one most like the others: it stands for the group
}

// DefaultLeast is from which likeness on, on average, two groups are one. Lower, groups are
// larger and hold more that does not belong. faq/eval/gaps found it: above it, hardly any
// group gets purer on the sets it was measured on, but many fall apart.
const DefaultLeast = 0.30

// Groups sorts questions into groups, with least as in [DefaultLeast]: the largest group
// first, then by the first position. Each question is in one group. The error is that of
// ctx. Of n questions it takes memory as n, and time as n times the questions that share a
// word with each.
func Groups(ctx context.Context, questions []Question, least float64) ([]Group, error) {
	vectors := newVectors(questions)
	l := &linkage{least: float32(least), sums: slices.Clone(vectors)}
	if err := l.run(ctx); err != nil {
		return nil, err
	}
	var groups []Group
	for _, members := range l.members {
		if members != nil {
			slices.Sort(members)
			groups = append(groups, Group{members, best(questions, vectors, members)})
		}
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(len(b.Members), len(a.Members)), cmp.Compare(a.Members[0], b.Members[0]))
	})
	return groups, nil
}

// maskedCounts is what a question with a hole where something personal was counts, against
// one without: an editor can use it less.
const maskedCounts = 0.5

// best is the question that most of those who asked would know as theirs.
func best(questions []Question, vectors []vector, members []int) (at int) {
	var sum vector
	for _, i := range members {
		v := slices.Clone(vectors[i])
		for k := range v {
			v[k].w *= float32(max(1, questions[i].N))
		}
		sum = plus(sum, v)
	}
	most := float32(-1)
	for _, i := range members {
		like := dot(vectors[i], sum)
		if strings.Contains(questions[i].Text, content.Masked) {
			like *= maskedCounts
		}
		if like > most {
			at, most = i, like
		}
	}
	return at
}

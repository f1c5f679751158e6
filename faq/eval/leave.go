package eval

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"sportello/faq/match"
)

// Base groups the sets that share one base, in full or in part: what is fitted
// on one of them says nothing about another.
type Base struct {
	Name string
	Sets []*Set

	samples map[match.Kind][]sample
}

// LoadBases reads sets and groups those that have half of their entries in
// common with another.
func LoadBases(dirs []string) ([]*Base, error) {
	var out []*Base
	for _, dir := range dirs {
		s, err := Load(dir)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(out, func(b *Base) bool { return overlap(b.Sets[0], s) })
		if i < 0 {
			i = len(out)
			out = append(out, &Base{Name: s.Name})
		}
		out[i].Sets = append(out[i].Sets, s)
	}
	return out, nil
}

// overlap reports whether half of the smaller set's entries are in the other.
func overlap(a, b *Set) bool {
	seen := map[string]bool{}
	for i := range a.Items {
		seen[a.Items[i].Question+"\n"+a.Items[i].Answer] = true
	}
	common := 0
	for i := range b.Items {
		if seen[b.Items[i].Question+"\n"+b.Items[i].Answer] {
			common++
		}
	}
	return 2*common >= min(len(a.Items), len(b.Items))
}

// Collect computes the features of the questions of all bases, once.
func Collect(ctx context.Context, bases []*Base, o match.Options) error {
	for _, b := range bases {
		b.samples = map[match.Kind][]sample{}
		for _, s := range b.Sets {
			list, err := s.samples(ctx, o)
			if err != nil {
				return err
			}
			for _, x := range list {
				x.weight = 1 / float64(len(list)*len(b.Sets)) // bases count alike
				b.samples[x.Kind] = append(b.samples[x.Kind], x)
			}
		}
	}
	return nil
}

// Fit fits the models on all bases but the one left out (nil: none). A kind
// that no base is left for keeps the weights it had.
func Fit(bases []*Base, out *Base, old map[match.Kind]match.Model) map[match.Kind]match.Model {
	models := maps.Clone(old)
	for kind := range old {
		var all []sample
		for _, b := range bases {
			if b != out {
				all = append(all, b.samples[kind]...)
			}
		}
		if len(all) > 0 {
			models[kind] = fitKind(all, old[kind])
		}
	}
	return models
}

// LeaveOneOut measures each base with models fitted on the others: figures
// that owe nothing to the base they are about.
func LeaveOneOut(ctx context.Context, bases []*Base, o match.Options, f Flags) ([]Metrics, error) {
	old := o.Models
	if old == nil {
		old = match.DefaultModels()
	}
	var out []Metrics
	for _, b := range bases {
		o.Models = Fit(bases, b, old)
		for _, s := range b.Sets {
			m, _, err := s.Run(ctx, o, f)
			if err != nil {
				return nil, err
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// WriteModels writes models as the Go source that faq/match keeps them in.
func WriteModels(w io.Writer, models map[match.Kind]match.Model) error {
	for _, kind := range slices.Sorted(maps.Keys(models)) {
		m := models[kind]
		if _, err := fmt.Fprintf(w, "%s:\n\tRank:       []float64{%s},\n\tConfidence: []float64{%s},\n",
			kind, list(m.Rank), list(m.Confidence)); err != nil {
			return err
		}
	}
	return nil
}

func list(w []float64) string {
	s := make([]string, len(w))
	for i, x := range w {
		s[i] = fmt.Sprintf("%.3g", x)
	}
	return strings.Join(s, ", ")
}

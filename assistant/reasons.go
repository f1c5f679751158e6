package assistant

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"sportello/faq/match"
)

// Reasons are the features behind a confidence, by the matcher's names for them; see
// [match.Features].
type Reasons map[string]float64

// reasonOrder is the order in which reasons are kept with a turn. Names are only ever
// added, at the end: what was kept is read by it.
var reasonOrder = []string{
	"cosine", "grams", "several", "centroid", "phrase", "reverse", "phrases", "text", "all", "pairs", "sentence", "exact",
	"learned", "trained", "words", "focus", "gives", "level", "not", "count", "lang", "topic", "audience",
	"popular", "bias", "share", "score", "margin", "ahead", "known", "lead", "both",
}

// placeOf is the place in reasonOrder of each of the matcher's reasons.
var placeOf = func() (places []int) {
	for _, name := range match.ReasonNames {
		places = append(places, slices.Index(reasonOrder, name))
	}
	return places
}()

// MarshalJSON writes three digits of each and leaves out what is nothing.
func (r Reasons) MarshalJSON() ([]byte, error) {
	short := make(map[string]float64, len(r))
	for name, x := range r {
		if x = round(x); x != 0 {
			short[name] = x
		}
	}
	return json.Marshal(short)
}

// UnmarshalJSON reads names with numbers, or the thousandths that appendReasons wrote.
func (r *Reasons) UnmarshalJSON(text []byte) error {
	if !bytes.HasPrefix(text, []byte("[")) {
		return json.Unmarshal(text, (*map[string]float64)(r))
	}
	var list []float64
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	*r = make(Reasons, len(list))
	for i, x := range list[:min(len(list), len(reasonOrder))] {
		if x != 0 {
			(*r)[reasonOrder[i]] = x / 1000
		}
	}
	return nil
}

// explained reports whether it is known why the candidate was found.
func (c *Candidate) explained() bool { return c.Why != nil || c.found != nil }

// reason is one of the reasons, 0 for none.
func (c *Candidate) reason(name string) float64 {
	if c.found != nil {
		return c.found.Of(name)
	}
	return c.Why[name]
}

// appendReasons writes the thousandths of each in reasonOrder, up to the last that is not
// nothing: a quarter of what names with numbers take.
func appendReasons(b []byte, found match.Reasons) []byte {
	var values [64]int64
	last := -1
	for i, x := range found {
		at := placeOf[i]
		if values[at] = int64(math.Round(x * 1000)); values[at] != 0 {
			last = max(last, at)
		}
	}
	b = append(b, '[')
	for i, x := range values[:last+1] {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, x, 10)
	}
	return append(b, ']')
}

// keptCandidates is candidates as JSON. Every question is kept with some hundred and fifty
// reasons, which took longest of all that is kept, so they go without names.
func keptCandidates(list []Candidate) ([]byte, error) {
	if len(list) == 0 {
		return json.Marshal(list)
	}
	b := make([]byte, 0, 400*len(list))
	for i := range list {
		rest, err := json.Marshal(&list[i])
		if err != nil {
			return nil, err
		}
		b = append(append(b, ','), rest...)
		if list[i].found != nil {
			b = append(b[:len(b)-1], `,"why":`...)
			b = append(appendReasons(b, list[i].found), '}')
		}
	}
	b[0] = '['
	return append(b, ']'), nil
}

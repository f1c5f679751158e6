package assistant

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

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

// keptCandidates is candidates as JSON. Every question is kept with eight of them and some
// hundred and fifty reasons, which took longest of all that is kept, so they go without
// reflection, and the reasons without names.
func keptCandidates(list []Candidate) ([]byte, error) {
	if len(list) == 0 {
		return json.Marshal(list)
	}
	b := make([]byte, 0, 400*len(list))
	for i := range list {
		b = append(b, ',')
		if c := &list[i]; c.found != nil {
			b = c.appendFound(b)
			continue
		}
		rest, err := json.Marshal(&list[i])
		if err != nil {
			return nil, err
		}
		b = append(b, rest...)
	}
	b[0] = '['
	return append(b, ']'), nil
}

// appendFound writes a candidate that was found just now.
func (c *Candidate) appendFound(b []byte) []byte {
	b = appendString(append(b, `{"id":`...), c.ID)
	b = appendString(append(b, `,"type":`...), c.Type)
	b = appendString(append(b, `,"question":`...), c.Question)
	b = appendString(append(b, `,"topic":`...), c.Topic)
	if c.Page != 0 {
		b = strconv.AppendInt(append(b, `,"page":`...), int64(c.Page), 10)
	}
	if c.Quote != "" {
		b = appendString(append(b, `,"quote":`...), c.Quote)
	}
	b = strconv.AppendFloat(append(b, `,"confidence":`...), c.Confidence, 'g', -1, 64)
	b = strconv.AppendFloat(append(b, `,"model":`...), c.Model, 'g', -1, 64)
	b = strconv.AppendFloat(append(b, `,"score":`...), c.Score, 'g', -1, 64)
	return append(appendReasons(append(b, `,"why":`...), c.found), '}')
}

// appendString is a JSON string.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			quoted, _ := json.Marshal(s) //nolint:errchkjson // a string can always be written
			return append(b, quoted...)
		}
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}

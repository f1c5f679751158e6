package web

import (
	"fmt"
	"math"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
	"sportello/faq/rational"
)

// mostPairs bounds what is sent at once: who has settled these asks again.
const mostPairs = 100

type pairJSON struct {
	Kind      rational.Kind  `json:"kind"`
	Score     float64        `json:"score"`
	A         pairedEntry    `json:"a"`
	B         pairedEntry    `json:"b"`
	Reasons   []pairReason   `json:"reasons"`
	Conflicts []conflictJSON `json:"conflicts"`
	Between   []string       `json:"between"` // questions of students, masked
	Dismissed *dismissedJSON `json:"dismissed,omitempty"`
}

type pairedEntry struct {
	ID         string         `json:"id"`
	Topic      string         `json:"topic"`
	Lang       string         `json:"lang"`
	Question   string         `json:"question"`
	Alternates []string       `json:"alternates"`
	Answer     string         `json:"answer"` // plain
	Sources    []content.Link `json:"sources"`
	Owner      string         `json:"owner"`
	Updated    string         `json:"updated"`
	URL        string         `json:"url"`
	Revision   int64          `json:"revision"`
}

type pairReason struct {
	Kind  rational.ReasonKind `json:"kind"`
	Words []string            `json:"words"`
}

type conflictJSON struct {
	Type rational.FactType `json:"type"`
	A    saidJSON          `json:"a"`
	B    saidJSON          `json:"b"`
}

type saidJSON struct {
	Text     string `json:"text"` // empty: this entry does not say it
	Sentence string `json:"sentence"`
}

type dismissedJSON struct {
	Reason string `json:"reason"`
	Author string `json:"author"`
	At     string `json:"at"`
}

func pairOf(p faq.EntryPair) pairJSON {
	out := pairJSON{Kind: p.Kind, Score: math.Round(p.Score*100) / 100, A: pairedOf(p.First), B: pairedOf(p.Second),
		Reasons: []pairReason{}, Conflicts: []conflictJSON{}, Between: append([]string{}, p.Between...)}
	for _, r := range p.Reasons {
		out.Reasons = append(out.Reasons, pairReason{r.Kind, append([]string{}, r.Words...)})
	}
	for _, c := range p.Conflicts {
		out.Conflicts = append(out.Conflicts, conflictJSON{c.Type, saidJSON(c.A), saidJSON(c.B)})
	}
	if d := p.Dismissed; d != nil {
		out.Dismissed = &dismissedJSON{Reason: d.Reason, Author: d.Author, At: isoTime(d.At)}
	}
	return out
}

func pairedOf(e *faq.Entry) pairedEntry {
	return pairedEntry{ID: e.ID, Topic: e.Topic, Lang: e.Lang, Question: e.Question, Alternates: append([]string{}, e.Alternates...),
		Answer: e.Plain(), Sources: append([]content.Link{}, e.Sources...), Owner: e.Owner, Updated: string(e.Updated),
		URL: entryURL(e.Lang, e.Topic, e.ID), Revision: e.Revision}
}

func (s *Server) listPairs(c *gin.Context, _ signedIn) error {
	kind, err := pairKind(c.Query("kind"), true)
	if err != nil {
		return err
	}
	pairs, err := s.pairs.List(c.Request.Context(), kind, c.Query("dismissed") == "true")
	if err != nil {
		return err
	}
	out := struct {
		Total int        `json:"total"`
		Pairs []pairJSON `json:"pairs"`
	}{len(pairs), []pairJSON{}}
	for _, p := range pairs[:min(len(pairs), mostPairs)] {
		out.Pairs = append(out.Pairs, pairOf(p))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func pairKind(given string, orAny bool) (rational.Kind, error) {
	kind := rational.Kind(given)
	if slices.Contains(rational.Kinds, kind) || orAny && kind == "" {
		return kind, nil
	}
	return "", fmt.Errorf("%w: kind must be duplicate, contradiction or translation", errBadRequest)
}

func (s *Server) dismissPair(c *gin.Context, who signedIn) error {
	var in struct {
		Kind   string `json:"kind"`
		A      string `json:"a"`
		B      string `json:"b"`
		Reason string `json:"reason"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	kind, err := pairKind(in.Kind, false)
	if err != nil {
		return err
	}
	if err := s.Store.DismissPair(c.Request.Context(), kind, in.A, in.B, in.Reason, who.Name); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) restorePair(c *gin.Context, _ signedIn) error {
	kind, err := pairKind(c.Query("kind"), false)
	if err != nil {
		return err
	}
	if err := s.Store.RestorePair(c.Request.Context(), kind, c.Query("a"), c.Query("b")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

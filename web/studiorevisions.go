package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/content/textdiff"
	"sportello/faq"
)

type revisionJSON struct {
	Revision int64            `json:"revision"`
	Kind     faq.RevisionKind `json:"kind"`
	Author   string           `json:"author"`
	At       string           `json:"at"`
	Note     string           `json:"note"`
	Undo     *mergeUndoJSON   `json:"undo,omitempty"` // of the last, where it is a merge that can be taken back
}

// mergeUndoJSON is what takes a merge back.
type mergeUndoJSON struct {
	Restore []restoreJSON  `json:"restore"`
	Gone    []replacedJSON `json:"gone"` // the entries that come back
}

func mergeUndoOf(u *faq.MergeUndo) *mergeUndoJSON {
	if u == nil {
		return nil
	}
	out := &mergeUndoJSON{Gone: []replacedJSON{}}
	revisions := map[string]int64{}
	for _, r := range u.Refs {
		out.Restore = append(out.Restore, restoreJSON(r))
		revisions[r.ID] = r.Revision
	}
	for _, e := range u.Gone {
		out.Gone = append(out.Gone, replacedJSON{e.ID, revisions[e.ID], e.Question})
	}
	return out
}

func revisionOf(r faq.Revision) revisionJSON {
	return revisionJSON{Revision: r.Revision, Kind: r.Kind, Author: r.Author, At: isoTime(r.At), Note: r.Note}
}

func (s *Server) listRevisions(c *gin.Context, _ signedIn) error {
	list, err := s.Store.Revisions(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	out := make([]revisionJSON, 0, len(list))
	for _, r := range list {
		out = append(out, revisionOf(r))
	}
	undo, err := s.Store.MergeUndo(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	if len(out) > 0 {
		out[0].Undo = mergeUndoOf(undo)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) getRevision(c *gin.Context, _ signedIn) error {
	n, err := strconv.ParseInt(c.Param("n"), 10, 64)
	if err != nil {
		return faq.ErrNotFound
	}
	r, err := s.Store.Revision(c.Request.Context(), c.Param("id"), n)
	if err != nil {
		return err
	}
	out := struct {
		revisionJSON
		Source   string `json:"source"`
		Question string `json:"question"`
		HTML     string `json:"html"`
	}{revisionJSON: revisionOf(r), Source: r.Source}
	if e, err := content.ParseEntry([]byte(r.Source)); err == nil {
		out.Question, out.HTML = e.Question, content.HTML(e.Body, s.Live.Base().Pictures)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// diffRevisions compares two texts of an entry: revisions by their number, or "draft".
func (s *Server) diffRevisions(c *gin.Context, _ signedIn) error {
	var texts [2]string
	for i, name := range [...]string{"from", "to"} {
		var err error
		if texts[i], err = s.textOf(c.Request.Context(), c.Param("id"), c.Query(name)); err != nil {
			return err
		}
	}
	c.JSON(http.StatusOK, textdiff.Compare(texts[0], texts[1]))
	return nil
}

func (s *Server) textOf(ctx context.Context, id, which string) (string, error) {
	if which == "draft" {
		d, err := s.Store.Draft(ctx, id)
		if err != nil {
			return "", err
		}
		return d.Source, nil
	}
	n, err := strconv.ParseInt(which, 10, 64)
	if err != nil {
		return "", fmt.Errorf("%w: from and to are numbers of revisions, or draft", errBadRequest)
	}
	if n == 0 { // before the first
		return "", nil
	}
	r, err := s.Store.Revision(ctx, id, n)
	return r.Source, err
}

// merge brings together what two editors made of one text.
func (s *Server) merge(c *gin.Context, _ signedIn) error {
	var in struct {
		Base   string `json:"base"`
		Mine   string `json:"mine"`
		Theirs string `json:"theirs"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := longTexts(in.Base, in.Mine, in.Theirs); err != nil {
		return err
	}
	c.JSON(http.StatusOK, textdiff.Merge(in.Base, in.Mine, in.Theirs))
	return nil
}

// diff compares any two texts.
func (s *Server) diff(c *gin.Context, _ signedIn) error {
	var in struct {
		Before string `json:"before"`
		After  string `json:"after"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := longTexts(in.Before, in.After); err != nil {
		return err
	}
	c.JSON(http.StatusOK, textdiff.Compare(in.Before, in.After))
	return nil
}

func longTexts(texts ...string) error {
	for _, t := range texts {
		if len(t) > content.MaxEntryBytes {
			return fmt.Errorf("%w: a text has more than %d bytes", errTooLarge, content.MaxEntryBytes)
		}
	}
	return nil
}

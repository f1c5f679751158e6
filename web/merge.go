package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq"
)

// proposedJSON is one text for two entries.
type proposedJSON struct {
	ID       string        `json:"id"`
	Lang     string        `json:"lang"`
	Source   string        `json:"source"`
	Base     int64         `json:"base"`
	Draft    int64         `json:"draft"`
	Added    int           `json:"added"`
	Other    replacedJSON  `json:"other"`
	Replaces bool          `json:"replaces"`
	Left     string        `json:"left"` // the answer of the other
	Problems []problemJSON `json:"problems"`
}

// proposeMerge proposes the text of one entry for two. It saves nothing.
func (s *Server) proposeMerge(c *gin.Context, _ signedIn) error {
	var in struct {
		Keep string `json:"keep"`
		Drop string `json:"drop"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	list, err := s.Store.ProposeMerge(c.Request.Context(), in.Keep, in.Drop)
	if err != nil {
		return err
	}
	texts := []proposedJSON{}
	for _, p := range list {
		texts = append(texts, proposedJSON{ID: p.Keep.ID, Lang: p.Keep.Lang, Source: p.Source, Base: p.Keep.Revision, Draft: p.Draft,
			Added: p.Added, Other: replacedJSON{p.Drop.ID, p.Drop.Revision, p.Drop.Question}, Replaces: p.Replaces, Left: p.Drop.Plain(),
			Problems: problemsIn(languageOf(c), p.Problems)})
	}
	c.JSON(http.StatusOK, gin.H{"texts": texts})
	return nil
}

// restoreJSON names what an entry was before.
type restoreJSON struct {
	ID       string `json:"id"`
	To       int64  `json:"to"`
	Revision int64  `json:"revision"`
}

// mergedIn is what an editor makes of two entries.
type mergedIn struct {
	Publish bool   `json:"publish"`
	Note    string `json:"note"`
	Texts   []struct {
		ID       string        `json:"id"`
		Source   string        `json:"source"`
		Base     int64         `json:"base"`
		Draft    int64         `json:"draft"`
		Replaces *faq.Replaced `json:"replaces"`
	} `json:"texts" binding:"min=1,max=2"`
}

// mergeEntries makes one entry of two at once, or puts that before the reviewers.
func (s *Server) mergeEntries(c *gin.Context, who signedIn) error {
	var in mergedIn
	if err := decode(c, &in); err != nil {
		return err
	}
	if in.Publish && !canPublish(who) {
		return errForbidden
	}
	var texts []faq.MergedText
	for _, t := range in.Texts {
		texts = append(texts, faq.MergedText{ID: t.ID, Source: t.Source, Base: t.Base, Draft: t.Draft, Replaces: t.Replaces})
	}
	type draftRef struct {
		ID       string `json:"id"`
		Revision int64  `json:"revision"`
	}
	drafts, undo := []draftRef{}, []restoreJSON{}
	if !in.Publish {
		list, err := s.Store.DraftMerge(c.Request.Context(), who.Name, in.Note, texts...)
		if err != nil {
			return err
		}
		for _, d := range list {
			drafts = append(drafts, draftRef{d.ID, d.Revision})
		}
		c.JSON(http.StatusOK, gin.H{"published": false, "undo": undo, "drafts": drafts})
		return nil
	}
	refs, problems, err := s.Store.Merge(c.Request.Context(), who.Name, in.Note, texts...)
	if errors.Is(err, faq.ErrProblems) {
		tellProblems(c, problems)
		return nil
	}
	if err != nil {
		return err
	}
	for _, r := range refs {
		undo = append(undo, restoreJSON(r))
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"published": true, "undo": undo, "drafts": drafts})
	return nil
}

// undoMerge publishes what the entries of a merge were before it.
func (s *Server) undoMerge(c *gin.Context, who signedIn) error {
	var in struct {
		Undo []restoreJSON `json:"undo" binding:"min=1,max=6"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	var refs []faq.RestoreRef
	for _, r := range in.Undo {
		refs = append(refs, faq.RestoreRef(r))
	}
	problems, err := s.Store.Restore(c.Request.Context(), who.Name, refs...)
	if errors.Is(err, faq.ErrProblems) {
		tellProblems(c, problems)
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

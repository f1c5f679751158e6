package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq"
)

type testJSON struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Lang      string `json:"lang"`
	Entry     string `json:"entry"` // empty: nothing should answer it
	Revision  int64  `json:"revision"`
	ChangedAt string `json:"changed_at"`
	ChangedBy string `json:"changed_by"`
}

func testOf(q faq.TestQuestion) testJSON {
	return testJSON{q.ID, q.Text, q.Lang, q.Entry, q.Revision, isoTime(q.ChangedAt), q.ChangedBy}
}

func (s *Server) listTests(c *gin.Context, _ signedIn) error {
	list, err := s.Store.Tests(c.Request.Context())
	if err != nil {
		return err
	}
	out := make([]testJSON, 0, len(list))
	for _, q := range list {
		out = append(out, testOf(q))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) addTest(c *gin.Context, who signedIn) error {
	return s.saveTest(c, who, http.StatusCreated)
}
func (s *Server) putTest(c *gin.Context, who signedIn) error {
	return s.saveTest(c, who, http.StatusOK)
}

func (s *Server) saveTest(c *gin.Context, who signedIn, status int) error {
	var in struct {
		Text     string `json:"text"`
		Lang     string `json:"lang"`
		Entry    string `json:"entry"`
		Revision int64  `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	q, err := s.Store.SaveTest(c.Request.Context(), faq.TestQuestion{ID: c.Param("id"), Text: in.Text, Lang: in.Lang, Entry: in.Entry,
		Revision: in.Revision, ChangedBy: who.Name})
	if err == nil {
		c.JSON(status, testOf(q))
	}
	return err
}

func (s *Server) deleteTest(c *gin.Context, _ signedIn) error {
	revision, err := number(c, "revision", 0)
	if err != nil {
		return err
	}
	return done(c, s.Store.RemoveTest(c.Request.Context(), c.Param("id"), revision))
}

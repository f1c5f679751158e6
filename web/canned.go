package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
)

type cannedJSON struct {
	ID        string `json:"id"`
	Queue     string `json:"queue"` // empty: for all queues
	Lang      string `json:"lang"`
	Name      string `json:"name"`
	Text      string `json:"text"`
	Revision  int64  `json:"revision"`
	ChangedAt string `json:"changed_at"`
	ChangedBy string `json:"changed_by"`
}

func cannedOf(r handoff.Canned) cannedJSON {
	return cannedJSON{ID: r.ID, Queue: r.QueueID, Lang: r.Lang, Name: r.Name, Text: r.Text, Revision: r.Revision,
		ChangedAt: isoTime(r.ChangedAt), ChangedBy: r.ChangedBy}
}

func (s *Server) listCanned(c *gin.Context, _ signedIn) error {
	all, err := s.Desk.Canned(c.Request.Context())
	if err != nil {
		return err
	}
	out := make([]cannedJSON, 0, len(all))
	for _, r := range all {
		out = append(out, cannedOf(r))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

type cannedIn struct {
	Queue    string `json:"queue"`
	Lang     string `json:"lang"`
	Name     string `json:"name"`
	Text     string `json:"text"`
	Revision int64  `json:"revision"`
}

func decodeCanned(c *gin.Context, who signedIn) (handoff.Canned, error) {
	var in cannedIn
	err := decode(c, &in)
	return handoff.Canned{ID: c.Param("id"), QueueID: in.Queue, Lang: in.Lang, Name: in.Name, Text: in.Text,
		Revision: in.Revision, ChangedBy: who.Name}, err
}

func (s *Server) addCanned(c *gin.Context, who signedIn) error {
	r, err := decodeCanned(c, who)
	if err == nil {
		r, err = s.Desk.AddCanned(c.Request.Context(), r)
	}
	return sendCanned(c, http.StatusCreated, r, err)
}

func (s *Server) putCanned(c *gin.Context, who signedIn) error {
	r, err := decodeCanned(c, who)
	if err == nil {
		r, err = s.Desk.SaveCanned(c.Request.Context(), r)
	}
	return sendCanned(c, http.StatusOK, r, err)
}

func sendCanned(c *gin.Context, status int, r handoff.Canned, err error) error {
	if err == nil {
		c.JSON(status, cannedOf(r))
	}
	return err
}

func (s *Server) deleteCanned(c *gin.Context, _ signedIn) error {
	revision, err := number(c, "revision", 0)
	if err != nil {
		return err
	}
	return done(c, s.Desk.RemoveCanned(c.Request.Context(), c.Param("id"), revision))
}

// filledJSON is a canned reply as it would go into the operator's box.
type filledJSON struct {
	ID    string `json:"id"`
	Lang  string `json:"lang"`
	Name  string `json:"name"`
	Text  string `json:"text"`
	Queue bool   `json:"queue"` // the queue's own
}

// chatCanned are the canned replies for a chat, filled in: those in its language first.
func (s *Server) chatCanned(c *gin.Context, who signedIn) error {
	if err := s.maySee(c, who); err != nil {
		return err
	}
	chat, err := s.Desk.Chat(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	replies, err := s.Desk.CannedFor(c.Request.Context(), chat.QueueID, chat.Lang)
	if err != nil {
		return err
	}
	ways, err := s.Desk.Ways(c.Request.Context(), chat.QueueID)
	if err != nil {
		return err
	}
	// The link has no token, which only the student has: their own page adds it.
	values := map[handoff.Variable]string{handoff.VarStudent: chat.Student, handoff.VarOperator: who.Name,
		handoff.VarLink: s.publicURL(c) + "/conversation#" + chat.ConversationID}
	out := make([]filledJSON, 0, len(replies))
	for _, r := range replies {
		values[handoff.VarQueue], values[handoff.VarHours] = ways.Queue.Name(r.Lang), weekText(r.Lang, ways.Queue.Calendar().Hours())
		out = append(out, filledJSON{ID: r.ID, Lang: r.Lang, Name: r.Name, Queue: r.QueueID != "", Text: handoff.FillCanned(r.Text, values)})
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// explained is what a failure says besides its message: which value was wrong, and what
// would be right.
func explained(lang string, err error) string {
	unknown, is := errors.AsType[*handoff.UnknownVariableError](err)
	if !is {
		return ""
	}
	names := "{" + strings.Join(handoff.Variables(lang), "}, {") + "}"
	if lang == "en" {
		return fmt.Sprintf("There is no variable {%s}. You can use %s.", unknown.Name, names)
	}
	return fmt.Sprintf("La variabile {%s} non esiste. Puoi usare %s.", unknown.Name, names)
}

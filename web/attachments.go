package web

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/content/intake"
	"sportello/faq"
	"sportello/handoff"
)

// Limits beside those of package handoff: how many transfers at once on this node and for
// one conversation, and how long one may take on a slow line. They stand in the place of
// the budgets: a transfer is mostly waiting for a slow line, and must not hold the place of
// a message meanwhile.
const (
	uploadsAtOnce   = 16 // each may hold a whole file in memory
	uploadsFromOne  = 2
	downloadsAtOnce = 128 // each holds one piece of a file
	downloadsByOne  = 8
	transferWithin  = 3 * time.Minute
	uploadsAtRoutes = "/attachments" // the end of the routes that take more than maxBody
)

// transfers counts those under way.
type transfers struct {
	most, each int

	mu  sync.Mutex
	all int
	by  map[string]int // by conversation or chat
}

func newTransfers(most, each int) *transfers {
	return &transfers{most: most, each: each, by: map[string]int{}}
}

// begin reports whether one more may begin; end it with end.
func (t *transfers) begin(by string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all >= t.most || t.by[by] >= t.each {
		return false
	}
	t.all++
	t.by[by]++
	return true
}

func (t *transfers) end(by string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all--
	if t.by[by]--; t.by[by] == 0 {
		delete(t.by, by)
	}
}

// bodyLimit is how many bytes a request of the route may have.
func bodyLimit(route string) int64 {
	switch {
	case strings.HasSuffix(route, uploadsAtRoutes):
		return handoff.MaxFile
	case route == intakeRoute:
		return intake.MaxBytes
	case route == pictureRoute:
		return faq.MaxPictureIn
	case route == guideUploadRoute:
		return faq.MaxGuide
	case route == adoptRoute:
		return maxAdopt
	}
	return maxBody
}

func (s *Server) studentUpload(c *gin.Context, conversation *assistant.Conversation) error {
	return s.upload(c, handoff.Side{Author: handoff.ByStudent, ConversationID: conversation.ID})
}

func (s *Server) operatorUpload(c *gin.Context, who signedIn) error {
	return s.upload(c, handoff.Side{Author: handoff.ByOperator, ChatID: c.Param("id"), OperatorID: who.ID})
}

// upload takes the file as the body of the request: a form would be read twice.
func (s *Server) upload(c *gin.Context, side handoff.Side) error {
	clientID := c.Query("client_id")
	if err := checkClientID(clientID, true); err != nil {
		return err
	}
	from := side.ConversationID + side.ChatID
	if !s.uploads.begin(from) {
		return errTooMany
	}
	defer s.uploads.end(from)
	controller := http.NewResponseController(c.Writer)
	if err := controller.SetReadDeadline(time.Now().Add(transferWithin)); err != nil {
		return fmt.Errorf("allow an upload its time: %w", err)
	}
	data, err := readBody(c, handoff.ErrFileLarge)
	if err != nil {
		return err
	}
	file, err := s.Attachments.Add(c.Request.Context(), handoff.Upload{Side: side, ClientID: clientID, Name: c.Query("name"), Data: data})
	if err != nil {
		return err
	}
	c.JSON(http.StatusCreated, file)
	return nil
}

// readBody returns large where the body is larger than the route may have.
func readBody(c *gin.Context, large error) ([]byte, error) {
	data, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return nil, unreadBody(err, large)
	}
	return data, nil
}

// unreadBody is why a body could not be read: it is larger than the route may have, or was
// cut off.
func unreadBody(err, large error) error {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return large
	}
	return fmt.Errorf("%w: %w", errBadRequest, err)
}

func (s *Server) studentFile(c *gin.Context, conversation *assistant.Conversation) error {
	return s.sendFile(c, handoff.Side{Author: handoff.ByStudent, ConversationID: conversation.ID})
}

func (s *Server) operatorFile(c *gin.Context, who signedIn) error {
	if err := s.maySee(c, who); err != nil {
		return err
	}
	return s.sendFile(c, handoff.Side{Author: handoff.ByOperator, ChatID: c.Param("id")})
}

// sendFile sends what a stranger made so that it can do no harm here: as the kind that it
// was found to be and no other, in a sandbox without scripts, and a PDF only to be saved.
func (s *Server) sendFile(c *gin.Context, side handoff.Side) error {
	by := side.ConversationID + side.ChatID
	if !s.downloads.begin(by) {
		return errTooMany
	}
	defer s.downloads.end(by)
	file, err := s.Attachments.Open(c.Request.Context(), side, c.Param("attachment"), c.Query("preview") != "")
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // what was read is sent
	shown := "inline"
	if file.Type == "application/pdf" || c.Query("save") != "" {
		shown = "attachment"
	}
	h := c.Writer.Header()
	h.Set("Content-Type", file.Type)
	h.Set("Content-Length", strconv.FormatInt(file.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType(shown, map[string]string{"filename": file.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	controller := http.NewResponseController(c.Writer)
	if err := controller.SetWriteDeadline(time.Now().Add(transferWithin)); err != nil {
		return fmt.Errorf("allow a download its time: %w", err)
	}
	c.Status(http.StatusOK)
	if _, err := io.Copy(c.Writer, file); err != nil {
		if gone := c.Request.Context().Err(); gone != nil {
			err = gone
		}
		return fmt.Errorf("send an attachment: %w", err)
	}
	return nil
}

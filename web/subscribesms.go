package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq/notice"
)

// sends reports whether notices go out to those who asked for them.
func (s *Server) sends() bool { return s.Mail || s.SMS != nil }

// formTitle is by what the form offers to send notices; "" where none are sent.
func (s *Server) formTitle(lang string) string {
	switch {
	case !s.sends():
		return ""
	case s.SMS == nil:
		return pageText(lang, "subscribe_form")
	case !s.Mail:
		return pageText(lang, "subscribe_form_sms")
	}
	return pageText(lang, "subscribe_form_both")
}

// askToBeSent takes up a wish by a channel that is open.
func (s *Server) askToBeSent(c *gin.Context, w notice.Wish) error {
	switch by := w.Channel(); {
	case !s.sends():
		return errNoMail
	case s.opened(by) != nil: // here it is none
		return notice.ErrAddress
	}
	return s.Notices.Ask(c.Request.Context(), w)
}

// opened is nil for a channel by which notices go out.
func (s *Server) opened(by notice.Channel) error {
	switch {
	case by == notice.BySMS && s.SMS == nil:
		return errNoSMS
	case by == notice.ByMail && !s.Mail:
		return errNoMail
	case by != notice.ByMail && by != notice.BySMS:
		return errBadRequest
	}
	return nil
}

// subscribeCode takes the code that came by SMS: to confirm, or to leave.
func (s *Server) subscribeCode(c *gin.Context) error {
	if s.SMS == nil {
		return errNotFound
	}
	w := notice.Wish{Address: c.PostForm("address")}
	leave := c.PostForm("do") == "leave"
	err := s.code(c, w.Address, c.PostForm("code"), leave)
	if errors.Is(err, notice.ErrCode) {
		return s.subscribePage(c, http.StatusBadRequest, subscribePage{Step: stepCode, Wish: w, Wrong: true})
	}
	if err != nil {
		return err
	}
	if leave {
		return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepLeft})
	}
	return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepConfirmed})
}

func (s *Server) code(c *gin.Context, address, code string, leave bool) error {
	if leave {
		return s.Notices.LeaveByCode(c.Request.Context(), address, code)
	}
	_, err := s.Notices.ConfirmByCode(c.Request.Context(), address, code)
	return err
}

// codeForNotices is the API's way to confirm a number, or to take it off.
func (s *Server) codeForNotices(c *gin.Context) error {
	var in struct {
		Address string `json:"address"`
		Code    string `json:"code"`
		Leave   bool   `json:"leave"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if s.SMS == nil {
		return errNoSMS
	}
	return done(c, s.code(c, in.Address, in.Code, in.Leave))
}

// maxReply is far above what an SMS has, in bytes.
const maxReply = 16 << 10

// smsReply takes what somebody answered by SMS from the gateway, which signs it.
func (s *Server) smsReply(c *gin.Context) error {
	if s.SMS == nil {
		return errNotFound
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxReply))
	if err != nil {
		return fmt.Errorf("%w: %w", errBadRequest, err)
	}
	if err := s.SMS.Check(c.Request.Header, body, s.DB.Now()); err != nil {
		return err
	}
	var in struct {
		From string `json:"from"`
		Text string `json:"text"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return fmt.Errorf("%w: %w", errBadRequest, err)
	}
	_, err = s.Notices.Answered(c.Request.Context(), in.From, in.Text)
	return done(c, err)
}

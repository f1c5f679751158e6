package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"sportello/faq/notice"
)

// askForNotices is the API's way to subscribe. It answers alike whoever the address is.
func (s *Server) askForNotices(c *gin.Context) error {
	var in struct {
		Address string   `json:"address"`
		Lang    string   `json:"lang"`
		Topics  []string `json:"topics"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if in.Lang == "" {
		in.Lang = languageOf(c)
	}
	if err := s.askToBeSent(c, notice.Wish{Address: in.Address, Lang: in.Lang, Topics: in.Topics}); err != nil {
		return err
	}
	c.Status(http.StatusAccepted)
	return nil
}

// subscribeStep is which of the pages about subscriptions is shown.
type subscribeStep string

const (
	stepForm      subscribeStep = "form"
	stepAsked     subscribeStep = "asked"     // look into your mail
	stepCode      subscribeStep = "code"      // what came by SMS
	stepConfirm   subscribeStep = "confirm"   // a button: what scans mail follows links
	stepConfirmed subscribeStep = "confirmed" // done
	stepLeave     subscribeStep = "leave"
	stepLeft      subscribeStep = "left"
	stepBad       subscribeStep = "bad" // the link no longer holds
)

// stepTitles and stepLeads are what the pages say.
var (
	stepTitles = map[subscribeStep]string{
		stepForm:      "subscribe_form",
		stepAsked:     "subscribe_asked",
		stepCode:      "subscribe_code",
		stepConfirm:   "subscribe_confirm",
		stepConfirmed: "subscribe_confirmed",
		stepLeave:     "subscribe_leave",
		stepLeft:      "subscribe_left",
		stepBad:       "subscribe_bad",
	}
	stepLeads = map[subscribeStep]string{
		stepAsked:     "subscribe_asked_lead",
		stepConfirmed: "subscribe_confirmed_lead",
		stepLeft:      "subscribe_left_lead",
		stepBad:       "subscribe_bad_lead",
	}
)

type subscribePage struct {
	Step   subscribeStep
	Lead   string // of a step that is only told
	Here   string // the page's own address, with its token
	Topics []topicCount
	Wish   notice.Wish // of a form that is to be mended
	Wrong  bool        // its address is, or the code
	Open   bool        // one may subscribe
	Mail   bool        // by e-mail
	SMS    bool        // by SMS
}

// Wants reports whether the topic is ticked.
func (p subscribePage) Wants(id string) bool { return slices.Contains(p.Wish.Topics, id) }

func (s *Server) subscribeForm(c *gin.Context) error {
	if !s.sends() {
		return errNotFound
	}
	return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepForm})
}

func (s *Server) subscribe(c *gin.Context) error {
	if !s.sends() {
		return errNotFound
	}
	w := notice.Wish{Address: c.PostForm("address"), Lang: c.PostForm("language"), Topics: c.PostFormArray("topic")}
	err := s.askToBeSent(c, w)
	if errors.Is(err, notice.ErrAddress) {
		return s.subscribePage(c, http.StatusBadRequest, subscribePage{Step: stepForm, Wish: w, Wrong: true})
	}
	if err != nil {
		return err
	}
	if w.Channel() == notice.BySMS {
		return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepCode, Wish: w})
	}
	return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepAsked})
}

func (s *Server) confirmPage(c *gin.Context) error {
	return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepConfirm})
}

func (s *Server) confirm(c *gin.Context) error {
	_, err := s.Notices.Confirm(c.Request.Context(), c.Query("id"), c.Query("token"))
	return s.followed(c, stepConfirmed, err)
}

func (s *Server) leavePage(c *gin.Context) error {
	return s.subscribePage(c, http.StatusOK, subscribePage{Step: stepLeave})
}

// leaveNotices is for the button of its page, and for the one click of a mail program
// (RFC 8058), which posts to the same address.
func (s *Server) leaveNotices(c *gin.Context) error {
	return s.followed(c, stepLeft, s.Notices.Leave(c.Request.Context(), c.Query("id"), c.Query("token")))
}

func (s *Server) followed(c *gin.Context, step subscribeStep, err error) error {
	if errors.Is(err, notice.ErrLink) {
		return s.subscribePage(c, http.StatusNotFound, subscribePage{Step: stepBad})
	}
	if err != nil {
		return err
	}
	return s.subscribePage(c, http.StatusOK, subscribePage{Step: step})
}

// subscribePage is never kept, and no other site learns its address: that has a token.
func (s *Server) subscribePage(c *gin.Context, status int, data subscribePage) error {
	p := s.newPage(languageOf(c), "")
	data.Here, data.Open, data.Mail, data.SMS = c.Request.URL.RequestURI(), s.sends(), s.Mail, s.SMS != nil
	for _, t := range s.Live.Base().Topics {
		data.Topics = append(data.Topics, topicCount{Topic: t})
	}
	p.Title = pageText(p.Lang, stepTitles[data.Step])
	if key, told := stepLeads[data.Step]; told {
		data.Lead = pageText(p.Lang, key)
	}
	p.NoIndex, p.Data = true, data
	if data.Step == stepForm {
		p.Title = p.Subscribe
		p.Other = "/notices/subscribe?lang=" + p.OtherLang()
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer")
	return s.render(c, status, "subscribe", p)
}

package web

import (
	"fmt"
	"html/template"
	"log/slog"
	"math"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq/notice"
)

// askNoticesAgain is after how many seconds a widget asks again at the latest.
const askNoticesAgain = 60

// noticeJSON is a notice as a widget shows it.
type noticeJSON struct {
	ID       string      `json:"id"`
	Revision int64       `json:"revision"`
	Kind     notice.Kind `json:"kind"`
	Lang     string      `json:"lang"` // of its words
	Title    string      `json:"title"`
	HTML     string      `json:"html"`
	Topics   []string    `json:"topics"` // their names
	Until    string      `json:"until"`
}

func (s *Server) noticeJSON(n *notice.Notice, lang string) noticeJSON {
	w, in := n.In(lang)
	out := noticeJSON{ID: n.ID, Revision: n.Revision, Kind: n.Kind, Lang: in, Title: w.Title, HTML: content.HTML(w.Text, nil),
		Topics: []string{}, Until: isoTime(n.Until)}
	for _, id := range n.Topics {
		out.Topics = append(out.Topics, s.queueName(id, lang))
	}
	return out
}

// shownNotices is what a widget shows before anything else.
func (s *Server) shownNotices(c *gin.Context) error {
	shown, next, err := s.Notices.Showing(c.Request.Context())
	if err != nil {
		return err
	}
	lang, out := languageOf(c), []noticeJSON{}
	for i := range shown {
		if shown[i].At(c.Query("entry_point")) {
			out = append(out, s.noticeJSON(&shown[i], lang))
		}
	}
	again := min(max(1, math.Ceil(next.Seconds())), askNoticesAgain)
	c.JSON(http.StatusOK, gin.H{"notices": out, "next": int(again), "subscribe": s.subscribeURL(c, lang)})
	return nil
}

// subscribeURL is where a reader asks to be sent notices; "" where none is sent.
func (s *Server) subscribeURL(c *gin.Context, lang string) string {
	if !s.sends() {
		return ""
	}
	return s.publicURL(c) + "/notices/subscribe?lang=" + lang
}

// pageNotice is a notice as a page shows it.
type pageNotice struct {
	noticeJSON
	Label   string // what kind it is
	Body    template.HTML
	Ends    string // in words
	Foreign bool   // not in the page's language
}

// kindTexts are what pages call the kinds of notices.
var kindTexts = map[notice.Kind]string{
	notice.Deadline:   "notice_deadline",
	notice.Disruption: "notice_disruption",
	notice.Info:       "notice_info",
}

// faqEntryPoint is the name of the FAQ pages among the entry points.
const faqEntryPoint = "faq"

// pageNotices are those of a topic and of all, or every one for "". A page does without
// them rather than fail.
func (s *Server) pageNotices(c *gin.Context, lang, topic string) (out []pageNotice) {
	shown, _, err := s.Notices.Showing(c.Request.Context())
	if err != nil {
		s.Log.LogAttrs(c.Request.Context(), slog.LevelError, "a page without its notices", slog.Any("err", err))
		return nil
	}
	for i := range shown {
		n := &shown[i]
		if !n.At(faqEntryPoint) || topic != "" && !n.About(topic) {
			continue
		}
		j := s.noticeJSON(n, lang)
		out = append(out, pageNotice{noticeJSON: j, Label: pageText(lang, kindTexts[n.Kind]), Body: template.HTML(j.HTML), //nolint:gosec // sanitized by content
			Ends: momentText(lang, n.Until.In(s.DB.Now().Location())), Foreign: j.Lang != lang})
	}
	return out
}

// momentText is a day and a time in words.
func momentText(lang string, t time.Time) string {
	day := (&page{Lang: lang}).Date(content.Date(t.Format(time.DateOnly)))
	return pageText(lang, "notice_moment", day, t.Format("15:04"))
}

// noticeState tells pages with these notices from others.
func noticeState(notices []pageNotice) string { return fmt.Sprint(notices) }

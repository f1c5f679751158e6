package web

import (
	"cmp"
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq/notice"
	"sportello/faq/notice/post"
)

// mailingJSON is how far the sending of a notice has come.
type mailingJSON struct {
	State     string `json:"state"` // running | stopped | done
	Counted   bool   `json:"counted"`
	Left      int    `json:"left"`
	Sent      int    `json:"sent"`
	Failed    int    `json:"failed"`
	Unsure    int    `json:"unsure"`
	StartedAt string `json:"started_at"`
	StartedBy string `json:"started_by"`
}

func mailingOf(p notice.Progress) *mailingJSON {
	out := &mailingJSON{State: "running", Counted: p.Filled, Left: p.Left, Sent: p.Sent, Failed: p.Failed, Unsure: p.Unsure,
		StartedAt: isoTime(p.StartedAt), StartedBy: p.StartedBy}
	switch {
	case p.Done():
		out.State = "done"
	case !p.Running:
		out.State = "stopped"
	}
	return out
}

// sendings is how far the sending of each notice has come, by channel.
type sendings map[notice.Channel]map[string]notice.Progress

func (s *Server) sendings(ctx context.Context) (sendings, error) {
	out := sendings{}
	for _, by := range []notice.Channel{notice.ByMail, notice.BySMS} {
		all, err := s.Notices.Progress(ctx, by)
		if err != nil {
			return nil, err
		}
		out[by] = all
	}
	return out, nil
}

func (all sendings) addTo(n *keptNotice) {
	if p, ok := all[notice.ByMail][n.ID]; ok {
		n.Mailing = mailingOf(p)
	}
	if p, ok := all[notice.BySMS][n.ID]; ok {
		n.SMS = mailingOf(p)
	}
}

// sendMailing begins a sending, or does to it what the body says.
func (s *Server) sendMailing(c *gin.Context, who signedIn) error {
	var in struct {
		Do       string         `json:"do"`
		By       notice.Channel `json:"by"`
		Revision int64          `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	in.By = cmp.Or(in.By, notice.ByMail)
	if err := s.opened(in.By); err != nil {
		return err
	}
	ctx, id := c.Request.Context(), c.Param("id")
	err := errBadRequest
	switch in.Do {
	case "send":
		err = s.Notices.Send(ctx, id, in.Revision, in.By, who.Name)
	case "stop":
		err = s.Notices.Stop(ctx, id, in.By)
	case "resume":
		err = s.Notices.Resume(ctx, id, in.By)
	case "send_unsure":
		err = s.Notices.SendUnsure(ctx, id, in.By)
	}
	if err != nil {
		return err
	}
	n, err := s.Notices.Get(ctx, id)
	return s.sendNotice(c, http.StatusOK, n, err)
}

// textJSON is an SMS as editors see it before it costs.
type textJSON struct {
	Text     string        `json:"text"`
	Encoding post.Encoding `json:"encoding"`
	Length   int           `json:"length"` // as the encoding counts
	Segments int           `json:"segments"`
}

// textsOf is what the SMS of a notice would say, by language.
func (s *Server) textsOf(texts map[string]notice.Words) map[string]textJSON {
	out := map[string]textJSON{}
	bounded := map[string]notice.Words{}
	for lang, w := range texts {
		if len(w.Title)+len(w.SMS) <= maxPreview {
			bounded[lang] = w
		}
	}
	office := notice.Office{University: s.University, PublicURL: s.PublicURL}
	for lang, t := range office.Texts(bounded) {
		out[lang] = textJSON{t.Body, t.Encoding, t.Length, t.Segments}
	}
	return out
}

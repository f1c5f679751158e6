package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq/notice"
)

// keptNotice is a notice as editors see it.
type keptNotice struct {
	ID          string                  `json:"id"`
	Kind        notice.Kind             `json:"kind"`
	Texts       map[string]notice.Words `json:"texts"`
	Topics      []string                `json:"topics"`
	EntryPoints []string                `json:"entry_points"`
	From        string                  `json:"from"`
	Until       string                  `json:"until"`
	State       notice.State            `json:"state"`
	Revision    int64                   `json:"revision"`
	ChangedAt   string                  `json:"changed_at"`
	ChangedBy   string                  `json:"changed_by"`
	Mailing     *mailingJSON            `json:"mailing,omitempty"` // by e-mail
	SMS         *mailingJSON            `json:"sms,omitempty"`
}

func (s *Server) keptNotice(n *notice.Notice) keptNotice {
	return keptNotice{ID: n.ID, Kind: n.Kind, Texts: n.Texts, Topics: n.Topics, EntryPoints: n.EntryPoints,
		From: isoTime(n.From), Until: isoTime(n.Until), State: n.State(s.DB.Now()), Revision: n.Revision,
		ChangedAt: isoTime(n.ChangedAt), ChangedBy: n.ChangedBy}
}

func (s *Server) listNotices(c *gin.Context, _ signedIn) error {
	ctx := c.Request.Context()
	all, err := s.Notices.List(ctx)
	if err != nil {
		return err
	}
	sendings, err := s.sendings(ctx)
	if err != nil {
		return err
	}
	subscribers, err := s.Notices.Subscribers(ctx, notice.ByMail)
	if err != nil {
		return err
	}
	out := make([]keptNotice, 0, len(all))
	for i := range all {
		n := s.keptNotice(&all[i])
		sendings.addTo(&n)
		out = append(out, n)
	}
	list := gin.H{"notices": out, "mail": s.Mail, "subscribers": subscribers}
	if s.SMS != nil {
		byPhone, err := s.Notices.Subscribers(ctx, notice.BySMS)
		if err != nil {
			return err
		}
		list["sms"] = gin.H{"subscribers": byPhone, "max_recipients": s.Notices.Texting.MaxRecipients}
	}
	c.JSON(http.StatusOK, list)
	return nil
}

// noticeIn is a notice as an editor sends it.
type noticeIn struct {
	Kind        notice.Kind             `json:"kind"`
	Texts       map[string]notice.Words `json:"texts"`
	Topics      []string                `json:"topics"`
	EntryPoints []string                `json:"entry_points"`
	From        time.Time               `json:"from"`
	Until       time.Time               `json:"until"`
	Revision    int64                   `json:"revision"`
}

func decodeNotice(c *gin.Context, who signedIn) (notice.Notice, error) {
	var in noticeIn
	err := decode(c, &in)
	return notice.Notice{ID: c.Param("id"), Kind: in.Kind, Texts: in.Texts, Topics: in.Topics, EntryPoints: in.EntryPoints,
		From: in.From, Until: in.Until, Revision: in.Revision, ChangedBy: who.Name}, err
}

func (s *Server) addNotice(c *gin.Context, who signedIn) error {
	n, err := decodeNotice(c, who)
	if err == nil {
		n, err = s.Notices.Add(c.Request.Context(), n)
	}
	return s.sendNotice(c, http.StatusCreated, n, err)
}

func (s *Server) putNotice(c *gin.Context, who signedIn) error {
	n, err := decodeNotice(c, who)
	if err == nil {
		n, err = s.Notices.Save(c.Request.Context(), n)
	}
	return s.sendNotice(c, http.StatusOK, n, err)
}

func (s *Server) sendNotice(c *gin.Context, status int, n notice.Notice, err error) error {
	if told, ok := errors.AsType[*notice.ProblemsError](err); ok {
		tellNoticeProblems(c, told.Problems)
		return nil
	}
	if err != nil {
		return err
	}
	out := s.keptNotice(&n)
	sendings, err := s.sendings(c.Request.Context())
	if err != nil {
		return err
	}
	sendings.addTo(&out)
	c.JSON(status, out)
	return nil
}

// revisionIn is the body of what is done to a notice that was read.
type revisionIn struct {
	Revision int64 `json:"revision"`
}

func (s *Server) withdrawNotice(c *gin.Context, who signedIn) error {
	var in revisionIn
	if err := decode(c, &in); err != nil {
		return err
	}
	n, err := s.Notices.Withdraw(c.Request.Context(), c.Param("id"), in.Revision, who.Name)
	return s.sendNotice(c, http.StatusOK, n, err)
}

func (s *Server) restoreNotice(c *gin.Context, who signedIn) error {
	var in revisionIn
	if err := decode(c, &in); err != nil {
		return err
	}
	n, err := s.Notices.Restore(c.Request.Context(), c.Param("id"), in.Revision, who.Name)
	return s.sendNotice(c, http.StatusOK, n, err)
}

// previewNotice renders a notice in each language it has.
func (s *Server) previewNotice(c *gin.Context, _ signedIn) error {
	var in struct {
		Texts map[string]notice.Words `json:"texts"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	out := gin.H{}
	for _, lang := range content.Languages {
		if len(in.Texts[lang].Text) <= maxPreview {
			out[lang] = content.HTML(in.Texts[lang].Text, nil)
		}
	}
	if s.SMS != nil {
		out["sms"] = s.textsOf(in.Texts)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// maxPreview is far above what a notice may have, in bytes.
const maxPreview = 10 * notice.MaxText

type noticeProblemJSON struct {
	Field   string       `json:"field"`
	Fault   notice.Fault `json:"fault"`
	Message string       `json:"message"` // in the reader's language
}

// tellNoticeProblems also says all of them in the one message of the error.
func tellNoticeProblems(c *gin.Context, problems []notice.Problem) {
	lang := languageOf(c)
	out := make([]noticeProblemJSON, 0, len(problems))
	var all []string
	for _, p := range problems {
		text := strings.NewReplacer("{what}", p.What, "{title}", strconv.Itoa(notice.MaxTitle), "{text}", strconv.Itoa(notice.MaxText),
			"{sms}", strconv.Itoa(notice.MaxSMS), "{places}", strconv.Itoa(notice.MaxPlaces), "{place}", strconv.Itoa(notice.MaxPlace)).Replace(either(lang, noticeFaults[p.Fault]))
		if p.Field == "it" || p.Field == "en" {
			text = either(lang, noticeLanguages[p.Field]) + text
		}
		all = append(all, text)
		out = append(out, noticeProblemJSON{p.Field, p.Fault, text})
	}
	c.JSON(http.StatusUnprocessableEntity, gin.H{"problems": out,
		"error": apiError{Code: "problems", Message: strings.Join(all, " "), ID: newErrorID()}})
}

// either is one of an Italian and an English text.
func either(lang string, texts [2]string) string {
	if lang == "en" {
		return texts[1]
	}
	return texts[0]
}

// noticeLanguages begin a message that is about one of the texts.
var noticeLanguages = map[string][2]string{"it": {"Testo italiano: ", "Italian text: "}, "en": {"Testo inglese: ", "English text: "}}

// noticeFaults are what editors are told of a notice's faults: Italian, English. What
// stands in braces is filled in.
var noticeFaults = map[notice.Fault][2]string{
	notice.FaultNoWords:     {"scrivi titolo e testo, qui o nell'altra lingua.", "write a title and a text, here or in the other language."},
	notice.FaultNoTitle:     {"manca il titolo.", "the title is missing."},
	notice.FaultNoText:      {"manca il testo.", "the text is missing."},
	notice.FaultLongTitle:   {"il titolo ha più di {title} caratteri: accorcialo.", "the title has more than {title} characters: shorten it."},
	notice.FaultLongText:    {"il testo ha più di {text} caratteri: accorcialo, o rimanda a una pagina.", "the text has more than {text} characters: shorten it, or link to a page."},
	notice.FaultLongSMS:     {"il testo dell'SMS ha più di {sms} caratteri: accorcialo.", "the text of the SMS has more than {sms} characters: shorten it."},
	notice.FaultCharacters:  {"ci sono caratteri che non si possono mostrare: riscrivi quel punto.", "there are characters that cannot be shown: write that passage again."},
	notice.FaultLink:        {"il collegamento «{what}» non porta da nessuna parte: scrivi l'indirizzo intero, con https://.", "the link “{what}” leads nowhere: write the whole address, with https://."},
	notice.FaultNoFrom:      {"Scegli da quando l'avviso si vede.", "Choose from when the notice is shown."},
	notice.FaultNoUntil:     {"Scegli fino a quando l'avviso si vede.", "Choose until when the notice is shown."},
	notice.FaultBackwards:   {"La fine viene prima dell'inizio: correggi una delle due.", "The end comes before the beginning: correct one of them."},
	notice.FaultLongTime:    {"Un avviso dura al massimo un anno: per qualcosa che vale sempre, scrivi una voce.", "A notice lasts a year at most: for something that always holds, write an entry."},
	notice.FaultPast:        {"La fine è già passata: l'avviso non si vedrebbe mai.", "The end has already passed: the notice would never be shown."},
	notice.FaultTopic:       {"L'argomento «{what}» non esiste più: ricarica la pagina.", "The topic “{what}” no longer exists: reload the page."},
	notice.FaultEntryPoints: {"I punti d'ingresso sono al massimo {places}, ciascuno di {place} caratteri.", "There may be {places} entry points, each of {place} characters."},
}

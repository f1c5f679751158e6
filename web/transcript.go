package web

import (
	"bytes"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/content"
	"sportello/handoff"
)

// A transcript is one file that needs nothing else: no server, no script, no picture.
var transcriptTemplate = template.Must(template.ParseFS(templateFiles, "templates/transcript.html"))

type transcript struct {
	*page
	Moments []moment
}

// moment is one thing that was said or that happened.
type moment struct {
	Who   string // empty of what happened
	Side  string // student | office
	At    string // 23 novembre 2026, 9:05
	Text  string
	HTML  template.HTML // an answer's own text, sanitized when it was written
	Under string        // where an answer stands, what the file is
	time  time.Time
}

func (s *Server) studentTranscript(c *gin.Context, conversation *assistant.Conversation) error {
	events, err := history(func(after int64) ([]handoff.Event, error) {
		return s.Desk.Events(c.Request.Context(), conversation.ID, after, handoff.MaxList, true)
	})
	if err != nil {
		return err
	}
	student := ""
	if len(events) > 0 {
		chat, err := s.Desk.ByConversation(c.Request.Context(), conversation.ID)
		if err != nil {
			return err
		}
		student = chat.Student
	}
	return s.sendTranscript(c, conversation.ID, student, events)
}

// operatorTranscript has what the student saw of the chat and of the questions before it:
// no notes, no outcome. So it may be handed to the student.
func (s *Server) operatorTranscript(c *gin.Context, who signedIn) error {
	if err := s.maySee(c, who); err != nil {
		return err
	}
	chat, err := s.Desk.Chat(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	events, err := history(func(after int64) ([]handoff.Event, error) {
		return s.Desk.ChatEvents(c.Request.Context(), chat.ID, after, handoff.MaxList)
	})
	if err != nil {
		return err
	}
	return s.sendTranscript(c, chat.ConversationID, chat.Student, events)
}

func (s *Server) sendTranscript(c *gin.Context, conversationID, student string, events []handoff.Event) error {
	turns, err := s.Assistant.Turns(c.Request.Context(), conversationID)
	if err != nil {
		return err
	}
	t := &transcript{page: s.newPage(languageOf(c), "")}
	if student == "" {
		student, _ = t.T("transcript_student")
	}
	for _, turn := range turns {
		t.turn(turn, student)
	}
	for _, e := range events {
		t.event(e, student, s.queueName(e.Data.Queue, t.Lang))
	}
	slices.SortStableFunc(t.Moments, func(a, b moment) int { return a.time.Compare(b.time) })
	zone := s.DB.Now().Location() // the office's
	for i := range t.Moments {
		at := t.Moments[i].time.In(zone)
		t.Moments[i].At = t.Date(content.Date(at.Format(time.DateOnly))) + ", " + at.Format("15:04")
	}
	var out bytes.Buffer
	if err := transcriptTemplate.ExecuteTemplate(&out, "transcript", t); err != nil {
		return fmt.Errorf("write the transcript: %w", err)
	}
	name := "sportello-" + s.DB.Now().Format(time.DateOnly) + ".html"
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Content-Length", strconv.Itoa(out.Len()))
	c.Data(http.StatusOK, "text/html; charset=utf-8", out.Bytes())
	return nil
}

// turn adds a question, unless it is the one before again, and what was shown for it.
func (t *transcript) turn(turn *assistant.Turn, student string) {
	r := turn.Reply
	said := turn.Text
	if r.Part != nil {
		said = r.Part.Said // the whole message, with the first of its parts
	}
	if turn.Follows == 0 && said != "" {
		t.Moments = append(t.Moments, moment{Who: student, Side: "student", Text: said, time: turn.At})
	}
	m := moment{Who: "Sportello", Side: "office", time: turn.At}
	switch {
	case r.Answer != nil:
		m.Text, m.HTML = r.Answer.Question, template.HTML(r.Answer.HTML) //nolint:gosec // sanitized when it was written
		m.Under = r.Answer.Source.Owner + ", " + t.Date(content.Date(r.Answer.Source.Updated))
	case len(r.Choices) > 0:
		m.Text, _ = t.T("transcript_choices")
		for _, choice := range r.Choices {
			m.Text += "\n• " + choice.Question
		}
	default:
		m.Text, _ = t.T("transcript_ways")
	}
	t.Moments = append(t.Moments, m)
}

// transcribed are the events that one reads in a transcript; messages are besides.
var transcribed = map[handoff.Kind]string{handoff.KindQueued: "transcript_queued", handoff.KindClaimed: "transcript_claimed",
	handoff.KindTransferred: "transcript_transferred", handoff.KindReturned: "transcript_returned",
	handoff.KindEscalated: "transcript_escalated", handoff.KindSentBack: "transcript_sent_back", handoff.KindMoved: "transcript_transferred",
	handoff.KindAsked: "transcript_asked", handoff.KindClosed: "transcript_closed", handoff.KindLeft: "transcript_left"}

func (t *transcript) event(e handoff.Event, student, queue string) {
	if e.Kind == handoff.KindMessage {
		m := moment{Who: e.OperatorName, Side: "office", Text: e.Text, time: e.At}
		if e.Author == handoff.ByStudent {
			m.Who, m.Side = student, "student"
		}
		if file := e.Data.Attachment; file != nil {
			m.Under, _ = t.T("transcript_file", file.Name)
		}
		t.Moments = append(t.Moments, m)
		return
	}
	key, told := transcribed[e.Kind]
	if !told {
		return // a note, a receipt, a word about the hours
	}
	var text string
	switch e.Kind {
	case handoff.KindClaimed:
		text, _ = t.T(key, e.OperatorName)
	case handoff.KindQueued, handoff.KindTransferred, handoff.KindMoved:
		text, _ = t.T(key, queue)
	default:
		text, _ = t.T(key)
	}
	t.Moments = append(t.Moments, moment{Text: text, time: e.At})
}

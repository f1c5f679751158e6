package web

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/content"
	"sportello/content/pdf"
	"sportello/faq"
	"sportello/handoff"
)

// isoTime is how the API writes a time: ISO 8601, UTC, milliseconds; "" for none.
func isoTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

type replyJSON struct {
	Turn       int                `json:"turn"`
	Kind       assistant.Kind     `json:"kind"`
	Confidence float64            `json:"confidence"`
	Intent     string             `json:"intent,omitempty"`
	Answer     *answerJSON        `json:"answer,omitempty"`
	Choices    []assistant.Choice `json:"choices,omitempty"`
	Handoff    *ways              `json:"handoff,omitempty"`

	Question   string               `json:"question,omitempty"`
	Part       *assistant.Part      `json:"part,omitempty"`
	Understood *understood          `json:"understood,omitempty"`
	Ask        *assistant.Ask       `json:"ask,omitempty"`
	Helplines  []assistant.Helpline `json:"helplines,omitempty"`
	More       []*replyJSON         `json:"more,omitempty"` // to the other questions of the message
}

type understood struct {
	Text string            `json:"text"`
	How  assistant.Reading `json:"how"`
}

type turnState struct {
	*replyJSON
	Text    string           `json:"text"`
	Follows int              `json:"follows,omitempty"`
	Helped  assistant.Helped `json:"helped"`
	At      string           `json:"at"`
}

type answerJSON struct {
	HTML     string     `json:"html"`
	Text     string     `json:"text"`
	Question string     `json:"question"`
	Lang     string     `json:"lang"`
	Source   sourceJSON `json:"source"`
}

type sourceJSON struct {
	Type      string         `json:"type"`
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Owner     string         `json:"owner"`
	Updated   string         `json:"updated"`
	URL       string         `json:"url"`
	Links     []content.Link `json:"links,omitempty"`
	Section   string         `json:"section,omitempty"`
	Page      int            `json:"page,omitempty"`
	Quote     string         `json:"quote,omitempty"`
	ImageURL  string         `json:"image_url,omitempty"`
	ImageSize *imageSize     `json:"image_size,omitempty"`
	Highlight []pdf.Rect     `json:"highlight,omitempty"`
}

type imageSize struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

type ways struct {
	Queue     string            `json:"queue"`
	QueueName string            `json:"queue_name"`
	Guess     bool              `json:"guess,omitempty"`
	Reason    assistant.Reason  `json:"reason"`
	Channels  []handoff.Channel `json:"channels"`
	standing
	Waiting  int       `json:"waiting"`
	Wait     *waitJSON `json:"wait"`     // of who joins now
	MaxWait  int       `json:"max_wait"` // minutes that are promised at most
	Full     bool      `json:"full"`     // so nobody is let into the line now
	Bookable bool      `json:"bookable"` // by appointment
	Phone    string    `json:"phone,omitempty"`
	Email    string    `json:"email,omitempty"`
	Counter  string    `json:"counter,omitempty"`
}

func (s *Server) reply(c *gin.Context, conversation *assistant.Conversation, t *assistant.Turn) (*replyJSON, error) {
	r := t.Reply
	out := &replyJSON{Turn: t.N, Kind: r.Kind, Confidence: round3(r.Confidence), Intent: r.Intent, Choices: r.Choices,
		Question: r.Question, Part: r.Part, Ask: r.Ask, Helplines: r.Helplines}
	if u := r.Understood; u != nil {
		out.Understood = &understood{Text: u.Text, How: u.How}
	}
	if r.Answer != nil {
		out.Answer = s.answer(c, r.Answer)
	}
	if r.Kind == assistant.KindHandoff {
		w, err := s.Assistant.Ways(c.Request.Context(), conversation, r.Queue)
		if err != nil && !errors.Is(err, handoff.ErrNotFound) { // a new installation has no queues yet
			return nil, err
		}
		out.Handoff = waysJSON(w, r.Reason, conversation.Lang)
	}
	for _, part := range t.More {
		more, err := s.reply(c, conversation, part)
		if err != nil {
			return nil, err
		}
		out.More = append(out.More, more)
	}
	return out, nil
}

func round3(x float64) float64 { return math.Round(x*1000) / 1000 }

func (s *Server) answer(c *gin.Context, a *assistant.Answer) *answerJSON {
	src, base := a.Source, s.publicURL(c)
	out := &answerJSON{HTML: a.HTML, Text: a.Text, Question: a.Question, Lang: a.Lang, Source: sourceJSON{
		Type: src.Type, ID: src.ID, Title: src.Title, Owner: src.Owner, Updated: src.Updated, Links: src.Links}}
	if src.Type == "entry" {
		out.Source.URL = base + entryURL(a.Lang, src.Topic, src.ID)
		return out
	}
	version := ""
	if g, ok := s.Live.Base().Guide(src.ID); ok {
		version = "?v=" + g.Checksum[:12]
	}
	out.Source.URL = fmt.Sprintf("%s/guides/%s.pdf%s#page=%d", base, src.ID, version, src.Page)
	out.Source.ImageURL = fmt.Sprintf("%s/guides/%s/%d.png%s", base, src.ID, src.Page, version)
	out.Source.Section, out.Source.Page, out.Source.Quote, out.Source.Highlight = src.Section, src.Page, src.Quote, src.Highlight
	if src.Width > 0 {
		out.Source.ImageSize = &imageSize{Width: faq.PictureWidth, Height: int(math.Round(faq.PictureWidth * src.Height / src.Width))}
	}
	return out
}

// entryURL is the public page of an entry.
func entryURL(lang, topic, id string) string {
	return "/faq/" + lang + "/" + url.PathEscape(topic) + "/" + url.PathEscape(id)
}

func waysJSON(w assistant.Ways, reason assistant.Reason, lang string) *ways {
	return &ways{Queue: w.Queue.ID, QueueName: w.Queue.Name(lang), Guess: w.Guess, Reason: reason, Channels: w.Channels(),
		standing: standingJSON(w.Queue, w.Standing, lang), Waiting: w.Waiting, Wait: toldWait(w.Wait),
		MaxWait: w.Queue.Settings.MaxWait, Full: w.Full, Bookable: w.Bookable, Phone: w.Queue.Phone, Email: w.Queue.Email, Counter: w.Queue.Counter[lang]}
}

type handoffState struct {
	Chat      string            `json:"chat"`
	Channel   handoff.Channel   `json:"channel"`
	State     handoff.ChatState `json:"state"`
	Queue     string            `json:"queue"`
	QueueName string            `json:"queue_name"`
	Position  int               `json:"position,omitempty"`
	Wait      *waitJSON         `json:"wait"`                // of a chat that waits
	ClosesAt  string            `json:"closes_at,omitempty"` // of a chat that waits, when that is soon
	Zone      string            `json:"zone"`
	Operator  string            `json:"operator,omitempty"`
	After     int64             `json:"after"`
	Link      string            `json:"link,omitempty"`
	MayResume bool              `json:"may_resume,omitempty"` // who joins again goes to the head of the line
	Rateable  bool              `json:"rateable,omitempty"`
	Rating    *ratingJSON       `json:"rating,omitempty"`
}

func (s *Server) handoffState(c *gin.Context, conversation *assistant.Conversation, chat handoff.Chat) (*handoffState, error) {
	out := &handoffState{Chat: chat.ID, Channel: chat.Channel, State: chat.State, Queue: chat.QueueID,
		QueueName: s.queueName(chat.QueueID, conversation.Lang), Operator: chat.OperatorName, Link: s.privateLink(c, conversation.ID, bearer(c)),
		MayResume: chat.MayResume(s.DB.Now())}
	var err error
	if chat.State == handoff.Waiting {
		if out.Position, err = s.Desk.Place(c.Request.Context(), chat.ID); err != nil {
			return nil, err
		}
		if out.Wait, err = s.expected(c.Request.Context(), chat); err != nil {
			return nil, err
		}
	}
	if err = s.closesSoon(c.Request.Context(), chat, out); err != nil {
		return nil, err
	}
	if err := s.addRating(c, out, chat); err != nil {
		return nil, err
	}
	first, err := s.Desk.ChatEvents(c.Request.Context(), chat.ID, 0, 1)
	if err == nil && len(first) > 0 {
		out.After = first[0].Seq - 1
	}
	return out, err
}

// closesSoon tells when the queue of a chat that waits closes, within the time in which
// students are told.
func (s *Server) closesSoon(ctx context.Context, chat handoff.Chat, out *handoffState) error {
	q, stands, err := s.Desk.Standing(ctx, chat.QueueID)
	if err != nil {
		return err
	}
	out.Zone = q.Calendar().Zone().String()
	waits := chat.State == handoff.Waiting && chat.Channel == handoff.ChannelChat
	if waits && stands.ClosesSoon(s.DB.Now()) {
		out.ClosesAt = isoTime(stands.Until)
	}
	return nil
}

// maxHistory is how many events of a conversation or chat are shown at once.
const maxHistory = 10_000

// history reads all events, page by page.
func history(read func(after int64) ([]handoff.Event, error)) (all []handoff.Event, err error) {
	for after := int64(0); len(all) < maxHistory; after = all[len(all)-1].Seq {
		page, err := read(after)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < handoff.MaxList {
			break
		}
	}
	return all, nil
}

func (s *Server) queueName(id, lang string) string {
	if t, ok := s.Live.Base().Topic(id); ok {
		return t.Name[lang]
	}
	return id
}

type eventJSON struct {
	Seq          int64                `json:"seq"`
	Chat         string               `json:"chat"`
	Conversation string               `json:"conversation"`
	Kind         handoff.Kind         `json:"kind"`
	Author       handoff.Author       `json:"author"`
	Name         string               `json:"name,omitempty"`
	ClientID     string               `json:"client_id,omitempty"`
	Text         string               `json:"text,omitempty"`
	Data         *eventData           `json:"data,omitempty"`
	Helplines    []assistant.Helpline `json:"helplines,omitempty"` // of "urgent"
	At           string               `json:"at"`
}

type eventData struct {
	handoff.EventData
	QueueName string `json:"queue_name,omitempty"`
}

func (s *Server) event(e handoff.Event, lang string) eventJSON {
	out := eventJSON{Seq: e.Seq, Chat: e.ChatID, Conversation: e.ConversationID, Kind: e.Kind, Author: e.Author,
		Name: e.OperatorName, ClientID: e.ClientID, Text: e.Text, At: isoTime(e.At)}
	if e.Kind == handoff.KindUrgent {
		out.Helplines = s.Assistant.Helplines(lang)
	}
	if e.Data != (handoff.EventData{}) {
		out.Data = &eventData{EventData: e.Data}
		if e.Data.Queue != "" {
			out.Data.QueueName = s.queueName(e.Data.Queue, lang)
		}
	}
	return out
}

func (s *Server) events(list []handoff.Event, lang string) []eventJSON {
	out := make([]eventJSON, 0, len(list))
	for _, e := range list {
		out = append(out, s.event(e, lang))
	}
	return out
}

package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/handoff"
	"sportello/web/auth"
)

// appointmentJSON is an appointment as student and staff see it. The staff's has who and
// what for.
type appointmentJSON struct {
	ID        string `json:"id"`
	Queue     string `json:"queue"`
	QueueName string `json:"queue_name"`
	StartsAt  string `json:"starts_at"`
	EndsAt    string `json:"ends_at"`
	Zone      string `json:"zone"`
	Student   string `json:"student,omitempty"`
	Subject   string `json:"subject,omitempty"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
	Reason    string `json:"reason,omitempty"` // of withdrawing it
}

type slotJSON struct {
	StartsAt string `json:"starts_at"`
	EndsAt   string `json:"ends_at"`
}

func (s *Server) appointmentJSON(ctx context.Context, a handoff.Appointment, lang string) (*appointmentJSON, error) {
	q, _, err := s.Desk.Standing(ctx, a.QueueID)
	if err != nil {
		return nil, err
	}
	return &appointmentJSON{ID: a.ID, Queue: a.QueueID, QueueName: q.Name(lang), StartsAt: isoTime(a.Starts), EndsAt: isoTime(a.Ends),
		Zone: q.Calendar().Zone().String(), Withdrawn: a.Withdrawn, Reason: a.Reason}, nil
}

// booked is the student's appointment; nil when there is none.
func (s *Server) booked(ctx context.Context, conversation *assistant.Conversation) (*appointmentJSON, error) {
	a, err := s.Desk.Appointment(ctx, conversation.ID)
	if err != nil {
		return nil, err
	}
	return s.appointmentJSON(ctx, a, conversation.Lang)
}

// freeAppointments are the next times that the student can book.
func (s *Server) freeAppointments(c *gin.Context, conversation *assistant.Conversation) error {
	ctx := c.Request.Context()
	q, _, err := s.Desk.Standing(ctx, c.Query("queue"))
	if err != nil {
		return err
	}
	slots, err := s.Desk.Slots(ctx, q.ID)
	if err != nil {
		return err
	}
	times := make([]slotJSON, 0, len(slots))
	for _, slot := range slots {
		times = append(times, slotJSON{isoTime(slot.Starts), isoTime(slot.Ends)})
	}
	c.JSON(http.StatusOK, gin.H{"queue": q.ID, "queue_name": q.Name(conversation.Lang), "zone": q.Calendar().Zone().String(), "times": times})
	return nil
}

func (s *Server) bookAppointment(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Queue    string    `json:"queue"`
		StartsAt time.Time `json:"starts_at"`
		Name     string    `json:"name"`
		Turn     int       `json:"turn"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if len([]rune(in.Name)) > maxName {
		return fmt.Errorf("%w: the name is too long", errBadRequest)
	}
	ctx := c.Request.Context()
	a, err := s.Assistant.Book(ctx, conversation, assistant.Handover{Queue: in.Queue, Name: in.Name, Turn: in.Turn}, in.StartsAt)
	if err != nil {
		return err
	}
	out, err := s.appointmentJSON(ctx, a, conversation.Lang)
	if err == nil {
		c.JSON(http.StatusOK, out)
	}
	return err
}

// maxName bounds how a student wants to be called.
const maxName = 120

func (s *Server) cancelAppointment(c *gin.Context, conversation *assistant.Conversation) error {
	return done(c, s.Desk.CancelAppointment(c.Request.Context(), conversation.ID))
}

// nextAppointments are those of the operator's queues on the day it is in the office, and
// on the next.
func (s *Server) nextAppointments(c *gin.Context, who signedIn) error {
	ctx, operator := c.Request.Context(), who.ID
	if who.Has(auth.Supervisor) {
		operator = ""
	}
	queues, err := s.Desk.Queues(ctx)
	if err != nil {
		return err
	}
	if len(queues) == 0 {
		c.JSON(http.StatusOK, []appointmentJSON{})
		return nil
	}
	now := s.DB.Now().In(queues[0].Calendar().Zone())
	from := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	list, err := s.Desk.Appointments(ctx, operator, from, from.AddDate(0, 0, 2))
	if err != nil {
		return err
	}
	out := make([]*appointmentJSON, 0, len(list))
	for _, a := range list {
		one, err := s.appointmentJSON(ctx, a, who.Lang)
		if err != nil {
			return err
		}
		one.Student, one.Subject = a.Student, a.Subject
		out = append(out, one)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// withWays adds to a conversation's state what stands besides chats: the waiting room and
// the appointment.
func (s *Server) withWays(ctx context.Context, out gin.H, conversation *assistant.Conversation) error {
	callback, err := s.callbackState(ctx, conversation)
	switch {
	case err == nil && (callback.State == handoff.CallWaiting || callback.State == handoff.CallOffered || callback.State == handoff.CallLapsed):
		out["callback"] = callback
	case err != nil && !errors.Is(err, handoff.ErrNotFound):
		return err
	}
	appointment, err := s.booked(ctx, conversation)
	if errors.Is(err, handoff.ErrNotFound) {
		return nil
	}
	out["appointment"] = appointment
	return err
}

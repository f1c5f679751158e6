package web

import (
	"context"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
)

type studentHandler func(*gin.Context, *assistant.Conversation) error

// student lets in who has the conversation's token. Only the live connection may give
// it in the address: a browser can't set a header there.
func (s *Server) student(h studentHandler) func(*gin.Context) error {
	return func(c *gin.Context) error {
		token := bearer(c)
		if token == "" && strings.HasSuffix(c.FullPath(), "/live") {
			token = c.Query("token")
		}
		conversation, err := s.Assistant.Open(c.Request.Context(), c.Param("id"), token)
		if err != nil {
			return err
		}
		return s.within(c, conversation, h)
	}
}

// asking is student for who asks, which is most of what comes before a chat.
func (s *Server) asking(h studentHandler) func(*gin.Context) error {
	return func(c *gin.Context) error {
		conversation, err := s.Assistant.OpenToAsk(c.Request.Context(), c.Param("id"), bearer(c))
		if err != nil {
			return err
		}
		return s.within(c, conversation, h)
	}
}

// within calls h if the conversation's allowance is not used up.
func (s *Server) within(c *gin.Context, conversation *assistant.Conversation, h studentHandler) error {
	if !s.limits.allow(ofConversation, conversation.ID) {
		return errTooMany
	}
	conversation.Address = c.ClientIP()
	return h(c, conversation)
}

// engaged is student for what goes on in a chat, which is most of what comes: the token is
// known by then, and nothing else of the conversation is needed.
func (s *Server) engaged(h func(*gin.Context, assistant.Student) error) func(*gin.Context) error {
	return func(c *gin.Context) error {
		student, err := s.Assistant.Recognise(c.Request.Context(), c.Param("id"), bearer(c))
		if err != nil {
			return err
		}
		if !s.limits.allow(ofConversation, student.ConversationID) {
			return errTooMany
		}
		s.studentHere(c.Request.Context(), student.ConversationID)
		return h(c, student)
	}
}

// present notes that the student is there, for what is done while one waits or chats.
func (s *Server) present(h studentHandler) studentHandler {
	return func(c *gin.Context, conversation *assistant.Conversation) error {
		s.studentHere(c.Request.Context(), conversation.ID)
		return h(c, conversation)
	}
}

// studentHere notes that the student is there. That it could not be noted is not the
// student's trouble: another sign follows.
func (s *Server) studentHere(ctx context.Context, conversationID string) {
	if !s.students.due(conversationID, time.Now()) {
		return
	}
	if err := s.Desk.StudentsHere(ctx, conversationID); err != nil && ctx.Err() == nil {
		s.Log.Error("note a student's sign", "err", err)
	}
}

func bearer(c *gin.Context) string {
	token, _ := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	return token
}

package assistant

import (
	"context"
	"crypto/subtle"
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Student is who shows a conversation's token.
type Student struct {
	ConversationID string
	Lang           string
}

// RecognisedFor is how long the token of a conversation that was erased on another node
// may still be recognised here: what is then asked finds nothing of the conversation.
const RecognisedFor = time.Minute

// maxRecognised bounds the tokens remembered, each about 300 bytes; beyond it those not
// seen for longest are asked for again.
const maxRecognised = 32_768

// recognised remembers tokens' hashes. A conversation's token and language never change,
// so they can't grow old; only the conversation can go.
type recognised struct {
	of *lru.Cache[string, known]
}

type known struct {
	hash, lang string
	at         time.Time
}

func newRecognised() *recognised {
	cache, err := lru.New[string, known](maxRecognised)
	if err != nil {
		panic(err) // the size is a constant above nought
	}
	return &recognised{of: cache}
}

// Recognise is [Assistant.Open] for those who need nothing else of the conversation: it
// seldom asks the database. [ErrNotFound] if id or token is wrong.
func (a *Assistant) Recognise(ctx context.Context, id, token string) (Student, error) {
	now := time.Now()
	one, ok := a.recognised.of.Get(id)
	if !ok || now.Sub(one.at) > RecognisedFor {
		c, hash, err := a.conversation(ctx, id)
		if err != nil {
			a.recognised.of.Remove(id)
			return Student{}, fmt.Errorf("recognise a student: %w", err)
		}
		one = known{hash: hash, lang: c.Lang, at: now}
		a.recognised.of.Add(id, one)
	}
	if subtle.ConstantTimeCompare([]byte(one.hash), []byte(hashToken(token))) != 1 {
		return Student{}, ErrNotFound
	}
	return Student{ConversationID: id, Lang: one.lang}, nil
}

package assistant

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"
)

// errOutdated says that a conversation is no longer as it was remembered.
var errOutdated = errors.New("the conversation has changed")

// maxRemembered bounds the conversations remembered, each about 500 bytes.
const maxRemembered = 8192

// state is what of a conversation a question is asked with. Token and language never
// change. The others may, also on another node, so a turn is only kept if they are still
// what was remembered (see touch): what is remembered may be old, but not what comes of it.
type state struct {
	hash, lang   string
	topic, hints string // as they are kept
}

// remembered are the states of the conversations asked in last.
type remembered struct {
	of *lru.Cache[string, state]
}

func newRemembered() *remembered {
	cache, err := lru.New[string, state](maxRemembered)
	if err != nil {
		panic(err) // the size is a constant above nought
	}
	return &remembered{of: cache}
}

// OpenToAsk is [Assistant.Open] for [Assistant.Ask], which needs no more of a conversation than its
// language, topic and hints: it seldom asks the database.
func (a *Assistant) OpenToAsk(ctx context.Context, id, token string) (*Conversation, error) {
	s, ok := a.remembered.of.Get(id)
	if !ok {
		return a.Open(ctx, id, token)
	}
	if subtle.ConstantTimeCompare([]byte(s.hash), []byte(hashToken(token))) != 1 {
		return nil, ErrNotFound
	}
	c := &Conversation{ID: id, Lang: s.lang, Topic: s.topic, hash: s.hash, was: &s}
	if err := json.Unmarshal([]byte(s.hints), &c.Hints); err != nil {
		return nil, fmt.Errorf("read a conversation: %w", err)
	}
	return c, nil
}

// remember notes what a conversation has become by a write that is done.
func (a *Assistant) remember(c *Conversation, topic, hints string) {
	if topic == "" {
		topic = c.Topic
	}
	a.remembered.of.Add(c.ID, state{hash: c.hash, lang: c.Lang, topic: topic, hints: hints})
}

// reread makes c what is kept now, and forgets what was remembered of it.
func (a *Assistant) reread(ctx context.Context, c *Conversation) error {
	a.remembered.of.Remove(c.ID)
	now, _, err := a.conversation(ctx, c.ID)
	if err != nil {
		return err
	}
	now.Address = c.Address
	*c = *now
	return nil
}

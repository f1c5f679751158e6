package assistant_test

import (
	"errors"
	"testing"

	"sportello/assistant"
	"sportello/content/db"
	"sportello/content/db/dbtest"
)

func TestRecognise(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c, token, err := o.Start(ctx, assistant.Opening{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // read, then remembered
			s, err := o.Recognise(ctx, c.ID, token)
			if err != nil || s != (assistant.Student{ConversationID: c.ID, Lang: "en"}) {
				t.Errorf("%+v, %v", s, err)
			}
			if s, err := o.Recognise(ctx, c.ID, token+"x"); !errors.Is(err, assistant.ErrNotFound) || s != (assistant.Student{}) {
				t.Errorf("with a wrong token: %+v, %v", s, err)
			}
			if _, err := o.Recognise(ctx, "none", token); !errors.Is(err, assistant.ErrNotFound) {
				t.Errorf("of no conversation: %v", err)
			}
		}
	})
}

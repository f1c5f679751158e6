package assistant_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sportello/assistant"
	"sportello/assistant/report"
	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/faqtest"
	"sportello/faq/match"
	"sportello/handoff"
	"sportello/handoff/bus"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var ctx = context.Background()

// office is a student office with part of the bundled library and one operator.
type office struct {
	*assistant.Assistant
	db    *db.DB
	store *faq.Store
	desk  *handoff.Desk
	token string // of the conversation started last
}

const operatorID = "op-1"

func open(t *testing.T, d *db.DB) *office {
	t.Helper()
	return openWith(t, d, contenttest.Part(t, "entries/fees/*", "entries/exams/*"))
}

func openWith(t *testing.T, d *db.DB, files fstest.MapFS) *office {
	t.Helper()
	return openMatching(t, d, files, match.DefaultOptions())
}

func openMatching(t *testing.T, d *db.DB, files fstest.MapFS, options match.Options) *office {
	t.Helper()
	l, problems, err := content.ReadLibrary(files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	o := &office{db: d, store: faq.NewStore(d), desk: handoff.NewDesk(d, bus.NewLocal())}
	if _, err := (&faq.Importer{Store: o.store}).Import(ctx, files, l); err != nil {
		t.Fatal(err)
	}
	live := faqtest.Live(t, d, o.store, options)
	o.Assistant = assistant.New(d, o.store, live, o.desk, slog.New(slog.DiscardHandler))
	if err := o.SeedQueues(ctx, true); err != nil {
		t.Fatal(err)
	}
	pulled := handoff.DefaultSettings()
	pulled.Routing = handoff.Pull // the tests claim by hand
	if err := o.desk.SetSettings(ctx, "fees", pulled); err != nil {
		t.Fatal(err)
	}
	op := handoff.Operator{ID: operatorID, Name: "Giulia", Level: 1, Capacity: 3, Queues: []string{"fees", "exams"}, State: handoff.Available}
	if err := o.desk.SetOperator(ctx, op); err != nil {
		t.Fatal(err)
	}
	if err := o.desk.Touch(ctx, operatorID); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) start(t *testing.T) *assistant.Conversation {
	t.Helper()
	c, token, err := o.Start(ctx, assistant.Opening{Lang: "it", EntryPoint: "www", Page: "https://www.example/tasse"})
	o.token = token
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (o *office) ask(t *testing.T, c *assistant.Conversation, text string) *assistant.Turn {
	t.Helper()
	turn, err := o.Ask(ctx, c, text, "")
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

// known is an entry of the library, by its own question.
func (o *office) known(t *testing.T) *faq.Entry {
	t.Helper()
	base, err := o.store.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range base.Entries {
		if e.Topic == "fees" && e.Lang == "it" {
			return e
		}
	}
	t.Fatal("no entry")
	return nil
}

func TestAnswerIsTheEntrysOwnText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		e := o.known(t)
		turn := o.ask(t, o.start(t), e.Question)
		a := turn.Reply.Answer
		if turn.Reply.Kind != assistant.KindAnswer || a == nil || a.Source.ID != e.ID || a.HTML != content.HTML(e.Body, nil) ||
			a.Source.Owner != e.Owner || a.Source.Updated != string(e.Updated) || turn.N != 1 {
			t.Errorf("%+v", turn.Reply)
		}
	})
}

func TestTokenIsTheKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c, token, err := o.Start(ctx, assistant.Opening{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := o.Open(ctx, c.ID, token); err != nil || got.Lang != "en" {
			t.Errorf("%+v, %v", got, err)
		}
		for _, wrong := range [][2]string{{c.ID, ""}, {c.ID, token + "x"}, {"none", token}} {
			if _, err := o.Open(ctx, wrong[0], wrong[1]); !errors.Is(err, assistant.ErrNotFound) {
				t.Errorf("Open(%q): %v", wrong, err)
			}
		}
	})
}

func TestRejectionLeadsToNextBestThenToAPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		turn := o.ask(t, c, o.known(t).Question)
		var seen []string
		for turn.Reply.Kind != assistant.KindHandoff {
			if turn.Reply.Answer != nil {
				seen = append(seen, turn.Reply.Answer.Source.ID)
			}
			next, err := o.Feedback(ctx, c, turn.N, false)
			if err != nil {
				t.Fatal(err)
			}
			again, err := o.Feedback(ctx, c, turn.N, false) // a repeat changes nothing
			if err != nil || again.N != next.N {
				t.Errorf("said twice: turn %d, then %d (%v)", next.N, again.N, err)
			}
			if next.Follows != turn.N {
				t.Errorf("turn %d follows %d, want %d", next.N, next.Follows, turn.N)
			}
			if turn = next; turn.N > 4 {
				t.Fatal("no end of guesses")
			}
		}
		if turn.Reply.Reason != assistant.ReasonRejected || turn.Reply.Queue != "fees" {
			t.Errorf("%+v", turn.Reply)
		}
		for i, id := range seen {
			if i > 0 && id == seen[i-1] {
				t.Errorf("%s was shown again after it was rejected", id)
			}
		}
		told, err := o.Context(ctx, c.ID)
		if err != nil || len(told.Turns) != 1 || told.Turns[0].Shown[0].Helped != assistant.HelpedNo || told.Page == "" || told.EntryPoint != "www" {
			t.Errorf("context %+v, %v", told, err)
		}
	})
}

func TestChoose(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		turn := o.ask(t, c, "ciao")
		if turn.Reply.Kind != assistant.KindChoices || len(turn.Reply.Choices) == 0 {
			t.Fatalf("a greeting: %+v", turn.Reply)
		}
		if _, err := o.Choose(ctx, c, turn.N, "not-among-them"); !errors.Is(err, assistant.ErrInvalid) {
			t.Errorf("chose what was not offered: %v", err)
		}
		picked, err := o.Choose(ctx, c, turn.N, turn.Reply.Choices[0].Entry)
		if err != nil || picked.Reply.Answer == nil || picked.Reply.Answer.Source.ID != turn.Reply.Choices[0].Entry {
			t.Errorf("%+v, %v", picked, err)
		}
		other := o.ask(t, c, "buongiorno")
		none, err := o.Choose(ctx, c, other.N, "")
		if err != nil || none.Reply.Kind != assistant.KindHandoff {
			t.Errorf("none of these: %+v, %v", none, err)
		}
	})
}

func TestAskingForAPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		o.ask(t, c, o.known(t).Question)
		c.Topic = "fees" // as read again
		turn := o.ask(t, c, "vorrei parlare con un operatore")
		if turn.Reply.Kind != assistant.KindHandoff || turn.Reply.Reason != assistant.ReasonAsked || turn.Reply.Queue != "fees" {
			t.Errorf("%+v", turn.Reply)
		}
		again, err := o.Feedback(ctx, c, turn.N, false) // there is nothing beyond a person
		if err != nil || again.N != turn.N {
			t.Errorf("%+v, %v", again, err)
		}
	})
}

func TestRepeatsAreOneTurn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if turn, err := o.Ask(ctx, c, "come pago le tasse?", "client-1"); err != nil || turn.N != 1 {
					t.Errorf("%+v, %v", turn, err)
				}
			})
		}
		all.Wait()
		for i := range 8 {
			all.Go(func() {
				if _, err := o.Ask(ctx, c, strings.Repeat("domanda ", i+1), ""); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		turns, err := o.Turns(ctx, c.ID)
		if err != nil || len(turns) != 9 {
			t.Errorf("%d turns, %v", len(turns), err)
		}
		for i, turn := range turns {
			if turn.N != i+1 {
				t.Errorf("turn %d has number %d", i+1, turn.N)
			}
		}
	})
}

// A rejection that comes several times at once leads on once.
func TestRejectedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		turn := o.ask(t, c, o.known(t).Question)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if next, err := o.Feedback(ctx, c, turn.N, false); err != nil || next.N != 2 {
					t.Errorf("%+v, %v", next, err)
				}
			})
		}
		all.Wait()
	})
}

func TestTextLimits(t *testing.T) {
	o := open(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	c := o.start(t)
	for text, want := range map[string]error{"": assistant.ErrEmpty, " \n\t": assistant.ErrEmpty, "\x00": assistant.ErrEmpty,
		strings.Repeat("é", assistant.MaxText+1): assistant.ErrTooLong, strings.Repeat("é", assistant.MaxText): nil,
		"???": nil, "😀": nil, "\xff\xfe tasse": nil, "<script>": nil} {
		if _, err := o.Ask(ctx, c, text, ""); !errors.Is(err, want) {
			t.Errorf("Ask(%.20q): %v, want %v", text, err, want)
		}
	}
}

func TestHandoffCarriesOnAndCloseSuggests(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		o.ask(t, c, "posso pagare la retta con i punti del supermercato?")
		chat, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelChat, Queue: "fees", Name: "Anna"})
		if err != nil || chat.Channel != handoff.ChannelChat || chat.State != handoff.Waiting || chat.Student != "Anna" {
			t.Fatalf("%+v, %v", chat, err)
		}
		again, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelChat})
		if err != nil || again.ID != chat.ID {
			t.Errorf("joined twice: %v, %v", again.ID, err)
		}
		early := handoff.Closing{ChatID: chat.ID, OperatorID: operatorID, Outcome: handoff.MissingEntry}
		if err := o.CloseChat(ctx, early, "Giulia"); err == nil {
			t.Error("closed a chat that waits")
		}
		if list, err := o.store.Suggestions(ctx, faq.SuggestionOpen); err != nil || len(list) > 0 {
			t.Errorf("a refused closing left %v (%v)", list, err)
		}
		if _, err := o.desk.Claim(ctx, operatorID, chat.ID); err != nil {
			t.Fatal(err)
		}
		closing := handoff.Closing{ChatID: chat.ID, OperatorID: operatorID, Outcome: handoff.AnsweredByEntry, EntryID: "no-such-entry"}
		if err := o.CloseChat(ctx, closing, "Giulia"); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("closed with an unknown entry: %v", err)
		}
		closing.EntryID = o.known(t).ID
		other := closing
		other.OperatorID = "somebody"
		if err := o.CloseChat(ctx, other, "Somebody"); !errors.Is(err, handoff.ErrNotYours) {
			t.Errorf("closed another's chat: %v", err)
		}
		for range 2 {
			if err := o.CloseChat(ctx, closing, "Giulia"); err != nil {
				t.Fatal(err)
			}
		}
		list, err := o.store.Suggestions(ctx, faq.SuggestionOpen)
		if err != nil || len(list) != 1 || list[0].Text != chat.Subject || list[0].EntryID != closing.EntryID {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestNobodyThereBecomesATicket(t *testing.T) {
	o := open(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	chat, err := o.Handoff(ctx, o.start(t), assistant.Handover{Channel: handoff.ChannelChat, Queue: "housing"})
	if err != nil || chat.Channel != handoff.ChannelTicket {
		t.Errorf("%+v, %v", chat, err)
	}
	if _, err := o.Handoff(ctx, o.start(t), assistant.Handover{Channel: "pigeon"}); !errors.Is(err, assistant.ErrInvalid) {
		t.Errorf("an unknown channel: %v", err)
	}
}

func TestTheQueueIsAGuessUntilSomethingIsSaid(t *testing.T) {
	o := open(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	c := o.start(t)
	if ways, err := o.Ways(ctx, c, ""); err != nil || !ways.Guess {
		t.Errorf("before anything is said: %+v, %v", ways, err)
	}
	if ways, err := o.Ways(ctx, c, "housing"); err != nil || ways.Guess || ways.Queue.ID != "housing" {
		t.Errorf("of the queue that was chosen: %+v, %v", ways, err)
	}
	asked := o.known(t)
	o.ask(t, c, asked.Question)
	c, err := o.Open(ctx, c.ID, o.token)
	if err != nil {
		t.Fatal(err)
	}
	if ways, err := o.Ways(ctx, c, ""); err != nil || ways.Guess || ways.Queue.ID != asked.Topic {
		t.Errorf("after a question of %q: %+v, %v", asked.Topic, ways, err)
	}
}

func TestReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		turn := o.ask(t, c, o.known(t).Question)
		if _, err := o.Feedback(ctx, c, turn.N, true); err != nil {
			t.Fatal(err)
		}
		chat, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelChat, Queue: "fees"})
		if err != nil {
			t.Fatal(err)
		}
		d.Now = func() time.Time { return time.Now().Add(90 * time.Second) }
		if err := o.desk.Touch(ctx, operatorID); err != nil {
			t.Fatal(err)
		}
		if _, err := o.desk.Claim(ctx, operatorID, chat.ID); err != nil {
			t.Fatal(err)
		}
		sum, err := report.New(d, time.UTC).Summary(ctx, 2)
		if err != nil {
			t.Fatal(err)
		}
		conversations := sum.ByDay[0].Conversations + sum.ByDay[1].Conversations
		if sum.Conversations != 1 || conversations != 1 || sum.ByKind.Answer != 1 || sum.Helped.Yes != 1 || sum.Chats.Total != 1 ||
			sum.Chats.P50 < 89 || sum.Chats.P50 > 100 || len(sum.ByQueue) != 1 || sum.ByQueue[0].Queue != "fees" || len(sum.ByDay) != 2 {
			t.Errorf("%+v", sum)
		}
	})
}

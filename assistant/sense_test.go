package assistant_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sportello/assistant"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/match"
	"sportello/handoff"
)

// whole is an office with some topics of the bundled library, on a day of its year.
func whole(t *testing.T, d *db.DB) *office {
	t.Helper()
	d.Now = func() time.Time { return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) }
	return openWith(t, d, contenttest.Part(t, "entries/fees/*", "entries/exams/*", "entries/online-services/*"))
}

func TestFollowUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := whole(t, d)
		c := o.start(t)
		o.ask(t, c, "Entro quando devo pagare la seconda rata?")
		turn := o.ask(t, c, "entro quando?")
		u := turn.Reply.Understood
		if u == nil || u.How != assistant.ReadFollowUp || u.Text != "Entro quando devo pagare la seconda rata, entro quando?" || turn.Text != "entro quando?" {
			t.Fatalf("%+v, %+v", u, turn.Reply)
		}
		told, err := o.Context(ctx, c.ID)
		if err != nil || told.Turns[1].Understood != u.Text || told.Turns[0].Understood != "" {
			t.Errorf("%+v, %v", told, err)
		}
		alone, err := o.Alone(ctx, c, turn.N)
		if err != nil || alone.Follows != turn.N || alone.Reply.Understood.How != assistant.ReadAlone {
			t.Fatalf("%+v, %v", alone, err)
		}
		again, err := o.Alone(ctx, c, turn.N)
		if err != nil || again.N != alone.N {
			t.Errorf("%+v, %v", again, err)
		}
		if _, err := o.Alone(ctx, c, 1); !errors.Is(err, assistant.ErrInvalid) {
			t.Errorf("a question that was not joined: %v", err)
		}
	})
}

// The same answer again where it has the new words, and not where it has not: then it only
// comes first for the words of the question before.
func TestFollowUpOfTheSameEntry(t *testing.T) {
	o := whole(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	for _, one := range []struct {
		text string
		same bool
	}{{"e la terza?", true}, {"entro quando?", true}, {"e se pago in ritardo?", false}, {"e per l'esonero?", false}} {
		c := o.start(t)
		o.ask(t, c, "Entro quando devo pagare la seconda rata?")
		r := o.ask(t, c, one.text).Reply
		if same := r.Answer != nil && r.Answer.Source.ID == "fees-second-instalment"; same != one.same {
			t.Errorf("%s: %+v", one.text, r)
		}
	}
}

// A question that is answered well by itself is no follow-up, whatever it looks like.
func TestBareQuestionWins(t *testing.T) {
	o := whole(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	c := o.start(t)
	o.ask(t, c, "Entro quando devo pagare la seconda rata?")
	turn := o.ask(t, c, "e come mi collego al Wi-Fi eduroam?")
	if a := turn.Reply.Answer; a == nil || a.Source.ID != "online-wifi" || turn.Reply.Understood.How != assistant.ReadAlone {
		t.Errorf("%+v", turn.Reply)
	}
	if first := o.ask(t, o.start(t), "e per la magistrale?"); first.Reply.Understood != nil {
		t.Errorf("there is nothing to lean on: %+v", first.Reply.Understood)
	}
}

const twoQuestions = "Buongiorno, sono Anna. Entro quando devo pagare la seconda rata? Inoltre come mi collego al Wi-Fi eduroam? Grazie!"

func TestMessageWithTwoQuestions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := whole(t, d)
		c := o.start(t)
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				turn, err := o.Ask(ctx, c, twoQuestions, "client-1")
				if err != nil || turn.N != 1 || len(turn.More) != 1 || turn.More[0].N != 2 || turn.Reply.Part.Said != twoQuestions {
					t.Errorf("%+v, %v", turn, err)
				}
			})
		}
		all.Wait()
		turns, err := o.Turns(ctx, c.ID)
		if err != nil || len(turns) != 2 {
			t.Fatalf("%d turns, %v", len(turns), err)
		}
		for i, want := range []string{"fees-second-instalment", "online-wifi"} {
			r := turns[i].Reply
			if r.Answer == nil || r.Answer.Source.ID != want || r.Part.N != i+1 || r.Part.Of != 2 || r.Question == "" {
				t.Errorf("%d: %+v", i, r)
			}
		}
		next, err := o.Feedback(ctx, c, 1, false) // of the first alone
		if err != nil || next.Follows != 1 || next.Reply.Question != turns[0].Text {
			t.Errorf("%+v, %v", next, err)
		}
		if turns, err = o.Turns(ctx, c.ID); err != nil || turns[1].Helped != assistant.HelpedUnsaid {
			t.Errorf("the second: %+v, %v", turns[1], err)
		}
	})
}

func TestPartThatStaysOpen(t *testing.T) {
	options := match.DefaultOptions()
	options.ChoicesPrecision = 1 // what is not answered stays open
	o := openMatching(t, dbtest.Open(t, dbtest.SQLiteURL(t)), contenttest.Part(t, "entries/fees/*", "entries/online-services/*"), options)
	c := o.start(t)
	turn := o.ask(t, c, "Γάτα αστρονομία σκύλος? Come mi collego al Wi-Fi eduroam?")
	if len(turn.More) != 1 || turn.Reply.Kind != assistant.KindHandoff || turn.More[0].Reply.Answer == nil {
		t.Fatalf("%+v", turn)
	}
	chat, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelTicket, Turn: turn.N})
	if err != nil || !strings.Contains(chat.Subject, "σκύλος") || strings.Contains(chat.Subject, "Wi-Fi") {
		t.Errorf("%+v, %v", chat, err)
	}
	c2 := o.start(t)
	o.ask(t, c2, "Γάτα αστρονομία σκύλος? Come mi collego al Wi-Fi eduroam?")
	if chat, err = o.Handoff(ctx, c2, assistant.Handover{Channel: handoff.ChannelTicket}); err != nil || !strings.Contains(chat.Subject, "σκύλος") {
		t.Errorf("without naming it: %+v, %v", chat, err)
	}
}

func TestOneQuestionInAStory(t *testing.T) {
	o := whole(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	text := "Salve, mi chiamo Luca e vengo da Bari. Ieri ho visto mia nonna che mi ha regalato un portatile nuovo. Come mi collego al Wi-Fi eduroam? Grazie e buona giornata"
	turn := o.ask(t, o.start(t), text)
	if turn.Reply.Answer == nil || turn.Reply.Answer.Source.ID != "online-wifi" || len(turn.More) > 0 || turn.Text != text {
		t.Errorf("%+v", turn)
	}
}

func TestManyQuestions(t *testing.T) {
	o := whole(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	turn := o.ask(t, o.start(t), "Come mi collego al Wi-Fi eduroam? Entro quando devo pagare la seconda rata? Quando sono le sessioni d'esame del 2026/27? "+
		"Come recupero la password di PoliDesk? Come si calcola la media dei voti?")
	if len(turn.More) != 2 || turn.More[1].Reply.Part.Left != 2 || turn.Reply.Part.Left != 0 {
		t.Errorf("%+v", turn)
	}
}

func TestDistressGoesToAPersonFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := whole(t, d)
		c := o.start(t)
		turn := o.ask(t, c, "Come rinuncio agli studi? Non ce la faccio più, voglio morire")
		r := turn.Reply
		if r.Kind != assistant.KindHandoff || r.Intent != match.IntentUrgent || r.Queue != "disability" || len(turn.More) > 0 ||
			len(r.Helplines) < 3 || r.Helplines[0].Phone != "112" {
			t.Fatalf("%+v", r)
		}
		chat, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelTicket, Queue: r.Queue})
		if err != nil || !strings.Contains(chat.Subject, "voglio morire") || chat.QueueID != "disability" {
			t.Errorf("%+v, %v", chat, err)
		}
	})
}

// What travels with a turn is looked at again when it is wanted: an entry may have
// ceased to be valid since.
func TestWhatIsNoLongerValidNeverAnswers(t *testing.T) {
	o := whole(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	c := o.start(t)
	greeting := o.ask(t, c, "ciao")
	answered := o.ask(t, c, "Entro quando devo pagare la seconda rata?")
	o.db.Now = func() time.Time { return time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC) }
	picked, err := o.Choose(ctx, c, greeting.N, greeting.Reply.Choices[0].Entry)
	if err != nil || picked.Reply.Kind != assistant.KindHandoff {
		t.Errorf("%+v, %v", picked, err)
	}
	next, err := o.Feedback(ctx, c, answered.N, false)
	if err != nil || next.Reply.Kind != assistant.KindHandoff {
		t.Errorf("%+v, %v", next, err)
	}
	if fresh := o.ask(t, c, "Entro quando devo pagare la seconda rata?"); fresh.Reply.Answer != nil {
		t.Errorf("%+v", fresh.Reply)
	}
}

// double is an entry about one kind of degree.
const double = `---
id: planetarium-LEVEL
topic: exams
lang: it
question: Come prenoto il planetario per la WORD?
alternates:
  - prenotazione planetario WORD
audience: [all]
level: [LEVEL]
owner: Segreteria Didattica
updated: 2026-09-01
review_by: 2027-06-30
---

Il planetario si prenota allo sportello.
`

const planetarium = "come prenoto il planetario?"

func TestQuestionThatTellsChoicesApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		files := contenttest.Part(t, "entries/fees/*", "entries/exams/*")
		for level, word := range map[string]string{"bachelor": "triennale", "master": "magistrale"} {
			text := strings.NewReplacer("LEVEL", level, "WORD", word).Replace(double)
			files["entries/exams/planetarium-"+level+".md"] = &fstest.MapFile{Data: []byte(text)}
		}
		o := openWith(t, d, files)
		c := o.start(t)
		turn := o.ask(t, c, planetarium)
		q := turn.Reply.Ask
		if q == nil || q.Field != "level" || len(q.Options) != 2 || len(turn.Reply.Choices) != 2 ||
			!strings.Contains(q.Text, "laurea triennale") || !strings.Contains(q.Text, "laurea magistrale") {
			t.Fatalf("%+v, %+v", turn.Reply, turn.Candidates)
		}
		said := o.ask(t, c, "come prenoto il planetario? sono alla magistrale")
		if said.Reply.Answer == nil || said.Reply.Answer.Source.ID != "planetarium-master" {
			t.Errorf("said, and yet asked: %+v", said.Reply)
		}
		c = o.start(t)
		turn = o.ask(t, c, planetarium)
		picked, err := o.Choose(ctx, c, turn.N, "planetarium-master")
		if err != nil || picked.Reply.Answer == nil {
			t.Fatalf("%+v, %v", picked, err)
		}
		again := o.ask(t, o.reopen(t, c), planetarium)
		if again.Reply.Answer == nil || again.Reply.Answer.Source.ID != "planetarium-master" || again.Reply.Ask != nil {
			t.Errorf("asked again: %+v", again.Reply)
		}
	})
}

// reopen reads the conversation as the next request does.
func (o *office) reopen(t *testing.T, c *assistant.Conversation) *assistant.Conversation {
	t.Helper()
	again, err := o.Open(ctx, c.ID, o.token)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func TestHintsAreKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := whole(t, d)
		c, token, err := o.Start(ctx, assistant.Opening{Lang: "it", Audience: []string{"international"}})
		if err != nil {
			t.Fatal(err)
		}
		o.ask(t, c, "Sto per laurearmi, sono alla magistrale al campus Lago: come carico la tesi?")
		again, err := o.Open(ctx, c.ID, token)
		if err != nil || strings.Join(again.Hints.Audience, " ") != "graduating international" ||
			strings.Join(again.Hints.Level, " ") != "master" || strings.Join(again.Hints.Campus, " ") != "lago" {
			t.Errorf("%+v, %v", again.Hints, err)
		}
		if _, _, err := o.Start(ctx, assistant.Opening{Lang: "it", Audience: []string{"martians"}}); !errors.Is(err, assistant.ErrInvalid) {
			t.Errorf("an unknown audience: %v", err)
		}
	})
}

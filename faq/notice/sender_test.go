package notice_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"sportello/faq/notice"
)

// subscribe adds n people who have confirmed, some in English; the mail server that they
// confirmed by is another.
func (o *office) subscribe(n int) {
	o.t.Helper()
	m := newMailbox(o.t)
	for i := range n {
		o.join(m, notice.Wish{Address: fmt.Sprintf("s%d@example.edu", i), Lang: []string{"it", "en"}[i%2]})
	}
}

func (o *office) join(m *mailbox, w notice.Wish) {
	o.t.Helper()
	ok(o.t, o.Ask(ctx, w))
	o.sendAll(m)
	letters := m.take()
	if len(letters) != 1 {
		o.t.Fatalf("%d letters to confirm", len(letters))
	}
	id, token := linkIn(o.t, letters[0].plain, "confirm")
	_, err := o.Confirm(ctx, id, token)
	ok(o.t, err)
}

// sendAll has a node send until there is nothing to do.
func (o *office) sendAll(m *mailbox) {
	o.t.Helper()
	s := o.sender(m, fast)
	for {
		worked, err := s.Step(ctx)
		ok(o.t, err)
		if !worked {
			return
		}
	}
}

func (o *office) progress(id string) notice.Progress {
	o.t.Helper()
	all, err := o.Progress(ctx, notice.ByMail)
	ok(o.t, err)
	return all[id]
}

func TestLettersInTheReadersLanguage(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := newMailbox(t)
		o.join(m, notice.Wish{Address: "Anna@Example.edu", Lang: "it"})
		o.join(m, notice.Wish{Address: "bob@example.edu", Lang: "en", Topics: []string{"fees"}})
		o.join(m, notice.Wish{Address: "carla@example.edu", Lang: "it", Topics: []string{"exams"}})
		n := deadline()
		n.Topics = []string{"fees"}
		n.Texts["it"] = notice.Words{Title: "Seconda rata: scadrà", Text: n.Texts["it"].Text}
		n = o.add(n)
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		want(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"), notice.ErrMailed)
		// What is changed now is for the pages: the letters are those that were sent off.
		n.Texts["it"] = notice.Words{Title: "Altro", Text: "Altro."}
		_, err := o.Save(ctx, n)
		ok(t, err)
		o.sendAll(m)
		letters := m.take()
		if once(t, letters) != 2 {
			t.Fatalf("%d letters", len(letters))
		}
		for _, l := range letters {
			subject, until := "Seconda rata: scadrà", "L'avviso vale fino al 9 settembre 2026, ore 10:00."
			if l.to == "bob@example.edu" {
				subject, until = "Second instalment", "This notice holds until 9 September 2026, 10:00."
			}
			leave := l.header.Get("List-Unsubscribe")
			if l.subject != subject || !strings.Contains(l.plain, until) || !strings.Contains(l.plain, "(https://www.example.edu/rata)") ||
				!strings.Contains(l.html, `<a href="https://www.example.edu/rata"`) || strings.Contains(l.html, "**") ||
				l.header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.HasSuffix(l.id, "@example.edu>") ||
				!strings.HasPrefix(leave, "<https://sportello.example.edu/notices/leave?") || !strings.Contains(l.plain, strings.Trim(leave, "<>")) {
				t.Errorf("%+v", l)
			}
		}
		if p := o.progress(n.ID); !p.Done() || p.Sent != 2 || p.StartedBy != "Elena" {
			t.Errorf("%+v", p)
		}
	})
}

// A reader of a language that the notice has not gets the other, with a word about it.
func TestLetterInTheOtherLanguage(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := newMailbox(t)
		o.join(m, notice.Wish{Address: "bob@example.edu", Lang: "en"})
		n := deadline()
		delete(n.Texts, "en")
		n = o.add(n)
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		o.sendAll(m)
		l := m.take()[0]
		if l.subject != "Seconda rata" || !strings.Contains(l.plain, "This notice is in Italian only.") || !strings.Contains(l.html, `<div lang="it">`) {
			t.Errorf("%+v", l)
		}
	})
}

// An address refused for good gets no more letters; what may pass is tried again later.
func TestRefusals(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.subscribe(4)
		m := newMailbox(t)
		m.refuse(func(to string) error {
			switch to {
			case "s1@example.edu":
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
			case "s2@example.edu":
				return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "try later"}
			}
			return nil
		})
		n := o.add(deadline())
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		o.sendAll(m)
		if p := o.progress(n.ID); p.Sent != 2 || p.Failed != 1 || p.Left != 1 {
			t.Errorf("%+v", p)
		}
		m.refuse(nil)
		o.sendAll(m)
		if len(m.letters()) != 2 {
			t.Error("it was tried again at once")
		}
		o.pass(time.Minute)
		o.sendAll(m)
		if p := o.progress(n.ID); once(t, m.letters()) != 3 || p.Sent != 3 || !p.Done() {
			t.Errorf("%+v", p)
		}
		if left, err := o.Subscribers(ctx, notice.ByMail); err != nil || left != 3 {
			t.Errorf("%d subscribers, %v", left, err)
		}
		again := o.add(deadline())
		ok(t, o.Send(ctx, again.ID, again.Revision, notice.ByMail, "Elena"))
		o.sendAll(m)
		if p := o.progress(again.ID); p.Sent != 3 || p.Failed != 0 {
			t.Errorf("the refused address was tried again: %+v", p)
		}
	})
}

// What never works is given up in the end.
func TestLettersAreGivenUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.subscribe(1)
		m := newMailbox(t)
		tries := 0
		m.refuse(func(string) error {
			tries++
			return &smtp.SMTPError{Code: 451, Message: "try later"}
		})
		n := o.add(deadline())
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		for range 20 {
			o.sendAll(m)
			o.pass(9 * time.Hour)
		}
		if p := o.progress(n.ID); tries != 8 || p.Failed != 1 || !p.Done() {
			t.Errorf("%d tries, %+v", tries, p)
		}
	})
}

// A mail server that is away costs no letter a try.
func TestMailServerAway(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.subscribe(3)
		n := o.add(deadline())
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		for range 10 {
			o.sendAll(&mailbox{url: "smtp://127.0.0.1:1?tls=none"})
			o.pass(time.Minute)
		}
		m := newMailbox(t)
		o.sendAll(m)
		if p := o.progress(n.ID); p.Sent != 3 || once(t, m.letters()) != 3 {
			t.Errorf("%+v", p)
		}
	})
}

// Two nodes share the letters and the rate, and stopping holds on both.
func TestTwoNodesStopAndResume(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.subscribe(30)
		o.pass(time.Minute)
		m := newMailbox(t)
		n := o.add(deadline())
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		for _, want := range []int{12, 24, 24, 30} {
			if want == 24 {
				o.pass(time.Minute + time.Second)
			}
			var nodes sync.WaitGroup
			for range 2 {
				s := o.sender(m, 12)
				nodes.Go(func() {
					for worked := true; worked; {
						var err error
						if worked, err = s.Step(ctx); err != nil {
							t.Error(err)
						}
					}
				})
			}
			nodes.Wait()
			if got := once(t, m.letters()); got != want {
				t.Errorf("%d letters, want %d", got, want)
			}
			if got := len(m.letters()); got == 24 {
				if o.progress(n.ID).Running {
					ok(t, o.Stop(ctx, n.ID, notice.ByMail))
				} else {
					ok(t, o.Resume(ctx, n.ID, notice.ByMail))
					o.pass(time.Minute + time.Second)
				}
			}
		}
	})
}

package notice_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/notice"
	"sportello/faq/notice/post"
)

// In the environment of a child that is to be killed.
const (
	childDB   = "SPORTELLO_TEST_SENDER_DB"
	childMail = "SPORTELLO_TEST_SENDER_MAIL"
)

// sendAsChild is a node that sends until it is killed.
func sendAsChild() {
	d, err := db.Open(ctx, os.Getenv(childDB))
	if err != nil {
		panic(err)
	}
	d.Now = func() time.Time { return monday }
	server, err := post.New(os.Getenv(childMail), sender)
	if err != nil {
		panic(err)
	}
	notice.NewSender(notice.New(d), server, testOffice, fast, slog.New(slog.DiscardHandler)).Run(ctx)
}

// fast is a rate that does not slow a test.
const fast = 1_000_000

// killed starts a node and returns when it was killed, which kill does.
func killed(t *testing.T, databaseURL string, m *mailbox, when func(n int, kept bool) bool) {
	t.Helper()
	within, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	child := exec.CommandContext(within, os.Args[0])
	child.Env = append(os.Environ(), childDB+"="+databaseURL, childMail+"="+m.url)
	child.Stderr = os.Stderr
	started, dead := make(chan struct{}), make(chan struct{})
	m.mu.Lock()
	m.data = func(n int, kept bool) error {
		if when(n, kept) {
			<-started
			_ = child.Process.Kill() // it may be dead
			<-dead                   // so that no answer reaches it
			if !kept {
				return fmt.Errorf("the connection is gone")
			}
		}
		return nil
	}
	m.mu.Unlock()
	ok(t, child.Start())
	close(started)
	if err := child.Wait(); err == nil || within.Err() != nil {
		t.Fatalf("the node was to be killed: %v", err)
	}
	close(dead)
}

const crowd = 40

// Killed right after the mail server took a letter, and before it took one: nobody gets a
// letter twice, and nobody is forgotten.
func TestKilledInTheMiddleOfSending(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, databaseURL string) {
		o, m := newOffice(t, dbtest.Open(t, databaseURL)), newMailbox(t)
		o.subscribe(crowd)
		n := o.add(deadline())
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		killed(t, databaseURL, m, func(n int, kept bool) bool { return n == 7 && kept })
		o.pass(11 * time.Minute) // so long another waits for the dead node
		o.db.Now = func() time.Time { return monday.Add(11 * time.Minute) }
		killed(t, databaseURL, m, func(n int, kept bool) bool { return n == 13 && !kept })
		o.db.Now = func() time.Time { return monday.Add(22 * time.Minute) }
		m.mu.Lock()
		m.data = nil
		m.mu.Unlock()
		o.sendAll(m)
		p := o.progress(n.ID)
		if p.Sent != crowd-2 || p.Unsure != 2 || p.Left != 0 {
			t.Errorf("%+v", p)
		}
		if got := once(t, m.letters()); got != crowd-1 { // the one that was refused for lack of a connection
			t.Errorf("%d of %d have a letter", got, crowd)
		}
		ok(t, o.SendUnsure(ctx, n.ID, notice.ByMail))
		o.sendAll(m)
		ids := map[string]string{}
		for _, l := range m.letters() {
			if first, again := ids[l.to]; again && first != l.id {
				t.Errorf("two messages to %s", l.to)
			}
			ids[l.to] = l.id
		}
		if p := o.progress(n.ID); len(ids) != crowd || p.Sent != crowd || p.Unsure != 0 {
			t.Errorf("%d have a letter, %+v", len(ids), p)
		}
	})
}

// once wants no address and no message twice, and returns how many there are.
func once(t *testing.T, letters []message) int {
	t.Helper()
	to, ids := map[string]bool{}, map[string]bool{}
	for _, l := range letters {
		if to[l.to] || ids[l.id] {
			t.Errorf("%s got %s twice", l.to, l.id)
		}
		to[l.to], ids[l.id] = true, true
	}
	return len(to)
}

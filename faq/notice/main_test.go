package notice_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/notice"
	"sportello/faq/notice/post"
)

func TestMain(m *testing.M) {
	if os.Getenv(childDB) != "" {
		sendAsChild()
		return
	}
	dbtest.Main(m)
}

var ctx = context.Background()

// monday is when the tests begin.
var monday = time.Date(2026, 9, 7, 10, 0, 0, 0, time.UTC)

// office has notices on a real database, with a clock of the test's own and the topics
// fees and exams.
type office struct {
	*notice.Notices
	t     *testing.T
	db    *db.DB
	clock *atomic.Int64 // milliseconds
}

func each(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newOffice(t, d)) })
}

func newOffice(t *testing.T, d *db.DB) *office {
	t.Helper()
	clock := new(atomic.Int64)
	clock.Store(monday.UnixMilli())
	d.Now = func() time.Time { return time.UnixMilli(clock.Load()) }
	ok(t, d.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO topics (id, position, body) VALUES ('fees', 1, '{}'), ('exams', 2, '{}')`)
		return err
	}))
	return &office{Notices: notice.New(d), t: t, db: d, clock: clock}
}

func (o *office) pass(d time.Duration) { o.clock.Add(d.Milliseconds()) }

// sender is another node's: it has its own [notice.Notices].
func (o *office) sender(m *mailbox, perMinute int) *notice.Sender {
	o.t.Helper()
	return notice.NewSender(notice.New(o.db), m.server(o.t), testOffice, perMinute, slog.New(slog.DiscardHandler))
}

var testOffice = notice.Office{University: "Politecnico di Valmaggiore", PublicURL: "https://sportello.example.edu", Zone: time.UTC}

func (m *mailbox) server(t *testing.T) *post.Server {
	t.Helper()
	s, err := post.New(m.url, sender)
	ok(t, err)
	return s
}

// deadline is a notice of today and tomorrow in both languages.
func deadline() notice.Notice {
	return notice.Notice{Kind: notice.Deadline, From: monday, Until: monday.Add(48 * time.Hour), ChangedBy: "Elena", Texts: map[string]notice.Words{
		"it": {Title: "Seconda rata", Text: "La rata scade **domani**: [paga qui](https://www.example.edu/rata)."},
		"en": {Title: "Second instalment", Text: "The instalment is due **tomorrow**: [pay here](https://www.example.edu/rata)."}}}
}

func (o *office) add(n notice.Notice) notice.Notice {
	o.t.Helper()
	added, err := o.Add(ctx, n)
	ok(o.t, err)
	return added
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t testing.TB, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("%v, want %v", err, target)
	}
}

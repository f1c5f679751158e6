package notice

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"sportello/faq/notice/post"
)

// Sender sends the letters that wait, through a mail server. Each node has one.
//
// No letter goes out twice by itself. SMTP cannot promise exactly once: when the program
// dies between the mail server's taking a letter and the note that it did, nobody can
// know. So each letter is noted as being handed over before its first byte leaves; one
// that is still noted so ten minutes later is unsure, is not sent again by itself, and is
// shown to the editors, who may do so: under the same Message-ID, by which most mail
// systems drop a second copy. What a dead node had claimed and not begun goes out from
// another.
type Sender struct {
	notices   *Notices
	server    *post.Server
	office    Office
	perMinute int
	log       *slog.Logger
	id        string

	session *post.Session
	sent    int // letters handed over
}

// Office is what letters say of who writes.
type Office struct {
	University string
	PublicURL  string // where the links of letters lead, without a slash at the end
	Zone       *time.Location
}

// NewSender sends for n. All nodes together hand over at most perMinute letters a minute.
func NewSender(n *Notices, server *post.Server, o Office, perMinute int, log *slog.Logger) *Sender {
	return &Sender{notices: n, server: server, office: o, perMinute: perMinute, log: log, id: uuid.NewString()}
}

// How often a sender looks when there was nothing to do, and forgets what is past.
const (
	lookForMail   = time.Second
	cleanEvery    = time.Hour
	serverAwayFor = time.Minute // after which letters are tried again
)

// Run sends until ctx is done. A letter that is being handed over then is finished.
func (s *Sender) Run(ctx context.Context) {
	defer s.hangUp()
	var cleaned time.Time
	for ctx.Err() == nil {
		if time.Since(cleaned) > cleanEvery {
			cleaned = time.Now()
			if err := s.notices.Clean(ctx); err != nil {
				s.log.Error("clean the subscriptions", "err", err)
			}
		}
		began, sent := time.Now(), s.sent
		worked, err := s.Step(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("send notices", "err", err)
		}
		if !worked || err != nil {
			s.hangUp()
			pause(ctx, lookForMail)
		}
		// Not a minute's letters in its first second.
		pause(ctx, time.Duration(s.sent-sent)*time.Minute/time.Duration(s.perMinute)-time.Since(began))
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// Step does what there is to do now, up to a few letters, and reports whether there was
// anything.
func (s *Sender) Step(ctx context.Context) (worked bool, err error) {
	more, err := s.notices.fill(ctx)
	if err != nil {
		return false, fmt.Errorf("queue letters: %w", err)
	}
	letters, err := s.notices.claim(ctx, s.id, s.perMinute)
	if err != nil {
		return false, fmt.Errorf("claim letters: %w", err)
	}
	if len(letters) == 0 {
		return more, nil
	}
	return true, s.sendAll(ctx, letters)
}

// sendAll gives back what it does not come to.
func (s *Sender) sendAll(ctx context.Context, letters []mailed) error {
	kept := context.WithoutCancel(ctx) // what is done must be noted, also while the program stops
	after := time.Duration(0)
	for _, m := range letters {
		if ctx.Err() != nil {
			break
		}
		if err := s.open(ctx); err != nil {
			s.log.Warn("the mail server cannot be reached", "err", err)
			after = serverAwayFor
			break
		}
		if err := s.send(kept, m); err != nil {
			return err
		}
	}
	if err := s.notices.giveBack(kept, s.id, after); err != nil {
		return fmt.Errorf("give letters back: %w", err)
	}
	return nil
}

func (s *Sender) send(ctx context.Context, m mailed) error {
	letter, err := s.notices.letter(ctx, s.office, m)
	if err != nil {
		return fmt.Errorf("write a letter: %w", err)
	}
	mine, err := s.notices.begin(ctx, s.id, m.id)
	if err != nil || !mine {
		return err
	}
	s.sent++
	outcome, why := s.session.Send(letter)
	if outcome != post.Sent {
		s.log.Warn("a letter was not sent", "mail", m.id, "err", why)
	}
	if outcome == post.Later || outcome == post.Unsure {
		s.hangUp() // the connection may be of no more use
	}
	if err := s.notices.finish(ctx, m, outcome); err != nil {
		return fmt.Errorf("note what became of a letter: %w", err)
	}
	return nil
}

func (s *Sender) open(ctx context.Context) (err error) {
	if s.session == nil {
		s.session, err = s.server.Open(ctx)
	}
	return err
}

func (s *Sender) hangUp() {
	if s.session != nil {
		s.session.Close()
		s.session = nil
	}
}

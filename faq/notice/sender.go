package notice

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"sportello/faq/notice/post"
)

// Sender sends the messages of a channel that wait. Each node has one of each channel.
//
// No message goes out twice by itself. Neither SMTP nor a gateway can promise exactly
// once: when the program dies between another's taking a message and the note that it
// did, nobody can know. So each message is noted as being handed over before its first
// byte leaves; one that is still noted so ten minutes later is unsure, is not sent again
// by itself, and is shown to the editors, who may do so: under the same id, by which most
// mail systems, and gateways as documented, drop a second copy. What a dead node had
// claimed and not begun goes out from another.
type Sender struct {
	notices   *Notices
	by        Channel
	carrier   carrier
	perMinute int
	log       *slog.Logger
	id        string

	sent int // messages handed over
}

// carrier takes messages out of the house.
type carrier interface {
	// open makes ready; an error costs no message a try.
	open(ctx context.Context) error
	// write makes the message, and returns what hands it over.
	write(ctx context.Context, m mailed) (hand func(context.Context) (post.Outcome, error), err error)
	// hangUp ends what open began.
	hangUp()
}

var (
	_ carrier = (*letters)(nil)
	_ carrier = (*texts)(nil)
)

// Office is what messages say of who writes.
type Office struct {
	University string
	PublicURL  string // where the links of messages lead, without a slash at the end
	Zone       *time.Location
}

// NewSender sends e-mail for n. All nodes together hand over at most perMinute letters a
// minute.
func NewSender(n *Notices, server *post.Server, o Office, perMinute int, log *slog.Logger) *Sender {
	return newSender(n, ByMail, &letters{notices: n, server: server, office: o}, perMinute, log)
}

// NewTextSender sends SMS for n, likewise.
func NewTextSender(n *Notices, gateway post.Texts, o Office, perMinute int, log *slog.Logger) *Sender {
	return newSender(n, BySMS, &texts{notices: n, gateway: gateway, office: o}, perMinute, log)
}

func newSender(n *Notices, by Channel, c carrier, perMinute int, log *slog.Logger) *Sender {
	return &Sender{notices: n, by: by, carrier: c, perMinute: perMinute, log: log, id: uuid.NewString()}
}

// How often a sender looks when there was nothing to do, and forgets what is past.
const (
	lookForMail   = time.Second
	cleanEvery    = time.Hour
	serverAwayFor = time.Minute // after which messages are tried again
)

// Run sends until ctx is done. A message that is being handed over then is finished.
func (s *Sender) Run(ctx context.Context) {
	defer s.carrier.hangUp()
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
			s.log.Error("send notices", "by", s.by, "err", err)
		}
		if !worked || err != nil {
			s.carrier.hangUp()
			pause(ctx, lookForMail)
		}
		// Not a minute's messages in its first second.
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

// Step does what there is to do now, up to a few messages, and reports whether there was
// anything.
func (s *Sender) Step(ctx context.Context) (worked bool, err error) {
	more, err := s.notices.fill(ctx, s.by)
	if err != nil {
		return false, fmt.Errorf("queue messages: %w", err)
	}
	claimed, err := s.notices.claim(ctx, s.by, s.id, s.perMinute)
	if err != nil {
		return false, fmt.Errorf("claim messages: %w", err)
	}
	if len(claimed) == 0 {
		return more, nil
	}
	return true, s.sendAll(ctx, claimed)
}

// sendAll gives back what it does not come to.
func (s *Sender) sendAll(ctx context.Context, claimed []mailed) error {
	kept := context.WithoutCancel(ctx) // what is done must be noted, also while the program stops
	after := time.Duration(0)
	for _, m := range claimed {
		if ctx.Err() != nil {
			break
		}
		if err := s.carrier.open(ctx); err != nil {
			s.log.Warn("nobody takes the messages", "by", s.by, "err", err)
			after = serverAwayFor
			break
		}
		if err := s.send(kept, m); err != nil {
			return err
		}
	}
	if err := s.notices.giveBack(kept, s.id, after); err != nil {
		return fmt.Errorf("give messages back: %w", err)
	}
	return nil
}

func (s *Sender) send(ctx context.Context, m mailed) error {
	hand, err := s.carrier.write(ctx, m)
	if err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	mine, err := s.notices.begin(ctx, s.id, m.id)
	if err != nil || !mine {
		return err
	}
	s.sent++
	outcome, why := hand(ctx)
	if outcome != post.Sent {
		s.log.Warn("a message was not sent", "by", s.by, "message", m.id, "err", why)
	}
	if outcome == post.Later || outcome == post.Unsure {
		s.carrier.hangUp() // the connection may be of no more use
	}
	if err := s.notices.finish(ctx, m, outcome); err != nil {
		return fmt.Errorf("note what became of a message: %w", err)
	}
	return nil
}

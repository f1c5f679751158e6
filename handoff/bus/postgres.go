package bus

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// channelName is what the nodes LISTEN to.
	channelName = "sportello"
	// everything is the topic that wakes everybody.
	everything = "*"
	// quietFor is how long the listening connection may be silent before it is asked
	// whether it still lives, and replyIn how long it has to answer.
	quietFor = 30 * time.Second
	replyIn  = 5 * time.Second
	// Connections are tried again after firstWait, then twice that, up to lastWait.
	firstWait = 50 * time.Millisecond
	lastWait  = 5 * time.Second
)

// Postgres is a bus between nodes, over LISTEN and NOTIFY. It has two connections of
// its own, one that listens and one that notifies; when one breaks it connects again,
// and then wakes everybody, here or everywhere, for what may have been missed.
//
// Subscribers on this node are woken directly. What other nodes are to hear waits in
// an [outbox] of bounded size for the next round trip, so that publishing never
// waits for the network.
type Postgres struct {
	url    string
	node   string // tells a node's own notices from those of others
	hub    *hub
	outbox *outbox
	stop   context.CancelFunc
	done   sync.WaitGroup
}

// NewPostgres connects to the database and returns a bus over it. An error means that
// the first connection failed; later ones are tried again until Close.
func NewPostgres(ctx context.Context, databaseURL string) (*Postgres, error) {
	p := &Postgres{url: databaseURL, node: rand.Text()[:12], hub: newHub(), outbox: newOutbox()}
	conn, err := p.listen(ctx)
	if err != nil {
		return nil, fmt.Errorf("listen to the database's notices: %w", err)
	}
	running, stop := context.WithCancel(context.Background())
	p.stop = stop
	p.done.Go(func() { p.receive(running, conn) })
	p.done.Go(func() { p.send(running) })
	return p, nil
}

// Publish implements [Bus].
func (p *Postgres) Publish(topic, payload string) {
	if len(payload) > MaxPayload || len(topic) > MaxPayload {
		return
	}
	p.hub.publish(topic, payload)
	p.outbox.put(topic, payload)
}

// Wake implements [Bus].
func (p *Postgres) Wake(topic string) { p.hub.publish(topic, "") }

// Listen implements [Bus].
func (p *Postgres) Listen(to Listener, topics ...string) { p.hub.listen(to, topics) }

// Unlisten implements [Bus].
func (p *Postgres) Unlisten(to Listener, topics ...string) { p.hub.unlisten(to, topics) }

// Subscribe implements [Bus].
func (p *Postgres) Subscribe(topics ...string) *Sub { return newSub(p.hub, topics) }

// Close implements [Bus]. What other nodes have not been told by then they are not.
func (p *Postgres) Close() error {
	p.stop()
	p.done.Wait()
	return nil
}

func (p *Postgres) listen(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.Connect(ctx, p.url)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "LISTEN "+channelName); err != nil {
		hangUp(conn)
		return nil, err
	}
	return conn, nil
}

// receive hands on what the connection hears, and replaces it when it breaks.
func (p *Postgres) receive(ctx context.Context, conn *pgx.Conn) {
	for {
		err := p.hear(ctx, conn)
		hangUp(conn)
		if ctx.Err() != nil {
			return
		}
		slog.Warn("the connection for notices broke", "error", err)
		if conn = persist(ctx, p.listen); conn == nil {
			return
		}
		p.hub.wakeAll() // after LISTEN: from here on nothing is missed
	}
}

// hear returns when the connection breaks or ctx ends.
func (p *Postgres) hear(ctx context.Context, conn *pgx.Conn) error {
	for {
		quiet, cancel := context.WithTimeout(ctx, quietFor)
		notice, err := conn.WaitForNotification(quiet)
		cancel()
		switch {
		case err == nil:
			p.deliver(notice.Payload)
		case quiet.Err() == nil || ctx.Err() != nil:
			return err
		default:
			if err := answers(ctx, conn); err != nil {
				return err
			}
		}
	}
}

// deliver wakes whom a notice of another node concerns.
func (p *Postgres) deliver(text string) {
	node, rest, _ := strings.Cut(text, " ")
	topic, payload, _ := strings.Cut(rest, "\n")
	switch {
	case node == p.node: // delivered when it was published
	case topic == everything:
		p.hub.wakeAll()
	default:
		p.hub.publish(topic, payload)
	}
}

// encode is the text of a notice: node, space, topic, and behind a new line the payload.
func (p *Postgres) encode(f Frame) string {
	if f.Payload == "" {
		return p.node + " " + f.Topic
	}
	return p.node + " " + f.Topic + "\n" + f.Payload
}

// send empties the outbox into the database for as long as ctx lives.
func (p *Postgres) send(ctx context.Context) {
	var conn *pgx.Conn
	defer func() { hangUp(conn) }()
	for p.outbox.wait(ctx) {
		if conn == nil {
			if conn = persist(ctx, func(ctx context.Context) (*pgx.Conn, error) { return pgx.Connect(ctx, p.url) }); conn == nil {
				return
			}
		}
		if err := p.notify(ctx, conn, p.outbox.take()); err != nil {
			if ctx.Err() != nil {
				return
			}
			slog.Warn("other nodes could not be notified", "error", err)
			p.outbox.put(everything, "") // instead of what was taken
			hangUp(conn)
			conn = nil
			pause(ctx, firstWait) // a database that refuses is not to be stormed
		}
	}
}

func (p *Postgres) notify(ctx context.Context, conn *pgx.Conn, frames []Frame) error {
	texts := make([]string, len(frames))
	for i, f := range frames {
		texts[i] = p.encode(f)
	}
	ctx, cancel := context.WithTimeout(ctx, replyIn)
	defer cancel()
	_, err := conn.Exec(ctx, `SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text`, channelName, texts)
	return err
}

// persist connects, again and again with longer pauses; nil when ctx ends first.
func persist(ctx context.Context, connect func(context.Context) (*pgx.Conn, error)) *pgx.Conn {
	for wait := firstWait; ctx.Err() == nil; wait = min(2*wait, lastWait) {
		attempt, cancel := context.WithTimeout(ctx, replyIn)
		conn, err := connect(attempt)
		cancel()
		if err == nil {
			return conn
		}
		pause(ctx, wait)
	}
	return nil
}

func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

// answers reports whether a connection that was silent still lives.
func answers(ctx context.Context, conn *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, replyIn)
	defer cancel()
	return conn.Ping(ctx)
}

func hangUp(conn *pgx.Conn) {
	if conn == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = conn.Close(ctx) // it may be broken already
}

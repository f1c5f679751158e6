package web

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"sportello/handoff"
	"sportello/handoff/bus"
)

// party is who reads a live connection: a student or a member of the staff.
type party interface {
	// topic is what wakes it; those with the same topic are the same person.
	topic() string
	// who is "student" or "operator".
	who() string
	// follow gives it what happens from the number on.
	follow(after int64) *handoff.Follower
	encode(e handoff.Event) eventJSON
	// affected reports whether the party is to be told how things stand now.
	affected(v *view) bool
	// standing is the frame that tells it, nil when there is nothing new.
	standing(v *view) any
	// typing passes on that the party types.
	typing(ctx context.Context, chat string)
	// beat is called with each pulse, as a sign of life. errSignedOut ends the
	// connection for good.
	beat(ctx context.Context) error
}

// task is what a connection has to do, one bit for each kind.
type task uint8

const (
	toCatchUp task = 1 << iota // send the events after the last one sent
	toFrames                   // send the frames that wait
	toStand                    // tell how things stand
	toPulse                    // show that both sides are there
	toClose                    // say good-bye
)

const (
	maxWaiting = 16 // frames that may wait for a slow reader; the rest are lost
	maxTries   = 8  // of reading the database, before the client is sent elsewhere
)

// connection is a live connection: a WebSocket whose reader gets every event after the
// last one seen, and frames that may be lost.
//
// One goroutine reads from it for as long as it lives. Another writes to it while there
// is something to write, and only then: whatever wakes the connection notes what is to
// be done, and starts that goroutine when there is none. So an idle connection costs one
// shallow goroutine, and a slow reader delays nobody else.
type connection struct {
	live   *live
	party  party
	socket *websocket.Conn
	slot   int // where the live set has it
	at     int

	mu     sync.Mutex
	due    task
	busy   bool // the writing goroutine is there, or will be: a failed read is tried later
	over   bool
	code   int // of toClose
	frames [][]byte

	follower *handoff.Follower // what follows is the writing goroutine's
	tries    int
}

var (
	_ bus.Listener = (*connection)(nil)
	// errRead says that the database is to blame and not the connection.
	errRead = errors.New("the events could not be read")
)

// Wake implements [bus.Listener].
func (w *connection) Wake(string) { w.wake(toCatchUp) }

// Frame implements [bus.Listener].
func (w *connection) Frame(f bus.Frame) { w.tell([]byte(f.Payload)) }

// tell sends a frame, unless too many wait already.
func (w *connection) tell(frame []byte) {
	w.mu.Lock()
	if len(w.frames) < maxWaiting {
		w.frames = append(w.frames, frame)
	}
	w.mu.Unlock()
	w.wake(toFrames)
}

// bid closes the connection with a code that tells the client what to do.
func (w *connection) bid(code int) {
	w.mu.Lock()
	w.code = code
	w.mu.Unlock()
	w.wake(toClose)
}

func (w *connection) wake(what task) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.due |= what
	if !w.busy && !w.over {
		w.busy = true
		go w.drain()
	}
}

// take returns what is to be done; when it is nothing the writing goroutine ends.
func (w *connection) take() (due task, frames [][]byte, code int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	due, frames, code = w.due, w.frames, w.code
	w.due, w.frames = 0, nil
	if due == 0 || w.over {
		w.busy = false
		due = 0
	}
	return due, frames, code
}

func (w *connection) drain() {
	for {
		due, frames, code := w.take()
		if due == 0 {
			return
		}
		err := w.do(due, frames, code)
		switch {
		case err == nil:
			w.tries = 0
		case errors.Is(err, errRead) && w.tries < maxTries:
			w.tries++
			w.later(due)
			return
		default:
			w.broken(err)
			return
		}
	}
}

// later does again what a database that is away has hindered: a restart of it must not
// cost the connections.
func (w *connection) later(due task) {
	wait := min(time.Duration(1<<w.tries)*100*time.Millisecond, writeTimeout)
	time.AfterFunc(wait+jitter(wait), func() {
		w.mu.Lock()
		w.busy = false
		w.mu.Unlock()
		w.wake(due)
	})
}

// broken ends the connection: the reading goroutine finds it closed and leaves.
func (w *connection) broken(err error) {
	w.mu.Lock()
	over := w.over
	w.mu.Unlock()
	if !over && !errors.Is(err, websocket.ErrCloseSent) {
		w.live.s.Log.Info("live connection ended", "who", w.party.who(), "err", err)
	}
	_ = w.socket.Close() // it has ended either way
}

func (w *connection) do(due task, frames [][]byte, code int) error {
	if due&toCatchUp != 0 {
		if err := w.catchUp(); err != nil {
			return err
		}
	}
	for _, frame := range frames {
		if err := w.write(frame); err != nil {
			return err
		}
	}
	if v := w.live.view.Load(); due&toStand != 0 && v != nil {
		if frame := w.party.standing(v); frame != nil {
			if err := w.send(frame); err != nil {
				return err
			}
		}
	}
	if due&toPulse != 0 {
		if err := w.pulse(); err != nil {
			return err
		}
	}
	if due&toClose != 0 {
		return w.close(code)
	}
	return nil
}

// catchUp sends every event after the last one sent.
func (w *connection) catchUp() error {
	return w.follower.CatchUp(w.live.engaged, func(e handoff.Event) error { return w.send(w.party.encode(e)) })
}

func (w *connection) send(frame any) error {
	body, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	return w.write(body)
}

func (w *connection) write(body []byte) error {
	if err := w.socket.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	return w.socket.WriteMessage(websocket.TextMessage, body)
}

// The frames of a pulse, made once.
var pingFrame, ping = prepared(websocket.TextMessage, `{"kind":"ping"}`), prepared(websocket.PingMessage, "")

func prepared(kind int, body string) *websocket.PreparedMessage {
	message, err := websocket.NewPreparedMessage(kind, []byte(body))
	if err != nil {
		panic(err) // of a constant
	}
	return message
}

// pulse shows both sides that the other is there: the frame is for scripts, which can't
// see a ping, the ping for us, as the browser answers it.
func (w *connection) pulse() error {
	if err := w.socket.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	for _, message := range []*websocket.PreparedMessage{pingFrame, ping} {
		if err := w.socket.WritePreparedMessage(message); err != nil {
			return err
		}
	}
	err := w.party.beat(w.live.engaged)
	switch {
	case errors.Is(err, errSignedOut):
		return w.close(closeRefused)
	case err != nil: // a sign of life may be lost: the next is near
		w.live.s.Log.Warn("a sign of life was lost", "who", w.party.who(), "err", err)
	}
	return nil
}

// close says good-bye and gives the client a moment to answer.
func (w *connection) close(code int) error {
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	message := websocket.FormatCloseMessage(code, "")
	if err := w.socket.WriteControl(websocket.CloseMessage, message, time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	return w.socket.SetReadDeadline(time.Now().Add(goodbye))
}

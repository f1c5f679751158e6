package web

import (
	"encoding/json"
	"time"
)

// listen takes what the client sends: that somebody types, and pongs. It ends with the
// connection.
func (w *connection) listen() {
	defer w.live.leave(w)
	w.socket.SetReadLimit(maxFrame)
	w.socket.SetPongHandler(w.alive)
	if w.alive("") != nil {
		return
	}
	var typed time.Time
	for {
		_, body, err := w.socket.ReadMessage()
		if err != nil || w.alive("") != nil {
			return
		}
		var in struct{ Kind, Chat string }
		if json.Unmarshal(body, &in) == nil && in.Kind == "typing" && time.Since(typed) >= typingEvery {
			typed = time.Now()
			w.party.typing(w.live.engaged, in.Chat)
		}
	}
}

// alive gives the client more time, as it has shown itself; not once it was told to go.
func (w *connection) alive(string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return nil
	}
	return w.socket.SetReadDeadline(time.Now().Add(deadAfter))
}

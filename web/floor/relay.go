package main

import (
	"io"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

// relay hands what is posted to everybody on its WebSockets, and keeps nothing.
type relay struct {
	mu      sync.Mutex
	sockets []*websocket.Conn
}

// join holds a WebSocket that is only written to.
func (r *relay) join(c *gin.Context) {
	socket, err := upgrader.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return // the upgrader has answered
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sockets = append(r.sockets, socket)
}

func (r *relay) say(c *gin.Context) {
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, socket := range r.sockets {
		if err := socket.WriteMessage(websocket.TextMessage, body); err != nil {
			c.Status(http.StatusInternalServerError)
			return
		}
	}
	c.JSON(http.StatusOK, gin.H{})
}

package main

import (
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

var upgrader = websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024, WriteBufferPool: &sync.Pool{}}

// accept holds a WebSocket with the one goroutine that it takes to read from it.
func accept(c *gin.Context) {
	socket, err := upgrader.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return // the upgrader has answered
	}
	defer socket.Close() //nolint:errcheck // it is over
	for {
		if _, _, err := socket.ReadMessage(); err != nil {
			return
		}
	}
}

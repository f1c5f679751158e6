// Floor is what the benchmarks of package web stand beside: the bare framework, the bare
// library, on the same machine in the same run.
//
//	floor hello ADDR         gin that answers GET /hello
//	floor ask ADDR ENTRIES   gin that answers GET /ask?q= with the best of a bleve index
//	floor live ADDR          gorilla that accepts WebSockets on /ws
//	floor relay ADDR         gin and gorilla that write what is POSTed to /say to all WebSockets on /ws
package main

import (
	"fmt"
	"net/http"
	"os"
	"strconv"

	"github.com/gin-gonic/gin"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "floor: want hello, ask, live or relay, and an address")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(what, addr string, more []string) error {
	gin.SetMode(gin.ReleaseMode)
	bare := gin.New()
	bare.GET("/healthz", func(c *gin.Context) { c.Status(http.StatusNoContent) }) // it is up
	switch what {
	case "hello":
		bare.GET("/hello", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"hello": "world"}) })
	case "ask":
		entries, err := strconv.Atoi(append(more, "")[0])
		if err != nil {
			return fmt.Errorf("how many entries: %w", err)
		}
		ask, err := asker(entries)
		if err != nil {
			return err
		}
		bare.GET("/ask", ask)
	case "live":
		bare.GET("/ws", accept)
	case "relay":
		r := &relay{}
		bare.GET("/ws", r.join)
		bare.POST("/say", r.say)
	default:
		return fmt.Errorf("%q is none of them", what)
	}
	return bare.Run(addr)
}

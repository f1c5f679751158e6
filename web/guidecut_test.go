package web_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"testing"

	"sportello/content/db/dbtest"
	"sportello/content/pdf/pdftest"
	"sportello/web/auth"
)

// An upload that the editor stops, or the network, leaves no draft of half a file.
func TestAGuideThatIsCutOffIsNotKept(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	editor, whole := c.user("editor", auth.Editor), pdftest.Make(parking, lockers)
	for _, sent := range []int{100, len(whole) - 1} {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", c.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close() //nolint:errcheck // all was read
		_, err = fmt.Fprintf(conn, "POST /api/v1/studio/guide-uploads?name=cut.pdf HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s",
			conn.RemoteAddr(), editor, len(whole), whole[:sent])
		if err == nil {
			err = conn.(*net.TCPConn).CloseWrite()
		}
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusBadRequest {
			t.Errorf("%d of %d bytes: status %d, %v", sent, len(whole), res.StatusCode, err)
		}
	}
	var all struct{ Drafts []guideDraft }
	c.call("GET", "/studio/guides", editor, nil, &all, http.StatusOK)
	if len(all.Drafts) > 0 {
		t.Errorf("%+v", all.Drafts)
	}
}

package web_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
)

// wire is a client over one connection that does as little as HTTP/1.1 allows, so that
// what is measured on shared processors is the server.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
	out  []byte
	body []byte
	from string // the address to be seen at, behind a proxy; "" for the real one
}

func dial(b testing.TB, addr string) *wire {
	b.Helper()
	w, err := connect(addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = w.conn.Close() })
	return w
}

func connect(addr string) (*wire, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &wire{conn: conn, in: bufio.NewReader(conn)}, nil
}

// do sends a request and returns the status and the body, which holds until the next.
func (w *wire) do(method, path, token, body string) (int, []byte, error) {
	w.out = fmt.Appendf(w.out[:0], "%s %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n",
		method, path, token, len(body))
	if w.from != "" {
		w.out = fmt.Appendf(w.out, "X-Forwarded-For: %s\r\n", w.from)
	}
	w.out = append(append(w.out, "\r\n"...), body...)
	if _, err := w.conn.Write(w.out); err != nil {
		return 0, nil, err
	}
	line, err := w.in.ReadString('\n')
	if err != nil {
		return 0, nil, err
	}
	status, err := strconv.Atoi(line[9:12])
	if err != nil {
		return 0, nil, err
	}
	length := 0
	for {
		header, err := w.in.ReadSlice('\n')
		if err != nil {
			return 0, nil, err
		}
		if len(header) == 2 {
			break
		}
		if value, ok := strings.CutPrefix(string(header), "Content-Length: "); ok {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				return 0, nil, err
			}
		}
	}
	if cap(w.body) < length {
		w.body = make([]byte, length)
	}
	w.body = w.body[:length]
	_, err = io.ReadFull(w.in, w.body)
	return status, w.body, err
}

// call is do for what must succeed.
func (w *wire) call(method, path, token, body string, out any) error {
	status, text, err := w.do(method, path, token, body)
	if err == nil && status >= 300 {
		err = fmt.Errorf("%s: %d %s", path, status, text)
	}
	if err == nil && out != nil {
		err = json.Unmarshal(text, out)
	}
	return err
}

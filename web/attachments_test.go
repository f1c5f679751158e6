package web_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/web/auth"
)

type attachment struct {
	ID, Name, Type string
	Size           int64
	Width, Height  int
}

func (c *counter) upload(path, token, clientID, name string, body io.Reader, out any, want int) {
	c.t.Helper()
	address := fmt.Sprintf("%s/api/v1%s/attachments?%s", c.URL, path, url.Values{"client_id": {clientID}, "name": {name}}.Encode())
	req, err := http.NewRequestWithContext(ctx, "POST", address, body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Expect", "100-continue")
	c.do(req, out, want)
}

// download returns what is sent, and under which headers.
func (c *counter) download(path, token string, want int) ([]byte, http.Header) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "GET", c.URL+"/api/v1"+path, http.NoBody)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := c.Client().Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		c.t.Fatalf("%s: %d %v, want %d", path, res.StatusCode, err, want)
	}
	return body, res.Header
}

func screenshot(t *testing.T) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 1200, 800))
	p.Set(1, 1, color.RGBA{200, 0, 0, 255})
	var out bytes.Buffer
	if err := png.Encode(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFilesBothWays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator, stranger := c.user("operator", auth.Operator), c.user("editor", auth.Editor)
		v, other := c.start(), c.start()
		conv := "/conversations/" + v.ID
		pdf := "%PDF-1.7\n" + strings.Repeat("x", 1<<20)
		c.upload(conv, v.Token, "f0", "ricevuta.pdf", strings.NewReader(pdf), nil, http.StatusNotFound) // nobody to send it to
		var state struct{ Chat string }
		c.call("POST", conv+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees"}, &state, http.StatusOK)
		chat := "/desk/chats/" + state.Chat
		var file, again attachment
		c.upload(conv, v.Token, "f1", `C:\"Ricevuta" ànna.pdf`, strings.NewReader(pdf), &file, http.StatusCreated)
		c.upload(conv, v.Token, "f1", "ricevuta.pdf", strings.NewReader(pdf), &again, http.StatusCreated)
		if file != again || file.Name != "Ricevuta ànna.pdf" || file.Type != "application/pdf" {
			t.Errorf("%+v, again %+v", file, again)
		}
		c.call("POST", conv+"/messages", v.Token, obj{"client_id": "m1", "text": "", "attachment": file.ID}, nil, http.StatusOK)
		c.call("POST", conv+"/messages", v.Token, obj{"client_id": "m2", "text": "x", "attachment": "nothing"}, nil, http.StatusNotFound)

		c.call("POST", chat+"/claim", operator, nil, nil, http.StatusOK)
		var detail struct {
			LastFile string `json:"last_file"`
			Messages []struct {
				Data struct{ Attachment attachment }
			}
		}
		c.call("GET", chat, operator, nil, &detail, http.StatusOK)
		if detail.LastFile != file.Name || detail.Messages[0].Data.Attachment != file {
			t.Errorf("%+v", detail)
		}
		body, h := c.download(chat+"/attachments/"+file.ID, operator, http.StatusOK)
		if string(body) != pdf || h.Get("Content-Type") != "application/pdf" ||
			!strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename*=utf-8''Ricevuta%20%C3%A0nna.pdf") ||
			h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%d bytes, %v", len(body), h)
		}
		c.download("/conversations/"+other.ID+"/attachments/"+file.ID, other.Token, http.StatusNotFound)
		c.download(conv+"/attachments/"+file.ID, other.Token, http.StatusNotFound)
		c.download(chat+"/attachments/"+file.ID, stranger, http.StatusForbidden)

		c.upload(chat, operator, "f1", "schermata", bytes.NewReader(screenshot(t)), &file, http.StatusCreated)
		if file.Name != "schermata.png" || file.Width != 1200 {
			t.Errorf("%+v", file)
		}
		c.call("POST", chat+"/messages", operator, obj{"client_id": "m1", "text": "Ecco", "attachment": file.ID}, nil, http.StatusOK)
		small, h := c.download(conv+"/attachments/"+file.ID+"?preview=1", v.Token, http.StatusOK)
		if size, err := png.DecodeConfig(bytes.NewReader(small)); err == nil || h.Get("Content-Type") != "image/jpeg" {
			t.Errorf("the preview is %v, %v", size, h)
		}
	})
}

func TestFilesRefused(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	v := c.start()
	conv := "/conversations/" + v.ID
	c.call("POST", conv+"/handoff", v.Token, obj{"channel": "ticket", "queue": "fees"}, nil, http.StatusOK)
	var refusal struct {
		Error struct{ Code, Message string }
	}
	for _, try := range []struct {
		body, clientID, code string
		status               int
	}{
		{"<html><script>", "a", "file_type", http.StatusUnsupportedMediaType},
		{"\x89PNG\r\n\x1a\n", "b", "picture_broken", http.StatusUnprocessableEntity},
		{"%PDF-" + strings.Repeat("x", handoff.MaxFile), "c", "file_large", http.StatusRequestEntityTooLarge},
		{"%PDF-1.7", "", "bad_request", http.StatusBadRequest},
	} {
		c.upload(conv, v.Token, try.clientID, "x.pdf", strings.NewReader(try.body), &refusal, try.status)
		if refusal.Error.Code != try.code || refusal.Error.Message == "" {
			t.Errorf("%+v, want %s", refusal, try.code)
		}
	}
	c.upload(conv, "wrong", "d", "x.pdf", strings.NewReader("%PDF-1.7"), nil, http.StatusNotFound)
	c.call("POST", conv+"/messages", v.Token, obj{"client_id": "m1", "text": strings.Repeat("x", 300<<10)}, nil, http.StatusRequestEntityTooLarge)
}

// One conversation may have two uploads under way, and room again when they are over.
func TestUploadsAtOnce(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	v := c.start()
	conv := "/conversations/" + v.ID
	c.call("POST", conv+"/handoff", v.Token, obj{"channel": "ticket", "queue": "fees"}, nil, http.StatusOK)
	// The client sends nothing of a file before the server reads it.
	c.Client().Transport.(*http.Transport).ExpectContinueTimeout = time.Minute
	var slow sync.WaitGroup
	var lines []*io.PipeWriter
	for n := range 2 {
		r, w := io.Pipe()
		lines = append(lines, w)
		slow.Go(func() { c.upload(conv, v.Token, fmt.Sprint("slow", n), "x.pdf", r, nil, http.StatusCreated) })
		if _, err := io.WriteString(w, "%PDF-1.7"); err != nil {
			t.Fatal(err)
		}
	}
	refusedOnce := func() bool {
		req, err := http.NewRequestWithContext(ctx, "POST", c.URL+"/api/v1"+conv+"/attachments?client_id=third", strings.NewReader("%PDF-1.7"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+v.Token)
		res, err := c.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close() // nothing more is read
		return res.StatusCode == http.StatusTooManyRequests
	}
	if !refusedOnce() {
		t.Error("a third upload at once was taken")
	}
	for _, w := range lines {
		_ = w.Close() // always nil
	}
	slow.Wait()
	c.upload(conv, v.Token, "then", "x.pdf", strings.NewReader("%PDF-1.7"), nil, http.StatusCreated)
}

package web_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/web/auth"
)

// sendPicture sends a file as the studio does.
func (c *counter) sendPicture(token, name string, body []byte, out any, want int) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "POST", c.URL+"/api/v1/studio/pictures?name="+name, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Expect", "100-continue")
	c.do(req, out, want)
}

// A picture is put in by an editor, seen in the preview, and by everybody on any site
// once it is published: as a picture and nothing else, at an address kept for ever.
func TestAnAnswerShowsAPicture(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		editor := c.user("editor", auth.Editor, auth.Reviewer)
		var file bytes.Buffer
		if err := png.Encode(&file, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
			t.Fatal(err)
		}
		c.sendPicture(c.user("operator", auth.Operator), "a.png", file.Bytes(), nil, http.StatusForbidden)
		c.sendPicture(editor, "a.png", []byte("<svg/>"), nil, http.StatusUnprocessableEntity)
		c.sendPicture(editor, "a.png", make([]byte, faq.MaxPictureIn+1), nil, http.StatusRequestEntityTooLarge)
		var p struct {
			Name, URL string
			Width     int
		}
		c.sendPicture(editor, "Mappa.png", file.Bytes(), &p, http.StatusCreated)
		if p.Width != 40 {
			t.Fatalf("%+v", p)
		}
		var e struct {
			Source   string
			Revision int64
			HTML     string
		}
		c.call("GET", "/studio/entries/"+paired, editor, nil, &e, http.StatusOK)
		source := e.Source + "\n![La mappa](../../pictures/" + p.Name + ")\n"
		var seen struct {
			HTML     string
			Problems []any
		}
		c.call("POST", "/studio/preview", editor, obj{"source": source}, &seen, http.StatusOK)
		address := p.URL
		if !strings.Contains(seen.HTML, `src="`+address+`" alt="La mappa"`) || len(seen.Problems) > 0 {
			t.Errorf("%+v", seen)
		}
		c.call("PUT", "/studio/entries/"+paired, editor, obj{"source": source, "revision": e.Revision}, &e, http.StatusOK)
		if !strings.Contains(e.HTML, address) {
			t.Errorf("%s", e.HTML)
		}
		got := c.get(address)
		if got.status != http.StatusOK || !strings.HasPrefix(got.body, "\x89PNG") {
			t.Errorf("%d", got.status)
		}
		for name, want := range map[string]string{"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "cross-origin",
			"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "public, max-age=31536000, immutable"} {
			if value := got.header.Get(name); value != want {
				t.Errorf("%s: %q", name, value)
			}
		}
		for _, other := range []string{strings.Replace(address, "/pictures/", "/pictures/0", 1), "/pictures/0123456789abcdef/none.png"} {
			if got := c.get(other); got.status != http.StatusNotFound {
				t.Errorf("%s: %d", other, got.status)
			}
		}
		if page := c.get("/faq/it/fees/" + paired); !strings.Contains(page.body, address) {
			t.Error("the page does not show it")
		}
	})
}

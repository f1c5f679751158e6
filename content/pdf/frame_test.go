package pdf

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestFrames(t *testing.T) {
	var b bytes.Buffer
	page := Page{Number: 3, Width: 595, Lines: []Line{{Text: "perché", Box: Rect{X: 0.5}}}}
	for _, f := range []struct {
		kind byte
		v    any
	}{{frameReady, nil}, {framePage, page}, {framePicture, []byte("\x89PNG")}, {frameDone, nil}} {
		if err := writeFrame(&b, f.kind, f.v); err != nil {
			t.Fatal(err)
		}
	}
	whole := b.Bytes()
	for _, kind := range []byte{frameReady, framePage, framePicture, frameDone} {
		f, err := readFrame(&b)
		if err != nil || f.kind != kind {
			t.Fatalf("kind %q, %v; want %q", f.kind, err, kind)
		}
		if kind == framePage {
			var got Page
			if err := f.decode(&got); err != nil || got.Lines[0] != page.Lines[0] || got.Number != 3 {
				t.Errorf("page %+v, %v", got, err)
			}
		}
	}
	if _, err := readFrame(&b); !errors.Is(err, io.EOF) {
		t.Errorf("after the last frame: %v", err)
	}
	for n := 1; n < 5; n++ {
		if _, err := readFrame(bytes.NewReader(whole[:n])); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("torn after %d bytes: %v", n, err)
		}
	}
	if err := writeFrame(io.Discard, framePicture, make([]byte, maxFrame)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("frame over the limit: %v", err)
	}
}

// A child can send anything; the reader must neither fail in another way than
// with an error nor believe what cannot be.
func FuzzFrames(f *testing.F) {
	f.Add(append(encoded(frameOpened, opened{Pages: 2}), encoded(framePage, Page{Number: 1})...))
	f.Add(append(encoded(frameOpened, opened{Pages: 2}), encoded(frameFailure, failure{Code: "memory", Text: "x"})...))
	f.Add([]byte{0, 0, 0, 0, 1})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 'p'})
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := &Document{}
		limits := Limits{Pages: 5}.orDefault()
		ended, err := listen(bytes.NewReader(data), func(f frame) error {
			return doc.take(f, limits, func(done, total int) {
				if done > total || total > limits.Pages {
					t.Errorf("%d of %d pages", done, total)
				}
			})
		}, func() {})
		if !ended && err == nil {
			t.Error("neither ended nor failed")
		}
		for i, p := range doc.Pages {
			if p.Number != i+1 {
				t.Errorf("page %d in place %d", p.Number, i+1)
			}
		}
		finish(doc)
		Passages(doc)
	})
}

// Lines of any content must pass through headings and passages without harm.
func FuzzPassages(f *testing.F) {
	f.Add("3.2 Rette\nLa rata | 156 €\niscri-\nzione. Fine.", uint8(3))
	f.Fuzz(func(t *testing.T, text string, block uint8) {
		doc := &Document{PageCount: 1, Pages: []Page{{Number: 1}}}
		for i, line := range strings.Split(text, "\n") {
			doc.Pages[0].Lines = append(doc.Pages[0].Lines, Line{
				Text: squeeze(line), Block: i/(int(block)%5+1) + 1, Size: float64(len(line) % 4 * 6), Bold: i%3 == 0,
				Box: Rect{Y: float64(i%100) / 100, H: 0.01},
			})
		}
		finish(doc)
		for _, p := range Passages(doc) {
			if p.Text == "" || len(p.Boxes) == 0 || len(strings.Fields(p.Text)) > most {
				t.Errorf("passage %+v", p)
			}
		}
	})
}

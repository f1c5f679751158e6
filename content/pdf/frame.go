package pdf

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The child answers with frames: four bytes of length (big endian, kind
// included), one byte of kind, the payload. Frames rather than one document, so
// that what was read before a crash is kept; a length first, so that a torn
// last frame is recognised.
const (
	frameReady   = 'r' // the engine has started; no payload
	frameOpened  = 'o' // opened
	framePage    = 'p' // Page
	framePicture = 'i' // PNG
	frameFailure = 'f' // failure; the last frame
	frameDone    = 'd' // the last frame; no payload
)

// maxFrame holds the largest picture (1200 x 4800 pixels that do not compress).
const maxFrame = 32 << 20

var errFrame = errors.New("malformed frame")

type request struct {
	Path   string `json:"path"` // absolute
	Cache  string `json:"cache,omitempty"`
	From   int    `json:"from,omitempty"`  // first page to read, from 1
	Width  int    `json:"width,omitempty"` // pixels; 0 asks for text, else for a picture of From
	Limits Limits `json:"limits"`
}

type opened struct {
	Title    string   `json:"title,omitempty"`
	Pages    int      `json:"pages"`
	Warnings []string `json:"warnings,omitempty"`
}

type failure struct {
	Code string `json:"code"` // a key of failures
	Text string `json:"text"`
}

// err is the error told, with the child's words: they hold the figures.
func (f failure) err() error {
	kind, ok := failures[f.Code]
	if !ok {
		kind = ErrDamaged
	}
	return told{text: clip(squeeze(cleanText(f.Text)), 500), kind: kind}
}

type told struct {
	text string
	kind error
}

func (t told) Error() string { return t.text }
func (t told) Unwrap() error { return t.kind }

type frame struct {
	kind    byte
	payload []byte
}

// writeFrame writes v as JSON, or as it is if it is a []byte, or nothing if nil.
func writeFrame(w io.Writer, kind byte, v any) error {
	payload, ok := v.([]byte)
	if !ok && v != nil {
		var err error
		if payload, err = json.Marshal(v); err != nil {
			return fmt.Errorf("encode frame: %w", err)
		}
	}
	if len(payload)+1 > maxFrame {
		return fmt.Errorf("write frame of %d bytes: %w", len(payload), ErrTooLarge)
	}
	out := make([]byte, 5, 5+len(payload))
	binary.BigEndian.PutUint32(out, uint32(len(payload)+1))
	out[4] = kind
	if _, err := w.Write(append(out, payload...)); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	return nil
}

// readFrame returns io.EOF between frames and io.ErrUnexpectedEOF inside one.
func readFrame(r io.Reader) (frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:4]); err != nil {
		return frame{}, err
	}
	size := binary.BigEndian.Uint32(head[:4])
	if size < 1 || size > maxFrame {
		return frame{}, fmt.Errorf("%w: %d bytes long", errFrame, size)
	}
	if _, err := io.ReadFull(r, head[4:]); err != nil {
		return frame{}, io.ErrUnexpectedEOF
	}
	payload, err := readExactly(r, int(size)-1)
	if err != nil {
		return frame{}, err
	}
	return frame{kind: head[4], payload: payload}, nil
}

// readExactly grows as bytes come in, so that a false length costs nothing.
func readExactly(r io.Reader, n int) ([]byte, error) {
	const step = 1 << 20
	var out []byte
	for len(out) < n {
		have := len(out)
		out = append(out, make([]byte, min(step, n-have))...)
		if _, err := io.ReadFull(r, out[have:]); err != nil {
			return nil, io.ErrUnexpectedEOF
		}
	}
	return out, nil
}

func (f frame) decode(v any) error {
	if err := json.Unmarshal(f.payload, v); err != nil {
		return fmt.Errorf("%w: kind %q: %w", errFrame, f.kind, err)
	}
	return nil
}

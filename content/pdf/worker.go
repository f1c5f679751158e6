package pdf

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// WorkerArg is the argument that makes the program a child: its main must then
// call Worker with standard input and output and exit, with 1 on an error.
const WorkerArg = "pdf-worker"

// Worker is the main of a child process: it reads one request from in and
// answers with frames on out. What is wrong with the file is told in a frame; an
// error returned here means that the answer could not be given.
func Worker(in io.Reader, out io.Writer) (err error) {
	var req request
	if err := json.NewDecoder(io.LimitReader(in, 1<<20)).Decode(&req); err != nil {
		return fmt.Errorf("read request: %w", err)
	}
	confine(req.Limits)
	defer func() {
		if p := recover(); p != nil {
			err = writeFrame(out, frameFailure, failure{Code: "damaged", Text: fmt.Sprint(p)})
		}
	}()
	switch err := serve(req, out); {
	case err == nil:
		return writeFrame(out, frameDone, nil)
	case errors.Is(err, errGone):
		return err
	default:
		return writeFrame(out, frameFailure, failure{Code: failureCode(err), Text: err.Error()})
	}
}

// errGone: nobody reads the frames any more.
var errGone = errors.New("parent is gone")

func serve(req request, out io.Writer) error {
	e, err := startEngine(req.Cache, req.Limits)
	if err != nil {
		return err
	}
	send := func(kind byte, v any) error {
		if err := writeFrame(out, kind, v); err != nil {
			return fmt.Errorf("%w: %w", errGone, err)
		}
		return nil
	}
	if err := send(frameReady, nil); err != nil {
		return err
	}
	head, err := e.open(req.Path, req.Limits)
	if err != nil {
		return err
	}
	if err := send(frameOpened, head); err != nil {
		return err
	}
	if req.Width > 0 {
		return servePicture(e, req, send)
	}
	return servePages(e, req, send)
}

func servePicture(e *engine, req request, send func(byte, any) error) error {
	if req.From < 1 || req.From > e.pages {
		return fmt.Errorf("%w (%d of %d)", ErrNoPage, req.From, e.pages)
	}
	png, err := e.picture(req.From, req.Width)
	if err != nil {
		return err
	}
	return send(framePicture, png)
}

// servePages tells a page that cannot be read apart from an engine that cannot
// go on: the first is a page with Err, the second ends this child.
func servePages(e *engine, req request, send func(byte, any) error) error {
	for n := max(req.From, 1); n <= e.pages; n++ {
		page, err := e.page(n)
		if errors.Is(err, errEngine) {
			return err
		}
		if err != nil {
			page = Page{Number: n, Err: pageError(err)}
		}
		if err := send(framePage, page); err != nil {
			return err
		}
	}
	return nil
}

// pageError is the text of Page.Err.
func pageError(err error) string {
	switch {
	case errors.Is(err, ErrTimeout):
		return "the page takes too long to read"
	case errors.Is(err, ErrMemory):
		return "the page needs too much memory"
	default:
		return "the page is damaged"
	}
}

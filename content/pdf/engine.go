package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"strings"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// engine is PDFium with one file open. It lives in the child only.
type engine struct {
	pdfium.Pdfium
	memory *memory
	doc    references.FPDF_DOCUMENT
	pages  int
}

// memory is the engine's linear memory: reserved at once, so that growing never
// copies, touched by the system only as far as used. It remembers whether
// growth was refused, the one sign that a failure was for want of memory.
type memory struct {
	bytes   []byte
	refused bool
}

func (m *memory) Allocate(_, _ uint64) experimental.LinearMemory { return m }

func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(cap(m.bytes)) {
		m.refused = true
		return nil
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

func (m *memory) Free() {}

// startEngine takes 0.1 s with a warm cache directory, some seconds without.
func startEngine(cache string, limits Limits) (*engine, error) {
	const wasmPage = 64 << 10
	bound := min(max(limits.MemoryMB/4, 32), 1024) << 20
	config := wazero.NewRuntimeConfig().
		// PDFium is compiled with exceptions for setjmp.
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		// The bound is kept by memory, which then knows; this limit is behind it.
		WithMemoryLimitPages(uint32(2 * bound / wasmPage))
	if cache != "" {
		dir, err := wazero.NewCompilationCacheWithDir(cache)
		if err != nil {
			return nil, fmt.Errorf("%w: open compilation cache: %w", errStart, err)
		}
		config = config.WithCompilationCache(dir)
	}
	e := &engine{memory: &memory{bytes: make([]byte, 0, bound)}}
	pool, err := webassembly.Init(webassembly.Config{
		Context: experimental.WithMemoryAllocator(context.Background(), e.memory),
		MaxIdle: 1, MaxTotal: 1,
		// An empty file system: by default it mounts the root directory.
		FSConfig:      wazero.NewFSConfig(),
		RuntimeConfig: config,
		// Stdout carries frames; nothing else may write there.
		Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStart, err)
	}
	if e.Pdfium, err = pool.GetInstance(time.Minute); err != nil {
		return nil, fmt.Errorf("%w: %w", errStart, err)
	}
	return e, nil
}

// open passes the file to PDFium as bytes: the engine itself opens no file.
func (e *engine) open(path string, limits Limits) (opened, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return opened{}, fmt.Errorf("%w: %w", errStart, err)
	}
	doc, err := e.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return opened{}, fmt.Errorf("open: %w", ErrPassword)
	case err != nil:
		return opened{}, e.explain("open", err)
	}
	e.doc = doc.Document
	count, err := e.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: e.doc})
	if err != nil {
		return opened{}, e.explain("count pages", err)
	}
	e.pages = count.PageCount
	switch {
	case e.pages <= 0:
		return opened{}, fmt.Errorf("%w (no pages in it)", ErrDamaged)
	case e.pages > limits.Pages:
		return opened{}, fmt.Errorf("%w (%d pages, at most %d)", ErrTooManyPages, e.pages, limits.Pages)
	}
	out := opened{Pages: e.pages, Title: e.title()}
	table, err := e.FPDF_DocumentHasValidCrossReferenceTable(
		&requests.FPDF_DocumentHasValidCrossReferenceTable{Document: e.doc})
	if err == nil && !table.DocumentHasValidCrossReferenceTable {
		out.Warnings = append(out.Warnings, WarnRebuilt)
	}
	return out, nil
}

// title is best effort: a file without properties is as good.
func (e *engine) title() string {
	meta, err := e.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: e.doc, Tag: "Title"})
	if err != nil {
		return ""
	}
	return clip(squeeze(cleanText(meta.Value)), 300)
}

// errEngine: the engine's state is unknown after a failure inside it; this
// child must not go on.
var errEngine = errors.New("the PDF engine stopped")

// explain turns an error of the engine into one of this package.
func (e *engine) explain(doing string, err error) error {
	switch {
	case e.memory.refused:
		return fmt.Errorf("%s: %w: %w", doing, ErrMemory, errEngine)
	case ifInside(err) != nil:
		return fmt.Errorf("%s: %w: %w", doing, ErrDamaged, errEngine)
	default:
		return fmt.Errorf("%s: %w", doing, ErrDamaged)
	}
}

// ifInside returns err if it came from inside the engine and not as an answer of
// it. The library gives no type to tell them by.
func ifInside(err error) error {
	if text := err.Error(); strings.Contains(text, "wasm error") || strings.Contains(text, "panic") {
		return err
	}
	return nil
}

// withPage runs fn on page n, counted from 1.
func (e *engine) withPage(n int, fn func(requests.Page) error) error {
	loaded, err := e.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: e.doc, Index: n - 1})
	if err != nil {
		return e.explain(fmt.Sprintf("load page %d", n), err)
	}
	if err := fn(requests.Page{ByReference: &loaded.Page}); err != nil {
		return err
	}
	_, err = e.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	if err != nil {
		return e.explain(fmt.Sprintf("close page %d", n), err)
	}
	return nil
}

// picture is a PNG of page n. A page many times taller than wide comes narrower
// than asked, else its picture would have no bound.
func (e *engine) picture(n, width int) ([]byte, error) {
	var out bytes.Buffer
	err := e.withPage(n, func(page requests.Page) error {
		done, err := e.RenderPageInPixels(&requests.RenderPageInPixels{
			Page: page, Width: width, Height: 4 * width,
		})
		if err != nil {
			return e.explain(fmt.Sprintf("draw page %d", n), err)
		}
		defer done.Cleanup()
		if err := png.Encode(&out, done.Result.RenderedImage); err != nil {
			return fmt.Errorf("encode picture: %w", err)
		}
		return nil
	})
	return out.Bytes(), err
}

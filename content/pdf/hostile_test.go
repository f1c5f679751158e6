package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRefusedBeforeParsing(t *testing.T) {
	t.Parallel()
	r := testReader(t, Limits{Bytes: 5000, Pages: 3})
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrNotPDF},
		{"text", []byte("Guida dello studente"), ErrNotPDF},
		{"picture", []byte("\x89PNG\r\n\x1a\n"), ErrNotPDF},
		{"too large", append(plain(1), make([]byte, 5000)...), ErrTooLarge},
		{"too many pages", plain(4), ErrTooManyPages},
	} {
		doc, err := r.Read(context.Background(), write(t, c.data))
		if !errors.Is(err, c.want) || doc == nil || len(doc.Pages) != 0 {
			t.Errorf("%s: %+v, %v; want %v", c.name, doc, err, c.want)
		}
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "missing.pdf")} {
		if _, err := r.Read(context.Background(), path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("missing file: %v", err)
		}
	}
	if _, err := r.Read(context.Background(), t.TempDir()); !errors.Is(err, ErrNotPDF) {
		t.Errorf("directory: %v", err)
	}
}

// Whatever is done to a file, reading ends with an error of this package or with
// the pages, never otherwise.
func TestDamagedFiles(t *testing.T) {
	t.Parallel()
	whole := plain(3)
	cut := func(n int) []byte { return whole[:len(whole)*n/100] }
	body, _, _ := bytes.Cut(whole, []byte("xref\n0"))
	for _, c := range []struct {
		name  string
		data  []byte
		want  error // nil: no error
		pages int   // with text
	}{
		{"rubbish before the header", append([]byte("Received: by mail\r\n\r\n"), whole...), nil, 3},
		{"broken cross references", bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1), nil, 3},
		{"no trailer", body, ErrDamaged, 0},
		{"cut in the middle", cut(50), ErrDamaged, 0},
		{"only a header", []byte("%PDF-1.7\n%%EOF"), ErrDamaged, 0},
		{"page tree in a circle", bytes.Replace(whole, []byte("/Kids [100 0 R"), []byte("/Kids [  2 0 R"), 1), ErrDamaged, 2},
		{"page missing", bytes.Replace(whole, []byte("/Kids [100 0 R"), []byte("/Kids [999 0 R"), 1), ErrDamaged, 2},
		{"false count", bytes.Replace(whole, []byte("/Count 3"), []byte("/Count 9"), 1), ErrDamaged, 3},
		{"no text", build([]testPage{{content: "0 0 100 100 re f"}}), ErrNoText, 0},
		{"stream that is none", bytes.ReplaceAll(whole, []byte("endstream"), []byte("xndstream")), nil, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			doc, err := testReader(t, Limits{}).Read(context.Background(), write(t, c.data))
			n := 0
			for _, p := range doc.Pages {
				if len(p.Lines) > 0 {
					n++
				}
			}
			if !errors.Is(err, c.want) || n != c.pages {
				t.Errorf("%d of %d pages, %v, %v; want %d, %v", n, doc.PageCount, err, doc.Warnings, c.pages, c.want)
			}
		})
	}
}

// slowPage draws ten forms that draw ten forms and so on, ten deep: as good as
// endless.
func slowPage() (content string, objects []string) {
	const deep = 10
	for i := range deep {
		inner := strings.Repeat(fmt.Sprintf("/X%d Do ", i+1), 10)
		if i == deep-1 {
			inner = lines(10, 10, "ancora")
		}
		objects = append(objects, stream(fmt.Sprintf(
			"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> /XObject << /X%d %d 0 R >> >>",
			i+1, 10+i+1), inner))
	}
	return "/X0 Do", objects
}

func TestEndlessPageCostsThatPageOnly(t *testing.T) {
	t.Parallel()
	content, objects := slowPage()
	data := build([]testPage{
		{content: lines(60, 700, "Prima della trappola.")},
		{content: content},
		{content: lines(60, 700, "Dopo la trappola.")},
	}, objects...)
	start := time.Now()
	doc, err := testReader(t, Limits{Page: 3 * time.Second}).Read(context.Background(), write(t, data))
	if !errors.Is(err, ErrDamaged) || !(errors.Is(err, ErrTimeout) || errors.Is(err, ErrMemory)) {
		t.Errorf("error %v", err)
	}
	if len(doc.Pages) != 3 || doc.Pages[1].Err == "" {
		t.Fatalf("got %+v", doc.Pages)
	}
	wantLines(t, doc.Pages[0], "Prima della trappola.")
	wantLines(t, doc.Pages[2], "Dopo la trappola.")
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
	if !strings.Contains(err.Error(), "1 of 3 pages could not be read: 2") {
		t.Errorf("error does not tell which: %v", err)
	}
}

func TestGiantPages(t *testing.T) {
	t.Parallel()
	for _, box := range []string{"[0 0 1000000000 1000000000]", "[0 0 14400 1]", "[0 0 1 14400]", "[0 0 0 0]", "[5 5 -5 -5]"} {
		path := write(t, build([]testPage{{content: lines(0, 0, "x"), extra: "/MediaBox " + box}}))
		r := testReader(t, Limits{})
		if doc, err := r.Read(context.Background(), path); err != nil && !errors.Is(err, ErrNoText) && !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, %+v", box, err, doc)
		}
		picture, err := r.Render(context.Background(), path, 1, 5000)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrMemory) {
				t.Errorf("%s: %v", box, err)
			}
			continue
		}
		config, err := png.DecodeConfig(bytes.NewReader(picture))
		if err != nil || config.Width > 1200 || config.Height > 4800 {
			t.Errorf("%s: %d x %d, %v", box, config.Width, config.Height, err)
		}
	}
}

func TestFaultyChild(t *testing.T) {
	t.Parallel()
	path := write(t, plain(3))
	for _, c := range []struct {
		kind string
		want error
	}{
		{workerDies, ErrDamaged},
		{workerHangs, ErrTimeout},
		{workerLies, ErrDamaged},
	} {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			var seen []int
			r := faultyReader(t, c.kind, Limits{Page: 4 * time.Second})
			doc, err := r.ReadWithProgress(context.Background(), path, func(done, total int) {
				seen = append(seen, done)
				if total != 3 {
					t.Errorf("total %d", total)
				}
			})
			if !errors.Is(err, c.want) || !errors.Is(err, ErrDamaged) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if len(doc.Pages) != 3 || len(doc.Pages[0].Lines) != 1 || doc.Pages[1].Err == "" || len(doc.Pages[2].Lines) != 1 {
				t.Errorf("pages %+v", doc.Pages)
			}
			if fmt.Sprint(seen) != "[1 2 3]" {
				t.Errorf("progress %v", seen)
			}
		})
	}
}

func TestChildWithoutSense(t *testing.T) {
	t.Parallel()
	path := write(t, plain(1))
	if _, err := faultyReader(t, workerBabbles, Limits{}).Read(context.Background(), path); !errors.Is(err, ErrDamaged) {
		t.Errorf("babbling: %v", err)
	}
	start := time.Now()
	_, err := faultyReader(t, workerSilent, Limits{File: time.Second}).Read(context.Background(), path)
	if !errors.Is(err, ErrTimeout) || time.Since(start) > time.Minute {
		t.Errorf("silent: %v after %v", err, time.Since(start))
	}
	r := testReader(t, Limits{})
	r.Command = []string{filepath.Join(t.TempDir(), "missing")}
	if _, err := r.Read(context.Background(), path); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrDamaged) {
		t.Errorf("no program: %v", err)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	r := faultyReader(t, workerHangs, Limits{})
	doc, err := r.ReadWithProgress(ctx, write(t, plain(3)), func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) || len(doc.Pages) != 1 {
		t.Errorf("%d pages, %v", len(doc.Pages), err)
	}
}

// The server's environment holds its secrets.
func TestChildHasNoEnvironment(t *testing.T) {
	t.Setenv("SPORTELLO_SECRET", "hush")
	doc, _ := faultyReader(t, workerEnv, Limits{}).Read(context.Background(), write(t, plain(1)))
	seen := strings.Join(doc.Warnings, "\n")
	if doc.Title != "seen" || strings.Contains(seen, "SPORTELLO") || strings.Contains(seen, "PATH=") || strings.Contains(seen, "HOME=") {
		t.Errorf("the child saw %q", seen)
	}
}

func TestRenderErrors(t *testing.T) {
	t.Parallel()
	path := write(t, plain(2))
	r := testReader(t, Limits{})
	for _, page := range []int{-1, 0, 3, 1 << 40} {
		if _, err := r.Render(context.Background(), path, page, 100); !errors.Is(err, ErrNoPage) {
			t.Errorf("page %d: %v", page, err)
		}
	}
}

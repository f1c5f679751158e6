package pdf

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// The test binary is its own child, as the program is. The faulty kinds behave
// until they are about to send page 2.
const (
	workerDies    = "pdf-worker-dies"
	workerHangs   = "pdf-worker-hangs"
	workerLies    = "pdf-worker-lies"
	workerSwells  = "pdf-worker-swells"
	workerBabbles = "pdf-worker-babbles"
	workerSilent  = "pdf-worker-silent"
	workerEnv     = "pdf-worker-env"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 2 {
		if fault, ok := faults[os.Args[1]]; ok {
			if err := Worker(os.Stdin, &faultyWriter{fault}); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

var faults = map[string]func(frame []byte) []byte{
	WorkerArg:     func(frame []byte) []byte { return frame },
	workerDies:    atPage2(func([]byte) []byte { os.Exit(3); return nil }),
	workerHangs:   atPage2(func([]byte) []byte { time.Sleep(time.Hour); return nil }),
	workerLies:    atPage2(func(frame []byte) []byte { return append([]byte{0xff, 0, 0, 0}, frame...) }),
	workerSwells:  atPage2(swell),
	workerBabbles: func([]byte) []byte { return make([]byte, 1<<20) },
	workerSilent:  func([]byte) []byte { time.Sleep(time.Hour); return nil },
	workerEnv: func(frame []byte) []byte {
		if frame[4] != frameOpened {
			return frame
		}
		env, dir := os.Environ(), ""
		if wd, err := os.Getwd(); err == nil {
			dir = wd
		}
		return encoded(frameOpened, opened{Pages: 1, Title: "seen", Warnings: append(env, "PWD-is "+dir)})
	},
}

func atPage2(fault func([]byte) []byte) func([]byte) []byte {
	return func(frame []byte) []byte {
		var page Page
		if frame[4] == framePage && json.Unmarshal(frame[5:], &page) == nil && page.Number == 2 {
			return fault(frame)
		}
		return frame
	}
}

func swell([]byte) []byte {
	var held [][]byte
	for {
		b := make([]byte, 8<<20)
		for i := range b {
			b[i] = 1
		}
		held = append(held, b)
		runtime.KeepAlive(held)
	}
}

type faultyWriter struct{ fault func([]byte) []byte }

// Write gets one frame at a time.
func (w *faultyWriter) Write(p []byte) (int, error) {
	if _, err := os.Stdout.Write(w.fault(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

func encoded(kind byte, v any) []byte {
	r, w := io.Pipe()
	go func() { w.CloseWithError(writeFrame(w, kind, v)) }()
	out, _ := io.ReadAll(r)
	return out
}

// testReader shares the compiled engine between tests and runs: compiling takes
// seconds, half a minute under the race detector.
func testReader(t testing.TB, limits Limits) *Reader {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return NewReader(filepath.Join(dir, "sportello-test", "pdfium"), limits)
}

func faultyReader(t testing.TB, kind string, limits Limits) *Reader {
	t.Helper()
	r := testReader(t, limits)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r.Command = []string{self, kind}
	return r
}

func write(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "guide.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t testing.TB, data []byte) *Document {
	t.Helper()
	doc, err := testReader(t, Limits{}).Read(context.Background(), write(t, data))
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return doc
}

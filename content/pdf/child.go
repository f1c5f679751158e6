package pdf

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxAnswer bounds what one child may send: the text of 2,000 full pages is a
// tenth of it.
const maxAnswer = 256 << 20

// run starts a child for one request and hands its frames to take. The child is
// killed when ctx ends, when it says nothing for Limits.Page, or when take
// returns an error; run returns after it has ended.
func (r *Reader) run(ctx context.Context, req request, take func(frame) error) error {
	req.Cache, req.Limits = r.cache, r.limits
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cmd, err := r.command(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", errStart, err)
	}
	question, err := json.Marshal(req)
	if err != nil {
		return fmt.Errorf("%w: %w", errStart, err)
	}
	complaints := &tail{}
	cmd.Stdin, cmd.Stderr = bytes.NewReader(question), complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("%w: %w", errStart, err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", errStart, err)
	}
	yieldPriority(cmd)
	// Starting may mean compiling; only the time of the file bounds that.
	silence := time.AfterFunc(r.limits.File, func() { cancel(errPageTime) })
	defer silence.Stop()
	answer := &io.LimitedReader{R: out, N: maxAnswer}
	ended, err := listen(answer, take, func() { silence.Reset(r.limits.Page) })
	killedFor := context.Cause(ctx)
	closed := answer.N > 0 && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF))
	if !ended && !closed {
		cancel(err) // it may still be writing
	}
	exit := cmd.Wait()
	switch {
	case ended:
		return err
	case killedFor != nil:
		return reason(killedFor)
	case answer.N <= 0:
		return fmt.Errorf("%w (the text in it)", ErrTooLarge)
	case closed:
		return died(exit, complaints.String())
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

var errPageTime = fmt.Errorf("%w (one page)", ErrTimeout)

func (r *Reader) command(ctx context.Context) (*exec.Cmd, error) {
	argv := r.Command
	if len(argv) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		argv = []string{self, WorkerArg}
	}
	if r.cache != "" {
		if err := os.MkdirAll(r.cache, 0o700); err != nil {
			return nil, err
		}
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = os.TempDir()
	// Nothing of the server's environment: it holds the database's password.
	cmd.Env = append([]string{
		"GOMEMLIMIT=" + strconv.Itoa(r.limits.MemoryMB*3/4) + "MiB",
		"GOMAXPROCS=2", // one for PDFium, one for the collector
	}, childEnv...)
	if runtime.GOOS == "windows" {
		cmd.Env = append(cmd.Env, "SystemRoot="+os.Getenv("SystemRoot"))
	}
	// A child that left its pipes to another process must not hold us.
	cmd.WaitDelay = 2 * time.Second
	isolate(cmd)
	return cmd, nil
}

// listen reads frames until the last. ended is false if the stream stopped
// before it, or made no sense, or take refused it.
func listen(out io.Reader, take func(frame) error, heard func()) (ended bool, err error) {
	for {
		f, err := readFrame(out)
		if err != nil {
			return false, err
		}
		heard()
		switch f.kind {
		case frameDone:
			return true, nil
		case frameFailure:
			var said failure
			if err := f.decode(&said); err != nil {
				return false, err
			}
			return true, said.err()
		default:
			if err := take(f); err != nil {
				return false, err
			}
		}
	}
}

// reason is the error for a child killed because of cause.
func reason(cause error) error {
	if errors.Is(cause, ErrTimeout) {
		return cause
	}
	return fmt.Errorf("read PDF: %w", cause)
}

// died tells why a child ended by itself before its last frame.
func died(exit error, complaints string) error {
	if killed(exit) || slices.ContainsFunc(starved, func(words string) bool { return strings.Contains(complaints, words) }) {
		return fmt.Errorf("%w (the reader was stopped: %w)", ErrMemory, exit)
	}
	return fmt.Errorf("%w (the reader stopped: %w)", ErrDamaged, exit)
}

// starved is how the Go runtime, and the C library under it, say that the system
// refused them memory.
var starved = []string{"out of memory", "cannot allocate", "failed to create new OS thread", "pthread_create failed"}

// killed is true if another process, the kernel for want of memory, killed it.
func killed(exit error) bool {
	var status *exec.ExitError
	return errors.As(exit, &status) && status.ExitCode() == -1 && status.String() == "signal: killed"
}

// tail keeps the beginning of what a child complains of, where Go says "out of
// memory", and forgets the rest.
type tail struct{ bytes.Buffer }

func (t *tail) Write(p []byte) (int, error) {
	const enough = 8 << 10
	if room := enough - t.Len(); room > 0 {
		t.Buffer.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

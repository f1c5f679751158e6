//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// readyWithin is how long a successor may take to begin to serve: an index may have to
// be built.
const readyWithin = 5 * time.Minute

var errNotReady = errors.New("the new process ended, or did not begin to serve in time")

// restarts receives when the program is asked to make way for a new version of itself.
func restarts() (ask <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP, syscall.SIGUSR1)
	return c, func() { signal.Stop(c) }
}

// program is the file that was started. It is looked up when the program starts, as the
// folder may change, and started again by its name, as the file is then the new one.
var program = func() string {
	path, err := exec.LookPath(os.Args[0])
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return os.Args[0]
	}
	return path
}()

// startSuccessor starts the program again on the same socket and waits until it serves.
// After an error there is no successor, and all is as before.
func startSuccessor(ctx context.Context, l net.Listener) (pid int, err error) {
	socket, err := copyOf(l)
	if err != nil {
		return 0, fmt.Errorf("copy the socket: %w", err)
	}
	defer socket.Close() //nolint:errcheck // a copy
	ready, tell, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer ready.Close()                             //nolint:errcheck // read to its end
	next := exec.Command(program, os.Args[1:]...)   //nolint:gosec,noctx // this very program, which outlives us
	next.Stdout, next.Stderr = os.Stdout, os.Stderr // the log goes on
	next.ExtraFiles = []*os.File{socket, tell}      // files 3 and 4, see listen
	next.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, systemdPID+"=") || strings.HasPrefix(v, systemdSockets+"=")
	}), inheritedEnv+"=1")
	err = next.Start()
	if err = errors.Join(err, tell.Close()); err != nil {
		return 0, err
	}
	if !isReady(ctx, ready) {
		_ = next.Process.Kill() // it may have ended by itself
		return 0, errors.Join(errNotReady, next.Wait())
	}
	pid = next.Process.Pid // Release forgets it
	return pid, errors.Join(tellSystemd(pid), next.Process.Release())
}

// copyOf is another file for the socket. Not by its method File: what that returns makes
// the socket a blocking one, for us too, as soon as it is handed over.
func copyOf(l net.Listener) (f *os.File, err error) {
	tcp, ok := l.(syscall.Conn)
	if !ok {
		return nil, errors.ErrUnsupported
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, err
	}
	var failed error
	err = raw.Control(func(fd uintptr) {
		var n int
		syscall.ForkLock.RLock() // no process started meanwhile inherits it
		defer syscall.ForkLock.RUnlock()
		if n, failed = syscall.Dup(int(fd)); failed == nil {
			syscall.CloseOnExec(n)
			f = os.NewFile(uintptr(n), "socket")
		}
	})
	return f, errors.Join(err, failed)
}

// isReady waits for the word on the pipe, which ends when the process does.
func isReady(ctx context.Context, pipe *os.File) bool {
	within, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	defer context.AfterFunc(within, func() { _ = pipe.SetReadDeadline(time.Now()) })()
	said, err := io.ReadAll(pipe)
	return err == nil && string(said) == "ready"
}

// tellSystemd names the process that is the service from now on, where systemd has
// started this one (see sd_notify).
func tellSystemd(pid int) error {
	address := os.Getenv("NOTIFY_SOCKET")
	if address == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: address, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("tell systemd: %w", err)
	}
	defer conn.Close() //nolint:errcheck // written
	_, err = fmt.Fprintf(conn, "READY=1\nMAINPID=%d\n", pid)
	return err
}

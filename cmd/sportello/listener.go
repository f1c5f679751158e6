package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
)

// How a socket comes to the program: from its predecessor, which also wants to hear when
// it is ready, or from systemd (see sd_listen_fds).
const (
	inheritedEnv   = "SPORTELLO_INHERITED" // set: the files below are there
	inheritedFD    = 3                     // the socket
	readyFD        = 4                     // a pipe: "ready" is written to it
	systemdPID     = "LISTEN_PID"
	systemdSockets = "LISTEN_FDS"
)

var errNotOneSocket = errors.New("systemd must hand over exactly one socket")

// listen opens the address, unless a socket was handed over: so that during a change of
// versions no connection is refused.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	switch {
	case os.Getenv(inheritedEnv) != "":
	case os.Getenv(systemdPID) == strconv.Itoa(os.Getpid()):
		if os.Getenv(systemdSockets) != "1" {
			return nil, errNotOneSocket
		}
	default:
		return new(net.ListenConfig).Listen(ctx, "tcp", addr)
	}
	f := os.NewFile(inheritedFD, "socket")
	l, err := net.FileListener(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("the socket handed over: %w", err)
	}
	return l, nil
}

// sayReady tells a predecessor, if there is one, that this process serves now.
func sayReady() error {
	if os.Getenv(inheritedEnv) == "" {
		return nil
	}
	f := os.NewFile(readyFD, "ready")
	_, err := f.WriteString("ready")
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("tell the predecessor: %w", err)
	}
	return os.Unsetenv(inheritedEnv) // it is not for the programs that this one starts
}

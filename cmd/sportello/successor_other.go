//go:build !unix

package main

import (
	"context"
	"errors"
	"net"
	"os"
)

// restarts never receives: the system has no signal for it.
func restarts() (ask <-chan os.Signal, stop func()) { return nil, func() {} }

func startSuccessor(context.Context, net.Listener) (pid int, err error) {
	return 0, errors.ErrUnsupported
}

func tellSystemd(int) error { return nil }

// Command sportello is the digital counter of a university's student office: one
// program with its database, its library and its pages.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"sportello/content/pdf"
)

// version is set by the build.
var version = "development"

func main() {
	// The reader of guides starts this program again for each file, with nothing of
	// the rest: see content/pdf.
	if len(os.Args) > 1 && os.Args[1] == pdf.WorkerArg {
		if err := pdf.Worker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		told, ok := errors.AsType[*toldError](err)
		if !ok {
			fmt.Fprintln(os.Stderr, "sportello:", err)
			told = &toldError{}
		}
		stop()
		os.Exit(cmp.Or(told.status, 1)) //nolint:gocritic // stop has run
	}
}

// toldError has been printed already, in more words than a line.
type toldError struct {
	error
	status int // of the program's end; 0: the usual
}

func run(ctx context.Context, args []string) error {
	var c cli
	parser, err := newParser(&c)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		if _, ok := errors.AsType[*kong.ParseError](err); ok {
			return fmt.Errorf("%w; see sportello --help", err)
		}
		return err
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(&c.Common)
}

// Package simulate drives a real server as students and operators would, with time
// compressed, and counts from what they saw: whether each acknowledged message came
// exactly once and in order, how long it took, who waited how long and what they had
// been told, and whether an operator had two chats too many.
//
// It speaks to the server over HTTP and WebSocket only and shares no code with it, so
// that a mistake of the server's cannot hide in what counts it.
//
// Two clocks: what people do (arrivals, patience, thinking) is in the time of the
// office, which runs [Options].Rate times as fast as the machine's; what the server
// and the network take is in real time and is reported in real milliseconds. A wait in
// the office's time can therefore be told no finer than Rate times the server's answer.
package simulate

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Options say what is simulated and where.
type Options struct {
	Scenario Scenario
	// Rate is how many times as fast as the machine's clock the office's runs; 0 means
	// the scenario's own.
	Rate float64
	// Size is the share, above 0 to 1, of the scenario's students and operators that there
	// are, for a machine that can't drive them all; 0 means all.
	Size float64
	// Resolved is the share of students, 0 to below 1, whom the FAQ helps: they ask, say
	// that it helped, and go.
	Resolved float64
	// Patience is the mean time in the office's clock that a student waits before giving
	// up; it is exponential. 0: nobody gives up.
	Patience time.Duration
	// Pool lets every operator serve every queue.
	Pool bool
	// Seed makes the draws repeat; what the machine does in between does not.
	Seed uint64

	// Program starts the server: the path of the sportello binary. With Server it is not
	// used.
	Program string
	// DB is the database of the server that is started: "" for a fresh SQLite file in a
	// temporary folder, or postgres://... which must be empty.
	DB string
	// Cache is a folder of a server's cache that those started here use too, so that the
	// guides need not be read again; "" or one that is not there: each has its own.
	Cache string
	// Nodes is how many servers are started on one PostgreSQL; at least 1.
	Nodes int
	// Server is the address of one that runs already, never one in real use: its chats
	// would be answered by simulated operators. Token is an administrator's API token.
	Server, Token string

	// Progress is told how many students have ended, of how many.
	Progress func(done, total int)
	// Log takes what the started server logs; "" throws it away.
	Log string
}

// Errors of a simulation.
var (
	// ErrBroken says that the server broke a promise; the report says which.
	ErrBroken = errors.New("a promise was broken")
	// ErrServer says that the server could not be started or prepared.
	ErrServer = errors.New("the server is not ready")
)

// defaults fills in what the options leave out.
func (o Options) defaults() Options {
	if o.Rate == 0 {
		o.Rate = o.Scenario.Rate
	}
	if o.Size > 0 {
		o.Scenario = o.Scenario.sized(o.Size)
	}
	o.Nodes = max(o.Nodes, 1)
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	return o
}

// Run simulates and reports. The report is whole also when it comes with [ErrBroken].
func Run(ctx context.Context, o Options) (*Report, error) {
	o = o.defaults()
	raiseLimit()
	report, err := runOnce(ctx, o)
	if err != nil {
		return nil, err
	}
	if o.Scenario.Compare && !o.Pool {
		o.Pool = true
		if report.Pooled, err = runOnce(ctx, o); err != nil {
			return nil, fmt.Errorf("the same with one pool: %w", err)
		}
	}
	if broken := report.Broken(); len(broken) > 0 {
		return report, ErrBroken
	}
	return report, nil
}

// runOnce prepares a server, simulates one office on it and takes it down.
func runOnce(ctx context.Context, o Options) (*Report, error) {
	nodes, err := startNodes(ctx, o)
	if err != nil {
		return nil, err
	}
	defer nodes.stop()
	w := newWorld(o, nodes.addresses)
	if err := w.prepare(ctx, nodes.token); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrServer, err)
	}
	closeDesk := w.staff(ctx)
	defer closeDesk()
	if err := w.quietPhase(ctx); err != nil {
		return nil, fmt.Errorf("the quiet phase: %w", err)
	}
	began, own, before := time.Now(), ownCPU(), nodes.used()
	if err := w.open(ctx); err != nil {
		return nil, err
	}
	after, ownAfter, took := nodes.used(), ownCPU(), time.Since(began)
	closeDesk()
	r := w.report(took)
	r.RSSMB, r.ServerCPU, r.OwnCPU = after.rssMB, (after.cpu - before.cpu).Seconds(), (ownAfter - own).Seconds()
	return r, nil
}

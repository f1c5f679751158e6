package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"sportello/web"
)

// work begins what the program does beside requests, until ctx ends.
func (cmd *serveCmd) work(ctx context.Context, loops *sync.WaitGroup, p web.Parts) {
	loops.Go(func() {
		renewed := func(ctx context.Context) error {
			return errors.Join(p.Assistant.SeedQueues(ctx, cmd.Demo), p.Links.Keep(ctx, web.AllLinks(p.Live.Base())))
		}
		if err := renewed(ctx); err != nil {
			p.Log.Error("look through the library", "err", err)
		}
		p.Live.Run(ctx, renewed,
			func(err error) { p.Log.Error("renew the library", "err", err) })
	})
	loops.Go(func() {
		p.Store.KeepSchedule(ctx, p.Live.Refresh, func(err error) { p.Log.Error("publish what is due", "err", err) })
	})
	loops.Go(func() { p.Desk.Run(ctx) })
	loops.Go(func() { p.Attachments.Run(ctx) })
	loops.Go(func() { p.Assistant.KeepLearning(ctx) })
	loops.Go(func() { p.Assistant.ReadOldTurns(ctx) })
	if cmd.CheckLinks {
		loops.Go(func() { p.Links.Run(ctx, func(err error) { p.Log.Error("check the links", "err", err) }) })
	}
	loops.Go(func() { clean(ctx, p) })
}

// clean removes sessions that are over, now and then.
func clean(ctx context.Context, p web.Parts) {
	for tick := time.NewTicker(time.Hour); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			if err := p.Users.Clean(ctx); err != nil {
				p.Log.Error("clean the sessions", "err", err)
			}
		}
	}
}

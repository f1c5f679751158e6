package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"sportello/faq"
	"sportello/handoff/bus"
	"sportello/web"
)

// noticesTopic is that of the notices that are shown.
const noticesTopic = "notices"

// openBus opens what wakes the nodes, and has the library tell them of its changes.
func (l *library) openBus(ctx context.Context) (bus.Bus, error) {
	b, err := bus.Open(ctx, l.db)
	if err == nil {
		l.store.Tell = func(what faq.Signal) { b.Publish(string(what), "") }
	}
	return b, err
}

// work begins what the program does beside requests, until ctx ends.
func (cmd *serveCmd) work(ctx context.Context, loops *sync.WaitGroup, p web.Parts) {
	// From here on: what changed before is found at the first look.
	library, schedule := p.Desk.Subscribe(string(faq.LibraryChanged)), p.Desk.Subscribe(string(faq.ScheduleChanged))
	loops.Go(func() {
		renewed := func(ctx context.Context) error {
			return errors.Join(p.Assistant.SeedQueues(ctx, cmd.Demo), p.Links.Keep(ctx, web.AllLinks(p.Live.Base())))
		}
		if err := renewed(ctx); err != nil {
			p.Log.Error("look through the library", "err", err)
		}
		defer library.Close()
		p.Live.Run(ctx, library.C, renewed,
			func(err error) { p.Log.Error("renew the library", "err", err) })
	})
	loops.Go(func() {
		defer schedule.Close()
		p.Store.KeepSchedule(ctx, schedule.C, p.Live.Refresh, func(err error) { p.Log.Error("publish what is due", "err", err) })
	})
	notices := p.Desk.Subscribe(noticesTopic)
	loops.Go(func() {
		defer notices.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case <-notices.C:
				p.Notices.Forget()
			}
		}
	})
	loops.Go(func() {
		p.Guides.Run(ctx, func(err error) { p.Log.Error("read an uploaded guide", "err", err) })
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

// clean removes sessions that are over, and pictures that no text shows, now and then.
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
			if _, err := p.Store.PrunePictures(ctx); err != nil {
				p.Log.Error("clean the pictures", "err", err)
			}
		}
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the hours of queues need Europe/Rome wherever the program runs

	"sportello/assistant"
	"sportello/assistant/report"
	"sportello/content"
	"sportello/content/db"
	"sportello/faq"
	"sportello/faq/notice"
	"sportello/handoff"
	"sportello/handoff/blob"
	"sportello/web"
	"sportello/web/auth"
	"sportello/web/links"
)

// stopWithin is how long a graceful stop may take.
const stopWithin = 10 * time.Second

type serveCmd struct {
	Addr       string   `env:"SPORTELLO_ADDR" default:"127.0.0.1:8080" help:"Address and port to listen on."`
	PublicURL  string   `env:"SPORTELLO_PUBLIC_URL" help:"Where students reach the server, such as https://sportello.example.edu. Default: the address they used." placeholder:"URL"`
	Origins    []string `env:"SPORTELLO_ORIGINS" help:"Web sites that may hold the widget, as exact origins: https://www.example.edu,https://international.example.edu." placeholder:"ORIGIN,..."`
	TrustProxy bool     `env:"SPORTELLO_TRUST_PROXY" help:"Take a student's address from X-Forwarded-For: only behind a proxy that sets it."`
	University string   `env:"SPORTELLO_UNIVERSITY" default:"Politecnico di Valmaggiore" help:"Name of the university, as students know it."`
	Blobs      string   `env:"SPORTELLO_BLOBS" default:"db" help:"Where the files of chats are kept: db, within the database, or s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION." placeholder:"URL"`
	S3Access   string   `name:"s3-access-key" env:"SPORTELLO_S3_ACCESS_KEY" help:"Access key of the S3 store." placeholder:"KEY"`
	S3Secret   string   `name:"s3-secret-key" env:"SPORTELLO_S3_SECRET_KEY" help:"Secret key of the S3 store." placeholder:"KEY"`
	CheckLinks bool     `env:"SPORTELLO_CHECK_LINKS" default:"true" negatable:"" help:"Ask the addresses in entries now and then whether they still answer. The server needs to reach the web; it never asks addresses of private networks."`
	Demo       bool     `env:"SPORTELLO_DEMO" default:"true" negatable:"" help:"On a new database, bring in the bundled library and one user of each role; show the demo page; keep the chat open at all hours. For real use: --no-demo."`

	Content string `env:"SPORTELLO_CONTENT" type:"path" help:"Keep the library as the files of this folder say: what changes there is published within two seconds, and the studio only shows it." placeholder:"DIR"`

	Mail mailFlags `embed:""`
	SMS  smsFlags  `embed:""`
	Time timeFlags `embed:""`
}

// startGC is the collector's percentage during a start: what a start leaves for good lies
// among what it needs for a moment, so the oftener that is collected, the closer it lies.
// 50 saves some 3 of 47 MB at no measurable cost; 25 would save 5, for 0.15 s of a
// processor.
const startGC = 50

// Run implements the command.
func (cmd *serveCmd) Run(ctx context.Context, c *Common) (err error) {
	began, usual := time.Now(), debug.SetGCPercent(startGC)
	listener, err := listen(ctx, cmd.Addr) // first: an address in use is told before any work
	if err != nil {
		return fmt.Errorf("listen on %s: %w", cmd.Addr, err)
	}
	defer listener.Close() //nolint:errcheck // the server has closed it when all went well
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	if cmd.Time.Rate != 1 {
		l.db.Now, l.db.Rate = cmd.Time.clock(l.db.Now), cmd.Time.Rate
		l.log.Warn("time runs faster than it should: this server is for a simulation only", "rate", cmd.Time.Rate)
	}
	l.store.OwnURL = strings.TrimSuffix(cmd.PublicURL, "/")
	folder, err := cmd.firstContent(ctx, l)
	if err != nil {
		return err
	}
	live, err := c.live(ctx, l, "index")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, live.Close()) }()
	b, err := l.openBus(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	parts := web.Parts{DB: l.db, Store: l.store, Live: live, Desk: handoff.NewDesk(l.db, b), Users: auth.New(l.db), Log: l.log, Links: links.New(l.db),
		Pictures: faq.NewPictures(l.store, l.reader, filepath.Join(c.Data, "pages")), Report: report.New(l.db, rome()), Notices: notice.New(l.db)}
	parts.Guides = faq.NewGuideReader(l.store, l.reader)
	blobs, err := blob.Open(blob.Settings{Address: cmd.Blobs, AccessKey: cmd.S3Access, SecretKey: cmd.S3Secret}, l.db)
	if err != nil {
		return err
	}
	parts.Notices.Tell = func() { b.Publish(noticesTopic, "") }
	parts.Attachments = handoff.NewAttachments(l.db, blobs)
	parts.Assistant = assistant.New(l.db, l.store, live, parts.Desk, l.log)
	if err := errors.Join(parts.Assistant.SeedQueues(ctx, cmd.Demo), parts.Desk.SeedCanned(ctx)); err != nil {
		return err
	}
	users, err := cmd.firstUsers(ctx, parts)
	if err != nil {
		return err
	}
	debug.SetGCPercent(usual)
	return cmd.run(ctx, listener, parts, folder, users, began)
}

// firstContent reads the watched folder or, where there is none, fills a new database
// with the bundled library. New is one without users, who come after the library: so a
// first start cut short is made up for by the next.
func (cmd *serveCmd) firstContent(ctx context.Context, l *library) (*faq.Folder, error) {
	if cmd.Content != "" {
		if err := isFolder(cmd.Content); err != nil {
			return nil, fmt.Errorf("--content: %w", err)
		}
		f := l.folder(cmd.Content)
		f.Look(ctx)
		return f, nil
	}
	users, err := auth.New(l.db).Count(ctx)
	if err != nil || users > 0 || !cmd.Demo {
		return nil, err
	}
	fmt.Println("New database: bringing in the bundled library.")
	return nil, l.importFrom(ctx, content.Bundled(), "Sportello", "en", false)
}

// demoUsers are those of a new database: one of each role.
var demoUsers = []auth.NewUser{
	{Login: "operator", Name: "Giulia Rinaldi", Roles: []auth.Role{auth.Operator}},
	{Login: "operator2", Name: "Marco Colombo", Roles: []auth.Role{auth.Operator}},
	{Login: "editor", Name: "Elena Fontana", Roles: []auth.Role{auth.Editor, auth.Reviewer}},
	{Login: "author", Name: "Luca Ferri", Roles: []auth.Role{auth.Editor}},
	{Login: "supervisor", Name: "Paolo Greco", Roles: []auth.Role{auth.Supervisor, auth.Operator}},
	{Login: "administrator", Name: "Sara Conti", Roles: []auth.Role{auth.Administrator}},
}

// firstUsers makes the users of a new database, with random passwords that are shown
// this once. For real use that is one administrator.
func (cmd *serveCmd) firstUsers(ctx context.Context, p web.Parts) (made []auth.NewUser, err error) {
	n, err := p.Users.Count(ctx)
	if err != nil || n > 0 {
		return nil, err
	}
	wanted := demoUsers
	if !cmd.Demo {
		wanted = []auth.NewUser{{Login: "administrator", Name: "Administrator", Roles: []auth.Role{auth.Administrator}}}
	}
	for _, w := range wanted {
		w.Password = auth.RandomPassword()
		u, err := p.Users.Create(ctx, w)
		if errors.Is(err, auth.ErrTaken) {
			return made, nil // another node makes them
		}
		if err != nil {
			return nil, fmt.Errorf("make the user %s: %w", w.Login, err)
		}
		if u.Has(auth.Operator) {
			if err := placeOperator(ctx, p.Desk, u); err != nil {
				return nil, fmt.Errorf("make the operator %s: %w", w.Login, err)
			}
		}
		made = append(made, w)
	}
	return made, nil
}

// secondLevel is the demo user to whom the others escalate.
const secondLevel = "operator2"

func placeOperator(ctx context.Context, desk *handoff.Desk, u auth.User) error {
	if err := web.SetOperator(ctx, desk, u, nil); err != nil || u.Login != secondLevel {
		return err
	}
	o, err := desk.Operator(ctx, u.ID)
	if err != nil {
		return err
	}
	o.Level = 2
	return desk.SetOperator(ctx, o)
}

func (cmd *serveCmd) run(ctx context.Context, listener net.Listener, p web.Parts, folder *faq.Folder, users []auth.NewUser, began time.Time) error {
	mailer, err := cmd.Mail.sender(cmd, p)
	if err != nil {
		return err
	}
	gateway, texter, err := cmd.SMS.open(cmd, p)
	if err != nil {
		return err
	}
	server := web.New(web.Config{University: cmd.University, PublicURL: cmd.publicURL(), Origins: cmd.Origins,
		TrustProxy: cmd.TrustProxy, Demo: cmd.Demo, Mail: mailer != nil, SMS: gateway, Version: version, MaxLive: maxLive(openFiles())}, p)
	httpServer := web.HTTPServer(server)
	runMore() // now that all parts know how many processors there are
	failed := make(chan error, 1)
	ask, deaf := restarts() // before anybody is told that the server is ready
	defer deaf()
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var loops sync.WaitGroup
	defer loops.Wait()
	defer stop()
	cmd.work(background, &loops, p)
	loops.Go(func() { send(background, mailer) })
	loops.Go(func() { send(background, texter) })
	if folder != nil {
		folder.Changed = func(ctx context.Context) {
			if err := p.Live.Refresh(ctx); err != nil { // else at the next look at the library
				p.Log.Error("renew the library", "err", err)
			}
		}
		loops.Go(func() { folder.Run(background) })
	}
	freeStart()
	settled := time.AfterFunc(settleAfter, freeStart) // what the background does first is done as well
	defer settled.Stop()
	go func() { failed <- httpServer.Serve(listener) }()
	cmd.greet(listener.Addr(), p.DB, users, began)
	if err := errors.Join(sayReady(), tellSystemd(os.Getpid())); err != nil {
		p.Log.Warn("nobody could be told that the server is ready", "err", err)
	}
	if err := untilEnd(ctx, listener, p.Log, ask, failed); err != nil {
		return err
	}
	return stopServing(background, listener, server, httpServer, p.Log)
}

// untilEnd waits until the server has failed, is told to stop, or has a successor.
func untilEnd(ctx context.Context, listener net.Listener, log *slog.Logger, ask <-chan os.Signal, failed <-chan error) error {
	for {
		select {
		case err := <-failed:
			return err
		case <-ctx.Done():
			return nil
		case <-ask:
		}
		log.Info("starting the new version on the same socket")
		pid, err := startSuccessor(ctx, listener)
		if pid == 0 {
			log.Error("the new version did not start: this one goes on", "err", err)
			continue
		}
		log.Info("the new version serves", "pid", pid, "err", err)
		return nil
	}
}

// stopServing takes no new connections, sends the live ones elsewhere, those who talk
// first, and lets the requests under way end.
func stopServing(ctx context.Context, listener net.Listener, server *web.Server, httpServer *http.Server, log *slog.Logger) error {
	log.Info("stopping")
	within, cancel := context.WithTimeout(ctx, stopWithin)
	defer cancel()
	// First: who is sent elsewhere must not come back here.
	if err := listener.Close(); err != nil {
		log.Warn("close the socket", "err", err)
	}
	server.Stop(within)
	if err := httpServer.Shutdown(within); err != nil && !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// greet says where to look and, once, how to sign in.
func (cmd *serveCmd) greet(addr net.Addr, d *db.DB, users []auth.NewUser, began time.Time) {
	base := cmd.PublicURL
	if base == "" {
		base = "http://" + addr.String()
	}
	fmt.Printf("\nSportello is ready after %d ms, on %s.\n\n", time.Since(began).Milliseconds(), d.Engine)
	if cmd.Demo {
		fmt.Printf("  Demo page with the widget   %s/demo\n", base)
	}
	fmt.Printf("  FAQ pages                   %s/faq\n", base)
	fmt.Printf("  Staff pages                 %s/staff/\n", base)
	fmt.Printf("  API                         %s/api/v1/openapi.json\n\n", base)
	if len(users) > 0 {
		fmt.Println("Sign-in of the staff, shown this once:")
		for _, u := range users {
			fmt.Printf("  %-14s %s\n", u.Login, u.Password)
		}
		fmt.Println()
	}
	fmt.Println("Stop with Ctrl+C.")
}

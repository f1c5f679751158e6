package faq

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/intake"
	"sportello/content/pdf"
)

// GuideFailure names what is wrong with a file.
type GuideFailure string

// The failures. Of a file that was read in part the draft is ready all the same.
const (
	GuideNoText   GuideFailure = "no_text"
	GuidePassword GuideFailure = "password"
	GuidePages    GuideFailure = "pages"
	GuideSlow     GuideFailure = "slow"
	GuideMemory   GuideFailure = "memory"
	GuideLarge    GuideFailure = "large"
	GuideDamaged  GuideFailure = "damaged"
)

// guideFailures gives errors of the reader their names; the first that fits counts.
var guideFailures = []struct {
	err  error
	name GuideFailure
}{
	{pdf.ErrNoText, GuideNoText}, {pdf.ErrPassword, GuidePassword}, {pdf.ErrTooManyPages, GuidePages}, {pdf.ErrTimeout, GuideSlow},
	{pdf.ErrMemory, GuideMemory}, {pdf.ErrTooLarge, GuideLarge}, {pdf.ErrDamaged, GuideDamaged}, {pdf.ErrNotPDF, GuideDamaged},
}

func failureName(err error) (GuideFailure, bool) {
	for _, f := range guideFailures {
		if errors.Is(err, f.err) {
			return f.name, true
		}
	}
	return "", false
}

// The times of reading drafts.
const (
	readLookEvery = 2 * time.Second // for drafts that came in at other nodes
	readTellEvery = 400 * time.Millisecond
	readLease     = 20 * time.Second // after which another node takes over
	readPrune     = time.Hour
)

// GuideReader reads the files of drafts, one after the other: the child that reads gives
// way to all others, and one of them leaves processors for the pages that students look
// at. Every node runs one; a lease in the database gives each file to one of them, and to
// another if that vanishes.
type GuideReader struct {
	store  *Store
	reader *pdf.Reader
	wake   chan struct{}
}

// NewGuideReader reads drafts of s with r.
func NewGuideReader(s *Store, r *pdf.Reader) *GuideReader {
	return &GuideReader{store: s, reader: r, wake: make(chan struct{}, 1)}
}

// Wake says that a draft came in.
func (r *GuideReader) Wake() {
	select {
	case r.wake <- struct{}{}:
	default: // it is awake
	}
}

// Run reads drafts as they come, and removes files that nothing needs, until ctx ends.
// failed is told of errors, after which it tries again.
func (r *GuideReader) Run(ctx context.Context, failed func(error)) {
	look, prune := time.NewTicker(readLookEvery), time.NewTicker(readPrune)
	defer look.Stop()
	defer prune.Stop()
	for {
		more, err := r.next(ctx)
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		case <-look.C:
		case <-prune.C:
			if err := r.store.Tidy(ctx); err != nil && ctx.Err() == nil {
				failed(err)
			}
		}
	}
}

// next reads the file that has waited longest, and reports whether there was one.
func (r *GuideReader) next(ctx context.Context) (bool, error) {
	d, err := r.claim(ctx)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err == nil {
		err = r.read(ctx, d)
	}
	if err != nil {
		return false, fmt.Errorf("read the draft of a guide: %w", err)
	}
	return true, nil
}

func (r *GuideReader) claim(ctx context.Context) (d *GuideDraft, err error) {
	err = r.store.db.Tx(ctx, func(tx *db.Tx) error {
		now := db.Millis(tx.Now)
		if d, err = scanGuideDraft(tx.QueryRow(`SELECT `+guideDraftColumns+` FROM guide_drafts
			WHERE state = $1 AND lease < $2 ORDER BY changed_at, id LIMIT 1`, string(GuideReading), now)); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE guide_drafts SET lease = $1 WHERE id = $2 AND file_id = $3 AND lease < $4`,
			db.Millis(tx.Now.Add(readLease)), d.ID, d.File, now)
		if err == nil && n == 0 {
			err = ErrNotFound // another node was first
		}
		return err
	})
	return d, err
}

// errUnwanted: the draft was thrown away, or has another file by now.
var errUnwanted = errors.New("the draft is another by now")

func (r *GuideReader) read(ctx context.Context, d *GuideDraft) error {
	reading, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var done, total atomic.Int64
	told := make(chan struct{})
	go func() {
		defer close(told)
		if err := r.tell(reading, d, &done, &total); err != nil {
			cancel(err)
		}
	}()
	doc, err := r.document(reading, d.File, func(n, of int) { done.Store(int64(n)); total.Store(int64(of)) })
	cause := context.Cause(reading)
	cancel(nil)
	<-told
	if errors.Is(cause, errUnwanted) {
		return nil
	}
	if cause != nil {
		return cause
	}
	return r.settle(ctx, d, doc, err)
}

// tell keeps the lease and tells how far the reading is, until ctx ends.
func (r *GuideReader) tell(ctx context.Context, d *GuideDraft, done, total *atomic.Int64) error {
	tick := time.NewTicker(readTellEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		var n int64
		err := r.store.db.Tx(ctx, func(tx *db.Tx) (err error) {
			n, err = tx.Exec(`UPDATE guide_drafts SET done = $1, total = $2, lease = $3 WHERE id = $4 AND file_id = $5`,
				done.Load(), total.Load(), db.Millis(tx.Now.Add(readLease)), d.ID, d.File)
			return err
		})
		if err == nil && n == 0 {
			return errUnwanted
		}
	}
}

// document hands the PDF to the reader as a file: it is read by another process.
func (r *GuideReader) document(ctx context.Context, file string, progress func(done, total int)) (*pdf.Document, error) {
	f, err := r.store.guideFile(ctx, file)
	if err != nil {
		return nil, err
	}
	return readFile(ctx, r.reader, f, progress)
}

func readFile(ctx context.Context, r *pdf.Reader, body io.Reader, progress func(done, total int)) (*pdf.Document, error) {
	dir, err := os.MkdirTemp("", "sportello-guide-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the system empties its folder for temporary files
	name := filepath.Join(dir, "guide.pdf")
	if err := writeFile(name, body); err != nil {
		return nil, err
	}
	return r.ReadWithProgress(ctx, name, progress)
}

// settle keeps what was read, or what is wrong with the file.
func (r *GuideReader) settle(ctx context.Context, d *GuideDraft, doc *pdf.Document, failed error) error {
	d.State = GuideReady
	if failed != nil {
		name, known := failureName(failed)
		if !known {
			return failed
		}
		d.Failure = name
	}
	if doc == nil || len(pdf.Passages(doc)) == 0 {
		if d.State = GuideFailed; d.Failure == "" {
			d.Failure = GuideNoText
		}
	} else {
		if err := r.store.addReading(ctx, d.File, doc); err != nil {
			return err
		}
		d.Done, d.Total = len(doc.Pages), doc.PageCount
	}
	if d.Source == "" {
		source, err := r.propose(ctx, d, doc)
		if err != nil {
			return err
		}
		d.Source = source
	}
	return r.store.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE guide_drafts SET state = $1, failure = $2, done = $3, total = $4, lease = 0,
			meta = CASE WHEN meta = '' THEN $5 ELSE meta END WHERE id = $6 AND file_id = $7`,
			string(d.State), string(d.Failure), d.Done, d.Total, d.Source, d.ID, d.File)
		return err
	})
}

// propose is what the file itself says of a new guide.
func (r *GuideReader) propose(ctx context.Context, d *GuideDraft, doc *pdf.Document) (string, error) {
	base, err := r.store.Load(ctx)
	if err != nil {
		return "", err
	}
	today := r.store.db.Now()
	name := strings.TrimSuffix(d.Name, filepath.Ext(d.Name))
	g := content.Guide{ID: freeGuideID(base, d.Name), Title: name, Lang: content.Languages[0], Audience: []string{content.AnyValue},
		Updated: content.Date(today.Format(time.DateOnly)), ReviewBy: content.Date(today.AddDate(1, 0, 0).Format(time.DateOnly))}
	if doc != nil {
		if title := strings.Join(strings.Fields(bare(doc.Title)), " "); title != "" {
			g.Title = title
		}
		var text strings.Builder
		for _, p := range pdf.Passages(doc) {
			text.WriteString(p.Text + "\n")
		}
		g.Lang = intake.LanguageOf(text.String())
	}
	g.Title = content.Cut(g.Title, content.MaxQuestion)
	source, err := g.Format()
	return string(source), err
}

// freeGuideID is an id that no guide has, after the name of a file.
func freeGuideID(base *Base, name string) string {
	id := slug(name, "guida")
	if !content.ValidID(id) {
		id = "guida-" + id
	}
	free := id
	for n := 2; base.guides[free] != nil; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	return free
}

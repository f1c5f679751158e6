package faq

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
)

// watchEvery is how often a watched folder is looked at. What changed is read once it has
// been the same at two looks, so a file that is being written is not read by half.
const watchEvery = 250 * time.Millisecond

// maxWatched bounds the files of a folder.
const maxWatched = 20_000

var errManyFiles = errors.New("the folder has more than 20,000 files: is it the right one?")

// Folder keeps the library as a folder of files says. It looks instead of being told
// (inotify): files on a network disk, in a container's mount or behind a link that is
// exchanged tell nobody, and a look at a thousand files takes some milliseconds.
//
// A file with problems changes nothing: what it held before stays published. What the
// folder no longer has is taken back only once all of it could be read without problems.
type Folder struct {
	Store  *Store
	Reader *pdf.Reader
	Dir    string
	// Changed is told after the library has changed, and Told of each state that is new;
	// either may be nil.
	Changed func(context.Context)
	Told    func(FolderState)

	node  string // this one, among those that watch
	seen  map[string]stamp
	read  map[string]stamp // when it was brought in last; nil: never
	good  map[string]bool  // entries and PDFs that were brought in then
	state FolderState
	held  time.Time // when this node said last that it reads
}

// stamp tells whether a file has changed.
type stamp struct {
	size  int64
	mtime time.Time
}

// Run watches until ctx ends.
func (f *Folder) Run(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		f.Look(ctx)
		select {
		case <-ctx.Done():
			f.release(context.WithoutCancel(ctx))
			return
		case <-tick.C:
		}
	}
}

// Look looks at the folder once and brings in what has changed, if it has come to rest.
// The first look does not wait.
func (f *Folder) Look(ctx context.Context) {
	if f.node == "" {
		f.node = uuid.NewString()
	}
	mine, err := f.hold(ctx)
	if err != nil || !mine { // another node reads, or the database is away: later
		f.read, f.good = nil, nil
		return
	}
	now, err := scan(os.DirFS(f.Dir))
	if err != nil {
		f.seen = nil
		f.fail(ctx, err)
		return
	}
	rested := f.read == nil || maps.Equal(now, f.seen)
	f.seen = now
	if !rested || f.read != nil && maps.Equal(now, f.read) && f.state.Failure == "" {
		return
	}
	before := f.read
	if err := f.bring(ctx, now, before); err != nil {
		f.fail(ctx, err)
		return
	}
	f.read = now
}

// scan lists the files of which a library may be made.
func scan(fsys fs.FS) (map[string]stamp, error) {
	files := map[string]stamp{}
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case p == "." || err != nil:
			return err
		case strings.HasPrefix(d.Name(), "."), d.IsDir() && (p == path.Join("guides", "src") || !isPart(p)):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || !isPart(p):
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) { // gone since
			return nil
		}
		if err != nil {
			return err
		}
		files[p] = stamp{info.Size(), info.ModTime()}
		if len(files) > maxWatched {
			return errManyFiles
		}
		return nil
	})
	return files, err
}

func isPart(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return first == "entries" || first == "guides" || p == "pictures" || content.IsPicturePath(p) || p == content.TopicsPath || p == content.SynonymsPath || p == content.RedirectsPath || slices.Contains(content.OptionalPaths, p)
}

// bring reads the folder and publishes what is right in it.
func (f *Folder) bring(ctx context.Context, now, before map[string]stamp) error {
	fsys := os.DirFS(f.Dir)
	l, problems, err := content.ReadLibrary(fsys)
	if err != nil {
		return err
	}
	version, err := f.Store.Version(ctx)
	if err != nil {
		return err
	}
	s := FolderState{Folder: f.Dir, Entries: len(l.Entries), Guides: len(l.Guides), Problems: problems}
	sound := l.Sound(problems)
	if sound == nil { // so nothing else was in its place
		f.good = nil
		s.Problems = slices.DeleteFunc(problems, func(p content.Problem) bool { return p.File != content.TopicsPath })
	} else {
		im := &Importer{Store: f.Store, Reader: f.Reader, Author: "folder", Prune: len(problems) == 0,
			Unchanged: func(name string) bool { return f.good[name] && before[name] == now[name] }}
		sum, err := im.Import(ctx, fsys, sound)
		if err != nil {
			return err
		}
		s.Entries, s.Guides = len(sound.Entries), len(sound.Guides)
		s.Summary = *sum
		s.Problems = append(s.Problems, f.keptProblems(sum.Problems, im)...)
		f.good = partsOf(sound)
	}
	s.ReadAt = f.Store.db.Now()
	if after, err := f.Store.Version(ctx); err == nil && after != version && f.Changed != nil {
		f.Changed(ctx)
	}
	return f.tell(ctx, s)
}

// partsOf are the files that an import compares one by one.
func partsOf(l *content.Library) map[string]bool {
	parts := map[string]bool{}
	for _, e := range l.Entries {
		parts[e.Path] = true
	}
	for _, g := range l.Guides {
		parts[g.PDFPath] = true
	}
	for _, p := range l.Pictures {
		parts[p.Path] = true
	}
	return parts
}

// keptProblems are those of PDFs: found now, and before in files that have not been read
// again.
func (f *Folder) keptProblems(found []content.Problem, im *Importer) []content.Problem {
	kept := slices.Clone(found)
	for _, p := range f.state.Problems {
		if strings.HasSuffix(p.File, ".pdf") && im.Unchanged(p.File) && !slices.ContainsFunc(kept, func(k content.Problem) bool { return sameProblem(k, p) }) {
			kept = append(kept, p)
		}
	}
	return kept
}

func (f *Folder) fail(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	s := f.state
	s.Folder, s.Failure, s.Summary = f.Dir, err.Error(), Summary{}
	_ = f.tell(ctx, s) // the database is away: told again at the next look
}

// tell keeps the state for all nodes, and says it if it is new.
func (f *Folder) tell(ctx context.Context, s FolderState) error {
	news := !s.sameAs(f.state)
	f.state = s
	if news && f.Told != nil {
		f.Told(s)
	}
	return f.write(ctx, s)
}

func sameProblem(a, b content.Problem) bool {
	return a.File == b.File && a.Line == b.Line && a.Message == b.Message
}

// sameAs reports whether there is nothing new to tell.
func (s FolderState) sameAs(o FolderState) bool {
	return s.Failure == o.Failure && slices.EqualFunc(s.Problems, o.Problems, sameProblem) && s.Summary.Added+s.Summary.Changed+s.Summary.Removed == 0 && !o.ReadAt.IsZero()
}

// holdEvery is how often the node that reads says that it does, holdFor how long that
// counts: then another may read in its place.
const (
	holdEvery = 5 * time.Second
	holdFor   = 20 * time.Second
)

// hold reports whether this node is the one that reads: of several, one does.
func (f *Folder) hold(ctx context.Context) (mine bool, err error) {
	now := f.Store.db.Now()
	if !f.held.IsZero() && now.Sub(f.held) < holdEvery {
		return true, nil
	}
	err = f.Store.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`INSERT INTO content_folder (id, holder, folder, seen_at, read_at, entries, guides, problems, failure)
			VALUES (1, $1, $2, $3, 0, 0, 0, '[]', '')
			ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, folder = excluded.folder, seen_at = excluded.seen_at
				WHERE content_folder.holder = excluded.holder OR content_folder.seen_at < $4`,
			f.node, f.Dir, db.Millis(tx.Now), db.Millis(tx.Now.Add(-holdFor)))
		mine = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("hold the folder: %w", err)
	}
	if f.held = now; !mine {
		f.held = time.Time{}
	}
	return mine, nil
}

// release lets another node read at once, and the studio write if there is none.
func (f *Folder) release(ctx context.Context) {
	_ = f.Store.db.Tx(ctx, func(tx *db.Tx) error { // else it runs out by itself
		_, err := tx.Exec(`UPDATE content_folder SET seen_at = 0 WHERE holder = $1`, f.node)
		return err
	})
}

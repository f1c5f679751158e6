package faq_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
)

// watched is a folder on disk that a node watches.
type watched struct {
	*faq.Folder
	t     *testing.T
	told  []faq.FolderState
	files fstest.MapFS
	n     int
}

func watch(t *testing.T, s *faq.Store, parts ...string) *watched {
	t.Helper()
	w := &watched{t: t, files: contenttest.Part(t, append(parts, "entries/fees/*")...)}
	w.Folder = &faq.Folder{Store: s, Reader: pdftest.Reader(t), Dir: t.TempDir(), Told: func(f faq.FolderState) { w.told = append(w.told, f) }}
	for name, f := range w.files {
		w.write(name, string(f.Data))
	}
	w.Look(ctx)
	return w
}

// write gives every file a time of its own: tests write faster than some disks count.
func (w *watched) write(name, text string) {
	w.t.Helper()
	full := filepath.Join(w.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.n++
	if at := time.Unix(1e9+int64(w.n), 0); os.Chtimes(full, at, at) != nil {
		w.t.Fatal("no times")
	}
}

func (w *watched) remove(name string) {
	w.t.Helper()
	if err := os.RemoveAll(filepath.Join(w.Dir, filepath.FromSlash(name))); err != nil {
		w.t.Fatal(err)
	}
}

// rest is the two looks after which a change counts.
func (w *watched) rest() *faq.FolderState {
	w.t.Helper()
	w.Look(ctx)
	w.Look(ctx)
	state, err := w.Store.WatchedFolder(ctx)
	if err != nil || state == nil {
		w.t.Fatal(state, err)
	}
	return state
}

func askedNow(t *testing.T, s *faq.Store, id string) string {
	t.Helper()
	e, err := s.Entry(ctx, id)
	if err != nil {
		return err.Error()
	}
	return e.Question
}

const watchedEntry = "entries/fees/fees-second-instalment.md"

func TestAFolderIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		w := watch(t, s)
		source := string(w.files[watchedEntry].Data)
		was := askedNow(t, s, "fees-second-instalment")
		if len(w.told) != 1 || w.told[0].Summary.Added == 0 || w.told[0].Failure != "" {
			t.Fatalf("told %+v", w.told)
		}

		// A change counts when the file has come to rest.
		changed := strings.Replace(source, was, "Quando scade la seconda rata, adesso?", 1)
		w.write(watchedEntry, changed[:len(changed)/2])
		w.Look(ctx)
		w.write(watchedEntry, changed)
		w.Look(ctx)
		if got := askedNow(t, s, "fees-second-instalment"); got != was {
			t.Errorf("a file that changes was read: %q", got)
		}
		w.rest()
		if got := askedNow(t, s, "fees-second-instalment"); got != "Quando scade la seconda rata, adesso?" {
			t.Errorf("the change is not published: %q", got)
		}

		// A broken file takes nothing away, and holds no other back but what is gone.
		w.write(watchedEntry, strings.Replace(changed, "question:", "quesstion:", 1))
		w.remove("entries/fees/fees-first-instalment.md")
		w.write("entries/fees/fees-new.md", strings.NewReplacer("id: fees-second-instalment\n", "id: fees-new\n", was, "Una voce nuova?").Replace(onlyQuestion(source)))
		state := w.rest()
		if len(state.Problems) == 0 || !strings.Contains(fmt.Sprint(state.Problems), "quesstion") {
			t.Errorf("problems %v", state.Problems)
		}
		for id, want := range map[string]string{"fees-second-instalment": "Quando scade la seconda rata, adesso?", "fees-new": "Una voce nuova?"} {
			if got := askedNow(t, s, id); got != want {
				t.Errorf("%s: %q", id, got)
			}
		}
		if got := askedNow(t, s, "fees-first-instalment"); got == faq.ErrNotFound.Error() {
			t.Error("an entry was taken back while a file was broken")
		}
	})
}

// onlyQuestion is an entry's file without what no two entries may share.
func onlyQuestion(source string) string {
	var out []string
	skip := false
	for line := range strings.SplitSeq(source, "\n") {
		if strings.HasPrefix(line, "alternates:") || strings.HasPrefix(line, "translations:") {
			skip = true
			continue
		}
		if skip = skip && strings.HasPrefix(line, " "); !skip {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// What the folder no longer has goes once all is well; a folder that is away, or empty,
// takes nothing.
func TestAFolderTakesBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		w := watch(t, s, "guides/guida-laurea.*")
		base, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		had := len(base.Entries)
		away := w.Dir + "-away"
		if err := os.Rename(w.Dir, away); err != nil {
			t.Fatal(err)
		}
		if state := w.rest(); state.Failure == "" {
			t.Error("nobody is told that the folder is away")
		}
		if err := os.Mkdir(w.Dir, 0o700); err != nil {
			t.Fatal(err)
		}
		w.rest()
		if base, err = s.Load(ctx); err != nil || len(base.Entries) != had || len(base.Guides) != 1 {
			t.Errorf("%d entries of %d, %d guides: %v", len(base.Entries), had, len(base.Guides), err)
		}
		w.remove(".")
		if err := os.Rename(away, w.Dir); err != nil {
			t.Fatal(err)
		}
		if state := w.rest(); state.Failure != "" || len(state.Problems) > 0 {
			t.Errorf("the folder is back: %+v", state)
		}
		w.write("entries/fees/fees-new.md", strings.Replace(onlyQuestion(string(w.files[watchedEntry].Data)), "id: fees-second-instalment", "id: fees-new", 1))
		w.remove("entries/fees/fees-second-instalment.md")
		w.remove("entries/fees/fees-second-instalment-en.md")
		w.remove("guides/guida-laurea.pdf")
		w.remove("guides/guida-laurea.yaml")
		state := w.rest()
		if base, err = s.Load(ctx); err != nil || len(base.Entries) != had-1 || len(base.Guides) != 0 || len(state.Problems) > 0 {
			t.Errorf("%d entries of %d, %d guides: %v %v", len(base.Entries), had, len(base.Guides), err, state.Problems)
		}
	})
}

// Of two nodes one reads; the other takes over when the first ends.
func TestOneNodeReadsTheFolder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		if err := s.MayEdit(ctx); err != nil {
			t.Fatal(err)
		}
		first := watch(t, s)
		second := &faq.Folder{Store: s, Reader: first.Reader, Dir: t.TempDir()}
		second.Look(ctx)
		if state, err := s.WatchedFolder(ctx); err != nil || state == nil || state.Folder != first.Dir {
			t.Errorf("%+v %v", state, err)
		}
		if err := s.MayEdit(ctx); err == nil {
			t.Error("the studio may write what the folder would take back")
		}
		_, _, err := s.PublishGuide(ctx, faq.GuideRef{Draft: "any"}, "Elena")
		for what, err := range map[string]error{"publishing": err, "archiving": s.ArchiveGuide(ctx, "any", 1, "Elena"), "restoring": s.RestoreGuide(ctx, "any", 1, 2, "Elena")} {
			if !errors.Is(err, faq.ErrFolder) {
				t.Errorf("%s a guide of the folder: %v", what, err)
			}
		}
		now := d.Now
		d.Now = func() time.Time { return now().Add(time.Minute) } // the first says no more that it reads
		if err := s.MayEdit(ctx); err != nil {
			t.Error(err)
		}
		second.Look(ctx)
		if state, err := s.WatchedFolder(ctx); err != nil || state == nil || state.Folder != second.Dir {
			t.Errorf("%+v %v", state, err)
		}
	})
}

// A picture in the folder is shown once an entry names it, and another in its place too.
func TestPicturesOfAFolderAreKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		w := watch(t, s)
		source := string(w.files[watchedEntry].Data) + "\n![La mappa](../../pictures/mappa.png)\n"
		shown := func() string {
			base, err := s.Load(ctx)
			if err != nil {
				t.Fatal(err)
			}
			e, _ := base.Entry("fees-second-instalment")
			_, after, _ := strings.Cut(e.HTML(), "/pictures/")
			address, _, _ := strings.Cut(after, "\"")
			return address
		}
		w.write(watchedEntry, source)
		if state := w.rest(); len(state.Problems) != 1 || state.Problems[0].Code != content.CodePictureGone || shown() != "" {
			t.Fatalf("%+v", state)
		}
		w.write("pictures/mappa.png", string(drawn(t, 1)))
		if state := w.rest(); len(state.Problems) != 0 || shown() == "" {
			t.Fatalf("%+v", state)
		}
		first := shown()
		w.write("pictures/mappa.png", string(drawn(t, 2)))
		if w.rest(); shown() == first || shown() == "" {
			t.Errorf("still %q", first)
		}
	})
}

package faq_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf/pdftest"
	"sportello/content/picture"
	"sportello/faq"
)

// drawn is a PNG of one colour.
func drawn(t testing.TB, shade uint8) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range p.Pix {
		p.Pix[i] = 255
	}
	p.Set(0, 0, color.RGBA{shade, 0, 0, 255})
	var out bytes.Buffer
	if err := png.Encode(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func addPicture(t *testing.T, s *faq.Store, called string, shade uint8) *content.Picture {
	t.Helper()
	p, err := s.AddPicture(ctx, called, drawn(t, shade), "Anna")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// An editor's picture is drawn anew, named for what is in it, shown once an entry cites
// it, and kept for as long as a draft or any revision does.
func TestAPictureLivesAsLongAsATextShowsIt(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		used, drafted, unused := addPicture(t, s, "C:\\Foto\\Mappa della Città.PNG", 1), addPicture(t, s, "bozza.png", 2), addPicture(t, s, "¿?.png", 3)
		if again := addPicture(t, s, "Mappa della Città.jpeg", 1); again.Checksum != used.Checksum {
			t.Errorf("one picture, two files: %+v %+v", used, again)
		}
		if !strings.HasPrefix(unused.Name, "picture-") || !content.ValidPictureName(used.Name) {
			t.Errorf("%q, %q", unused.Name, used.Name)
		}
		e, err := s.Entry(ctx, "fees-amount")
		if err != nil {
			t.Fatal(err)
		}
		shows := func(p *content.Picture) string { return e.Source + "\n![La mappa](../../pictures/" + p.Name + ")\n" }
		if _, problems, err := s.Save(ctx, e.ID, e.Source+"\n![x](../../pictures/none.png)\n", e.Revision, "Elena"); !errors.Is(err, faq.ErrProblems) || problems[0].Code != content.CodePictureGone {
			t.Errorf("a picture that there is not: %v %v", problems, err)
		}
		if _, problems, err := s.Save(ctx, e.ID, shows(used), e.Revision, "Elena"); err != nil {
			t.Fatal(err, problems)
		}
		base, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if now, _ := base.Entry(e.ID); !strings.Contains(now.HTML(), `src="`+used.Address()+`"`) {
			t.Errorf("not shown: %s", now.HTML())
		}
		if _, _, err := s.Save(ctx, e.ID, e.Source, e.Revision+1, "Elena"); err != nil { // only a revision shows it now
			t.Fatal(err)
		}
		save(t, s, faq.DraftChange{ID: e.ID, Source: shows(drafted), Base: e.Revision + 2, Author: "Anna"})
		if n, err := s.PrunePictures(ctx); n != 0 || err != nil {
			t.Errorf("pruned %d at once: %v", n, err)
		}
		d.Now = func() time.Time { return time.Now().Add(25 * time.Hour) }
		if n, err := s.PrunePictures(ctx); n != 2 || err != nil { // and the one that came under a second name
			t.Errorf("pruned %d: %v", n, err)
		}
		for _, p := range []*content.Picture{used, drafted} {
			if kind, data, err := s.Picture(ctx, p.Name); err != nil || kind != "image/png" || !picture.Is(data) {
				t.Errorf("%s: %s %v", p.Name, kind, err)
			}
		}
		if _, _, err := s.Picture(ctx, unused.Name); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("%v", err)
		}
	})
}

func TestAPictureIsBounded(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	s := faq.NewStore(d)
	if _, err := s.AddPicture(ctx, "x", make([]byte, faq.MaxPictureIn+1), "Anna"); !errors.Is(err, faq.ErrInvalid) {
		t.Errorf("%v", err)
	}
	if _, err := s.AddPicture(ctx, "x.png", []byte("<svg onload=alert(1)>"), "Anna"); !errors.Is(err, picture.ErrFormat) {
		t.Errorf("%v", err)
	}
}

// What a folder has comes back from the database byte for byte; what it no longer has,
// goes from the export.
func TestPicturesMakeTheRoundTrip(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		fsys := small(t)
		fsys["pictures/mappa.png"] = &fstest.MapFile{Data: drawn(t, 7)}
		fsys["pictures/spare.png"] = &fstest.MapFile{Data: drawn(t, 8)}
		entry := fsys["entries/fees/fees-amount.md"]
		entry.Data = append(bytes.Clone(entry.Data), "\n![La mappa](../../pictures/mappa.png)\n"...)
		importFS(t, s, fsys)
		if sum := importFS(t, s, fsys); sum.Added+sum.Changed != 0 {
			t.Errorf("again: %+v", sum)
		}
		dir := t.TempDir()
		if _, err := s.Export(ctx, dir, nil); err != nil {
			t.Fatal(err)
		}
		for name, file := range fsys {
			if !strings.HasPrefix(name, "pictures/") {
				continue
			}
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(got, file.Data) {
				t.Errorf("%s: %v", name, err)
			}
		}
		fsys["pictures/mappa.png"].Data = drawn(t, 9)
		delete(fsys, "pictures/spare.png")
		l, problems, err := content.ReadLibrary(fsys)
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		before, _ := s.Load(ctx)
		im := &faq.Importer{Store: s, Reader: pdftest.Reader(t), Author: "test", Prune: true}
		if sum, err := im.Import(ctx, fsys, l); err != nil || sum.Changed != 1 {
			t.Errorf("%+v %v", sum, err)
		}
		after, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		was, _ := before.Entry("fees-amount")
		now, _ := after.Entry("fees-amount")
		if was.HTML() == now.HTML() || !strings.Contains(now.HTML(), "<img") {
			t.Error("the entry still shows the older picture")
		}
		if gone, err := s.ExportPruned(ctx, dir, nil); err != nil || gone != 1 {
			t.Errorf("%d gone: %v", gone, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "pictures/spare.png")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("it is still there: %v", err)
		}
	})
}

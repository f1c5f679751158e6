package faq

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"sportello/content"
)

// Export writes the library to the folder dir, made when missing: the files an
// import brought, byte for byte, and what was edited since. It returns how many
// files the library has. Files in dir that it does not have are left alone, and those that
// are the same already are not touched.
func (s *Store) Export(ctx context.Context, dir string, progress func(done, total int)) (int, error) {
	w, err := s.export(ctx, &exporter{dir: dir, progress: progress})
	return w.done, err
}

// ExportPruned is [Store.Export] into a folder that holds an older library: it also takes
// away the entries, guides and pictures that are gone, and counts them. What is no part of a
// library stays.
func (s *Store) ExportPruned(ctx context.Context, dir string, progress func(done, total int)) (gone int, err error) {
	w, err := s.export(ctx, &exporter{dir: dir, progress: progress})
	if err != nil {
		return 0, err
	}
	left, err := w.leftOver()
	if err != nil {
		return 0, err
	}
	for _, p := range left {
		if err := w.remove(p); err != nil {
			return gone, err
		}
		gone++
	}
	return gone, nil
}

// leftOver lists the files of a library in the folder that were not written, by name.
func (w *exporter) leftOver() (left []string, err error) {
	found, err := scan(os.DirFS(w.dir))
	if err != nil {
		return nil, fmt.Errorf("look for what is gone: %w", err)
	}
	for p := range found {
		if !w.written[p] && content.IsLibraryPath(p) {
			left = append(left, p)
		}
	}
	slices.Sort(left)
	return left, nil
}

// read reads a file that is left over.
func (w *exporter) read(name string) ([]byte, error) {
	body, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("read what is gone: %w", err)
	}
	return body, nil
}

func (w *exporter) remove(name string) error {
	if err := os.Remove(filepath.Join(w.dir, filepath.FromSlash(name))); err != nil {
		return fmt.Errorf("take away what is gone: %w", err)
	}
	return nil
}

func (s *Store) export(ctx context.Context, w *exporter) (*exporter, error) {
	w.written, w.made = map[string]bool{}, map[string]string{}
	base, err := s.Load(ctx)
	if err != nil {
		return w, err
	}
	pictures, err := s.picturesOut(ctx, base)
	if err != nil {
		return w, err
	}
	shared, err := s.sharedOut(ctx, base)
	if err != nil {
		return w, err
	}
	w.total = len(shared) + len(base.Entries) + 2*len(base.Guides) + len(pictures)
	for _, name := range slices.Sorted(maps.Keys(shared)) {
		w.write(name, shared[name])
	}
	for _, e := range base.Entries {
		w.write(content.EntryPath(&e.Entry), []byte(e.Source))
	}
	for _, name := range pictures {
		_, body, err := s.Picture(ctx, name)
		if err != nil {
			return w, err
		}
		w.write(content.PicturePath(name), body)
	}
	for _, g := range base.Guides {
		metaPath, pdfPath := content.GuidePaths(g.ID)
		f, err := s.guideFile(ctx, g.File)
		if err != nil {
			return w, err
		}
		body, err := io.ReadAll(f)
		if err != nil {
			return w, fmt.Errorf("read the guide %s: %w", g.ID, err)
		}
		w.write(metaPath, []byte(g.meta))
		w.write(pdfPath, body)
	}
	if w.err != nil {
		return w, w.err
	}
	return w, s.rememberAll(ctx, w.made)
}

// sharedOut are the files that a library has one of, by path.
func (s *Store) sharedOut(ctx context.Context, base *Base) (map[string][]byte, error) {
	files, err := s.optionalFiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the campuses and helplines: %w", err)
	}
	var topics []byte
	err = s.db.QueryRow(ctx, `SELECT body FROM library_files WHERE path = $1`, content.TopicsPath).Scan(&topics)
	if err != nil {
		return nil, fmt.Errorf("read the topics: %w", err)
	}
	files[content.TopicsPath] = topics
	synonyms, err := s.synonymsSource(ctx)
	if err != nil {
		return nil, err
	}
	if len(synonyms)+len(base.Synonyms) > 0 {
		files[content.SynonymsPath] = content.FormatSynonyms(synonyms, plainSynonyms(base.Synonyms))
	}
	if redirects := base.leading(); len(redirects) > 0 {
		source, err := s.file(ctx, content.RedirectsPath)
		if err != nil {
			return nil, err
		}
		files[content.RedirectsPath] = content.FormatRedirects(source, redirects)
	}
	return files, nil
}

// exporter keeps the first error and does nothing after it.
type exporter struct {
	dir         string
	done, total int
	written     map[string]bool   // the library's files, by path, with slashes
	made        map[string]string // the checksums of those that stand there now, but for entries
	progress    func(done, total int)
	// differs is told of each file that is not in the folder as it is in the library, with
	// what is there (nil: nothing), and says whether to write it; nil: all are.
	differs func(name string, old []byte) (write bool, err error)
	err     error
}

func (w *exporter) write(name string, body []byte) {
	if w.err != nil {
		return
	}
	full := filepath.Join(w.dir, filepath.FromSlash(name))
	w.written[name] = true
	old, err := os.ReadFile(full)
	write, leave := err != nil || !bytes.Equal(old, body), false // what watches the folder is told of changes only
	if write && w.differs != nil {
		write, w.err = w.differs(name, old)
		leave = !write
	}
	if write && w.err == nil {
		w.err = errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, body, 0o644))
	}
	if w.err != nil {
		return
	}
	if !leave && path.Ext(name) != ".md" {
		w.made[name] = fileSum(body)
	}
	w.done++
	if w.progress != nil {
		w.progress(w.done, w.total)
	}
}

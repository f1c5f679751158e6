package faq

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sportello/content"
)

// Export writes the library to the folder dir, made when missing: the files an
// import brought, byte for byte, and what was edited since. It returns how many
// files the library has. Files in dir that it does not have are left alone, and those that
// are the same already are not touched.
func (s *Store) Export(ctx context.Context, dir string, progress func(done, total int)) (int, error) {
	w, err := s.export(ctx, dir, progress)
	return w.done, err
}

// ExportPruned is [Store.Export] into a folder that holds an older library: it also takes
// away the entries and guides that are gone, and counts them. What is no part of a
// library stays.
func (s *Store) ExportPruned(ctx context.Context, dir string, progress func(done, total int)) (gone int, err error) {
	w, err := s.export(ctx, dir, progress)
	if err != nil {
		return 0, err
	}
	found, err := scan(os.DirFS(dir))
	if err != nil {
		return 0, fmt.Errorf("look for what is gone: %w", err)
	}
	for p := range found {
		if w.written[p] || !slices.Contains([]string{".md", ".yaml", ".pdf"}, path.Ext(p)) || !strings.Contains(p, "/") {
			continue
		}
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(p))); err != nil {
			return gone, fmt.Errorf("take away what is gone: %w", err)
		}
		gone++
	}
	return gone, nil
}

func (s *Store) export(ctx context.Context, dir string, progress func(done, total int)) (*exporter, error) {
	w := &exporter{dir: dir, written: map[string]bool{}, progress: progress}
	base, err := s.Load(ctx)
	if err != nil {
		return w, err
	}
	var topics []byte
	err = s.db.QueryRow(ctx, `SELECT body FROM library_files WHERE path = $1`, content.TopicsPath).Scan(&topics)
	if err != nil {
		return w, fmt.Errorf("read the topics: %w", err)
	}
	synonyms, err := s.synonymsSource(ctx)
	if err != nil {
		return w, err
	}
	optional, err := s.optionalFiles(ctx)
	if err != nil {
		return w, fmt.Errorf("read the campuses and helplines: %w", err)
	}
	w.total = 1 + len(optional) + len(base.Entries) + 2*len(base.Guides)
	w.write(content.TopicsPath, topics)
	for name, body := range optional {
		w.write(name, body)
	}
	if len(synonyms)+len(base.Synonyms) > 0 {
		w.total++
		w.write(content.SynonymsPath, content.FormatSynonyms(synonyms, plainSynonyms(base.Synonyms)))
	}
	for _, e := range base.Entries {
		w.write(content.EntryPath(&e.Entry), []byte(e.Source))
	}
	for _, g := range base.Guides {
		metaPath, pdfPath := content.GuidePaths(g.ID)
		var meta, body []byte
		if err := s.db.QueryRow(ctx, `SELECT meta, pdf FROM guides WHERE id = $1`, g.ID).Scan(&meta, &body); err != nil {
			return w, fmt.Errorf("read the guide %s: %w", g.ID, err)
		}
		w.write(metaPath, meta)
		w.write(pdfPath, body)
	}
	return w, w.err
}

// exporter keeps the first error and does nothing after it.
type exporter struct {
	dir         string
	done, total int
	written     map[string]bool // by path, with slashes
	progress    func(done, total int)
	err         error
}

func (w *exporter) write(name string, body []byte) {
	if w.err != nil {
		return
	}
	full := filepath.Join(w.dir, filepath.FromSlash(name))
	if old, err := os.ReadFile(full); err != nil || !bytes.Equal(old, body) { // what watches the folder is told of changes only
		if w.err = os.MkdirAll(filepath.Dir(full), 0o755); w.err != nil {
			return
		}
		if w.err = os.WriteFile(full, body, 0o644); w.err != nil {
			return
		}
	}
	w.written[name] = true
	w.done++
	if w.progress != nil {
		w.progress(w.done, w.total)
	}
}

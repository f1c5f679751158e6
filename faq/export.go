package faq

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sportello/content"
)

// Export writes the library to the folder dir, made when missing: the files an
// import brought, byte for byte, and what was edited since. It returns how many
// files it wrote. Files in dir that the library does not have are left alone.
func (s *Store) Export(ctx context.Context, dir string, progress func(done, total int)) (int, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return 0, err
	}
	var topics []byte
	err = s.db.QueryRow(ctx, `SELECT body FROM library_files WHERE path = $1`, content.TopicsPath).Scan(&topics)
	if err != nil {
		return 0, fmt.Errorf("read the topics: %w", err)
	}
	synonyms, err := s.synonymsSource(ctx)
	if err != nil {
		return 0, err
	}
	optional, err := s.optionalFiles(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the campuses and helplines: %w", err)
	}
	w := &exporter{dir: dir, total: 1 + len(optional) + len(base.Entries) + 2*len(base.Guides), progress: progress}
	w.write(content.TopicsPath, topics)
	for path, body := range optional {
		w.write(path, body)
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
			return w.done, fmt.Errorf("read the guide %s: %w", g.ID, err)
		}
		w.write(metaPath, meta)
		w.write(pdfPath, body)
	}
	return w.done, w.err
}

// exporter keeps the first error and does nothing after it.
type exporter struct {
	dir         string
	done, total int
	progress    func(done, total int)
	err         error
}

func (w *exporter) write(path string, body []byte) {
	if w.err != nil {
		return
	}
	name := filepath.Join(w.dir, filepath.FromSlash(path))
	if w.err = os.MkdirAll(filepath.Dir(name), 0o755); w.err != nil {
		return
	}
	if w.err = os.WriteFile(name, body, 0o644); w.err != nil {
		return
	}
	w.done++
	if w.progress != nil {
		w.progress(w.done, w.total)
	}
}

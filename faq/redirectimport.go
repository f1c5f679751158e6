package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"sportello/content"
	"sportello/content/db"
)

// redirects brings in where the readers of entries that are gone are led.
func (im *Importer) redirects(ctx context.Context, l *content.Library, sum *Summary) error {
	have, err := im.Store.redirects(ctx)
	if err != nil {
		return err
	}
	source, err := im.Store.file(ctx, content.RedirectsPath)
	if err != nil {
		return err
	}
	same := len(l.RedirectsSource) == 0 || string(source) == string(l.RedirectsSource)
	for id, target := range l.Redirects {
		same = same && have[id] == target
	}
	if same && (!im.Prune || len(have) == len(l.Redirects)) {
		if len(l.RedirectsSource) > 0 {
			sum.Same++
		}
		return nil
	}
	if len(l.RedirectsSource) > 0 {
		sum.count(int64(len(source)), false)
	}
	return im.Store.publish(ctx, func(tx *db.Tx) error { return im.writeRedirects(tx, l, have) })
}

func (im *Importer) writeRedirects(tx *db.Tx, l *content.Library, have map[string]string) error {
	if err := changed(tx); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(l.Redirects)) {
		if have[id] != l.Redirects[id] {
			if err := redirect(tx, id, l.Redirects[id], im.Author); err != nil {
				return err
			}
		}
	}
	if len(l.RedirectsSource) > 0 {
		_, err := tx.Exec(`INSERT INTO library_files (path, body) VALUES ($1, $2)
			ON CONFLICT (path) DO UPDATE SET body = excluded.body`, content.RedirectsPath, l.RedirectsSource)
		if err != nil {
			return err
		}
	}
	if !im.Prune {
		return nil
	}
	for id := range have {
		if _, ok := l.Redirects[id]; ok {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM redirects WHERE id = $1`, id); err != nil {
			return err
		}
	}
	return nil
}

// file is one of those that an import brought as they are, empty where none did.
func (s *Store) file(ctx context.Context, path string) (body []byte, err error) {
	err = s.db.QueryRow(ctx, `SELECT body FROM library_files WHERE path = $1`, path).Scan(&body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read the file %s: %w", path, err)
	}
	return body, nil
}

package faq

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"sportello/content"
	"sportello/content/db"
)

func fileSum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// remember keeps that a file has been in the library, or come out of it.
func remember(tx *db.Tx, path, checksum string) error {
	_, err := tx.Exec(`INSERT INTO library_known (path, checksum) VALUES ($1, $2) ON CONFLICT (path, checksum) DO NOTHING`, path, checksum)
	return err
}

// rememberAll does so for several files, by path.
func (s *Store) rememberAll(ctx context.Context, checksums map[string]string) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		for _, name := range slices.Sorted(maps.Keys(checksums)) { // two at once don't wait for each other
			if err := remember(tx, name, checksums[name]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep which files are known: %w", err)
	}
	return nil
}

// rememberPDF does so for the file of a guide: the row that has its checksum goes once the
// version is old.
func rememberPDF(tx *db.Tx, v guideVersion) error {
	_, name := content.GuidePaths(v.id)
	_, err := tx.Exec(`INSERT INTO library_known (path, checksum) SELECT $1, checksum FROM guide_files WHERE id = $2
		ON CONFLICT (path, checksum) DO NOTHING`, name, v.file)
	return err
}

// sharedFiles are those of a library that it has one of, by path.
func sharedFiles(l *content.Library) map[string]string {
	files := map[string]string{content.TopicsPath: fileSum(l.TopicsSource)}
	for name, body := range l.Optional {
		files[name] = fileSum(body)
	}
	if len(l.SynonymsSource) > 0 {
		files[content.SynonymsPath] = fileSum(l.SynonymsSource)
	}
	if len(l.RedirectsSource) > 0 {
		files[content.RedirectsPath] = fileSum(l.RedirectsSource)
	}
	return files
}

// knows reports whether a file that is no entry, as it is in a folder, was ever in the
// library or came out of it.
func (s *Store) knows(ctx context.Context, name string, old []byte, edit Edit) (known bool, err error) {
	var same, others int
	if meta, _ := content.GuidePaths(guideOf(name)); name == meta { // all its revisions are there
		err = s.db.QueryRow(ctx, `SELECT COUNT(*) FROM guide_revisions WHERE guide_id = $1 AND meta = $2`, guideOf(name), string(old)).Scan(&same)
	} else {
		err = s.db.QueryRow(ctx, `SELECT COALESCE(SUM(CASE WHEN checksum = $2 THEN 1 ELSE 0 END), 0), COUNT(*) FROM library_known WHERE path = $1`,
			name, fileSum(old)).Scan(&same, &others)
	}
	if err != nil {
		return false, fmt.Errorf("ask whether %s is known: %w", name, err)
	}
	// An older program kept nothing of the files that a library has one of: what it wrote is
	// brought up to date, as it did.
	shared := edit == Changed && !strings.Contains(name, "/") && others == 0
	return same > 0 || shared, nil
}

// guideOf is the id of the guide that a file would be of.
func guideOf(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }

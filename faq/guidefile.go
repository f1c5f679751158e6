package faq

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"

	"sportello/content/db"
	"sportello/content/pdf"
)

// MaxGuide bounds the PDF of a guide, in bytes: what the reader of PDFs takes, and ten
// times the largest guide met so far. More would be pictures, which nobody can search.
const MaxGuide = 50 << 20

// The bounds of one transaction. On SQLite there is one writer: a message waits behind
// one of these at most, never behind a whole file.
const (
	piece      = 256 << 10 // bytes of a PDF
	rowsAtOnce = 100       // pages or passages
)

// GuideFile is the PDF of a guide, an older version or a draft. It is read in pieces as
// they are asked for. It is not safe for concurrent use.
type GuideFile struct {
	ID       string
	Checksum string // SHA-256, in hexadecimal
	Size     int64  // bytes
	Pages    int
	Warnings []string // what could not be read

	ctx   context.Context
	db    *db.DB
	at    int64
	start int64 // of part, in the file
	part  []byte
}

var _ io.ReadSeeker = (*GuideFile)(nil)

// Read implements [io.Reader].
func (f *GuideFile) Read(p []byte) (int, error) {
	if f.at >= f.Size {
		return 0, io.EOF
	}
	if f.at < f.start || f.at >= f.start+int64(len(f.part)) {
		err := f.db.QueryRow(f.ctx, `SELECT start, body FROM guide_file_pieces WHERE file_id = $1 AND start <= $2 ORDER BY start DESC LIMIT 1`,
			f.ID, f.at).Scan(&f.start, &f.part)
		if errors.Is(err, sql.ErrNoRows) || err == nil && f.at >= f.start+int64(len(f.part)) {
			err = io.ErrUnexpectedEOF // taken away meanwhile
		}
		if err != nil {
			f.part = nil
			return 0, fmt.Errorf("read the file of a guide: %w", err)
		}
	}
	n := copy(p, f.part[f.at-f.start:])
	f.at += int64(n)
	return n, nil
}

var errSeek = errors.New("seek before the beginning of a file")

// Seek implements [io.Seeker].
func (f *GuideFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.at
	case io.SeekEnd:
		offset += f.Size
	}
	if offset < 0 {
		return 0, errSeek
	}
	f.at = offset
	return offset, nil
}

// PDF opens the file of a guide that students see, or returns [ErrNotFound]. ctx holds as
// long as it is read.
func (s *Store) PDF(ctx context.Context, guide string) (*GuideFile, error) {
	return s.openFile(ctx, `JOIN guides g ON g.file_id = f.id WHERE g.id = $1`, guide)
}

func (s *Store) guideFile(ctx context.Context, id string) (*GuideFile, error) {
	return s.openFile(ctx, `WHERE f.id = $1`, id)
}

func (s *Store) openFile(ctx context.Context, which, id string) (*GuideFile, error) {
	f := &GuideFile{ctx: ctx, db: s.db}
	var warnings []byte
	err := s.db.QueryRow(ctx, `SELECT f.id, f.checksum, f.size, f.pages, f.warnings FROM guide_files f `+which, id).
		Scan(&f.ID, &f.Checksum, &f.Size, &f.Pages, &warnings)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal(warnings, &f.Warnings)
	}
	if err != nil {
		return nil, fmt.Errorf("open the file of the guide %s: %w", id, err)
	}
	return f, nil
}

// addFile keeps a PDF, of which nothing is read yet. Nothing names it yet: what
// is not used in the end is left to [Store.pruneFiles].
func (s *Store) addFile(ctx context.Context, body io.Reader) (f *GuideFile, err error) {
	f = &GuideFile{ID: uuid.NewString(), ctx: ctx, db: s.db}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO guide_files (id, checksum, size, pages, warnings, created_at) VALUES ($1, '', 0, 0, '[]', $2)`,
			f.ID, db.Millis(tx.Now))
		return err
	})
	hash, buffer := sha256.New(), make([]byte, piece)
	for n := 1; err == nil && n > 0; {
		if n, err = fill(buffer, body); err == nil && n > 0 {
			_, _ = hash.Write(buffer[:n]) // it never fails
			err = s.addPiece(ctx, f.ID, f.Size, buffer[:n])
			f.Size += int64(n)
		}
	}
	f.Checksum = hex.EncodeToString(hash.Sum(nil))
	if err == nil {
		err = s.db.Tx(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE guide_files SET checksum = $1, size = $2 WHERE id = $3`, f.Checksum, f.Size, f.ID)
			return err
		})
	}
	if err != nil {
		err = errors.Join(err, s.removeFile(context.WithoutCancel(ctx), f.ID))
		return nil, fmt.Errorf("keep the file of a guide: %w", err)
	}
	return f, nil
}

// fill reads until the buffer is full or the body ends. (io.ReadFull has one error for a body
// that ends before and for one that was cut off, which is no file.)
func fill(buffer []byte, body io.Reader) (n int, err error) {
	for n < len(buffer) && err == nil {
		var more int
		more, err = body.Read(buffer[n:])
		n += more
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

func (s *Store) addPiece(ctx context.Context, id string, start int64, body []byte) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO guide_file_pieces (file_id, start, body) VALUES ($1, $2, $3)`, id, start, body)
		return err
	})
}

// addReading keeps what was read of a file, in the place of what was.
func (s *Store) addReading(ctx context.Context, id string, doc *pdf.Document) error {
	warnings, err := json.Marshal(append([]string{}, doc.Warnings...))
	if err != nil {
		return err
	}
	rows, err := rowsOf(id, doc)
	if err != nil {
		return err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		for _, table := range []string{"guide_file_passages", "guide_file_pages"} { // what an earlier try left
			if _, err := tx.Exec(`DELETE FROM `+table+` WHERE file_id = $1`, id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`UPDATE guide_files SET pages = $1, warnings = $2 WHERE id = $3`, doc.PageCount, string(warnings), id)
		return err
	})
	for len(rows) > 0 && err == nil {
		some := rows[:min(len(rows), rowsAtOnce)]
		rows = rows[len(some):]
		err = s.db.Tx(ctx, func(tx *db.Tx) error {
			for _, row := range some {
				if _, err := tx.Exec(row.insert, row.values...); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("keep what was read of a guide: %w", err)
	}
	return nil
}

type fileRow struct {
	insert string
	values []any
}

// rowsOf is what is kept of a document. A zero byte, which a PDF may hold, is no text to
// PostgreSQL.
func rowsOf(id string, doc *pdf.Document) (rows []fileRow, err error) {
	for i, p := range pdf.Passages(doc) {
		rows = append(rows, fileRow{`INSERT INTO guide_file_passages (file_id, n, page, section, text) VALUES ($1, $2, $3, $4, $5)`,
			[]any{id, i + 1, p.Page, bare(p.Section), bare(p.Text)}})
	}
	for _, p := range doc.Pages {
		lines, err := json.Marshal(p)
		if err != nil {
			return nil, err
		}
		rows = append(rows, fileRow{`INSERT INTO guide_file_pages (file_id, page, body) VALUES ($1, $2, $3)`, []any{id, p.Number, string(lines)}})
	}
	return rows, nil
}

func bare(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "")
}

// filePassages are those read of a file.
func (s *Store) filePassages(ctx context.Context, id string) (list []pdf.Passage, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var p pdf.Passage
		err := rows.Scan(&p.Page, &p.Section, &p.Text)
		list = append(list, p)
		return err
	}, `SELECT page, section, text FROM guide_file_passages WHERE file_id = $1 ORDER BY n`, id)
	if err != nil {
		return nil, fmt.Errorf("read the passages of a guide: %w", err)
	}
	return list, nil
}

package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/picture"
)

// MaxPictureIn bounds a picture as an editor sends it, in bytes; what is kept of it is
// drawn anew and smaller.
const MaxPictureIn = 10 << 20

// pictureRest is how long a picture is kept that no text shows: its draft may be on its
// way.
const pictureRest = 24 * time.Hour

// pictures are those there are, without their data.
func (s *Store) pictures(ctx context.Context) (content.Pictures, error) {
	all := content.Pictures{}
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var p content.Picture
		err := rows.Scan(&p.Name, &p.Checksum, &p.Width, &p.Height)
		all[p.Name] = p
		return err
	}, `SELECT name, checksum, width, height FROM pictures`)
	return all, err
}

// Picture reads a picture and its media type, or returns [ErrNotFound].
func (s *Store) Picture(ctx context.Context, name string) (mediaType string, data []byte, err error) {
	err = s.db.QueryRow(ctx, `SELECT type, data FROM pictures WHERE name = $1`, name).Scan(&mediaType, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, ErrNotFound
	}
	if err != nil {
		return "", nil, fmt.Errorf("read the picture %s: %w", name, err)
	}
	return mediaType, data, nil
}

// AddPicture keeps a picture that an editor sends, drawn anew, under a name made of what
// the editor calls it and of what is in it: the same one comes twice to the same name. It
// returns the errors of [picture.Clean], [ErrInvalid] for too many bytes, [ErrTooMany],
// and [ErrFolder].
func (s *Store) AddPicture(ctx context.Context, called string, file []byte, author string) (*content.Picture, error) {
	if len(file) > MaxPictureIn {
		return nil, fmt.Errorf("%w: the picture has more than %d bytes", ErrInvalid, MaxPictureIn)
	}
	if err := s.MayEdit(ctx); err != nil {
		return nil, err
	}
	clean, err := s.draw(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("draw a picture anew: %w", err)
	}
	p := &content.Picture{Checksum: fileSum(clean.Data), Width: clean.Width, Height: clean.Height}
	ending := map[string]string{"image/png": ".png", "image/jpeg": ".jpg"}[clean.Type]
	p.Name = slug(called, "picture") + "-" + p.Checksum[:8] + ending
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var n int
		if err := tx.QueryRow(`SELECT COUNT(*) FROM pictures WHERE name <> $1`, p.Name).Scan(&n); err != nil {
			return err
		}
		if n >= content.MaxPictures {
			return ErrTooMany
		}
		added, err := tx.Exec(`INSERT INTO pictures (name, type, checksum, width, height, data, in_folder, author, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8) ON CONFLICT (name) DO NOTHING`,
			p.Name, clean.Type, p.Checksum, p.Width, p.Height, clean.Data, author, db.Millis(tx.Now))
		if err != nil || added == 0 {
			return err
		}
		return changed(tx)
	})
	if err != nil {
		return nil, fmt.Errorf("keep the picture %s: %w", p.Name, err)
	}
	return p, nil
}

// draw draws one picture at a time.
func (s *Store) draw(ctx context.Context, file []byte) (*picture.Picture, error) {
	select {
	case s.drawing <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.drawing }()
	return picture.Clean(file)
}

// slug is what a file is called, as a part of a name; none where it has no letter for that.
func slug(called, none string) string {
	called = strings.TrimSuffix(path.Base(called), path.Ext(called))
	bare := strings.Map(func(r rune) rune {
		if r > 'z' { // letters that are none of the name's
			return -1
		}
		return r
	}, content.Fold(called))
	words := strings.Join(strings.Fields(bare), "-")
	words = strings.Trim(words[:min(len(words), 60)], "-")
	if words == "" {
		return none
	}
	return words
}

// pictures brings in the pictures of the folder as they are.
func (im *Importer) pictures(ctx context.Context, fsys fs.FS, l *content.Library, sum *Summary) error {
	for _, p := range l.Pictures {
		if im.Unchanged != nil && im.Unchanged(p.Path) {
			sum.Same++
			continue
		}
		file, err := fs.ReadFile(fsys, p.Path)
		if err != nil {
			return err
		}
		// Looked at again, for the file may be another by now.
		now, err := content.NewPicture(p.Name, file)
		if err != nil {
			return fmt.Errorf("%s %w", p.Path, err)
		}
		if err := im.picture(ctx, now, file, sum); err != nil {
			return err
		}
	}
	return nil
}

func (im *Importer) picture(ctx context.Context, p *content.Picture, file []byte, sum *Summary) error {
	mediaType := "image/png"
	if path.Ext(p.Name) == ".jpg" {
		mediaType = "image/jpeg"
	}
	var known int64
	var same bool
	err := im.Store.db.Tx(ctx, func(tx *db.Tx) error {
		var checksum string
		err := tx.QueryRow(`SELECT checksum FROM pictures WHERE name = $1`, p.Name).Scan(&checksum)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := remember(tx, content.PicturePath(p.Name), p.Checksum); err != nil {
			return err
		}
		if known, same = int64(len(checksum)), checksum == p.Checksum; same {
			_, err := tx.Exec(`UPDATE pictures SET in_folder = 1 WHERE name = $1 AND in_folder = 0`, p.Name)
			return err
		}
		_, err = tx.Exec(`INSERT INTO pictures (name, type, checksum, width, height, data, in_folder, author, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8)
			ON CONFLICT (name) DO UPDATE SET type = excluded.type, checksum = excluded.checksum, width = excluded.width,
				height = excluded.height, data = excluded.data, in_folder = 1, author = excluded.author, created_at = excluded.created_at`,
			p.Name, mediaType, p.Checksum, p.Width, p.Height, file, im.Author, db.Millis(tx.Now))
		if err != nil {
			return err
		}
		return changed(tx)
	})
	if err == nil {
		sum.count(known, same)
	}
	return err
}

// leavePictures notes which pictures the folder no longer has: they go once no text shows
// them, see [Store.PrunePictures].
func (im *Importer) leavePictures(ctx context.Context, l *content.Library) error {
	there := map[string]bool{}
	for _, p := range l.Pictures {
		there[p.Name] = true
	}
	all, err := im.Store.pictures(ctx)
	if err != nil {
		return err
	}
	return im.Store.db.Tx(ctx, func(tx *db.Tx) error {
		for name := range all {
			if there[name] {
				continue
			}
			if _, err := tx.Exec(`UPDATE pictures SET in_folder = 0 WHERE name = $1 AND in_folder = 1`, name); err != nil {
				return err
			}
		}
		return nil
	})
}

// picturesOut are the pictures that belong to the library: those that a published answer
// shows, and those that its folder has.
func (s *Store) picturesOut(ctx context.Context, base *Base) (names []string, err error) {
	shown := map[string]bool{}
	for _, e := range base.Entries {
		for _, name := range content.PictureNames(e.Body) {
			shown[name] = true
		}
	}
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var name string
		var inFolder int
		if err := rows.Scan(&name, &inFolder); err != nil {
			return err
		}
		if inFolder == 1 || shown[name] {
			names = append(names, name)
		}
		return nil
	}, `SELECT name, in_folder FROM pictures ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("list the pictures: %w", err)
	}
	return names, nil
}

// PrunePictures deletes the pictures that no text shows, and counts them: no draft, and
// no revision of an entry, be it ever so old. It leaves those of the folder, and those
// that are younger than a day, whose draft may be on its way.
func (s *Store) PrunePictures(ctx context.Context) (gone int, err error) {
	var unused []string
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		unused = append(unused, name)
		return err
	}, `SELECT name FROM pictures WHERE in_folder = 0 AND created_at < $1 ORDER BY name`, db.Millis(s.db.Now().Add(-pictureRest)))
	if err == nil && len(unused) > 0 {
		err = s.db.Each(ctx, func(rows *sql.Rows) error {
			var source string
			if err := rows.Scan(&source); err != nil {
				return err
			}
			unused = slices.DeleteFunc(unused, func(name string) bool { return strings.Contains(source, content.PicturePath(name)) })
			return nil
		}, `SELECT source FROM drafts UNION ALL SELECT source FROM entry_revisions WHERE source LIKE $1`, "%/pictures/%")
	}
	if err != nil {
		return 0, fmt.Errorf("look for pictures that no text shows: %w", err)
	}
	if len(unused) == 0 {
		return 0, nil
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		for _, name := range unused {
			if _, err := tx.Exec(`DELETE FROM pictures WHERE name = $1 AND in_folder = 0`, name); err != nil {
				return err
			}
		}
		return changed(tx)
	})
	if err != nil {
		return 0, fmt.Errorf("delete pictures: %w", err)
	}
	return len(unused), nil
}

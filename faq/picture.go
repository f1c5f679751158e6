package faq

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/singleflight"

	"sportello/content/pdf"
)

// PictureWidth is the width of the page pictures, in pixels.
const PictureWidth = 1000

// Pictures makes the pictures of guide pages and keeps them on disk: each is made
// once, however many ask for it.
type Pictures struct {
	store  *Store
	reader *pdf.Reader
	dir    string
	flight singleflight.Group
}

// NewPictures keeps its files in dir.
func NewPictures(s *Store, r *pdf.Reader, dir string) *Pictures {
	return &Pictures{store: s, reader: r, dir: dir}
}

// Page is the path of the PNG of a page of g, made now if it is not there.
func (p *Pictures) Page(ctx context.Context, g *Guide, page int) (string, error) {
	if page < 1 || page > g.Pages {
		return "", ErrNotFound
	}
	name := filepath.Join(p.dir, fmt.Sprintf("%s-%d.png", g.Checksum, page))
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	_, err, _ := p.flight.Do(name, func() (any, error) {
		return nil, p.make(context.WithoutCancel(ctx), g, page, name) // others may wait for it
	})
	if err != nil {
		return "", fmt.Errorf("picture of page %d of %s: %w", page, g.ID, err)
	}
	return name, nil
}

func (p *Pictures) make(ctx context.Context, g *Guide, page int, name string) error {
	source, err := p.file(ctx, g)
	if err != nil {
		return err
	}
	png, err := p.reader.Render(ctx, source, page, PictureWidth)
	if err != nil {
		return err
	}
	return writeFile(name, bytes.NewReader(png))
}

// file is the path of the guide's PDF, written there on first use.
func (p *Pictures) file(ctx context.Context, g *Guide) (string, error) {
	name := filepath.Join(p.dir, g.Checksum+".pdf")
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	body, err := p.store.guideFile(ctx, g.File)
	if err != nil {
		return "", err
	}
	return name, writeFile(name, body)
}

// writeFile makes the file appear whole or not at all.
func writeFile(name string, body io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // after the rename there is nothing to remove
	if _, err := io.Copy(f, body); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

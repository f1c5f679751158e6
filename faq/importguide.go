package faq

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"

	"sportello/content"
	"sportello/content/db"
)

// knownGuide is a guide as it is before an import.
type knownGuide struct {
	meta, file, checksum string
	revision             int64 // 0: there is none
}

func (im *Importer) guide(ctx context.Context, fsys fs.FS, g content.GuideFile, sum *Summary) error {
	known, err := im.knownGuide(ctx, g.Guide.ID)
	if err != nil {
		return err
	}
	if known.revision > 0 && known.meta == string(g.Source) && im.Unchanged != nil && im.Unchanged(g.PDFPath) {
		sum.count(1, true)
		return nil
	}
	body, err := fs.ReadFile(fsys, g.PDFPath)
	if err != nil {
		return err
	}
	v := guideVersion{id: g.Guide.ID, meta: string(g.Source), file: known.file, kind: RevisionImport, author: im.Author}
	switch same := known.checksum == fileSum(body); {
	case same && known.meta == v.meta:
		sum.count(1, true)
		return nil
	case !same:
		if v.file, err = im.readGuide(ctx, g, body, sum); err != nil || v.file == "" {
			return err
		}
	}
	if v.fates, err = im.Store.fatesOf(ctx, v.id, v.file); err != nil {
		return err
	}
	if err := im.Store.publish(ctx, func(tx *db.Tx) error { return putVersion(tx, v, known.revision) }); err != nil {
		return err
	}
	sum.count(known.revision, false)
	return nil
}

func (im *Importer) knownGuide(ctx context.Context, id string) (k knownGuide, err error) {
	err = im.Store.db.QueryRow(ctx, `SELECT g.meta, g.file_id, g.revision, f.checksum FROM guides g JOIN guide_files f ON f.id = g.file_id
		WHERE g.id = $1`, id).Scan(&k.meta, &k.file, &k.revision, &k.checksum)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return k, err
}

// readGuide reads a PDF and keeps it; it returns no file for one of which nothing could be
// read.
func (im *Importer) readGuide(ctx context.Context, g content.GuideFile, body []byte, sum *Summary) (file string, err error) {
	doc, err := readFile(ctx, im.Reader, bytes.NewReader(body), nil)
	if err != nil {
		sum.Problems = append(sum.Problems, content.Problem{File: g.PDFPath, Line: 1, Message: err.Error()})
		if doc == nil || len(doc.Pages) == 0 {
			return "", nil
		}
	}
	f, err := im.Store.addFile(ctx, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	return f.ID, im.Store.addReading(ctx, f.ID, doc)
}

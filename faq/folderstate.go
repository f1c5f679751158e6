package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sportello/content"
	"sportello/content/db"
)

// ErrFolder says that the library is kept from a folder, so it is changed there.
var ErrFolder = errors.New("the library is kept from a folder: change it there")

// FolderState is how a watched folder was found.
type FolderState struct {
	Folder   string    // as the node that reads it calls it
	ReadAt   time.Time // when it was read last; zero: never
	Entries  int       // without problems, as Guides
	Guides   int
	Problems []content.Problem
	Failure  string  // why it could not be read or brought in; empty: it was
	Summary  Summary // what the last reading did; only where it happened
}

// WatchedFolder is the folder that a node watches now; nil where none does.
func (s *Store) WatchedFolder(ctx context.Context) (*FolderState, error) {
	var f FolderState
	var seen, read int64
	var problems []byte
	err := s.db.QueryRow(ctx, `SELECT folder, seen_at, read_at, entries, guides, problems, failure FROM content_folder WHERE id = 1`).
		Scan(&f.Folder, &seen, &read, &f.Entries, &f.Guides, &problems, &f.Failure)
	if errors.Is(err, sql.ErrNoRows) || err == nil && s.db.Now().Sub(db.Time(seen)) > holdFor {
		return nil, nil //nolint:nilnil // no folder is no error
	}
	if err == nil {
		err = json.Unmarshal(problems, &f.Problems)
	}
	if err != nil {
		return nil, fmt.Errorf("read the state of the folder: %w", err)
	}
	f.ReadAt = db.Time(read)
	return &f, nil
}

// MayEdit returns [ErrFolder] where the library is kept from a folder. What was written
// here, the folder would take back.
func (s *Store) MayEdit(ctx context.Context) error {
	f, err := s.WatchedFolder(ctx)
	if err == nil && f != nil {
		return ErrFolder
	}
	return err
}

func (f *Folder) write(ctx context.Context, s FolderState) error {
	problems, err := json.Marshal(append([]content.Problem{}, s.Problems...))
	if err != nil {
		return err
	}
	err = f.Store.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE content_folder SET folder = $2, seen_at = $3, read_at = $4, entries = $5, guides = $6, problems = $7, failure = $8 WHERE holder = $1`,
			f.node, s.Folder, db.Millis(tx.Now), db.Millis(s.ReadAt), s.Entries, s.Guides, string(problems), s.Failure)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the state of the folder: %w", err)
	}
	return nil
}

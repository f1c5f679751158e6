package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"sportello/content"
	"sportello/content/db"
)

// Load reads all that is published; what it has read before and nobody has changed
// since, it takes from there.
func (s *Store) Load(ctx context.Context) (*Base, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.last
	if last == nil {
		last = &Base{}
	}
	b := &Base{ownURL: s.OwnURL}
	var err error
	// The version first: a change while the rest is read is then read again.
	if b.Version, err = s.Version(ctx); err != nil {
		return nil, err
	}
	if b.Topics, err = s.topics(ctx); err != nil {
		return nil, fmt.Errorf("load the topics: %w", err)
	}
	files, err := s.optionalFiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the campuses and helplines: %w", err)
	}
	// They were checked on their way in.
	b.Campuses, _ = content.ParseCampuses(files[content.CampusesPath])
	b.Helplines, _ = content.ParseHelplines(files[content.HelplinesPath], b.Topics)
	if b.Entries, err = s.entries(ctx, last); err != nil {
		return nil, fmt.Errorf("load the entries: %w", err)
	}
	if b.Pictures, err = s.pictures(ctx); err != nil {
		return nil, fmt.Errorf("load the pictures: %w", err)
	}
	for i, e := range b.Entries {
		b.Entries[i] = e.showing(b.Pictures)
	}
	if b.Guides, err = s.guides(ctx, last); err != nil {
		return nil, fmt.Errorf("load the guides: %w", err)
	}
	if b.Synonyms, err = s.Synonyms(ctx); err != nil {
		return nil, err
	}
	if b.redirects, err = s.redirects(ctx); err != nil {
		return nil, fmt.Errorf("load the redirects: %w", err)
	}
	b.index()
	s.last = b
	return b, nil
}

func (s *Store) topics(ctx context.Context) (topics []content.Topic, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var body []byte
		var t content.Topic
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &t); err != nil {
			return err
		}
		topics = append(topics, t)
		return nil
	}, `SELECT body FROM topics ORDER BY position`)
	return topics, err
}

// optionalFiles are those of [content.OptionalPaths] that were imported.
func (s *Store) optionalFiles(ctx context.Context) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, path := range content.OptionalPaths {
		var body []byte
		err := s.db.QueryRow(ctx, `SELECT body FROM library_files WHERE path = $1`, path).Scan(&body)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		files[path] = body
	}
	return files, nil
}

// atOnce is how many changed entries or guides are read one by one; from there on a
// single query for all is faster.
const atOnce = 50

// entries lists the revisions there are, and reads those that last does not have.
func (s *Store) entries(ctx context.Context, last *Base) (entries []*Entry, err error) {
	missing := 0
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		e := &Entry{}
		var changed int64
		if err := rows.Scan(&e.ID, &e.Revision, &changed); err != nil {
			return err
		}
		known, ok := last.entries[e.ID]
		// Both, for an entry that was deleted and made again begins at revision 1 again.
		if ok && known.Revision == e.Revision && known.ChangedAt.Equal(db.Time(changed)) {
			e = known
		} else {
			missing++
		}
		entries = append(entries, e)
		return nil
	}, `SELECT id, revision, changed_at FROM entries ORDER BY topic, id`)
	if err != nil || missing == 0 {
		return entries, err
	}
	if missing > atOnce {
		return s.allEntries(ctx)
	}
	kept := entries[:0]
	for _, e := range entries {
		if e.Source == "" {
			if e, err = s.Entry(ctx, e.ID); errors.Is(err, ErrNotFound) {
				continue // gone meanwhile
			} else if err != nil {
				return nil, err
			}
		}
		kept = append(kept, e)
	}
	return kept, nil
}

func (s *Store) allEntries(ctx context.Context) (entries []*Entry, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		entries = append(entries, e)
		return err
	}, `SELECT `+entryColumns+` FROM entries ORDER BY topic, id`)
	return entries, err
}

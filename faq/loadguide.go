package faq

import (
	"context"
	"database/sql"
	"encoding/json"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
)

// guides reads the guides, and of those that last does not have the passages and what
// became of their pages.
func (s *Store) guides(ctx context.Context, last *Base) (guides []*Guide, err error) {
	missing := map[string]*Guide{}
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		g, err := scanGuide(rows, last)
		if err != nil {
			return err
		}
		guides = append(guides, g)
		if g.Passages == nil {
			missing[g.ID] = g
		}
		return nil
	}, `SELECT g.id, g.meta, g.file_id, g.revision, f.checksum, f.pages, f.warnings, g.changed_at
		FROM guides g JOIN guide_files f ON f.id = g.file_id ORDER BY g.id`)
	if err != nil || len(missing) == 0 {
		return guides, err
	}
	if len(missing) > atOnce {
		return guides, s.readGuides(ctx, missing, `WHERE $1 = ''`, "")
	}
	for id := range missing {
		if err := s.readGuides(ctx, missing, `WHERE g.id = $1`, id); err != nil {
			return nil, err
		}
	}
	return guides, nil
}

// readGuides reads what is not in the list of guides, of those that where chooses.
func (s *Store) readGuides(ctx context.Context, missing map[string]*Guide, where, id string) error {
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		var p pdf.Passage
		if err := rows.Scan(&id, &p.Page, &p.Section, &p.Text); err != nil {
			return err
		}
		if g := missing[id]; g != nil {
			g.Passages = append(g.Passages, p)
		}
		return nil
	}, `SELECT g.id, p.page, p.section, p.text FROM guides g JOIN guide_file_passages p ON p.file_id = g.file_id `+where+` ORDER BY g.id, p.n`, id)
	if err != nil {
		return err
	}
	return s.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		var at int64
		var fates []byte
		var t guideTurn
		if err := rows.Scan(&id, &at, &t.file, &fates); err != nil {
			return err
		}
		t.at = db.Time(at)
		if g := missing[id]; g != nil {
			if err := json.Unmarshal(fates, &t.fates); err != nil {
				return err
			}
			g.turns = append(g.turns, t)
		}
		return nil
	}, `SELECT g.id, r.created_at, r.file_id, r.fates FROM guides g JOIN guide_revisions r ON r.guide_id = g.id `+where+`
		ORDER BY g.id, r.revision`, id)
}

// scanGuide returns the guide of last if it is the same, and one without passages
// otherwise.
func scanGuide(row scanner, last *Base) (*Guide, error) {
	g := &Guide{}
	var id string
	var warnings []byte
	var changed int64
	if err := row.Scan(&id, &g.meta, &g.File, &g.Revision, &g.Checksum, &g.Pages, &warnings, &changed); err != nil {
		return nil, err
	}
	g.ChangedAt = db.Time(changed)
	if known, ok := last.guides[id]; ok && known.meta == g.meta && known.File == g.File && known.Revision == g.Revision && known.ChangedAt.Equal(g.ChangedAt) {
		return known, nil
	}
	parsed, err := content.ParseGuide([]byte(g.meta))
	if err != nil {
		return nil, err
	}
	g.Guide = *parsed
	return g, json.Unmarshal(warnings, &g.Warnings)
}

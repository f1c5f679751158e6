package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"sportello/content"
)

// Edit is what became of a file of an older library.
type Edit string

// The edits.
const (
	Added   Edit = "added"
	Changed Edit = "changed"
	Removed Edit = "removed"
)

// FileEdit is one file that an export into an older library changed.
type FileEdit struct {
	Path     string
	Edit     Edit
	Question string   // of an entry
	By       []string // who, the first first; of an entry
	Notes    []string // what they wrote to it
}

// ExportEdits makes the older library in dir the one there is, and says what was edited
// since, by path. What the folder has of an entry tells since when: no other note of it is
// kept. A file that was never in the library nor came out of it, because somebody changed
// the folder and nobody has imported that yet, is neither written over nor taken away, but
// named in foreign; so is what belongs to it.
func (s *Store) ExportEdits(ctx context.Context, dir string, progress func(done, total int)) (edits []FileEdit, foreign []string, err error) {
	w := &exporter{dir: dir, progress: progress}
	take := func(name string, old []byte, edit Edit) (bool, error) {
		e, known, err := s.edited(ctx, name, old, edit)
		switch {
		case err != nil:
			return false, err
		case !known:
			foreign = append(foreign, name)
		default:
			edits = append(edits, e)
		}
		return known, nil
	}
	w.differs = func(name string, old []byte) (bool, error) {
		if old == nil {
			return take(name, nil, Added)
		}
		return take(name, old, Changed)
	}
	if _, err := s.export(ctx, w); err != nil {
		return nil, nil, err
	}
	left, err := w.leftOver()
	if err != nil {
		return nil, nil, err
	}
	gone, strange, err := s.sortOut(ctx, w, left)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range gone {
		if err := w.remove(e.Path); err != nil {
			return nil, nil, err
		}
	}
	edits, foreign = append(edits, gone...), append(foreign, strange...)
	slices.SortFunc(edits, func(a, b FileEdit) int { return strings.Compare(a.Path, b.Path) })
	slices.Sort(foreign)
	return edits, foreign, nil
}

// sortOut tells of the files that are left over those that have gone from the library, and
// those that were never in it. Of a guide both files go, or none; a picture that a strange
// text shows stays with it.
func (s *Store) sortOut(ctx context.Context, w *exporter, left []string) (gone []FileEdit, foreign []string, err error) {
	var texts strings.Builder
	strange := map[string]bool{} // files, and what files of a guide have in common
	for _, name := range left {
		old, err := w.read(name)
		if err != nil {
			return nil, nil, err
		}
		e, known, err := s.edited(ctx, name, old, Removed)
		if err != nil {
			return nil, nil, err
		}
		if gone = append(gone, e); known {
			continue
		}
		strange[name] = true
		if stem, ok := guideStem(name); ok {
			strange[stem] = true
		}
		if path.Ext(name) == ".md" {
			texts.Write(old)
		}
	}
	gone = slices.DeleteFunc(gone, func(e FileEdit) bool {
		stem, ok := guideStem(e.Path)
		shown := content.IsPicturePath(e.Path) && strings.Contains(texts.String(), e.Path)
		if stays := strange[e.Path] || ok && strange[stem] || shown; !stays {
			return false
		}
		foreign = append(foreign, e.Path)
		return true
	})
	return gone, foreign, nil
}

// guideStem is what the two files of a guide have in common.
func guideStem(name string) (stem string, ok bool) {
	id := guideOf(name)
	meta, pdf := content.GuidePaths(id)
	return strings.TrimSuffix(meta, path.Ext(meta)), name == meta || name == pdf
}

// edited says who made of old what there is. known is false where old was never in the
// library and did not come out of it.
func (s *Store) edited(ctx context.Context, name string, old []byte, edit Edit) (e FileEdit, known bool, err error) {
	e = FileEdit{Path: name, Edit: edit}
	if path.Ext(name) != ".md" {
		if known = old == nil; !known {
			known, err = s.knows(ctx, name, old, edit)
		}
		return e, known, err
	}
	id := strings.TrimSuffix(path.Base(name), ".md")
	known = old == nil
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var source, author, note string
		if err := rows.Scan(&source, &author, &note); err != nil {
			return err
		}
		if parsed, err := content.ParseEntry([]byte(source)); err == nil {
			e.Question = parsed.Question
		}
		if source == string(old) && old != nil { // all before has led to it
			known, e.By, e.Notes = true, nil, nil
			return nil
		}
		if !slices.Contains(e.By, author) {
			e.By = append(e.By, author)
		}
		if note != "" {
			e.Notes = append(e.Notes, note)
		}
		return nil
	}, `SELECT source, author, note FROM entry_revisions WHERE entry_id = $1 ORDER BY revision`, id)
	if err != nil {
		return e, false, fmt.Errorf("read who edited %s: %w", id, err)
	}
	return e, known, nil
}

// ErrNoEdits says that an older library is the one there is.
var ErrNoEdits = errors.New("nothing has been edited")

// CommitMessage says what was edited, and by whom, as a commit does: a line, and a
// paragraph for each file.
func CommitMessage(edits []FileEdit) string {
	count := map[Edit]int{}
	for _, e := range edits {
		count[e.Edit]++
	}
	var parts []string
	for _, edit := range []Edit{Added, Changed, Removed} {
		if n := count[edit]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, edit))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "studio: %s\n", strings.Join(parts, ", "))
	for _, e := range edits {
		fmt.Fprintf(&b, "\n%s: %s\n", e.Path, e.Edit)
		if e.Question != "" {
			fmt.Fprintf(&b, "    %s\n", e.Question)
		}
		if len(e.By) > 0 {
			fmt.Fprintf(&b, "    by %s\n", strings.Join(e.By, ", "))
		}
		for _, note := range e.Notes {
			fmt.Fprintf(&b, "    - %s\n", strings.Join(strings.Fields(note), " "))
		}
	}
	return b.String()
}

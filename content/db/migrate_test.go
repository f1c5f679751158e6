package db_test

import (
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"sportello/content/db/dbtest"
)

// firstTables is the database as the first release left it, with a turn in it.
func firstTables(t *testing.T, databaseURL string) {
	t.Helper()
	driver, dialect, name := "pgx", goose.DialectPostgres, databaseURL
	if file, ok := strings.CutPrefix(databaseURL, "sqlite://"); ok {
		driver, dialect, name = "sqlite", goose.DialectSQLite3, file
	}
	conn, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // all that it did is committed
	p, err := goose.NewProvider(dialect, conn, os.DirFS("migrations"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(ctx, `INSERT INTO guides (id, meta, checksum, pdf, pages, warnings, changed_at)
		VALUES ('g', 'id: g', 'sum', $1, 1, '[]', 7)`, []byte("%PDF-1.7")); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO passages (guide_id, n, page, section, text) VALUES ('g', 1, 1, 'Rate', 'Due rate.')`,
		`INSERT INTO guide_pages (guide_id, page, body) VALUES ('g', 1, '{}')`,
		`INSERT INTO conversations (id, token_hash, lang, entry_point, page, identity, topic, created_at, changed_at)
		 VALUES ('c', 'h', 'it', '', '', '{}', '', 1, 1)`,
		`INSERT INTO turns (conversation_id, n, follows, client_id, text, kind, confidence, reply, candidates, helped, created_at)
		 VALUES ('c', 1, 0, '', 'quando?', 'answer', 0.9, '{}', '[]', 'yes', 1)`,
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
}

// What an older program has written is still there, and reads as what it knew.
func TestTablesOfTheFirstReleaseAreBroughtUpToDate(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, u string) {
		firstTables(t, u)
		d := dbtest.Open(t, u)
		var text, decided, hints string
		row := d.QueryRow(ctx, `SELECT t.text, t.decided, c.hints FROM turns t JOIN conversations c ON c.id = t.conversation_id`)
		if err := row.Scan(&text, &decided, &hints); err != nil || text != "quando?" || decided != "" || hints != "{}" {
			t.Errorf("%q %q %q %v", text, decided, hints, err)
		}
		for _, table := range []string{"feedback", "origin_keys", "synonyms"} {
			var n int
			if err := d.QueryRow(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d rows, %v", table, n, err)
			}
		}
	})
}

// A guide of the first release has all that it had, and is its own first version.
func TestGuidesOfTheFirstReleaseAreKept(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, u string) {
		firstTables(t, u)
		d := dbtest.Open(t, u)
		var meta, checksum, passage, page, past string
		var body []byte
		var size, revision int64
		row := d.QueryRow(ctx, `SELECT g.meta, g.revision, f.checksum, f.size, c.body, p.text, l.body, r.meta
			FROM guides g JOIN guide_files f ON f.id = g.file_id JOIN guide_file_pieces c ON c.file_id = f.id AND c.start = 0
			JOIN guide_file_passages p ON p.file_id = f.id JOIN guide_file_pages l ON l.file_id = f.id
			JOIN guide_revisions r ON r.guide_id = g.id AND r.revision = g.revision AND r.file_id = f.id`)
		if err := row.Scan(&meta, &revision, &checksum, &size, &body, &passage, &page, &past); err != nil {
			t.Fatal(err)
		}
		if meta != "id: g" || past != meta || revision != 1 || checksum != "sum" || size != 8 || string(body) != "%PDF-1.7" || passage != "Due rate." || page != "{}" {
			t.Error(meta, past, revision, checksum, size, string(body), passage, page)
		}
	})
}

// Two branches that each add a migration may take the same number; only one would run.
func TestMigrationsAreNumberedInOrder(t *testing.T) {
	files, err := os.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if !strings.HasPrefix(f.Name(), fmt.Sprintf("%05d_", i+1)) {
			t.Errorf("migration %d is %s", i+1, f.Name())
		}
	}
}

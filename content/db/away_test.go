package db_test

import (
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

// What a batch meets when its connection is cut in the middle is that the database is
// away, whichever statement meets it; and the next batch has a connection that works.
func TestAConnectionThatIsCutIsADatabaseThatIsAway(t *testing.T) {
	d := dbtest.Open(t, dbtest.PostgresURL(t))
	for name, next := range map[string]func(tx *db.Tx) error{
		"the statement itself": func(*db.Tx) error { return nil },
		"the next statement": func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM counters WHERE name = 'none'`)
			return err
		},
		"the next number": func(tx *db.Tx) error {
			_, err := tx.Next("cut")
			return err
		},
	} {
		err := d.Ordered(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`SELECT pg_terminate_backend(pg_backend_pid())`)
			if later := next(tx); later != nil {
				err = later
			}
			return err
		})
		if err == nil || !db.IsAway(err) {
			t.Errorf("%s: %v", name, err)
		}
		if err := d.Ordered(t.Context(), func(tx *db.Tx) error { _, err := tx.Next("cut"); return err }); err != nil {
			t.Errorf("after it: %v", err)
		}
	}
}

package bus

import (
	"context"

	"sportello/content/db"
)

var (
	_ Bus = (*Local)(nil)
	_ Bus = (*Postgres)(nil)
)

// Open returns the bus that fits the database: within the process for SQLite, which
// one program has alone; over LISTEN and NOTIFY for PostgreSQL.
func Open(ctx context.Context, d *db.DB) (Bus, error) {
	if d.Engine == db.Postgres {
		return NewPostgres(ctx, d.URL)
	}
	return NewLocal(), nil
}

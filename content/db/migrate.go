package db

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date. On PostgreSQL a lock lets one node do it
// while the others wait.
func (d *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	dialect, on, options := goose.DialectSQLite3, d.ordering, []goose.ProviderOption{goose.WithSlog(slog.New(slog.DiscardHandler))}
	if d.Engine == Postgres {
		dialect, on = goose.DialectPostgres, d.others // the lock takes a connection of its own
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(dialect, on, files, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

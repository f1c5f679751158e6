package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// openSQLite is sql.Open, with connections that keep their statements: SQLite reads a
// text anew each time, which takes longer than most of what the texts ask for. (pgx does
// the same for PostgreSQL by itself.)
func openSQLite(dsn string) (*sql.DB, error) {
	c, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(keeper{c}), nil
}

type keeper struct{ driver.Connector }

func (k keeper) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	inner, ok := c.(sqliteConn)
	if !ok {
		return nil, errors.Join(errDriver, c.Close())
	}
	return &conn{sqliteConn: inner, kept: make(map[string]sqliteStmt)}, nil
}

var errDriver = errors.New("the SQLite driver does less than it did")

// sqliteConn is all that the driver's connections do for database/sql.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// conn keeps the statements that came twice, for as long as it is open. One serves one
// query at a time, as database/sql serves a connection, and is free again once its rows
// are closed: within a transaction too, see [Tx.Query].
type conn struct {
	sqliteConn
	kept map[string]sqliteStmt // nil of a text that came once
}

// maxKept bounds the texts remembered: the program has fewer that it uses daily.
const maxKept = 500

// ExecContext implements driver.ExecerContext.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return s.ExecContext(ctx, args)
}

// QueryContext implements driver.QueryerContext.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	return s.QueryContext(ctx, args)
}

// statement is the one kept for a text, nil where the text is new.
func (c *conn) statement(ctx context.Context, query string) (sqliteStmt, error) {
	kept, known := c.kept[query]
	if kept != nil {
		return kept, nil
	}
	if !known {
		if len(c.kept) < maxKept {
			c.kept[query] = nil
		}
		return nil, nil //nolint:nilnil // as said above
	}
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	kept, ok := s.(sqliteStmt)
	if !ok {
		return nil, errors.Join(errDriver, s.Close())
	}
	c.kept[query] = kept
	return kept, nil
}

// Close implements driver.Conn.
func (c *conn) Close() error {
	var err error
	for _, s := range c.kept {
		if s != nil {
			err = errors.Join(err, s.Close())
		}
	}
	return errors.Join(err, c.sqliteConn.Close())
}

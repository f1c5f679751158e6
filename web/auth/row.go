package auth

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sportello/content/db"
)

// row is a user with what stays in this package.
type row struct {
	User
	password string
}

const (
	userColumns = `u.id, u.login, u.name, u.password, u.roles, u.lang, u.disabled, u.created_at`
	selectUsers = `SELECT ` + userColumns + ` FROM users u`
)

// scanRow reads userColumns and whatever the query selects behind them.
func scanRow(s interface{ Scan(into ...any) error }, more ...any) (row, error) {
	var r row
	var roles string
	var created int64
	into := []any{&r.ID, &r.Login, &r.Name, &r.password, &roles, &r.Lang, &r.Disabled, &created}
	err := s.Scan(append(into, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, ErrNotFound
	}
	if err != nil {
		return row{}, err
	}
	r.CreatedAt = db.Time(created)
	if err := json.Unmarshal([]byte(roles), &r.Roles); err != nil {
		return row{}, fmt.Errorf("the roles of the user %s: %w", r.ID, err)
	}
	return r, nil
}

// store writes the change of a user and ends what it ends.
func store(tx *db.Tx, before, after row) error {
	if before.governs() && !after.governs() {
		if err := anotherGoverns(tx, before.ID); err != nil {
			return err
		}
	}
	roles, err := json.Marshal(after.Roles)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE users SET name = $1, roles = $2, lang = $3, disabled = $4, password = $5 WHERE id = $6`,
		after.Name, string(roles), after.Lang, after.Disabled, after.password, after.ID)
	if err != nil {
		return err
	}
	if !after.Disabled && after.password == before.password && slices.Equal(after.Roles, before.Roles) {
		return nil
	}
	_, err = tx.Exec(`DELETE FROM sessions WHERE user_id = $1`, after.ID)
	return err
}

// anotherGoverns finds an enabled administrator other than id. Roles are known words,
// stored as a JSON list, so the quoted word stands for nothing else.
func anotherGoverns(tx *db.Tx, id string) error {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM users
		WHERE id <> $1 AND NOT disabled AND roles LIKE '%"administrator"%'`, id).Scan(&n)
	if err == nil && n == 0 {
		err = ErrLastAdministrator
	}
	return err
}

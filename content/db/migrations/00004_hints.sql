-- +goose Up

-- What is known of the student, as JSON: audience, level, campus.
ALTER TABLE conversations ADD COLUMN hints TEXT NOT NULL DEFAULT '{}';

-- +goose Down
ALTER TABLE conversations DROP COLUMN hints;

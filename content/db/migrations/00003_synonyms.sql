-- +goose Up

-- Groups of words for the same matter. That no term stands twice in a language is
-- checked by who writes, holding the counter 'library'.
CREATE TABLE synonyms (
    id         TEXT PRIMARY KEY,
    lang       TEXT NOT NULL,
    terms      TEXT NOT NULL, -- JSON
    revision   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);

-- +goose Down
DROP TABLE synonyms;

-- +goose Up

-- faq: the entries whose place a draft takes when it is published, [{"id": "...", "revision": 3}].
ALTER TABLE drafts ADD COLUMN replaces TEXT NOT NULL DEFAULT '[]';

-- faq: the pictures that answers show.
CREATE TABLE pictures (
    name       TEXT PRIMARY KEY, -- of the file
    type       TEXT NOT NULL,    -- image/png | image/jpeg
    checksum   TEXT NOT NULL,    -- SHA-256 of data, in hexadecimal
    width      BIGINT NOT NULL,  -- pixels
    height     BIGINT NOT NULL,
    data       BYTEA NOT NULL,
    in_folder  BIGINT NOT NULL,  -- 1: a folder brought it, and has it still
    author     TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE pictures;
ALTER TABLE drafts DROP COLUMN replaces;

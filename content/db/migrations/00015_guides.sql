-- +goose Up

-- faq: PDFs with what was read of them. A guide, its older versions and its draft each name
-- one, so a version goes live, or comes back, by naming another.
CREATE TABLE guide_files (
    id         TEXT PRIMARY KEY,
    checksum   TEXT NOT NULL,   -- SHA-256 of the PDF
    size       BIGINT NOT NULL, -- bytes; 0 until all pieces are there
    pages      BIGINT NOT NULL,
    warnings   TEXT NOT NULL,   -- JSON: what could not be read
    created_at BIGINT NOT NULL
);

-- In pieces: nobody waits for the writing of a whole file, or holds one in memory.
CREATE TABLE guide_file_pieces (
    file_id TEXT NOT NULL,
    start   BIGINT NOT NULL, -- the place in the file of its first byte, from 0
    body    BYTEA NOT NULL,
    PRIMARY KEY (file_id, start)
);

CREATE TABLE guide_file_passages (
    file_id TEXT NOT NULL REFERENCES guide_files (id) ON DELETE CASCADE,
    n       BIGINT NOT NULL,
    page    BIGINT NOT NULL,
    section TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (file_id, n)
);

-- The lines of each page with their places, to highlight what is quoted.
CREATE TABLE guide_file_pages (
    file_id TEXT NOT NULL REFERENCES guide_files (id) ON DELETE CASCADE,
    page    BIGINT NOT NULL,
    body    TEXT NOT NULL, -- JSON
    PRIMARY KEY (file_id, page)
);

INSERT INTO guide_files (id, checksum, size, pages, warnings, created_at)
    SELECT id, checksum, LENGTH(pdf), pages, warnings, changed_at FROM guides;
INSERT INTO guide_file_pieces (file_id, start, body) SELECT id, 0, pdf FROM guides;
INSERT INTO guide_file_passages (file_id, n, page, section, text) SELECT guide_id, n, page, section, text FROM passages;
INSERT INTO guide_file_pages (file_id, page, body) SELECT guide_id, page, body FROM guide_pages;
DROP TABLE passages;
DROP TABLE guide_pages;

-- What each guide was from one moment on. Of the oldest the files are not kept.
CREATE TABLE guide_revisions (
    guide_id   TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    meta       TEXT NOT NULL, -- the YAML file; empty when this revision took the guide out
    file_id    TEXT NOT NULL,
    kind       TEXT NOT NULL, -- as of entry_revisions
    author     TEXT NOT NULL,
    fates      TEXT NOT NULL, -- JSON: what became of the pages of the version before
    created_at BIGINT NOT NULL,
    PRIMARY KEY (guide_id, revision)
);
INSERT INTO guide_revisions (guide_id, revision, meta, file_id, kind, author, fates, created_at)
    SELECT id, 1, meta, id, '', '', '[]', changed_at FROM guides;

ALTER TABLE guides ADD COLUMN file_id TEXT NOT NULL DEFAULT '';
ALTER TABLE guides ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
UPDATE guides SET file_id = id;
ALTER TABLE guides DROP COLUMN checksum;
ALTER TABLE guides DROP COLUMN pdf;
ALTER TABLE guides DROP COLUMN pages;
ALTER TABLE guides DROP COLUMN warnings;

-- Versions that editors have uploaded and students do not see yet.
CREATE TABLE guide_drafts (
    id         TEXT PRIMARY KEY,
    guide_id   TEXT NOT NULL,   -- that it replaces; empty: a new one
    meta       TEXT NOT NULL,   -- the YAML file, with whatever is wrong in it
    name       TEXT NOT NULL,   -- of the file as it was uploaded
    file_id    TEXT NOT NULL,
    state      TEXT NOT NULL,   -- reading | ready | failed
    failure    TEXT NOT NULL,   -- what is wrong with the file, by the name of the error
    done       BIGINT NOT NULL, -- pages read
    total      BIGINT NOT NULL, -- pages to read; 0: not known yet
    lease      BIGINT NOT NULL, -- until when a node reads it
    revision   BIGINT NOT NULL, -- grows with every change
    author     TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX guide_drafts_guide ON guide_drafts (guide_id) WHERE guide_id <> '';

-- +goose Down
-- A file of several pieces can't be put together in SQL: import the guides again.
DROP TABLE guide_drafts;
DROP TABLE guide_revisions;
DROP TABLE guide_file_pages;
DROP TABLE guide_file_passages;
DROP TABLE guide_file_pieces;
DROP TABLE guide_files;
DROP TABLE guides;
CREATE TABLE guides (
    id         TEXT PRIMARY KEY,
    meta       TEXT NOT NULL,
    checksum   TEXT NOT NULL,
    pdf        BYTEA NOT NULL,
    pages      BIGINT NOT NULL,
    warnings   TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE TABLE passages (
    guide_id TEXT NOT NULL REFERENCES guides (id) ON DELETE CASCADE,
    n        BIGINT NOT NULL,
    page     BIGINT NOT NULL,
    section  TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (guide_id, n)
);
CREATE TABLE guide_pages (
    guide_id TEXT NOT NULL REFERENCES guides (id) ON DELETE CASCADE,
    page     BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (guide_id, page)
);

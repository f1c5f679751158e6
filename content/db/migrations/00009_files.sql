-- +goose Up

-- handoff: what operators write often, each under a short name.
CREATE TABLE canned_replies (
    id         TEXT PRIMARY KEY,
    queue_id   TEXT NOT NULL, -- empty: for all queues
    lang       TEXT NOT NULL,
    name       TEXT NOT NULL,
    text       TEXT NOT NULL, -- with variables in braces
    revision   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
-- One who types a name means one text.
CREATE UNIQUE INDEX canned_replies_name ON canned_replies (queue_id, lang, name);

-- handoff: files of conversations. Their bytes are in a blob store, under their ids.
CREATE TABLE attachments (
    id              TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    author          TEXT NOT NULL,   -- student | operator
    operator_id     TEXT NOT NULL,
    client_id       TEXT NOT NULL,
    state           TEXT NOT NULL,   -- arriving | stored | leaving
    name            TEXT NOT NULL,
    type            TEXT NOT NULL,   -- application/pdf | image/jpeg | image/png
    size            BIGINT NOT NULL, -- bytes
    preview_size    BIGINT NOT NULL, -- bytes; 0 where there is none
    width           BIGINT NOT NULL, -- pixels of a picture, else 0
    height          BIGINT NOT NULL,
    seq             BIGINT NOT NULL, -- of the message that shows it; 0 before
    created_at      BIGINT NOT NULL
);
-- A file sent twice is one file, whichever try came first.
CREATE UNIQUE INDEX attachments_client ON attachments (conversation_id, author, client_id) WHERE state = 'stored';
CREATE INDEX attachments_conversation ON attachments (conversation_id, author);
CREATE INDEX attachments_unused ON attachments (created_at) WHERE seq = 0;

-- handoff/blob: the store within the database, in pieces, so that no message waits
-- behind a large write.
CREATE TABLE blobs (
    key  TEXT PRIMARY KEY, -- written last: what is here is whole
    size BIGINT NOT NULL
);
CREATE TABLE blob_pieces (
    key  TEXT NOT NULL,
    n    BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (key, n)
);

-- handoff: what students thought of a chat that is over.
CREATE TABLE ratings (
    chat_id    TEXT PRIMARY KEY REFERENCES chats (id) ON DELETE CASCADE,
    queue_id   TEXT NOT NULL,   -- in which it closed
    stars      BIGINT NOT NULL, -- 1 to 5
    comment    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX ratings_created ON ratings (created_at);

-- +goose Down
DROP TABLE ratings;
DROP TABLE blob_pieces;
DROP TABLE blobs;
DROP TABLE attachments;
DROP TABLE canned_replies;

-- +goose Up

-- Numbers that only grow. 'event' orders everything at the desk, 'library' tells the
-- nodes that published content has changed.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

-- faq ------------------------------------------------------------------------

CREATE TABLE topics (
    id       TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    body     TEXT NOT NULL -- JSON
);

-- What an import brought that is neither entry nor guide, byte for byte.
CREATE TABLE library_files (
    path TEXT PRIMARY KEY,
    body BYTEA NOT NULL
);

CREATE TABLE entries (
    id         TEXT PRIMARY KEY,
    topic      TEXT NOT NULL,
    lang       TEXT NOT NULL,
    source     TEXT NOT NULL, -- the file, byte for byte: front matter and Markdown
    revision   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE entry_revisions (
    entry_id   TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    source     TEXT NOT NULL, -- empty when this revision removed the entry
    author     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (entry_id, revision)
);

CREATE TABLE guides (
    id         TEXT PRIMARY KEY,
    meta       TEXT NOT NULL, -- the YAML file, byte for byte
    checksum   TEXT NOT NULL, -- SHA-256 of the PDF
    pdf        BYTEA NOT NULL,
    pages      BIGINT NOT NULL,
    warnings   TEXT NOT NULL, -- JSON: what could not be read
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

-- The lines of each page with their places, to highlight what is quoted.
CREATE TABLE guide_pages (
    guide_id TEXT NOT NULL REFERENCES guides (id) ON DELETE CASCADE,
    page     BIGINT NOT NULL,
    body     TEXT NOT NULL, -- JSON
    PRIMARY KEY (guide_id, page)
);

CREATE TABLE suggestions (
    id         TEXT PRIMARY KEY,
    chat_id    TEXT NOT NULL UNIQUE, -- closing a chat twice proposes once
    kind       TEXT NOT NULL,        -- alternate | entry
    entry_id   TEXT NOT NULL,
    topic      TEXT NOT NULL,
    lang       TEXT NOT NULL,
    text       TEXT NOT NULL,        -- the student's words
    note       TEXT NOT NULL,        -- the operator's
    author     TEXT NOT NULL,
    state      TEXT NOT NULL,        -- open | accepted | declined
    created_at BIGINT NOT NULL
);
CREATE INDEX suggestions_state ON suggestions (state, created_at);

-- handoff --------------------------------------------------------------------

CREATE TABLE queues (
    id       TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    body     TEXT NOT NULL -- JSON: names, hours, contacts
);

CREATE TABLE operators (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    level    BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    state    TEXT NOT NULL, -- available | paused | away
    seen_at  BIGINT NOT NULL
);

CREATE TABLE operator_queues (
    operator_id TEXT NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    queue_id    TEXT NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
    PRIMARY KEY (operator_id, queue_id)
);
CREATE INDEX operator_queues_queue ON operator_queues (queue_id);

CREATE TABLE chats (
    id              TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    queue_id        TEXT NOT NULL REFERENCES queues (id),
    channel         TEXT NOT NULL,   -- chat | ticket
    state           TEXT NOT NULL,   -- waiting | engaged | closed
    operator_id     TEXT NOT NULL,   -- empty while nobody has it
    lang            TEXT NOT NULL,
    subject         TEXT NOT NULL,   -- the question that stayed open
    student         TEXT NOT NULL,   -- how the student is called, may be empty
    created_at      BIGINT NOT NULL,
    queued_at       BIGINT NOT NULL, -- its place in line; kept when it goes back
    claimed_at      BIGINT NOT NULL,
    closed_at       BIGINT NOT NULL,
    closed_seq      BIGINT NOT NULL,
    outcome         TEXT NOT NULL,
    entry_id        TEXT NOT NULL,
    note            TEXT NOT NULL
);
-- A conversation has at most one chat open: joining twice joins once.
CREATE UNIQUE INDEX chats_open ON chats (conversation_id) WHERE state <> 'closed';
CREATE INDEX chats_waiting ON chats (queue_id, queued_at, id) WHERE state = 'waiting';
CREATE INDEX chats_operator ON chats (operator_id, state);

CREATE TABLE events (
    seq             BIGINT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    chat_id         TEXT NOT NULL,
    kind            TEXT NOT NULL,
    author          TEXT NOT NULL,   -- student | operator | system
    operator_id     TEXT NOT NULL,
    client_id       TEXT NOT NULL,
    text            TEXT NOT NULL,
    data            TEXT NOT NULL,   -- JSON
    created_at      BIGINT NOT NULL
);
CREATE INDEX events_conversation ON events (conversation_id, seq);
CREATE INDEX events_chat ON events (chat_id, seq);
-- A message sent twice is one message.
CREATE UNIQUE INDEX events_client ON events (conversation_id, author, client_id) WHERE client_id <> '';

-- assistant ------------------------------------------------------------------

CREATE TABLE conversations (
    id          TEXT PRIMARY KEY,
    token_hash  TEXT NOT NULL,
    lang        TEXT NOT NULL,
    entry_point TEXT NOT NULL,
    page        TEXT NOT NULL,
    identity    TEXT NOT NULL, -- JSON: name, e-mail, matricola where known
    topic       TEXT NOT NULL, -- of the last turn
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL
);

CREATE TABLE turns (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    n               BIGINT NOT NULL,
    follows         BIGINT NOT NULL, -- the turn whose reply did not serve, or 0
    client_id       TEXT NOT NULL,
    text            TEXT NOT NULL,
    kind            TEXT NOT NULL,   -- answer | choices | handoff
    confidence      DOUBLE PRECISION NOT NULL,
    reply           TEXT NOT NULL,   -- JSON: the reply as the student saw it
    candidates      TEXT NOT NULL,   -- JSON: what else was close, best first
    helped          TEXT NOT NULL,   -- '' | yes | no
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, n)
);
CREATE UNIQUE INDEX turns_client ON turns (conversation_id, client_id) WHERE client_id <> '';
-- A reply is rejected, or a choice made, once.
CREATE UNIQUE INDEX turns_follows ON turns (conversation_id, follows) WHERE follows > 0;

-- web/auth -------------------------------------------------------------------

CREATE TABLE users (
    id         TEXT PRIMARY KEY,
    login      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    password   TEXT NOT NULL, -- argon2id in the PHC string format; empty: no sign-in by password
    roles      TEXT NOT NULL, -- JSON
    lang       TEXT NOT NULL,
    disabled   BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE api_tokens (
    token_hash TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE api_tokens;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE turns;
DROP TABLE conversations;
DROP TABLE events;
DROP TABLE chats;
DROP TABLE operator_queues;
DROP TABLE operators;
DROP TABLE queues;
DROP TABLE suggestions;
DROP TABLE guide_pages;
DROP TABLE passages;
DROP TABLE guides;
DROP TABLE entry_revisions;
DROP TABLE entries;
DROP TABLE library_files;
DROP TABLE topics;
DROP TABLE counters;

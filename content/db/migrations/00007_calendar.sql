-- +goose Up

-- Days on which a queue, or all queues (queue_id empty), keep other hours than usual.
CREATE TABLE exceptions (
    id        TEXT PRIMARY KEY,
    queue_id  TEXT NOT NULL,   -- no reference: empty is all
    from_day  TEXT NOT NULL,   -- 2026-12-24, both days included
    to_day    TEXT NOT NULL,
    times     TEXT NOT NULL,   -- JSON: when open all the same; [] is closed
    reason_it TEXT NOT NULL,   -- told to students
    reason_en TEXT NOT NULL,
    revision  BIGINT NOT NULL
);
CREATE INDEX exceptions_to ON exceptions (to_day, from_day);

-- The one row with the feast of the town where the office is.
CREATE TABLE patron (
    id       BIGINT PRIMARY KEY,
    day      TEXT NOT NULL,    -- 12-07; empty for none
    name_it  TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    revision BIGINT NOT NULL
);
INSERT INTO patron (id, day, name_it, name_en, revision) VALUES (1, '', '', '', 0);

-- What the supervisors' board counts: who is engaged by queue, and what was claimed and
-- closed since this morning.
CREATE INDEX chats_engaged ON chats (queue_id) WHERE state = 'engaged';
CREATE INDEX chats_abandoned ON chats (closed_at) WHERE outcome = 'abandoned';
CREATE INDEX events_claimed ON events (created_at) WHERE kind = 'claimed';

-- +goose Down
DROP INDEX events_claimed;
DROP INDEX chats_abandoned;
DROP INDEX chats_engaged;
DROP TABLE patron;
DROP TABLE exceptions;

-- +goose Up

-- What each who joined a line by chat was to expect, and how it came: from these the
-- estimates learn, and it is counted how many held.
CREATE TABLE waits (
    chat_id    TEXT PRIMARY KEY,
    queue_id   TEXT NOT NULL,
    joined_at  BIGINT NOT NULL,
    mid_ms     BIGINT NOT NULL, -- what the model said: the median
    spread     BIGINT NOT NULL, -- thousandths of the standard deviation of the logarithm; 0: it said nothing
    free       BIGINT NOT NULL, -- 1: a slot was free
    from_ms    BIGINT NOT NULL, -- the estimate
    to_ms      BIGINT NOT NULL,
    told       BIGINT NOT NULL, -- 1: it was told, 0: it was not trusted
    decided_at BIGINT NOT NULL, -- when an operator took the chat or the student left; 0: neither yet
    taken      BIGINT NOT NULL  -- 1: an operator took it
);
CREATE INDEX waits_open ON waits (joined_at) WHERE decided_at = 0;
CREATE INDEX waits_decided ON waits (decided_at) WHERE decided_at > 0;

-- How long chats lasted of late.
CREATE INDEX chats_ended ON chats (closed_at) WHERE state = 'closed';

-- The waiting room before a line that is full: who is called back when a place comes free,
-- in the order of asking.
CREATE TABLE callbacks (
    id              TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    queue_id        TEXT NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
    state           TEXT NOT NULL,   -- waiting | offered | joined | lapsed | cancelled
    asked_at        BIGINT NOT NULL,
    held_until      BIGINT NOT NULL, -- until when the place that was offered is held
    changed_at      BIGINT NOT NULL
);
-- A conversation is in one waiting room.
CREATE UNIQUE INDEX callbacks_open ON callbacks (conversation_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX callbacks_line ON callbacks (queue_id, state, asked_at, id) WHERE state IN ('waiting', 'offered');

-- When appointments with a queue can be booked: JSON.
CREATE TABLE appointment_plans (
    queue_id TEXT PRIMARY KEY REFERENCES queues (id) ON DELETE CASCADE,
    body     TEXT NOT NULL
);

CREATE TABLE appointments (
    id              TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    queue_id        TEXT NOT NULL REFERENCES queues (id),
    starts_at       BIGINT NOT NULL,
    ends_at         BIGINT NOT NULL,
    state           TEXT NOT NULL, -- booked | cancelled | over
    student         TEXT NOT NULL, -- how the student is called, may be empty
    subject         TEXT NOT NULL, -- the question that stayed open
    created_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX appointments_own ON appointments (conversation_id) WHERE state = 'booked';
CREATE INDEX appointments_at ON appointments (queue_id, starts_at) WHERE state = 'booked';

-- +goose Down
DROP TABLE appointments;
DROP TABLE appointment_plans;
DROP TABLE callbacks;
DROP INDEX chats_ended;
DROP TABLE waits;

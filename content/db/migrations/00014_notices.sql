-- +goose Up

-- faq/notice: announcements with a beginning and an end.
CREATE TABLE notices (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,   -- deadline | disruption | info
    texts        TEXT NOT NULL,   -- JSON: by language, title and Markdown
    topics       TEXT NOT NULL,   -- JSON; none: for all
    entry_points TEXT NOT NULL,   -- JSON; none: for all
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    withdrawn_at BIGINT NOT NULL, -- 0: it is not
    revision     BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    changed_by   TEXT NOT NULL
);
CREATE INDEX notices_end ON notices (ends_at);

-- faq/notice: who asked for notices by e-mail. The row, and with it the address, goes
-- when they unsubscribe.
CREATE TABLE subscribers (
    id            TEXT PRIMARY KEY,
    address       TEXT NOT NULL UNIQUE,
    state         TEXT NOT NULL,   -- asked | confirmed | refused
    lang          TEXT NOT NULL,
    topics        TEXT NOT NULL,   -- JSON; none: all
    wanted_lang   TEXT NOT NULL,   -- what they asked for last and have yet to confirm
    wanted_topics TEXT NOT NULL,
    asks          BIGINT NOT NULL, -- within a day
    asked_at      BIGINT NOT NULL  -- for the last time; of one refused, when that was
);
CREATE INDEX subscribers_state ON subscribers (state, id);

-- faq/notice: the sending of a notice, with the words it had when it began.
CREATE TABLE mailings (
    notice_id  TEXT PRIMARY KEY,
    state      TEXT NOT NULL,   -- running | stopped
    notice     TEXT NOT NULL,   -- JSON
    filled_to  TEXT NOT NULL,   -- the last subscriber who was looked at
    filled     BIGINT NOT NULL, -- 1: all were
    started_at BIGINT NOT NULL,
    started_by TEXT NOT NULL
);

-- faq/notice: one letter to one subscriber; without a notice it is the request to
-- confirm. The id is also that of the message.
CREATE TABLE mails (
    id            TEXT PRIMARY KEY,
    notice_id     TEXT NOT NULL,
    subscriber_id TEXT NOT NULL,
    state         TEXT NOT NULL,   -- waiting | claimed | sending | sent | failed | unsure
    sender        TEXT NOT NULL,   -- who claimed it
    due_at        BIGINT NOT NULL, -- waiting: when to try; claimed, sending: until when that holds
    tries         BIGINT NOT NULL,
    tried_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX mails_once ON mails (notice_id, subscriber_id);
CREATE INDEX mails_due ON mails (due_at, state, notice_id) WHERE state IN ('waiting', 'claimed', 'sending');
CREATE INDEX mails_progress ON mails (notice_id, state);
CREATE INDEX mails_tried ON mails (tried_at);
CREATE INDEX mails_subscriber ON mails (subscriber_id);

-- faq/notice: what signs the links of letters, made at the first use.
CREATE TABLE notice_keys (
    name TEXT PRIMARY KEY,
    key  TEXT NOT NULL
);

-- +goose Down
DROP TABLE notice_keys;
DROP TABLE mails;
DROP TABLE mailings;
DROP TABLE subscribers;
DROP TABLE notices;

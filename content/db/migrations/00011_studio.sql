-- +goose Up

-- faq: what editors write and students do not see yet.
CREATE TABLE drafts (
    id         TEXT PRIMARY KEY, -- of the entry
    topic      TEXT NOT NULL,    -- as the source says, empty where that can't be read
    lang       TEXT NOT NULL,
    question   TEXT NOT NULL,
    source     TEXT NOT NULL,    -- the file, with whatever is wrong in it
    base       BIGINT NOT NULL,  -- the revision it was begun from; 0: none
    revision   BIGINT NOT NULL,  -- of the draft; grows with every save and never begins anew
    state      TEXT NOT NULL,    -- draft | review
    author     TEXT NOT NULL,    -- who changed it last
    changed_at BIGINT NOT NULL,
    publish_at BIGINT NOT NULL,  -- when it is published by itself; 0: not
    approved   TEXT NOT NULL,    -- who put it on the schedule
    note       TEXT NOT NULL,    -- for the colleagues
    failure    TEXT NOT NULL     -- why it was not published when its time came: problems | stale
);
CREATE INDEX drafts_schedule ON drafts (publish_at) WHERE publish_at > 0;

-- Who has an entry open in the studio, to be told to the others.
CREATE TABLE editing (
    entry_id TEXT NOT NULL,
    user_id  TEXT NOT NULL,
    name     TEXT NOT NULL,
    seen_at  BIGINT NOT NULL,
    PRIMARY KEY (entry_id, user_id)
);

-- Where the readers of an entry that is gone are led.
CREATE TABLE redirects (
    id         TEXT PRIMARY KEY, -- of the entry that is gone
    target     TEXT NOT NULL,    -- the entry that answers instead
    author     TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

ALTER TABLE entry_revisions ADD COLUMN kind TEXT NOT NULL DEFAULT ''; -- edit | import | archive | restore | schedule | twin; '': from before
ALTER TABLE entry_revisions ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- Questions by which editors see that nothing breaks.
CREATE TABLE test_questions (
    id         TEXT PRIMARY KEY,
    text       TEXT NOT NULL,
    lang       TEXT NOT NULL,
    entry_id   TEXT NOT NULL, -- what should answer it; empty: nothing should
    revision   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);

-- web/links: what the addresses in entries said when they were last asked.
CREATE TABLE links (
    url        TEXT PRIMARY KEY,
    state      TEXT NOT NULL,   -- new | ok | moved | dead | unknown
    status     BIGINT NOT NULL, -- of HTTP; 0 where none came
    target     TEXT NOT NULL,   -- where it has moved for good
    failures   BIGINT NOT NULL, -- in a row
    checked_at BIGINT NOT NULL, -- 0: never
    due_at     BIGINT NOT NULL
);
CREATE INDEX links_due ON links (due_at);

-- assistant: the entry, or passage, that a reply shows; NULL of turns from before, until
-- they have been looked through.
ALTER TABLE turns ADD COLUMN shown TEXT;
CREATE INDEX turns_shown ON turns (created_at, shown) WHERE shown <> '';
CREATE INDEX turns_unread ON turns (conversation_id) WHERE shown IS NULL;

-- web/auth: who published until now, goes on publishing.
UPDATE users SET roles = REPLACE(roles, '"editor"', '"editor","reviewer"') WHERE roles LIKE '%"editor"%';

-- +goose Down
UPDATE users SET roles = REPLACE(roles, '"editor","reviewer"', '"editor"');
DROP INDEX turns_unread;
DROP INDEX turns_shown;
ALTER TABLE turns DROP COLUMN shown;
DROP TABLE links;
DROP TABLE test_questions;
ALTER TABLE entry_revisions DROP COLUMN note;
ALTER TABLE entry_revisions DROP COLUMN kind;
DROP TABLE redirects;
DROP TABLE editing;
DROP TABLE drafts;

-- +goose Up

-- JSON: what the matcher decided on the question and what it went by; empty of turns from
-- before, and of those that no question was matched for.
ALTER TABLE turns ADD COLUMN decided TEXT NOT NULL DEFAULT '';

-- What students said of what they were shown, for the matcher to learn from: of one
-- conversation and entry (or passage) the last word.
CREATE TABLE feedback (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    item            TEXT NOT NULL,
    said            TEXT NOT NULL,             -- yes | no | picked: chosen, and no word yet
    confidence      DOUBLE PRECISION NOT NULL, -- the model's, of the first candidate of a question; else -1
    period          BIGINT NOT NULL,           -- the week, counted from 1970
    origin          TEXT NOT NULL,             -- the network it came from, under that week's key
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, item)
);
CREATE INDEX feedback_created ON feedback (created_at);

-- The keys of origins. One is thrown away when its week is over: from then on nobody can
-- tell which network an origin was, nor whether those of two weeks are the same.
CREATE TABLE origin_keys (
    period BIGINT PRIMARY KEY,
    secret TEXT NOT NULL
);

-- +goose Down
DROP TABLE origin_keys;
DROP TABLE feedback;
ALTER TABLE turns DROP COLUMN decided;

-- +goose Up

-- What students asked and nothing answered is found by these, however many turns there are.
CREATE INDEX turns_open ON turns (created_at) WHERE kind <> 'answer' OR helped = 'no';
CREATE INDEX chats_conversation ON chats (conversation_id);

-- faq: what editors decided about a gap, that is questions of one meaning that nothing answers.
CREATE TABLE gap_decisions (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,   -- dismissed | draft | wording
    questions  TEXT NOT NULL,   -- JSON: keys of the questions it was said of; no words of theirs
    students   BIGINT NOT NULL, -- who had asked until then
    entry_id   TEXT NOT NULL,   -- of draft and wording
    reason     TEXT NOT NULL,
    author     TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What became of a suggestion, for the operator who made it.
ALTER TABLE suggestions ADD COLUMN author_id TEXT NOT NULL DEFAULT '';
ALTER TABLE suggestions ADD COLUMN reason TEXT NOT NULL DEFAULT '';     -- why it was declined
ALTER TABLE suggestions ADD COLUMN settled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE suggestions ADD COLUMN settled_at BIGINT NOT NULL DEFAULT 0;
UPDATE suggestions SET author_id = COALESCE((SELECT operator_id FROM chats WHERE chats.id = suggestions.chat_id), '');
CREATE INDEX suggestions_author ON suggestions (author_id, created_at);

-- +goose Down
DROP INDEX suggestions_author;
ALTER TABLE suggestions DROP COLUMN settled_at;
ALTER TABLE suggestions DROP COLUMN settled_by;
ALTER TABLE suggestions DROP COLUMN reason;
ALTER TABLE suggestions DROP COLUMN author_id;
DROP TABLE gap_decisions;
DROP INDEX chats_conversation;
DROP INDEX turns_open;

-- +goose Up

-- faq: the entries whose place a draft takes when it is published, [{"id": "...", "revision": 3}].
ALTER TABLE drafts ADD COLUMN replaces TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE drafts DROP COLUMN replaces;

-- +goose Up

-- faq: what files of a library's folder have been in it, or come out of it, besides entries
-- and the YAML files of guides, whose revisions tell. An export takes away, and writes over,
-- nothing else.
CREATE TABLE library_known (
    path     TEXT NOT NULL, -- in the folder, with slashes
    checksum TEXT NOT NULL, -- SHA-256 of the file, in hexadecimal
    PRIMARY KEY (path, checksum)
);
INSERT INTO library_known (path, checksum)
    SELECT DISTINCT 'guides/' || r.guide_id || '.pdf', f.checksum FROM guide_revisions r JOIN guide_files f ON f.id = r.file_id;
INSERT INTO library_known (path, checksum) SELECT 'pictures/' || name, checksum FROM pictures;

-- faq: when each guide that a draft cites came into it, {"the address": milliseconds}.
ALTER TABLE drafts ADD COLUMN cited TEXT NOT NULL DEFAULT '{}';
-- faq: the draft of the translation, with which one on the schedule is published: both, or
-- none. Empty: alone.
ALTER TABLE drafts ADD COLUMN together TEXT NOT NULL DEFAULT '';

-- faq: drafts of guides that were thrown away, for as long as that may be undone.
CREATE TABLE guide_drafts_discarded (
    id           TEXT PRIMARY KEY,
    guide_id     TEXT NOT NULL,   -- as of guide_drafts, the rest too
    meta         TEXT NOT NULL,
    name         TEXT NOT NULL,
    file_id      TEXT NOT NULL,
    state        TEXT NOT NULL,
    failure      TEXT NOT NULL,
    done         BIGINT NOT NULL,
    total        BIGINT NOT NULL,
    revision     BIGINT NOT NULL,
    author       TEXT NOT NULL,
    changed_at   BIGINT NOT NULL,
    discarded_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE guide_drafts_discarded;
ALTER TABLE drafts DROP COLUMN together;
ALTER TABLE drafts DROP COLUMN cited;
DROP TABLE library_known;

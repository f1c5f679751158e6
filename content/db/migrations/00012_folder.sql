-- +goose Up

-- faq: the folder of files from which the library is kept, where a node watches one. One
-- row at most.
CREATE TABLE content_folder (
    id       BIGINT PRIMARY KEY, -- 1
    holder   TEXT NOT NULL,      -- the node that reads it
    folder   TEXT NOT NULL,      -- as that node calls it
    seen_at  BIGINT NOT NULL,    -- the last sign of the holder
    read_at  BIGINT NOT NULL,    -- when it was read last; 0: never
    entries  BIGINT NOT NULL,    -- that it had then, without problems
    guides   BIGINT NOT NULL,
    problems TEXT NOT NULL,      -- JSON: what is wrong in its files
    failure  TEXT NOT NULL       -- why it could not be read or brought in; empty: it was
);

-- +goose Down
DROP TABLE content_folder;

-- +goose Up

-- Pairs of entries that an editor has looked at and found right as they are. Each holds
-- while both entries keep the words that checksum was made of.
CREATE TABLE dismissed_pairs (
    kind       TEXT NOT NULL, -- duplicate | contradiction | translation
    a          TEXT NOT NULL, -- ids of entries, the lower first
    b          TEXT NOT NULL,
    checksum   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    author     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (kind, a, b)
);

-- +goose Down
DROP TABLE dismissed_pairs;

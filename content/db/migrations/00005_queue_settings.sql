-- +goose Up

-- What supervisors decide about a queue: JSON, apart from its body, which each import
-- of the library writes anew. The revision tells two supervisors apart.
ALTER TABLE queues ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE queues ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

-- Whose operators may help out: a chat that has waited in queue_id for so long may go
-- to the operators of helper_id. Written with the settings, read when chats are given out.
CREATE TABLE queue_overflows (
    queue_id  TEXT NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
    helper_id TEXT NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
    after_ms  BIGINT NOT NULL,
    PRIMARY KEY (queue_id, helper_id)
);

-- +goose Down
DROP TABLE queue_overflows;
ALTER TABLE queues DROP COLUMN revision;
ALTER TABLE queues DROP COLUMN settings;

-- +goose Up
-- handoff: the few open chats that a supervisor's board marks, read each second.
CREATE INDEX chats_marked ON chats (queue_id, operator_id) WHERE state <> 'closed' AND (behind < 0 OR level = 2);

-- +goose Down
DROP INDEX chats_marked;

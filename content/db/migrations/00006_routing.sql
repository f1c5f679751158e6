-- +goose Up

-- The place in line: the number of the event by which the chat was queued. Clocks jump,
-- numbers don't. behind is 0 for a chat that goes before all that wait for their turn.
ALTER TABLE chats ADD COLUMN line BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN behind BIGINT NOT NULL DEFAULT 1;
UPDATE chats SET line = COALESCE((SELECT MIN(e.seq) FROM events e WHERE e.chat_id = chats.id AND e.kind = 'queued'), 0);
UPDATE chats SET behind = 0 WHERE state = 'waiting' AND claimed_at > 0;
CREATE INDEX chats_line ON chats (queue_id, channel, behind, line) WHERE state = 'waiting';

-- Who may have it, and who rather.
ALTER TABLE chats ADD COLUMN level BIGINT NOT NULL DEFAULT 1;           -- 1 or 2: of the operators who may have it
ALTER TABLE chats ADD COLUMN last_operator TEXT NOT NULL DEFAULT '';    -- whom the student knows
ALTER TABLE chats ADD COLUMN refused_by TEXT NOT NULL DEFAULT '';       -- who gave it up last
ALTER TABLE chats ADD COLUMN refused_until BIGINT NOT NULL DEFAULT 0;   -- and is spared it until then
ALTER TABLE chats ADD COLUMN escalated_by TEXT NOT NULL DEFAULT '';
ALTER TABLE chats ADD COLUMN escalated_from TEXT NOT NULL DEFAULT '';   -- the queue
UPDATE chats SET last_operator = operator_id;
CREATE INDEX chats_refused ON chats (refused_until) WHERE state = 'waiting' AND refused_until > 0;

-- Students who leave without a word.
ALTER TABLE chats ADD COLUMN student_at BIGINT NOT NULL DEFAULT 0; -- the last sign of the student
ALTER TABLE chats ADD COLUMN gone_at BIGINT NOT NULL DEFAULT 0;    -- since when a waiting chat is passed over; 0: it is not
ALTER TABLE chats ADD COLUMN lapsed BIGINT NOT NULL DEFAULT 0;     -- 1: closed because the student fell silent
ALTER TABLE chats ADD COLUMN resumed BIGINT NOT NULL DEFAULT 0;    -- 1: goes on with one that lapsed
UPDATE chats SET student_at = queued_at;

CREATE INDEX chats_closed ON chats (operator_id, closed_seq) WHERE state = 'closed';

-- What of the settings is needed to give chats out.
ALTER TABLE queues ADD COLUMN routing TEXT NOT NULL DEFAULT 'push';
UPDATE queues SET routing = 'pull' WHERE settings LIKE '%"routing":"pull"%';

ALTER TABLE operators ADD COLUMN engaged BIGINT NOT NULL DEFAULT 0;    -- chats they have; tickets do not count
ALTER TABLE operators ADD COLUMN idle_since BIGINT NOT NULL DEFAULT 0; -- since they were last given a chat or lost one
ALTER TABLE operators ADD COLUMN state_at BIGINT NOT NULL DEFAULT 0;   -- since when they are in their state
ALTER TABLE operators ADD COLUMN state_by TEXT NOT NULL DEFAULT '';    -- the supervisor who put them there, by name
UPDATE operators SET engaged = (SELECT COUNT(*) FROM chats c
    WHERE c.operator_id = operators.id AND c.state = 'engaged' AND c.channel = 'chat');
-- In a crowd nobody is free, and this index says so at once.
CREATE INDEX operators_free ON operators (seen_at) WHERE state = 'available' AND engaged < capacity;

-- The languages an operator speaks; none: all.
CREATE TABLE operator_languages (
    operator_id TEXT NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    lang        TEXT NOT NULL,
    PRIMARY KEY (operator_id, lang)
);

-- +goose Down
DROP TABLE operator_languages;
DROP INDEX operators_free;
ALTER TABLE operators DROP COLUMN state_by;
ALTER TABLE operators DROP COLUMN state_at;
ALTER TABLE operators DROP COLUMN idle_since;
ALTER TABLE operators DROP COLUMN engaged;
ALTER TABLE queues DROP COLUMN routing;
DROP INDEX chats_closed;
DROP INDEX chats_refused;
DROP INDEX chats_line;
ALTER TABLE chats DROP COLUMN resumed;
ALTER TABLE chats DROP COLUMN lapsed;
ALTER TABLE chats DROP COLUMN gone_at;
ALTER TABLE chats DROP COLUMN student_at;
ALTER TABLE chats DROP COLUMN escalated_from;
ALTER TABLE chats DROP COLUMN escalated_by;
ALTER TABLE chats DROP COLUMN refused_until;
ALTER TABLE chats DROP COLUMN refused_by;
ALTER TABLE chats DROP COLUMN last_operator;
ALTER TABLE chats DROP COLUMN level;
ALTER TABLE chats DROP COLUMN behind;
ALTER TABLE chats DROP COLUMN line;

-- +goose Up

-- handoff: who changes a plan must have read the last one.
ALTER TABLE appointment_plans ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;

-- Why the office took an appointment back (state 'withdrawn'), as the student reads it.
ALTER TABLE appointments ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- The student is told for as long as it is there.
CREATE INDEX appointments_withdrawn ON appointments (conversation_id) WHERE state = 'withdrawn';

-- +goose Down
DROP INDEX appointments_withdrawn;
ALTER TABLE appointments DROP COLUMN reason;
ALTER TABLE appointment_plans DROP COLUMN revision;

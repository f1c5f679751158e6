-- +goose Up

-- faq/notice: notices also go out by SMS. A subscriber, and so each of their messages,
-- is of one channel; a notice is sent by each of them apart.
ALTER TABLE subscribers ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail'; -- mail | sms
ALTER TABLE subscribers ADD COLUMN code_tries BIGINT NOT NULL DEFAULT 0; -- of the code sent last
CREATE INDEX subscribers_channel ON subscribers (channel, state, id);

ALTER TABLE mails ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail';

CREATE TABLE sendings (
    notice_id  TEXT NOT NULL,
    channel    TEXT NOT NULL,   -- mail | sms
    state      TEXT NOT NULL,   -- running | stopped
    notice     TEXT NOT NULL,   -- JSON, as it was when the sending began
    filled_to  TEXT NOT NULL,   -- the last subscriber who was looked at
    filled     BIGINT NOT NULL, -- 1: all were
    started_at BIGINT NOT NULL,
    started_by TEXT NOT NULL,
    PRIMARY KEY (notice_id, channel)
);
INSERT INTO sendings (notice_id, channel, state, notice, filled_to, filled, started_at, started_by)
    SELECT notice_id, 'mail', state, notice, filled_to, filled, started_at, started_by FROM mailings;
DROP TABLE mailings;

-- +goose Down
CREATE TABLE mailings (
    notice_id  TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    notice     TEXT NOT NULL,
    filled_to  TEXT NOT NULL,
    filled     BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by TEXT NOT NULL
);
INSERT INTO mailings (notice_id, state, notice, filled_to, filled, started_at, started_by)
    SELECT notice_id, state, notice, filled_to, filled, started_at, started_by FROM sendings WHERE channel = 'mail';
DROP TABLE sendings;
DELETE FROM mails WHERE channel <> 'mail';
ALTER TABLE mails DROP COLUMN channel;
DROP INDEX subscribers_channel;
DELETE FROM subscribers WHERE channel <> 'mail';
ALTER TABLE subscribers DROP COLUMN code_tries;
ALTER TABLE subscribers DROP COLUMN channel;

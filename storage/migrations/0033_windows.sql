-- A chat that takes nothing more until its person writes again: since when (0: it takes).
ALTER TABLE account ADD COLUMN shut_at INTEGER NOT NULL DEFAULT 0;
-- Until when a message is of use to its reader; 0: for ever.
ALTER TABLE outbox ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_until ON outbox (until) WHERE until > 0 AND state IN ('held', 'new', 'wait');

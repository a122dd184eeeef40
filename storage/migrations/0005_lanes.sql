-- Every message knows its channel, so that one channel in trouble cannot use up the places of another.
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT '';
UPDATE outbox SET channel = coalesce((SELECT channel FROM account WHERE account.id = outbox.account), '');
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (channel, rank, id) WHERE state = 'new';
-- All that waits for someone, also what is kept for those who do not hear us.
CREATE INDEX outbox_live ON outbox (account, id) WHERE state IN ('held', 'new', 'wait', 'sending');

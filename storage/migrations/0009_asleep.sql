-- An office that nobody used for long is asleep until its inviter or an administrator wakes it. Every open one gets its clock.
ALTER TABLE granted ADD COLUMN asleep INTEGER NOT NULL DEFAULT 0;
ALTER TABLE granted ADD COLUMN woken INTEGER NOT NULL DEFAULT 0;
CREATE INDEX opinion_handler ON opinion (handler) WHERE handler <> '' AND phase IN ('waiting', 'working');
INSERT INTO timer (key, kind, due, object, args, state)
  SELECT 'idle:' || id || ':first', 'idle', since, id, '{}', 'waiting' FROM granted WHERE until = 0;

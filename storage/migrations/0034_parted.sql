-- Since when a chat has been its person's (of those from before: since the person began): a later one may not part an earlier one. And when it was parted
-- from (0: it was not): such a row has no address any more and stays the person's, for what was sent from it.
ALTER TABLE account ADD COLUMN joined_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN parted_at INTEGER NOT NULL DEFAULT 0;
-- Wrong tries are counted by the chat's blind index, which stays when the chat changes hands, and by their kind over all chats. What was
-- counted until now locked something for an hour.
DELETE FROM miss;
ALTER TABLE miss RENAME COLUMN person TO chat;
CREATE INDEX miss_kind ON miss (kind, at);
UPDATE account SET joined_at = (SELECT created_at FROM person WHERE person.id = account.person);
-- Whether a chat is still nobody's, and that nobody's row going, look through what anyone was ever granted, offered, or stood in for.
CREATE INDEX granted_ever ON granted (person);
CREATE INDEX invite_person ON invite (person);
CREATE INDEX absence_ever ON absence (person);
CREATE INDEX absence_stands ON absence (deputy);
CREATE INDEX pass_ever ON pass (person);

-- In the room: every line that a clerk noted to a topic; the one said last is its mark. `voice`: the words came as a recording (its files
-- belong to the line), which has to be written down. The words stand here, where they can be erased.
CREATE TABLE mark (
  id TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), opinion TEXT NOT NULL REFERENCES opinion (id),
  kind TEXT NOT NULL CHECK (kind IN ('answered', 'promised', 'assigned', 'not_reached')), day TEXT NOT NULL, agency TEXT NOT NULL,
  text TEXT NOT NULL, voice INTEGER NOT NULL CHECK (voice IN (0, 1)), author TEXT NOT NULL, said_at INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX mark_topic ON mark (dialogue, opinion, said_at);
CREATE INDEX mark_opinion ON mark (opinion);

-- The question book of a dialogue, frozen by number. What is said in a row stands in `words` and goes with its author's words; `facts`
-- holds no words and no identity. What waits until a voice is written down, and what is not heard, stands there by its id alone.
CREATE TABLE book_version (
  id TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), no INTEGER NOT NULL, final INTEGER NOT NULL CHECK (final IN (0, 1)),
  gone TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (dialogue, no)
) STRICT;
CREATE TABLE book_row (
  version TEXT NOT NULL REFERENCES book_version (id), opinion TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('row', 'waiting', 'out')),
  no INTEGER NOT NULL, facts TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (version, opinion)
) STRICT;
CREATE INDEX book_row_opinion ON book_row (opinion);

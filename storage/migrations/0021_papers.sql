-- Papers that are drawn when they are sent: what they are made from, never their bytes. `words` says that citizens' words stand in them;
-- a new edition is a new file, so that what was drawn before an erasure is never sent after it.
CREATE TABLE paper (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, args TEXT NOT NULL, name TEXT NOT NULL, words INTEGER NOT NULL CHECK (words IN (0, 1)),
  edition INTEGER NOT NULL DEFAULT 1, at INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_old ON paper (at);
CREATE INDEX paper_words ON paper (id) WHERE words = 1;

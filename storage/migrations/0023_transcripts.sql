-- What an officer wrote down from a voice note, beside the opinion that has no words of its own.
CREATE TABLE transcript (
  opinion TEXT PRIMARY KEY REFERENCES opinion (id), text TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

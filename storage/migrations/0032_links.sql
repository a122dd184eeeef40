-- A code of six digits by which another chat becomes one more of the same person: short-lived, one at a time, kept as a keyed mark.
CREATE TABLE link_code (person TEXT PRIMARY KEY REFERENCES person (id), mark TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL) STRICT;
-- The channel on which a person would rather hear us; empty: the one used last.
ALTER TABLE person ADD COLUMN prefers TEXT NOT NULL DEFAULT '';

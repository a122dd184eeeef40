-- The posters of a dialogue, one for each commune where it hangs, with its lasting code; how often it was opened and how many opinions
-- came through it. Who opened it is not kept; the draft knows its poster until it is sent.
CREATE TABLE poster (
  short TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), unit TEXT NOT NULL, opened INTEGER NOT NULL DEFAULT 0,
  written INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL, UNIQUE (dialogue, unit)
) STRICT;
ALTER TABLE draft ADD COLUMN poster TEXT NOT NULL DEFAULT '';

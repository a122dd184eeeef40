-- Days that the office works or not, other than the list of holidays says; `was` is what the list said. One row of `calendar` holds all
-- of them that still matter, so that a turn reads one row however many there are.
CREATE TABLE day_changed (
  day TEXT PRIMARY KEY, working INTEGER NOT NULL CHECK (working IN (0, 1)), was INTEGER NOT NULL CHECK (was IN (0, 1)),
  note TEXT NOT NULL, made_by TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX day_changed_at ON day_changed (at);
CREATE TABLE calendar (id INTEGER PRIMARY KEY CHECK (id = 1), days TEXT NOT NULL) STRICT;
CREATE INDEX opinion_live ON opinion (id, due) WHERE phase IN ('waiting', 'working');

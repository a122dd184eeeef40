-- What an author was asked to add, where the opinion stood before, when it goes on without an answer (`ends`), and until when its clock
-- stood still (0: it does now). The words stand here, where they can be erased.
CREATE TABLE asked (
  opinion TEXT NOT NULL REFERENCES opinion (id), n INTEGER NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL, came TEXT NOT NULL,
  due INTEGER NOT NULL DEFAULT 0, entered_at INTEGER NOT NULL, at INTEGER NOT NULL, ends INTEGER NOT NULL,
  until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (opinion, n)
) STRICT;
-- A refusal in typed words; while it `waits` for a leader, any move of the opinion takes it back.
CREATE TABLE refusal (
  opinion TEXT PRIMARY KEY REFERENCES opinion (id), reason TEXT NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL,
  waits INTEGER NOT NULL
) STRICT;

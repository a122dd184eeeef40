-- The notice of a dialogue's conclusion, item by item, and which opinion found its answer in which item.
CREATE TABLE conclusion (
  id TEXT PRIMARY KEY, dialogue TEXT NOT NULL UNIQUE REFERENCES dialogue (id), number TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '',
  signer TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '', sha TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('draft', 'leaving', 'published')), version INTEGER NOT NULL DEFAULT 1, by TEXT NOT NULL DEFAULT '',
  published_at INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL
) STRICT;
CREATE TABLE conclusion_item (
  conclusion TEXT NOT NULL REFERENCES conclusion (id), opinion TEXT NOT NULL REFERENCES opinion (id), no INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL CHECK (kind IN ('', 'explained', 'done', 'promised', 'assigned', 'reason')), content TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '', lead TEXT NOT NULL DEFAULT '', supporting TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '', PRIMARY KEY (conclusion, opinion)
) STRICT;
CREATE INDEX conclusion_item_opinion ON conclusion_item (opinion);
CREATE TABLE conclusion_line (
  conclusion TEXT NOT NULL REFERENCES conclusion (id), opinion TEXT NOT NULL REFERENCES opinion (id), item TEXT NOT NULL,
  PRIMARY KEY (conclusion, opinion)
) STRICT;
CREATE INDEX conclusion_line_opinion ON conclusion_line (opinion);
CREATE INDEX dialogue_awaiting ON dialogue (id) WHERE phase = 'awaiting';

-- What a dialogue must hear because its author was turned away twice; while the unit has no dialogue it waits for the next one.
CREATE TABLE agenda_item (
  opinion TEXT PRIMARY KEY REFERENCES opinion (id), unit TEXT NOT NULL, dialogue TEXT NOT NULL DEFAULT '',
  mark TEXT NOT NULL CHECK (mark IN ('second')), at INTEGER NOT NULL
) STRICT;
CREATE INDEX agenda_item_waiting ON agenda_item (unit) WHERE dialogue = '';
CREATE INDEX agenda_item_dialogue ON agenda_item (dialogue) WHERE dialogue <> '';
-- What the Front says about how an opinion was dealt with. Free words may name someone: they are erased with the opinion's own. Who
-- wrote is named by their office (role, unit, title) as it was then.
CREATE TABLE remark (
  id TEXT PRIMARY KEY, opinion TEXT NOT NULL REFERENCES opinion (id), kind TEXT NOT NULL CHECK (kind IN ('confirm', 'question', 'reconsider')),
  round INTEGER NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL, title TEXT NOT NULL,
  at INTEGER NOT NULL, due INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT '', answered_by TEXT NOT NULL DEFAULT '',
  answered_role TEXT NOT NULL DEFAULT '', answered_unit TEXT NOT NULL DEFAULT '', answered_title TEXT NOT NULL DEFAULT '',
  answered_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX remark_opinion ON remark (opinion, at);
CREATE INDEX remark_open ON remark (opinion) WHERE kind = 'question' AND answered_at = 0;
CREATE INDEX opinion_closed ON opinion (desk, entered_at) WHERE phase = 'closed';
-- Who wrote an opinion down for someone else: by their office as it was then, and for which organisation where it is one's.
CREATE TABLE entry (
  opinion TEXT PRIMARY KEY REFERENCES opinion (id), role TEXT NOT NULL, unit TEXT NOT NULL, title TEXT NOT NULL,
  organisation TEXT NOT NULL DEFAULT ''
) STRICT;
-- Someone for whom an opinion was written down: a person with a key of their own and no chat. Gone when they come with their slip.
CREATE TABLE villager (person TEXT PRIMARY KEY REFERENCES person (id), phone BLOB) STRICT;
-- The secret on the slip that they were given, as a keyed hash; one use.
CREATE TABLE slip (
  opinion TEXT PRIMARY KEY REFERENCES opinion (id), secret TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL, used_at INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Whether a verdict came from its author or through whoever wrote the opinion down.
ALTER TABLE rating ADD COLUMN via TEXT NOT NULL DEFAULT '' CHECK (via IN ('', 'enterer'));

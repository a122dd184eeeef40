-- The whole life of a dialogue: planned, announced, open, frozen, in session, awaiting its conclusion, concluded, followed, settled;
-- postponed or cancelled before the session. Who runs it, and which dialogue goes on with what it left.
ALTER TABLE dialogue ADD COLUMN clerk TEXT NOT NULL DEFAULT '';
ALTER TABLE dialogue ADD COLUMN heir TEXT NOT NULL DEFAULT '';
CREATE INDEX dialogue_live ON dialogue (unit, starts) WHERE phase NOT IN ('settled', 'cancelled');
-- What was announced before begins and ends by itself now, as every other.
INSERT INTO timer (key, kind, due, object, args, state)
  SELECT 'dialogue_phase:' || id || ':' || version || ':begins', 'dialogue_phase', starts, id,
    '{"version": "' || version || '", "what": "begins"}', 'waiting' FROM dialogue WHERE phase = 'announced';
INSERT INTO timer (key, kind, due, object, args, state)
  SELECT 'dialogue_phase:' || id || ':' || version || ':ends', 'dialogue_phase', starts + 14400000000, id,
    '{"version": "' || version || '", "what": "ends"}', 'waiting' FROM dialogue WHERE phase = 'announced';
-- The agenda: the topics of a dialogue, each a leading opinion, in their order; `second` marks what is heard because its author was
-- turned away twice. While the unit has no dialogue, such a one waits under none. One opinion may be heard by one dialogue after another.
CREATE TABLE agenda_new (
  opinion TEXT NOT NULL REFERENCES opinion (id), unit TEXT NOT NULL, dialogue TEXT NOT NULL DEFAULT '',
  mark TEXT NOT NULL CHECK (mark IN ('', 'second')), no INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL, PRIMARY KEY (opinion, dialogue)
) STRICT;
INSERT INTO agenda_new (opinion, unit, dialogue, mark, at) SELECT opinion, unit, dialogue, mark, at FROM agenda_item;
DROP TABLE agenda_item;
ALTER TABLE agenda_new RENAME TO agenda_item;
CREATE INDEX agenda_item_waiting ON agenda_item (unit) WHERE dialogue = '';
CREATE INDEX agenda_item_dialogue ON agenda_item (dialogue, no) WHERE dialogue <> '';
-- "Tôi cũng vậy": an opinion without words of its own that stands behind the one it follows, with its own code.
ALTER TABLE opinion ADD COLUMN supporter INTEGER NOT NULL DEFAULT 0;

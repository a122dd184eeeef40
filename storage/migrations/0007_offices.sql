-- What an office makes of an opinion: a short title, the one it was split from (`parent`), the one whose answer it follows (`follows`),
-- the desk that sent it on (`sender`), how long its clock stood still (`paused`, microseconds), who wrote it down for its author.
ALTER TABLE opinion ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE opinion ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE opinion ADD COLUMN follows TEXT NOT NULL DEFAULT '';
ALTER TABLE opinion ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE opinion ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opinion ADD COLUMN entered_by TEXT NOT NULL DEFAULT '';
CREATE INDEX opinion_parent ON opinion (parent) WHERE parent <> '';
CREATE INDEX opinion_follows ON opinion (follows) WHERE follows <> '';
CREATE INDEX opinion_entered_by ON opinion (entered_by, sent_at) WHERE entered_by <> '';

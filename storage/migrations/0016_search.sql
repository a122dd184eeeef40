-- Full text: the words of each opinion as blind marks (exact and without tones), so that an index keeps no word that was erased.
-- The number of a row is that of its desk's shelf and one of its own: a desk's opinions are one range of numbers.
CREATE TABLE shelf (desk TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE searched (id INTEGER PRIMARY KEY, opinion TEXT NOT NULL UNIQUE, exact TEXT NOT NULL, folded TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE found USING fts5 (exact, folded, content = 'searched', content_rowid = 'id', detail = column, columnsize = 0);
-- What was stored before waits to be indexed, some each night.
CREATE TABLE unsearched (opinion TEXT PRIMARY KEY) STRICT;
INSERT INTO unsearched (opinion) SELECT id FROM opinion;

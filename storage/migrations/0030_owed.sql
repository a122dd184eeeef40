-- What the dialogue before this one promised or assigned, as it stood when a version of the book was frozen: ids, days and standings, no words.
ALTER TABLE book_version ADD COLUMN owed TEXT NOT NULL DEFAULT '[]';

-- Whom the ladder told of what, for as long as it is open: their list of reminders, and what their messages show.
CREATE TABLE reminded (
  person TEXT NOT NULL, opinion TEXT NOT NULL REFERENCES opinion (id), rung TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (person, opinion, rung)
) STRICT;
CREATE INDEX reminded_opinion ON reminded (opinion);

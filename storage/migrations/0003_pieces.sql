-- Which of a chat's messages became part of which opinion, so that an edited one adds to it. Goes with the chat when it is erased.
CREATE TABLE piece (
  account TEXT NOT NULL, message TEXT NOT NULL, opinion TEXT NOT NULL REFERENCES opinion (id), at INTEGER NOT NULL,
  PRIMARY KEY (account, message)
) STRICT;
CREATE INDEX piece_opinion ON piece (opinion);

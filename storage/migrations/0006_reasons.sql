-- What an official wrote when an opinion was sent back, by the version that it then had. Free words may name someone, so they stand
-- here, where they can be erased, and not in the journal, where nothing can.
CREATE TABLE reason (
  opinion TEXT NOT NULL REFERENCES opinion (id), version INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (opinion, version)
) STRICT;

-- Who stands in for whom, post by post, and from which day to which. While one is `on`, what the post may do the deputy may do too,
-- and what its holder would hear the deputy hears.
CREATE TABLE absence (
  id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), post TEXT NOT NULL REFERENCES granted (id),
  deputy TEXT NOT NULL REFERENCES person (id), first TEXT NOT NULL, last TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'on', 'over', 'refused')), made_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX absence_post ON absence (post) WHERE state IN ('asked', 'agreed', 'on');
CREATE INDEX absence_deputy ON absence (deputy) WHERE state = 'on';
CREATE INDEX absence_person ON absence (person) WHERE state IN ('asked', 'agreed', 'on');

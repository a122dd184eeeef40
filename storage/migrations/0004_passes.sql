-- A pass lets a new chat speak for a person who is known already: one use, only the hash of its secret is kept.
CREATE TABLE pass (
  sha TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), expires INTEGER NOT NULL, made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL, used_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pass_person ON pass (person) WHERE used_at = 0;
-- Where a chat's history went when its person came back with another browser: what was on its way there follows.
ALTER TABLE webchat ADD COLUMN moved TEXT NOT NULL DEFAULT '';
CREATE INDEX web_session_live ON web_session (last) WHERE official = 1 AND ended = 0;

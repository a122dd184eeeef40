-- Who means to come to a dialogue, with how many, and whether they want to speak. `no` is the order of registration, `turn` the place
-- among those who speak (0: does not). When its person is erased, a row belongs to nobody and keeps nothing but numbers.
CREATE TABLE attendance (
  id TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), person TEXT NOT NULL, account TEXT NOT NULL,
  no INTEGER NOT NULL, people INTEGER NOT NULL CHECK (people > 0), state TEXT NOT NULL CHECK (state IN ('seat', 'waits', 'gone')),
  turn INTEGER NOT NULL DEFAULT 0, subject TEXT NOT NULL DEFAULT '', opinion TEXT NOT NULL DEFAULT '',
  named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1)),
  mark TEXT NOT NULL DEFAULT '' CHECK (mark IN ('', 'called', 'absent', 'spoke')), at INTEGER NOT NULL, UNIQUE (dialogue, person)
) STRICT;
CREATE INDEX attendance_person ON attendance (person);
-- The hall of a dialogue: its seats (0: as many as come), the number of people that its clerk typed last and when, and how often one
-- was typed.
CREATE TABLE hall (
  dialogue TEXT PRIMARY KEY REFERENCES dialogue (id), seats INTEGER NOT NULL DEFAULT 0, typed INTEGER NOT NULL DEFAULT 0,
  round INTEGER NOT NULL DEFAULT 0, said INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Who came, without saying who: a person by a blind index, people without registration by the key of the press that counted them.
CREATE TABLE arrival (
  dialogue TEXT NOT NULL REFERENCES dialogue (id), key TEXT NOT NULL, how TEXT NOT NULL CHECK (how IN ('scan', 'tick', 'off', 'walk_in')),
  n INTEGER NOT NULL, round INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (dialogue, key)
) STRICT;

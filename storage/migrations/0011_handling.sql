-- An opinion has one lead, its column; the agencies that help stand here, and never the lead itself: who becomes the lead helps no more.
CREATE TABLE support (
  opinion TEXT NOT NULL REFERENCES opinion (id), agency TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (opinion, agency)
) STRICT;
CREATE INDEX support_agency ON support (agency);
CREATE TRIGGER support_is_not_lead BEFORE INSERT ON support WHEN NEW.agency = (SELECT lead FROM opinion WHERE id = NEW.opinion)
BEGIN SELECT RAISE(ABORT, 'the lead does not support itself'); END;
CREATE TRIGGER support_gives_way AFTER UPDATE OF lead ON opinion WHEN NEW.lead <> OLD.lead
BEGIN DELETE FROM support WHERE opinion = NEW.id AND agency = NEW.lead; END;

-- What officials write for each other: notes for those who act on the item, progress for all who may read it. Never for its author.
CREATE TABLE note (
  id TEXT PRIMARY KEY, opinion TEXT NOT NULL REFERENCES opinion (id), kind TEXT NOT NULL CHECK (kind IN ('note', 'progress')),
  text TEXT NOT NULL, office TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_opinion ON note (opinion, at);

-- More time, asked for and decided. `reason` is a code of the rules, the one thing of it that the author of the opinion may read.
CREATE TABLE extension (
  id TEXT PRIMARY KEY, opinion TEXT NOT NULL REFERENCES opinion (id), round INTEGER NOT NULL, agency TEXT NOT NULL, day TEXT NOT NULL,
  reason TEXT NOT NULL, words TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'declined', 'lapsed')),
  asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, decided_by TEXT NOT NULL DEFAULT '', decided_at INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX extension_opinion ON extension (opinion);
CREATE UNIQUE INDEX extension_asked ON extension (opinion) WHERE state = 'asked';

-- What was promised with a released answer: `first` is the day that was promised, `day` the one that holds now (ISO). `confirmed` says by
-- whom, once it was done: in the statistics a promise counts as resolved from then on.
CREATE TABLE commitment (
  id TEXT PRIMARY KEY, opinion TEXT NOT NULL REFERENCES opinion (id), round INTEGER NOT NULL, desk TEXT NOT NULL, agency TEXT NOT NULL,
  first TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'late', 'broken')),
  postponed INTEGER NOT NULL DEFAULT 0, confirmed TEXT NOT NULL DEFAULT '' CHECK (confirmed IN ('', 'citizen', 'silence')),
  confirmed_at INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1, at INTEGER NOT NULL, UNIQUE (opinion, round)
) STRICT;
CREATE INDEX commitment_desk ON commitment (desk, day, id) WHERE state IN ('open', 'broken');
CREATE INDEX commitment_agency ON commitment (agency, day, id) WHERE state IN ('open', 'broken');
-- What the agency says of it: done, with its proof, or a later day with the reason; a citizen hears it once it was cleared.
CREATE TABLE report (
  id TEXT PRIMARY KEY, commitment TEXT NOT NULL REFERENCES commitment (id), kind TEXT NOT NULL CHECK (kind IN ('done', 'later')),
  day TEXT NOT NULL, text TEXT NOT NULL, document TEXT NOT NULL, no_proof TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'cleared', 'back')), author TEXT NOT NULL, at INTEGER NOT NULL,
  decided_by TEXT NOT NULL DEFAULT '', decided_at INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX report_commitment ON report (commitment, at);
CREATE UNIQUE INDEX report_waiting ON report (commitment) WHERE state = 'waiting';
-- What the citizens say of a report that something is done; one word each.
CREATE TABLE confirmation (
  report TEXT NOT NULL REFERENCES report (id), opinion TEXT NOT NULL, person TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('done', 'not_done')), words TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (report, person)
) STRICT;
CREATE INDEX confirmation_opinion ON confirmation (opinion);

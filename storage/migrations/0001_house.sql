-- People. Chat ids, names and phones stand here only, sealed under the person's own key; all else knows only person ids.
CREATE TABLE person (
  id TEXT PRIMARY KEY, lang TEXT NOT NULL, commune TEXT NOT NULL DEFAULT '', density TEXT NOT NULL DEFAULT 'every'
    CHECK (density IN ('every', 'result', 'off')),
  digest_at TEXT NOT NULL DEFAULT '', consent TEXT NOT NULL DEFAULT '', consent_at INTEGER NOT NULL DEFAULT 0,
  consent_by TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, erased_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE citizen_key (person TEXT PRIMARY KEY REFERENCES person (id), wrapped BLOB NOT NULL) STRICT;
CREATE TABLE account (
  id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), channel TEXT NOT NULL, bot TEXT NOT NULL,
  chat_index TEXT NOT NULL UNIQUE, chat BLOB NOT NULL, name BLOB NOT NULL, phone BLOB, state TEXT NOT NULL
    CHECK (state IN ('open', 'blocked')), last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_person ON account (person, last_at);
CREATE INDEX person_commune ON person (commune) WHERE commune <> '';
CREATE TABLE granted (
  id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), role TEXT NOT NULL, unit TEXT NOT NULL,
  agency TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', since INTEGER NOT NULL,
  until INTEGER NOT NULL DEFAULT 0, made_by TEXT NOT NULL
) STRICT;
CREATE INDEX granted_person ON granted (person) WHERE until = 0;
CREATE INDEX granted_unit ON granted (unit, role) WHERE until = 0;
CREATE TABLE invite (
  sha TEXT PRIMARY KEY, role TEXT NOT NULL, unit TEXT NOT NULL, agency TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
  expires INTEGER NOT NULL, made_by TEXT NOT NULL, made_at INTEGER NOT NULL, person TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('open', 'claimed', 'confirmed', 'refused'))
) STRICT;
CREATE TABLE miss (person TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX miss_person ON miss (person, kind, at);

-- In and out.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, account TEXT NOT NULL, key TEXT NOT NULL, sha TEXT NOT NULL, raw BLOB NOT NULL,
  chat TEXT NOT NULL, received_at INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('new', 'done', 'poison')),
  tries INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', UNIQUE (channel, account, key, sha)
) STRICT;
CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';
CREATE INDEX inbox_old ON inbox (received_at);
CREATE INDEX inbox_chat ON inbox (chat);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, account TEXT NOT NULL, purpose TEXT NOT NULL, rank INTEGER NOT NULL,
  payload TEXT NOT NULL, card TEXT NOT NULL DEFAULT '', menu TEXT NOT NULL DEFAULT '', about TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('held', 'new', 'wait', 'sending', 'sent', 'dead')), due INTEGER NOT NULL, retry_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL, sent_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_waiting ON outbox (rank, id) WHERE state = 'new';
CREATE INDEX outbox_held ON outbox (due) WHERE state = 'held';
CREATE INDEX outbox_wait ON outbox (retry_at) WHERE state = 'wait';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_chat ON outbox (account, id) WHERE state IN ('new', 'wait', 'sending');
CREATE INDEX outbox_old ON outbox (created_at);
CREATE INDEX outbox_message ON outbox (account, message) WHERE message <> '';
CREATE INDEX outbox_card ON outbox (account, card) WHERE card <> '' AND state IN ('held', 'new');
CREATE TABLE card (account TEXT NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (account, name)) STRICT;
CREATE TABLE menu (id TEXT PRIMARY KEY, account TEXT NOT NULL, items TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX menu_account ON menu (account);
CREATE TABLE conversation (
  account TEXT PRIMARY KEY, flow TEXT NOT NULL DEFAULT '', step TEXT NOT NULL DEFAULT '', draft TEXT NOT NULL DEFAULT '{}',
  menu TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL
) STRICT;
CREATE TABLE timer (
  key TEXT PRIMARY KEY, kind TEXT NOT NULL, due INTEGER NOT NULL, object TEXT NOT NULL, args TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'skipped', 'cancelled')), tries INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX timer_due ON timer (due) WHERE state = 'waiting';
CREATE INDEX timer_object ON timer (object, kind) WHERE state = 'waiting';

-- Opinions and dialogues.
CREATE TABLE dialogue (
  id TEXT PRIMARY KEY, short TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, level TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('periodic', 'thematic', 'extraordinary')),
  track TEXT NOT NULL CHECK (track IN ('government', 'party')), audience TEXT NOT NULL, title TEXT NOT NULL, chair TEXT NOT NULL,
  place TEXT NOT NULL, format TEXT NOT NULL, starts INTEGER NOT NULL, opens INTEGER NOT NULL, closes INTEGER NOT NULL,
  phase TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, attendance INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, journaled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX dialogue_unit ON dialogue (unit, starts);
CREATE TABLE draft (
  account TEXT PRIMARY KEY, person TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL DEFAULT '', said TEXT NOT NULL DEFAULT '',
  dialogue TEXT NOT NULL DEFAULT '', contested TEXT NOT NULL DEFAULT '', touched_at INTEGER NOT NULL,
  pieces TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE TABLE opinion (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, dialogue TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL, said TEXT NOT NULL DEFAULT '',
  desk TEXT NOT NULL, field TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT 'reflection', text TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'officials', 'sealed')),
  source TEXT NOT NULL CHECK (source IN ('self', 'on_behalf', 'oral', 'organisation')), author TEXT NOT NULL,
  account TEXT NOT NULL, contested TEXT NOT NULL DEFAULT '', status TEXT NOT NULL, phase TEXT NOT NULL
    CHECK (phase IN ('waiting', 'working', 'answered', 'closed')), entered_at INTEGER NOT NULL, due INTEGER NOT NULL DEFAULT 0,
  lead TEXT NOT NULL DEFAULT '', handler TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', reopened INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1, phone_shared INTEGER NOT NULL DEFAULT 0, sent_at INTEGER NOT NULL,
  closed_as TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX opinion_author ON opinion (author, sent_at);
CREATE INDEX opinion_account ON opinion (account, sent_at);
CREATE INDEX opinion_new ON opinion (desk, sent_at) WHERE status = 'sent';
CREATE INDEX opinion_open ON opinion (desk, due) WHERE phase IN ('waiting', 'working');
CREATE INDEX opinion_lead ON opinion (lead, due) WHERE phase IN ('waiting', 'working');
CREATE INDEX opinion_answered ON opinion (desk, entered_at) WHERE phase = 'answered';
CREATE INDEX opinion_dialogue ON opinion (dialogue) WHERE dialogue <> '';
CREATE TABLE addition (
  id TEXT PRIMARY KEY, opinion TEXT NOT NULL REFERENCES opinion (id), text TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL
) STRICT;
CREATE INDEX addition_opinion ON addition (opinion);
CREATE TABLE attachment (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL, ref BLOB NOT NULL,
  name TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL, place INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'refused')), path TEXT NOT NULL DEFAULT '', sha TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0, retry_at INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_owner ON attachment (owner);
CREATE INDEX attachment_account ON attachment (account, at);
CREATE INDEX attachment_path ON attachment (path) WHERE path <> '';
CREATE INDEX attachment_waiting ON attachment (retry_at) WHERE state = 'waiting';
CREATE TABLE doomed_file (path TEXT PRIMARY KEY) STRICT;
CREATE TABLE answer (
  id TEXT PRIMARY KEY, opinion TEXT NOT NULL REFERENCES opinion (id), round INTEGER NOT NULL, text TEXT NOT NULL,
  document TEXT NOT NULL DEFAULT '', no_proof TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL, promised TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL, at INTEGER NOT NULL, released_by TEXT NOT NULL DEFAULT '', released_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (opinion, round)
) STRICT;
CREATE TABLE rating (
  opinion TEXT NOT NULL REFERENCES opinion (id), round INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('satisfied', 'dissatisfied', 'not_done')), words TEXT NOT NULL, person TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (opinion, round)
) STRICT;

-- What happened, for ever: only added to. `mac` chains every row to the one before.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL, object TEXT NOT NULL, unit TEXT NOT NULL,
  facts TEXT NOT NULL, mac TEXT NOT NULL
) STRICT;
CREATE INDEX journal_object ON journal (object, seq);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TABLE counter (
  year INTEGER NOT NULL, unit TEXT NOT NULL, level TEXT NOT NULL, status TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (year, unit, level, status)
) STRICT;
CREATE TABLE tally (day TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (day, unit, kind)) STRICT;
CREATE TABLE erasure (person TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

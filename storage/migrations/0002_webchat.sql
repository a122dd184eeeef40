-- The web chat keeps what other platforms keep for us: the lines a browser shows, its files, its sessions.
-- `chat` is the blind index of the visitor (the same as account.chat_index); what was said is sealed under the service key.
CREATE TABLE webchat (
  chat TEXT PRIMARY KEY, last INTEGER NOT NULL, seen INTEGER NOT NULL DEFAULT 0, cleared INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE webchat_line (
  chat TEXT NOT NULL, first INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL DEFAULT '', shown INTEGER NOT NULL DEFAULT 1
    CHECK (shown IN (0, 1)),
  frame BLOB NOT NULL, PRIMARY KEY (chat, first)
) STRICT;
CREATE UNIQUE INDEX webchat_line_seq ON webchat_line (chat, seq);
CREATE UNIQUE INDEX webchat_line_id ON webchat_line (chat, id) WHERE id <> '';
CREATE TABLE webchat_file (
  id TEXT PRIMARY KEY, chat TEXT NOT NULL, incoming INTEGER NOT NULL CHECK (incoming IN (0, 1)), kind TEXT NOT NULL,
  name BLOB NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL, path TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0
    CHECK (used IN (0, 1)),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX webchat_file_chat ON webchat_file (chat, at);
CREATE INDEX webchat_file_loose ON webchat_file (at) WHERE incoming = 1 AND used = 0;
CREATE TABLE web_session (
  chat TEXT PRIMARY KEY, official INTEGER NOT NULL CHECK (official IN (0, 1)), started INTEGER NOT NULL, last INTEGER NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0
) STRICT;

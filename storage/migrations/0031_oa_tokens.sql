-- The tokens of a Zalo Official Account, sealed under the service key: one row, replaced as a whole.
CREATE TABLE oa_token (app TEXT PRIMARY KEY, pair BLOB NOT NULL, at INTEGER NOT NULL) STRICT;

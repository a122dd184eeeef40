-- An office's group chat: where it is reached stands with the accounts (`crowd`); what it is told hangs on the unit or the agency it was
-- bound to, by whom. An unbound one (no unit) was only spoken to. `hinted_at` is when it was last asked to write privately.
ALTER TABLE account ADD COLUMN crowd INTEGER NOT NULL DEFAULT 0 CHECK (crowd IN (0, 1));
CREATE TABLE office_group (
  account TEXT PRIMARY KEY REFERENCES account (id), unit TEXT NOT NULL DEFAULT '', agency TEXT NOT NULL DEFAULT '',
  asked_by TEXT NOT NULL DEFAULT '', bound_by TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL, hinted_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX office_group_unit ON office_group (unit, agency) WHERE unit <> '';
-- Which groups show the card of which opinion.
CREATE TABLE group_card (opinion TEXT NOT NULL REFERENCES opinion (id), account TEXT NOT NULL, PRIMARY KEY (opinion, account)) STRICT;

-- How often agencies and desks gave an opinion back, and which unit must decide (`umpire`) what (`ruling`). A duplicate has the answer of
-- the opinion that it follows; the files that prove it stay with that answer (`proof`).
ALTER TABLE opinion ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opinion ADD COLUMN bounced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opinion ADD COLUMN umpire TEXT NOT NULL DEFAULT '';
ALTER TABLE opinion ADD COLUMN ruling TEXT NOT NULL DEFAULT '' CHECK (ruling IN ('', 'desk', 'agency'));
ALTER TABLE answer ADD COLUMN proof TEXT NOT NULL DEFAULT '';
CREATE INDEX opinion_umpire ON opinion (umpire) WHERE ruling <> '';

-- Why an extraordinary dialogue is held: so many voters asked for it, or there is need.
ALTER TABLE dialogue ADD COLUMN reason TEXT NOT NULL DEFAULT '' CHECK (reason IN ('', 'voters', 'need'));
-- Which communes have none this year, and what a dialogue goes on with.
CREATE INDEX dialogue_year ON dialogue (level, starts) WHERE phase <> 'cancelled';
CREATE INDEX dialogue_heir ON dialogue (heir) WHERE heir <> '';
-- What was sent outside any dialogue and waits: the next one of its unit may hear it.
CREATE INDEX opinion_outside ON opinion (unit, sent_at) WHERE dialogue = '' AND phase IN ('waiting', 'working');

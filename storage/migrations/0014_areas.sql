-- The Front looks after what belongs to its area, wherever it is dealt with.
DROP INDEX opinion_closed;
CREATE INDEX opinion_unit_open ON opinion (unit, due) WHERE phase IN ('waiting', 'working');
CREATE INDEX opinion_unit_answered ON opinion (unit, entered_at) WHERE phase = 'answered';
CREATE INDEX opinion_unit_closed ON opinion (unit, entered_at) WHERE phase = 'closed';

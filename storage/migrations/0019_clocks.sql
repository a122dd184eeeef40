-- What is open already gets its clock: one walk through it, as after a change of the calendar.
INSERT INTO timer (key, kind, due, object, args, state)
  SELECT 'recount:first', 'recount', max(entered_at), '', '{"was": "", "after": ""}', 'waiting' FROM opinion
  WHERE phase IN ('waiting', 'working') HAVING count(*) > 0;

# The year's table of dialogues (/baocao).

command-baocao = Figures of this year's dialogues
card-figures = Dialogues of { $year } · { $unit }
card-figures-none = None has been held yet.
card-figures-held = { $n } dialogues ({ $periodic } periodic, { $special } thematic or extraordinary), { $people } people came
card-figures-opinions = { $opinions } opinions ({ $merged } when merged); { $resolved } resolved, { $rate }; { $remaining } remaining, { $overdue } overdue
card-figures-level = { $level ->
    [province] Province
    [district] Districts
   *[commune] Communes
  }: { $dialogues } dialogues, { $people } people; { $resolved } of { $opinions } opinions resolved, { $rate }; { $remaining } remaining, { $overdue } overdue
card-figures-apart = Not in the table: { $refused } refused, { $withdrawn } withdrawn, { $diverted } shown the way to complaints or denunciations
card-figures-meaning = Resolved: answered for good; a promise once it is confirmed.
figures-rate = { $whole }.{ $part } %
figures-no_rate = no rate yet
figures-year = { $year }
figures-file = Excel file
figures-sheet = The table of { $year } · { $unit }

# The card of a dialogue, for those who run it.

button-conference = { $unit }, { $starts }
conference-do-more = More
conference-do-announce = Announce
conference-do-begin = Begin the meeting
conference-do-end = Close the meeting
conference-do-postpone = Put off
conference-do-cancel = Call it off
conference-phase = { $phase ->
    [planned] Planned
    [announced] Announced
    [intake] Taking opinions
    [closed] No more opinions taken
    [frozen] List closed
    [session] Taking place
    [awaiting] Waiting for its conclusion
    [concluded] Concluded
    [followed] Being followed up
    [settled] Settled
    [postponed] Put off
   *[cancelled] Called off
  }
card-dialogues-running = In preparation or being followed up
card-dialogue-running = { $title }, { $starts }
    { conference-phase }
card-conference-title = { $title }
    { conference-phase }
card-conference-when = { $starts }; led by: { $chair }
card-conference-where = Place: { $place }
card-conference-no_place = Place: not known yet
card-conference-no_chair = not known yet
card-conference-opinions = { $n } opinions, { $loose } not grouped
card-conference-taking = { $n } opinions, { $loose } not grouped; taken until { $closes }
conference-short_notice = Only { $days } days are left; at least { $least } days of notice are required ({ $source }).
conference-heir = The opinions sent so far go to { $title }, { $starts }.
conference-sure = { $verb ->
    [announce] Announce { $title }, { $starts }? Everyone is told at once.
    [begin] { $title } begins now?
    [end] { $title } is over?
    [unplan] Call { $title }, { $starts }, off? It was not announced, so nobody is told.
    [postpone] Put { $title }, { $starts }, off? Everyone is told; the opinions are kept.
   *[cancel] Call { $title }, { $starts }, off? Everyone is told; the opinions go to the next one.
  }

broken-dialogue_moved = This dialogue has just changed. Please look again:

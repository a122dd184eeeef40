# Dialogues: notices to citizens, the summary for leaders.

dialogue-kind-periodic = Periodic
dialogue-kind-thematic = Thematic
dialogue-kind-extraordinary = Extraordinary
dialogue-title = { $kind } dialogue of { $unit }
dialogue-format-usual = in person
dialogue-officials = This is for officials. You can look at the schedule.
dialogue-none = No dialogue is coming up.
dialogue-more = And { $n } more.
dialogue-which = The summary of which dialogue?
button-summary = Summary: { $unit }, { $starts }
button-write = Send an opinion

notice-dialogue-announced = You are invited to a dialogue and may send your opinion beforehand.
notice-dialogue-moved = A dialogue has a new time or place. Please note:
notice-dialogue-today = There is a dialogue today. You are welcome.
notice-dialogue-soon = { $days ->
    [1] There is a dialogue tomorrow.
   *[other] There is a dialogue in { $days } days.
  }
notice-dialogue-title = { $title }
notice-dialogue-when = Time: { $starts }
notice-dialogue-where = Place: { $place } ({ $format })
notice-dialogue-chair = Led by: { $chair }
notice-dialogue-audience = For: { $audience }
notice-dialogue-write = You can send your opinion here until { $closes }, or speak at the dialogue.
notice-dialogue-opens = Opinions are taken here from { $opens } to { $closes }; you can also speak at the dialogue.
notice-dialogue-speak = Opinions are no longer taken beforehand; you can speak at the dialogue.
notice-dialogue-postponed = { $title } ({ $starts }) is put off. You will be told the new time.
notice-dialogue-kept = The opinions sent so far are kept for it.
notice-dialogue-cancelled = { $title } ({ $starts }) will not take place as announced.
notice-dialogue-heir = Opinions already sent go to { $title }, { $starts }.
notice-dialogue-no-heir = Opinions already sent are still handled as usual.

card-summary-title = Opinions before the dialogue
card-dialogues = Coming dialogues
card-dialogue-line = { $title }
    { $starts }, { $place }; led by { $chair }
    { $n } opinions so far; { $phase ->
        [closed] none are taken any more
        [frozen] the book is closed
       *[other] taken until { $closes }
    }

broken-dialogue_past = The dialogue must lie in the future.
broken-dialogue_window = The intake must open before it closes, and close before the dialogue begins.
broken-dialogue_phase = { $phase ->
    [planned] This dialogue is only planned.
    [postponed] This dialogue is put off.
    [cancelled] This dialogue was called off.
    [session] This dialogue is taking place now.
    [announced] This dialogue was announced.
    [intake] This dialogue takes opinions now.
    [frozen] The list of this dialogue is closed.
    [awaiting] This dialogue is over and waits for its conclusion.
   *[other] This dialogue has its conclusion.
  }
broken-dialogue_over = This dialogue was held or called off.
broken-dialogue_line = { $name ->
    [chair] Who leads the dialogue is missing.
   *[place] The place is missing.
  }

alarm-late = Something scheduled came too late and was skipped: { $detail }.
alarm-timer = Something scheduled failed five times and was given up: { $detail }.
alarm-nightly = The nightly check found a problem: { $detail }.

# Slips of paper for officials.
paper-invite-title = INVITATION TO THE DIALOGUE SYSTEM
paper-invite-role = Role: { $role }
paper-invite-how = Scan the code or open the link below, then press Start. The slip works once; do not pass it on.
paper-invite-code = Where links do not open, send this code:
paper-invite-expires = Good until { $expires }.

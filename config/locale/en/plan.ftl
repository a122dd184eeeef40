# The year's plan of dialogues: plan, change, move, name the clerk, the law's dates.

menu-dialogues = Dialogues
conference-plan = Plan one
conference-coverage = No dialogue this year
conference-do-propose = Ask to announce
conference-do-edit = Change
conference-do-move = Move
conference-do-clerk = Name the clerk
conference-moved = Moved. Everyone is told once.
conference-ask-clerk = Who is the clerk of this dialogue?
conference-pick = { $post }
conference-everyone = Nobody in particular
conference-clerk_set = The clerk is named.
conference-clerk_none = All officers of the unit are its clerks.
card-conference-kind = Kind: { $kind ->
    [periodic] periodic
    [thematic] thematic
   *[extraordinary] extraordinary { $reason ->
        [voters] (voters asked)
        [need] (in need)
       *[none] { "" }
    }
  }; { $track ->
    [government] of the People’s Committee
   *[party] of the Party head
  }
card-conference-proposed = Its announcement was asked for
notice-conference-proposed = Please announce this dialogue.
notice-conference-clerk = You are the clerk of this dialogue.

plan-ask-unit = For which commune?
plan-ask-day = On which day? Choose or type, like 15/3.
plan-ask-hour = When does it begin? Choose or type, like 8:30.
plan-ask-place = Where is it held?
plan-ask-chair = Who leads it?
plan-ask-kind = Which kind?
plan-ask-reason = Why an extraordinary one?
plan-ask-track = Which track?
plan-ask-audience = Who attends? For one organisation’s members, type its name.
plan-ask-title = Its name? Choose, or type its own.
plan-choose = Please choose a button.
plan-hour_unread = That hour is not clear. Type 8:00, 8:30 or 14:00.
plan-day = { $day }
plan-hour = { $hour }
plan-as_before = { $text }
plan-keep_place = The same place
plan-kind = { $kind ->
    [periodic] Periodic
    [thematic] Thematic
   *[extraordinary] Extraordinary
  }
plan-reason = { $reason ->
    [voters] At least { $percent }% of voters asked
   *[need] There is need
  }
plan-track = { $track ->
    [government] People’s Committee
   *[party] Party head
  }
plan-everyone = The people
plan-usual_title = By its kind and unit
plan-people = The people
plan-open = not set
plan-keep = Keep the plan
plan-edit = { $what ->
    [day] Change day, hour
    [place] Change place
    [chair] Change chair
    [kind] Change kind
    [track] Change track
    [audience] Change audience
   *[title] Change name
  }
plan-day_off = A day off: { $day }
card-plan = A dialogue of { $unit }
card-plan-when = When: { $starts }
card-plan-place = Where: { $place }
card-plan-chair = Led by: { $chair }
card-plan-audience = Audience: { $audience }
card-plan-intake = Opinions from { $opens } to { $closes }
card-move = Move { $title }
    From { $came } to { $goes }
card-move-place = Where: { $place }
card-move-intake = Opinions until { $closes }
card-move-reminders = { $n } reminders are planned anew, the first { $first }
card-move-no_reminders = No reminder is left before it
card-move-kept = { $n } opinions stay with it
card-move-told = Everyone hears the new date. Move it?

duty-of = { $title }, { $starts }:
duty-notice = { $standing ->
    [kept] Announced in time
    [in_time] To be announced by { $day }
    [soon] To be announced soon: { $day } ({ $source })
   *[missed] Its announcement was due { $day } ({ $source })
  }
duty-result = { $standing ->
    [kept] Its result was public in time
    [in_time] Its result must be public by { $day }
    [soon] Its result is due soon: { $day } ({ $source })
   *[missed] Its result is overdue: { $day } ({ $source })
  }
duty-year = { $standing ->
    [kept] This year’s dialogue was held
    [in_time] A dialogue must be held by { $day }
    [soon] This year’s dialogue is due by { $day } ({ $source })
   *[missed] This year’s dialogue was not held by { $day } ({ $source })
  }
notice-duty = { $n ->
    [0] Today is the last day to announce it in time.
    [one] 1 day is left to announce it in time.
   *[other] { $n } days are left to announce it in time.
  }
notice-duty-year = { $unit } has no dialogue with the people planned in { $year }.
notice-coverage = { $n } communes have no dialogue planned in { $year }.
card-coverage = { $year }: { $n } of { $all } communes have had no dialogue.
card-coverage-names = { $names }{ $more ->
    [0] { "." }
   *[other] {" "}and { $more } others.
  }
card-coverage-none = • { $unit }: nothing planned
card-coverage-one = • { $unit }: { $day }, { conference-phase }
notice-dialogue-yours = This dialogue hears your opinion: { $codes }{ $more ->
    [0] { "." }
   *[other] {" "}and { $more } more.
  }

broken-dialogue_proposed = Its announcement was asked for already.
broken-dialogue_nobody = No leader of the unit uses this system yet to announce it.
broken-clerk_unknown = This person is no official of the unit any more.

# The conclusion notice: drawn up, published, told to everyone, followed.

conference-do-conclusion = Draw up the conclusion
conference-do-followup = Follow the conclusion
conclusion-kind = { $kind ->
    [explained] Answered at the dialogue
    [done] Done already
    [promised] Promised for a day
    [assigned] Handed to an agency
    [reason] No conclusion, with a reason
   *[none] No conclusion yet
  }
conclusion-reason = { $reason ->
    [not_reached] Not reached at the dialogue; dealt with in the usual time
    [answered] Answered separately
    [same] Dealt with together with another opinion on the same matter
    [transferred] Passed on to the competent authority
    [withdrawn] Withdrawn by its author
    [refused] Told that it is not taken in
   *[diverted] Guided to another procedure
  }
conclusion-lack = { $lack ->
    [content] the matter has no name yet
    [item] no conclusion yet
    [words] words missing
    [lead] lead agency missing
    [day] day missing
    [day_past] the day has passed
   *[reason] reason missing
  }
conclusion-none = none yet
conclusion-nameless = { $state ->
    [published] (Erased as the rules demand)
   *[draft] (the matter has no name yet)
  }
card-conclusion = { $state ->
    [draft] Conclusion notice (draft)
    [leaving] The conclusion notice is leaving
   *[published] The conclusion notice is published
  }
card-conclusion-title = { $title }
card-conclusion-head = No.: { $number }; day: { $day }; signed by: { $signer }
card-conclusion-file = Signed paper: { $n } files; SHA256: { $sha }
card-conclusion-file_waits = Signed paper: { $n } files, being fetched
card-conclusion-no_file = Signed paper: none yet
card-conclusion-items = { $n } items, { $opinions } opinions; without a conclusion: { $missing }
card-conclusion-leaves = It can be called back for { $n } seconds.
card-conclusion-submitted = The clerk hands you the draft of the conclusion notice.
conclusion-submitted = The leaders have the draft of the conclusion notice.
conclusion-no_leader = No leader can be reached here; please hand it over yourself.
conclusion-do-items = Item by item
conclusion-do-head = Number, day, signer
conclusion-do-general = General conclusion
conclusion-do-file = Send the signed paper
conclusion-do-paper = See the draft
conclusion-do-missing = Missing ({ $n })
conclusion-do-submit = Hand it to the leaders
conclusion-do-publish = Publish
card-conclusion-list = The items. Press one to see or change it.
card-conclusion-missing = Not ready to publish, { $n } lines are missing something:
card-conclusion-missing_line = { $code } · { $content }: { $lack }
card-conclusion-whole = Every opinion has a conclusion or a reason.
conclusion-pick = { $nth }. { $content }
conclusion-pick_missing = { $code } · { $content }
card-conclusion-item = { $code } · { $kind }
card-conclusion-content = “{ $content }”
card-conclusion-voices = { $n } opinions on the same matter
card-conclusion-words = Conclusion: { $words }
card-conclusion-lead = Lead: { $agency }
card-conclusion-help = Supporting: { $agencies }
card-conclusion-day = Until: { $day }
card-conclusion-reason = Reason: { conclusion-reason }
card-conclusion-lack = Missing: { $lack }
conclusion-do-kind = Conclusion
conclusion-do-words = Words of the conclusion
conclusion-do-lead = Lead agency
conclusion-do-help = Supporting agencies
conclusion-do-day = Day
conclusion-do-content = Name of the matter
conclusion-helps = { $helps ->
    [yes] ✓ { $name }
   *[no] { $name }
  }
conclusion-day = { $day }
conclusion-other_day = Another day
card-conclusion-choose_kind = { $code }: what was concluded?
card-conclusion-choose_reason = { $code }: why is there no conclusion?
card-conclusion-choose_lead = { $code }: which agency leads?
card-conclusion-choose_help = { $code }: which agencies support? Press to choose or drop.
card-conclusion-choose_day = { $code }: by which day?
conclusion-ask = { $part ->
    [words] Please write the words of the conclusion. Authors read them as they are once it is published.
    [content] The name of the matter? Shortly, as the public notice prints it and the loudspeaker reads it; no names of people.
    [general] Please write the general conclusion of the dialogue.
    [number] The number of the notice? For example 5, or 05/TB-UBND.
    [day] The day of signing? For example 30/11, today.
    [signer] Who signed? Office and name.
    [due] By which day? For example 30/11.
   *[file] Please send photographs or a PDF of the signed paper. Press Done at the end.
  }
conclusion-files = { $n } files are here.
conclusion-file_done = Done
conclusion-sure = Publish conclusion notice No. { $number }? { $opinions } authors, the agencies concerned, { $readers } hamlet heads and members of the Front are told.
conclusion-counts = Answered: { $answered }; promised: { $promised }; handed over: { $assigned }; with a reason: { $reason }

broken-conclusion_out = This conclusion notice is published and cannot be changed any more.
broken-conclusion_moved = The draft has just been changed. Please open it again and look.
broken-conclusion_day = The day of signing lies between the session and today.
broken-conclusion_missing = { $n } lines have no conclusion or reason yet.
broken-conclusion_head = { $part ->
    [number] The number of the notice is missing.
    [day] The day of signing is missing.
    [signer] Who signed is missing.
    [file] The signed paper is missing (photograph or PDF).
   *[file_waits] The signed paper is being fetched, please press again in a moment.
  }

notice-conclusion = Your opinion { $code } has a conclusion at { $title }, notice No. { $number }, { $day }.
notice-conclusion-words = { $words }
notice-conclusion-promised = { $agency } will do it, promised for { $day }.
notice-conclusion-assigned = { $agency } leads the work, until { $day }.
notice-conclusion-reason = { conclusion-reason }.
notice-conclusion-tasks = { $agency } has { $n } items to deal with, conclusion notice No. { $number } ({ $title })
notice-conclusion-task = { $nth }. { $content }: { $words } ({ $role ->
    [lead] leads
   *[support] supports
  }, until { $day })
notice-conclusion-rest = and { $n } more items
notice-conclusion-no_handler = { $agency } has nobody enrolled. Please tell them yourself.
conclusion-task-open = See item { $nth }
notice-conclusion-missing = { $what ->
    [first] { $title } has no conclusion notice yet. It must be public by { $last } ({ $source }).
    [again] Second reminder: { $title } still has no conclusion notice. To be public by { $last } ({ $source }).
   *[legal] The last day for the result of { $title } to be public is { $last } ({ $source }); no conclusion notice is published yet.
  }
notice-conclusion-held_up = The conclusion of { $title } did not go out: an opinion without a conclusion has just come in. Please complete it and publish again.
conclusion-text-head = NOTICE No. { $number }, { $day }
    Conclusion of { $title }
conclusion-text-no_day = day …
conclusion-text-session = Held at { $starts }, { $place }. Led by: { $chair }.
conclusion-text-words = { $words }
conclusion-text-answered = { $nth }. { $content } Conclusion: { $words }
conclusion-text-dated = { $nth }. { $content } Conclusion: { $words } Lead: { $agency }. Until: { $day }.
conclusion-text-reason = { $nth }. { $content } { conclusion-reason }. { $words }
conclusion-text-signer = Signed: { $signer }

card-followup = Following the conclusion: { $title }
card-followup-number = Notice No. { $number }, { $day }; SHA256 of the signed paper: { $sha }
card-followup-figures = { $n } opinions: resolved { $done }, promised { $scheduled }, being worked on { $working }; overdue { $overdue }; not accepted by their authors { $rejected }
card-followup-line = { $nth }. { $content } · { $agency } · { $state ->
    [done] resolved
    [scheduled] promised
    [working] being worked on
    [overdue] overdue
    [rejected] not accepted by its author
   *[reason] with a reason
  }
card-followup-line_day = { card-followup-line }, until { $day }
card-followup-more = { $n } more items.
conclusion-do-results = Report on the results
conclusion-do-text = Text to be read out
card-digest-conclusion = Overdue items of dialogue conclusions: { $n }
conclusion-paper = Draft of the conclusion notice
conclusion-results = Report on the results

paper-notice = NOTICE
paper-conclusion-about = Conclusion of the { $kind } dialogue of { $day }
paper-conclusion-part-session = 1. Time, place, who took part
paper-conclusion-part-general = 2. General conclusion
paper-conclusion-part-items = 3. Conclusion item by item
paper-conclusion-part-then = 4. What follows
paper-conclusion-session = { $title } was held at { $starts }, { $place }. Led by: { $chair }.
paper-conclusion-people = { $n } people attended.
paper-conclusion-opinions = The dialogue heard { $n } opinions, merged into { $items } items.
paper-conclusion-then =
    The agencies that lead answer the people in time; those that support do their part.
    Hamlet heads make this notice known to the people. The Fatherland Front is asked to supervise.
paper-conclusion-recipients =
    Standing bodies of the Party committee, the People's Council, the People's Committee
    The Fatherland Front of the same level
    The agencies concerned
    Hamlet heads
    File
paper-results-about = What became of the opinions of the { $kind } dialogue of { $day }
paper-results-total = By { $day }, of { $n } items: resolved { $done }; promised { $scheduled }; being worked on { $working }; overdue { $overdue }; not accepted by the people and reopened { $rejected }.
paper-results-standing = { $state ->
    [done] { $explained ->
        [yes] Explained
       *[no] Resolved
      }
    [scheduled] Not resolved yet; promised for { $day }
    [working] { $dated ->
        [yes] Being worked on, until { $day }
       *[no] Being worked on
      }
    [overdue] Not resolved, overdue since { $day }
    [rejected] Being dealt with again as its author asked
   *[reason] No conclusion at the dialogue
  }

# Papers: how an office heads and signs them; the report of opinions before a dialogue.

paper-issuer-state =
    People's Committee
    { $unit }
paper-issuer-party = { $level ->
    [province] Provincial Party Committee { $name }
   *[other] Party Committee { $unit }
  }
paper-above = Party organisation { $unit }
paper-sign-state = { $kind }-UBND
paper-sign-party = { $level ->
    [province] { $kind }/TU
   *[other] { $kind }/ĐU
  }
paper-behalf-state = FOR THE PEOPLE'S COMMITTEE
paper-behalf-party = FOR THE STANDING BOARD
paper-signer-state = CHAIR
paper-signer-party = SECRETARY
paper-report = REPORT

paper-book-about =
    Opinions and proposals of the people
    before the { $kind } dialogue on { $day }
paper-book-opening = For { $title } ({ $starts }, { $place }), what the people wrote beforehand is put together here ({ $final ->
    [yes] version { $no }, closed on { $at }
   *[no] version { $no }, made on { $at }
  }).
paper-book-agency = This part holds what { $agency } is expected to answer.
paper-book-part-all = I. OVERVIEW
paper-book-part-owed = WHAT THE DIALOGUE BEFORE PROMISED OR ASSIGNED
paper-book-owed = { $nth }. { $content } ({ $agency }): { $state ->
    [done] settled
    [scheduled] promised for { $day }
    [overdue] overdue since { $day }
    [rejected] turned away by citizens, worked on again
   *[working] being worked on, due { $day }
  }
paper-book-part-topics = II. OPINIONS AND PROPOSALS
paper-book-part-addendum = ADDENDUM (to version { $no })
paper-book-part-waiting = SPOKEN OPINIONS NOT YET WRITTEN DOWN
paper-book-total = { $n } opinions in all; { $rows } topics in { $fields } fields.
paper-book-second = For the second time: { $n } topics.
paper-book-recurring = Heard again and again: { $n } topics.
paper-book-loose = In no group: { $n } opinions, each by itself.
paper-book-out = Not in the book (withdrawn, refused, guided elsewhere): { $n } opinions.
paper-book-moved = Number { $numbers } changed, see the addendum.
paper-book-gone = No longer in the book: number { $numbers }.
paper-book-waiting = { $n } spoken opinions are not written down yet: { $codes }.
paper-book-group = { $field } ({ $rows } topics, { $n } opinions)
paper-book-unsorted = Not sorted
paper-book-power = { $level ->
    [province] Province
    [district] District
   *[commune] Commune
  }
paper-book-owner =
    { $agency }
    ({ $owner })
paper-book-wiped = (Erased as the rules demand)
paper-book-wordless = (No words; pictures or files)
paper-book-note-change = { $change ->
    [new] New.
    [words] Words changed.
    [voices] Number changed.
    [field] Field changed.
    [agency] Agency changed.
    [draft] New draft answer.
   *[answered] Answer changed.
  }
paper-book-note-behind = { $supporters ->
    [0] { $n } opinions.
   *[other] { $n } opinions, { $supporters } supporters.
  }
paper-book-note-second = For the second time.
paper-book-note-recurring = Heard again and again.
paper-book-note-spoken = Written down from a recording.
paper-book-note-loose = In no group.
paper-book-note-heard = Heard before on { $days }.
paper-book-note-answered = Answered on { $day }.
paper-book-note-draft = Draft answer: { $text }
paper-book-recipients =
    Standing members
    The Front
    The agencies named
    File

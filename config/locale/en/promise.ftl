# What must be carried out: what was promised to citizens.
official-promise = { $state ->
    [open] under way
    [overdue] overdue
    [kept] done as promised
    [late] done, later than promised
    [broken] not done as promised
   *[other] { $state }
 }{ $by ->
    [citizen] { "," } citizens confirm it
    [silence] { "," } nobody objected
   *[none] { "" }
 }
card-promise =
    { $code } · To be carried out
    { $unit } · { $state }
card-promise-agency = Carried out by: { $agency }
card-promise-day = Promised for: { $day }
card-promise-first = First promised for { $day }, put off { $n } { $n ->
    [one] time
   *[other] times
 }
card-promise-done = { $state ->
    [waiting] To be cleared: the agency reports it done
    [back] Reported done, sent back for changes
   *[other] The agency reports it done
 }: “{ $text }”
card-promise-later = { $state ->
    [waiting] To be cleared: the agency asks for a later day,
    [back] A later day was not cleared,
   *[other] Put off to
 } { $day }: “{ $text }”
card-promise-back = Sent back: “{ $text }”
card-promise-said = Citizens say: done { $yes }, not done { $no }
card-promise-no = A citizen says: “{ $text }”
card-item-promise = To be carried out: promised for { $day }, { $state }
promise-clear = Clear and tell the citizens
promise-done = Carried out
promise-later = Not yet, another day
promise-opinion = See the opinion
promise-card = To be carried out

promises-open = To be carried out ({ $n }{ $overdue ->
    [0] { "" }
   *[other] { "," } overdue { $overdue }
 })
promises-other = The other list
card-promises = To be carried out ({ $n }), overdue { $overdue }
card-promises-none = Nothing is left to be carried out.
card-promises-line = { $code } · { $day } · { $state } · { $agency } · { $about }

promise-ask-done = Write what was done, for the citizens. Pictures and documents may come along.
promise-ask-later = Which day now? For example 30/11.
promise-ask-why = Put off to { $day }. Why? Citizens read it once it was cleared.

notice-promise_near = The day promised to the citizens comes near.
notice-promise_asked = Today is the day promised to the citizens. Was it carried out?
notice-promise_reported = The agency reports on what was promised; it waits for you to clear it.
notice-promise_back = It was sent back for changes.
notice-promise_cleared = It was cleared; the citizens are told.
notice-promise_broken = What was promised to the citizens was not carried out as promised.

promise-yes = Carried out
notice-promise_done = On your opinion { $code }: { $agency } reports that what was promised is done:
notice-promise_ask = Was it carried out, as you see it? Please answer within { $days } days.
notice-promise_later = What was promised to you (opinion { $code }) is put off to { $day }.
notice-promise_later-why = Reason: { $why }
promise-thanks = Thank you. It is noted that what opinion { $code } is about was carried out.
promise-noted = It is noted that what opinion { $code } is about was not carried out; leaders and the Front are told.

broken-promise_settled = This is no longer to be carried out.
broken-promise_later = The new day must come after today and after the promised one.
broken-promise_often = It was put off { $limit } times; no more is possible.
broken-promise_over = Nobody asks about opinion { $number } any more.

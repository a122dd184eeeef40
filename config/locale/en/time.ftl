# Time: reminders of the ladder, days off, leave and deputies.
card-reminders = Reminders ({ $n })
card-reminder-due = { $code } · { $status } · { $place } · due { $due }{ $late ->
    [yes] { " " }(late)
   *[no] { "" }
 }
card-reminder-since = { $code } · { $status } · { $place } · since { $at }
reminders-none = There is nothing left that you were reminded of.
card-item-raised = Raised to { $to ->
    [assignee] whoever has it
    [officer] the receiving officer
    [leader] the unit's leader
    [superior] the leader above
   *[admin] the administrators
 } at { $at }

# Time limits, days off
menu-calendar = Time limits, days off
card-days = Days off and make-up days other than the list of holidays:
card-days-none = No day differs from the holidays and weekends.
card-day = { $day }: { $kind }
card-day-note = { $day }: { $kind } ({ $note })
calendar-is-off = off
calendar-is-work = worked
calendar-off = Add a day off
calendar-work = Add a make-up day
calendar-drop = Undo { $day }
calendar-limits = Time limits in force
calendar-ask-off = Please type the day off, for example 02/01/2027.
calendar-ask-work = Please type the make-up day, for example 09/01/2027.
calendar-same = { $day } is { $kind } already.
calendar-ask-note = By which announcement? Please type it, or press Skip.
calendar-ask-sure = { $day }: { $kind }. { $n ->
    [0] No opinion gets another due day.
   *[other] { $n } open opinions will get another due day.
 } Apply?
calendar-apply = Apply
calendar-applied = Applied for { $day }; { $n } opinions get another due day. Officials read it in their next digest.
card-limits = Time limits in force (working days unless said):
card-limit-accept = Accept or refuse: { $n } working hours
card-limit-due = Deal with it: { $n } days
card-limit-field = · { $field }: { $n } days
card-limit-verdict = The citizen's verdict: { $n } calendar days
card-limit-notice = A dialogue is announced at least { $n } calendar days before ({ $source })
card-limit-result = Its result is public within { $n } calendar days ({ $source })
card-limit-year = Each commune holds at least { $n } dialogue a year ({ $source })
broken-day_past = This day is over; only days from today on can be changed.
broken-day_far = This day is too far away.

# The digest
card-digest-free = Calendar: { $day } is a day off now. Due days were counted anew.
card-digest-worked = Calendar: { $day } is worked now. Due days were counted anew.
card-digest-reminded = Reminded of and still open: { $n }
official-reminded = Reminders ({ $n })

# Time: reminders of the ladder, days off, leave and deputies.
card-reminders = Reminders ({ $n })
card-reminder-due = { $code } · { $status } · { $place } · due { $due }{ $late ->
    [yes] { " " }(late)
   *[no] { "" }
 }
card-reminder-since = { $code } · { $status } · { $place } · since { $at }
card-reminder-whom = Please call: { $post }
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

# Leave and deputies
menu-leave = Leave and deputies
leave-post = { $role } · { $place }
leave-post_titled = { $title } · { $place }
leave-post_gone = an office that has ended
leave-person = { $post }
leave-person_n = { $post } ({ $n })
card-leaves = Leave and deputies
card-leave = { $post }: { $first } to { $last } · { $state ->
    [asked] waits for the deputy
    [agreed] there is a deputy
   *[on] a deputy stands in now
 }
leave-end = { $state ->
    [on] I am back
   *[other] Cancel the leave
 } ({ $first })
leave-new = Go on leave
leave-ask-post = Which office are you away from?
leave-ask-first = From which day? For example 07/12, Monday, tomorrow.
leave-ask-last = Until the end of which day?
leave-ask-deputy = Who stands in for you?
leave-nobody = No colleague of your role and no leader is enrolled who could stand in.
leave-ask-sure = Away from { $first } to the end of { $last }. Standing in: { $deputy }. Ask them?
leave-send = Ask
leave-sent = They were asked. You hear at once when they agree.
leave-ended = It is over. What is new comes to you again.
card-leave-asked = You are asked to stand in: { $post }, from { $first } to the end of { $last }. Meanwhile their work, reminders and digests come to you.
leave-agree = I will stand in
leave-decline = I cannot
leave-agreed = You stand in from { $first } to the end of { $last }.
leave-declined = They hear that you cannot.
notice-leave-agreed = Your colleague stands in for you from { $first } to the end of { $last }.
notice-leave-declined = Your colleague cannot stand in for you from { $first } to { $last }. Please choose someone else.
notice-leave-begun = From now to the end of { $last } you stand in: { $post }.
notice-leave-over = Standing in has ended: { $post }.
notice-leave-back = Your leave has ended: { $post }. Its work comes to you again.
command-nghiphep = Leave and deputies
command-nhacviec = Reminders
command-ngaynghi = Time limits, days off
broken-leave_days = Leave starts today or later, does not end before it starts, and lasts at most { $n } days.
broken-leave_deputy = They cannot stand in: it takes a colleague of the same place and role, or a leader.
broken-leave_twice = A leave for this office is there already. Please cancel it first.
broken-leave_over = This request is over.
notice-back = For a while this channel got no messages. What waits for you:
notice-instead = { $post } cannot be reached any more. What waits for them, please deal with it or give it to someone else:

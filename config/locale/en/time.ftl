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

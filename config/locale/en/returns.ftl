# Passing on, giving back, and a superior's decision.
official-do-transfer = Pass on to the competent authority
official-do-take_over = Take over
official-do-hand_back = Give back
official-do-decide_desk = Decide who deals with it
official-do-decide_agency = Decide the lead agency
return-reason = { $reason ->
    [other_place] Not in this area
    [other_level] Another level is competent
    [other_agency] Another body is competent
    [not_task] Not among the tasks of this agency
    [not_clear] Not clear enough to say who is competent
   *[other] { $reason }
 }
card-item-choose_return = { $code } · Choose why it is given back
card-item-sender = Passed on by: { $unit }
card-item-ruling = { $ruling ->
    [desk] Given back twice. { $unit } must decide who deals with it.
   *[agency] Given back twice. The leader of { $unit } must decide the lead agency.
 }
card-item-decided = { $unit } has decided; it cannot be given back again.
card-item-returned = { $by } gave it back. { $reason }: { $why }
official-ask-return = { $reason }. Please write why in your own words.
official-ask-transfer = Who is competent for { $code }? Choose, or type the name of a commune.
official-ask-decide_desk = Who deals with { $code }? Choose, or type the name of a commune.
official-sure-transfer = Pass { $code } on to { $unit }? It has { $days } working days to take it over or give it back.
official-sure-decide_desk = Give { $code } to { $unit }? It cannot be given back any more.
official-sure = Yes

notice-passed-transferred = An opinion was passed on to you. Please take it over or give it back in time.
notice-passed-handed_back = The receiver gave this opinion back.
notice-passed-decided = A superior decided that you deal with this opinion.
notice-passed-transfer_late = An opinion passed on to you was not taken over in time.
notice-must_decide = { $ruling ->
    [desk] Please decide who deals with this opinion.
   *[agency] Please decide the lead agency of this opinion.
 }
alarm-undecided = Warning: opinion { $detail } was given back twice or not taken over in time, and nobody has decided yet.

notice-lies-transferred = Your opinion { $code } was passed on to { $unit }, which is competent for it. Its code stays the same.
notice-lies-taken_over = { $unit } has taken over your opinion { $code }.
notice-lies-handed_back = { $sender } gave your opinion { $code } back; { $unit } looks at it again.
notice-lies-undecided = { $sender } gave your opinion { $code } back; { $umpire } will decide who deals with it.
notice-lies-decided = { $umpire } gave your opinion { $code } to { $unit }.

broken-undecided = This opinion waits for the decision of { $unit }.
broken-decided = A superior has decided; it cannot be passed on or given back any more.
broken-same_desk = The opinion lies there already.
broken-desk_closed = { $unit } has no officer enrolled yet. Please choose another.

timeline-desk = Now with: { $unit }
timeline-transfer = { $at }: passed on to { $unit }
timeline-take_over = { $at }: taken over by { $unit }
timeline-hand_back = { $at }: given back to { $unit }
timeline-decide = { $at }: a superior gave it to { $unit }

# Search, filters of lists, the log of an item.
official-search = Type /tim and a tracking code, or words to find, with or without tones. For example: /tim cau treo
card-found = Found:
official-filter = Filter
official-filter_by = { $by }
official-filter_clear = No filter
card-filter-which = Filter the list by:
card-filter-value = Filter by { $by }:
card-filter = { $by }: { $value }
filter-by = { $by ->
    [field] Field
    [status] Status
    [unit] Commune
    [lead] Lead agency
    [sent] Time sent
   *[other] { $by }
 }
filter-days = last { $n } days

official-do-journal = Log
card-timeline = { $code } · Log
timeline-line = { $at } · { $what }
timeline-with = { $at } · { $what }: { $detail }
timeline-added = { $at } · The author added: “{ $text }”
timeline-answered = { $at } · Answer to the author: “{ $text }”
timeline-verdict = { $at } · The author's verdict: { $verdict ->
    [satisfied] Satisfied
    [dissatisfied] Not satisfied
    [not_done] Not done
   *[other] { $verdict }
 }
timeline-progress = { $at } · Progress: “{ $text }”
timeline-reported = { $at } · { $what }
timeline-raised = beyond the time that is given
timeline-verb = { $verb ->
    [send] Sent
    [accept] Accepted
    [classify] Field chosen
    [recommune] Commune corrected
    [resettle] Moved to another desk
    [transcribe] Words written down from the recording
    [title] Title given
    [assign] Handed to an agency
    [take_on] Taken on
    [return] Returned by the agency
    [draft] Answer drafted
    [send_back] Draft sent back
    [release] Answer released
    [undo_release] Answer called back
    [refuse] Refused
    [undo_refuse] Refusal called back
    [undo_refuse_new] Refusal called back
    [withdraw] Withdrawn by its author
    [stand_down] Stands behind it no more
    [divert] Directed to complaints or denunciations
    [reopen] Reopened
    [reconsider] The Front asks to look again
    [silence] Closed without a reply
    [adopted] Heard by the dialogue just announced
    [agenda] Put on the agenda of a dialogue
    [mark] Noted in the room of a dialogue
    [conclude] By the conclusion of a dialogue
    [topic] Made a topic of the agenda
    [untopic] No longer a topic of the agenda
    [beside] Shown with a topic, with its own answer
    [apart] Out of the topic
    [escalate] Raised
    [go_on_sent] Goes on
    [go_on_accepted] Goes on
    [go_on_assigned] Goes on
    [go_on_in_progress] Goes on
    [go_on_reopened] Goes on
    [transfer] Passed on
    [transfer_late] Not yet accepted where it was passed on
    [take_over] Accepted by the receiver
    [hand_back] Given back by the receiver
    [join] Joined to another
    [leave] Taken out of the group
    [lead] Leads the group
    [follow] Follows a new lead
    [decide] Decided by the superior
    [recount] Due day counted anew
    [refuse_ask] Refusal proposed
    [refuse_back] Refusal declined
    [split] A part split off
    [split_off] Split from another opinion
    [unsplit] Back in the opinion it came from
    [unsplit_back] The part is back
    [cut] A part taken out
    [promise] A promise
    [slip] A slip was given for its author
    [claim] Claimed by its author
    [extension_ask] More time asked for
    [extend] More time given
    [extension_decline] More time declined
    [extension_withdraw] Request for time withdrawn
    [support] A supporting agency added
    [unsupport] A supporting agency removed
    [promise_postponed] A later day was cleared
    [promise_reported] The report of what was done was cleared
    [promise_undo] The clearing was called back
    [promise_back] The report went back for changes
    [promise_broken] Not done as promised
    [promise_confirmed] Confirmed as done
    [note] Internal note
    [progress] Progress noted
    [hand_over] Given to other hands
    [phone] The author left a number
    [phone_read] The number was looked up
    [remark_late] The answer to the Front is late
   *[other] Updated
 }

# What officials read: the card of an opinion, lists, triage, handing over, answers, release, invites.
official-status = { $status ->
    [sent] Sent
    [more_asked] More information asked
    [accepted] Accepted
    [transferred] Passed to the competent body
    [assigned] Handed to an agency
    [in_progress] In progress
    [drafted] Answer waits for clearance
    [reopened] Reopened
    [answered] Answered
    [closed] Completed
    [refused] Not accepted
    [withdrawn] Withdrawn
    [diverted] Guided to complaints or denunciations
   *[other] { $status }
}
official-outcome = { $outcome ->
    [done] Done
    [explained] Explained, information given
    [scheduled] Scheduled
    [not_ours] Outside our competence
    [unfounded] No grounds to consider
   *[other] { $outcome }
}
official-role = { $role ->
    [hamlet_head] head of hamlet
    [officer] receiving officer
    [leader] leader
    [handler] handler
    [front] Front supervisor
    [auditor] auditor
    [admin] administrator
   *[other] { $role }
}
official-list = { $list ->
    [new] New opinions
    [transferred] Passed on, not taken over
    [accepted] Accepted, not handed over yet
    [decide] To be decided
    [open] Not finished
    [overdue] Overdue
    [soon] Due soon
    [reopened] Dissatisfied
    [drafted] Waiting for clearance
    [extensions] Requests for more time
    [refusals] Proposed refusals
    [answered] Answered
    [mine_new] Assigned, not yet taken on
    [mine] Assigned work
    [mine_overdue] Overdue
    [mine_soon] Due soon
    [mine_reopened] Dissatisfied
    [support] To support
   *[other] { $list }
}
official-field = { $field }
official-no_field = not classed yet
official-place = { $place }
official-pick = { $name }
official-code = { $code }
official-hour = { $hour }

card-new = New opinions ({ $n }) · { $unit }
card-new-last = Latest: { $code } · { $unit } · { $at }
card-new-none = No new opinions · { $unit }
official-see = See

card-item =
    { $code } · { $status }
    { $unit } · sent { $at }
card-item-field = Field: { $field }
card-item-no_field = Field: not classed yet
card-item-said = Place as its author named it: { $said }
card-item-contested = Its author says that this is not { $kind ->
    [complaint] a complaint
    [denunciation] a denunciation
    [urgent] an emergency
    [spam] advertising
   *[other] something else
 }.
card-item-lead = Lead: { $agency }
card-item-due = Due: { $due }{ $late ->
    [yes] { " " }(overdue)
   *[no] { "" }
 }
card-item-text = “{ $text }”
card-item-no_text = (No words)
card-item-addition = { $at }: “{ $text }”
card-item-additions =
    Added:
    { $additions }
card-item-voices = With { $n } recordings
card-item-files = With { $n } pictures or files
card-item-before = Answered before: “{ $text }”
card-item-verdict = Its author is not satisfied: “{ $words }”
card-item-verdict_bare = Its author is not satisfied.
card-item-send_back = The leader returned it: { $why }
card-item-answer = Answer: “{ $text }”
card-item-outcome = Outcome: { $outcome }
card-item-outcome_by = Outcome: { $outcome }, promised for { $day }
card-item-document = Document: { $document }
card-item-proof = Pictures or files with the answer: { $n }
card-item-no_proof = No document or picture: { $why }
card-item-leaves = Its author gets this in a moment; it can be undone for { $n } seconds.
card-item-whole =
    { $code }
    “{ $text }”
card-item-whole_answer =
    { $code } · answer
    “{ $text }”
card-item-choose_field = { $code } · Choose the field
card-item-choose_reason = { $code } · Choose why it is not accepted
card-item-choose_agency = { $code } · Choose the lead agency
card-item-choose_due = { $code } · { $agency }. Choose the due date
card-item-choose_divert = { $code } · Its author will be told where to hand it in. Words and files are erased for good; the code and the count stay.

official-do-accept = Accept
official-do-field = Class
official-do-assign = Hand to an agency
official-do-take_on = Take on
official-do-answer = Answer
official-do-redo = Change the answer
official-do-release = Clear and send
official-do-send_back = Return for changes
official-do-return = Return (not competent)
official-do-refuse = Do not accept (reason)
official-do-unit = Change commune
official-do-divert = Guide to complaints or denunciations
official-divert_sure = Erase and guide
official-undo = Undo
official-files = See pictures and files
official-whole = See the whole text
official-phone = See phone number
official-more = More
official-back = Back
official-next = Next page
official-next_new = Next new opinion
official-previous = Page before
official-cancel = Cancel
official-due = { $day } ({ $n } working days)
official-due_typed = Another day
official-other_day = Change the day
official-files_of = { $code }: { $n } pictures or files
official-files_later = { $n } more are still being fetched.
official-no_phone = { $code }: its author left no phone number.
official-phone_is = { $code }: the phone number its author left is { $phone }
official-handed_on = { $code }: it has left your hands.

official-ask-send_back = What should change? Please write it for the author of the draft.
official-ask-day = Please type the due date, for example 30/11 or friday.
official-ask-due = { $agency }, due { $day }. Hand it over?
official-day_unread = This day was not understood.
official-ask-unit = Which commune does it belong to? Please type its name.
official-unit_unread = No such commune was found.
official-ask-which = Choose the commune:

official-ask-answer = { $code } · Please type the answer. Pictures and documents may be sent now.
official-files_kept = { $n } pictures or files received. Please type the answer.
official-ask-outcome = What is the outcome?
official-ask-promise = By which day is it promised? For example 30/11.
official-ask-proof = Please send a picture or a file of the result, or type the number of the document, for example 05/TB-UBND.
official-no_proof = No document or picture
official-ask-no_proof = Why is there none? The citizen will read the reason.
card-review = { $code } · Check before handing in
official-complete = Complete
official-edit_text = Change the words
official-edit_outcome = Change the outcome
official-edit_proof = Change pictures or document
official-review_press = Press Complete to hand it in, or choose what to change.

official-work = Work lists
official-list-open = { $list } ({ $n })
card-places = Choose a place:
card-work = { $place } · { $role }
card-work-none = Nothing waits now.
card-list = { $list } ({ $n }) · { $place }
card-list-line = { $code } · { $status } · { $field } · { $unit } · { $at }
digest-at = The daily digest comes at { $hour } on working days.
digest-off = The daily digest is off.
digest-choose = Choose another hour:
official-digest_off = Turn the digest off
card-digest-head = Digest of { $day }
card-digest-place = { $place }
card-digest = { $list }: { $n }

notice-handed = Work was handed to your agency.
notice-handed_back = The agency returned it as not competent.
notice-draft = An answer waits for your clearance.
notice-sent_back = The answer came back for changes.
notice-reopened = Its author is not satisfied; it is open again.
notice-satisfied = { $code }: its author is satisfied with the answer. Completed.
notice-addition = { $code }: its author added something.
notice-no_handler = { $code } was handed to { $agency }, but nobody there is enrolled. Please tell them directly or take it on.
notice-no_leader = { $code } waits for clearance, but nobody who clears is enrolled for { $unit }.
notice-no_officer = { $unit } has a new opinion, but no receiving officer is enrolled.
notice-no_officer_higher = { $unit } has no receiving officer. New opinions go up to { $desk }.
notice-urgent = { $kind ->
    [urgent] EMERGENCY
    [complaint] Someone asks about a complaint
    [denunciation] Someone asks about a denunciation
   *[other] Please look
 } · { $unit } · { $at }
notice-diverted = { $code }: what you sent is a complaint or a denunciation, which is not dealt with here. Its words were erased to protect you.
notice-diverted-where = Please hand in a signed paper or speak in person at { $place } ({ $days }). Phone: { $phone }.

card-enrolled = You are recorded as { $role } · { $place }.
card-enrolled-next = Press Work lists or type /viec to see what waits; new work is announced here. Type /bantin to choose the hour of the digest.
card-claimed = { $name ->
    [none] Someone
   *[other] “{ $name }”
 } opened the invite for { $role } · { $place }. Is this the person you invited?
official-confirm = Confirm
official-deny = Not this person
invite-waits = Invite for { $role } · { $place }: waiting for the inviter's word. You will hear at once.
invite-confirmed = Confirmed: { $role } · { $place }.
invite-denied = Refused. This person was granted nothing.
notice-invite_refused = The inviter could not confirm you. Please contact them directly.
notice-revoked = Your task { $role } · { $place } in this service has ended.
alarm-invites = Warning: many wrong invites in a row (channel { $detail }).

command-moi = New opinions
command-viec = Work lists
command-quahan = Overdue work
command-tim = Find an opinion by code or words
command-doithoai = Coming dialogues
command-tonghop = Summary before the dialogue
command-bantin = Hour of the daily digest
command-guiykien = Send an opinion
command-ykien = My opinions
command-tracuu = Track by code
command-lich = Dialogue schedule
command-ketqua = Results
command-xa = Choose a commune
command-dulieu = My data
command-ngonngu = Language
command-gapcanbo = Meet an officer
command-huy = Cancel what is under way
command-trogiup = Help

broken-stale = { $status ->
    [sent] It has just changed, now: Sent.
    [more_asked] It has just changed, now: More information asked.
    [accepted] It has just changed, now: Accepted.
    [transferred] It has just changed, now: Passed to the competent body.
    [assigned] It has just changed, now: Handed to an agency.
    [in_progress] It has just changed, now: In progress.
    [drafted] It has just changed, now: Answer waits for clearance.
    [reopened] It has just changed, now: Reopened.
    [answered] It has just changed, now: Answered.
    [closed] It has just changed, now: Completed.
    [refused] It has just changed, now: Not accepted.
    [withdrawn] It has just changed, now: Withdrawn.
    [diverted] It has just changed, now: Guided to complaints or denunciations.
   *[other] This has just changed, please look again.
}
broken-field_needed = Please class it before accepting.
broken-same_unit = It belongs to this commune already.
broken-due_past = The due date must be today or later.
broken-due_far = The due date is too far away (more than a year).
broken-reason_needed = A reason is needed.
broken-answer_needed = The words of the answer are needed.
broken-outcome_needed = Please choose an outcome from the list.
broken-promise_needed = What is scheduled needs a day.
broken-promise_past = The promised day must be after today.
broken-proof_needed = A picture, a file, a document number, or a reason for none is needed.
broken-undo_late = Too late to undo, the message has left.
broken-invite_role = There is no such role.
broken-invite_unit = There is no such unit.
broken-invite_agency = A handler needs an agency of this unit; other roles have none.
broken-invite_locked = Too many wrong invites. Please try again in an hour.
broken-invite_wrong = This invite is not right. Please check the link.
broken-invite_expired = This invite has expired. Please ask for a new one.
broken-invite_used = This invite was used already.

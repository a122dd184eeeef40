# The Front's supervision; opinions of organisations; opinions written down for others.
seat-title = { $title }, { $unit }
seat-role = { $role }, { $unit }

# The card of an opinion
card-item-organisation = Opinion of { $organisation } (sent through { $office })
card-item-entered = Written down by: { $office }
card-item-again = Second proposal: the next dialogue hears it.
card-item-confirmed = { $at }: { $office } confirms the result as it was answered.
card-item-asked = { $at }: { $office } asks: “{ $text }”
card-item-asked_due = Answer to the Front due: { $due }{ $late ->
    [yes] { " " }(late)
   *[no] { "" }
 }
card-item-explained = { $office } answers: “{ $text }”
card-item-reconsidered = { $at }: { $office } asks to look at it again: “{ $text }”
card-item-verdict_via = (Verdict given through whoever wrote it down.)
official-do-confirm = Confirm
official-do-question = Question
official-do-reconsider = Ask to reconsider
official-do-explain = Answer the Front
official-ask-question = Please write the question. It is answered within { $n } working days.
official-ask-reconsider = Why should it be looked at again? The agency and the leaders will read it.
official-ask-explain = Please write the answer to the Front.
broken-remark_twice = You have confirmed this result already.
broken-question_open = The question before has not been answered yet.
broken-question_gone = This question has been answered.
broken-not_left = The answer was just cleared and has not left. Please look again in a few minutes.
broken-reconsider_late = More than { $days } days have passed since the answer, so it cannot be sent back.
broken-reconsider_often = This opinion has been sent back { $times } times.

# Notices
notice-confirmed = { $code }: { $office } confirms the result as it was answered.
notice-asked = The Front has a question about this.
notice-asked_soon = The answer to the Front is due soon.
notice-asked_late = The answer to the Front is late.
notice-explained = Your question has been answered.
notice-reconsidered = The Front asks to look at it again; the opinion is reopened.
notice-rejected_again = The author was turned away a second time; the next dialogue hears it.
notice-agenda = Opinion { $code } is heard at { $title }, { $starts }, as a second proposal.
notice-agenda-waits = Opinion { $code } will be heard at the commune's next dialogue, as a second proposal. You will be told when there is a date.
notice-pass_on = Please tell the person for whom you wrote it down:

# Following how opinions are dealt with
watch-list = { $list ->
    [overdue] Overdue
    [dissatisfied] Not satisfied
    [asked] Questions not answered
    [escalated] Reminded, told above
    [recent] Just answered
   *[other] { $list }
}
watch-open = { $list } ({ $n })
watch-unit = { $unit } ({ $n })
card-watch = Following up · { $unit }
card-watch-none = Nothing is overdue, turned away or just answered.
card-watch-units = { $unit }: places with something to follow (in brackets: overdue, not satisfied). You may type /giamsat and a name.
card-watch-page = { $list } ({ $n }) · { $unit }
menu-watch = Follow up
command-giamsat = Follow how opinions are dealt with

# Written down for others; opinions of organisations
card-enrolled-hamlet = Press Send for a villager to write down what someone cannot send themselves; each opinion has a slip to be given to them.
menu-behalf = Send for a villager
menu-enter = Record / write down
menu-hamlet = Opinions of the hamlet
menu-spread = To be read out
menu-organise = Send an organisation's opinion
enter-unit = For which place?
card-enter-consent =
    Written down · { $unit }. Please tell the person:
    “I write down what you say for { $body } to look at and answer. Only the officials who deal with it see it; name and phone are not published; it can be erased at any time.”
enter-consent-ask = Does the person agree?
enter-consent-first = Please ask the person first.
enter-agreed = The person agrees
enter-words = Please take down what the person says: type or record it. If there is a paper, send a photo of it.
enter-words-organisation = Please write the organisation's opinion; add the document if there is one.
enter-organisation = { $unit }: which organisation? For example: the commune's Farmers' Union.
enter-review = Written down for { $unit }
enter-review-organisation = Opinion of { $organisation } for { $unit }
enter-read_back = Please read it back to the person. Type more, or send more photos or recordings, if something is missing.
enter-check = Please check it. Type more or send more files if something is missing.
enter-read = Read back to the person, as meant
enter-phone = If the person would like to be called back, please type their number. Only officials who deal with it see it.
enter-dropped = Cancelled, nothing is kept.
enter-organised = The opinion of { $organisation } was sent. Tracking code: { $code }
card-slip =
    SLIP OF AN OPINION WRITTEN DOWN
    Tracking code: { $code }
    { $unit }, sent { $at }
card-slip-secret = Claim code: { $secret } (once, until { $expires })
card-slip-link = Or open: { $link }
card-slip-how = Please copy or photograph the slip for the person. Whoever types the claim code here follows it and judges the answer. Until then you are told, to read it to them.
hamlet-head = What you wrote down for others:
hamlet-none = You have not written anything down for others yet.
hamlet-waits = The person has not used the slip; you will hear of the answer, to read it to them.
hamlet-claimed = The person has used the slip and follows it themselves.
hamlet-slip = New slip
hamlet-do-erase = Erase at the person's request
hamlet-erase = Erase the words, photos and phone number of the person in opinion { $code }? This cannot be undone.
hamlet-erased = The person's data in opinion { $code } was erased.
hamlet-gone = The data was erased at the person's request.
timeline-entered = Written down by: { $office }
claim-done = From now on you follow opinion { $code } here.
broken-entered_often = At most { $limit } opinions can be written down in a day.
broken-organisation_needed = Please write the name of the organisation.
broken-slip_used = The person has used this slip.
broken-claim_wrong = The claim code is wrong or was used. Please look at the slip again.
broken-claim_locked = Too many wrong claim codes. Please try again in an hour.
broken-claim_expired = The slip has ended. Please ask whoever wrote it down for a new one.
broken-claim_own = This slip is for the person to use on their own phone.

# To be read out
card-spread = To the people of { $unit }.
card-spread-answered = In the last { $days } days { $n } opinions were answered:
card-spread-title = • { $title }: { $outcome }
card-spread-dialogue = Soon: { $title }, { $starts }, at { $place }. Everyone is welcome.
card-spread-closes = Opinions can be sent before until { $closes }.
card-spread-no_dialogue = No dialogue is announced yet.
card-spread-end = Whoever has something to say may ask the hamlet head to write it down.
command-nhapho = Send for a villager
command-thon = Opinions of the hamlet
command-phobien = To be read out
command-doanthe = Send an organisation's opinion
card-spread-field = • { $field }: { $n }

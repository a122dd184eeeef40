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
card-watch-units = { $unit }: overdue or turned away, by unit
card-watch-page = { $list } ({ $n }) · { $unit }
menu-watch = Follow up
command-giamsat = Follow how opinions are dealt with

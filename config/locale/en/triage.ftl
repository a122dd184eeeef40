# Taking in: the title, asking for more, splitting, refusing for another reason.
official-do-title = Set a title
card-item-title = Title: { $title }
triage-ask-title = { $code } · Please type a short title that names no person. It stands on the office's cards, among what was said already for a dialogue, and is read out in the hamlets with the result.

broken-words_needed = Nothing was typed yet.
broken-words_long = That is longer than { $limit } characters. Please make it shorter.

# Asking for more: the author reads the question as it is typed; the clock stands still meanwhile.
official-do-ask_more = Ask for more
official-do-go_on = Do not wait
triage-ask-ask_more = { $code } · What should be added? Please be complete and polite: the author reads these very words, nothing internal.
card-triage-ask_more =
    { $code } · Its author will read:
    “{ $text }”
triage-sure-ask_more = Send the question
card-item-more = Waiting for its author until { $day }, the clock stands still: “{ $text }”
card-item-paused = The clock stood still for: { $days ->
    [0] less than a day
   *[other] { $days } days
 }
notice-more_came = Its author added something; it goes on.
notice-more_silent = Its author added nothing; it goes on with what there is.
notice-more = To deal with your opinion { $code }, please add:
notice-more-again = The office still waits for what you can add to opinion { $code }:
notice-more-text = “{ $text }”
notice-more-until = Press Add, then write, take a picture or speak. If nothing has come by { $day }, it goes on with what there is.
notice-resumed = Your opinion { $code } goes on with what there is. You can still add to it.
timeline-ask_more = { $at }: you were asked for more
timeline-question = { $at } · Asked for more: “{ $text }”
timeline-asked = Waiting for you to add: “{ $text }”
timeline-go_on = { $at }: it goes on
broken-asked_often = Its author was asked { $limit } times; no more questions.
broken-nobody_to_ask = Its author erased their data; there is nobody to ask.

# Refusing for another reason: an officer proposes, the leader decides.
official-do-refuse_ok = Agree not to accept
official-do-refuse_no = Disagree
triage-ask-refuse = { $code } · Why is it not accepted? Please be clear and polite: once the leader agrees, its author reads these words.
triage-ask-refuse_no = { $code } · Why do you disagree? Only the officer who proposed it reads this.
card-item-refuse_ask = Proposed not to accept, waits for the leader: “{ $text }”
card-item-refused = Not accepted because: { $text }
card-item-refuse_back = The leader does not agree to refuse it: { $why }
notice-refuse_ask = The officer proposes not to accept this opinion.
notice-refuse_ok = The leader agrees not to accept it.
notice-refuse_back = The leader does not agree to refuse it; please go on with it.

# Splitting one message.
official-do-split = Split
official-do-unsplit = Undo the split
card-split-ask = { $code } · Choose the part that becomes an opinion of its own, or type it word for word.
card-split-piece = Part { $n }: { $text }
triage-piece = Part { $n }
card-split-part = The part: “{ $text }”
card-split-rest = What stays in { $code }: “{ $text }”
card-split-sure = Its author is told the new code. Split it?
triage-split-cut = Split, and take it out
triage-split-keep = Split, and leave the text whole
triage-split-done = It was split off as { $code }.
triage-unsplit-done = The part is back in this opinion.
card-item-parent = Split from { $code }
card-item-parts = Split off: { $codes }
notice-split = Your opinion { $code } names several matters, so each is dealt with by itself.
notice-split-code = New code { $code }: “{ $text }”
notice-unsplit = The part { $code } is back in opinion { $parent }. Please follow it under { $parent }.
notice-unsplit_office = { $code } is back in { $parent } and is no longer dealt with by itself.
status-unsplit = Back in the opinion it came from
timeline-split = { $at }: a part was split off
timeline-split_off = { $at }: split off from what you sent
timeline-unsplit = { $at }: back in the opinion it came from
timeline-unsplit_back = { $at }: the part that was split off is back
broken-split_whole = That is the whole text; nothing would be left.

card-gone = { $code }: guided to complaints or denunciations; the words were erased here.

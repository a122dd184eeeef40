# Citizens: from the first word to the verdict.

# Consent.
consent-text = Run by: { $body }.
    Kept: the words, photos and recordings you send; your name and address on this channel; your phone number if you leave it.
    Purpose: to receive, handle and answer opinions and to announce dialogues.
    Seen by: the officers in charge. Your name and address are not published.
    A computer program answers (Law 134/2025/QH15); officers handle the opinion.
    Erase at any time under My data; otherwise kept as the archive law says.
consent-sample = Trial version: the office has not been confirmed.
consent-ask = Do you agree?
consent-more = Messages kept for now: { $n }. Please say whether you agree to provide information; if not, they are deleted.
consent-late = What you sent before was deleted, since you had not agreed yet. Please send it again.
consent-refused = What you sent is not kept. You may still reach us in other ways:
button-agree = I agree to provide information
button-disagree = I do not agree

# Communes.
commune-again = Is your opinion for { $unit }?
commune-which = Which commune or ward is it about? Please type its name (new or old), or choose from the list.
commune-confirm = { $unit }, is that right?
commune-former = { $said } now belongs to { $unit }. Is that right?
commune-near = No place is called “{ $said }”. Do you mean { $unit }?
commune-several = “{ $said }” may be several places. Which one?
commune-several-more = “{ $said }” may be many places. Choose one, or type the old district too.
commune-near-several = No place is called “{ $said }”. Do you mean one of these?
commune-unknown = This commune was not found. Please check the spelling.
commune-name = Please type the name of the commune or ward (new or old), or choose from the list.
commune-area = In which district or city is it (old names too)?
commune-listed = { $area }: please choose the commune or ward.
commune-place = A commune cannot be found from a location yet.
commune-first = Added to the opinion.
commune-kept = { $unit } is chosen.
button-commune = { $unit }
button-commune-former = { $unit } ({ $said })
button-area = { $name }
button-choose-commune = Choose a commune
broken-commune_closed = { $unit } does not take opinions here yet. Please go to: { $instead }.
broken-commune_needed = Please say which commune it is about.

# Writing.
write-ask = Please write, photograph or record your opinion for { $unit }.
    You may send several messages; then press Send.
write-contact = No phone number is needed now; you may leave one after sending.
card-draft-where = Opinion for { $unit }
card-draft-where-said = Opinion for { $unit } (you wrote: { $said })
card-draft-text = “{ $text }”
card-draft-photos = With photos: { $n }
card-draft-voices = With recordings: { $n }
card-draft-files = With files: { $n }
card-draft-dialogue = Heard at: { $title }, { $starts }
card-draft-ask = Please check it and press Send.
card-draft-sent = Sent, code { $code }
draft-more = Please write more, or send photos or recordings.
draft-gone = This opinion was sent or cancelled.
draft-dropped = The opinion was cancelled.
draft-nudge = An opinion is being written and was not sent yet. Would you like to review and send it?
discard-ask = The opinion has several parts. Really cancel it?
button-discard = Cancel this opinion
rewrite-what = What would you like to change?
rewrite-text = Please write the whole text again.
rewrite-dialogue = Which dialogue shall hear it?
button-rewrite = Write the text again
button-recommune = Change the commune
button-strip = Remove the files
button-choose-dialogue = Choose the dialogue
button-dialogue = { $title }, { $day }

broken-draft_empty = The opinion is empty. Please write, photograph or record something.
broken-draft_gone = The opinion being written is gone.
broken-text_long = The text is longer than { $limit } characters; the last part was not taken. Please be shorter.
broken-file_large = The file is larger than { $limit } MB and cannot be taken. Please send a smaller one.
broken-files_many = An opinion takes at most { $limit } files; the last one was not taken.
broken-files_often = At most { $limit } files an hour. Please go on later.
broken-opinions_often = { $span ->
    [hour] At most { $limit } opinions an hour. This one is kept; please press Send a little later.
   *[day] At most { $limit } opinions a day. This one is kept; please press Send tomorrow.
  }

# The receipt.
notice-receipt = Your opinion for { $unit } was received. Tracking code: { $code }
notice-receipt-dialogue = It will be heard at { $title }, { $starts }.
notice-receipt-next = The dialogue of { $starts } takes no more opinions; this one will be heard at { $title }, { $next }.
notice-receipt-late = The dialogue of { $starts } takes no more opinions; this one is handled outside the dialogues.
notice-receipt-outside = It is handled now, without waiting for a dialogue.
notice-receipt-contested = An officer of the province will read it first.
notice-receipt-keep = You will hear when it is accepted.
notice-receipt-phone = If you would like the officer in charge to call you, you may leave a phone number.
button-phone = Leave a phone number
phone-ask = Please type your phone number. Only the officer who handles this opinion and the leader in charge see it.
phone-kept = The number was kept for opinion { $code }.
broken-phone = This is not a phone number. Please type it again, like 0912 345 678.

# Other doors.
notice-divert-complaint = This looks like a complaint, which is not received here. Please send a signed letter or go to:
notice-divert-complaint-law = A complaint must be made within 90 days of receiving or knowing the decision (Article 9, Law on Complaints).
notice-divert-denunciation = This looks like a denunciation, which is not received here and is not kept. Please send a signed letter or go to (Articles 22 and 23, Law on Denunciations):
notice-divert-denunciation-law = The identity of the denouncer is kept secret. An unsigned letter is looked at only with clear evidence (Article 25).
notice-divert-denunciation-delete = You should delete the message from this chat.
notice-divert-reception = { $place }, { $days }
notice-divert-urgent = If there is danger, call at once:
notice-emergency = { $number } – { $name }
notice-emergency-duty = { $number } – Officer on duty
notice-divert-urgent-told = The officers on duty were told.
notice-divert-urgent-alone = No officer could be told; please call the numbers above at once.
notice-divert-spam = This looks like advertising and was not kept.
divert-done = Thank you.
divert-forgotten = What you sent was deleted.
button-understood = I understand
button-contest = No, this is a proposal
button-forget = Delete what I sent

# Opinions that were sent.
sort-ask = Does this add to an opinion you sent, or is it a new one?
button-add-to = Add to { $code }
button-new = New opinion
mine-head = Your opinions:
mine-none = You have not sent an opinion yet.
results-head = Opinions that were answered:
results-none = None of your opinions was answered yet.
button-opinion = { $code }: { $status }
timeline-head = { $code }: { $status }
timeline-unit = For: { $unit }
timeline-due = Due: { $due }
timeline-send = { $at }: you sent it
timeline-recommune = { $at }: commune changed
timeline-accept = { $at }: accepted
timeline-refuse = { $at }: not accepted
timeline-assign = { $at }: assigned
timeline-assign-to = { $at }: assigned to { $agency }
timeline-take_on = { $at }: work began
timeline-release = { $at }: answered
timeline-satisfied = { $at }: you are satisfied, completed
timeline-silence = { $at }: time for a verdict is over, completed
timeline-reopen = { $at }: reopened after your verdict
timeline-withdraw = { $at }: you took it back
timeline-add = { $at }: you added something
timeline-divert = { $at }: guided to complaint or denunciation
timeline-reconsider = { $at }: reopened at the request of the Front
button-earlier = Earlier
button-answer = See the answer
button-withdraw = Take it back
button-add = Add
withdraw-ask = Take back opinion { $code }?
withdraw-done = Opinion { $code } was taken back.
add-ask = Please write, photograph or record what you add to { $code }.
opinion-added = Added to opinion { $code }.
opinion-recommuned = Opinion { $code } now goes to { $unit }.
broken-not_live = Opinion { $number } was answered or is over. Please send a new opinion.
broken-too_late = Opinion { $number } was accepted and cannot be changed or taken back. You may still add to it.
track-ask = Please type the tracking code of your receipt (it begins with YK).
track-odd = This is not a tracking code.
track-none = None of your opinions has this code.
track-locked = Tracking by code is paused for an hour after several wrong codes. Your opinions stand under My opinions.
link-unknown = This code is no longer valid.
link-dialogue-closed = { $title } ({ $starts }) takes no opinions in advance now.

# Step by step.
notice-accepted = Your opinion { $code } was accepted.
notice-refused = Your opinion { $code } was not accepted.
notice-refused-why = Reason: { $why }
notice-refused-ways = To talk about it, please turn to { $body }, { $address }, phone { $phone }.
notice-assigned = Your opinion { $code } was assigned to { $agency }.
notice-assigned-due = Due: { $due }.
notice-answered = { $agency } answers your opinion { $code }:
notice-answered-text = { $text }
notice-answered-outcome = Outcome: { $outcome }
notice-answered-promised = To be done by: { $day }
notice-answered-document = Document: { $document }
notice-answered-no_proof = No photo or document, because: { $why }
notice-answered-ask = What do you think of it? Please say so within { $days } days:
notice-closed = The time for a verdict is over and your opinion { $code } counts as completed. If it is not done, you may send a new one.
notice-closed-promised = The time for a verdict on the answer to { $code } is over. What was promised for { $day } is still followed; you will be asked when it is reported done.
notice-reopened-author = The Fatherland Front asked for another look; your opinion { $code } is reopened.

# Verdicts.
button-satisfied = Satisfied
button-dissatisfied = Not satisfied
button-not_done = Not done
verdict-satisfied = Thank you. Opinion { $code } is completed.
verdict-why-dissatisfied = Please write or say why you are not satisfied.
verdict-why-not_done = Please write or say what was not done.
verdict-reopened = Opinion { $code } was reopened; { $agency } will go on with it and answer you.
verdict-last = Your verdict was kept. Opinion { $code } was reopened { $times } times and is not reopened again; you may send a new one or speak at the dialogue.
broken-verdict_over = Opinion { $number } does not wait for a verdict any more.
broken-verdict_late = The { $days } days for a verdict are over. If it is not done, please send a new opinion.
broken-verdict_reason = Please give the reason in a sentence, or record it.

# Dialogues, language.
schedule-none = No dialogue of { $unit } is announced yet. You may send an opinion at any time.
schedule-more = { $unit }: dialogues to come: { $n }.
language-ask = Please choose a language.
language-kept = We speak English now.
button-vietnamese = Tiếng Việt
button-english = English

# My data.
channel-telegram = Telegram
channel-webchat = web chat
channel-zalo_bot = Zalo
channel-zalo_oa = Zalo (official account)
data-channel = Channel: { $channel }
data-name = Name shown: { $name }
data-commune = Commune: { $unit }
data-agreed = Consent given: { $at }
data-not-agreed = You have not given consent.
data-opinions = Opinions sent: { $n }
data-phone = Phone number: kept (…{ $tail })
data-no-phone = Phone number: not kept
data-density = Notices: { $density }
data-phone-dropped = The phone number was deleted.
data-hear-ask = Which notices would you like? When off, look under My opinions.
data-hear-kept = Your choice was kept.
density-every = Every step
density-result = Results only
density-off = Off
button-hear = Notices
button-language = Language
button-drop-phone = Delete the phone number
button-erase = Erase my data
erase-ask = Your name, address, words, photos, recordings and this chat are erased; opinions stay as numbers only. This cannot be undone. Erase everything?
button-erase-yes = Erase everything
button-erase-no = Keep it
erase-done = Your data was erased. Thank you; you may write again at any time.
broken-erase_official = You hold an office here. Please hand it over to the administrators before you erase your data.

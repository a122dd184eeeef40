# Who helps, progress, internal notes, more time.
official-do-support = Supporting agencies
official-do-progress = Update progress
official-do-note = Internal note
official-do-extend = Ask for more time
official-extend_yes = Grant more time
official-extend_no = No more time
official-unsupport = No longer supports: { $name }
official-later = { $day } ({ $n } more working days)
card-item-choose_support = { $code } · Choose an agency that supports the lead
card-item-support = Supporting: { $agencies }
card-item-progress = Progress ({ $office }, { $at }): { $text }
card-item-note = Internal note ({ $office }, { $at }): { $text }
card-item-extension = More time asked for, until { $day } ({ $reason }): “{ $words }”
card-item-extension_declined = No more time: “{ $answer }”
card-item-since = The author added something after the answer was handed in ({ $n }).

official-ask-note = Write to your colleagues who work on this. Citizens cannot read it.
official-ask-progress = How far is it? One sentence or a percentage. Citizens cannot read it.
official-ask-later = Due now: { $due }. Choose or type the new day.
official-ask-later_why = Choose the reason. The citizen reads it.
official-ask-later_press = Choose a reason from the list.
official-ask-later_words = Say more for whoever decides. Citizens cannot read it.
official-ask-extend_no = Why not? Whoever asked will read it.

extension-reason-weather = Weather or natural disaster
extension-reason-survey = Further survey or verification
extension-reason-agreement = Waiting for an agreement with the households concerned
extension-reason-funds = Waiting for funds
extension-reason-season = Waiting for the season
extension-reason-other_agency = Waiting for another agency's word

notice-support = Your agency is asked to support. The lead agency answers the citizen.
notice-no_support = { $agency } was asked to help with { $code }, but nobody there is enrolled. Please tell them directly.
notice-progress = { $code }: progress was updated.
notice-extension = A request for more time waits for your decision.
notice-extension_granted = More time was granted.
notice-extension_declined = More time was not granted.
notice-extended = Your opinion { $code } is now due on { $day }.
notice-extended-why = Reason: { $why }.
timeline-extend = { $at }: given more time

broken-supports_already = This agency leads or supports already.
broken-extension_waits = A request for more time waits for a decision already.
broken-extension_often = It was given more time { $limit } times; no more is possible.
broken-extension_early = The new day must come after the present one, and not before today.
broken-extension_far = At most { $limit } working days at a time.

official-sample = Ready-made answers
official-own_words = Own words
official-ask-sample = Choose one; it can be changed before it is handed in.
official-no_sample = There is none for this outcome yet.
card-review-sample = “{ $text }”
official-ask-fill = Type { $hole ->
    [noi_dung] what was done, found or is to be explained
    [ly_do] the reason
    [co_quan] the name of the competent authority
   *[other] { $hole }
 }; it is put in its place.
official-release_sure = Release all the same
card-item-release_since =
    { $code } · The author added something after the answer was handed in ({ $n }):
    { $additions }
broken-placeholder = The answer still has a gap: { $hole ->
    [so_van_ban] document number. Press “Change pictures or document”
    [ngay_hen] promised day. Press “Change the outcome”
    [noi_dung] content. Press “Change the words”
    [ly_do] reason. Press “Change the words”
    [co_quan] competent authority. Press “Change the words”
    [linh_vuc] field. Press “Change the words”
   *[other] { $hole }. Press “Change the words”
 } to fill it.
broken-added_since = The author just added something. Read it, then release.

notice-taken_away = { $code } was handed to { $agency }. Your agency does not deal with it any more.
broken-same_agency = This agency is working on it. For more time, ask for an extension.

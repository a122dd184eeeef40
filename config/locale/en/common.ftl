# Buttons, statuses and the menu.

button-send = Send
button-more = Add
button-edit = Change
button-cancel = Cancel
button-back = Back
button-skip = Skip
button-menu = Main menu
button-before = Previous page
button-after = More
button-review = Opinion being written
button-other = Another commune
button-right = Yes
button-open = See the opinion

menu-write = Send an opinion
menu-opinions = My opinions
menu-track = Track
menu-schedule = Dialogues
menu-results = Results
menu-data = My data
menu-office = Meet an officer
menu-new = New opinions
menu-mine = My work
menu-overdue = Overdue
menu-summary = Summary before the dialogue
menu-ask = What would you like to do?
menu-cancelled = Stopped. What would you like to do?
menu-draft = An opinion is being written and was not sent yet.
menu-hello = Welcome. Here { $body } receives opinions; a program answers.
    Write, send a photo or speak right here, or choose below.

card-help = Write, photograph or record your opinion and send it right here; you will be asked for the commune.
    /guiykien: send an opinion · /ykien: my opinions · /tracuu: track a code
    /lich: dialogues · /ketqua: results · /xa: choose a commune
    /dulieu: see or erase my data · /ngonngu: language · /huy: stop · /gapcanbo: meet an officer
    You may press a button, type its number or its name.
office-at = { $body }, { $address }, phone { $phone }.
office-reception = Citizens are received at: { $place }, { $days }.

status-sent = Sent
status-more_asked = More information needed
status-accepted = Accepted
status-transferred = Passed to the competent authority
status-assigned = Assigned
status-in_progress = In progress
status-reopened = Reopened
status-answered = Answered
status-closed = Completed
status-refused = Not accepted
status-withdrawn = Withdrawn
status-diverted = Guided to complaint or denunciation

outcome-done = Done
outcome-explained = Explained
outcome-scheduled = Scheduled
outcome-not_ours = Not within our competence
outcome-unfounded = No grounds

number-wrong = No choice has this number. Please choose again, or type 0 for the main menu.
command-unknown = There is no such command. Type /trogiup to see them.
unsupported = This message cannot be read here. Please write without a link, send a photo or a voice message.
unsupported-elsewhere = Otherwise please call { $phone }, or come to { $address }.
unsupported-web = You can also write at { $url }.

# Registering for a dialogue, the roll call, those who speak.

button-attend = Register to attend
button-seat = My registration
button-reattend = Change registration
button-unattend = Withdraw registration
attend-n = { $n ->
    [1] 1 person
   *[other] { $n } people
  }
attend-more = More
attend-people = { $title }, { $starts }.
    How many of you are coming, yourself included?
attend-speak = Would you like to speak at the dialogue?
attend-yes = Yes, I would like to speak
attend-no = No
attend-subject = What would you like to speak about? Choose an opinion you sent, or type a few words.
attend-subject-typed = What would you like to speak about? Type a few words, for example: the road to our hamlet.
attend-words = Please type a few words, or press Skip.
attend-opinion = { $code }: { $text }
attend-name = May the clerk call you by name? To be called by another name, type it.
attend-name-unknown = How should the clerk call you? Type your name, or choose to be called by number.
attend-name-yes = Call me { $name }
attend-name-no = By number only
attend-about = Subject: { $subject }
attend-about-code = Subject: opinion { $code }
attend-called = The clerk will call you by name.
attend-numbered = The clerk will call you by number.
attend-leave = Withdraw your registration for { $title }, { $starts }?
attend-left = Your registration was withdrawn. You are still welcome to come.
attend-later = Do you still want to attend { $title }? Press to register.

notice-attend-seat = Seats noted for { $people ->
    [1] 1 person
   *[other] { $people } people
  }.
notice-attend-come = Please come before { $come } to be counted.
notice-attend-waits = The hall is full. You are number { $place } in the queue, for { $people }; you will be told as soon as there is room.
notice-attend-turn = You are speaker number { $turn }.
notice-attend-moved_up = There is now a seat for you at { $title }, { $starts }.
notice-attend-kept = Your registration stays as it is.
notice-attend-over = Your registration is no longer valid.
notice-dialogue-where-only = Place: { $place }
notice-dialogue-online = Attend online: { $format }

checkin-done = You are counted: { $title }. Thank you for coming.
checkin-again = You were counted already: { $title }.
checkin-early = It is too early to check in. { $title } begins at { $starts }; check-in opens at { $opens }.
checkin-over = { $title } ({ $starts }) is over; check-in is closed.

conference-do-attendance = Roll call
conference-do-speakers = Speakers
conference-do-invite = Invitation, announcement
conference-do-seats = Seats
card-conference-people = Registered: { $n }, to speak: { $speak }{ $here ->
    [0] { "" }
   *[other] ; present: { $here }
  }
card-conference-seats = Seats: { $seats }; waiting: { $waits }
card-roll = Roll call: { $n } present
    { $title }
card-roll-registered = Registered: { $n }; to speak: { $speak }
card-roll-early = The roll call opens at { $opens }.
card-roll-over = The roll call is closed.
card-roll-line = { $here ->
    [yes] ✓
   *[no] –
  } { $turn }. { $who }
roll-nobody = Citizen number { $turn }
roll-here = No. { $turn } is here
roll-gone = Undo no. { $turn }
roll-plus = +{ $n }
roll-type = Type the number
roll-late = This line has just changed. Please look again:
roll-typed_since = The total was typed anew, so the last press was not added. Press again if more people came.
roll-ask = How many people are here in all? Type the number, for example 85. To leave it: /huy
roll-ask-seats = How many seats does the hall have? Type the number; 0 for no limit. { $seats ->
    [0] There is no limit now.
   *[other] It is { $seats } now.
  } To leave it: /huy
card-speakers = Speakers ({ $n })
    { $title }
card-speakers-none = Nobody has registered to speak yet.
card-speakers-line = No. { $turn } · { $who }: { $topic }{ $mark ->
    [called] { " " }(called)
    [absent] { " " }(absent)
    [spoke] { " " }(spoke)
   *[none] { "" }
  }
roll-topic-none = no subject given
roll-topic-opinion = { $code }, { $title }
roll-speaker = No. { $turn }
roll-mark-called = Call
roll-mark-spoke = Spoke
roll-mark-absent = Absent
roll-mark-none = Clear the mark

broken-attend_closed = The dialogue has begun; registrations can no longer be made or changed. You are still welcome to come.
broken-attend_consent = Please agree to share your information before you register.
broken-attend_people = One registration takes 1 to { $most } people; for more, let someone else register too.
broken-attend_full = There are not enough seats: you can register { $left } at most.
broken-attend_none = You are not registered for this dialogue.
broken-attend_name = Please type a name of 2 to 60 letters, without digits.
broken-count_early = It is too early for the roll call.
broken-count_closed = The roll call is closed, or the dialogue has begun.
broken-count_number = Please type a whole number, at most { $most }.
data-seats = Registered for dialogues: { $n }

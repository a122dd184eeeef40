# In the room: each topic noted, opinions of the spot, the end. For the clerk of a dialogue.

conference-do-room = In the room
room-do-answered = Answered
room-do-promised = Promised
room-do-assigned = Assigned
room-do-not_reached = Not reached
room-after = Next topic
room-topics = All topics
room-fix = Correct
room-drop = Drop these words
room-pick = { $state ->
    [done] ✓ { $no }. { $name }
   *[left] { $no }. { $name }
  }
room-span = { $span ->
    [week] 1 week ({ $day })
    [month] 1 month ({ $day })
   *[quarter] End of quarter ({ $day })
  }
room-mark = { $kind ->
    [answered] Answered
    [promised] Promised for { $day }
    [assigned] Assigned to { $agency }, due { $day }
   *[not_reached] Not reached
  }
card-room = { $title }: { $done }/{ $n } noted
card-room-left = Left: { $left }
card-room-speaker = { $no ->
    [0] Speaks next: number { $turn }
   *[other] Speaks next: number { $turn } (topic { $no })
  }
card-room-topic = Topic { $no }: { $name }
card-room-voices = { $n } people stand behind it
card-room-marked = Noted { $at }: { $mark }
card-room-words = What was said: { $text }
card-room-unwritten = Only a recording so far; it must be written down before the conclusion.
card-room-done = ✓ Topic { $no }: { $name }
    { $at }: { $mark }
room-all = Every topic is noted.
room-held = Kept: “{ $text }”. What is it about? Press a button.
room-kept = Kept: “{ $text }”.
room-held_files = A recording or file is kept. What is it about? Press a button.
room-ask-agency = Topic { $no }: to which agency?
room-agency_unread = Which agency is not clear. Choose, or type its name again.
room-ask-day = { $kind ->
    [assigned] Topic { $no }, to { $agency }: due when?
   *[promised] Topic { $no }: promised for which day?
  } You may type it, e.g. 30/12.
room-ask-words = Type what was said, or send a voice note.
room-which = For which dialogue?
room-none = No dialogue takes place now. Notes are taken from an hour before it begins until its conclusion.
room-end-attendance = { $n ->
    [0] Nobody has been counted yet; see the attendance.
   *[other] { $n } people came.
  }
room-end-unmarked = { $n } not noted: { $left }. Unless they are, they count as not reached.
room-end-unwritten = The recordings of { $n } topics must be written down: { $left }.

room-back = Back to the topics
room-empty = There is no topic on the agenda yet.
room-speak-do = Opinion of the spot
room-speak = Type what is said in one message, or send a voice note ({ $unit }). A phone number in it is kept apart.
room-speak-consent = Only where it was said in the hall before: what is said is written down so that it can be answered.
room-speak-more = Press what became of it, or type the next one.
room-speak-unit = From which commune is the speaker?
room-speak-contested = Please type it once more; the words of before were not kept.
room-speak-elsewhere = The province reads this one first; it is not put on the agenda.
room-into = Into topic { $no }: { $name }

broken-room_closed = Notes are taken from an hour before it begins until its conclusion.
broken-due_needed = A day is needed.

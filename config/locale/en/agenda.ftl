# The agenda of a dialogue: its clerk groups opinions into topics.
conference-do-agenda = Agenda
card-agenda = { $n ->
    [0] Agenda: no topic yet
    [one] Agenda: one topic
   *[other] Agenda: { $n } topics
  }{ $loose ->
    [0] {""}
   *[other] ; not placed yet: { $loose }
  }
card-agenda-topic = Topic { $place }: { $name }{ $second ->
    [yes] {" "}(heard a second time)
   *[no] {""}
  } · opinions: { $n }, people: { $voices }
card-agenda-loose = Not placed { $n }/{ $of } · { $code }
card-agenda-like_topic = Like topic { $place }: { $name }
card-agenda-like = Like { $code }: { $name }
card-agenda-placed = Put into topic { $place }.
card-agenda-out = { $code } is out of its topic.
card-agenda-dissolved = The topic of { $code } is dissolved; its opinions wait to be placed again.
card-agenda-which = Into which topic?
card-agenda-lead = Led by { $code } · { $status }
card-agenda-members = In this topic: { $codes }
agenda-elsewhere = (dealt with by { $unit })
agenda-no_text = (no words, files only)
agenda-place = Place opinions ({ $n })
agenda-topic = Topic { $place }
agenda-new = New topic
agenda-with = New topic with { $code }
agenda-into = Into topic { $place }
agenda-other = Another topic
agenda-later = Later
agenda-title = Change the title
agenda-up = Up
agenda-down = Down
agenda-see = See { $code }
agenda-out = Take out { $code }
agenda-dissolve = Dissolve the topic
agenda-untitled = No title
agenda-ask-title = Type a short title for the topic of { $code }. It is read out at the dialogue: no names or telephone numbers of citizens.
broken-topic_gone = This topic or opinion is no longer on the agenda.
broken-topic_placed = This opinion is on the agenda already.
broken-topic_itself = This opinion leads that topic already.
broken-topic_answered = This group was answered together and is not mixed with what is still open. Keep two topics.
broken-topic_second = What must be heard a second time stays on the agenda.
broken-join_second = What is heard a second time is a topic of its own. Put the other one into this topic.
broken-join_leaves = The answer was just released and is about to leave. Please try again in a minute.
broken-supporter = This person only supports (“Tôi cũng vậy”) and has no opinion of their own; work with the one that leads.

# Invitation and announcement: the text for the loudspeaker, and the invitation on paper.

menu-invite = Invitation, announcement
loud-head = Text for the loudspeaker. Please read it slowly, twice:
loud-moved = The dialogue has a new date. Text for the loudspeaker, please read it slowly, twice:
loud-body = { $track ->
    [party] { $level ->
        [province] the provincial Party committee
       *[other] the Party committee of { $unit }
      }
   *[other] the People's Committee of { $unit }
  }
loud-call = Dear people. { $body } invites you to the { $kind } dialogue between the leaders of { $unit } and the people.
loud-moved-call = Dear people. { $body } lets you know: the { $kind } dialogue between the leaders of { $unit } and the people has a new date.
loud-when = It begins at { $hour }, { $day }, at { $place }.
loud-chair = Chaired by { $chair }.
loud-write = You can send your opinion by phone until { $hour }, { $day }, or speak at the dialogue.
loud-again = Once more: { $hour }, { $day }, at { $place }.
loud-end = We hope that many of you will come. Thank you.
invite-paper = The invitation to be signed and sent. Number, day and addressee are written in when it is issued.
paper-invitation = INVITATION
paper-invitation-usual = { $kind } dialogue between the leaders of { $unit } and the people
paper-invitation-about = To the { $what }
paper-invitation-whom = { $body } has the honour to invite: ............................................................
paper-invitation-what = To: { $what }
paper-invitation-end = We hope that you will attend in time.
paper-invitation-recipients = { $layout ->
    [party] As above
    Kept: Office
   *[other] As above
    Kept: Archive
  }

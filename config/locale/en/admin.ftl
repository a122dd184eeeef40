# Administration: units, accounts, invites, changes of job, leaving, suspension.
menu-admin = Administration
command-quantri = Administration
card-admin =
    Administration · { $province }
    { $n } communes have no reception officer yet; their opinions go to the level above.
card-admin-full = Administration · { $province }
admin-staff = Units and accounts
admin-missing = Without an officer ({ $n })
card-admin-missing = Without a reception officer ({ $n }). Choose where to invite:

card-staff = Officials of { $unit } ({ $n }):
card-staff-none = { $unit } has no official whom you may manage.
staff-one = { $label }
staff-label = { $role } · { $title }
staff-label_n = { $role } · { $title } ({ $n })
staff-label_asleep = { $label } (suspended)
staff-invite = Invite an official
staff-place = Another commune
staff-ask-place = Please type the name of the commune.
broken-staff_unit = No such place within your reach.

card-colleague = Name on the channel: { $name }
card-colleague-nameless = The channel does not tell a name.
card-colleague-asleep = { $role } · { $place }: suspended after a long absence.
staff-link = Send a new link
staff-move = Change of job
staff-revoke = Revoke
staff-wake = Reopen
staff-revoke_sure = Revoke now
card-revoke_sure = Revoke { $role } · { $place }? Open work goes to the head of the unit, or to the level above where there is none.
staff-revoked = Revoked: { $role } · { $place }.
staff-woken = Reopened: { $role } · { $place }.

staff-ask-unit = Where is the new office? Choose, or type the name of a commune.
staff-ask-role = Choose a role at { $unit }:
staff-role = { $role }
staff-ask-agency = Choose an agency:
staff-ask-title = Please type the title, or press Skip.
staff-press = Please press a button.
card-move_sure = Move from { $role } · { $place } to { $role_now } · { $place_now }? Open work stays with the old unit.
staff-move_sure = Move
staff-moved = Moved to { $role } · { $place }.

card-invite = Invite as { $role } · { $place }, good once, until { $expires }:
card-invite-link = Link: { $link }
card-invite-then = The code is shown only once; hand it to the right person. You will be asked to confirm when they open it.

notice-handover = { $n } items of { $role } · { $place } come to you: their handler has left that office.
notice-handover-alert = { $role } · { $place } was left: { $n } open items { $goes }.
handover-goes = go to { $unit }
handover-nowhere = have nobody to take them
notice-moved = Your office { $role } · { $place } is now { $role_now } · { $place_now }.
notice-will_sleep = You have not been here for a long time. In { $n } days your office { $role } · { $place } will be suspended; type /viec to keep it.
notice-asleep = Your office { $role } · { $place } is suspended after { $n } days without use. Please ask your inviter or the administrator to reopen it.
notice-asleep-other = { $role } · { $place } is suspended after { $n } days without use. If they still hold it, press Reopen.

broken-own_post = You cannot change your own office.
broken-post_held = They hold that very office already.

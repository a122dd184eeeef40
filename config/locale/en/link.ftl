# Several channels of one person: the linking code, where to hear us, parting.

button-link = Channels
button-link-code = Get a linking code
button-link-type = Enter a linking code
button-link-prefer = Choose where to hear us
button-link-part = Part from { $channel }
button-link-channel = { $channel }
button-link-last = Where I wrote last
link-here = You use: { $channel }
link-other = Linked: { $channel }
link-prefers = You hear us on: { $channel }
link-code = Linking code: { $code } (once, until { $ends }).
link-how = On the other channel type /lienket and enter this code. Give it to nobody.
link-ask = Please enter the linking code of 6 digits.
link-done = Linked. Both channels are one from now on; each message comes to one of them.
link-parted = Parted.
link-preferred = Noted.
link-where = Where would you like to hear us?
notice-linked = A channel was linked to you at { $at }: { $channel }. If that was not you, press Part.
notice-unlinked = This channel was parted from at { $at }.

broken-link_wrong = The linking code is wrong or over. Please get a new one.
broken-link_locked = Too many wrong codes. Please try again in an hour.
broken-link_own = This is the code of this very channel. Please enter it on the other one.
broken-link_busy = This channel has opinions or facts of its own. Please get a code here and enter it on the other one.
broken-link_paused = Linking is paused for now. Please try again in an hour.
alarm-links = Alarm: { $detail } wrong linking codes within an hour; somebody may be guessing. Linking is paused for an hour.

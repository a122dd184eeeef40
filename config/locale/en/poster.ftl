# The QR poster of a dialogue, and the page that its code opens.

poster-body = { $track ->
    [party] { $level ->
        [province] Party committee of { $short }
       *[commune] Party committee of { $unit }
    }
   *[government] People’s committee of { $unit }
}
poster-invites = Everyone is invited to
poster-title =
    { $kind } dialogue
    of { $unit }
poster-when-label = When
poster-where-label = Where
poster-chair-label = Led by
poster-who-label = For
poster-where = { $place } ({ $format })
poster-heading = Send your opinion here
poster-step-scan = Open the camera and scan the code.
poster-step-channel = Choose one of the ways on the screen.
poster-step-start = Press “Start”.
poster-step-send = Write, take a photo or record, then press Send.
poster-code-label = No camera? Type this code:
poster-code-zalo = On Zalo or without a camera, type this code:
poster-zalo = Zalo: { $link }
poster-step-code = Type the code printed below.
poster-closes = Opinions are taken until { $closes }.
poster-opens = Opinions are taken from { $opens } to { $closes }.
poster-speak = You may also speak at the meeting.
poster-speak-only = The time for written opinions is over. You may speak at the meeting.
poster-office = { $body }. Address: { $address }. Telephone: { $phone }.
poster-machine = A computer program answers; officials deal with your opinion.
poster-hangs = Hangs in: { $unit }.
poster-door = Scan to check in
poster-door-scan = Open the camera and scan this code.
poster-door-press = Follow what the screen says.
poster-door-help = Without a smartphone: please tell the clerk of the meeting.

door-way = { $channel ->
    [telegram] Write on Telegram
    [webchat] Write on this web page
   *[other] Write on Zalo
}
door-type = then type the code { $code }
door-choose = Please choose one way:
door-code = Or type the code { $code } there.
door-off = { $phase ->
    [postponed] This meeting is put off; the new day will be announced. You may still send your opinion.
   *[cancelled] This meeting will not take place. You may still send your opinion.
}
door-over = This meeting has taken place. You may still send your opinion.
button-calendar = Add to calendar
broken-poster_early = The meeting is not announced yet, so there are no posters of it.
broken-poster_elsewhere = There is no poster of this meeting for that place.

# On the card of a dialogue: QR codes and their counts.
conference-do-qr = QR codes
qr-none = No QR posters of this meeting were printed yet.
qr-total = QR codes: opened { $opened } times, { $written } opinions sent; { $attended ->
    [none] nobody has counted who came yet.
   *[some] { $attended } people came.
}
qr-line = • { $unit } (code { $code }): opened { $opened }, sent { $written }
qr-rest = And { $n } other places.
qr-print = Print posters
qr-print-door = Print check-in sheets
qr-printed = { $kind ->
    [door] Check-in sheets for the door of the hall
   *[invite] Posters for the communes
}: { $n } A4 pages.

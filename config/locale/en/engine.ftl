# Sentences of the conversation engine that belong to no other part.
button-unknown = This button does not work. Please type /start to open the menu.
button-old = This button is out of date and no longer does anything.
typed-unread = You typed before our answer had arrived, so nothing was done. Please read what has just come and choose again.
typed-which = Another message has come meanwhile. By “{ $text }” you mean:
typed-of = { $label } ({ $of })
typed-at = { $label } (message of { $at })
flow-restarted = We are sorry: what you were doing must be started again because the program has just been upgraded.
apology = We are sorry: your last message could not be handled. The administrator has been told; please send it again.
media-refused = The file could not be accepted (over { $limit } MB, damaged, or of the wrong kind). Please send another one.
asks-location = Share my location
asks-contact = Share my phone number
alarm-poison = Alarm: a message could not be handled and was set aside ({ $detail }).
alarm-auth = Alarm: channel { $detail } refuses its token and is paused.{ $detail ->
    [zalo_oa] { " " }Please grant access again in Zalo's console, set a new DOITHOAI_ZALO_OA_REFRESH_TOKEN and start again.
   *[other] { "" }
 }
alarm-old = Alarm: for over 60 days channel { $detail } could not replace its token. It ends after 90: please grant access again in Zalo's console, set a new DOITHOAI_ZALO_OA_REFRESH_TOKEN and start again.
alarm-official = Alarm: an official blocked or left the chat channel ({ $detail }).
alarm-official_silent = Alarm: the channel of an official takes no messages now (they were silent for long, or it is off); some wait for them ({ $detail }).
alarm-quota = Alarm: the allowance of channel { $detail } is used up. Messages are kept and tried again every hour; please check the plan.
alarm-undelivered = Alarm: a message could not be delivered and was given up ({ $detail }).
alarm-backlog = Alarm: messages have waited more than 15 minutes to leave ({ $detail }).
alarm-overdue = Alarm: scheduled work is more than 15 minutes late and has not run ({ $detail }).
alarm-clock = Alarm: the clock of the server jumped by { $detail } seconds.
broken-not_found = Not found.
broken-not_yours = You no longer have permission to do this.

# Zalo takes no other first letters of a label than those of `Mã`.
knock-head = News for you
knock-text_opinion = There is news about this opinion. Please write any word here to get it.
knock-text_notice = A message waits for you. Please write any word here to get it.
knock-label_opinion = Mã ý kiến
knock-label_notice = Mã thông báo

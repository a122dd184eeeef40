# Officials who come back to the web page, and the link that an inviter gives again.
card-pass = Code for the web page or another channel, once, until { $expires }:
card-pass-code = { $code }
card-pass-link = Open this link, or type the code into the web page: { $link }
card-pass-secret = Do not give this code to anyone else.
pass-elsewhere = The code for the web page was sent to another channel that you linked.
pass-given = Give the code below to this official only; whoever opens it acts in their name.
card-returned = You are back. Web pages that were open before are no longer valid.
card-linked = This channel is linked to you now.
notice-returned = { $at }: your code was just used to enter { $channel ->
    [webchat] the web page
    [telegram] Telegram
    [zalo_bot] Zalo
    [zalo_oa] Zalo
   *[other] the channel { $channel }
 }. If it was not you, please tell the administrator at once.
notice-returned-inviter = The link that you gave again was used: { $role } · { $place }.

card-enrolled-role = { $role } · { $place }
card-item-unseen = Not seen by its author yet
card-item-unheard_shut = Not delivered to its author since { $since }: their channel takes messages only after they write. It will follow by itself.
card-item-unheard_blocked = Not delivered to its author since { $since }: they stopped messages. It will follow when they return.
card-item-unheard_quota = Not delivered to its author since { $since }: the channel's allowance is used up; it is being tried again.
card-digest-unheard = Answers not delivered to their authors yet: { $n }

command-web = Code for the web page
command-canbo = Officials of the unit
alarm-passes = Alert: many wrong codes for the web page in a row (channel { $detail }).
broken-pass_alone = You have linked no other channel. When the session ends, please ask your inviter or the administrator for a new link.
broken-pass_locked = Too many wrong codes. Please try again in an hour.
broken-pass_wrong = This code is not right. Please check it.
broken-pass_used = This code was used before. Please get a new one.
broken-pass_expired = This code has expired. Please get a new one.
broken-pass_here = This code is for the web page or another channel; you are enrolled here already.
broken-pass_busy = This page holds an opinion or data of someone. Please open the code in a private window or another browser.
broken-pass_own = To come back under your own name, type /web.

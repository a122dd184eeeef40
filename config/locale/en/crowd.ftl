# Group chats of offices: cards without a citizen's words or name.
card-group = { $code } · { $status }
card-group-about = { $unit } · { $field } · { $n ->
    [0] sent today
   *[other] sent { $n } days ago
 }
card-group-gone = { $code }: no longer with this group's office.
group-open = Open
group-sent = Sent to your private chat.
group-unknown = Please write to the bot privately first, then press again.
group-hint = Nothing is taken in here. Please write to the bot privately.
group-write = Write privately
group-ask = Whose work should that group be told of? Cards hold no citizen's words or names.
group-asked = You were asked in your private chat.
group-unbind = Unbind
group-bound = This group is now told of the work of { $place }. What a button opens comes to the private chat of whoever pressed it.
group-bound_here = The group is bound to { $place }.
group-unbound = The group is told nothing more.
group-how = Type this command in your office's group chat, to which the bot was added.
broken-group_gone = This question is old. Please type /ganketnhom in the group again.

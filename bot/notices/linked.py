"""What a person's chats are called, and what they hear when one more joins them, or one goes."""

from __future__ import annotations

from collections import Counter

from bot.domain.act import Act
from bot.domain.people import Account
from bot.notices import tell
from bot.talk.screen import Words, button, column, say, screen
from storage import people
from storage.work import Work


def names(chats: list[Account]) -> dict[str, Words]:
    """What each chat of a person is called: its channel, with a number where it is not their first one there."""
    seen: Counter[str] = Counter()
    found: dict[str, Words] = {}
    for one in chats:
        seen[one.channel] += 1
        name = say(f"channel-{one.channel}")
        found[one.id] = name if seen[one.channel] == 1 else say("link-nth", channel=name, n=str(seen[one.channel]))
    return found


def told(work: Work, act: Act, *, person: str, account: str) -> None:
    """The other chats hear that one was linked, so that a code that was overheard is noticed, and may part from it."""
    chats = people.chats(work, person)
    name = names(chats)[account]
    part = button("button-link-part", "link", "part", account, channel=name)
    shown = screen(say("notice-linked", channel=name, at=act.at), rows=column(part))
    others = [one for one in chats if one.id != account]
    tell.everywhere(work, act, others, shown, key=f"linked:{account}:{act.mint.id()}")


def left(work: Work, act: Act, chats: list[Account], name: Words) -> None:
    """The person's chats hear that one of them is theirs no more."""
    tell.everywhere(work, act, chats, screen(say("notice-link-left", channel=name, at=act.at)), key=f"left:{act.mint.id()}")


def parted(work: Work, act: Act, account: str) -> None:
    """A last word to the chat that goes."""
    tell.put(work, act, account, screen(say("notice-unlinked", at=act.at)), key=f"unlinked:{account}", purpose="reply")

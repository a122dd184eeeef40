"""What a person's chats hear when one more joins them, or one goes."""

from __future__ import annotations

from bot.domain.act import Act
from bot.notices import tell
from bot.talk.screen import button, column, say, screen
from storage import people
from storage.work import Work


def told(work: Work, act: Act, *, person: str, account: str) -> None:
    """The other chats hear that one was linked, so that a code that was overheard is noticed, and may part from it at once."""
    for one in people.accounts(work, person):
        if one.id != account:
            part = button("button-link-part", "link", "part", account, channel=say(f"channel-{act.channel}"))
            shown = screen(say("notice-linked", channel=say(f"channel-{act.channel}"), at=act.at), rows=column(part))
            tell.put(work, act, one.id, shown, key=f"linked:{account}:{act.mint.id()}", purpose="reply")


def parted(work: Work, act: Act, account: str) -> None:
    """A last word to the chat that goes."""
    tell.put(work, act, account, screen(say("notice-unlinked", at=act.at)), key=f"unlinked:{account}:{act.mint.id()}", purpose="reply")

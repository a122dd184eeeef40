"""When a chat stops hearing us, or takes nothing for a while, and when it hears us again."""

from __future__ import annotations

from bot.domain.act import Act
from bot.notices import alarms, away, crowds, digest, tell
from bot.talk.screen import button, column, say, screen
from storage import absences, grants, kept, people
from storage.work import Work


def left(work: Work, act: Act, account: str, why: str) -> None:
    """The person stopped us here, or the chat is no more: what waits goes to another chat of theirs, or is kept for their return.

    Of an official who leaves the administrators hear."""
    people.block(work, account)
    crowds.farewell(work, act, account)
    if other := people.reach(work, people.owner(work, account)):
        kept.rehome(work, account, other, act.at)
    kept.park(work, account, why)
    alarms.official_unreachable(work, act, account, "official")
    _told_instead(work, act, account)


def silent(work: Work, act: Act, account: str, why: str) -> None:
    """The platform takes nothing more for this chat before its person writes: what waits goes to another chat of theirs, or is kept for
    their next word, wherever it comes.

    They stopped nothing. Of an official whom no other chat reaches the administrators hear, as do those who can help."""
    people.shut(work, account, act.at)
    if other := people.reach(work, people.owner(work, account)):
        kept.rehome(work, account, other, act.at)
    kept.shut(work, account, why, act.at)
    if not other:
        alarms.official_unreachable(work, act, account, "official_silent")
        _told_instead(work, act, account)


def _told_instead(work: Work, act: Act, account: str) -> None:
    """An official whom no chat reaches any more: what waits for them is told to whoever stands in, else to the unit's leaders."""
    person = people.owner(work, account)
    if not person or people.reach(work, person):
        return
    deputies = absences.deputies(work, person)
    for post in grants.own(work, person):
        lines, _ = digest.of_post(work, act, post)
        leaders = [one.person for one in grants.holders(work, "leader", post.unit) if one.person != person]
        for other in [deputies[post.id]] if post.id in deputies else leaders:
            shown = screen(say("notice-instead", post=away.post_of(act, post)), *lines, rows=column(button("official-work", "viec")))
            tell.tell(work, act, other, shown, key=f"instead:{account}:{post.id}:{act.today}:{other}")


def back(work: Work, act: Act, account: str) -> None:
    """The person is here: what was kept for them, on this chat or another, leaves now, in order and before any answer to what they say.

    The cards of the time between were not kept: an official reads instead what waits for them now."""
    person = people.owner(work, account)
    for one in people.deaf(work, person):
        kept.rehome(work, one.id, account, act.at)
    kept.unpark(work, account, act.at)
    away_from = absences.deputies(work, person)
    lines = [line for post in grants.own(work, person) if post.id not in away_from for line in digest.of_post(work, act, post)[0]]
    if lines:
        shown = screen(say("notice-back"), *lines, rows=column(button("official-work", "viec")))
        tell.put(work, act, account, shown, key=f"back:{account}:{act.mint.id()}", purpose="reply")

"""What an office's group chat is told: cards with code, field, commune, age, status and the title an officer typed; never a citizen's
words or name. Everything else is read in private."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.statuses import Status, may_move
from bot.notices import enrolment, items, tell
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import crowds, journal, opinions, outbox, timers
from storage.timers import Timer
from storage.work import Work

_OPEN: Final = ("waiting", "working")
_NEWS: Final[dict[bool, tuple[Status, ...]]] = {False: ("sent", "transferred"), True: ("assigned", "reopened")}
"""Entering which statuses is news for the group of an agency (True) or of a desk (False): its card comes as a new message."""
_LANG: Final = "vi"


def card(opinion: Opinion) -> str:
    """The name of an opinion's card in crowds."""
    return f"group:{opinion.id}"


def changed(work: Work, act: Act, opinion: Opinion, *, entered: bool = False) -> None:
    """An opinion came or moved (`entered`), or changed: the cards of the groups of its desk and its lead follow; groups that it left
    are told so. What follows another has no card of its own unless it had one before.
    """
    agency = act.province.agencies.find(opinion.lead)
    told = dict.fromkeys(crowds.bound(work, opinion.desk), False)
    if agency is not None:
        told |= dict.fromkeys(crowds.bound(work, agency.unit, agency.code), True)
    shown = crowds.showing(work, opinion.id)
    for account, leads in told.items():
        news = entered and not opinion.follows and opinion.status in _NEWS[leads]
        if account not in shown and not opinion.follows and (news or opinion.phase in _OPEN):
            crowds.show(work, opinion.id, account)
            news = True
        if news or account in shown:
            _put(work, act, opinion, account, fresh=news)
    for account in shown:
        if account not in told:
            crowds.hide(work, opinion.id, account)
            gone = screen(say("card-group-gone", code=opinion.code), card=card(opinion))
            tell.put(work, act, account, gone, key=f"group_gone:{account}:{opinion.id}:{opinion.version}", purpose="status")
    if told and opinion.due and opinion.phase == "working" and not opinion.follows:
        due = opinion.due.isoformat()
        late = Timer(
            key=f"group_late:{opinion.id}:{due}", kind="group_late", due=opinion.due + timedelta(seconds=1), object=opinion.id, args={}
        )
        timers.plan(work, late)


def late(work: Work, act: Act, timer: Timer) -> None:
    """The due moment has passed and it is still worked on: the card comes once more, as overdue."""
    opinion = opinions.get(work, timer.object)
    if opinion is None or opinion.phase != "working" or opinion.follows or opinion.due is None or opinion.due > act.at:
        return
    for account in crowds.showing(work, opinion.id):
        _put(work, act, opinion, account, fresh=True, event=f"late:{timer.key}")


def _put(work: Work, act: Act, opinion: Opinion, account: str, *, fresh: bool, event: str = "") -> None:
    if fresh:
        outbox.drop_card(work, account, card(opinion))
    key = f"group:{account}:{opinion.id}:{event or opinion.version}"
    tell.put(work, act, account, _shown(act, opinion), key=key, purpose="status")


def _shown(act: Act, opinion: Opinion) -> Screen:
    field = items.field_name(act, opinion, _LANG)
    lines: list[Words] = [
        say("card-group", code=opinion.code, status=say("official-status", status=opinion.status)),
        say(
            "card-group-about", unit=items.unit_name(act, opinion.unit), n=(act.today - local_day(opinion.sent_at)).days,
            field=say("official-field", field=field) if field else say("official-no_field"),
        ),
    ]  # fmt: skip
    if opinion.title and opinion.status != "diverted":
        lines.append(say("card-item-title", title=opinion.title))
    if opinion.due and opinion.phase == "working":
        lines.append(say("card-item-due", due=opinion.due, late="yes" if opinion.due < act.at else "no"))
    rows: list[Button] = []
    if may_move(opinion.status, "take_on") and not opinion.follows:
        rows.append(button("official-do-take_on", "item", "take_on", opinion.id, str(opinion.version)))
    rows.append(button("group-open", "item", "open", opinion.id))
    return screen(*lines, rows=column(*rows), card=card(opinion))


def hint(work: Work, act: Act, account: str, key: str) -> None:
    """A group is asked, seldom, to write privately: nothing is taken in here."""
    if crowds.hint(work, account, act.at, timedelta(minutes=act.province.rules.limits.group_hint_minutes)):
        rows = ((Button(words=say("group-write"), url=act.links.removesuffix("?start=")),),) if act.links else ()
        tell.put(work, act, account, screen(say("group-hint"), rows=rows), key=f"group_hint:{key}", purpose="reply")


def asks(work: Work, act: Act, account: str, held: Sequence[Grant], *, bound: bool, key: str) -> None:
    """Whoever typed the command in a group is asked in private to which of their offices it belongs; the group hears where."""
    rows = [button("official-place", "group.bind", account, one.id, place=enrolment.place(act, one)) for one in held]
    if bound:
        rows.append(button("group-unbind", "group.unbind", account))
    shown = screen(say("group-ask"), rows=column(*rows), card=f"bind:{account}")
    outbox.drop_card(work, act.account, shown.card)
    tell.put(work, act, act.account, shown, key=f"group_ask:{key}", purpose="reply")
    tell.put(work, act, account, screen(say("group-asked")), key=f"group_asked:{key}", purpose="reply")


def welcome(work: Work, act: Act, account: str, grant: Grant) -> None:
    """The group is told what it will be told."""
    words = say("group-bound", place=enrolment.place(act, grant))
    tell.put(work, act, account, screen(words), key=f"group_bound:{account}:{act.mint.id()}", purpose="reply")


def farewell(work: Work, act: Act, account: str) -> None:
    """The group is told nothing more; what waited for it is given up."""
    if crowds.unbind(work, account):
        journal.add(work, at=act.at, actor=act.person, verb="group.unbind", object=f"group:{account}")
        outbox.silence(work, account, "unbound")

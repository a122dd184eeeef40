"""`Ý kiến của thôn`: what a hamlet head or clerk wrote down for others, each with its slip and, until its author comes, its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.statuses import shown as shown_status
from bot.domain.words import shorten
from bot.flows import pick
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import citizens, items
from bot.notices import slips as notices
from bot.services import behalf, moves
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import answers, outbox, people, villagers
from storage import opinions as rows
from storage.work import Work, micros, moment

_SHOWN: Final = 300


def shown(work: Work, act: Act, opinion: Opinion) -> Screen:
    """A new slip, to be shown or copied out: its words are forgotten here as soon as they have left."""
    found, secret, ends = behalf.give_slip(work, act, opinion.id)
    lines = notices.slip(work, act, found, secret, ends)
    rows_ = column(button("menu-behalf", "behalf"), button("menu-hamlet", "behalf.mine"), button("button-menu", "menu"))
    return replace(screen(*lines, say("card-slip-how"), rows=rows_), about=outbox.ONCE)


def again(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Phiếu mới`: the one before was lost."""
    return Keep(screens=(shown(work, act, behalf.entered(work, act, args[0] if args else "")),))


def listed(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The list, newest first, a page at a time. Who may not write for others sees the menu."""
    if not behalf.units(work, act, "opinion.enter"):
        return Done()
    before = moment(int(args[0])) if args and args[0].isascii() and args[0].isdigit() and len(args[0]) < 18 else None
    found = rows.entered_by(work, act.person, before=before, limit=pick.SIZE + 1)
    page = [moves.told(work, act, one) for one in found[: pick.SIZE]]
    ways = column(button("menu-behalf", "behalf"), button("button-menu", "menu"))
    if not page:
        return Keep(screens=(screen(say("hamlet-none"), rows=ways),))
    buttons = [button("button-opinion", "behalf.one", one.id, code=one.code, status=_status(one)) for one in page]
    if len(found) > pick.SIZE:
        buttons.append(button("button-after", "behalf.mine", str(micros(page[-1].sent_at))))
    return Keep(screens=(screen(say("hamlet-head"), rows=(*column(*buttons), *ways)),))


def _status(opinion: Opinion) -> Words:
    return say(f"status-{shown_status(opinion.status)}")


def one(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """One of them: where it stands; its words and its answer only until its author comes."""
    found = behalf.entered(work, act, args[0] if args else "")
    known = moves.told(work, act, found)
    waits = villagers.is_waiting(work, found.author)
    lines = [
        say("timeline-head", code=found.code, status=_status(known)),
        say("timeline-unit", unit=items.unit_name(act, found.unit)),
        *((say("timeline-due", due=found.due),) if found.due and known.phase == "working" else ()),
        *((say("card-draft-text", text=shorten(found.text, _SHOWN)),) if waits and found.text else ()),
        say("hamlet-waits") if waits else say("hamlet-claimed") if people.is_known(work, found.author) else say("hamlet-gone"),
    ]
    deeds = _deeds(work, known) if waits else []
    return Keep(screens=(screen(*lines, rows=column(*deeds, button("menu-hamlet", "behalf.mine"), button("button-menu", "menu"))),))


def _deeds(work: Work, known: Opinion) -> list[Button]:
    judges = known.status == "answered" and answers.verdict_of(work, known.id, known.reopened) is None
    found = list(citizens.verdicts(known)) if judges else []
    if known.phase in ("answered", "closed") and known.outcome:
        found.insert(0, button("button-answer", "opinion.answer", known.id))
    if known.phase in ("waiting", "working"):
        found.append(button("button-add", "opinion.add", known.id))
    return [*found, button("hamlet-slip", "behalf.slip", known.id), button("hamlet-do-erase", "behalf.erase", known.id)]


def erase(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Xóa theo yêu cầu người dân`, asked once more."""
    if args[1:] == ("yes",):
        kept = behalf.erase(work, act, args[0])
        ways = column(button("menu-hamlet", "behalf.mine"), button("button-menu", "menu"))
        return Keep(screens=(screen(say("hamlet-erased", code=kept.code), rows=ways),))
    found = behalf.entered(work, act, args[0] if args else "")
    rows_ = column(button("button-erase-yes", "behalf.erase", found.id, "yes"), button("button-erase-no", "behalf.one", found.id))
    return Keep(screens=(screen(say("hamlet-erase", code=found.code), rows=rows_),))

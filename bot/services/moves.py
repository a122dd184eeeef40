"""How an opinion is found and moved: permission, the table of statuses, the counters and the journal, in one place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, as_told, is_leaving, is_undecided
from bot.domain.permissions import Action, authorise, is_clearing, is_permitted
from bot.domain.statuses import PHASES, STATUSES, Status, is_parting, is_shared, may_follower, may_move, moved
from bot.notices import crowds
from bot.services import clocks, pauses
from storage import asked, counts, grants, journal, refusals, topics, villagers
from storage import opinions as rows
from storage.work import Work

_SHARED: Final = (
    "status", "phase", "entered_at", "due", "lead", "handler", "outcome", "desk", "sender", "field", "paused", "returned", "bounced",
    "umpire", "ruling",
)  # fmt: skip
"""What an opinion has from the one that it follows."""
_OPEN: Final = ("waiting", "working")
_ENDED: Final = ("refused", "withdrawn", "diverted")
_LED: Final = ("opinion.assign", "opinion.work", "opinion.answer", "opinion.release")
"""What is done with the lead of a group only."""


def find(work: Work, act: Act, opinion: str, action: Action, *, version: int | None = None) -> Opinion:
    """The opinion an official acts on.

    Raises RuleBroken: "not_found" where it is absent or not theirs to read (the same words for both), "not_yours" where they may
    read it and not do this, "stale" where it changed since the button was shown (`version`), "undecided" where its umpire must speak
    first, "follows" where this is done with the opinion that it follows, "supporter" where it only supports one."""
    held = grants.of_person(work, act.person)
    found = rows.get(work, opinion)
    if found is None or not is_permitted(held, "opinion.read", found.thing, act.province.units):
        raise RuleBroken("not_found")
    authorise(held, action, found.thing, act.province.units)
    if found.supporter and found.follows and action != "opinion.read":
        raise RuleBroken("supporter")
    if version is not None and version != found.version:
        raise RuleBroken("stale", status=found.status)
    if is_undecided(found, action):
        raise RuleBroken("undecided", unit=act.province.units.get(found.umpire).name)
    if found.follows and action in _LED and found.phase in ("waiting", "working"):
        raise RuleBroken("follows")
    return found


def clearing(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The opinion for one whose turn it is to clear what is written about it (`release.clears` of the rules).

    Raises RuleBroken: "stale", "not_found", "not_yours"."""
    found = find(work, act, opinion_id, "opinion.release", version=version)
    held = grants.of_person(work, act.person)
    if not is_clearing(held, found.thing, act.province.units, act.province.rules.release.clears):
        raise RuleBroken("not_yours")
    return found


def own(work: Work, act: Act, opinion: str) -> Opinion:
    """An opinion of the person who acts. Raises RuleBroken("not_found") for anyone else's."""
    found = rows.get(work, opinion)
    if found is None or found.author != act.person:
        raise RuleBroken("not_found")
    return found


def spoken(work: Work, act: Act, opinion: str) -> Opinion:
    """An opinion for whose author the person who acts speaks: their own, or one that they wrote down and that nobody came for yet.

    Raises RuleBroken("not_found") for anyone else's."""
    found = rows.get(work, opinion)
    if found is None or villagers.speaker(work, found) != act.person:
        raise RuleBroken("not_found")
    return found


def told(work: Work, act: Act, opinion: Opinion) -> Opinion:
    """The opinion as its author knows it now."""
    if not is_leaving(opinion, act.at, act.province.rules):
        return opinion
    came = [one.facts["came"] for one in journal.of(work, opinion.id) if one.facts.get("goes") == opinion.status][-1]
    return as_told(opinion, act.at, act.province.rules, came=next(one for one in STATUSES if one == came))


def move(work: Work, act: Act, opinion: Opinion, verb: str, *, told: dict[str, str] | None = None, **changes: Any) -> Opinion:  # noqa: ANN401  replace() checks the names
    """Take an opinion through the table of statuses with further changes to its fields; counts and journals the move.

    What waits for its author goes from where it stood before, and its pause is over. `told` are facts for the journal (no identity,
    no citizen's words). Those that follow it go with it (DESIGN §6: one mechanism), but for what concerns one author alone.
    Raises RuleBroken("stale") where the verb no longer leads anywhere or someone else was first, "follows" where only the opinion that
    this one follows goes that way."""
    stood = opinion.status if may_move(opinion.status, verb) else asked.standing(work, opinion)
    if opinion.follows and not may_follower(stood, verb):
        raise RuleBroken("follows")
    goes = moved(stood, verb)
    if opinion.follows and is_parting(stood, verb):
        changes["follows"] = ""
    group = together(work, opinion, stood) if is_shared(stood, verb) else []
    going = pauses.ended(work, act, opinion) if opinion.status == "more_asked" else opinion
    kept = _entered(work, act, opinion, replace(rows.entered(going, goes, act.at), **changes), verb, told={"came": stood} | (told or {}))
    for one in group:
        follow(work, act, one, kept, verb, told=told)
    if is_parting(stood, verb):
        pass_on(work, act, kept)
    return kept


def _entered(work: Work, act: Act, opinion: Opinion, goes: Opinion, verb: str, *, told: dict[str, str] | None) -> Opinion:
    kept = rows.change(work, goes)
    if kept is None:
        raise RuleBroken("stale", status=opinion.status)
    _count(work, act, kept, came=opinion.status)
    clocks.replan(work, act, kept)
    refusals.settle(work, kept.id)
    note(work, act, kept, verb, **({"came": opinion.status, "goes": kept.status} | _changed(opinion, kept) | (told or {})))
    crowds.changed(work, act, kept, entered=True)
    return kept


def _changed(before: Opinion, kept: Opinion) -> dict[str, str]:
    """What statistics must know of every change, whichever act made it (`bot.domain.standings`): its dialogue, the opinion whose answer
    is its answer too, and the moment at which it is due."""
    facts = _standing(kept)
    return {name: value for name, value in facts.items() if value != _standing(before)[name]}


def _standing(opinion: Opinion) -> dict[str, str]:
    return {"heard": opinion.dialogue, "leads": opinion.follows, "ends": opinion.due.isoformat() if opinion.due else ""}


def together(work: Work, lead: Opinion, stood: Status) -> list[Opinion]:
    """Those that follow an opinion and stand where it stands (or `stood` while its author is asked): an answered one that was judged or
    left behind goes its own way."""
    live = PHASES[stood] in ("waiting", "working")
    held = rows.followers(work, lead.id)
    return [one for one in held if one.status == stood and (live or one.entered_at == lead.entered_at)]


def follow(work: Work, act: Act, one: Opinion, lead: Opinion, verb: str, *, told: dict[str, str] | None = None) -> Opinion:
    """An opinion comes to stand where the one stands that it follows: counted, clocked and journaled as its own move.

    Raises RuleBroken("stale") when someone else was first."""
    goes = replace(one, follows=lead.id, **{name: getattr(lead, name) for name in _SHARED})
    return _entered(work, act, one, goes, verb, told=told)


def pass_on(work: Work, act: Act, lead: Opinion, *, elsewhere: bool = False) -> None:
    """An opinion went out of its group: whichever followed it first leads the others from now on, on the agenda too; one that only
    supports leads where none with words of its own is open. Those that were answered stay with the one that went, unless it ended or
    belongs elsewhere."""
    ended = elsewhere or lead.status in _ENDED
    held = [one for one in rows.followers(work, lead.id) if one.phase in _OPEN or (ended and one.status not in _ENDED)]
    if not held:
        return
    first = min(held, key=lambda one: (one.phase not in _OPEN, one.supporter))
    heir = edit(work, act, first, "lead", follows="", title=first.title or lead.title)
    topics.moved(work, lead.id, heir.id)
    for one in held:
        if one.id != heir.id:
            edit(work, act, one, "follow", told={"follows": heir.id}, follows=heir.id)


def begin(work: Work, act: Act, opinion: Opinion, verb: str = "send") -> bool:
    """Keep a new opinion, counted and journaled (as `verb`); False when its code is taken (take another)."""
    if not rows.add(work, opinion):
        return False
    _count(work, act, opinion, came="")
    clocks.replan(work, act, opinion)
    facts = {"goes": opinion.status} | _standing(opinion) | ({"supporter": "1"} if opinion.supporter else {})
    journal.add(work, at=act.at, actor=act.person, verb=verb, object=opinion.id, unit=opinion.desk, **facts)
    crowds.changed(work, act, opinion, entered=True)
    return True


def note(work: Work, act: Act, opinion: Opinion, verb: str, **told: str) -> None:
    """Journal something about an opinion that is not a move; where the one who acts may do so only in another's place, that too."""
    if act.person and (absent := _instead(work, act, opinion)):
        told["instead"] = absent
    journal.add(work, at=act.at, actor=act.person, verb=verb, object=opinion.id, unit=opinion.desk, **told)


def _instead(work: Work, act: Act, opinion: Opinion) -> str:
    """Whose deputy the person acts as here; empty where they may read it in their own right."""
    lent = grants.delegated(work, act.person)
    if not lent or is_permitted(grants.own(work, act.person), "opinion.read", opinion.thing, act.province.units):
        return ""
    return next((one.instead for one in lent if is_permitted([one], "opinion.read", opinion.thing, act.province.units)), "")


def edit(work: Work, act: Act, opinion: Opinion, verb: str, *, told: dict[str, str] | None = None, **changes: Any) -> Opinion:  # noqa: ANN401  as above
    """Change fields of an opinion without a move, journaled; in another unit it leaves its group.

    Raises RuleBroken("stale") when someone else was first."""
    elsewhere = changes.get("unit", opinion.unit) != opinion.unit
    if elsewhere:
        changes["follows"] = ""
    kept = rows.change(work, replace(opinion, **changes))
    if kept is None:
        raise RuleBroken("stale", status=opinion.status)
    if elsewhere:
        _count(work, act, opinion, came=opinion.status, leaves=True)
        _count(work, act, kept, came="")
    clocks.follow(work, act, opinion, kept)
    note(work, act, kept, verb, **(_changed(opinion, kept) | (told or {})))
    crowds.changed(work, act, kept)
    if elsewhere:
        pass_on(work, act, kept, elsewhere=True)
        topics.forget(work, kept.id)
    elif any(getattr(kept, name) != getattr(opinion, name) for name in _SHARED):
        for one in together(work, opinion, opinion.status):
            follow(work, act, one, kept, verb, told=told)
    return kept


def _count(work: Work, act: Act, opinion: Opinion, *, came: str, leaves: bool = False) -> None:
    """Move the counters of the opinion's unit, in the year in which it was sent."""
    unit = act.province.units.get(opinion.unit)
    counts.moved(
        work, year=local_day(opinion.sent_at).year, unit=unit.code, level=unit.level, came=came, goes="" if leaves else opinion.status
    )


def desk_of(work: Work, act: Act, unit: str) -> str:
    """The unit whose officers take an opinion for `unit` in: the nearest one upwards that has an active officer (else the unit itself)."""
    for above in act.province.units.chain(unit):
        if grants.holders(work, "officer", above.code):
            return above.code
    return unit


def place_of(act: Act, opinion: Opinion) -> str:
    """The unit whose agencies, and those of the units above it, an opinion can be handed to: its own, or the desk's where it was passed
    on to another part of the province."""
    return opinion.unit if act.province.units.within(opinion.unit, opinion.desk) else opinion.desk

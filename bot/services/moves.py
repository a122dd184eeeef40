"""How an opinion is found and moved: permission, the table of statuses, the counters and the journal, in one place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, as_told, is_leaving, is_undecided
from bot.domain.permissions import Action, authorise, is_clearing, is_permitted
from bot.domain.statuses import STATUSES, may_move, moved
from bot.services import clocks, pauses
from storage import asked, counts, grants, journal, refusals, villagers
from storage import opinions as rows
from storage.work import Work


def find(work: Work, act: Act, opinion: str, action: Action, *, version: int | None = None) -> Opinion:
    """The opinion an official acts on.

    Raises RuleBroken: "not_found" where it is absent or not theirs to read (the same words for both), "not_yours" where they may
    read it and not do this, "stale" where it changed since the button was shown (`version`), "undecided" where its umpire must speak
    first."""
    held = grants.of_person(work, act.person)
    found = rows.get(work, opinion)
    if found is None or not is_permitted(held, "opinion.read", found.thing, act.province.units):
        raise RuleBroken("not_found")
    authorise(held, action, found.thing, act.province.units)
    if version is not None and version != found.version:
        raise RuleBroken("stale", status=found.status)
    if is_undecided(found, action):
        raise RuleBroken("undecided", unit=act.province.units.get(found.umpire).name)
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
    no citizen's words). Raises RuleBroken("stale") where the verb no longer leads anywhere or someone else was first."""
    stands = opinion.status if may_move(opinion.status, verb) else asked.standing(work, opinion)
    goes = moved(stands, verb)
    going = pauses.ended(work, act, opinion) if opinion.status == "more_asked" else opinion
    kept = rows.change(work, replace(rows.entered(going, goes, act.at), **changes))
    if kept is None:
        raise RuleBroken("stale", status=opinion.status)
    _count(work, act, kept, came=opinion.status)
    clocks.replan(work, act, kept)
    refusals.settle(work, kept.id)
    note(work, act, kept, verb, came=stands, goes=goes, **(told or {}))
    return kept


def begin(work: Work, act: Act, opinion: Opinion, verb: str = "send") -> bool:
    """Keep a new opinion, counted and journaled (as `verb`); False when its code is taken (take another)."""
    if not rows.add(work, opinion):
        return False
    _count(work, act, opinion, came="")
    clocks.replan(work, act, opinion)
    journal.add(
        work, at=act.at, actor=act.person, verb=verb, object=opinion.id, unit=opinion.desk, goes=opinion.status, dialogue=opinion.dialogue
    )
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
    """Change fields of an opinion without a move, journaled. Raises RuleBroken("stale") when someone else was first."""
    kept = rows.change(work, replace(opinion, **changes))
    if kept is None:
        raise RuleBroken("stale", status=opinion.status)
    if kept.unit != opinion.unit:
        _count(work, act, opinion, came=opinion.status, leaves=True)
        _count(work, act, kept, came="")
    clocks.follow(work, act, opinion, kept)
    note(work, act, kept, verb, **(told or {}))
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

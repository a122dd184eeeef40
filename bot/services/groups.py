"""Duplicates: several opinions that are answered as one, each with its own code and author (DESIGN §6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain import duplicates
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion, is_undecided
from bot.notices import citizens, grouping
from bot.services import moves
from storage import agendas, answers, timers
from storage import opinions as rows
from storage.work import Work

SUGGESTED: Final = 5
OPEN: Final = ("waiting", "working")


def check(act: Act, found: Opinion) -> None:
    """Whether an opinion may go into a group or out of it now.

    Raises RuleBroken: "stale" when it is answered or over, "join_waits" while its author is asked or another desk has to take it
    over, "undecided", "supporter" for one that only supports."""
    if found.phase not in OPEN:
        raise RuleBroken("stale", status=found.status)
    if found.status in ("more_asked", "transferred"):
        raise RuleBroken("join_waits")
    if is_undecided(found, "opinion.merge"):
        raise RuleBroken("undecided", unit=act.province.units.get(found.umpire).name)
    if found.supporter and found.follows:
        raise RuleBroken("supporter")


def _joinable(work: Work, act: Act, opinion_id: str, version: int | None = None) -> Opinion:
    """An opinion that may be in a group now. Raises RuleBroken as `check`, "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.merge", version=version)
    check(act, found)
    return found


def candidates(work: Work, act: Act, opinion_id: str, version: int) -> tuple[Opinion, list[Opinion]]:
    """The opinion, and up to five of the same commune and desk that say nearly the same. Raises RuleBroken as `join`."""
    found = _member(work, act, opinion_id, version)
    rules = act.province.rules.duplicates
    near = rows.comparable(work, found, act.at - timedelta(days=rules.look_back_days), rules.look_back_count)
    held = {one.id: one for one in near if one.status not in ("more_asked", "transferred")}
    texts = {key: one.text for key, one in held.items()}
    alike = duplicates.alike(found.text, texts, percent=rules.similarity_percent, limit=SUGGESTED)
    return found, [held[key] for key in alike]


def _member(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    found = _joinable(work, act, opinion_id, version)
    _check_member(work, found)
    return found


def _check_member(work: Work, found: Opinion) -> None:
    if found.follows:
        raise RuleBroken("follows")
    if found.status == "drafted":
        raise RuleBroken("join_drafted")
    if agendas.second(work, found.id) is not None:
        raise RuleBroken("join_second")


def join(work: Work, act: Act, opinion_id: str, version: int, lead_id: str) -> Opinion:
    """It is dealt with together with another, which it follows from now on with all that followed it; its author hears so and keeps
    the own code.

    Raises RuleBroken as `merge` and `_joinable` do."""
    return merge(work, act, _member(work, act, opinion_id, version), _joinable(work, act, lead_id))


def merge(work: Work, act: Act, found: Opinion, lead: Opinion) -> Opinion:
    """What `join` does, for whoever was asked for permission already.

    Raises RuleBroken: "join_self", "join_desk" for one on another desk, "join_follower" for one that follows another itself,
    "follows" where this one does, "join_drafted" when an answer to it is written already, "join_second" for one that a dialogue hears
    again, which leads; else as `check`."""
    for one in (found, lead):
        check(act, one)
    _check_member(work, found)
    if lead.id == found.id:
        raise RuleBroken("join_self")
    if lead.desk != found.desk:
        raise RuleBroken("join_desk")
    if lead.follows:
        raise RuleBroken("join_follower")
    mine = rows.followers(work, found.id)
    kept = moves.follow(work, act, found, lead, "join", told={"follows": lead.id})
    for one in mine:
        if one.phase in OPEN:
            moves.follow(work, act, one, lead, "join", told={"follows": lead.id})
        else:  # shown with it since it was answered
            moves.edit(work, act, one, "follow", told={"follows": lead.id}, follows=lead.id)
    citizens.grouped(work, act, kept, "joined")
    grouping.joined(work, act, found, lead)
    return kept


def leave(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """It is dealt with by itself again, on its desk, until the answer is out; author and desk hear so.

    Raises RuleBroken as `part` and `_joinable` do."""
    return part(work, act, _joinable(work, act, opinion_id, version))


def part(work: Work, act: Act, found: Opinion) -> Opinion:
    """What `leave` does, for whoever was asked for permission already.

    Raises RuleBroken: "stale" where it follows nothing or is answered, else as `check`."""
    check(act, found)
    if not found.follows:
        raise RuleBroken("stale", status=found.status)
    if found.status == "sent":
        kept = moves.edit(work, act, found, "leave", told={"follows": found.follows}, follows="")
    else:
        kept = moves.move(work, act, found, "leave", told={"follows": found.follows}, lead="", handler="", due=None)
    citizens.grouped(work, act, kept, "left")
    grouping.left(work, act, kept)
    return kept


def give(work: Work, act: Act, lead: Opinion, answer: Answer) -> None:
    """The answer of an opinion that was just released is the answer of those that went with it."""
    for one in moves.together(work, lead, lead.status):
        answers.keep(work, replace(answer, id=act.mint.id(), opinion=one.id, round=one.reopened, proof=answer.files))
        answers.release(work, one.id, one.reopened, act.person, act.at)


def take_back(work: Work, act: Act, group: list[Opinion]) -> None:
    """The answer was called back, for all to whom it was given."""
    for one in group:
        answers.drop(work, one.id, one.reopened)
        timers.cancel(work, one.id, "verdict_window", act.at)

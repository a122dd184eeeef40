"""How far each item of a conclusion is, and who answers for it: read by its dialogue's card, the digest, the next book and the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bot.domain import counts
from bot.domain.act import Act
from bot.domain.conclusions import DATED, Conclusion, Item
from bot.domain.counts import Followed
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue, Phase
from bot.domain.opinions import Opinion
from bot.talk.screen import Words, say
from storage import commitments, heard, opinions
from storage import conclusions as rows
from storage import dialogues as dialogue_rows
from storage.work import Work

AFTER: Final[tuple[Phase, ...]] = ("concluded", "followed", "settled")
"""Its conclusion is published."""
State = Literal["done", "scheduled", "working", "overdue", "rejected", "reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followup:
    """An item and how far it is. `agency` answers for it, `day` is the one that holds now (ISO, empty where there is none)."""

    item: Item
    opinion: Opinion
    state: State
    agency: str
    day: str


def listed(work: Work, act: Act, one: Conclusion) -> list[Followup]:
    """Every item that has an opinion, in the order of the conclusion, as it stands now."""
    found = ((item, opinions.get(work, item.opinion)) for item in rows.items(work, one.id) if item.kind)
    return [_followup(work, act, item, opinion) for item, opinion in found if opinion is not None]


def promised_before(work: Work, act: Act, dialogue: Dialogue) -> list[Followup]:
    """What the unit's dialogue before this one promised or gave to an agency, as it stands now: with it the next book opens."""
    before = rows.before(work, dialogue)
    one = rows.of(work, before) if before else None
    return [each for each in listed(work, act, one) if each.item.kind in DATED] if one and one.state == "published" else []


def _followup(work: Work, act: Act, item: Item, opinion: Opinion) -> Followup:
    owed = commitments.of(work, opinion.id, opinion.reopened)
    due = local_day(opinion.due).isoformat() if opinion.due and opinion.phase in ("waiting", "working") else item.day
    day = owed.day.isoformat() if owed else due
    state = _state(act, item, opinion, day, is_owed=bool(owed and owed.is_owed))
    return Followup(item=item, opinion=opinion, state=state, agency=opinion.lead or item.lead, day=day)


def _state(act: Act, item: Item, opinion: Opinion, day: str, *, is_owed: bool) -> State:
    is_open = opinion.phase in ("waiting", "working")
    if item.kind == "reason" and not is_open:
        return "reason"
    if is_open and opinion.reopened:
        return "rejected"
    if is_open:
        return "overdue" if opinion.due and opinion.due < act.at else "working"
    if opinion.outcome == "scheduled" and is_owed:
        return "overdue" if day and date.fromisoformat(day) < act.today else "scheduled"
    return "done"


def figures(work: Work, act: Act, dialogue: Dialogue) -> Followed:
    """Of its opinions so many are done, promised, being worked on, overdue, turned away by their authors."""
    story = heard.story(work, [dialogue.id], act.at)
    return counts.followed(story, act.province.rules.statistics.columns, dialogue=dialogue.id, at=act.at)


def lines(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    """The figures in words, once its conclusion is published."""
    if dialogue.phase not in AFTER:
        return []
    found = figures(work, act, dialogue)
    return [
        say(
            "card-followup-figures", n=found.opinions, done=found.resolved, scheduled=found.scheduled, working=found.working,
            overdue=found.overdue, rejected=found.rejected,
        )
    ]  # fmt: skip


def overdue_in(work: Work, act: Act, unit: str) -> int:
    """How many items of the unit's dialogues that are followed are overdue."""
    held = (rows.of(work, one.id) for one in dialogue_rows.near(work, [unit], act.at) if one.phase in ("concluded", "followed"))
    return sum(each.state == "overdue" for one in held if one is not None for each in listed(work, act, one))

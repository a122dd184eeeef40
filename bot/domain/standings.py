"""What the journal alone tells: where every dialogue and every opinion stood after a line of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Protocol

from bot.domain.deadlines import local_day
from bot.domain.dialogues import HELD
from bot.domain.forms import End
from bot.domain.statuses import PHASES

_ENDED: Final[Mapping[str, End]] = {
    "done": "done", "explained": "explained", "unfounded": "unfounded", "refused": "refused", "withdrawn": "withdrawn",
    "diverted": "diverted",
}  # fmt: skip
_NOBODY: Final = "-"
_MOVING: Final = frozenset({"goes", "heard", "leads", "ends"})
"""Facts that change where an opinion stands. What a dialogue hears a second time stays where it was `heard` first."""


class Line(Protocol):
    """A line of the journal, as far as statistics care."""

    @property
    def verb(self) -> str:
        """What happened."""

    @property
    def object(self) -> str:
        """The id of what it happened to."""

    @property
    def unit(self) -> str:
        """Where."""

    @property
    def facts(self) -> Mapping[str, str]:
        """The rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A dialogue; `people` are those who came. Called off, its opinions went to its `heir`."""

    unit: str = ""
    level: str = ""
    kind: str = ""
    track: str = ""
    audience: str = ""
    starts: str = ""
    phase: str = ""
    people: int = 0
    heir: str = ""

    @property
    def took_place(self) -> bool:
        """Whether its session began."""
        return self.phase in HELD

    @property
    def day(self) -> date:
        """The day in Viet Nam on which it was held."""
        return local_day(datetime.fromisoformat(self.starts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An opinion: `leads` names the one it follows, `ends` the moment at which it is due; `promised` and `promise` are the day and the
    state of what its answer promised. `rejected` says that its author turned the last answer away."""

    dialogue: str = ""
    leads: str = ""
    status: str = ""
    outcome: str = ""
    ends: str = ""
    promised: str = ""
    promise: str = ""
    confirmed: bool = False
    taken: bool = False
    rejected: bool = False
    supporter: bool = False
    unsplit: bool = False

    @property
    def end(self) -> End | None:
        """How it came to an end by itself; None while it is open."""
        if self.status not in ("answered", "closed"):
            return _ENDED.get(self.status)
        if self.outcome == "scheduled":
            return "scheduled_confirmed" if self.confirmed else "scheduled"
        if self.outcome == "not_ours":
            return "not_ours_taken" if self.taken else "not_ours"
        return _ENDED.get(self.outcome)

    def is_late(self, at: datetime) -> bool:
        """Whether its day, or the day that was promised with its answer, has passed."""
        if self.end == "scheduled":
            over = bool(self.promised) and date.fromisoformat(self.promised) < local_day(at)
            return self.promise == "broken" or (self.promise == "open" and over)
        return self.end is None and bool(self.ends) and datetime.fromisoformat(self.ends) < at


class Story:
    """All that the lines so far tell. Lines are taken in their order; whatever statistics do not need is passed over."""

    __slots__ = ("dialogues", "opinions")

    def __init__(self) -> None:
        self.dialogues: dict[str, Held] = {}
        self.opinions: dict[str, Standing] = {}

    def take(self, line: Line) -> None:
        """Go on by one line."""
        if line.verb.startswith("dialogue."):
            self.dialogues[line.object] = _heard(self.dialogues.get(line.object, Held()), line)
            return
        one = self.opinions.get(line.object)
        if one is None:
            if line.facts.get("goes") not in PHASES or "came" in line.facts:
                return
            one = Standing(supporter=line.facts.get("supporter") == "1")
        self.opinions[line.object] = _judged(_moved(one, line), line)

    def heard_by(self, opinion: Standing) -> str:
        """The dialogue that an opinion belongs to, following those that were called off to their heirs; empty for none."""
        name, seen = opinion.dialogue, set[str]()
        while (found := self.dialogues.get(name)) is not None and found.heir != "" and name not in seen:
            seen.add(name)
            name = "" if found.heir == _NOBODY else found.heir
        return name

    def lead_of(self, opinion: Standing) -> Standing:
        """The opinion whose answer is its answer too: the one it follows, else itself."""
        return self.opinions.get(opinion.leads, opinion) if opinion.leads else opinion


def told(lines: Iterable[Line]) -> Story:
    """The story of all these lines."""
    story = Story()
    for line in lines:
        story.take(line)
    return story


def _heard(one: Held, line: Line) -> Held:
    facts = line.facts
    told = replace(
        one, unit=line.unit or one.unit, level=facts.get("level", one.level), kind=facts.get("kind", one.kind),
        track=facts.get("track", one.track), audience=facts.get("audience", one.audience), starts=facts.get("starts", one.starts),
        phase=facts.get("phase", one.phase),
    )  # fmt: skip
    match line.verb:
        case "dialogue.attended":
            return replace(told, people=int(facts["n"]))
        case "dialogue.cancel":
            return replace(told, heir=facts.get("heir") or _NOBODY)
        case _:
            return told


def _moved(one: Standing, line: Line) -> Standing:
    """Where a line leaves an opinion: its status, its dialogue, the opinion that it follows, the moment at which it is due."""
    facts = line.facts
    if _MOVING.isdisjoint(facts):
        return one
    goes = facts.get("goes", "")
    return replace(
        one, status=goes if goes in PHASES else one.status, unsplit=line.verb == "unsplit" if goes in PHASES else one.unsplit,
        dialogue=facts.get("heard", one.dialogue), leads=facts.get("leads", one.leads),
        ends=facts.get("ends", one.ends),
    )  # fmt: skip


def _judged(one: Standing, line: Line) -> Standing:
    """What a line says of its answer."""
    match line.verb:
        case "release":
            return replace(
                one, outcome=line.facts["outcome"], promised="", promise="", confirmed=False, taken=False, rejected=False
            )  # fmt: skip
        case "verdict":
            return replace(one, rejected=line.facts["verdict"] != "satisfied")
        case "receiver_accepted":
            return replace(one, taken=True)
        case verb if verb.startswith("promise"):
            return _promised(one, line)
        case _:
            return one


def _promised(one: Standing, line: Line) -> Standing:
    state = line.facts.get("state", "open")
    told = replace(one, promised=line.facts.get("day", one.promised), promise=state)
    if line.verb == "promise_confirmed":
        return replace(told, confirmed=True, rejected=False)
    if state == "broken":
        return replace(told, confirmed=False, rejected=one.rejected or line.facts.get("why") == "citizen")
    return told

"""An opinion, as the house keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.domain.permissions import Action, Thing
from bot.domain.rules import Rules
from bot.domain.statuses import PHASES, Outcome, Phase, Status

Visibility = Literal["public", "officials", "sealed"]
Source = Literal["self", "on_behalf", "oral", "organisation"]
Ruling = Literal["", "desk", "agency"]
SECOND: Final = 2
"""FEATURES row 27: what came back a second time is decided by the superior of both, and then stands."""
_MEANWHILE: Final = frozenset(
    {"opinion.read", "opinion.phone", "opinion.decide_desk", "opinion.decide_agency", "opinion.supervise", "opinion.explain"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """`unit` is where it belongs today, `said` the name its author used, `desk` the unit whose officers hold it now.

    `contested` names the screening kind that its author denied ("complaint", ...): such an opinion lies on the province's
    desk first. `entered_at` is when the present status was entered; `version` rises with every change.

    `title` is a short one that an officer typed, the only words of it that may be seen in a group. `parent` is the opinion it was
    split from, `follows` the one whose answer is its answer too (duplicates). `sender` is the desk that passed it on to this one.
    `paused` are the microseconds for which its clock stood still. `entered_by` is who wrote it down on behalf of its author.
    A `supporter` has no words of its own and stands behind the one it follows ("tôi cũng vậy").

    `supporting` are the agencies that help its lead; only an opinion that was read by itself knows them.

    `returned` counts how often agencies gave it back, `bounced` how often desks did. `ruling` is what the unit `umpire` must decide
    now: which desk or which agency deals with it; the umpire stays known after it decided."""

    id: str
    code: str
    dialogue: str
    unit: str
    said: str
    desk: str
    field: str
    text: str
    visibility: Visibility
    source: Source
    author: str
    account: str
    contested: str
    status: Status
    phase: Phase
    entered_at: datetime
    due: datetime | None
    lead: str
    handler: str
    outcome: Outcome | Literal[""]
    reopened: int
    version: int
    phone_shared: bool
    sent_at: datetime
    closed_as: str = ""
    title: str = ""
    parent: str = ""
    follows: str = ""
    sender: str = ""
    paused: int = 0
    entered_by: str = ""
    supporting: tuple[str, ...] = ()
    returned: int = 0
    bounced: int = 0
    umpire: str = ""
    ruling: Ruling = ""
    supporter: bool = False

    @property
    def thing(self) -> Thing:
        """What permission looks at. What its author denied to be a complaint is kept from those of its unit until its desk passes it on."""
        home = "" if self.contested else self.unit
        return Thing(unit=self.desk, agency=self.lead, supporting=self.supporting, umpire=self.umpire, home=home)

    @property
    def lead_stands(self) -> bool:
        """Whether only its umpire gives it to an agency, which cannot give it back."""
        return self.returned >= SECOND

    @property
    def desk_stands(self) -> bool:
        """Whether it was decided which desk has it."""
        return self.bounced >= SECOND and self.ruling != "desk"


def is_undecided(opinion: Opinion, action: Action) -> bool:
    """Whether this must wait until the umpire has decided."""
    return bool(opinion.ruling) and action not in _MEANWHILE


def is_leaving(opinion: Opinion, at: datetime, rules: Rules) -> bool:
    """Whether its answer or refusal can still be called back (`release.undo_seconds`): its author does not know of it yet."""
    return opinion.status in ("answered", "refused") and at < opinion.entered_at + timedelta(seconds=rules.release.undo_seconds)


def stood_still(opinion: Opinion, at: datetime, *, since: datetime | None = None) -> timedelta:
    """How long its clock has stood still by now, with the pause that began at `since` and lasts."""
    return timedelta(microseconds=opinion.paused) + (at - since if since else timedelta())


def as_told(opinion: Opinion, at: datetime, rules: Rules, *, came: Status) -> Opinion:
    """The opinion as its author may know it: while its answer or refusal can be called back it stands where it `came` from."""
    return replace(opinion, status=came, phase=PHASES[came], outcome="", closed_as="") if is_leaving(opinion, at, rules) else opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an agency answers in one round. Proof is a document number or an attachment, else `no_proof` says why there is none."""

    id: str
    opinion: str
    round: int
    text: str
    document: str
    no_proof: str
    outcome: Outcome
    promised: str
    author: str
    at: datetime
    proof: str = ""

    @property
    def files(self) -> str:
        """Who owns the files that prove it: itself, or the answer of the opinion that it was given with."""
        return self.proof or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An opinion that is being written: one per account, kept until sent or cancelled. `pieces` are platform message ids and
    the words each brought, so that an edited message changes its own piece. `poster` is the code of the poster it came through."""

    account: str
    person: str
    id: str
    unit: str
    said: str
    dialogue: str
    contested: str
    pieces: tuple[tuple[str, str], ...]
    touched_at: datetime
    poster: str = ""

    @property
    def text(self) -> str:
        """All words so far."""
        return "\n".join(words for _, words in self.pieces if words)

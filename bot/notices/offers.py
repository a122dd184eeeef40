"""What an official may do with an opinion now: one table of offers, asked by its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.opinions import Opinion, is_leaving, is_undecided
from bot.domain.people import Grant
from bot.domain.permissions import Action, is_clearing, is_permitted
from bot.domain.statuses import Status, may_follower, may_move

_TRIAGED: Final = ("sent", "accepted")
_DONE: Final = ("answered", "closed")
_GROUPED: Final = ("sent", "accepted", "assigned", "in_progress", "drafted", "reopened")
_FOLLOWER: Final = ("leave", "note", "title", "transcribe", "confirm", "question")
"""What is offered for an opinion that follows another, besides what it goes through by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A button of a card: what is pressed (`official-do-<verb>`), the permission it needs, the move it makes (empty: none);
    what is `rare` stands behind `Việc khác`."""

    verb: str
    action: Action
    move: str = ""
    rare: bool = False


OFFERS: Final = (
    Offer(verb="take_over", action="opinion.triage", move="take_over"),
    Offer(verb="hand_back", action="opinion.triage", move="hand_back"),
    Offer(verb="decide_desk", action="opinion.decide_desk", move="decide"),
    Offer(verb="decide_agency", action="opinion.decide_agency", move="assign"),
    Offer(verb="accept", action="opinion.triage", move="accept"),
    Offer(verb="release", action="opinion.release", move="release"),
    Offer(verb="send_back", action="opinion.release", move="send_back"),
    Offer(verb="take_on", action="opinion.work", move="take_on"),
    Offer(verb="answer", action="opinion.answer", move="draft"),
    Offer(verb="progress", action="opinion.progress"),
    Offer(verb="extend", action="opinion.work"),
    Offer(verb="field", action="opinion.triage"),
    Offer(verb="assign", action="opinion.assign", move="assign"),
    Offer(verb="return", action="opinion.work", move="return"),
    Offer(verb="go_on", action="opinion.ask"),
    Offer(verb="ask_more", action="opinion.ask", move="ask_more", rare=True),
    Offer(verb="refuse_ok", action="opinion.refuse", move="refuse"),
    Offer(verb="refuse_no", action="opinion.refuse", move="refuse"),
    Offer(verb="refuse", action="opinion.triage", move="refuse"),
    Offer(verb="unit", action="opinion.triage"),
    Offer(verb="leave", action="opinion.merge"),
    Offer(verb="join", action="opinion.merge", rare=True),
    Offer(verb="transfer", action="opinion.triage", move="transfer", rare=True),
    Offer(verb="divert", action="opinion.triage", move="divert"),
    Offer(verb="split", action="opinion.triage", rare=True),
    Offer(verb="unsplit", action="opinion.triage", move="unsplit", rare=True),
    Offer(verb="transcribe", action="opinion.triage"),
    Offer(verb="title", action="opinion.triage", rare=True),
    Offer(verb="journal", action="opinion.read", rare=True),
    Offer(verb="confirm", action="opinion.supervise"),
    Offer(verb="question", action="opinion.supervise"),
    Offer(verb="reconsider", action="opinion.supervise", move="reconsider"),
    Offer(verb="support", action="opinion.assign", rare=True),
    Offer(verb="note", action="opinion.note", rare=True),
)
"""In the order of the buttons."""


_SELDOM: Final[Mapping[str, tuple[Status, ...]]] = {
    "divert": ("assigned", "in_progress", "drafted", "reopened"), "assign": ("in_progress",),
}  # fmt: skip
"""What stands behind `Việc khác` only while an agency works on it."""


def is_rare(offer: Offer, status: Status) -> bool:
    """Whether it stands behind `Việc khác`."""
    return offer.rare or status in _SELDOM.get(offer.verb, ())


def _carries(opinion: Opinion, held: Sequence[Grant], *, helps: bool = True) -> bool:
    """Whether the work itself is theirs: they took it on, or solve opinions for the lead (or for one that helps)."""
    agencies = (opinion.lead, *(opinion.supporting if helps else ()))
    return any(one.person == opinion.handler or (one.agency and one.agency in agencies) for one in held)


Holds: TypeAlias = Callable[[Opinion, Sequence[Grant]], bool]
_HOLDS: Final[Mapping[str, Holds]] = {
    "accept": lambda opinion, _: bool(opinion.field),
    "field": lambda opinion, _: opinion.status in _TRIAGED,
    "split": lambda opinion, _: opinion.status in _TRIAGED and not opinion.parent and not opinion.follows,
    "unsplit": lambda opinion, _: bool(opinion.parent) and not opinion.follows and opinion.reopened == 0,
    "title": lambda opinion, _: opinion.phase in ("waiting", "working"),
    "transcribe": lambda opinion, _: not opinion.text and opinion.phase != "closed",
    "unit": lambda opinion, _: opinion.status == "sent",
    "confirm": lambda opinion, _: opinion.status in _DONE,
    "question": lambda opinion, _: opinion.status not in ("refused", "withdrawn", "diverted"),
    "progress": lambda opinion, held: opinion.status == "in_progress" and _carries(opinion, held),
    "extend": lambda opinion, held: opinion.status == "in_progress" and opinion.due is not None and _carries(opinion, held, helps=False),
    "support": lambda opinion, _: opinion.phase == "working" and bool(opinion.lead),
    "note": lambda opinion, _: opinion.phase != "closed",
    "assign": lambda opinion, _: not opinion.lead_stands,
    "leave": lambda opinion, _: bool(opinion.follows) and opinion.status in _GROUPED,
    "join": lambda opinion, _: opinion.status in _GROUPED and opinion.status != "drafted",
    "decide_desk": lambda opinion, _: opinion.ruling == "desk",
    "decide_agency": lambda opinion, _: opinion.ruling == "agency" or (opinion.lead_stands and not opinion.ruling),
    "transfer": lambda opinion, _: bool(opinion.field) and not opinion.desk_stands,
    "return": lambda opinion, held: not opinion.lead_stands and any(one.agency == opinion.lead for one in held if one.role == "handler"),
}
"""What else must hold, by what is pressed."""
_WAITING: Final = {"go_on": True} | dict.fromkeys(("ask_more", "split", "progress", "extend", "support", "join", "leave"), False)
"""What is offered only while its author was asked for more, and only while not."""


def may(act: Act, opinion: Opinion, held: Sequence[Grant], offer: Offer, *, stands: Status) -> bool:
    """Whether a card offers this now: permission, the table of statuses, and what must come first.

    `stands` is its status, or the one before while its author was asked for more."""
    if opinion.supporter and opinion.follows and offer.action != "opinion.read":
        return False
    if _WAITING.get(offer.verb, opinion.status == "more_asked") != (opinion.status == "more_asked"):
        return False
    units = act.province.units
    if offer.action == "opinion.release":
        if not is_clearing(held, opinion.thing, units, act.province.rules.release.clears):
            return False
    elif not is_permitted(held, offer.action, opinion.thing, units):
        return False
    if is_undecided(opinion, offer.action):
        return False
    if offer.move and not may_move(stands, offer.move):
        return False
    if opinion.follows and not (offer.verb in _FOLLOWER or (offer.move and may_follower(stands, offer.move))):
        return False
    return offer.verb not in _HOLDS or _HOLDS[offer.verb](replace(opinion, status=stands), held)


def may_call(act: Act, opinion: Opinion, held: Sequence[Grant]) -> bool:
    """Whether the number that the author left for this may be looked up now."""
    return opinion.phone_shared and opinion.status not in _DONE and is_permitted(held, "opinion.phone", opinion.thing, act.province.units)


def may_explain(act: Act, opinion: Opinion, held: Sequence[Grant]) -> bool:
    """Whether this official answers for it to the Front."""
    return is_permitted(held, "opinion.explain", opinion.thing, act.province.units)


def can_undo(act: Act, opinion: Opinion, held: Sequence[Grant]) -> bool:
    """Whether what was released or refused has not left yet, and this official may call it back."""
    if not is_leaving(opinion, act.at, act.province.rules):
        return False
    if opinion.status == "answered":
        return not opinion.follows and is_clearing(held, opinion.thing, act.province.units, act.province.rules.release.clears)
    return opinion.status == "refused" and is_permitted(held, "opinion.triage", opinion.thing, act.province.units)

"""Words and files that nobody asked for by name: looked at by the screen at the door, then made part of the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.act import Act
from bot.domain.screening import Kind
from bot.domain.screening import screen as tell_kind
from bot.domain.words import shorten
from bot.flows.citizen import card
from bot.flows.citizen.forms import Consent, Diversion, Sorting
from bot.flows.citizen.route import agreed, ask_consent, go_on
from bot.flows.outcome import Answer, Enter, Keep, Outcome
from bot.notices import officials
from bot.services import drafting, opinions, privacy
from bot.talk.incoming import Incoming, Media
from storage import conversations, counts, drafts, people
from storage.work import Work

_PASSED_ON: Final = 300
"""Characters of an emergency that those on duty read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one message brings."""

    words: str
    media: Sequence[Media] = ()
    message: str = ""


def piece_of(found: Incoming | Answer) -> Piece:
    """The words, files and place of a message. A place is written as a pin with degrees, in any language."""
    pin = "📍 {:.5f}, {:.5f}".format(*found.place) if found.place else ""
    return Piece(words="\n".join(one for one in (found.text, pin) if one), media=found.media, message=found.message)


def take_in(work: Work, act: Act, piece: Piece, *, about: str = "") -> Outcome:
    """Make a message part of the open draft, or open one with it; says what comes next.

    Raises RuleBroken as `drafting.join` does."""
    if (diverted := divert(work, act, piece.words)) is not None:
        return diverted
    if not agreed(work, act):
        return ask_consent(work, act, Consent(letters=(act.letter,)))
    fresh = drafts.get(work, act.account) is None
    draft = drafting.join(work, act, piece.words, piece.media, piece.message)
    match conversations.get(work, act.account).flow:
        case "write" if draft.unit:
            return Keep(screens=(card.review(work, act, draft),))
        case "commune" | "sort":
            return Keep()
        case _ if fresh and not draft.contested and (about or opinions.live(work, act)):
            return Enter(flow="sort", draft=Sorting(opinion=about))
        case _:
            return go_on(work, act)


def divert(work: Work, act: Act, words: str) -> Outcome | None:
    """Show a message another door, or None where it is an opinion. Nothing of it is kept but a count.

    What its author said is none of these is not looked at again."""
    kind = tell_kind(words, act.province.screening).kind
    draft = drafts.get(work, act.account)
    contested = draft.contested if draft else ""
    if kind == "opinion" or (contested and (kind != "urgent" or contested == "urgent")):
        return None
    told = _count(work, act, kind, words)
    privacy.hold(work, act, act.letter)
    return Enter(flow="divert", draft=Diversion(kind=kind, letter=act.letter, told=told))


def divert_draft(work: Work, act: Act) -> Outcome | None:
    """The same for the draft as a whole, before it is sent: its pieces together may say what none said alone."""
    draft = drafts.get(work, act.account)
    kind = tell_kind(draft.text, act.province.screening).kind if draft else "opinion"
    if draft is None or draft.contested or kind in ("opinion", "spam"):
        return None
    return Enter(flow="divert", draft=Diversion(kind=kind, told=_count(work, act, kind, draft.text)))


def _count(work: Work, act: Act, kind: Kind, words: str) -> bool:
    """Count it; for an emergency wake those on duty, and say whether any of them could be told."""
    draft = drafts.get(work, act.account)
    person = people.get(work, act.person)
    named = _named(act, words) if kind == "urgent" else ""
    unit = named or (draft.unit if draft else "") or (person.commune if person else "") or act.province.units.root.code
    counts.tally(work, day=act.today, unit=unit, kind=kind)
    return kind == "urgent" and officials.urgent(work, act, kind, unit, shorten(words, _PASSED_ON), guessed=bool(named)) > 0


def _named(act: Act, words: str) -> str:
    """The one commune that a cry for help names, empty where it names none or several."""
    reading = act.province.places.resolve(words)
    return reading.candidates[0].unit if reading.status == "one" else ""

"""`Mã QR` on the card of a dialogue: what came of its posters, and the posters themselves as a file."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.codes import shown_poster
from bot.domain.dialogues import COMING, Dialogue
from bot.flows.dialogue import cards
from bot.flows.outcome import Keep, Outcome
from bot.notices import papers
from bot.services import posters
from bot.talk.screen import Words, button, say, screen
from storage.posters import Poster
from storage.work import Work

_SHOWN: Final = 5
_PRINTED: Final = ("invite", "door")
_PRINTABLE: Final = (*COMING, "session")


def _qr(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """Opened, written, attended, and what can be printed; with `rest` a kind of poster is."""
    found = cards.find(work, act, dialogue, 0, "dialogue.run")
    if rest and rest[0] in _PRINTED:
        return _printed(work, act, found, rest[0])
    ways = [button("qr-print", *_again(found, "invite")), button("qr-print-door", *_again(found, "door"))]
    return cards.asks(found, _counts(act, posters.tally(work, found.id)), ways if found.phase in _PRINTABLE else ())


def _again(found: Dialogue, kind: str) -> tuple[str, ...]:
    return ("conference", "qr", found.id, "0", kind)


def _printed(work: Work, act: Act, found: Dialogue, kind: str) -> Outcome:
    hung = posters.hang(work, act, found, posters.places(act, found))
    name = f"{'diem-danh' if kind == 'door' else 'ap-phich'}-{found.short}.pdf"
    shorts = " ".join(one.short for one in hung)
    paper = papers.paper(work, act, "poster", name, words=False, dialogue=found.id, kind=kind, shorts=shorts)
    return Keep(screens=(screen(say("qr-printed", kind=kind, n=len(hung)), files=(paper,)),))


def _counts(act: Act, tally: posters.Tally) -> list[Words]:
    """The sum, then the places where most was opened."""
    if not tally.posters:
        return [say("qr-none")]
    attended = "none" if tally.attended is None else tally.attended
    most = sorted(tally.posters, key=lambda one: (-one.opened, -one.written, one.unit))
    lines = [say("qr-total", opened=tally.opened, written=tally.written, attended=attended), *(_line(act, one) for one in most[:_SHOWN])]
    return [*lines, say("qr-rest", n=len(most) - _SHOWN)] if len(most) > _SHOWN else lines


def _line(act: Act, one: Poster) -> Words:
    name = act.province.units.get(one.unit).name
    return say("qr-line", unit=name, code=shown_poster(one.short), opened=one.opened, written=one.written)


VERBS: Final[dict[str, cards.Verb]] = {"qr": _qr}

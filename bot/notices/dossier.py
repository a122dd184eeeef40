"""What an opinion's card tells of the work inside the house: who helps, how far it is, what was noted, and the time asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.commitments import Commitment
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.permissions import is_clearing, is_permitted
from bot.domain.words import shorten
from bot.notices import supervised
from bot.talk.screen import Button, Words, button, say
from storage import answers, commitments, extensions, notes, opinions
from storage.work import Work

_LINES: Final = 2  # of a kind
_LONG: Final = 150
_SHOWN: Final = 3


def lines(work: Work, act: Act, opinion: Opinion, held: Sequence[Grant]) -> list[Words]:
    """What was written inside the house, as far as this official may read it."""
    found: list[Words] = []
    veiled = supervised.is_veiled(act, opinion, held)
    if opinion.supporting:
        found.append(say("card-item-support", agencies=", ".join(act.province.called(one) for one in opinion.supporting)))
    found += [
        say(
            "card-item-progress",
            at=one.at,
            office=act.province.called(one.office),
            text=said(one.text, veiled=veiled),
        )
        for one in notes.last(work, opinion.id, "progress", _LINES)
    ]
    if is_permitted(held, "opinion.note", opinion.thing, act.province.units):
        found += [
            say("card-item-note", at=one.at, office=act.province.called(one.office), text=shorten(one.text, _LONG))
            for one in notes.last(work, opinion.id, "note", _LINES)
        ]
    if opinion.phase == "working":
        found += _extension(work, opinion, veiled=veiled)
    if promise := _promise(work, opinion):
        found.append(say("card-item-promise", day=promise.day, state=promise_state(act, promise)))
    if opinion.status == "drafted" and (n := since(work, opinion)):
        found.append(say("card-item-since", n=n))
    return found


def said(text: str, *, veiled: bool) -> str:
    """The beginning of an official's or a citizen's words as they may be read."""
    return shorten(supervised.shown(text, veiled=veiled), _LONG)


def _extension(work: Work, opinion: Opinion, *, veiled: bool) -> list[Words]:
    asked = extensions.last(work, opinion.id)
    if asked is None or (asked.round, asked.agency) != (opinion.reopened, opinion.lead):
        return []
    if asked.state == "asked":
        reason = say(f"extension-reason-{asked.reason}")
        return [
            say(
                "card-item-extension",
                day=date.fromisoformat(asked.day),
                reason=reason,
                words=said(asked.words, veiled=veiled),
            )
        ]
    if asked.state != "declined":
        return []
    return [say("card-item-extension_declined", answer=said(asked.answer, veiled=veiled))]


def _promise(work: Work, opinion: Opinion) -> Commitment | None:
    """What was promised with the answer that stands."""
    return commitments.of(work, opinion.id, opinion.reopened) if opinion.outcome == "scheduled" else None


def promise_state(act: Act, one: Commitment) -> Words:
    """Where a promise stands."""
    late = one.state == "open" and one.day < act.today
    return say("official-promise", state="overdue" if late else one.state, by=one.confirmed or "none")


def since(work: Work, opinion: Opinion) -> int:
    """How many pieces its author added after the answer of this round was handed in."""
    answer = answers.answered(work, opinion.id, opinion.reopened)
    return opinions.added_since(work, opinion.id, answer.at) if answer else 0


def added_since(work: Work, opinion: Opinion, n: int) -> Words:
    """What its author added after the answer of this round was handed in, to be read before it leaves."""
    answer = answers.answered(work, opinion.id, opinion.reopened)
    after = [(at, text) for at, text in opinions.additions(work, opinion.id) if answer and at > answer.at]
    said = tuple(say("card-item-addition", at=at, text=shorten(text, 2 * _LONG)) for at, text in after[-_SHOWN:])
    return say("card-item-release_since", code=opinion.code, n=n, additions=said or say("card-item-no_text"))


def buttons(work: Work, act: Act, opinion: Opinion, held: Sequence[Grant]) -> list[Button]:
    """What this official decides about the work of others."""
    if promise := _promise(work, opinion):
        return [button("promise-card", "promise", "open", promise.id)]
    units, clears = act.province.units, act.province.rules.release.clears
    if opinion.phase != "working" or not is_clearing(held, opinion.thing, units, clears):
        return []
    if not waits_for_time(work, opinion):
        return []
    about = (opinion.id, str(opinion.version))
    return [button("official-extend_yes", "item", "extend_yes", *about), button("official-extend_no", "item", "extend_no", *about)]


def waits_for_time(work: Work, opinion: Opinion) -> bool:
    """Whether those who carry it now asked for more time and nobody decided yet."""
    asked = extensions.waiting(work, opinion.id)
    return asked is not None and (asked.round, asked.agency) == (opinion.reopened, opinion.lead)

"""`Nhật ký xử lý`: all that happened to an opinion, in order and in words, without a single identity.

Whoever keeps something about an opinion beside the journal adds a row to `_SOURCES`; a new verb of the journal gets its words in
timeline.ftl."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.words import shorten
from bot.notices import items, promises, supervised
from bot.talk.screen import Words, say
from storage import answers, asked, commitments, journal, notes, opinions, remarks
from storage.work import Work

Event: TypeAlias = tuple[datetime, tuple[Words, ...]]
_TEXT: Final = 200  # characters of what someone wrote
_MOST: Final = 200  # lines of progress
_ELSEWHERE: Final = (
    "add", "ask_more", "progress", "promise_done", "promise_later", "remark.confirm", "remark.question", "remark.reconsider",
    "remark.explain", "satisfied", "verdict",
)  # fmt: skip
"""What is journaled and told with its words by another source."""


def events(work: Work, act: Act, opinion: Opinion, *, veiled: bool) -> list[Event]:
    """Everything, the oldest first; what was written as it may be read (`veiled` for the Front)."""
    return sorted((one for source in _SOURCES for one in source(work, act, opinion, veiled)), key=lambda event: event[0])


def _journaled(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001  all sources share one signature
    found: list[Event] = []
    for entry in journal.of(work, opinion.id):
        if entry.verb in _ELSEWHERE:
            continue
        what = say("timeline-verb", verb=entry.verb.replace(".", "_"))
        detail = next((say_it(act, entry.facts[name]) for name, say_it in _DETAILS.items() if entry.facts.get(name)), None)
        line = say("timeline-with", at=entry.at, what=what, detail=detail) if detail else say("timeline-line", at=entry.at, what=what)
        found.append((entry.at, (line,)))
    return found


def _field(act: Act, value: str) -> Words:
    found = act.province.fields.get(value)
    return say("official-field", field=found.label(act.lang) if found else value)


_DETAILS: Final[Mapping[str, Callable[[Act, str], Words | None]]] = {
    "field": _field,
    "agency": lambda act, value: say("official-place", place=items.agency_name(act, value)),
    "outcome": lambda _, value: say("official-outcome", outcome=value),
    "rung": lambda _, __: say("timeline-raised"),
    "goes": lambda act, value: say("official-place", place=items.unit_name(act, value)) if value in act.province.units else None,
}
"""Which fact of the journal stands behind the verb; the first that is there."""


def _added(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    return [
        (at, (say("timeline-added", at=at, text=shorten(supervised.shown(text, veiled=veiled), _TEXT)),))
        for at, text in opinions.additions(work, opinion.id)
    ]


def _answered(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    return [
        (at, (say("timeline-answered", at=at, text=shorten(one.text, _TEXT)), items.outcome_line(one.outcome, one.promised)))
        for one, at in answers.released(work, opinion.id)
    ]


def _judged(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    found: list[Event] = []
    for at, verdict, text, via in answers.verdicts(work, opinion.id):
        said = supervised.shown(text, veiled=veiled)
        lines = [say("timeline-verdict", at=at, verdict=verdict)]
        lines += [say("card-item-text", text=shorten(said, _TEXT))] if said else []
        lines += [say("card-item-verdict_via")] if via else []
        found.append((at, tuple(lines)))
    return found


def _supervised(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    return [(one.at, tuple(supervised.lines(act, one, veiled=veiled))) for one in remarks.of(work, opinion.id)]


def _worked(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    return [
        (one.at, (say("timeline-progress", at=one.at, text=shorten(supervised.shown(one.text, veiled=veiled), _TEXT)),))
        for one in notes.last(work, opinion.id, "progress", _MOST)
    ]


def _asked(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    return [
        (at, (say("timeline-question", at=at, text=shorten(supervised.shown(text, veiled=veiled), _TEXT)),))
        for at, text in asked.of(work, opinion.id)
    ]


def _promised(work: Work, act: Act, opinion: Opinion, veiled: bool) -> list[Event]:  # noqa: FBT001
    return [
        (one.at, (say("timeline-reported", at=one.at, what=promises.reported_line(one, veiled=veiled)),))
        for one in commitments.reports(work, opinion.id)
    ]


_SOURCES: Final = (_journaled, _asked, _added, _answered, _judged, _supervised, _worked, _promised)

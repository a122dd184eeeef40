"""The question book (tổng hợp ý kiến trước đối thoại): where each opinion of a dialogue stands in it, and what changed since the last
version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.domain.duplicates import alike
from bot.domain.opinions import Opinion
from bot.domain.statuses import Status

OUT: Final[tuple[Status, ...]] = ("withdrawn", "refused", "diverted")
"""What a dialogue does not hear."""
Change = Literal["new", "words", "voices", "field", "agency", "draft", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the book: the opinion whose words stand there, and all that stand behind it; a loose one is on no topic."""

    shown: Opinion
    behind: tuple[Opinion, ...]
    loose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Every opinion of a dialogue, each in exactly one place: of a row, among those that wait until their voice is written down, or out."""

    places: tuple[Place, ...]
    waiting: tuple[Opinion, ...]
    out: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a version as it was frozen. Nothing in it names anyone; `words` (the content), `title`, `place` and `draft` go when the
    author's words go. `no` stays the same from version to version; `since` is the version in which it came, `changes` what is new in
    this one. `heard` are the days of earlier dialogues of the unit that heard the same. Days are ISO text."""

    opinion: str
    behind: tuple[str, ...]
    no: int
    since: int
    field: str
    loose: bool
    spoken: bool
    second: bool
    members: int
    supporters: int
    power: str
    agency: str
    owner: str
    answered: str
    recurring: bool
    heard: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    words: str = ""
    title: str = ""
    place: str = ""
    draft: str = ""
    wiped: bool = False

    @property
    def voices(self) -> int:
        """How many stand behind it, its author among them."""
        return len(self.behind)


def sort(opinions: Sequence[Opinion], *, topics: Sequence[str], words: Mapping[str, str], spoken: Collection[str]) -> Sorted:
    """Each opinion into its one place. `topics` are the leads of the agenda in its order, `words` what is known of each opinion's words
    (its own, or a transcript's), `spoken` which have a voice note.

    A spoken one without words waits and is no row; what only supports it waits with it."""
    out = [one for one in opinions if one.status in OUT]
    heard = {one.id: one for one in opinions if one.status not in OUT}
    groups: dict[str, list[Opinion]] = {}
    for one in heard.values():
        root = one.follows if one.follows in heard else one.id
        groups.setdefault(root, []).append(one)
    order = {lead: place for place, lead in enumerate(topics)}
    places, waiting = [], []
    for root, held in sorted(groups.items(), key=lambda pair: (order.get(pair[0], len(order)), heard[pair[0]].sent_at, pair[0])):
        silent = [one for one in held if one.id in spoken and not words.get(one.id) and not one.supporter]
        rest = [one for one in held if one not in silent]
        told = [one for one in rest if words.get(one.id)]
        if silent and not told:
            waiting += held
            continue
        lead = next((one for one in (*told, *rest) if one.id == root), (told or rest)[0])
        shown = lead if words.get(lead.id) or not told else told[0]
        places.append(Place(shown=shown, behind=tuple(rest), loose=not any(one.id in order for one in held)))
        waiting += silent
    return Sorted(places=tuple(places), waiting=tuple(waiting), out=tuple(out))


def heard_before(words: str, earlier: Mapping[str, Mapping[str, str]], *, percent: int) -> tuple[str, ...]:
    """The days of the earlier dialogues (day -> the words of their opinions in the same field) that heard the same, the first one first."""
    return tuple(sorted(day for day, texts in earlier.items() if alike(words, texts, percent=percent, limit=1)))


def is_recurring(heard: Sequence[str], least: int) -> bool:
    """`Kiến nghị nhiều kỳ`: whether so many dialogues heard the same matter, this one among them."""
    return len(set(heard)) + 1 >= least


def numbered(rows: Sequence[Row], before: Sequence[Row], *, number: int, used: int) -> list[Row]:
    """The rows of version `number`: one that stood in the version before keeps its number and says what changed, a new one gets the next
    after `used`, the highest that any version gave.

    It is the same row while anyone who stood behind it then still does."""
    free = used
    left = {one.no: one for one in before}
    found = []
    for one in rows:
        was = next((old for old in left.values() if old.opinion == one.opinion), None) or next(
            (old for old in left.values() if set(old.behind) & set(one.behind)), None
        )
        if was is None:
            free += 1
            found.append(replace(one, no=free, since=number, changes=("new",) if number > 1 else ()))
            continue
        del left[was.no]
        found.append(replace(one, no=was.no, since=was.since, changes=changes(was, one)))
    return sorted(found, key=lambda one: one.no)


def changes(was: Row, now: Row) -> tuple[Change, ...]:
    """What is otherwise than it was."""
    told: tuple[tuple[Change, bool], ...] = (
        ("words", (was.words, was.title) != (now.words, now.title)),
        ("voices", was.voices != now.voices),
        ("field", was.field != now.field),
        ("agency", was.agency != now.agency),
        ("draft", was.draft != now.draft and bool(now.draft)),
        ("answered", was.answered != now.answered),
    )
    return tuple(name for name, holds in told if holds)


def gone(rows: Sequence[Row], before: Sequence[Row]) -> tuple[int, ...]:
    """The numbers of the version before that no row has any more."""
    kept = {one.no for one in rows}
    return tuple(one.no for one in before if one.no not in kept)

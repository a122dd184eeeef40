"""Opinions by their words, with or without tones: the one place where full text knows its database (FTS5 on SQLite).

Words stand here as keyed marks, never as words, so that nothing readable is left of what was erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.words import fold, toned, words
from storage.work import Work

_SHELF: Final = 1 << 32  # opinions of one desk
_MARK: Final = 16  # of 64 hex characters: one wrong hit in 10^19 words
_WORDS_MAX: Final = 8  # words of a question


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a person may look: one desk (empty: every desk), and of that only what these agencies lead or help with, or what belongs to
    these units (none of both: all)."""

    desk: str = ""
    agencies: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of the desk is meant."""
        return not self.agencies and not self.homes


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An opinion that has all the words; `place` is where the next page goes on."""

    opinion: str
    place: int


def keep(work: Work, opinion: str, desk: str, texts: Sequence[str]) -> None:
    """Index an opinion by these texts instead of what it was indexed by."""
    drop(work, opinion)
    told = words("\n".join(texts))
    exact, folded = _marks(work, map(toned, told)), _marks(work, map(fold, told))
    low = _shelf(work, desk) * _SHELF
    work.do(
        "INSERT INTO searched (id, opinion, exact, folded) VALUES ("
        "(SELECT coalesce(max(id), :low) + 1 FROM searched WHERE id >= :low AND id < :high), :o, :e, :f)",
        low=low, high=low + _SHELF, o=opinion, e=exact, f=folded,
    )  # fmt: skip
    work.do("INSERT INTO found (rowid, exact, folded) SELECT id, exact, folded FROM searched WHERE opinion = :o", o=opinion)


def drop(work: Work, opinion: str) -> None:
    """Forget the words of an opinion."""
    if work.one("SELECT 1 FROM searched WHERE opinion = :o", o=opinion) is None:
        return
    work.do(
        "INSERT INTO found (found, rowid, exact, folded) SELECT 'delete', id, exact, folded FROM searched WHERE opinion = :o", o=opinion
    )
    work.do("DELETE FROM searched WHERE opinion = :o", o=opinion)


def _marks(work: Work, told: Iterable[str]) -> str:
    return " ".join(_mark(work, one) for one in dict.fromkeys(told))


def _mark(work: Work, word: str) -> str:
    return work.keys.mark(word)[:_MARK]


def _shelf(work: Work, desk: str) -> int:
    work.do("INSERT INTO shelf (desk, n) VALUES (:d, (SELECT coalesce(max(n), 0) + 1 FROM shelf)) ON CONFLICT (desk) DO NOTHING", d=desk)
    row = work.one("SELECT n FROM shelf WHERE desk = :d", d=desk)
    return int(row[0]) if row else 0


def question(work: Work, text: str) -> str:
    """What is asked for, as marks: a word with tones means itself, one without any word that is so without its tones. Empty where there
    are no words."""
    told = dict.fromkeys(words(text)[: _WORDS_MAX * 2])
    asked = (f"folded : {_mark(work, one)}" if fold(one) == one else f"exact : {_mark(work, toned(one))}" for one in told)
    return " AND ".join(list(dict.fromkeys(asked))[:_WORDS_MAX])


def find(work: Work, asked: str, reaches: Sequence[Reach], *, before: int = 0, limit: int) -> list[Hit]:
    """A page of what has all the words of a `question`, desk by desk and the newest of a desk first, behind the place `before`.

    Who may read it is part of the query: what cannot be read is neither found nor counted."""
    hits: list[Hit] = []
    for low, high, theirs in _ranges(work, reaches):
        if len(hits) >= limit:
            break
        condition, params = _theirs(theirs)
        rows = work.all(
            "SELECT f.rowid, s.opinion FROM found f JOIN searched s ON s.id = f.rowid JOIN opinion o ON o.id = s.opinion"
            f" WHERE found MATCH :q AND f.rowid >= :low AND f.rowid < :high{condition} ORDER BY f.rowid DESC LIMIT :n",
            q=asked, low=low, high=min(high, before or high), n=limit - len(hits), **params,
        )  # fmt: skip
        hits += [Hit(opinion=row[1], place=row[0]) for row in rows]
    return hits


def _theirs(reaches: Sequence[Reach]) -> tuple[str, dict[str, str]]:
    """The condition that keeps to the reaches; none where one of them is everything."""
    if any(not one.desk and one.is_whole for one in reaches):
        return "", {}
    desks = _named("d", (one.desk for one in reaches if one.is_whole))
    agencies = _named("a", (name for one in reaches for name in one.agencies))
    homes = _named("h", (name for one in reaches for name in one.homes))
    led = f"o.lead IN ({_holes(agencies)}) OR EXISTS ("
    led += f"SELECT 1 FROM support WHERE support.opinion = o.id AND support.agency IN ({_holes(agencies)}))"
    parts = [f"o.desk IN ({_holes(desks)})"] if desks else []
    parts += [led] if agencies else []
    parts += [f"o.unit IN ({_holes(homes)})"] if homes else []
    return f" AND ({' OR '.join(parts)})", desks | agencies | homes


def _named(prefix: str, values: Iterable[str]) -> dict[str, str]:
    return {f"{prefix}{n}": value for n, value in enumerate(dict.fromkeys(values))}


def _holes(names: Iterable[str]) -> str:
    return ", ".join(f":{name}" for name in names)


def _ranges(work: Work, reaches: Sequence[Reach]) -> list[tuple[int, int, list[Reach]]]:
    """The numbers that each desk spans with the reaches over it, the highest first; one range where a reach is bound to no desk."""
    if any(not one.desk for one in reaches):
        return [(0, 1 << 62, list(reaches))]
    numbers = {one.desk: row[0] for one in reaches if (row := work.one("SELECT n FROM shelf WHERE desk = :d", d=one.desk))}
    by_number = sorted(((n, desk) for desk, n in numbers.items()), reverse=True)
    return [(n * _SHELF, (n + 1) * _SHELF, [one for one in reaches if one.desk == desk]) for n, desk in by_number]


def catch_up(work: Work, limit: int = 500) -> int:
    """Index some of what was stored before there was an index; returns how many."""
    rows = work.all(
        "SELECT u.opinion, o.desk, o.title, o.text FROM unsearched u JOIN opinion o ON o.id = u.opinion ORDER BY u.opinion LIMIT :n",
        n=limit,
    )
    for opinion, desk, title, text in rows:
        added = [row[0] for row in work.all("SELECT text FROM addition WHERE opinion = :o", o=opinion)]
        heard = [row[0] for row in work.all("SELECT text FROM transcript WHERE opinion = :o", o=opinion)]
        keep(work, opinion, desk, (title, text, *added, *heard))
        work.do("DELETE FROM unsearched WHERE opinion = :o", o=opinion)
    return len(rows)

"""Those who stand behind an opinion ("tôi cũng vậy"): what of a dialogue may be shown to them, and how many they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work

_GONE = "('withdrawn', 'refused', 'diverted')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said already: the opinion that leads, how many people stand behind it all in all, and whether the one who asks is one of
    them."""

    opinion: Opinion
    voices: int
    mine: bool


def said(work: Work, dialogue: str, person: str, limit: int) -> list[Said]:
    """What is open in a dialogue and may be read by everyone: titled by an officer or published, not sealed, and never denied to be a
    complaint; newest first. One question, bounded by the dialogue."""
    columns = ", ".join(f"o.{name.strip()}" for name in COLUMNS.split(","))
    behind = f"SELECT count(*) FROM opinion AS f WHERE f.follows = o.id AND f.follows <> '' AND f.status NOT IN {_GONE}"
    rows = work.all(
        f"SELECT ({behind}), (o.author = :p OR ({behind} AND f.author = :p) > 0), {columns} FROM opinion AS o WHERE o.id IN"
        " (SELECT id FROM opinion WHERE dialogue = :d AND dialogue <> ''"
        " UNION SELECT opinion FROM agenda_item WHERE dialogue = :d AND dialogue <> '')"
        " AND o.follows = '' AND o.phase IN ('waiting', 'working') AND o.visibility <> 'sealed' AND o.contested = ''"
        " AND (o.title <> '' OR (o.visibility = 'public' AND o.text <> '')) ORDER BY o.sent_at DESC, o.id LIMIT :n",
        d=dialogue, p=person, n=limit,
    )  # fmt: skip
    return [Said(opinion=opinion_of(row[2:]), voices=row[0] + 1, mine=bool(row[1])) for row in rows]


def behind(work: Work, lead: str) -> int:
    """How many only support an opinion."""
    row = work.one(f"SELECT count(*) FROM opinion WHERE follows = :l AND follows <> '' AND supporter = 1 AND status NOT IN {_GONE}", l=lead)
    return int(row[0]) if row else 0


def verdicts(work: Work, lead: str) -> Mapping[str, int]:
    """How those who only support an opinion judged its answer: verdict -> how many."""
    rows = work.all(
        "SELECT r.verdict, count(*) FROM opinion AS f JOIN rating AS r ON r.opinion = f.id AND r.round = f.reopened"
        " WHERE f.follows = :l AND f.follows <> '' AND f.supporter = 1 GROUP BY r.verdict",
        l=lead,
    )
    return {row[0]: int(row[1]) for row in rows}

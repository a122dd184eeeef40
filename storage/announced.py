"""Who knows of a dialogue already: by a message that left, or because they wrote since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage.work import Work, micros


def left(work: Work, keys: Sequence[str]) -> set[str]:
    """Which of these messages left, may have left or still wait: all but what was never written or was taken back in time."""
    marks = {f"k{n}": key for n, key in enumerate(keys)}
    rows = work.all(
        f"SELECT key FROM outbox WHERE key IN ({', '.join(f':{name}' for name in marks)})"
        " AND NOT (state = 'dead' AND error = 'recalled' AND tries = 0)",
        **marks,
    ) if marks else []  # fmt: skip
    return {row[0] for row in rows}


def wrote(work: Work, persons: Sequence[str], since: datetime) -> set[str]:
    """Which of these people sent an opinion since then."""
    marks = {f"p{n}": person for n, person in enumerate(persons)}
    rows = work.all(
        f"SELECT DISTINCT author FROM opinion WHERE author IN ({', '.join(f':{name}' for name in marks)}) AND sent_at >= :since",
        since=micros(since), **marks,
    ) if marks else []  # fmt: skip
    return {row[0] for row in rows}

"""The rows that make an opinion a topic of an agenda: they go where its group goes, so that it stands in exactly one place."""

from __future__ import annotations

from storage.work import Work


def moved(work: Work, came: str, goes: str) -> None:
    """One opinion led its topics until now, another leads them from now on, with all that was noted to them; where that one is a topic
    itself already, the two are one."""
    work.do(
        "INSERT INTO agenda_item (opinion, unit, dialogue, mark, no, at) SELECT :g, unit, dialogue, mark, no, at FROM agenda_item"
        " WHERE opinion = :c"
        " ON CONFLICT (opinion, dialogue) DO UPDATE SET mark = CASE WHEN excluded.mark = 'second' THEN 'second' ELSE agenda_item.mark END",
        c=came, g=goes,
    )  # fmt: skip
    work.do(
        "UPDATE mark SET opinion = :g WHERE opinion = :c AND dialogue IN (SELECT dialogue FROM agenda_item WHERE opinion = :c)",
        c=came,
        g=goes,
    )
    work.do("DELETE FROM agenda_item WHERE opinion = :c", c=came)


def forget(work: Work, opinion: str) -> None:
    """It belongs to another unit now, and to no agenda of the one before; what must be heard again is heard again."""
    work.do("DELETE FROM agenda_item WHERE opinion = :o AND mark = ''", o=opinion)

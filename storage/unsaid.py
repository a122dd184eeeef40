"""Messages that quote an opinion whose words must go: found, emptied, and bound to a new screen that takes their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storage.work import Work

_ABOUT = "(payload LIKE '%' || :c || '%' OR about = :o)"
_QUOTES = "(payload LIKE '%card-item-%' OR payload LIKE '%card-split-%')"
_TOPICS = "(payload LIKE '%card-agenda-%' OR payload LIKE '%card-room-%' OR payload LIKE '%room-pick%')"
# The agenda and the room name a topic by its first words, and by its id in a button; of the same message older faces do not count.
_SHOWN = (
    f"{_TOPICS} AND payload LIKE '%' || :o || '%' AND NOT EXISTS (SELECT 1 FROM outbox AS n WHERE n.account = outbox.account"
    " AND n.message = outbox.message AND n.message <> '' AND n.id > outbox.id AND n.state = 'sent')"
)
_LABELS: Final = "(items LIKE '%\"room-pick\"%' OR items LIKE '%\"room-into\"%')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A message on someone's screen that quotes the opinion; `card` is its live card, empty where it is none."""

    row: int
    account: str
    message: str
    card: str


def quoted(work: Work, *, opinion: str, code: str, author: str) -> list[Quoted]:
    """Every message that shows the opinion's words to anyone but its author's account, each once; the cards of groups change by
    themselves."""
    rows = work.all(
        f"SELECT max(id), account, message, max(card) FROM outbox WHERE ({_ABOUT} AND {_QUOTES} OR {_SHOWN}) AND account <> :a"
        " AND state = 'sent' AND message <> '' AND card NOT LIKE 'group:%' GROUP BY account, message ORDER BY 1",
        c=code, o=opinion, a=author,
    )  # fmt: skip
    return [Quoted(row=r[0], account=r[1], message=r[2], card=r[3]) for r in rows]


def empty(work: Work, *, opinion: str, code: str, author: str) -> None:
    """What was said about it is forgotten; what is on its way to anyone but its author does not leave any more."""
    about = {"c": code, "o": opinion}
    work.do(f"UPDATE outbox SET payload = '' WHERE {_ABOUT} AND state IN ('sent', 'dead')", **about)
    work.do(
        f"UPDATE outbox SET state = 'dead', error = 'unsaid', payload = '' WHERE ({_ABOUT} AND {_QUOTES}"
        f" OR {_TOPICS} AND payload LIKE '%' || :o || '%') AND account <> :a AND state IN ('held', 'new', 'wait')",
        **about, a=author,
    )  # fmt: skip


def forget(work: Work, opinion: str) -> None:
    """Its first words go from where it was a topic: from messages that left, and from the labels of their buttons, which stay good
    much longer."""
    work.do(f"UPDATE outbox SET payload = '' WHERE {_TOPICS} AND payload LIKE '%' || :o || '%' AND state IN ('sent', 'dead')", o=opinion)
    work.do(f"UPDATE menu SET items = '[]', words = '' WHERE {_LABELS} AND items LIKE '%' || :o || '%'", o=opinion)


def rebind(work: Work, one: Quoted, name: str) -> None:
    """The message is the live card of this name from now on, and of no other."""
    work.do("DELETE FROM card WHERE account = :a AND message = :m", a=one.account, m=one.message)
    work.do("INSERT INTO card (account, name, message) VALUES (:a, :n, :m)", a=one.account, n=name, m=one.message)

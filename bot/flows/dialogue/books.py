"""The question book on the dialogue's card: read it, get its paper, make a version, close it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from bot.domain.act import Act
from bot.domain.books import Row
from bot.domain.dialogues import COMING, Dialogue
from bot.domain.words import shorten, squeeze
from bot.flows import pick
from bot.flows.dialogue import cards
from bot.flows.outcome import Keep, Outcome
from bot.notices import books as notices
from bot.notices import items
from bot.notices.dialogues import title
from bot.services import books
from bot.talk.screen import Button, Words, button, say
from storage import books as rows
from storage.books import Book
from storage.work import Work

_LONG: Final = 40
_PAGE: Final = 7
_AGENCIES: Final = 8
_LAYOUTS: Final = ("state", "party")


def _close(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chốt tổng hợp`: what stands on no topic and what waits for its words is read first."""
    found = cards.find(work, act, dialogue, version, "dialogue.run")
    if rest[:1] == ("yes",):
        kept = books.close(work, act, found.id, agreed=int(rest[1]))
        return cards.show(work, act, kept)
    _, standing = books.look(work, act, found.id)
    lines = [say("card-close_book", title=title(act, found), starts=found.starts, rows=standing.rows, n=standing.voices)]
    if standing.loose:
        lines.append(say("card-close_book-loose", n=standing.loose))
    if standing.waiting:
        lines.append(say("card-close_book-waiting", n=standing.waiting))
    sure = button("book-sure", "conference", "close_book", found.id, str(found.version), "yes", str(standing.loose), loose=standing.loose)
    return cards.asks(found, lines, (sure,))


def _book(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Tổng hợp ý kiến`: the newest version on paper, whole or for one agency."""
    found = cards.find(work, act, dialogue, 0, "dialogue.run")
    match rest:
        case ("make",):
            made = books.make(work, act, found.id)
            return _choose(
                work, act, found, *(() if made else (say("card-book-same" if rows.last(work, found.id) else "card-book-empty"),))
            )
        case ("get", layout, agency) if layout in _LAYOUTS:
            last = _last(work, found)
            return (
                Keep(screens=(notices.ready(work, act, found, last, agency=agency, layout=layout),)) if last else _choose(work, act, found)
            )
        case _:
            return _choose(work, act, found)


def _last(work: Work, dialogue: Dialogue) -> Book | None:
    version = rows.last(work, dialogue.id)
    return rows.get(work, version.id) if version else None


def _choose(work: Work, act: Act, dialogue: Dialogue, *why: Words) -> Outcome:
    last = _last(work, dialogue)
    deed = ("conference", "book", dialogue.id, "0")
    found: list[Button] = []
    if last:
        lines = [say("card-book", title=title(act, dialogue)), _version(last)]
        found += [button("book-whole", *deed, "get", layout, "", layout=layout) for layout in _layouts(dialogue)]
        found += [
            button("book-agency", *deed, "get", _layouts(dialogue)[0], agency, agency=items.agency_name(act, agency), n=n)
            for agency, n in _agencies(last)
        ]
    else:
        lines = [say("card-book", title=title(act, dialogue)), say("card-book-none")]
    if dialogue.phase in COMING:
        found.append(button("book-make", *deed, "make"))
    return cards.asks(dialogue, [*why, *lines], found)


def _version(last: Book) -> Words:
    return say("card-book-version", no=last.version.no, at=last.version.at, rows=len(last.rows))


def _layouts(dialogue: Dialogue) -> tuple[str, ...]:
    """The layout of its track first."""
    return _LAYOUTS[::-1] if dialogue.track == "party" else _LAYOUTS


def _agencies(book: Book) -> list[tuple[str, int]]:
    """Whoever is expected to answer, with how many topics; most first."""
    return Counter(one.agency for one in book.rows if one.agency).most_common(_AGENCIES)


def _questions(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Danh sách nội dung`: what would be heard now under its number, each with the way to its card."""
    found = cards.find(work, act, dialogue, 0, "dialogue.run")
    choices = [button("book-row", "item", "open", one.opinion, no=one.no, said=_said(act, one)) for one in books.standing(work, act, found)]

    def way(where: str, number: int) -> Button:
        return button("official-previous" if where == "before" else "official-next", "conference", "questions", found.id, "0", str(number))

    shown = [one for row in pick.page(choices, pick.number(rest, 0), way, size=_PAGE) for one in row]
    return cards.asks(found, (say("card-book-rows" if choices else "card-book-empty", title=title(act, found)),), shown)


def _said(act: Act, row: Row) -> str:
    field = act.province.fields.get(row.field)
    return shorten(squeeze(row.title or row.words), _LONG) or (field.label(act.lang) if field else row.place)


VERBS: Final[dict[str, cards.Verb]] = {"close_book": _close, "book": _book, "questions": _questions}

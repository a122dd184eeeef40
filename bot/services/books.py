"""The question book: frozen by number on its days and by its clerk's hand; what comes later stands as an addendum in the next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain import books
from bot.domain.act import Act
from bot.domain.books import Row
from bot.domain.dialogues import COMING, Dialogue, moved
from bot.domain.errors import RuleBroken
from bot.notices import books as notices
from bot.notices import followups, questions
from bot.services import sessions
from storage import books as rows
from storage import dialogues
from storage.books import Book, Owed, Version
from storage.timers import Timer
from storage.work import Work

KIND: Final = "book_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the clerk reads before closing the book."""

    rows: int
    voices: int
    loose: int
    waiting: int


def look(work: Work, act: Act, name: str) -> tuple[Dialogue, Standing]:
    """How the book would be closed now. Raises RuleBroken: "not_found", "not_yours", "dialogue_phase"."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    moved(dialogue.phase, "freeze")
    live = questions.live(work, act, dialogue)
    return dialogue, Standing(rows=len(live.rows), voices=live.voices, loose=live.loose, waiting=len(live.waiting))


def close(work: Work, act: Act, name: str, *, agreed: int = 0) -> Dialogue:
    """`Chốt tổng hợp`: the intake ends and the book is frozen for good. Opinions that stand on no topic are frozen as they are after a
    yes: `agreed` is how many of them whoever closes it has seen.

    Raises RuleBroken: "book_loose" where another number of them stands on no topic, else as `look`."""
    dialogue, standing = look(work, act, name)
    if standing.loose != agreed:
        raise RuleBroken("book_loose", n=standing.loose)
    kept = sessions.enter(work, act, dialogue, "freeze", loose=str(standing.loose), waiting=str(standing.waiting))
    freeze(work, act, kept, final=True)
    last = rows.last(work, kept.id)
    if last is not None and (book := rows.get(work, last.id)):
        notices.frozen(work, act, kept, book)
    return kept


def make(work: Work, act: Act, name: str) -> Book | None:
    """`Lập bản mới`: a version now, before its day; None where nothing (new) is there. The leaders hear of those of the calendar only.

    Raises RuleBroken: "not_found", "not_yours", "dialogue_phase"."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    if dialogue.phase not in COMING:
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    return freeze(work, act, dialogue)


def by_clock(work: Work, act: Act, timer: Timer) -> None:
    """The day of a version has come; nothing where the dialogue was moved or called off, or nothing changed since the last version."""
    dialogue = dialogues.get(work, timer.object)
    if dialogue is None or dialogue.phase not in COMING or str(dialogue.version) != timer.args["version"]:
        return
    book = freeze(work, act, dialogue)
    if book is not None:
        notices.frozen(work, act, dialogue, book)


def freeze(work: Work, act: Act, dialogue: Dialogue, *, final: bool = False) -> Book | None:
    """Make the next version; None where there is nothing (new) to freeze. A final one without anything new is the last version itself."""
    before = rows.last(work, dialogue.id)
    old = rows.get(work, before.id) if before else None
    book, live = _drawn(work, act, dialogue, old, final=final)
    if old is not None and not _is_new(book, old):
        if final:
            rows.finish(work, old.version.id)
        return None
    if old is None and not live.rows and not live.waiting:
        return None
    rows.add(work, book.version, book.rows, waiting=[one.id for one in live.waiting], out=[one.id for one in live.out])
    sessions.note(work, act, dialogue, "book", number=str(book.version.no), rows=str(len(book.rows)), voices=str(live.voices))
    return book


def newest(work: Work, act: Act, name: str) -> tuple[Dialogue, Book, bool]:
    """The newest version, or, before there is one, what would be frozen now; whether it is frozen.

    Raises RuleBroken: "not_found", "not_yours"."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    before = rows.last(work, dialogue.id)
    kept = rows.get(work, before.id) if before else None
    return (dialogue, kept, True) if kept else (dialogue, _drawn(work, act, dialogue, None, final=False)[0], False)


def standing(work: Work, act: Act, dialogue: Dialogue) -> tuple[Row, ...]:
    """What would be heard now, under the numbers that the versions gave."""
    before = rows.last(work, dialogue.id)
    return _drawn(work, act, dialogue, rows.get(work, before.id) if before else None, final=False)[0].rows


def _drawn(work: Work, act: Act, dialogue: Dialogue, old: Book | None, *, final: bool) -> tuple[Book, questions.Live]:
    """The version that would follow, with what stands behind it."""
    live = questions.live(work, act, dialogue)
    number = old.version.no + 1 if old else 1
    before = old.rows if old else ()
    told = books.numbered(live.rows, before, number=number, used=rows.highest(work, dialogue.id))
    lost = books.gone(told, before)
    owed = tuple(
        Owed(opinion=one.opinion.id, state=one.state, agency=one.agency, day=one.day)
        for one in followups.promised_before(work, act, dialogue)
    )
    version = Version(id=act.mint.id(), dialogue=dialogue.id, no=number, final=final, gone=lost, at=act.at, owed=owed)
    return Book(version=version, rows=tuple(told), waiting=tuple(one.code for one in live.waiting), out=len(live.out)), live


def _is_new(book: Book, old: Book) -> bool:
    return bool(book.version.gone or any(one.changes for one in book.rows) or set(book.waiting) != set(old.waiting))

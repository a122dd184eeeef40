"""Who hears that a version of the question book is there, and what goes upward because it came back again and again."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.books import Row
from bot.domain.dialogues import Dialogue
from bot.domain.permissions import is_in_office
from bot.notices import leaders, papers, tell
from bot.notices.dialogues import title
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import grants
from storage.books import Book
from storage.work import Work

PAPER: Final = "book"
_CODES: Final = 8


def frozen(work: Work, act: Act, dialogue: Dialogue, book: Book) -> None:
    """The leaders of the unit and those who run the dialogue get the version, but for whoever made it; what was heard again and again is
    told upward."""
    officers = [one.person for one in grants.holders(work, "officer", dialogue.unit)]
    concerned = [
        *leaders.readers(work, act, dialogue.unit),
        *([dialogue.clerk] if is_in_office(grants.of_person(work, dialogue.clerk)) else officers),
    ]
    for person in dict.fromkeys(concerned):
        if person != act.person:
            shown = screen(
                *_lines(act, dialogue, book),
                rows=column(button("book-summary", "leader.summary", dialogue.id)),
                files=(paper(work, act, dialogue, book),),
            )
            tell.tell(
                work,
                act,
                person,
                shown,
                key=f"book:{book.version.id}:{'final' if book.version.final else 'day'}:{person}",
                purpose="reminder",
            )
    for row in book.rows:
        if row.recurring:
            _tell_upward(work, act, dialogue, row)


def ready(work: Work, act: Act, dialogue: Dialogue, book: Book, *, agency: str = "", layout: str = "") -> Screen:
    """The version for someone who asked for it."""
    return screen(*_lines(act, dialogue, book), files=(paper(work, act, dialogue, book, agency=agency, layout=layout),))


def paper(work: Work, act: Act, dialogue: Dialogue, book: Book, *, agency: str = "", layout: str = "") -> str:
    """Name the paper of a version; of one agency only where that is named; in the layout of the dialogue's track unless another is."""
    layout = layout or ("party" if dialogue.track == "party" else "state")
    name = f"tong-hop-y-kien-{dialogue.short.lower()}-ban-{book.version.no}.docx"
    return papers.paper(work, act, PAPER, name, version=book.version.id, agency=agency, layout=layout)


def _lines(act: Act, dialogue: Dialogue, book: Book) -> list[Words]:
    loose = sum(one.voices for one in book.rows if one.loose)
    again = sum(one.recurring for one in book.rows)
    lines = [
        say(
            "notice-book",
            title=title(act, dialogue),
            starts=dialogue.starts,
            no=book.version.no,
            final="yes" if book.version.final else "no",
        ),
        say("notice-book-counts", rows=len(book.rows), n=sum(one.voices for one in book.rows)),
    ]
    if changed := sum(bool(one.changes) for one in book.rows) + len(book.version.gone):
        lines.append(say("notice-book-changed", n=changed))
    if loose:
        lines.append(say("notice-book-loose", n=loose))
    if book.waiting:
        lines.append(say("notice-book-waiting", n=len(book.waiting), codes=", ".join(book.waiting[:_CODES])))
    return [*lines, say("notice-book-recurs", n=again)] if again else lines


def _tell_upward(work: Work, act: Act, dialogue: Dialogue, row: Row) -> None:
    """`Kiến nghị nhiều kỳ` is told to the leaders of the nearest unit above that has any, once, without a word of a citizen."""
    field = act.province.fields.get(row.field)
    shown = screen(
        say(
            "notice-book-recurring", unit=act.province.units.get(dialogue.unit).name, field=field.label(act.lang) if field else "",
            n=len(row.heard) + 1, first=date.fromisoformat(row.heard[0]), title=title(act, dialogue), no=row.no,
        )
    )  # fmt: skip
    for above in act.province.units.chain(dialogue.unit)[1:]:
        if held := grants.holders(work, "leader", above.code):
            for person in dict.fromkeys(one.person for one in held):
                tell.tell(work, act, person, shown, key=f"recurring:{row.opinion}:{person}", purpose="status")
            return

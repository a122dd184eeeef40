"""Báo cáo tổng hợp ý kiến, kiến nghị trước đối thoại: a frozen version as an official paper, whole or for one agency."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.act import Act
from bot.domain.books import Row
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue
from bot.domain.province import Province
from bot.reports import docx
from bot.reports import words as paper_words
from bot.reports.docx import Group, Layout, Paper, Section
from bot.reports.offices import head, signature
from bot.reports.words import Say, roman, said_in
from bot.talk.screen import Words, say
from storage import books, conclusions, dialogues
from storage.books import Book
from storage.work import Work

PAPER: Final = "book"
"""The kind under which the paper is named when it is sent."""
_KIND: Final = "BC"
_NO_NAMES: Final[Mapping[str, str]] = {}


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The maker of the paper: `version`, `layout`, and `agency` (empty: the whole). Raises LookupError where the version is gone."""
    book = books.get(work, args["version"])
    dialogue = dialogues.get(work, book.version.dialogue) if book else None
    if book is None or dialogue is None:
        raise LookupError(args["version"])
    layout: Layout = "party" if args["layout"] == "party" else "state"
    before = conclusions.before(work, dialogue) if book.version.owed else ""
    names = conclusions.contents(work, before) if before else {}
    made = paper(book, dialogue, act.province, layout=layout, agency=args.get("agency", ""), names=names)
    own = Path(act.province.papers) if act.province.papers else None
    return lambda: docx.render(made, own=own)


def paper(
    book: Book, dialogue: Dialogue, province: Province, *, layout: Layout, agency: str = "", names: Mapping[str, str] = _NO_NAMES
) -> Paper:  # fmt: skip
    """What the paper says. Pure: the same version gives the same paper, but for words that were wiped since; `names` tells what the topics
    of the dialogue before are called."""
    tell = said_in("vi")
    unit = province.units.get(dialogue.unit)
    about = say("paper-book-about", kind=say(f"dialogue-kind-{dialogue.kind}"), day=paper_words.day(local_day(dialogue.starts)))
    rows = [one for one in book.rows if not agency or one.agency == agency]
    return Paper(
        kind="question_book",
        layout=layout,
        head=head(
            tell, unit, province, layout=layout, kind=_KIND, title=say("paper-report"), about=about, year=local_day(book.version.at).year
        ),
        body=tuple(_parts(tell, book, rows, dialogue, province, agency=agency, owed=_owed(tell, book, province, names, agency))),
        signature=signature(tell, unit, layout=layout),
        recipients=tuple(tell(say("paper-book-recipients")).split("\n")),
    )  # fmt: skip


def _parts(
    tell: Say, book: Book, rows: Sequence[Row], dialogue: Dialogue, province: Province, *, agency: str, owed: Sequence[str]
) -> list[Section]:  # fmt: skip
    """What came or changed with this version stands in the addendum alone, everything else where it stood before."""
    number = book.version.no
    late = [one for one in rows if number > 1 and one.changes]
    stays = [one for one in rows if one not in late]
    lost = [] if agency else [str(one) for one in book.version.gone]
    opening = [_opening(tell, book, dialogue, province)]
    opening += [tell(say("paper-book-agency", agency=province.called(agency)))] if agency else []
    parts = [
        Section(lines=tuple(opening)),
        Section(title=tell(say("paper-book-part-all")), lines=tuple(_totals(tell, book, rows, agency=agency))),
    ]
    if owed:
        parts.insert(1, Section(title=tell(say("paper-book-part-owed")), lines=tuple(owed)))
    moved = [str(one.no) for one in late if one.changes != ("new",)]
    lines = (tell(say("paper-book-moved", numbers=", ".join(moved))),) if moved else ()
    parts.append(Section(title=tell(say("paper-book-part-topics")), lines=lines, groups=_groups(tell, stays, province)))
    if late or lost:
        lines = (tell(say("paper-book-gone", numbers=", ".join(lost))),) if lost else ()
        title = tell(say("paper-book-part-addendum", no=str(number - 1)))
        parts.append(Section(title=title, lines=lines, groups=_groups(tell, late, province)))
    if book.waiting and not agency:
        lines = (tell(say("paper-book-waiting", n=len(book.waiting), codes=", ".join(book.waiting))),)
        parts.append(Section(title=tell(say("paper-book-part-waiting")), lines=lines))
    return parts


def _owed(tell: Say, book: Book, province: Province, names: Mapping[str, str], agency: str) -> list[str]:
    """What the dialogue before promised or assigned, line by line, and how it stood when this version was frozen."""
    found = [one for one in book.version.owed if not agency or one.agency == agency]
    return [
        tell(
            say(
                "paper-book-owed", nth=str(nth), content=names.get(one.opinion) or tell(say("paper-book-wiped")), state=one.state,
                agency=province.called(one.agency), day=paper_words.day(date.fromisoformat(one.day)) if one.day else "-",
            )
        )
        for nth, one in enumerate(found, 1)
    ]  # fmt: skip


def _opening(tell: Say, book: Book, dialogue: Dialogue, province: Province) -> str:
    unit = province.units.get(dialogue.unit).name
    named = dialogue.title or tell(say("dialogue-title", kind=say(f"dialogue-kind-{dialogue.kind}"), unit=unit))
    final = "yes" if book.version.final else "no"
    at = paper_words.day(local_day(book.version.at))
    return tell(
        say("paper-book-opening", title=named, starts=dialogue.starts, place=dialogue.place, no=str(book.version.no), at=at, final=final)
    )


def _totals(tell: Say, book: Book, rows: Sequence[Row], *, agency: str) -> list[str]:
    said = [
        say("paper-book-total", n=sum(one.voices for one in rows), rows=len(rows), fields=len({one.field for one in rows if one.field}))
    ]
    for name, n in (
        ("second", sum(one.second for one in rows)),
        ("recurring", sum(one.recurring for one in rows)),
        ("loose", sum(one.voices for one in rows if one.loose)),
        ("out", 0 if agency else book.out),
    ):
        said += [say(f"paper-book-{name}", n=n)] if n else []
    return [tell(one) for one in said]


def _groups(tell: Say, rows: Sequence[Row], province: Province) -> tuple[Group, ...]:
    """By field, in the order of the province's list, each under a Roman numeral; what was never classed comes last."""
    order = [*province.fields, *sorted({one.field for one in rows} - province.fields.keys())]
    held = [(field, [one for one in rows if one.field == field]) for field in order]
    return tuple(
        Group(no=roman(n), title=_title(tell, field, found, province), rows=tuple(_cells(tell, one, province) for one in found))
        for n, (field, found) in enumerate(((field, found) for field, found in held if found), 1)
    )


def _title(tell: Say, field: str, rows: Sequence[Row], province: Province) -> str:
    return tell(say("paper-book-group", field=_field(tell, field, province).upper(), rows=len(rows), n=sum(one.voices for one in rows)))


def _field(tell: Say, field: str, province: Province) -> str:
    known = province.fields.get(field)
    return known.label("vi") if known else tell(say("paper-book-unsorted"))


def _cells(tell: Say, row: Row, province: Province) -> dict[str, str]:
    return {
        "no": str(row.no), "place": row.place, "content": _content(tell, row), "field": _field(tell, row.field, province),
        "count": str(row.voices), "power": tell(say("paper-book-power", level=row.power)) if row.power else "",
        "agency": _agency(tell, row, province), "note": "\n".join(tell(one) for one in _notes(row)),
    }  # fmt: skip


def _content(tell: Say, row: Row) -> str:
    if row.wiped:
        return tell(say("paper-book-wiped"))
    return "\n".join(one for one in (row.title, row.words) if one) or tell(say("paper-book-wordless"))


def _agency(tell: Say, row: Row, province: Province) -> str:
    name = province.called(row.agency)
    return tell(say("paper-book-owner", agency=name, owner=row.owner)) if row.owner else name


def _notes(row: Row) -> list[Words]:
    """What the leader must know of a row: history, weight, what is being answered, what changed."""
    notes = [say("paper-book-note-change", change=one) for one in row.changes]
    if row.members > 1 or row.supporters:
        notes.append(say("paper-book-note-behind", n=row.members, supporters=row.supporters))
    notes += [say(f"paper-book-note-{name}") for name in ("second", "recurring", "spoken", "loose") if getattr(row, name)]
    if row.heard:
        notes.append(say("paper-book-note-heard", days=", ".join(paper_words.day(date.fromisoformat(one)) for one in row.heard)))
    if row.answered:
        notes.append(say("paper-book-note-answered", day=paper_words.day(date.fromisoformat(row.answered))))
    return [*notes, say("paper-book-note-draft", text=row.draft)] if row.draft else notes

"""What the command line asks of the papers: the question book of a dialogue."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.reports import docx
from bot.reports.docx import Layout
from bot.reports.question_book import paper
from bot.services import books
from storage.work import Work

if TYPE_CHECKING:
    from bot.web.acts import Plain


def question_book(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """The newest version of a dialogue's question book on paper, before there is one as it stands now; whole or for one agency.

    Raises RuleBroken: "not_found" for an unknown dialogue or agency."""
    dialogue, book, frozen = books.newest(work, act, str(args.get("dialogue", "")))
    agency = _agency(act, dialogue, str(args.get("agency", "")))
    layout: Layout = "party" if args.get("party") or dialogue.track == "party" else "state"
    own = Path(act.province.papers) if act.province.papers else None
    drawn = docx.render(paper(book, dialogue, act.province, layout=layout, agency=agency), own=own)
    return {
        "docx": b64encode(drawn).decode(), "no": book.version.no, "frozen": frozen, "final": book.version.final, "rows": len(book.rows),
        "voices": sum(one.voices for one in book.rows), "waiting": list(book.waiting), "at": book.version.at.isoformat(),
    }  # fmt: skip


def _agency(act: Act, dialogue: Dialogue, asked: str) -> str:
    """The code of an agency that serves the unit, by its code or the short one of the list; empty for none."""
    held = [one.code for one in act.province.agencies_of(dialogue.unit)]
    found = [one for one in held if asked in (one, one.rpartition(".")[2])]
    if asked and not found:
        raise RuleBroken("not_found")
    return found[0] if asked else ""

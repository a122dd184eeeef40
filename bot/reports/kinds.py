"""The table of papers: who makes which. A maker reads its rows in one look at the store; what it returns draws them later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.act import Act
from bot.notices import concluding
from bot.reports import conclusion_notice, form, invitation, posters, question_book, results
from storage.work import Work

Draw = Callable[[], bytes]
"""Draws what was read: long, pure, run in a thread."""
Maker = Callable[[Work, Act, Mapping[str, str]], Draw]
"""Reads what a paper needs by the args it was named with."""

MAKERS: Final[Mapping[str, Maker]] = {
    "invitation": invitation.make,
    "periodic": form.make,
    "poster": posters.make,
    question_book.PAPER: question_book.make,
    concluding.PAPER: conclusion_notice.make,
    concluding.RESULTS: results.make,
}

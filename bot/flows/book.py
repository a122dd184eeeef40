"""All rooms of the house of conversations, joined once at start."""

from __future__ import annotations

from bot.flows import admin, citizen, dialogue, figures, front, menu, official
from bot.flows.engine import Book, bind
from bot.wording.catalogue import Catalogue


def build(catalogue: Catalogue) -> Book:
    """The book of every conversation."""
    return bind(
        catalogue,
        (menu.ROOM, citizen.ROOM, official.ROOM, dialogue.ROOM, front.ROOM, admin.ROOM, figures.ROOM),
        first_looks=(official.code, *citizen.FIRST_LOOKS),
        last_looks=citizen.LAST_LOOKS,
        home=menu.home,
    )

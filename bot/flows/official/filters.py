"""`Lọc`: what a list may be narrowed to (field, status, commune, lead agency, time), and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.notices import items
from bot.talk.screen import Words, say
from storage.lists import Column, Only

BY: Final[tuple[Column, ...]] = ("field", "status", "unit", "lead")
SENT: Final = "sent"
DAYS: Final = ("7", "30", "90")


def _picked(chosen: Sequence[str]) -> dict[str, str]:
    return dict(one.split("=", 1) for one in chosen if "=" in one)


def only(act: Act, chosen: Sequence[str]) -> Only:
    """What was chosen, as ("field=dien", "sent=30")."""
    picked = _picked(chosen)
    days = picked.get(SENT, "")
    return Only(
        field=picked.get("field", ""), status=picked.get("status", ""), unit=picked.get("unit", ""), lead=picked.get("lead", ""),
        sent=act.at - timedelta(days=int(days)) if days in DAYS else None,
    )  # fmt: skip


def open_by(chosen: Sequence[str]) -> list[str]:
    """By what the list can still be narrowed."""
    return [one for one in (*BY, SENT) if one not in _picked(chosen)]


def told(act: Act, chosen: Sequence[str]) -> list[Words]:
    """The lines that say what a list is narrowed to; none where it is not."""
    return [say("card-filter", by=say("filter-by", by=by), value=name(act, by, value)) for by, value in _picked(chosen).items()]


def name(act: Act, by: str, value: str) -> Words:
    """A value in words."""
    match by:
        case "field":
            found = act.province.fields.get(value)
            return say("official-field", field=found.label(act.lang) if found else value)
        case "status":
            return say("official-status", status=value)
        case "unit":
            return say("official-place", place=items.unit_name(act, value))
        case "lead":
            return say("official-place", place=items.agency_name(act, value))
        case _:
            return say("filter-days", n=value)

"""How an office signs: the head and the foot of its papers in either layout. Number, day, signature and seal are put in by hand."""

from __future__ import annotations

from bot.domain.province import Province
from bot.domain.units import Unit
from bot.reports.docx import Head, Layout, Signature
from bot.reports.words import Say
from bot.talk.screen import Words, say


def head(
    tell: Say, unit: Unit, province: Province, *, layout: Layout, kind: str, title: Words, about: Words, year: int,
    number: int | None = None,
) -> Head:  # fmt: skip
    """The head of a paper of a unit: its People's Committee's, or its Party committee's. `kind` is the code of the paper: BC, TB."""
    issuer = tell(say(f"paper-issuer-{layout}", level=unit.level, unit=unit.name, name=unit.short))
    above = tell(say("paper-above", unit=province.units.root.name)) if layout == "party" and unit != province.units.root else ""
    return Head(
        issuer=tuple(issuer.upper().split("\n")), above=above.upper(), sign=tell(say(f"paper-sign-{layout}", kind=kind, level=unit.level)),
        place=unit.short, year=year, title=tell(title), about=tell(about), number=number,
    )  # fmt: skip


def signature(tell: Say, unit: Unit, *, layout: Layout, name: str = "") -> Signature:
    """Who signs for the unit: its chair, or its Party secretary; the name where it is known."""
    on_behalf = tell(say(f"paper-behalf-{layout}", level=unit.level))
    return Signature(on_behalf=tuple(on_behalf.split("\n")), title=tell(say(f"paper-signer-{layout}")), name=name)

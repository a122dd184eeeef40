"""`/baocao`: the year's table of dialogues for the area of a leader, an officer, the Front or an administrator, as lines and as a sheet."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.counts import Figures, Table
from bot.domain.errors import RuleBroken
from bot.domain.permissions import PERMITTED, Thing, authorise
from bot.flows.outcome import Done, Keep, Outcome, Room
from bot.notices import items, papers
from bot.reports import periodic
from bot.reports.periodic import Period
from bot.talk.screen import Button, Fact, Screen, Words, button, column, say, screen
from storage import grants, outbox
from storage.work import Work

CARD: Final = "figures"
_EARLIEST: Final = 2000
_ROLES: Final = tuple(role for role, _ in PERMITTED["report.read"])


def report(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/baocao`, and ("unit", "year") of its own buttons. Who holds no such office sees the menu."""
    if args:
        return Keep(screens=(_card(work, act, args[0], _year(act, args[1:])),))
    own = list(dict.fromkeys(one.unit for one in grants.of_person(work, act.person) if one.role in _ROLES))
    if not own:
        return Done()
    outbox.drop_card(work, act.account, CARD)
    if len(own) == 1:
        return Keep(screens=(_card(work, act, own[0], act.today.year),))
    rows = [button("official-place", "baocao", one, place=items.unit_name(act, one)) for one in own]
    return Keep(screens=(screen(say("card-places"), rows=column(*rows)),))


def sheet(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """("unit", "year"): the same table as a sheet; it is drawn when its message leaves."""
    unit, year = args[0], _year(act, args[1:])
    _ask(work, act, unit)
    period = _period(act, unit, year)
    name = f"thong-ke-doi-thoai-{year}.xlsx"
    paper = papers.paper(
        work, act, "periodic", name, words=False, unit=unit, first=period.first.isoformat(), last=period.last.isoformat()
    )  # fmt: skip
    return Keep(screens=(screen(say("figures-sheet", year=str(year), unit=items.unit_name(act, unit)), files=(paper,)),))


def _ask(work: Work, act: Act, unit: str) -> None:
    if act.province.units.find(unit) is None:
        raise RuleBroken("not_found")
    authorise(grants.of_person(work, act.person), "report.read", Thing(unit=unit), act.province.units)


def _year(act: Act, args: tuple[str, ...]) -> int:
    """The year that is meant; this one where it says nothing usable."""
    text = args[0] if args else ""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else act.today.year
    return min(max(year, _EARLIEST), act.today.year)


def _period(act: Act, unit: str, year: int) -> Period:
    return Period(first=date(year, 1, 1), last=min(date(year, 12, 31), act.today), unit=unit)


def _card(work: Work, act: Act, unit: str, year: int) -> Screen:
    _ask(work, act, unit)
    found = periodic.present(work, act, _period(act, unit, year))
    head = say("card-figures", year=str(year), unit=items.unit_name(act, unit))
    rows: list[Button] = [button("figures-year", "baocao", unit, str(year - 1), year=str(year - 1))]
    rows += [button("figures-year", "baocao", unit, str(year + 1), year=str(year + 1))] if year < act.today.year else []
    if not found.total.dialogues:
        return screen(head, say("card-figures-none"), rows=column(*rows), card=CARD)
    return screen(head, *_lines(found), rows=column(button("figures-file", "baocao.sheet", unit, str(year)), *rows), card=CARD)


def _lines(found: Table) -> list[Words]:
    """At most eight with the head: what adds up, each level where there are several, what stands beside the table, what resolved means."""
    total = found.total
    lines = [
        say("card-figures-held", n=total.dialogues, periodic=total.periodic, special=total.special, people=total.people),
        say("card-figures-opinions", **_said(total), merged=total.merged),
    ]
    rows = found.rows()
    if len(rows) > 1:
        lines += [say("card-figures-level", level=level, dialogues=row.dialogues, people=row.people, **_said(row)) for level, row in rows]
    apart = {"refused": total.refused, "withdrawn": total.withdrawn, "diverted": total.diverted}
    lines += [say("card-figures-apart", **apart)] if any(apart.values()) else []
    return [*lines, say("card-figures-meaning")]


def _said(row: Figures) -> dict[str, Fact]:
    rate = say("figures-rate", whole=str(row.rate // 100), part=f"{row.rate % 100:02}") if row.rate is not None else say("figures-no_rate")
    return {"opinions": row.opinions, "resolved": row.resolved, "rate": rate, "remaining": row.remaining, "overdue": row.overdue}


ROOM: Final = Room(
    doors={"baocao": report, "baocao.sheet": sheet},
    harmless=frozenset({"baocao"}),
    commands={"baocao": ("baocao",), "thongke": ("baocao",)},
)

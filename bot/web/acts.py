"""Everything that the command line asks of a running service, or does itself where none runs: one table of plain functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import GRANTABLE, Grant
from bot.reports import posters as sheets
from bot.services import calendars, checkups, passes, posters, sessions, staff
from bot.web import concluding, conferences, figures, papers
from storage import days, grants
from storage.posters import Poster
from storage.work import Work

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Args: TypeAlias = Mapping[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """An act of the operator; one that only looks needs no transaction of the writer."""

    run: Callable[[Work, Act, Args], Plain]
    looks: bool = False


def _text(args: Args, name: str) -> str:
    value = args.get(name, "")
    return value if isinstance(value, str) else ""


def hang_posters(work: Work, act: Act, args: Args) -> Plain:
    """Hang the posters of a dialogue (all its communes, or one), with the words and the link of each."""
    kind = next((one for one in sheets.KINDS if one == args.get("kind", sheets.KINDS[0])), sheets.KINDS[0])
    dialogue = sessions.find(work, act, _text(args, "dialogue"), "dialogue.run")
    units = posters.places(act, dialogue, _text(args, "unit"))
    links = args.get("links")
    links = links if isinstance(links, dict) else {}
    here = replace(act, links=str(links.get("telegram", "")), web=str(links.get("webchat", "")))
    return [_hung(act, one, sheets.sheet(here, dialogue, one, kind)) for one in posters.hang(work, act, dialogue, units)]


def _hung(act: Act, poster: Poster, sheet: sheets.Sheet) -> dict[str, Plain]:
    name = act.province.units.get(poster.unit).name
    return {"short": poster.short, "unit": poster.unit, "unit_name": name, "link": sheet.link, "words": dict(sheet.words)}


def count_posters(work: Work, act: Act, args: Args) -> Plain:
    """What came of the posters of a dialogue."""
    dialogue = sessions.find(work, act, _text(args, "dialogue"), "dialogue.run")
    tally = posters.tally(work, dialogue.id)
    listed: list[Plain] = [
        {"short": one.short, "unit": one.unit, "unit_name": act.province.units.get(one.unit).name, "opened": one.opened,
         "written": one.written}
        for one in tally.posters
    ]  # fmt: skip
    return {"dialogue": dialogue.short, "opened": tally.opened, "written": tally.written, "attended": tally.attended, "posters": listed}


def invite(work: Work, act: Act, args: Args) -> Plain:
    """Offer a role; the link and the code stand in the answer and nowhere else."""
    role = next((one for one in GRANTABLE if one == args.get("role")), None)
    if role is None:
        raise RuleBroken("invite_role")
    token = staff.new_token(act.mint)
    offered = staff.offer(
        work, act, role=role, unit=_text(args, "unit"), agency=_text(args, "agency"), title=_text(args, "title"), token=token
    )
    links = args.get("links")
    return {
        "role": role, "unit": offered.unit, "agency": offered.agency, "title": offered.title, "code": f"i_{token}",
        "links": {name: f"{link}i_{token}" for name, link in links.items()} if isinstance(links, dict) else {},
        "expires": offered.expires.isoformat(),
    }  # fmt: skip


def return_link(work: Work, act: Act, args: Args) -> Plain:
    """A fresh link for someone who holds a grant already and lost their chat; the link stands in the answer and nowhere else."""
    token, grant, ends = passes.give(work, act, _text(args, "grant"))
    links = args.get("links")
    return {
        "role": grant.role, "unit": grant.unit, "agency": grant.agency, "title": grant.title, "code": f"r_{token}",
        "links": {name: f"{link}r_{token}" for name, link in links.items()} if isinstance(links, dict) else {},
        "expires": ends.isoformat(),
    }  # fmt: skip


def invite_many(work: Work, act: Act, args: Args) -> Plain:
    """Offer a page of roles, all or none."""
    wanted = args.get("invites")
    shared = {"links": args.get("links", {})}
    return [invite(work, act, one | shared) for one in wanted if isinstance(one, dict)] if isinstance(wanted, list) else []


def list_grants(work: Work, act: Act, args: Args) -> Plain:
    """Who holds what, without names: those stand sealed."""
    unit = _text(args, "unit")
    return [_grant(act, one) for one in grants.officials(work) if not unit or one.unit == unit]


def _grant(act: Act, one: Grant) -> dict[str, Plain]:
    unit = act.province.units.find(one.unit)
    return {
        "id": one.id, "role": one.role, "unit": one.unit, "unit_name": unit.name if unit else one.unit, "agency": one.agency,
        "title": one.title,
    }  # fmt: skip


def revoke(work: Work, act: Act, args: Args) -> Plain:
    """End a grant at once."""
    wanted = _text(args, "grant")
    found = next((one for one in grants.officials(work) if one.id == wanted), None)
    if found is None:
        raise RuleBroken("not_found")
    staff.revoke(work, act, found)
    return _grant(act, found)


def doctor(work: Work, act: Act, args: Args) -> Plain:
    """What is wrong with the service's people, queues and channels."""
    found = checkups.examine(work, act, old=timedelta(minutes=15))
    return {
        "no_officer": [{"unit": unit.code, "unit_name": unit.name} for unit in found.without_officer], "open_units": found.open_units,
        "waiting": found.waiting, "old": found.old, "poison": found.poison, "overdue_timers": found.overdue_timers,
        "admins": found.admins, "dialogues": found.dialogues, "channels": args["troubles"],
    }  # fmt: skip


def _previewed(found: calendars.Preview) -> dict[str, Plain]:
    return {"days": {day.isoformat(): "work" if working else "off" for day, working in found.days.items()}, "moved": found.moved}


def list_days(work: Work, act: Act, args: Args) -> Plain:
    """The days from today on that differ from the list of holidays."""
    return [
        {"day": one.day.isoformat(), "kind": "work" if one.working else "off", "note": one.note, "at": one.at.isoformat()}
        for one in days.listed(work, act.today)
    ]


def set_days(work: Work, act: Act, args: Args) -> Plain:
    """Make days worked or free, all or none; with `dry` only look."""
    wanted = args.get("days")
    given = wanted if isinstance(wanted, dict) else {}
    changes = {date.fromisoformat(day): kind == "work" for day, kind in given.items()}
    found = calendars.preview(work, act, changes) if args.get("dry") else calendars.put(work, act, changes, _text(args, "note"))
    return _previewed(found)


def unset_day(work: Work, act: Act, args: Args) -> Plain:
    """A day is again what the list of holidays says."""
    return _previewed(calendars.drop(work, act, date.fromisoformat(_text(args, "day"))))


ACTS: Final[Mapping[str, Doing]] = {
    "book": Doing(run=papers.question_book, looks=True),
    "conclude.draft": Doing(run=concluding.draft),
    "conclude.publish": Doing(run=concluding.publish),
    "report.results": Doing(run=concluding.report, looks=True),
    "dialogue.add": Doing(run=conferences.add),
    "dialogue.announce": Doing(run=conferences.announce),
    "dialogue.move": Doing(run=conferences.move),
    "dialogue.postpone": Doing(run=conferences.postpone),
    "dialogue.cancel": Doing(run=conferences.cancel),
    "dialogue.clerk": Doing(run=conferences.clerk),
    "dialogue.list": Doing(run=conferences.listed, looks=True),
    "dialogue.import": Doing(run=conferences.take_plan),
    "dialogue.import.look": Doing(run=conferences.look_plan, looks=True),
    "dialogue.coverage": Doing(run=conferences.coverage, looks=True),
    "posters.hang": Doing(run=hang_posters),
    "posters.counts": Doing(run=count_posters, looks=True),
    "invite": Doing(run=invite),
    "invite.many": Doing(run=invite_many),
    "return": Doing(run=return_link),
    "grants": Doing(run=list_grants, looks=True),
    "revoke": Doing(run=revoke),
    "report.periodic": Doing(run=figures.table, looks=True),
    "doctor": Doing(run=doctor, looks=True),
    "calendar.list": Doing(run=list_days, looks=True),
    "calendar.set": Doing(run=set_days),
    "calendar.unset": Doing(run=unset_day),
}

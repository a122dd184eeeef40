"""What the command line asks of dialogues: plan, announce, move, put off, call off, name the clerk; a year's plan; who has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import KINDS, REASONS, TRACKS, Dialogue
from bot.domain.errors import RuleBroken
from bot.notices import duties
from bot.services import dialogues, planning
from storage import dialogues as rows
from storage import grants, opinions
from storage.work import Work

if TYPE_CHECKING:
    from bot.web.acts import Plain


def _text(args: Mapping[str, Plain], name: str) -> str:
    value = args.get(name, "")
    return value if isinstance(value, str) else ""


def _moment(args: Mapping[str, Plain], name: str) -> datetime | None:
    text = _text(args, name)
    return datetime.fromisoformat(text) if text else None


def shown(work: Work, act: Act, one: Dialogue) -> dict[str, Plain]:
    """A dialogue as programs read it."""
    return {
        "id": one.id, "short": one.short, "unit": one.unit, "unit_name": act.province.units.get(one.unit).name, "level": one.level,
        "kind": one.kind, "reason": one.reason, "track": one.track, "audience": one.audience, "title": one.title, "chair": one.chair,
        "place": one.place, "format": one.format, "starts": one.starts.isoformat(), "opens": one.opens.isoformat(),
        "closes": one.closes.isoformat(), "phase": one.phase, "version": one.version, "clerk": bool(one.clerk),
        "opinions": sum(n for _, n in opinions.of_dialogue(work, one.id)),
    }  # fmt: skip


def _planned(work: Work, act: Act, planned: dialogues.Planned) -> dict[str, Plain]:
    rules = act.province.rules
    told = shown(work, act, planned.dialogue)
    if planned.short_notice is None:
        return told
    source = rules.sources.get("dialogue.notice_days", "")
    return told | {"short_notice": planned.short_notice, "notice_days": rules.dialogue.notice_days, "source": source}


def _plan(args: Mapping[str, Plain]) -> dialogues.Plan:
    starts = _moment(args, "starts")
    kind = next((one for one in KINDS if one == args.get("kind", KINDS[0])), None)
    track = next((one for one in TRACKS if one == args.get("track", TRACKS[0])), None)
    if starts is None or kind is None or track is None:
        raise RuleBroken("dialogue_window")
    return dialogues.Plan(
        unit=_text(args, "unit"), starts=starts, place=_text(args, "place"), chair=_text(args, "chair"), kind=kind, track=track,
        audience=_text(args, "audience"), title=_text(args, "title"), format=_text(args, "format"), opens=_moment(args, "opens"),
        closes=_moment(args, "closes"), reason=next((one for one in REASONS if one == args.get("reason")), ""),
    )  # fmt: skip


def add(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Announce a dialogue; with `planned` only plan it."""
    if args.get("planned"):
        return shown(work, act, dialogues.plan(work, act, _plan(args)))
    return _planned(work, act, dialogues.add(work, act, _plan(args)))


def announce(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Announce one that is planned."""
    return _planned(work, act, dialogues.announce(work, act, _text(args, "dialogue")))


def move(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Give a dialogue another date."""
    starts = _moment(args, "starts")
    if starts is None:
        raise RuleBroken("dialogue_window")
    moved = dialogues.move(
        work, act, _text(args, "dialogue"), starts=starts, place=_text(args, "place"), opens=_moment(args, "opens"),
        closes=_moment(args, "closes"),
    )  # fmt: skip
    return _planned(work, act, moved)


def postpone(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Put a dialogue off without a new date yet."""
    return shown(work, act, dialogues.postpone(work, act, _text(args, "dialogue")))


def cancel(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Call a dialogue off."""
    gone, heir = dialogues.cancel(work, act, _text(args, "dialogue"))
    return shown(work, act, gone) | {"heir": shown(work, act, heir) if heir else None}


def clerk(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Name who runs a dialogue, by one of their grants; without one every officer of the unit does."""
    wanted = _text(args, "grant")
    found = grants.get(work, wanted) if wanted else None
    if wanted and found is None:
        raise RuleBroken("not_found")
    return shown(work, act, planning.appoint(work, act, _text(args, "dialogue"), found.person if found else ""))


def listed(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """The dialogues of a unit, or all, perhaps of one phase; past ones only when asked for."""
    since, phase = (None if args.get("past") else act.at), _text(args, "phase")
    found = rows.every(work, since=since, unit=_text(args, "unit"))
    return [shown(work, act, one) for one in found if not phase or one.phase == phase]


def look_plan(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """What a year's plan would make: "new", "known" or what is wrong, row by row. Only looks."""
    wanted = args.get("plans")
    given = wanted if isinstance(wanted, list) else []
    return [_looked(work, act, one, announce=bool(args.get("announce"))) for one in given if isinstance(one, dict)]


def _looked(work: Work, act: Act, row: dict[str, Plain], *, announce: bool) -> dict[str, Plain]:
    try:
        plan = _plan(row)
        known = planning.known(work, plan)
        if known is not None:
            return {"state": "known", "short": known.short, "phase": known.phase}
        dialogues.sketch(act, plan)
        if announce:
            dialogues.check_lines(chair=plan.chair, place=plan.place)
    except RuleBroken as broken:
        facts: dict[str, Plain] = {name: str(value) for name, value in broken.facts.items()}
        return {"state": "wrong", "code": broken.code, "facts": facts}
    return {"state": "new"}


def take_plan(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Keep a year's plan, all or nothing; what is known already (unit, day, track) is not made twice. With `announce` each new one is
    announced. Returns as `look_plan`, with the codes of the new ones; where anything is wrong nothing is made."""
    looked = look_plan(work, act, args)
    wanted = args.get("plans")
    if not isinstance(looked, list) or not isinstance(wanted, list):
        return looked
    told = [one for one in looked if isinstance(one, dict)]
    if any(one["state"] == "wrong" for one in told):
        return looked
    for row, one in zip(wanted, told, strict=True):
        if one["state"] == "new" and isinstance(row, dict):
            made = dialogues.plan(work, act, _plan(row))
            kept = dialogues.announce(work, act, made.id).dialogue if args.get("announce") else made
            one |= {"short": kept.short, "phase": kept.phase}
    return looked


def coverage(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Every commune and what it has held and planned in a year."""
    year = args.get("year")
    found = duties.coverage(work, act, act.province.units.root.code, year if isinstance(year, int) and year else act.today.year)
    return [
        {
            "unit": one.unit.code, "unit_name": one.unit.name, "standing": one.owed.standing, "lacking": one.lacking,
            "dialogues": [
                {"short": each.short, "day": local_day(each.starts).isoformat(), "phase": each.phase, "track": each.track}
                for each in one.dialogues
            ],
        }
        for one in found
    ]  # fmt: skip

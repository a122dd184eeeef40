"""rules.toml becomes Rules: every key known, every value of its type and within its bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from bot.domain.forms import ENDS
from bot.domain.levels import LEVELS
from bot.domain.permissions import PERMITTED
from bot.domain.rules import Rules
from bot.domain.statuses import PHASES
from config.errors import Problems
from config.tables import Toml, overlaid, read_toml

_MAY_BE_ZERO: Final = frozenset(
    {
        "attendance.come_minutes",
        "commitment.grace_days",
        "commitment.max_postponed",
        "commitment.remind_days",
        "dialogue.adopts",
        "dialogue.change_seconds",
        "dialogue.intake_closes_days",
        "dialogue.summary_days",
        "digest.due_soon_days",
        "draft.card_seconds",
        "extension.max_times",
        "release.undo_seconds",
        "sending.glance_seconds",
        "supervision.max_reopens",
        "supervision.remind_days",
        "verdict.max_reopens",
        "zalo_oa.knock",
    }
)
_CLOCKS: Final = {"accept": ("waiting",), "entry": ("waiting", "working"), "due": ("working",)}
"""clock of a rung -> the phases that know it"""
_CODE: Final = re.compile(r"[a-z][a-z_]{1,39}")
_LABEL: Final = 80
_MONTH_DAY: Final = re.compile(r"(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8])")
_AT_MOST: Final = {
    "attendance.people_max": 6, "dialogue.voters_percent": 100, "duplicates.similarity_percent": 100, "media.file_megabytes": 20,
    "sending.per_second": 30,
}  # fmt: skip


def load_rules(path: Path, problems: Problems, own: Path | None = None) -> Rules | None:
    """Read rules.toml. A value stands bare or, with the law behind it, as `{ value = 7, source = "..." }`.

    The operator's `own` file, where it exists, changes single values and leaves the rest as shipped.

    Notes unknown and missing keys, wrong types and values out of bounds, each with its line, and then gives None."""
    shipped = read_toml(path, problems)
    changed = read_toml(own, problems) if own is not None and own.exists() else None
    if shipped is None:
        return None
    before = len(problems.found)
    _note_unknown(shipped, problems)
    if changed is not None:
        _note_unknown(changed, problems)
    toml = shipped if changed is None else overlaid(shipped, changed)
    plain, sources = _without_sources(toml)
    rules: Rules | None = None
    try:
        rules = _adapter().validate_json(json.dumps(plain | {"sources": sources}, default=str), strict=True)
    except ValidationError as why:
        for error in why.errors():
            name = ".".join(str(part) for part in error["loc"])
            problems.add(*toml.place(*error["loc"]), f"{name}: {error['msg'].lower()}")
    if rules is not None:
        _note_bounds(rules, toml, problems)
    return rules if len(problems.found) == before else None


@cache
def _adapter() -> TypeAdapter[Rules]:
    return TypeAdapter(Rules)


def _without_sources(toml: Toml) -> tuple[dict[str, object], dict[str, str]]:
    plain: dict[str, object] = {}
    sources: dict[str, str] = {}
    for section, table in toml.table.items():
        if not isinstance(table, dict):
            plain[section] = table
            continue
        values: dict[str, object] = {}
        for key, value in table.items():
            if isinstance(value, dict) and value.keys() == {"value", "source"}:
                values[key] = value["value"]
                sources[f"{section}.{key}"] = str(value["source"])
            else:
                values[key] = value
        plain[section] = values
    return plain, sources


def _note_unknown(toml: Toml, problems: Problems) -> None:
    known = _known()
    for section, table in toml.table.items():
        if section not in known:
            problems.add(toml.path, toml.line(section), f"{section}: unknown section")
        elif isinstance(table, dict):
            for key in table.keys() - known[section]:
                problems.add(toml.path, toml.line(section, key), f"{section}.{key}: unknown key")


@cache
def _known() -> dict[str, frozenset[str]]:
    """The sections and their keys, as the class names them."""
    schema = _adapter().json_schema()
    return {
        one.name: frozenset(schema["$defs"][schema["properties"][one.name]["$ref"].rsplit("/", 1)[1]]["properties"])
        for one in fields(Rules)
        if one.name != "sources"
    }


def _note_bounds(rules: Rules, toml: Toml, problems: Problems) -> None:
    def check(holds: object, name: str, must: str) -> None:
        if not holds:
            problems.add(*toml.place(*name.split(".")), f"{name} must {must}")

    for section, keys in _known().items():
        for key in sorted(keys):
            value = getattr(getattr(rules, section), key)
            name = f"{section}.{key}"
            if isinstance(value, int):
                check(value >= (0 if name in _MAY_BE_ZERO else 1), name, "be larger")
                check(value <= _AT_MOST.get(name, 1_000_000), name, f"be at most {_AT_MOST.get(name, 1_000_000)}")
    offsets = rules.dialogue.notice_offsets
    check(offsets and max(offsets) < 0 and list(offsets) == sorted(set(offsets)), "dialogue.notice_offsets", "be negative and rise")
    check(rules.dialogue.intake_closes_days < rules.dialogue.intake_opens_days, "dialogue.intake_closes_days", "lie after the opening")
    days = rules.dialogue.book_days
    check(days and min(days) >= 0 and list(days) == sorted(set(days), reverse=True), "dialogue.book_days", "be days before it that fall")
    check(rules.asking.remind_days < rules.asking.goes_on_days, "asking.remind_days", "be less than goes_on_days")
    check(rules.verdict.window_days <= rules.verdict.unheard_days, "verdict.unheard_days", "be at least window_days")
    _note_refusals(rules, check)
    _note_duties(rules, check)
    check(rules.quiet.starts != rules.quiet.ends, "quiet.ends", "differ from quiet.starts")
    check(rules.session.idle_minutes <= rules.session.max_hours * 60, "session.idle_minutes", "be within max_hours")
    check(rules.staff.warn_days < rules.staff.idle_days, "staff.warn_days", "be within idle_days")
    _note_ladder(rules, check)
    _note_conclusions(rules, check)
    check(rules.extension.reasons, "extension.reasons", "name at least one")
    check(len(set(rules.extension.reasons)) == len(rules.extension.reasons), "extension.reasons", "name each once")
    check(set(rules.release.clears) == set(LEVELS), "release.clears", f"name a role for each of {', '.join(LEVELS)}")
    may = {role for role, _ in PERMITTED["opinion.release"]}
    check(set(rules.release.clears.values()) <= may, "release.clears", f"name roles among {', '.join(sorted(may))}")
    check(set(rules.statistics.columns) == set(ENDS), "statistics.columns", f"name a column for each of {', '.join(ENDS)}")
    check(all(days > 0 for days in rules.due.fields.values()), "due.fields", "have at least one day each")
    check(rules.supervision.remind_days < rules.supervision.answer_days, "supervision.remind_days", "come before the answer is due")
    for name, reasons in (("returns.desk", rules.returns.desk), ("returns.agency", rules.returns.agency)):
        check(reasons and len(set(reasons)) == len(reasons), name, "name at least one reason, each once")
        check(all(_CODE.fullmatch(one) for one in reasons), name, "name reasons by codes of small letters")
    hours = rules.hours
    clock = [hours.morning_starts, hours.morning_ends, hours.afternoon_starts, hours.afternoon_ends]
    check(clock[0] < clock[1] <= clock[2] < clock[3], "hours.morning_starts", "come before the other hours, which follow in order")


def _note_conclusions(rules: Rules, check: Callable[[object, str, str], None]) -> None:
    nags, reasons = rules.conclusion.nag_days, rules.conclusion.reasons
    check(nags and list(nags) == sorted({n for n in nags if n > 0}), "conclusion.nag_days", "rise from one")
    check(reasons and len(set(reasons)) == len(reasons), "conclusion.reasons", "name at least one, each once")


def _note_duties(rules: Rules, check: Callable[[object, str, str], None]) -> None:
    days, duties = rules.duties.notice_warn_days, rules.duties
    check(days and list(days) == sorted(set(days), reverse=True) and min(days) >= 0, "duties.notice_warn_days", "be 0 or more and fall")
    check(duties.year_warn_on and all(_MONTH_DAY.fullmatch(one) for one in duties.year_warn_on), "duties.year_warn_on", "be month-day")
    check(list(duties.year_warn_on) == sorted(set(duties.year_warn_on)), "duties.year_warn_on", "rise")
    check(duties.tracks and len(set(duties.tracks)) == len(duties.tracks), "duties.tracks", "name each once")


def _note_refusals(rules: Rules, check: Callable[[object, str, str], None]) -> None:
    """Each reason has words in every language, one of them asks for more."""
    for name, one in rules.refusal.reasons.items():
        whole = _CODE.fullmatch(name) and one.source.strip() and 0 < len(one.vi.strip()) <= _LABEL and 0 < len(one.en.strip()) <= _LABEL
        check(whole, f"refusal.reasons.{name}", f"have words of at most {_LABEL} characters in each language, and a source")
    labels = [one.label(lang) for lang in ("vi", "en") for one in rules.refusal.reasons.values()]
    check(len(labels) == len(set(labels)), "refusal.reasons", "have different words")
    check(sum(one.words for one in rules.refusal.reasons.values()) == 1, "refusal.reasons", "hold exactly one with words = true")
    check(len(rules.refusal.reasons) > 1, "refusal.reasons", "hold one that needs no words")


def _note_ladder(rules: Rules, check: Callable[[object, str, str], None]) -> None:
    """Names are unique, offsets fit their clock, and whose turn it is hears it before anyone else."""
    rungs = rules.escalation.rungs
    for place, one in enumerate(rungs):
        name = f"escalation.rungs.{place}"
        check(all(other.name != one.name for other in rungs[:place]), f"{name}.name", "be the only one of this name")
        check(one.levels and one.statuses and one.tells, name, "name levels, statuses and whom it tells")
        check(not (one.hours and one.days), f"{name}.hours", "be left out where days are given")
        check(all(PHASES[status] in _CLOCKS[one.clock] for status in one.statuses), f"{name}.statuses", f"know the clock {one.clock}")
        check(one.hours == 0 or one.clock != "due", f"{name}.hours", "be left out for the due date")
        check(one.days >= 0 or one.clock == "due", f"{name}.days", "follow the clock")
        check(one.hours >= (-rules.due.accept_hours if one.clock == "accept" else 0), f"{name}.hours", "lie behind the beginning")
        behind = (other for other in rungs if other.clock == one.clock and set(other.statuses) & set(one.statuses))
        first = min((other for other in behind if set(other.levels) & set(one.levels)), key=lambda other: (other.days, other.hours))
        check(one is not first or "assignee" in one.tells, f"{name}.tells", "come after the assignee was told")

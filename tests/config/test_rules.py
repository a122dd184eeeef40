"""rules.toml: every key known, typed, bounded, and with its law where it has one."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot.domain.rules import Rules
from config.errors import ConfigurationError, Problems
from config.registers import DATA, load_province, province_folder
from config.rules import load_rules

SHIPPED = (DATA / "thai-nguyen" / "rules.toml").read_text(encoding="utf-8")


def read(tmp_path: Path, text: str) -> tuple[Rules | None, list[str]]:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    rules = load_rules(path, problems)
    return rules, [problem.removeprefix(f"{path}:") for problem in problems.found]


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_the_shipped_rules(tmp_path: Path) -> None:
    rules, problems = read(tmp_path, SHIPPED)
    assert not problems
    assert rules
    assert (rules.dialogue.notice_days, rules.dialogue.result_days, rules.dialogue.min_per_year) == (7, 10, 1)
    assert rules.dialogue.notice_offsets == (-14, -7, -3, -1)
    assert (rules.dialogue.morning_at, rules.dialogue.summary_at) == (time(6, 30), time(16))
    assert (rules.quiet.starts, rules.quiet.ends) == (time(21), time(7))
    assert rules.release.clears["commune"] == "leader"
    assert rules.sources["dialogue.notice_days"] == "Điều 43 Luật 72/2025/QH15"
    assert rules.due_days("giao_thong") == 10
    assert rules.due_days("dien") == 3


def test_both_provinces_explain_every_value() -> None:
    """A list of tables is explained once, above its first."""
    for folder in ("thai-nguyen", "bac-kan-2021"):
        lines = (DATA / folder / "rules.toml").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if "=" in line and not line.startswith(("#", "[")):
                block = next(above for above in reversed(lines[:number]) if not above or above.startswith(("#", "[")))
                assert block.startswith(("#", "[[")), f"{folder}: {line} is not explained"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("result_days", "results_days", ["dialogue.results_days: unknown key", "dialogue.result_days: field required"]),
        ("[verdict]", "[verdicts]", ["verdicts: unknown section", "verdict: field required"]),
        ("max_reopens = 2", 'max_reopens = "2"', ["verdict.max_reopens: input should be a valid integer"]),
        ("max_reopens = 2", "max_reopens = true", ["verdict.max_reopens: input should be a valid integer"]),
        ("max_reopens = 2", "max_reopens = -1", ["verdict.max_reopens must be larger"]),
        ("window_days = 10", "window_days = 0", ["verdict.window_days must be larger"]),
        (
            'morning_at = "06:30"',
            'morning_at = "25:00"',
            ["dialogue.morning_at: input should be in a valid time format, hour value is outside"],
        ),
        ("[-14, -7, -3, -1]", "[-7, -14]", ["dialogue.notice_offsets must be negative and rise"]),
        ("[-14, -7, -3, -1]", "[-7, 0]", ["dialogue.notice_offsets must be negative and rise"]),
        ("intake_closes_days = 3", "intake_closes_days = 40", ["dialogue.intake_closes_days must lie after the opening"]),
        ('commune = "leader"', 'commune = "king"', ["release.clears must name roles among"]),
        ('district = "leader"', "", ["release.clears must name a role for each of"]),
        ('tells = ["assignee"]', 'tells = ["leader"]', ["come after the assignee was told"]),
        ('name = "accept_late"', 'name = "accept_soon"', ["be the only one of this name"]),
        ('clock = "due"\ndays = -1', 'clock = "entry"\ndays = -1', ["follow the clock"]),
        ("similarity_percent = 85", "similarity_percent = 101", ["duplicates.similarity_percent must be at most 100"]),
        ("file_megabytes = 20", "file_megabytes = 50", ["media.file_megabytes must be at most 20"]),
        ("idle_minutes = 30", "idle_minutes = 900", ["session.idle_minutes must be within max_hours"]),
        ('morning_ends = "11:30"', 'morning_ends = "14:30"', ["hours.morning_starts must come before"]),
        ('source = "Điều 4 Nghị định 154/2026/NĐ-CP" }', 'source = " " }', ["refusal.reasons.drunk_abusive must have words of at most"]),
        ('vi = "Khác"', 'vi = ""', ["refusal.reasons.other must have words of at most"]),
        ('en = "Before a court", ', "", ["refusal.reasons.in_court.en: field required"]),
        (", words = true", "", ["refusal.reasons must hold exactly one with words = true"]),
        ('vi = "Khác"', 'vi = "Trùng với ý kiến Ông/Bà đã gửi"', ["refusal.reasons must have different words"]),
        ("remind_days = 3", "remind_days = 7", ["asking.remind_days must be less than goes_on_days"]),
        ('ends = "07:00"', 'ends = "21:00"', ["quiet.ends must differ"]),
    ],
)
def test_a_wrong_value_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    text = SHIPPED.replace(old, new, 1)
    assert text != SHIPPED
    rules, problems = read(tmp_path, text)
    assert rules is None
    assert len(problems) == len(said)
    for one in said:
        assert any(one in problem for problem in problems), problems
        assert all(problem.split(":")[0].isdigit() for problem in problems)


def test_the_line_is_that_of_the_key(tmp_path: Path) -> None:
    text = SHIPPED.replace("per_second = 25", "per_second = 1000")
    _, problems = read(tmp_path, text)
    assert problems == [f"{line_of(text, 'per_second')}: sending.per_second must be at most 30"]


def test_several_mistakes_at_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, SHIPPED.replace("nudge_minutes", "nudge").replace("max_hours = 12", 'max_hours = "x"'))
    assert len(problems) == 3


def test_the_operator_changes_single_values(tmp_path: Path) -> None:
    own = tmp_path / "rules.toml"
    own.write_text('[quiet]\nstarts = "22:00"\n', encoding="utf-8")
    shipped = load_province(province_folder("thai-nguyen")).rules
    changed = load_province(province_folder("thai-nguyen"), tmp_path).rules
    assert (changed.quiet.starts, changed.quiet.ends) == (time(22, 0), shipped.quiet.ends)
    assert changed.dialogue == shipped.dialogue


def test_a_wrong_value_of_the_operator_is_named_in_his_own_file(tmp_path: Path) -> None:
    own = tmp_path / "rules.toml"
    own.write_text("\n[verdict]\nwindow_days = 0\nunheard = 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as broken:
        load_province(province_folder("thai-nguyen"), tmp_path)
    assert [one.removeprefix(f"{own}:") for one in sorted(broken.value.problems)] == [
        "3: verdict.window_days must be larger", "4: verdict.unheard: unknown key",
    ]  # fmt: skip

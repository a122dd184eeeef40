"""The dialogue for people's calendars, read by a reader as strict as RFC 5545."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dialogues import Dialogue
from bot.reports import ics
from tests.reports.test_posters import AT, DIALOGUE

_LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:,\"]+)*):(.*)", re.DOTALL)
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "TRANSP"}
_TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION"}


def plain(text: str) -> str:
    """TEXT without its escapes; anything unescaped that should not be is refused."""
    out, at = "", 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            out += {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ","}[text[at + 1]]
            at += 2
            continue
        assert sign not in ";,", f"not escaped: {text[at - 5 : at + 5]!r}"
        assert ord(sign) >= 32 and ord(sign) != 127, "a control character"
        out += sign
        at += 1
    return out


def read(file: bytes) -> dict[str, str]:
    """The properties of the one event of a file. Fails for whatever RFC 5545 does not allow."""
    assert file.endswith(b"\r\n") and b"\n" not in file.replace(b"\r\n", b"") and b"\r" not in file.replace(b"\r\n", b"")
    rows = file[:-2].split(b"\r\n")
    assert all(0 < len(row) <= 75 for row in rows), "a line is longer than 75 octets"
    for row in rows:
        row.decode("utf-8")  # no sign is cut in two
    unfolded = re.sub(b"\r\n[ \t]", b"", file)[:-2].decode("utf-8").split("\r\n")
    found: list[tuple[str, str]] = []
    for line in unfolded:
        match = _LINE.fullmatch(line)
        assert match, f"no content line: {line!r}"
        found.append((match[1], match[3]))
    assert found[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")] and found[-1] == ("END", "VCALENDAR")
    begins, ends = found.index(("BEGIN", "VEVENT")), found.index(("END", "VEVENT"))
    assert {name for name, _ in found[:begins]} >= {"VERSION", "PRODID", "METHOD"} and ends == len(found) - 2
    event = found[begins + 1 : ends]
    names = [name for name, _ in event]
    assert len(set(names)) == len(names) and set(names) <= _ONCE and {"UID", "DTSTAMP", "DTSTART"} <= set(names)
    for name in ("DTSTAMP", "DTSTART", "DTEND"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", dict(event)[name])
    return {name: plain(value) if name in _TEXTS else value for name, value in event}


def made(dialogue: Dialogue = DIALOGUE, *, name: str = "Hội nghị", about: str = "Thời gian", link: str = "") -> dict[str, str]:
    ends = dialogue.starts + timedelta(hours=4)
    return read(ics.calendar(dialogue, at=AT, ends=ends, name=name, about=about, link=link))


def test_when_and_where_in_utc() -> None:
    event = made(link="https://doithoai.example/q/K7M4QX")
    assert (event["DTSTART"], event["DTEND"], event["DTSTAMP"]) == ("20261221T010000Z", "20261221T050000Z", "20261208T010000Z")
    assert (event["LOCATION"], event["STATUS"], event["URL"]) == (
        "Nhà văn hóa xã Côn Minh",
        "CONFIRMED",
        "https://doithoai.example/q/K7M4QX",
    )


def test_a_moved_one_is_the_same_entry_with_a_higher_sequence() -> None:
    first = made()
    moved = made(replace(DIALOGUE, version=3, starts=DIALOGUE.starts + timedelta(days=2)))
    assert first["UID"] == moved["UID"] == "x@doi-thoai"
    assert (int(first["SEQUENCE"]), int(moved["SEQUENCE"])) == (1, 3) and moved["DTSTART"] == "20261223T010000Z"


@pytest.mark.parametrize("phase", ["cancelled", "postponed"])
def test_one_that_is_called_off_or_put_off_leaves_the_calendar(phase: str) -> None:
    assert made(replace(DIALOGUE, phase=phase))["STATUS"] == "CANCELLED"  # type: ignore[arg-type]


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_words_break_the_file(name: str, place: str) -> None:
    event = made(replace(DIALOGUE, place=place), name=name, about=f"{name}\n{place}")
    kept = "".join(sign for sign in name if sign == "\n" or sign.isprintable())
    assert event["SUMMARY"] == kept


def test_the_strict_reader_is_strict() -> None:
    good = ics.calendar(DIALOGUE, at=datetime(2026, 1, 1, tzinfo=UTC), ends=DIALOGUE.starts, name="a", about="b", link="")
    for bad in (good.replace(b"\r\n", b"\n"), good.replace(b"SUMMARY:a", b"SUMMARY:a;b"), good + b"X", good.replace(b"UID", b"UIX")):
        with pytest.raises(AssertionError):
            read(bad)

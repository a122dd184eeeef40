"""A dialogue for people's own calendars: iCalendar (RFC 5545), in UTC, so that no calendar needs to know our time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from bot.domain.dialogues import Dialogue

_FOLD: Final = 75  # octets of a line, §3.1
_STATUS: Final = {"cancelled": "CANCELLED", "postponed": "CANCELLED"}  # without a new date yet it is off; the move brings it back


def calendar(dialogue: Dialogue, *, at: datetime, ends: datetime, name: str, about: str, link: str) -> bytes:
    """One event. Its UID stays for ever and SEQUENCE is the date version, so a later file changes the entry instead of adding one.

    `at` is when the file is made, `about` its words (lines parted by a line feed), `link` the page it leads to, empty for none."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Doi thoai//Lich doi thoai//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:{dialogue.id}@doi-thoai", f"SEQUENCE:{dialogue.version}", f"DTSTAMP:{_stamp(at)}", f"DTSTART:{_stamp(dialogue.starts)}",
        f"DTEND:{_stamp(ends)}", f"STATUS:{_STATUS.get(dialogue.phase, 'CONFIRMED')}", f"SUMMARY:{_text(name)}",
        f"LOCATION:{_text(dialogue.place)}", f"DESCRIPTION:{_text(about)}", *((f"URL:{link}",) if link else ()), "TRANSP:OPAQUE",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return b"".join(_folded(one) for one in lines)


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """TEXT, §3.3.11: what parts values is escaped, what no calendar may hold is left out."""
    plain = "".join(sign for sign in words if sign == "\n" or sign.isprintable())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, no sign cut in two, each but the first after one space."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > _FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

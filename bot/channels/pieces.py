"""Cuts a long text into messages, never inside a sign."""

from __future__ import annotations

import unicodedata


def units(words: str) -> int:
    """The length in UTF-16 units."""
    return len(words) + sum(1 for sign in words if ord(sign) > 0xFFFF)


def split(words: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most `limit` UTF-16 units that make the same text again when joined.

    Cut after a paragraph, a line or a word where one ends in the second half; never inside a sign made of several
    (a flag, a family joined by ZWJ, a letter with its tone) unless that sign alone is too long."""
    pieces = []
    start = 0
    while start < len(words):
        end = _reach(words, start, limit)
        if end < len(words):
            end = _border(words, start, end)
        pieces.append(words[start:end])
        start = end
    return pieces


def _reach(words: str, start: int, limit: int) -> int:
    """How far a piece that begins at `start` can go."""
    if 2 * (len(words) - start) <= limit:  # whatever its signs are, the rest fits
        return len(words)
    left = limit
    at = start
    while at < len(words):
        left -= 2 if ord(words[at]) > 0xFFFF else 1
        if left < 0:
            break
        at += 1
    return at


def _border(words: str, start: int, end: int) -> int:
    """The best place to cut between `start` and `end`."""
    half = start + (end - start) // 2
    for mark in ("\n\n", "\n", " "):
        at = words.rfind(mark, half, end)
        if at >= 0 and _whole_before(words, at + len(mark)):
            return at + len(mark)
    at = end
    while at > start and not _whole_before(words, at):
        at -= 1
    return at if at > start else end


def _whole_before(words: str, at: int) -> bool:
    """Tell whether a cut before `words[at]` leaves every sign whole."""
    after, before = words[at], words[at - 1]
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or after == "\u200d" or before == "\u200d":
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f" or (before, after) == ("\r", "\n"):
        return False
    flags = len(words[:at]) - len(words[:at].rstrip("🇦🇧🇨🇩🇪🇫🇬🇭🇮🇯🇰🇱🇲🇳🇴🇵🇶🇷🇸🇹🇺🇻🇼🇽🇾🇿")) if "\U0001f1e6" <= after <= "\U0001f1ff" else 0
    return flags % 2 == 0


def shorten(words: str, limit: int) -> str:
    """The beginning of a text, with an ellipsis where something is left out."""
    if units(words) <= limit:
        return words
    return split(words, limit - 1)[0].rstrip() + "…"

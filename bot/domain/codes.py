"""Tracking codes: `YK-26-XXXXXX-K`, readable aloud, with a check character; and the codes on posters."""

from __future__ import annotations

import re
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
BODY = 6
_CODE = re.compile(r"\bYK[\s-]?(\d\d)[\s-]?([2-9A-HJ-NP-Z]{6})[\s-]?([2-9A-HJ-NP-Z])\b", re.IGNORECASE)
_DIGITS = "23456789"
_POSTER = re.compile(r"\s*([2-9A-HJ-NP-Z]{3})[\s-]?([2-9A-HJ-NP-Z]{3})\s*", re.IGNORECASE)


def _check(body: str) -> str:
    """Luhn's check character in our alphabet: finds every single wrong character and nearly every swap of neighbours."""
    total = 0
    for place, letter in enumerate(reversed(body)):
        value = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def build(year: int, body: str) -> str:
    """The code of a year (2026) and six characters of ALPHABET."""
    short = f"{year % 100:02d}"
    return f"YK-{short}-{body}-{_check(_digits(short) + body)}"


def _digits(short: str) -> str:
    """The year's digits as letters of the alphabet (0 and 1 are not in it)."""
    return "".join(ALPHABET[int(digit)] for digit in short)


def find(text: str) -> str | None:
    """The first well-formed code in a text, in any case, with or without hyphens; None when none has a right check character."""
    for match in _CODE.finditer(text):
        short, body, check = match[1], match[2].upper(), match[3].upper()
        if _check(_digits(short) + body) == check:
            return f"YK-{short}-{body}-{check}"
    return None


def looks_like(text: str) -> bool:
    """Whether a text is meant as a code, right or wrong (so that a wrong one is answered as one)."""
    return re.fullmatch(r"\s*YK[\s-]?\d\d[\s-]?\w{4,9}[\s-]?\w?\s*", text, re.IGNORECASE) is not None


def new_poster(pick: Callable[[str, int], str]) -> str:
    """A poster's code, by the draw of `pick`: six characters with a digit among them, so that no word is taken for one."""
    code = pick(ALPHABET, BODY)
    return code if any(sign in _DIGITS for sign in code) else pick(_DIGITS, 1) + code[1:]


def shown_poster(short: str, *, here: bool = False) -> str:
    """A poster's code as it is printed and typed: `K7M-4QX`, `DD K7M-4QX` to check in `here` at the door."""
    return f"{'DD ' if here else ''}{short[:3]}-{short[3:]}"


def poster(text: str) -> str:
    """The poster's code that a whole text is, in any case, with or without the hyphen; empty when it is none."""
    found = _POSTER.fullmatch(text)
    code = (found[1] + found[2]).upper() if found else ""
    return code if any(sign in _DIGITS for sign in code) else ""

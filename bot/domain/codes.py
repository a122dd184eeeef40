"""Tracking codes: `YK-26-XXXXXX-K`, readable aloud, with a check character."""

from __future__ import annotations

import re

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
BODY = 6
_CODE = re.compile(r"\bYK[\s-]?(\d\d)[\s-]?([2-9A-HJ-NP-Z]{6})[\s-]?([2-9A-HJ-NP-Z])\b", re.IGNORECASE)


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

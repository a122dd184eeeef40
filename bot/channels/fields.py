"""Takes fields out of what a platform sent: the right type or a ValueError that names the field and not its content."""

from __future__ import annotations

import json
from typing import Any

import orjson

from bot.domain.words import clean

LARGEST = 2**63 - 1
LONGEST = 16_384  # characters: more than the platform lets anybody write, so that nothing is ever cut here


def part(found: dict[str, Any], name: str) -> dict[str, Any]:
    """An object that must be there."""
    value = found.get(name)
    if not isinstance(value, dict):
        raise ValueError(f"{name}: not an object")  # noqa: TRY004 - junk of any kind is a ValueError
    return value


def parts(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects that must be there."""
    value = found.get(name)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"{name}: not a list of objects")
    return value


def whole(found: dict[str, Any], name: str, otherwise: int | None = None) -> int:
    """A whole number of at most 63 bits, as databases hold it."""
    value = found.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError(f"{name}: not a whole number")
    return value


def number(found: dict[str, Any], name: str, most: float) -> float:
    """A number between -most and most."""
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -most <= value <= most:
        raise ValueError(f"{name}: not a number in range")
    return float(value)


def text(found: dict[str, Any], name: str, otherwise: str | None = None) -> str:
    """What a person wrote, cleaned of what cannot be stored or shown."""
    value = found.get(name, otherwise)
    if not isinstance(value, str):
        raise ValueError(f"{name}: not text")  # noqa: TRY004
    return clean(value, LONGEST)


def line(found: dict[str, Any], name: str, otherwise: str | None = None) -> str:
    """A name, an id or a word, cleaned and on one line."""
    return " ".join(text(found, name, otherwise).split())


def choice(found: dict[str, Any], name: str, known: tuple[str, ...]) -> str:
    """One of the words we know."""
    value = line(found, name)
    if value not in known:
        raise ValueError(f"{name}: an unknown word")
    return value


def word_at(found: object, *path: str) -> str:
    """The word at the end of a path, "" where there is none, or one that no store could take (a lone surrogate, a NUL)."""
    value: Any = found
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value.isprintable() else ""


def loads(payload: bytes) -> object:
    """Read JSON, also the kind with lone surrogates that the quick reader refuses. Raises ValueError."""
    try:
        found: object = orjson.loads(payload)
    except orjson.JSONDecodeError:
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except RecursionError:
            raise ValueError("nested too deep") from None
    return found


def dumps(value: object) -> bytes:
    """Write JSON, also with lone surrogates (as escapes) and huge numbers. What is nested too deep to be written anew becomes
    a word that says so: nothing could read it anyway."""
    try:
        return orjson.dumps(value)
    except TypeError:
        try:
            return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        except RecursionError:
            return b'"nested too deep"'

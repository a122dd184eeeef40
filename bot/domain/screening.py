"""What kind of message a text is: an opinion, or something that belongs to another door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.domain.words import fold, toned, words

Kind = Literal["opinion", "complaint", "denunciation", "urgent", "spam"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_BARE_PERCENT: Final = 15
"""A text in which fewer words than this carry a mark was typed without tones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases in both spellings: as written and without tones, each with a space on both sides."""

    shown: tuple[str, ...]
    toned: tuple[str, ...]
    bare: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign of a kind: any of `any`, and any of `also` where it is given, and none of `unless`, after `ignore` was taken out."""

    kind: Kind
    any: Phrases
    also: Phrases
    unless: Phrases
    ignore: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Every sign, in the order in which they are tried."""

    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The kind, and the phrases that speak for it. A machine's guess: a person always has the last word."""

    kind: Kind
    matched: tuple[str, ...] = ()


def phrases(shown: Iterable[str]) -> Phrases:
    """Phrases made ready for matching. A leading "=" marks one that means something else without its tones and is then not looked for."""
    listed = tuple(shown)
    plain = tuple(phrase.lstrip("=") for phrase in listed)
    return Phrases(
        shown=plain,
        toned=tuple(_spaced(toned(word) for word in words(phrase)) for phrase in plain),
        bare=tuple("" if whole.startswith("=") else _spaced(fold(word) for word in words(whole)) for whole in listed),
    )


def screen(text: str, screening: Screening) -> Verdict:
    """Tell the kind of a text from the trigger phrases of the province; the first sign that holds decides."""
    typed = words(text)
    bare = [fold(word) for word in typed]
    is_bare = sum(word != plain for word, plain in zip(typed, bare, strict=True)) * 100 < _BARE_PERCENT * len(typed)
    line = _spaced(bare) if is_bare else _spaced(toned(word) for word in typed)
    for sign in screening.signs:
        matched = _holds(sign, line, is_bare=is_bare)
        if matched:
            return Verdict(kind=sign.kind, matched=matched)
    return Verdict(kind="opinion")


def _holds(sign: Sign, line: str, *, is_bare: bool) -> tuple[str, ...]:
    for phrase in sign.ignore.bare if is_bare else sign.ignore.toned:
        if phrase and phrase in line:
            line = line.replace(phrase, " / ")
    found = _found(sign.any, line, is_bare=is_bare)
    if not found or _found(sign.unless, line, is_bare=is_bare):
        return ()
    if not sign.also.shown:
        return found
    also = _found(sign.also, line, is_bare=is_bare)
    return found + also if also else ()


def _found(wanted: Phrases, line: str, *, is_bare: bool) -> tuple[str, ...]:
    spelt = wanted.bare if is_bare else wanted.toned
    return tuple(shown for shown, phrase in zip(wanted.shown, spelt, strict=True) if phrase and phrase in line)


def _spaced(parts: Iterable[str]) -> str:
    return f" {' '.join(parts)} "

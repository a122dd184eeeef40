"""Text that people typed: made clean, folded to plain letters, cut where it does not hurt."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.domain.errors import RuleBroken

_LINE_BREAKS: Final = re.compile(r"\r\n?|\u2028|\u2029")
# C0 but tab and newline, DEL and C1, lone surrogates, and what turns the direction of the text around.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_MARKS: Final[dict[int, int | None]] = dict.fromkeys(range(0x300, 0x370)) | {ord("đ"): ord("d")}
_WORD: Final = re.compile(r"[^\W_]+")
_LAST_Y: Final = re.compile(r"(?<=[bcdđghklmnpqrstvx])y$|(?<=qu)y$")
_TONES: Final = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
_JOINER: Final = "\u200d"
_ELLIPSIS: Final = "…"
_ENDS: Final = ".!?…"
_CLOSERS: Final = "”\"')]»"
_NUMBER: Final = re.compile(r"(?<!\d)(?<!\d[.,])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?!\d)")
_CALLED: Final = re.compile(
    rf"[\s,;(]*(?:\b(?:số )?(?:điện thoại|s?đt|tel|sdt|dien thoai)\b[\s:.]*(?:là )?)?{_NUMBER.pattern}\)?", re.IGNORECASE
)


def clean(text: str, limit: int = 4000) -> str:
    """Text that every store and screen can bear.

    NFC; NUL, control characters but newline (a tab becomes a space), lone surrogates and direction marks removed; the joiner
    that emoji need is kept. At most `limit` characters, cut where a reader sees a boundary. Both ends are stripped."""
    plain = _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))
    plain = unicodedata.normalize("NFC", plain).strip()
    return plain if len(plain) <= limit else plain[: _boundary(plain, limit)].rstrip()


def typed(text: str, limit: int, *, one_line: bool = False, missing: str = "words_needed") -> str:
    """What was typed where words are needed, made clean and never cut in silence. Raises RuleBroken: `missing`, "words_long"."""
    plain = clean(text, limit + 1)
    plain = squeeze(plain) if one_line else plain
    if not plain:
        raise RuleBroken(missing)
    if len(plain) > limit:
        raise RuleBroken("words_long", limit=limit)
    return plain


def without(text: str, part: str) -> str | None:
    """A text without a part of it, however its white space is set; None where it does not stand there word for word."""
    found = re.search(r"\s+".join(re.escape(one) for one in part.split()), text) if part.split() else None
    if found is None:
        return None
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    gap = "\n" if "\n" in text[len(before) : len(text) - len(after)].replace(found[0], "") else " "
    return f"{before}{gap}{after}".strip()


def squeeze(text: str) -> str:
    """Every run of white space becomes one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Lower case, without tones and marks, đ as d, white space squeezed: what "duong" and "Đường" share."""
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).lower()).translate(_MARKS)
    return squeeze(unicodedata.normalize("NFC", bare))


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def fold_place(word: str) -> str:
    """One word of a place name, folded so that Sĩ, Sỹ and si are the same."""
    return _LAST_Y.sub("i", fold(word))


def toned(word: str) -> str:
    """One word with its tone as a digit at the end: Hòa and Hoà are the same, Lang and Lăng are not, Sĩ and Sỹ are."""
    tone = ""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            letters.append(letter)
    return _LAST_Y.sub("i", unicodedata.normalize("NFC", "".join(letters))) + tone


def sentence(text: str) -> str:
    """The text as whole sentences, so that another may follow: closed by a full stop where nothing closes it yet."""
    plain = text.rstrip(" \n,;:-")
    return plain if not plain or plain.rstrip(_CLOSERS)[-1:] in tuple(_ENDS) else f"{plain}."


def masked(text: str) -> str:
    """The text without what looks like a telephone number."""
    return _NUMBER.sub(_ELLIPSIS, text)


def apart(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what looks like telephone numbers (and without the words that only announce one), and those numbers."""
    return _CALLED.sub("", text).strip(), tuple(found[0] for found in _NUMBER.finditer(text))


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was left out; between words where there is a space near.

    Raises ValueError when not even the ellipsis fits."""
    if limit < 1:
        raise ValueError(limit)
    if len(text) <= limit:
        return text
    cut = _boundary(text, limit - 1)
    space = max(text.rfind(" ", 0, cut + 1), text.rfind("\n", 0, cut + 1))
    if space > cut * 2 // 3:
        cut = space
    return text[:cut].rstrip() + _ELLIPSIS


def _boundary(text: str, limit: int) -> int:
    """The last place at or before `limit` where nothing that is seen as one character is torn."""
    cut = limit
    while cut > 0 and not _may_cut(text, cut):
        cut -= 1
    return cut


def _may_cut(text: str, cut: int) -> bool:
    after, before = text[cut], text[cut - 1]
    if _JOINER in (after, before) or unicodedata.combining(after) or _is_modifier(after):
        return False
    return not (_is_flag(after) and _flags_before(text, cut) % 2)


def _is_modifier(letter: str) -> bool:
    return (
        "\ufe00" <= letter <= "\ufe0f"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or letter == "\u20e3"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flags_before(text: str, cut: int) -> int:
    count = 0
    while cut > 0 and _is_flag(text[cut - 1]):
        cut -= 1
        count += 1
    return count

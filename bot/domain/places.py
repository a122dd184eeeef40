"""A place as people say it, found among the units of today: never guessed, asked back where it may mean several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from typing import Final, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.gazetteer import Entry, Former, Sources, Why, gather
from bot.domain.levels import Level
from bot.domain.units import without_kind
from bot.domain.words import clean, fold, fold_place, squeeze, toned, words

__all__ = ["Candidate", "Former", "Places", "Reading", "Sources", "Status", "Why"]

_SAID_MAX: Final = 120
_SHOWN: Final = 6  # one screen's choices
_LONGEST: Final = 4  # words in a name
_JOINED_LETTERS: Final = 4  # a single word this long may be a name written without its space
_ONE_TYPO_LETTERS: Final = 4
_TWO_TYPO_LETTERS: Final = 6
_MARKED_TYPOS: Final = 2
_KINDS: Final[dict[tuple[str, ...], str]] = {
    ("x",): "xã",
    ("p",): "phường",
    ("tt",): "thị trấn",
    ("h",): "huyện",
    ("tp",): "thành phố",
    ("tx",): "thị xã",
    # A word with marks must carry the right ones: "Phương" is not "phường".
    **{
        spelt: kind
        for kind in ("xã", "phường", "thị trấn", "huyện", "thành phố", "thị xã", "tỉnh")
        for spelt in product(*((part, fold(part)) for part in kind.split()))
    },
}
_HAMLETS: Final = frozenset({"thon", "ban", "to", "xom", "khu", "pho", "ap", "doi"})

Status = Literal["one", "several", "near", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit of today that may be meant, with the full name under which it was found and why that name leads to it."""

    unit: str
    said: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a typed place may mean; `said` is what was typed, made clean.

    `one`: exactly one unit, still to be confirmed. `several`: ask which. `near`: nothing fits as typed (a typo, another kind or
    other tones), but these are close: ask. `none`: nothing to offer. `more` counts the units that found no room among the candidates."""

    status: Status
    said: str
    candidates: tuple[Candidate, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A district, of today or of the past, and the communes of today in it: how people who do not type look for theirs."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A stretch of the typed words that is a name we know."""

    key: str
    typed: tuple[str, ...]
    kind: str
    hamlet: bool


class Places:
    """Every name, present and former, under its folded key."""

    __slots__ = ("_index", "_keys", "areas", "sources")

    def __init__(self, sources: Sources) -> None:
        """Take the units and names of a province. Raises KeyError when a successor or an addition names an unknown unit."""
        self.sources = sources
        self._index = gather(sources)
        self._keys = tuple(self._index)
        self.areas = self._areas()

    def _areas(self) -> tuple[Area, ...]:
        """The districts in the order of their names without tones; the province itself where it never had any."""
        wide = [entry for found in self._index.values() for entry in found if entry.why in ("district", "district_former")]
        areas = [Area(name=entry.name, units=entry.units["commune"]) for entry in wide]
        lost = {unit.code for unit in self.sources.units.all("commune")}.difference(*(area.units for area in areas))
        if lost:
            root = self.sources.units.root
            areas.append(Area(name=root.name, units=tuple(unit.code for unit in self.sources.units.all("commune") if unit.code in lost)))
        return tuple(sorted(areas, key=lambda area: fold(area.name)))

    def resolve(self, text: str, level: Level = "commune") -> Reading:
        """Find what a typed place means among the units of one level.

        Tones, case, the place of a tone (Hoà, Hòa) and i/y do not matter; a kind before the name ("xã", "p.", "TT") and a larger
        area beside it ("Tân Lập, Chợ Đồn") narrow it down. At most 120 characters are read."""
        said = squeeze(clean(text, _SAID_MAX))
        typed = words(said)
        spans = self._scan(typed, [fold_place(word) for word in typed])
        if not spans:
            return self._near(said, level)
        chosen = min(spans, key=lambda span: self._rank(span, level))
        entries = [entry for entry in self._index[chosen.key] if level in entry.units]
        entries, sure = _by_tone(entries, chosen.typed)
        entries = _by_area(entries, {span.key for span in spans if span is not chosen})
        if chosen.kind:
            fitting = [entry for entry in entries if entry.kind == chosen.kind]
            sure = sure and bool(fitting)
            entries = fitting or entries
        return _read(said, entries, level, sure=sure)

    def _scan(self, typed: Sequence[str], folded: Sequence[str]) -> tuple[_Span, ...]:
        """The known names among the words, chosen so that they and their kinds cover as many words as they can.

        The longest name from the left would read "Trần Phú" in "Thị trấn Phủ Thông"."""
        best: list[tuple[int, tuple[_Span, ...]]] = [(0, ())]
        for at in reversed(range(len(typed))):
            choice = best[0]
            hamlet = at > 0 and folded[at - 1] in _HAMLETS
            for kind, start in _kinds_at(typed, at):
                for size in range(1, _LONGEST + 1):
                    if self._is_name(folded, start, size, prefixed=bool(kind)):
                        covered, rest = best[start + size - at - 1]
                        key = "".join(folded[start : start + size])
                        span = _Span(key=key, typed=tuple(typed[start : start + size]), kind=kind, hamlet=hamlet and not kind)
                        choice = max(choice, (start + size - at + covered, (span, *rest)), key=itemgetter(0))
            best.insert(0, choice)
        return best[0][1]

    def _is_name(self, folded: Sequence[str], at: int, size: int, *, prefixed: bool) -> bool:
        if at + size > len(folded):
            return False
        key = "".join(folded[at : at + size])
        # A word as short as "Đu" is a name only when it stands alone or behind its kind.
        return key in self._index and (size > 1 or prefixed or len(folded) == 1 or len(key) >= _JOINED_LETTERS)

    def _rank(self, span: _Span, level: Level) -> int:
        """How likely this span is the place itself rather than the area or the hamlet beside it: the lowest is taken."""
        entries = [entry for entry in self._index[span.key] if level in entry.units]
        own = [entry for entry in entries if entry.level == level]
        if span.hamlet or not entries:
            return 4
        if span.kind:
            return 0 if any(entry.kind == span.kind for entry in own) else 2 if any(entry.kind == span.kind for entry in entries) else 3
        return 1 if own else 3

    def _near(self, said: str, level: Level) -> Reading:
        """What is at most two typos away, one in short names; only the closest."""
        kind, typed = _without_kind(said)
        key = "".join(fold_place(word) for word in typed)
        typos = 2 if len(key) >= _TWO_TYPO_LETTERS else 1 if len(key) >= _ONE_TYPO_LETTERS else 0
        close = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=typos, limit=None) if typos else []
        for distance in sorted({found[1] for found in close}):
            entries = [entry for found in close if found[1] == distance for entry in self._index[found[0]]]
            entries = [entry for entry in entries if level in entry.units and _sounds_near(typed, entry)]
            if entries:
                return _read(said, [entry for entry in entries if entry.kind == kind] or entries, level, sure=False)
        return Reading(status="none", said=said)


def _sounds_near(typed: Sequence[str], entry: Entry) -> bool:
    """Whether the marks that were typed speak for this name: "Ân Tình" is not "Tân Linh", "an tinh" may be."""
    bare = sum(fold(word) == word for word in typed)
    name = "".join(words(without_kind(entry.name, entry.kind)))
    return bare == len(typed) or OSA.distance("".join(typed), name) <= _MARKED_TYPOS + bare


def _kinds_at(typed: Sequence[str], at: int) -> list[tuple[str, int]]:
    """The kinds that the words from `at` on may begin with, each with the place where the name then starts; always also none."""
    found = [(_KINDS[form], at + size) for size in (2, 1) if (form := tuple(typed[at : at + size])) in _KINDS]
    return [*found, ("", at)]


def _without_kind(said: str) -> tuple[str, Sequence[str]]:
    """The kind and the words of the first part of a place that no scan has found."""
    typed = words(said.split(",", 1)[0])
    for at in range(min(len(typed), _LONGEST)):
        kind, start = _kinds_at(typed, at)[0]
        if kind and start < len(typed):
            return kind, typed[start:]
    return "", typed


def _is_like(word: str, bare: bool, sound: str) -> bool:  # noqa: FBT001
    """Whether a typed word can be this syllable: a word without any mark stands for all tones."""
    return toned(word) == sound or (bare and fold_place(word) == fold_place(sound.rstrip("12345")))


def _by_tone(entries: list[Entry], typed: tuple[str, ...]) -> tuple[list[Entry], bool]:
    """The entries whose tones fit what was typed, and whether any did."""
    bare = [fold(word) == word for word in typed]
    if all(bare):
        return entries, True
    exact = [entry for entry in entries if entry.syllables == tuple(toned(word) for word in typed)]
    if exact:
        return exact, True
    fitting = [entry for entry in entries if len(entry.syllables) == len(typed) and all(map(_is_like, typed, bare, entry.syllables))]
    return fitting or entries, bool(fitting)


def _by_area(entries: list[Entry], areas: Collection[str]) -> list[Entry]:
    return [entry for entry in entries if not entry.areas.isdisjoint(areas)] or entries


def _read(said: str, entries: Sequence[Entry], level: Level, *, sure: bool) -> Reading:
    found: dict[str, Candidate] = {}
    for entry in entries:
        for code in entry.units[level]:
            found.setdefault(code, Candidate(unit=code, said=entry.name, why=entry.why))
    if not found:
        return Reading(status="none", said=said)
    status: Status = "near" if not sure else "one" if len(found) == 1 else "several"
    return Reading(status=status, said=said, candidates=tuple(found.values())[:_SHOWN], more=max(0, len(found) - _SHOWN))

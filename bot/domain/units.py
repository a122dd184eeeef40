"""The administrative units of a province and how they stand above one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of today. `parent` is empty for the province. Where `opened` is false, `instead` says where the citizen may go."""

    code: str
    name: str
    kind: str  # tỉnh, huyện, thành phố, xã, phường, thị trấn
    level: Level
    parent: str = ""
    opened: bool = True
    instead: str = ""

    @property
    def short(self) -> str:
        """The name without its kind: "Na Rì" for "Xã Na Rì"."""
        return without_kind(self.name, self.kind)


def without_kind(name: str, kind: str) -> str:
    """The name without its kind, whatever the case of the letters."""
    return name[len(kind) :].strip() if name.lower().startswith(kind.lower() + " ") else name


class Units:
    """All units of one province."""

    __slots__ = ("_chains", "_children", "_units", "root")

    def __init__(self, units: Iterable[Unit]) -> None:
        """Take units whose parents are among them and whose single root is the province.

        Raises ValueError on two units of one code, an unknown parent, a circle, or more or less than one root."""
        self._units: Mapping[str, Unit] = _by_code(units)
        self._chains = {code: self._climb(code) for code in self._units}
        self._children: dict[str, tuple[Unit, ...]] = {}
        for unit in self._units.values():
            self._children[unit.parent] = (*self._children.get(unit.parent, ()), unit)
        roots = self._children.get("", ())
        if len(roots) != 1:
            message = f"a province has one root, not {len(roots)}"
            raise ValueError(message)
        self.root = roots[0]

    def _climb(self, code: str) -> tuple[Unit, ...]:
        chain: list[Unit] = []
        while code:
            unit = self._units.get(code)
            if unit is None or unit in chain:
                message = f"{chain[-1].code if chain else code}: parent {code} is unknown or stands in a circle"
                raise ValueError(message)
            chain.append(unit)
            code = unit.parent
        return tuple(chain)

    def __contains__(self, code: object) -> bool:
        """Whether there is a unit of this code."""
        return code in self._units

    def __len__(self) -> int:
        """How many units there are, the province included."""
        return len(self._units)

    def get(self, code: str) -> Unit:
        """The unit of this code. Raises KeyError."""
        return self._units[code]

    def find(self, code: str) -> Unit | None:
        """The unit of this code, or None."""
        return self._units.get(code)

    def all(self, level: Level | None = None) -> tuple[Unit, ...]:
        """Every unit, or those of one level, in the order of the list."""
        return tuple(unit for unit in self._units.values() if level is None or unit.level == level)

    def chain(self, code: str) -> tuple[Unit, ...]:
        """The unit, the one above it, and so on up to the province. Raises KeyError."""
        return self._chains[code]

    def within(self, code: str, ancestor: str) -> bool:
        """Whether the unit is `ancestor` or lies in it. Unknown units lie nowhere."""
        return any(unit.code == ancestor for unit in self._chains.get(code, ()))

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units right below."""
        return self._children.get(code, ())

    def below(self, code: str) -> tuple[Unit, ...]:
        """The unit and every unit in it."""
        return tuple(unit for unit in self._units.values() if self.within(unit.code, code))

    def communes(self, code: str) -> tuple[Unit, ...]:
        """Every commune in the unit, itself included when it is one."""
        return tuple(unit for unit in self._units.values() if unit.level == "commune" and self.within(unit.code, code))


def _by_code(units: Iterable[Unit]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units:
        if unit.code in found:
            message = f"{unit.code} stands twice"
            raise ValueError(message)
        found[unit.code] = unit
    return found

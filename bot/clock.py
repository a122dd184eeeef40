"""Time, chance and ids: made here, at the edge, and passed in everywhere else."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_LENGTH = 26  # 130 bits of letters hold the 128 of an id


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that tests and the demo move by hand.

    On top of another clock it runs on with it; on top of a moment it stands still between moves."""

    def __init__(self, base: Clock | datetime) -> None:
        self._base: Callable[[], datetime] = (lambda: base) if isinstance(base, datetime) else base.now
        self._ahead = timedelta(0)
        self.set(self._base())

    def now(self) -> datetime:
        """The moment that it shows, aware, in UTC."""
        return (self._base() + self._ahead).astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move it, also backwards."""
        self._ahead += by

    def set(self, at: datetime) -> None:
        """Make it show `at`. Raises ValueError for a moment without its time zone."""
        if at.tzinfo is None:
            raise ValueError("a moment without its time zone")
        self._ahead = at - self._base()


class Mint(Protocol):
    """Makes what must not be guessed."""

    def id(self) -> str:
        """A new id of 26 characters: 48 bits of milliseconds, then 80 of chance, so ids sort by the time they were made."""

    def pick(self, alphabet: str, n: int) -> str:
        """`n` characters of `alphabet`, each equally likely. Raises ValueError for an empty alphabet."""

    def token(self, n_bytes: int) -> str:
        """A secret of `n_bytes` bytes, as hexadecimal digits."""


class _Press:
    """What both mints do, whatever their source of chance."""

    def __init__(self, clock: Clock, below: Callable[[int], int]) -> None:
        self._clock = clock
        self._below = below
        self._newest = 0

    def id(self) -> str:
        millis = int(self._clock.now().timestamp() * 1000) & (1 << 48) - 1
        value = millis << 80 | self._below(1 << 80)
        if value <= self._newest:  # of one millisecond, or after the clock went back: what came later still sorts behind
            value = self._newest + 1 + self._below(1 << 64)
        self._newest = value
        return "".join(_CROCKFORD[value >> 5 * place & 31] for place in reversed(range(_ID_LENGTH)))

    def pick(self, alphabet: str, n: int) -> str:
        if not alphabet:
            raise ValueError("nothing to pick from")
        drawn, letters = self._below(len(alphabet) ** n), []  # one draw for all: each of them stays equally likely
        for _ in range(n):
            drawn, place = divmod(drawn, len(alphabet))
            letters.append(alphabet[place])
        return "".join(letters)

    def token(self, n_bytes: int) -> str:
        return self._below(1 << 8 * n_bytes).to_bytes(n_bytes, "big").hex()


class SystemMint(_Press):
    """A mint whose chance comes from the operating system."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, secrets.randbelow)


class SeededMint(_Press):
    """A mint for tests and the demo: the same seed and the same clock give the same ids."""

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        super().__init__(clock, chance.randrange)

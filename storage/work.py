"""One transaction: the few ways to speak SQL that both databases understand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from storage.keys import Keyring

T = TypeVar("T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Work(Protocol):
    """A transaction. Gives tuples, never a cursor; knows no COMMIT."""

    keys: Keyring

    def all(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """Every row of a query, or of an INSERT/UPDATE ... RETURNING."""

    def one(self, sql: str, **params: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""

    def do(self, sql: str, **params: Any) -> int:
        """Run a statement; returns how many rows it touched."""

    def attempt(self, function: Callable[[], T]) -> T:
        """Run `function` in a savepoint: what it wrote is undone when it raises; the exception goes on."""


def micros(at: datetime) -> int:
    """An aware moment as whole microseconds since 1970 UTC, exactly."""
    span = at - _EPOCH
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def moment(value: int) -> datetime:
    """The aware UTC moment of `micros`."""
    return _EPOCH + timedelta(microseconds=value)

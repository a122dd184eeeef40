"""Clocks that stand, run and move; ids that sort; chance that repeats with its seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, Mint, MovableClock, SeededMint, SystemClock, SystemMint

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def test_the_machine_s_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_movable_clock_stands_on_a_moment_and_runs_on_a_clock() -> None:
    under = MovableClock(NOON)
    above = MovableClock(under)
    assert above.now() == NOON
    above.advance(timedelta(days=3))
    under.advance(timedelta(hours=1))
    assert (under.now(), above.now()) == (NOON + timedelta(hours=1), NOON + timedelta(days=3, hours=1))
    above.set(NOON.astimezone(timezone(timedelta(hours=7))))
    assert above.now() == NOON
    assert above.now().tzinfo is UTC
    with pytest.raises(ValueError, match="zone"):
        above.set(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="zone"):
        MovableClock(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def mints(clock: Clock) -> list[Mint]:
    return [SystemMint(clock), SeededMint(clock, random.Random(1))]


@pytest.mark.parametrize("which", [0, 1])
def test_ids_sort_by_their_time_and_are_all_different(which: int) -> None:
    clock = MovableClock(NOON)
    mint = mints(clock)[which]
    made = []
    for _ in range(50):
        made.append({mint.id() for _ in range(20)})
        clock.advance(timedelta(milliseconds=1))
    flat = [one for group in made for one in sorted(group)]
    assert flat == sorted(flat)
    assert len(set(flat)) == 1000
    assert all(len(one) == 26 and one[0] in "01234567" and set(one) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for one in flat)


def test_an_id_holds_its_moment() -> None:
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = 0
    for sign in SystemMint(MovableClock(NOON)).id():
        value = value * 32 + digits.index(sign)
    assert value >> 80 == int(NOON.timestamp() * 1000)


@pytest.mark.parametrize("which", [0, 1])
def test_picks_and_tokens(which: int) -> None:
    mint = mints(MovableClock(NOON))[which]
    assert set(mint.pick("AB", 200)) == {"A", "B"}
    assert mint.pick("A", 0) == ""
    assert len(bytes.fromhex(mint.token(16))) == 16
    assert mint.token(16) != mint.token(16)
    with pytest.raises(ValueError, match="pick"):
        mint.pick("", 1)


def test_the_same_seed_gives_the_same() -> None:
    def story() -> tuple[str, str, str]:
        mint = SeededMint(MovableClock(NOON), random.Random(7))
        return mint.id(), mint.pick("23456789", 6), mint.token(8)

    assert story() == story()


def test_ids_of_one_millisecond_sort_as_they_were_made() -> None:
    clock = MovableClock(datetime(2026, 12, 1, tzinfo=UTC))
    mint = SystemMint(clock)
    made = [mint.id() for _ in range(500)]
    clock.advance(timedelta(seconds=-5))
    made += [mint.id() for _ in range(5)]
    assert made == sorted(set(made)) and all(len(one) == 26 for one in made)

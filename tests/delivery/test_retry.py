"""The one table of what becomes of a send that failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from bot.delivery.retry import GIVE_UP, WAITS, Decision, decide
from bot.talk.rendered import FailKind, SendFailed
from storage.outbox import RANKS, Parcel, Purpose

AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def parcel(
    *, purpose: Purpose = "reply", tries: int = 1, age: timedelta = timedelta(0), shown: str = "", kept: timedelta = timedelta(0)
) -> Parcel:
    return Parcel(
        id=1, account="a", channel="telegram", purpose=purpose, rank=RANKS[purpose], payload="{}", card="c" if shown else "", menu="",
        shown=shown, tries=tries, created_at=AT - age, due=AT - age + kept,
    )  # fmt: skip


def decided(kind: FailKind, one: Parcel, *, after: float = 0.0, crowd: bool = False) -> Decision:
    return decide(SendFailed(kind, after=after), one, AT, crowd=crowd)


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        ("unsent", Decision(fate="again", wait=1.0)),
        ("unknown", Decision(fate="again", wait=1.0)),
        ("busy", Decision(fate="again", wait=7.0)),
        ("gone", Decision(fate="gone")),
        ("moved", Decision(fate="moved")),
        ("window", Decision(fate="silent")),
        ("quota", Decision(fate="again", wait=7.0)),
        ("rejected", Decision(fate="dead")),
        ("auth", Decision(fate="again", wait=60.0, channel=60.0)),
    ],
)
def test_every_kind_has_its_fate(kind: FailKind, decision: Decision) -> None:
    assert decided(kind, parcel(), after=7.0) == decision


def test_the_table_is_whole() -> None:
    for kind in get_args(FailKind):
        for purpose in RANKS:
            assert decided(kind, parcel(purpose=purpose)).fate in ("again", "dead", "gone", "moved", "silent")


@pytest.mark.parametrize("kind", ["unsent", "unknown"])
def test_further_tries_wait_longer(kind: FailKind) -> None:
    assert [decided(kind, parcel(tries=n)).wait for n in range(10)] == [1.0, *WAITS, 600.0, 600.0]
    assert [decided("quota", parcel(tries=n), after=5.0).wait for n in (1, 4, 7, 99)] == [5.0, 15.0, 600.0, 600.0]
    assert decided("quota", parcel(tries=9), after=3600.0).wait == decided("quota", parcel()).wait == 3600.0
    assert decided("moved", parcel(tries=3)).wait == 5.0, "a platform that moves a chat again and again is no hot loop"


def test_a_crowd_that_is_told_to_wait_stops_the_channel() -> None:
    assert decided("busy", parcel(), after=9.0, crowd=True) == Decision(fate="again", wait=9.0, channel=9.0)
    assert decided("unknown", parcel(), crowd=True).channel == 0.0


def test_a_toast_is_of_use_for_a_moment_only() -> None:
    fates = {kind: decided(kind, parcel(purpose="toast")).fate for kind in get_args(FailKind)}
    assert fates == {kind: "gone" if kind == "gone" else "dead" for kind in get_args(FailKind)}
    assert decided("auth", parcel(purpose="toast")).channel == 60.0


def test_an_edit_that_is_refused_is_sent_anew() -> None:
    assert decided("rejected", parcel(shown="17")).fate == "anew"


@pytest.mark.parametrize("purpose", sorted(RANKS))
@pytest.mark.parametrize("kind", ["unsent", "unknown", "busy", "quota"])
def test_only_what_nobody_misses_is_given_up(purpose: Purpose, kind: FailKind) -> None:
    old = parcel(purpose=purpose, age=GIVE_UP + timedelta(seconds=1))
    assert decided(kind, old).fate == ("again" if purpose == "status" else "dead")
    assert decided(kind, parcel(purpose=purpose, age=GIVE_UP)).fate == ("dead" if purpose == "toast" else "again")
    assert decided("auth", parcel(purpose=purpose, age=GIVE_UP * 5)).fate == ("dead" if purpose == "toast" else "again")
    kept = parcel(purpose=purpose, age=GIVE_UP * 5, kept=GIVE_UP * 4)
    assert decided(kind, kept).fate == ("dead" if purpose == "toast" else "again"), "what was kept is no older than its way out"

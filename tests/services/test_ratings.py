"""The verdict: who may give it, when, how often, and what it does; checked in the service, whatever a button says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion
from bot.domain.statuses import OUTCOMES, Status
from bot.notices import citizens
from bot.services import ratings
from bot.talk.incoming import Media
from storage import answers, counts, journal, kept, people
from storage import opinions as rows
from storage.work import Work
from tests.village import COMMUNE, Chat, Village, village

AGENCY = f"{COMMUNE}.kinh_te"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        await one.enrol("Hà", "handler", agency=AGENCY)
        yield one


async def answered(place: Village, opinion: Opinion | None = None, status: Status = "answered") -> tuple[Opinion, Act]:
    """An opinion of Lan whose answer is out (or that stands elsewhere), and an act of hers once it cannot be called back."""
    lan = place.chat("Lan")
    sent = opinion or await lan.opinion()
    act = await lan.act()

    def out(work: Work) -> Opinion:
        found = rows.get(work, sent.id)
        assert found is not None
        answer = Answer(
            id=act.mint.id(), opinion=found.id, round=found.reopened, text="Đã làm.", document="1", no_proof="", outcome="done",
            promised="", author="h", at=act.at,
        )  # fmt: skip
        answers.keep(work, answer)
        counts.moved(work, year=2026, unit=found.unit, level="commune", came=found.status, goes=status)
        kept = rows.change(work, replace(rows.entered(found, status, act.at), lead=AGENCY, field="giao_thong", outcome=OUTCOMES[0]))
        assert kept is not None
        if status == "answered":
            citizens.answered(work, replace(act, person=""), kept, answer)
        return kept

    kept = await place.write(out)
    return kept, replace(act, at=act.at + timedelta(seconds=place.province.rules.release.undo_seconds))


async def refused(place: Village, act: Callable[[Work], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        await place.write(act)
    return broken.value.code


async def test_satisfied_closes_it(place: Village) -> None:
    one, act = await answered(place)
    kept = await place.write(lambda work: ratings.satisfied(work, act, one.id, 0))
    assert (kept.status, kept.closed_as) == ("closed", "satisfied")
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", "closed", 1)]
    assert [entry.verb for entry in await place.read(lambda work: journal.of(work, one.id))][-2:] == ["verdict", "satisfied"]
    assert await refused(place, lambda work: ratings.satisfied(work, act, one.id, 0)) == "verdict_over"


async def test_a_reason_is_needed_written_or_spoken(place: Village) -> None:
    one, act = await answered(place)
    photo = (Media(kind="photo", ref="r"),)
    assert await refused(place, lambda work: ratings.dissatisfied(work, act, one.id, 0, "not_done", "  ")) == "verdict_reason"
    assert await refused(place, lambda work: ratings.dissatisfied(work, act, one.id, 0, "not_done", "", media=photo)) == "verdict_reason"
    assert await place.count("rating") == 0
    voice = (Media(kind="voice", ref="v"),)
    kept = await place.write(lambda work: ratings.dissatisfied(work, act, one.id, 0, "not_done", "", media=voice))
    assert (kept.status, kept.reopened, kept.lead, kept.outcome) == ("reopened", 1, AGENCY, "")
    assert kept.due is not None and kept.due.isoformat() == "2026-12-15T10:00:00+00:00"  # ten working days, 17:00 in Viet Nam


async def test_not_twice_not_late_not_anothers_not_an_older_round(place: Village) -> None:
    """Bug 12 of the neighbours: the button knew another last day than the service; here only the service knows one."""
    one, act = await answered(place)
    stranger = replace(act, person="someone")
    assert await refused(place, lambda work: ratings.satisfied(work, stranger, one.id, 0)) == "not_found"
    assert await refused(place, lambda work: ratings.satisfied(work, act, one.id, 1)) == "verdict_over"
    window = timedelta(days=place.province.rules.verdict.window_days)
    late = replace(act, at=one.entered_at + window)
    assert await refused(place, lambda work: ratings.satisfied(work, late, one.id, 0)) == "verdict_late"
    assert await refused(place, lambda work: ratings.dissatisfied(work, late, one.id, 0, "not_done", "chưa làm")) == "verdict_late"
    just = replace(act, at=one.entered_at + window - timedelta(seconds=1))
    assert (await place.write(lambda work: ratings.satisfied(work, just, one.id, 0))).status == "closed"


@pytest.mark.parametrize("status", ["sent", "accepted", "assigned", "in_progress", "drafted", "reopened", "refused", "withdrawn", "closed"])
async def test_only_what_is_answered_can_be_judged(place: Village, status: str) -> None:
    one, act = await answered(place, status=cast("Status", status))
    assert await refused(place, lambda work: ratings.satisfied(work, act, one.id, 0)) == "verdict_over"
    assert await refused(place, lambda work: ratings.dissatisfied(work, act, one.id, 0, "not_done", "chưa làm")) == "verdict_over"


def _again(work: Work, *, act: Act, opinion: str, number: int) -> Opinion:
    return ratings.dissatisfied(work, act, opinion, number, "dissatisfied", "chưa được")


async def test_as_often_as_the_rules_allow(place: Village) -> None:
    one, act = await answered(place)
    times = place.province.rules.verdict.max_reopens
    for n in range(times):
        kept = await place.write(partial(_again, act=act, opinion=one.id, number=n))
        assert kept.status == "reopened"
        one, act = await answered(place, kept)
    kept = await place.write(lambda work: ratings.dissatisfied(work, act, one.id, times, "dissatisfied", "vẫn chưa được"))
    assert (kept.status, kept.reopened) == ("answered", times)
    assert await place.read(lambda work: answers.verdict_of(work, one.id, times)) == "dissatisfied"
    assert await refused(place, lambda work: ratings.satisfied(work, act, one.id, times)) == "verdict_over"
    await place.wait(timedelta(days=11))
    closed = await place.read(lambda work: rows.get(work, one.id))
    assert closed is not None and (closed.status, closed.closed_as) == ("closed", "dissatisfied")


async def test_silence_closes_it_once(place: Village) -> None:
    one, _ = await answered(place)
    await place.wait(timedelta(days=10, minutes=1))
    kept = await place.read(lambda work: rows.get(work, one.id))
    assert kept is not None and (kept.status, kept.closed_as) == ("closed", "no_reply")
    assert [entry.verb for entry in await place.read(lambda work: journal.of(work, one.id))].count("silence") == 1


async def test_an_answer_called_back_and_released_again_has_its_whole_window(place: Village) -> None:
    one, _ = await answered(place)
    place.clock.advance(timedelta(days=5))
    one, _ = await answered(place, one)
    await place.wait(timedelta(days=6))
    kept = await place.read(lambda work: rows.get(work, one.id))
    assert kept is not None and kept.status == "answered"
    await place.wait(timedelta(days=5))
    kept = await place.read(lambda work: rows.get(work, one.id))
    assert kept is not None and kept.status == "closed"


async def test_a_window_of_an_older_round_closes_nothing(place: Village) -> None:
    one, act = await answered(place)
    kept = await place.write(lambda work: ratings.dissatisfied(work, act, one.id, 0, "not_done", "chưa làm"))
    place.clock.advance(timedelta(days=8))
    await answered(place, kept)
    await place.wait(timedelta(days=4))
    found = await place.read(lambda work: rows.get(work, one.id))
    assert found is not None and found.status == "answered"


async def silent(place: Village) -> Chat:
    """Lan's chat takes nothing before she writes, and her answer waits there."""
    lan = place.chat("Lan")
    _, account = await lan.who()

    def shut(work: Work) -> None:
        people.shut(work, account, place.clock.now())
        kept.shut(work, account, "window", place.clock.now())

    await place.write(shut)
    return lan


async def test_nobody_is_silent_about_an_answer_that_did_not_reach_them(place: Village) -> None:
    opinion, _ = await answered(place)
    lan = await silent(place)
    await place.wait(timedelta(days=33))
    await lan.say("alo")
    assert (await place.all_opinions())[0].status == "answered"
    await place.wait(timedelta(days=9, hours=23))
    assert (await place.all_opinions())[0].status == "answered", "her ten days began when she heard it"
    act = await lan.act()
    found = await place.write(lambda work: ratings.satisfied(work, act, opinion.id, 0))
    assert found.status == "closed"


@pytest.mark.parametrize("back", [True, False])
async def test_an_answer_waits_for_its_author_but_not_for_ever(place: Village, back: bool) -> None:
    opinion, _ = await answered(place)
    lan = await silent(place)
    await place.wait(timedelta(days=33))
    if back:
        await lan.say("alo")
        await place.wait(timedelta(days=11))
    else:
        await place.wait(timedelta(days=56))
        assert (await place.all_opinions())[0].status == "answered"
        await place.wait(timedelta(days=2))
    (found,) = await place.all_opinions()
    assert (found.status, found.closed_as) == ("closed", "no_reply")
    act = await lan.act()
    with pytest.raises(RuleBroken, match="verdict_over"):
        await place.write(lambda work: ratings.satisfied(work, act, opinion.id, 0))

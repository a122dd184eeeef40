"""Refusing: the reasons are data, and what is in no list needs typed words and the leader's press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.services import asking, privacy, refusing, triage
from storage import counts, journal, refusals
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Heard, Office, Worker, office

WHY = "Việc này gia đình và hàng xóm đã tự thỏa thuận xong."


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Sơn", "leader")
        yield one


async def opened(place: Office, who: Worker) -> Opinion:
    """A new opinion whose card the official sees."""
    one = await place.opinion(place.names["Lan"])
    await who.hear()
    await who.press("Xem")
    await who.press(one.code)
    return one


async def proposed(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    for who in place.names.values():
        await who.hear()
    return await place.write(lambda work: refusing.propose(work, place.names["An"].act, one.id, 1, WHY))


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


async def test_every_reason_of_the_rules_is_a_button_and_its_words_reach_the_author(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await opened(place, an)
    labels = tuple(reason.vi for reason in place.province.rules.refusal.reasons.values())
    assert last(await an.press("Không tiếp nhận (lý do)")).buttons == (*labels, "Quay lại")
    card = last(await an.press("Đang được Tòa án thụ lý, giải quyết"))
    assert "Lý do không tiếp nhận: Đang được Tòa án thụ lý, giải quyết" in card.text
    place.clock.advance(timedelta(seconds=61))
    assert "Lý do: Đang được Tòa án thụ lý, giải quyết" in last(await lan.hear()).text
    assert (await place.now(one)).closed_as == "in_court"


async def test_other_words_wait_for_the_leader(place: Office) -> None:
    lan, an, son = (place.names[name] for name in ("Lan", "An", "Sơn"))
    one = await opened(place, an)
    await an.press("Không tiếp nhận (lý do)")
    assert "lãnh đạo đồng ý" in last(await an.press("Khác")).text
    card = last(await an.say(WHY))
    assert f"Đề nghị không tiếp nhận, chờ lãnh đạo: “{WHY}”" in card.text and "Đồng ý không tiếp nhận" not in card.buttons
    assert (await place.now(one)).status == "sent"
    place.clock.advance(timedelta(minutes=5))
    assert await lan.hear() == [], "nothing before the leader's press"
    card = last(await son.hear())
    assert card.text.startswith("Công chức tiếp nhận đề nghị") and {"Đồng ý không tiếp nhận", "Không đồng ý"} < set(card.buttons)
    refused = last(await son.press("Đồng ý không tiếp nhận"))
    assert "Hoàn tác" in refused.buttons and f"Lý do không tiếp nhận: {WHY}" in refused.text
    assert await lan.hear() == []
    assert any(one.text.startswith("Lãnh đạo đồng ý") for one in await an.hear())
    place.clock.advance(timedelta(seconds=61))
    assert f"Lý do: {WHY}" in last(await lan.hear()).text
    kept = await place.now(one)
    assert (kept.status, kept.closed_as) == ("refused", "other")
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", "refused", 1)]
    assert not any("thỏa thuận" in str(entry.facts) for entry in await place.read(lambda work: journal.of(work, one.id)))


async def test_the_leader_sends_it_back_with_a_word(place: Office) -> None:
    lan, an, son = (place.names[name] for name in ("Lan", "An", "Sơn"))
    one = await proposed(place)
    await son.hear()
    await son.press("Không đồng ý")
    card = last(await son.say("Việc này thuộc phạm vi của xã, đề nghị tiếp nhận."))
    assert "chờ lãnh đạo" not in card.text
    card = last(await an.hear())
    assert "Lãnh đạo không đồng ý từ chối: Việc này thuộc phạm vi của xã" in card.text and WHY not in card.text
    assert (await place.now(one)).status == "sent" and await lan.hear() == []
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: refusing.confirm(work, son.act, one.id, one.version + 1))


async def test_a_leader_who_takes_in_needs_nobody_else(place: Office) -> None:
    one, son = await place.opinion(place.names["Lan"]), place.names["Sơn"]
    kept = await place.write(lambda work: refusing.propose(work, son.act, one.id, 1, WHY))
    assert (kept.status, kept.closed_as) == ("refused", "other")
    back = await place.write(lambda work: triage.undo_refuse(work, son.act, kept.id, kept.version))
    assert back.status == "sent" and await place.read(lambda work: refusals.waiting(work, back.id)) is None
    place.clock.advance(timedelta(minutes=2))
    assert await place.names["Lan"].hear() == []


async def test_whatever_moves_it_takes_the_proposal_back(place: Office) -> None:
    an, son = place.names["An"], place.names["Sơn"]
    one = await proposed(place)
    kept = await place.write(lambda work: triage.classify(work, an.act, one.id, one.version, "y_te"))
    assert await place.read(lambda work: refusals.waiting(work, kept.id)) is not None, "an edit is no move"
    taken = await place.write(lambda work: triage.accept(work, an.act, kept.id, kept.version))
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: refusing.confirm(work, son.act, taken.id, taken.version))


async def test_a_refusal_while_more_was_asked_is_undone_to_where_it_stood(place: Office) -> None:
    an, son = place.names["An"], place.names["Sơn"]
    one = await place.opinion(place.names["Lan"])
    await place.write(lambda work: triage.classify(work, an.act, one.id, 1, "y_te"))
    await place.write(lambda work: triage.accept(work, an.act, one.id, 2))
    held = await place.write(lambda work: asking.ask(work, an.act, one.id, 3, "Thôn nào?"))
    kept = await place.write(lambda work: refusing.propose(work, son.act, held.id, held.version, WHY))
    back = await place.write(lambda work: triage.undo_refuse(work, an.act, kept.id, kept.version))
    assert back.status == "accepted"


async def test_without_a_leader_the_officers_hear_that_nobody_decides(tmp_path: Path) -> None:
    async with office(tmp_path) as place:
        await place.person("Lan")
        an = await place.enrol("An", "officer")
        one = await place.opinion(place.names["Lan"])
        await an.hear()
        await place.write(lambda work: refusing.propose(work, an.act, one.id, 1, WHY))
        assert "chưa có người duyệt đăng ký" in last(await an.hear()).text


async def test_who_may_not(place: Office) -> None:
    await place.enrol("Xa", "leader", NEIGHBOUR)
    await place.enrol("Hà", "handler", agency=AGENCY)
    await place.enrol("Tỉnh", "leader", PROVINCE)
    await place.enrol("Mặt", "front", PROVINCE)
    await place.enrol("Quân", "admin", PROVINCE)
    one = await proposed(place)
    strangers = ("Xa", "Hà", "Lan", "Tỉnh")
    for who, code in (*((name, "not_found") for name in strangers), *((name, "not_yours") for name in ("Mặt", "An", "Quân"))):
        for deed in (
            lambda work, who=who: refusing.confirm(work, place.names[who].act, one.id, one.version),
            lambda work, who=who: refusing.decline(work, place.names[who].act, one.id, one.version, "Không"),
        ):
            with pytest.raises(RuleBroken) as broken:
                await place.write(deed)
            assert broken.value.code == code, who
    for who in strangers:
        with pytest.raises(RuleBroken, match="not_found"):
            await place.write(lambda work, who=who: refusing.propose(work, place.names[who].act, one.id, one.version, WHY))  # type: ignore[misc]
    assert await place.now(one) == one


@pytest.mark.parametrize(("words", "code"), [("", "words_needed"), ("x" * 301, "words_long"), ("x" * 20_000, "words_long")])
async def test_empty_and_endless_words(place: Office, words: str, code: str) -> None:
    an, son, one = place.names["An"], place.names["Sơn"], await proposed(place)
    with pytest.raises(RuleBroken, match=code):
        await place.write(lambda work: refusing.propose(work, an.act, one.id, one.version, words))
    with pytest.raises(RuleBroken, match=code):
        await place.write(lambda work: refusing.decline(work, son.act, one.id, one.version, words))
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: refusing.confirm(work, son.act, one.id, one.version - 1))
    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(lambda work: triage.refuse(work, an.act, one.id, one.version, "other"))


async def test_the_words_go_with_their_authors(place: Office) -> None:
    await proposed(place)
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    assert await place.read(lambda work: work.all("SELECT text FROM refusal")) == []

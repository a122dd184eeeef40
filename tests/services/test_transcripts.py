"""`Ghi lại lời`: a voice note gets words beside it, which are read, found and wiped like its author's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.opinions import Opinion
from bot.notices import items
from bot.services import privacy, transcripts, triage
from bot.talk.incoming import Media, MediaKind
from storage import attachments, search
from storage import transcripts as rows
from storage.search import Reach
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, do, office, refused

HEARD = "Cầu tràn Bản Cuôn ngập mỗi khi mưa"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Bí thư", "leader")
        yield one


async def spoken(place: Office, text: str = "", kind: MediaKind = "voice") -> Opinion:
    lan = place.names["Lan"]
    one = await place.opinion(lan, text)
    media = Media(kind=kind, ref="v", size=10)
    given = {"id": place.mint.id(), "owner": one.id, "account": lan.account, "channel": "telegram", "media": media, "at": place.clock.now()}
    await place.write(lambda work: attachments.add(work, **given))  # type: ignore[arg-type]
    return one


async def found(place: Office, words: str) -> list[str]:
    def look(work: Work) -> list[str]:
        return [hit.opinion for hit in search.find(work, search.question(work, words), (Reach(),), limit=9)]

    return await place.read(look)


async def test_an_officer_writes_the_words_down_on_the_card(place: Office) -> None:
    one = await spoken(place)
    an = place.names["An"]
    await an.hear()
    await an.press("Xem")
    card = (await an.press(one.code))[-1]
    assert "(Không có chữ)" in card.text and "Kèm 1 ghi âm" in card.text
    asked = (await an.press("Ghi lại lời"))[-1]
    assert one.code in asked.text and asked.buttons == ("Hủy",)
    card = (await an.say(f"  {HEARD}\x00 "))[-1]
    assert f"Ghi lại từ ghi âm: “{HEARD}”" in card.text and "Kèm 1 ghi âm" in card.text
    assert (await place.now(one)).text == ""
    assert await found(place, "cau tran ban cuon") == [one.id]
    assert [heard.text for heard in await place.names["Lan"].hear()] == []
    again = (await an.press("Ghi lại lời"))[-1]
    assert again.buttons == ("Hủy",)
    card = (await an.say("Cầu tràn Bản Cuôn"))[-1]
    assert "ngập" not in card.text and await found(place, "ngập mưa") == []


async def test_what_has_words_or_no_voice_is_not_written_down(place: Office) -> None:
    for one in (await spoken(place, "Đường hỏng"), await spoken(place, kind="photo"), await place.opinion(place.names["Lan"], "")):
        assert await refused(place, "An", transcripts.write, one, HEARD) == "stale"
    an = place.names["An"]
    await an.hear()
    await an.press("Xem")
    card = (await an.press(one.code))[-1]
    assert "Ghi lại lời" not in card.buttons


async def test_who_may_and_what_is_refused(place: Office) -> None:
    one = await spoken(place)
    for name, role, unit, agency, code in (
        ("Khánh", "officer", NEIGHBOUR, "", "not_found"), ("Tỉnh", "officer", PROVINCE, "", "not_found"),
        ("Hà", "handler", COMMUNE, AGENCY, "not_found"), ("Mặt trận", "front", COMMUNE, "", "not_yours"), ("Lan", "", "", "", "not_found"),
    ):  # fmt: skip
        if role:
            await place.enrol(name, role, unit, agency)  # type: ignore[arg-type]
        assert await refused(place, name, transcripts.write, one, HEARD) == code
    assert await refused(place, "An", transcripts.write, one, " \n\x00 ") == "words_needed"
    assert await refused(place, "An", transcripts.write, one, "x" * 20_000) == "words_long"
    await do(place, "Bí thư", transcripts.write, one, HEARD)

    def late(work: Work) -> Opinion:
        return transcripts.write(work, place.names["An"].act, one.id, one.version, "khác")

    with pytest.raises(Exception, match="stale"):
        await place.write(late)
    assert await place.read(lambda work: rows.text(work, one.id)) == HEARD


async def test_it_goes_when_its_author_goes_and_when_it_is_a_complaint(place: Office) -> None:
    one, other = await spoken(place), await spoken(place)
    for each in (one, other):
        await do(place, "An", transcripts.write, each, HEARD)
    await do(place, "An", triage.divert, one)
    assert await place.read(lambda work: rows.of(work, one.id)) is None
    assert await found(place, "Bản Cuôn") == [other.id]
    lan = place.names["Lan"]
    await place.write(lambda work: privacy.erase(work, lan.act))
    assert await place.read(lambda work: rows.of(work, other.id)) is None
    assert await found(place, "Bản Cuôn") == []


async def test_the_front_reads_it_without_numbers(place: Office) -> None:
    one = await spoken(place)
    await do(place, "An", transcripts.write, one, "Gọi tôi số 0912 345 678 nhé")
    front = await place.enrol("Mặt trận", "front", COMMUNE)

    def card(work: Work) -> str:
        return str(items.item(work, front.act, one, person=front.person))

    assert "345" not in await place.read(card)

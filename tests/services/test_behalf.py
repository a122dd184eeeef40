"""Opinions written down for others: who may, what is kept of whom, and how the author takes theirs over, once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion
from bot.domain.people import Role
from bot.domain.province import Province
from bot.notices import citizens
from bot.services import behalf, moves, privacy, ratings
from bot.services.behalf import Dictated
from storage import answers, attachments, counts, grants, journal, people, villagers
from storage import opinions as rows
from storage.work import Work
from tests.village import AGREE, COMMUNE, NEIGHBOUR, Chat, Village, village

WORDS = "Cụ Sinh nói: nước về bản yếu, ba ngày mới có một lần"
READ = "Đã đọc lại cho người dân nghe, đúng ý"
_SECRET = re.compile(r"k_([2-9A-HJ-NP-Z]{10})")


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        await one.enrol("Páo", "hamlet_head")
        await one.enrol("An", "officer")
        yield one


async def entered(place: Village, name: str = "Páo", phone: str = "", *, photo: bool = False) -> tuple[Opinion, str]:
    """Someone writes down what cụ Sinh says; the opinion and the secret of its slip."""
    chat = place.chat(name)
    await chat.say("nhapho")
    await chat.press("Người dân đồng ý")
    await chat.say(WORDS)
    if photo:
        await chat.send("photo")
    await chat.press(READ)
    (slip,) = await chat.say(phone) if phone else await chat.press("Bỏ qua")
    found = _SECRET.search(slip.text)
    assert found is not None
    person, _ = await chat.who()
    return (await place.read(lambda work: rows.entered_by(work, person)))[0], found[1]


async def answered(place: Village, one: Opinion) -> Opinion:
    """Its answer is out, for good."""

    def out(work: Work) -> Opinion:
        found = rows.get(work, one.id)
        assert found is not None
        at = place.clock.now()
        answer = Answer(
            id=place.mint.id(), opinion=one.id, round=found.reopened, text="Đã thông ống.", document="1", no_proof="", outcome="done",
            promised="", author="h", at=at,
        )  # fmt: skip
        answers.keep(work, answer)
        counts.moved(work, year=2026, unit=one.unit, level="commune", came=found.status, goes="answered")
        kept = rows.change(work, replace(rows.entered(found, "answered", at), field="nuoc", outcome="done"))
        assert kept is not None
        moves.note(work, place.act, kept, "release", came="drafted", goes="answered")
        citizens.answered(work, place.act, kept, answer, at + timedelta(seconds=60))
        return kept

    return await place.write(out)


async def refused(place: Village, act: Callable[[Work], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        await place.write(act)
    return broken.value.code


async def now(place: Village, one: Opinion) -> Opinion:
    found = await place.read(lambda work: rows.get(work, one.id))
    assert found is not None
    return found


async def claims(chat: Chat, secret: str) -> str:
    """The last word on a slip that someone brings who agrees to what is asked."""
    heard = await chat.start(f"k_{secret}")
    if any(AGREE in one.buttons for one in heard):
        heard = await chat.press(AGREE)
    return heard[0].text


async def test_the_villager_is_a_person_of_their_own_with_a_sealed_number(place: Village) -> None:
    one, _ = await entered(place, phone="0987 654 321", photo=True)
    pao, _ = await place.chat("Páo").who()
    assert (one.source, one.entered_by, one.account, one.unit, one.phone_shared) == ("on_behalf", pao, "", COMMUNE, True)
    assert one.author != pao and one.text == WORDS
    assert await place.read(lambda work: villagers.phone(work, one.author)) == "0987654321"
    agreed = await place.read(lambda work: work.one("SELECT consent, consent_by FROM person WHERE id = :p", p=one.author))
    assert agreed == (behalf.CONSENT, pao)
    sealed = await place.read(lambda work: work.one("SELECT phone FROM villager"))
    assert sealed is not None and b"0987" not in sealed[0]
    secret = await place.read(lambda work: work.one("SELECT secret FROM slip"))
    assert secret is not None and len(secret[0]) == 64
    assert await place.read(lambda work: work.all("SELECT 1 FROM outbox WHERE payload LIKE '%k\\_%' ESCAPE '\\'")) == []
    assert len(await place.read(lambda work: attachments.of(work, one.id))) == 1
    assert not any(word in str(entry) for entry in await place.read(lambda work: journal.of(work, one.id)) for word in ("Sinh", "0987"))


async def test_until_the_author_comes_the_enterer_hears_and_judges_and_the_rating_says_so(place: Village) -> None:
    one, secret = await entered(place)
    await answered(place, one)
    place.clock.advance(timedelta(minutes=2))
    pao = place.chat("Páo")
    (told,) = await pao.hear()
    assert told.text.startswith("Xin Ông/Bà báo lại") and "Đã thông ống." in told.text
    await pao.press("Chưa hài lòng")
    (done,) = await pao.say("Cụ bảo nước vẫn yếu")
    (story,) = await pao.press("Xem ý kiến")
    assert "Bổ sung" in story.buttons and "Rút ý kiến" not in story.buttons and done.buttons
    assert (await now(place, one)).status == "reopened"
    assert await place.read(lambda work: answers.via(work, one.id, 0)) == "enterer"
    await answered(place, one)
    assert "theo dõi ý kiến" in await claims(place.chat("Cháu"), secret)
    place.clock.advance(timedelta(minutes=2))
    chau = place.chat("Cháu")
    assert any("Đã thông ống." in heard.text for heard in await chau.hear())  # what was on its way to Páo
    assert await pao.hear() == []
    act = await pao.act()
    assert await refused(place, lambda work: ratings.satisfied(work, act, one.id, 1)) == "not_found"
    await chau.press("Hài lòng")
    assert await place.read(lambda work: answers.via(work, one.id, 1)) == ""
    assert (await now(place, one)).status == "closed"


async def test_a_claim_makes_them_the_author_and_leaves_no_other_person(place: Village) -> None:
    one, secret = await entered(place, phone="0987654321", photo=True)
    chau = place.chat("Cháu")
    await chau.opinion()  # who already writes here
    assert "theo dõi ý kiến" in await claims(chau, secret.lower())
    person, account = await chau.who()
    kept = await now(place, one)
    assert (kept.author, kept.account, kept.version, kept.entered_by) == (person, account, one.version, one.entered_by)
    assert await place.read(lambda work: people.phone(work, person)) == "0987654321"
    assert await place.read(lambda work: people.is_known(work, one.author)) is False
    assert await place.read(lambda work: work.one("SELECT consent, consent_by FROM person WHERE id = :p", p=one.author)) == ("", "")
    assert await place.count("villager") == 0
    assert [file.account for file in await place.read(lambda work: attachments.of(work, kept.id))] == [account]
    assert len(await place.read(lambda work: rows.of_author(work, person))) == 2
    assert "không đúng hoặc đã dùng" in await claims(place.chat("Bác"), secret)
    pao = place.chat("Páo")
    await pao.say("/thon")
    (shown,) = await pao.press(f"{one.code}: Đã gửi")
    assert "Sinh" not in shown.text and "Phiếu mới" not in shown.buttons


async def test_who_claims_agrees_first_and_one_who_does_not_gets_nothing(place: Village) -> None:
    one, secret = await entered(place)
    chau = place.chat("Cháu")
    (asked,) = await chau.say(f"K_{secret}")
    assert AGREE in asked.buttons and "Sinh" not in asked.text
    await chau.press("Không đồng ý")
    assert (await now(place, one)).author == one.author
    assert "theo dõi ý kiến" in await claims(chau, secret)


async def test_wrong_secrets_lock_the_chat_for_an_hour_and_no_other(place: Village) -> None:
    _, secret = await entered(place)
    bac = place.chat("Bác")
    for wrong in ("AAAAAAAAAA", "x", "0" * 64, secret[:-1], f"{secret}A"):
        assert "không đúng" in await claims(bac, wrong)
    assert "thử lại sau một giờ" in await claims(bac, secret)
    place.clock.advance(timedelta(minutes=59))
    assert "thử lại sau một giờ" in await claims(bac, secret)
    assert "theo dõi ý kiến" in await claims(place.chat("Cháu"), secret)
    place.clock.advance(timedelta(minutes=2))
    assert "đã dùng" in await claims(bac, secret)


async def test_a_new_slip_voids_the_old_one_and_slips_end(place: Village) -> None:
    one, first = await entered(place)
    pao = place.chat("Páo")
    assert "để người dân dùng" in await claims(pao, first)
    await pao.say("ykiencuathon")
    await pao.press(f"{one.code}: Đã gửi")
    (slip,) = await pao.press("Phiếu mới")
    second = _SECRET.search(slip.text)
    assert second is not None and second[1] != first
    assert "không đúng" in await claims(place.chat("Cháu"), first)
    place.clock.advance(timedelta(days=place.province.rules.behalf.slip_days))
    assert "hết hạn" in await claims(place.chat("Cháu"), second[1])


def _few(found: Province) -> Province:
    return replace(found, rules=replace(found.rules, behalf=replace(found.rules.behalf, entered_per_day=7)))


async def test_a_hamlet_head_writes_for_many_within_their_own_limit(tmp_path: Path) -> None:
    async with village(tmp_path, keep=_few) as place:
        await place.enrol("Páo", "hamlet_head")
        for _ in range(7):  # more than one person may send in an hour
            await entered(place)
        (told,) = await place.chat("Páo").say("nhapho")
        assert "nhiều nhất 7" in told.text
        place.clock.advance(timedelta(days=1))
        await entered(place)


@pytest.mark.parametrize(("role", "unit"), [("officer", NEIGHBOUR), ("hamlet_head", NEIGHBOUR), ("leader", COMMUNE), ("front", COMMUNE)])
async def test_only_within_their_unit_and_role(place: Village, role: Role, unit: str) -> None:
    other = await place.enrol("Khác", role, unit)
    act = await other.act()
    said = Dictated(id="d", unit=COMMUNE, text=WORDS)
    assert await refused(place, partial(behalf.send, act=act, dictated=said)) == "not_yours"
    one, _ = await entered(place)
    assert await refused(place, lambda work: behalf.give_slip(work, act, one.id)) == "not_found"
    assert await place.count("opinion") == 1


async def test_a_citizen_finds_no_such_door_and_a_former_head_hears_nothing(place: Village) -> None:
    (menu,) = await place.chat("Lan").say("nhapho")
    assert "Gửi ý kiến" in menu.buttons
    one, _ = await entered(place)
    pao, _ = await place.chat("Páo").who()
    (grant,) = await place.read(lambda work: grants.of_person(work, pao))
    await place.write(lambda work: grants.close(work, grant.id, place.clock.now()))
    act = await place.chat("Páo").act()
    assert await refused(place, lambda work: behalf.entered(work, act, one.id)) == "not_yours"
    await answered(place, one)
    place.clock.advance(timedelta(minutes=2))
    assert await place.chat("Páo").hear() == []


async def test_a_complaint_is_shown_its_door_and_its_words_are_not_kept(place: Village) -> None:
    pao = place.chat("Páo")
    await pao.say("nhapho")
    await pao.press("Người dân đồng ý")
    (told,) = await pao.say("Tôi tố cáo ông Chủ tịch xã nhận tiền đền bù, khai khống")
    assert "tố cáo" in told.text
    _, account = await pao.who()
    row = await place.read(lambda work: work.one("SELECT draft FROM conversation WHERE account = :a", a=account))
    assert row is not None and "nhận tiền" not in row[0]
    await pao.press("Không phải, đây là kiến nghị")
    await pao.say("Đề nghị xã công khai tiền đền bù")
    await pao.press(READ)
    await pao.press("Bỏ qua")
    (one,) = await place.all_opinions()
    assert (one.contested, one.desk) == ("denunciation", "19")


async def test_what_is_cancelled_leaves_no_files_and_what_is_too_long_is_said(place: Village) -> None:
    pao = place.chat("Páo")
    await pao.say("nhapho")
    await pao.press("Người dân đồng ý")
    (long,) = await pao.say("x" * 20_000)
    assert "dài quá" in long.text
    await pao.send("voice")
    assert await place.count("attachment") == 1
    await pao.press("Hủy")
    assert (await place.count("attachment"), await place.count("opinion"), await place.count("villager")) == (0, 0, 0)


async def test_erasing_takes_the_words_wherever_they_stand(place: Village) -> None:
    one, secret = await entered(place, photo=True)
    await answered(place, one)
    place.clock.advance(timedelta(minutes=2))
    pao = place.chat("Páo")
    await pao.hear()
    await pao.press("Chưa hài lòng")
    await pao.say("Cụ Sinh bảo nước vẫn yếu")
    chau = place.chat("Cháu")
    await claims(chau, secret)
    act = await chau.act()
    await place.write(lambda work: privacy.erase(work, act))
    kept = await now(place, one)
    assert (kept.text, kept.account) == ("", "")
    assert await place.read(lambda work: answers.rated(work, one.id, 0)) == ""
    assert await place.count("attachment") == 0


async def test_whoever_wrote_for_others_takes_only_their_own_data_back(place: Village) -> None:
    one, _ = await entered(place, photo=True)
    pao, _ = await place.chat("Páo").who()
    (grant,) = await place.read(lambda work: grants.of_person(work, pao))
    await place.write(lambda work: grants.close(work, grant.id, place.clock.now()))
    act = await place.chat("Páo").act()
    await place.write(lambda work: privacy.erase(work, act))
    assert (await now(place, one)).text == WORDS
    assert len(await place.read(lambda work: attachments.of(work, one.id))) == 1


async def test_an_organisation_is_named_and_the_front_hears_its_answer(place: Village) -> None:
    mai = await place.enrol("Mai", "front")
    await mai.say("đoàn thể")
    await mai.say("Hội Nông dân xã Côn Minh")
    await mai.say("Hội viên đề nghị hỗ trợ giống ngô")
    (done,) = await mai.press("Gửi")
    assert "Hội Nông dân" in done.text
    (one,) = await place.all_opinions()
    person, account = await mai.who()
    assert (one.source, one.author, one.account, one.unit) == ("organisation", person, account, COMMUNE)
    an = place.chat("An")
    await an.hear()
    await an.press("Xem")
    (card,) = await an.press(one.code)
    assert "Ý kiến của Hội Nông dân xã Côn Minh" in card.text
    await answered(place, one)
    place.clock.advance(timedelta(minutes=2))
    assert any("Đã thông ống." in heard.text for heard in await mai.hear())
    said = Dictated(id="d", unit=NEIGHBOUR, text="x", organisation="Hội")
    act = await mai.act()
    assert await refused(place, lambda work: behalf.organise(work, act, said)) == "not_yours"


async def test_what_is_read_out_names_nobody_and_quotes_nobody(place: Village) -> None:
    one, _ = await entered(place)
    await answered(place, one)
    await place.plan(place.clock.now() + timedelta(days=20))
    (text,) = await place.chat("Páo").say("phobien")
    assert "đã trả lời 1 ý kiến" in text.text and "Nhà văn hóa" in text.text
    assert "Sinh" not in text.text and "Đã thông" not in text.text


async def test_whoever_wrote_it_down_adds_for_the_author_until_they_come(place: Village) -> None:
    one, secret = await entered(place)
    pao = place.chat("Páo")
    await pao.say("/thon")
    await pao.press(f"{one.code}: Đã gửi")
    await pao.press("Bổ sung")
    await pao.say("Cụ Sinh bảo cả xóm trên cũng vậy")
    assert len(await place.read(lambda work: rows.additions(work, one.id))) == 1
    chau = place.chat("Cháu")
    await claims(chau, secret)
    (told,) = await pao.press("Bổ sung")
    assert told.text == "Không tìm thấy."
    act = await chau.act()
    await place.write(lambda work: privacy.erase(work, act))
    assert [text for _, text in await place.read(lambda work: rows.additions(work, one.id))] == [""]


async def test_a_villager_takes_their_words_back_through_whoever_wrote_them_down(place: Village) -> None:
    one, secret = await entered(place, phone="0987654321", photo=True)
    pao = place.chat("Páo")
    await pao.say("/thon")
    await pao.press(f"{one.code}: Đã gửi")
    await pao.press("Xóa theo yêu cầu người dân")
    assert (await now(place, one)).text == WORDS
    await pao.press("Xóa hết")
    kept = await now(place, one)
    assert (kept.text, kept.phone_shared) == ("", False)
    assert (await place.count("villager"), await place.count("attachment")) == (0, 0)
    assert await place.read(lambda work: people.is_known(work, one.author)) is False
    assert "đã dùng" in await claims(place.chat("Cháu"), secret)
    assert (one.author,) in await place.read(lambda work: work.all("SELECT person FROM erasure"))
    await pao.say("/thon")
    (gone,) = await pao.press(f"{one.code}: Đã gửi")
    assert "Dữ liệu đã xóa" in gone.text and "Phiếu mới" not in gone.buttons

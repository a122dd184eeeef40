"""Working on an opinion: taking on, giving back, answering with proof, clearing, releasing and calling back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.opinions import Opinion
from bot.notices import digest as morning
from bot.notices import officials
from bot.services import handling, privacy, ratings, triage
from bot.services.handling import Reply
from bot.services.rulings import Because
from bot.talk.incoming import Media
from bot.wording.render import labels
from storage import answers, attachments, reasons, timers
from storage.work import Work
from tests.office import AGENCY, COMMUNE, PROVINCE, Deed, Office, Worker, catalogue, do, office, refused


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


async def assigned(place: Office, agency: str = AGENCY) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    return await do(place, "An", triage.assign, one, agency=agency, due=date(2026, 12, 15))


def reply(place: Office, **changes: str) -> Reply:
    given = {"id": place.mint.id(), "text": "Đã thay dây cầu.", "outcome": "done", "document": "05/TB-UBND"} | changes
    return Reply(**given)


def because(words: str, code: str = "other_agency") -> Because:
    return Because(code=code, words=words)


async def drafted(place: Office, **changes: str) -> Opinion:
    one = await assigned(place)
    await do(place, "Hà", handling.take_on, one)
    return await do(place, "Hà", handling.draft, one, reply(place, **changes))


async def hush(place: Office) -> None:
    for worker in place.names.values():
        await worker.hear()


async def test_taking_on_names_the_handler(place: Office) -> None:
    one = await do(place, "Hà", handling.take_on, await assigned(place))
    assert (one.status, one.handler) == ("in_progress", place.names["Hà"].person)
    assert await refused(place, "Hà", handling.take_on, one) == "stale"


async def test_another_agency_knows_nothing_of_it(place: Office) -> None:
    await place.enrol("Y", "handler", agency=f"{COMMUNE}.cong_an")
    one = await assigned(place)
    assert await refused(place, "Y", handling.take_on, one) == "not_found"
    assert await refused(place, "Y", handling.give_back, one, because("không phải việc tôi")) == "not_found"


async def test_given_back_it_needs_a_reason_and_the_second_time_the_leader_hears(place: Office) -> None:
    one = await assigned(place)
    await hush(place)
    assert await refused(place, "Hà", handling.give_back, one, because("  ")) == "reason_needed"
    back = await do(place, "Hà", handling.give_back, one, because("Cầu do tỉnh quản lý"))
    assert (back.status, back.lead, back.handler, back.due) == ("accepted", "", "", None)
    card = (await place.names["An"].hear())[-1]
    assert "trả lại. Thuộc thẩm quyền của cơ quan, đơn vị khác: Cầu do tỉnh quản lý" in card.text and "Chuyển đơn vị" in card.buttons
    assert await place.names["Bình"].hear() == [] and await place.names["Lan"].hear() == []
    assert await refused(place, "Hà", handling.take_on, one) == "not_found"
    await do(place, "An", triage.assign, one, agency=AGENCY, due=date(2026, 12, 15))
    await hush(place)
    await do(place, "Hà", handling.give_back, one, because("Vẫn không phải"))
    assert "Vẫn không phải" in (await place.names["Bình"].hear())[-1].text


async def test_what_an_official_wrote_about_it_is_in_no_journal_and_goes_with_its_author(place: Office) -> None:
    one = await assigned(place)
    await do(place, "Hà", handling.give_back, one, because("Bà Lan ở thôn Nà Làng gửi nhầm"))
    kept = await place.read(lambda work: work.all("SELECT facts FROM journal") + work.all("SELECT text FROM reason"))
    assert [row[0] for row in kept if "Bà Lan" in row[0]] == ["Bà Lan ở thôn Nà Làng gửi nhầm"]
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    assert await place.read(lambda work: reasons.last(work, one.id)) == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "answer_needed"),
        ({"outcome": ""}, "outcome_needed"),
        ({"outcome": "scheduled"}, "promise_needed"),
        ({"outcome": "scheduled", "promised": "2026-12-01"}, "promise_past"),
        ({"document": ""}, "proof_needed"),
    ],
)
async def test_an_answer_that_is_not_whole(place: Office, changes: dict[str, str], code: str) -> None:
    one = await do(place, "Hà", handling.take_on, await assigned(place))
    assert await refused(place, "Hà", handling.draft, one, reply(place, **changes)) == code
    assert (await place.now(one)).status == "in_progress"


@pytest.mark.parametrize("proof", ["document", "no_proof", "file"])
async def test_each_proof_is_enough(place: Office, proof: str) -> None:
    one = await do(place, "Hà", handling.take_on, await assigned(place))
    given = reply(place, document="") if proof == "file" else reply(place, **({"document": ""} | {proof: "có lý do"}))
    if proof == "file":
        at, photo = place.clock.now(), Media(kind="photo", ref="f")
        await place.write(lambda work: attachments.add(work, id="a", owner=given.id, account="x", channel="telegram", media=photo, at=at))
    assert (await do(place, "Hà", handling.draft, one, given)).status == "drafted"


@pytest.mark.parametrize("outcome", ["done", "explained", "scheduled", "not_ours", "unfounded"])
async def test_nothing_reaches_the_citizen_before_it_is_cleared(place: Office, outcome: str) -> None:
    """FEATURES row 29, for each outcome."""
    one = await assigned(place)
    await hush(place)
    await do(place, "Hà", handling.take_on, one)
    await do(place, "Hà", handling.draft, one, reply(place, outcome=outcome, promised="2026-12-30", text="Lời nội bộ"))
    await do(place, "Bình", handling.send_back, one, "Ghi chú nội bộ")
    await do(place, "Hà", handling.draft, one, reply(place, outcome=outcome, promised="2026-12-30"))
    place.clock.advance(timedelta(days=1))
    assert await place.names["Lan"].hear() == []
    released = await do(place, "Bình", handling.release, one)
    assert (released.status, released.outcome) == ("answered", outcome)
    place.clock.advance(timedelta(seconds=61))
    heard = await place.names["Lan"].hear()
    assert len(heard) == 1 and "nội bộ" not in heard[0].text
    answer = await place.read(lambda work: answers.answered(work, one.id, 0))
    assert answer is not None and answer.promised == ("2026-12-30" if outcome == "scheduled" else "")


@pytest.mark.parametrize("who", ["An", "Hà", "Lan", "Khác", "Tỉnh"])
@pytest.mark.parametrize("deed", [handling.release, handling.undo_release])
async def test_only_the_leader_of_the_desk_clears(place: Office, deed: Deed, who: str) -> None:
    await place.enrol("Khác", "leader", "02020")
    await place.enrol("Tỉnh", "admin", PROVINCE)
    one = await drafted(place)
    assert await refused(place, who, deed, one) in ("not_yours", "not_found")
    assert (await place.now(one)).status == "drafted"


async def test_a_release_called_back_is_as_if_it_had_never_been(place: Office) -> None:
    one = await drafted(place)
    await hush(place)
    await do(place, "Bình", handling.release, one)
    assert await place.read(lambda work: timers.is_waiting(work, f"verdict:{one.id}:0"))
    back = await do(place, "Bình", handling.undo_release, one)
    assert (back.status, back.outcome) == ("drafted", "")
    assert not await place.read(lambda work: timers.is_waiting(work, f"verdict:{one.id}:0"))
    place.clock.advance(timedelta(minutes=2))
    assert await place.names["Lan"].hear() == []
    await do(place, "Hà", handling.draft, one, reply(place, text="Đã thay dây cầu, có nghiệm thu."))
    await do(place, "Bình", handling.release, one)
    place.clock.advance(timedelta(seconds=60))
    assert await refused(place, "Bình", handling.undo_release, one) == "undo_late"
    assert len(await place.names["Lan"].hear()) == 1
    answer = await place.read(lambda work: answers.answered(work, one.id, 0))
    assert answer is not None and answer.text == "Đã thay dây cầu, có nghiệm thu."


async def test_a_released_answer_is_never_written_over(place: Office) -> None:
    one = await drafted(place)
    await do(place, "Bình", handling.release, one)
    assert await refused(place, "Hà", handling.draft, one, reply(place, text="Lời khác")) == "stale"
    answer = await place.read(lambda work: answers.answered(work, one.id, 0))
    assert answer is not None and answer.text == "Đã thay dây cầu."


async def test_nobody_hears_of_their_own_act(place: Office) -> None:
    """A leader who is also the handler of the agency drafts and clears alone."""
    await place.enrol("Bình", "handler", agency=AGENCY)
    one = await assigned(place)
    await do(place, "Bình", handling.take_on, one)
    await hush(place)
    await do(place, "Bình", handling.draft, one, reply(place))
    assert await place.names["Bình"].hear() == []


async def test_a_dissatisfied_author_brings_it_back_to_who_answered(place: Office) -> None:
    one = await drafted(place)
    await do(place, "Bình", handling.release, one)
    place.clock.advance(timedelta(minutes=2))
    await hush(place)
    lan = place.names["Lan"]
    await place.write(lambda work: ratings.dissatisfied(work, lan.act, one.id, 0, "dissatisfied", "Dây vẫn lỏng"))
    for who in ("Hà", "Bình"):
        card = (await place.names[who].hear())[-1]
        assert "Người gửi chưa hài lòng: “Dây vẫn lỏng”" in card.text and "Nhận việc" in card.buttons
    assert await place.names["An"].hear() == []
    await do(place, "Hà", handling.take_on, one)
    again = await do(place, "Hà", handling.draft, one, reply(place, text="Đã siết lại dây."))
    assert (again.reopened, again.status) == (1, "drafted")
    await do(place, "Bình", handling.release, one)
    first = await place.read(lambda work: answers.answered(work, one.id, 0))
    second = await place.read(lambda work: answers.answered(work, one.id, 1))
    assert first is not None and second is not None and (first.text, second.text) == ("Đã thay dây cầu.", "Đã siết lại dây.")


async def test_the_answer_waits_and_nobody_is_there_to_clear_it(place: Office) -> None:
    admin = await place.enrol("Quản", "admin", PROVINCE)
    one = await place.opinion(place.names["Lan"], unit="02020")
    await place.enrol("Xa", "officer", "02020")
    await do(place, "Xa", triage.classify, one, "giao_thong")
    await do(place, "Xa", triage.accept, one)
    await do(place, "Xa", triage.assign, one, agency="02020.kinh_te", due=date(2026, 12, 15))
    await do(place, "Xa", handling.take_on, one)
    await hush(place)
    await do(place, "Xa", handling.draft, one, reply(place))
    assert "chưa có người duyệt" in (await admin.hear())[-1].text


async def digest(place: Office, who: Worker) -> str:
    def look(work: Work) -> str:
        shown = morning.shown(work, who.act, who.person, who.act.at, who.act.at)
        if shown is None:
            return ""
        said = [catalogue().text("vi", line) for line in shown.lines]
        assert len(labels(catalogue(), "vi", shown)) == len([line for line in said if ": " in line])
        return " | ".join(said)

    return await place.read(look)


async def test_the_digest_says_what_waits_and_nothing_else(place: Office) -> None:
    an, ha, binh = (place.names[name] for name in ("An", "Hà", "Bình"))
    assert [await digest(place, one) for one in (an, ha, binh)] == ["", "", ""]
    one = await assigned(place)
    await place.opinion(place.names["Lan"])
    assert await digest(place, an) == "Bản tin thứ Ba, 01/12/2026 | Xã Côn Minh | Ý kiến mới: 1"
    assert await digest(place, ha) == "Bản tin thứ Ba, 01/12/2026 | Phòng Kinh tế (Xã Côn Minh) | Việc được giao, chưa nhận: 1"
    await do(place, "Hà", handling.take_on, one)
    assert await digest(place, ha) == ""
    place.clock.advance(timedelta(days=9))  # Thursday 10/12: the 15th is the third working day from then
    assert "Sắp đến hạn: 1" in await digest(place, ha) and "Sắp đến hạn: 1" in await digest(place, an)
    place.clock.advance(timedelta(days=6))
    assert "Quá hạn: 1" in await digest(place, ha) and "Sắp" not in await digest(place, ha)
    await do(place, "Hà", handling.draft, one, reply(place))
    assert "Chờ duyệt: 1" in await digest(place, binh)
    assert await digest(place, place.names["Lan"]) == ""


@pytest.mark.parametrize(("kind", "told"), [("urgent", True), ("denunciation", False)])
async def test_those_on_duty_hear_at_night_and_no_denunciation_is_passed_on(place: Office, kind: str, told: bool) -> None:
    place.clock.advance(timedelta(hours=17))  # one in the morning
    await hush(place)
    await place.write(lambda work: officials.urgent(work, place.names["Lan"].act, kind, COMMUNE, "Sạt lở ở Nà Làng"))
    for who in ("An", "Bình"):
        heard = await place.names[who].hear()
        assert len(heard) == 1 and ("Sạt lở" in heard[0].text) is told
    assert await place.names["Hà"].hear() == []


async def test_new_opinions_wait_for_the_morning(place: Office) -> None:
    place.clock.advance(timedelta(hours=17))
    await place.opinion(place.names["Lan"])
    await place.opinion(place.names["Lan"], "Việc thứ hai")
    assert await place.names["An"].hear() == []
    place.clock.advance(timedelta(hours=6))
    heard = await place.names["An"].hear()
    assert len(heard) == 1 and heard[0].text.startswith("Ý kiến mới (2)")

"""One message becomes several opinions: codes, words, files, counters, what is told, and the way back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import without
from bot.services import asking, groups, handling, opinions, privacy, splitting, triage
from bot.services.handling import Reply
from bot.talk.incoming import Media
from storage import attachments, counts, journal
from storage import opinions as rows
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Heard, Office, office

ROAD = "Đường vào thôn hỏng nặng."
SCHOOL = "Trường học chưa có bác sĩ."
LIGHT = "Đèn đường tắt cả tháng nay."
TEXT = f"{ROAD} {SCHOOL}\n{LIGHT}"
BOTH = [(COMMUNE, "commune", "sent", 2)]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        yield one


async def sent(place: Office, text: str = TEXT) -> Opinion:
    one = await place.opinion(place.names["Lan"], text)
    for who in place.names.values():
        await who.hear()
    return one


async def parted(place: Office, one: Opinion, part: str = SCHOOL, *, cut: bool = True) -> tuple[Opinion, Opinion]:
    an = place.names["An"]
    return await place.write(lambda work: splitting.split(work, an.act, one.id, one.version, part, cut=cut))


async def undone(place: Office, child: Opinion) -> Opinion:
    an, now = place.names["An"], await place.now(child)
    return await place.write(lambda work: splitting.unsplit(work, an.act, now.id, now.version))


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


@pytest.mark.parametrize(
    ("part", "rest"),
    [
        (SCHOOL, f"{ROAD}\n{LIGHT}"),
        (ROAD, f"{SCHOOL}\n{LIGHT}"),
        (f"{SCHOOL} {LIGHT}", ROAD),
        ("Trường  học\nchưa có bác sĩ.", f"{ROAD}\n{LIGHT}"),
        ("Trường học đã có bác sĩ.", None),
        (TEXT, ""),
        ("", None),
    ],
)
def test_what_is_left_of_a_text(part: str, rest: str | None) -> None:
    assert without(TEXT, part) == rest


async def test_in_the_chat_a_part_is_chosen_and_leaves_the_rest(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await place.opinion(lan, TEXT)
    await an.hear()
    await an.press("Xem")
    await an.press(one.code)
    await an.press("Việc khác")
    asked = last(await an.press("Tách ý kiến"))
    assert f"Phần 2: {SCHOOL}" in asked.text and asked.buttons == ("Phần 1", "Phần 2", "Phần 3", "Hủy")
    sure = last(await an.press("Phần 2"))
    assert f"Phần tách: “{SCHOOL}”" in sure.text and f"“{ROAD}\n{LIGHT}”" in sure.text
    done = last(await an.press("Tách, bỏ khỏi ý kiến gốc"))
    (code,) = await place.read(lambda work: rows.parts_of(work, one.id))
    assert f"Đã tách thành {code}." in done.text and f"Đã tách: {code}" in done.text and code in done.buttons
    card = last(await an.press(code))
    assert f"Tách từ {one.code}" in card.text and f"“{SCHOOL}”" in card.text and "Phân loại" in card.buttons
    assert await place.read(lambda work: counts.of_year(work, 2026)) == BOTH
    assert await lan.hear() == [], "it may still be undone"
    place.clock.advance(timedelta(seconds=61))
    (told,) = await lan.hear()
    assert f"Mã mới {code}: “{SCHOOL}”" in told.text and one.code in told.text
    place.clock.advance(timedelta(days=1))
    assert await lan.hear() == []


async def test_what_the_child_is(place: Office) -> None:
    one = await sent(place)
    photo = Media(kind="photo", ref="f")
    await place.write(
        lambda work: attachments.add(
            work, id="f1", owner=one.id, account=one.account, channel="telegram", media=photo, at=place.clock.now()
        )
    )
    kept, child = await parted(place, one)
    assert (child.parent, child.text, child.title, child.version, child.status) == (one.id, SCHOOL, "", 1, "sent")
    same = ("author", "account", "unit", "said", "desk", "dialogue", "source", "visibility", "sent_at", "entered_at", "contested")
    assert all(getattr(child, name) == getattr(one, name) for name in same)
    assert kept.text == f"{ROAD}\n{LIGHT}" and child.code != one.code
    assert [file.id for file in await place.read(lambda work: attachments.seen_from(work, child))] == ["f1"]
    assert [entry.verb for entry in await place.read(lambda work: journal.of(work, child.id))] == ["split_off"]
    entries = await place.read(lambda work: journal.of(work, one.id))
    assert [entry.verb for entry in entries] == ["send", "split"] and not any("bác sĩ" in str(entry.facts) for entry in entries)
    again, second = await parted(place, kept, LIGHT)
    assert (again.text, second.text) == (ROAD, LIGHT)
    assert await place.read(lambda work: rows.sent_since(work, one.author, one.sent_at)) == 1, "its author sent one"


async def test_words_that_are_not_the_authors_leave_the_text_whole(place: Office) -> None:
    """A recording has no text: the officer types what is said in it."""
    kept, child = await parted(place, await sent(place), "Đề nghị cử bác sĩ về trường")
    assert (kept.text, child.text) == (TEXT, "Đề nghị cử bác sĩ về trường")
    kept, child = await parted(place, await sent(place), cut=False)
    assert (kept.text, child.text) == (TEXT, SCHOOL)
    kept, child = await parted(place, await sent(place, ""), "Đèn đường hỏng")
    assert (kept.text, child.text) == ("", "Đèn đường hỏng")


async def test_undone_within_the_minute_nobody_was_told(place: Office) -> None:
    lan = place.names["Lan"]
    kept, child = await parted(place, await sent(place))
    back = await undone(place, child)
    assert back.text == f"{kept.text}\n{SCHOOL}"
    gone = await place.now(child)
    assert (gone.status, gone.closed_as, gone.text) == ("withdrawn", "unsplit", "")
    place.clock.advance(timedelta(minutes=5))
    assert await lan.hear() == []
    numbers = [(COMMUNE, "commune", "sent", 1), (COMMUNE, "commune", "withdrawn", 1)]
    assert await place.read(lambda work: counts.of_year(work, 2026)) == numbers
    assert await place.read(lambda work: rows.parts_of(work, back.id)) == []
    with pytest.raises(RuleBroken, match="stale"):
        await undone(place, child)


async def test_undone_later_while_an_agency_works_on_it(place: Office) -> None:
    lan, an, ha = place.names["Lan"], place.names["An"], await place.enrol("Hà", "handler", agency=AGENCY)
    kept, child = await parted(place, await sent(place), cut=False)
    place.clock.advance(timedelta(minutes=2))
    await lan.hear()
    await place.write(lambda work: triage.classify(work, an.act, child.id, 1, "y_te"))
    await place.write(lambda work: triage.accept(work, an.act, child.id, 2))
    await place.write(lambda work: triage.assign(work, an.act, child.id, 3, agency=AGENCY, due=date(2026, 12, 15)))
    await place.write(lambda work: handling.take_on(work, ha.act, child.id, 4))
    await place.write(lambda work: opinions.add(work, lan.act, child.id, "Thêm: cả y tá cũng thiếu"))
    for who in (lan, ha):
        await who.hear()
    back = await undone(place, child)
    assert back.text == TEXT, "it was never taken out"
    assert [text for _, text in await place.read(lambda work: rows.additions(work, back.id))] == ["Thêm: cả y tá cũng thiếu"]
    gone = await place.now(child)
    assert (gone.lead, gone.handler, gone.due, gone.phase) == ("", "", None, "closed")
    assert f"theo mã {kept.code}" in last(await lan.hear()).text
    assert f"{child.code} được nhập lại vào {kept.code}" in last(await ha.hear()).text
    waiting = "SELECT count(*) FROM timer WHERE object = :o AND state = 'waiting'"
    assert await place.read(lambda work: work.one(waiting, o=child.id)) == (0,)


async def test_not_undone_once_one_of_them_is_answered_or_refused(place: Office) -> None:
    an, ha, son = place.names["An"], await place.enrol("Hà", "handler", agency=AGENCY), await place.enrol("Sơn", "leader")
    kept, child = await parted(place, await sent(place))
    await place.write(lambda work: triage.refuse(work, an.act, kept.id, kept.version, "outside_scope"))
    with pytest.raises(RuleBroken, match="stale"):
        await undone(place, child)

    def answer(work: Work) -> None:
        def version() -> int:
            found = rows.get(work, other.id)
            assert found
            return found.version

        triage.classify(work, an.act, other.id, version(), "y_te")
        triage.accept(work, an.act, other.id, version())
        triage.assign(work, an.act, other.id, version(), agency=AGENCY, due=date(2026, 12, 15))
        handling.take_on(work, ha.act, other.id, version())
        reply = Reply(id=place.mint.id(), text="Đã xong", outcome="done", document="05/TB")
        handling.draft(work, ha.act, other.id, version(), reply)
        handling.release(work, son.act, other.id, version())

    _, other = await parted(place, await sent(place))
    await place.write(answer)
    with pytest.raises(RuleBroken, match="stale"):
        await undone(place, other)


async def test_what_cannot_be_split(place: Office) -> None:
    an, one = place.names["An"], await sent(place)
    for part, code in ((TEXT, "split_whole"), (f"  {TEXT.replace(' ', '  ')}", "split_whole"), ("", "words_needed"), ("x" * 20_000, "words_long")):  # fmt: skip  # noqa: E501
        with pytest.raises(RuleBroken, match=code):
            await parted(place, one, part)
    kept, child = await parted(place, one)
    with pytest.raises(RuleBroken, match="stale"):
        await parted(place, child, "bác sĩ")
    with pytest.raises(RuleBroken, match="stale"):
        await parted(place, one)
    held = await place.write(lambda work: asking.ask(work, an.act, kept.id, kept.version, "Thôn nào?"))
    with pytest.raises(RuleBroken, match="stale"):
        await parted(place, held, LIGHT)


async def test_who_may_not(place: Office) -> None:
    one = await sent(place)
    _, child = await parted(place, one)
    await place.enrol("Xa", "officer", NEIGHBOUR)
    await place.enrol("Hà", "handler", agency=AGENCY)
    await place.enrol("Tỉnh", "officer", PROVINCE)
    await place.enrol("Mặt", "front", PROVINCE)
    now = await place.now(one)
    for who, code in (("Xa", "not_found"), ("Hà", "not_found"), ("Tỉnh", "not_found"), ("Lan", "not_found"), ("Mặt", "not_yours")):
        act = place.names[who].act
        with pytest.raises(RuleBroken, match=code):
            await place.write(lambda work, act=act: splitting.split(work, act, now.id, now.version, LIGHT, cut=True))  # type: ignore[misc]
        with pytest.raises(RuleBroken, match=code):
            await place.write(lambda work, act=act: splitting.unsplit(work, act, child.id, child.version))  # type: ignore[misc]


async def test_erasing_a_person_takes_the_words_of_every_part(place: Office) -> None:
    await parted(place, await sent(place))
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    assert await place.read(lambda work: work.all("SELECT DISTINCT text FROM opinion")) == [("",)]


async def test_others_that_followed_a_part_stay_where_they_are(place: Office) -> None:
    an, _ = place.names["An"], await place.person("Tuấn")
    _, child = await parted(place, await sent(place))
    other = await place.opinion(place.names["Tuấn"], SCHOOL)
    for version, one in ((1, child), (1, other)):
        await place.write(lambda work, one=one, version=version: triage.classify(work, an.act, one.id, version, "y_te"))  # type: ignore[misc]
        await place.write(lambda work, one=one, version=version: triage.accept(work, an.act, one.id, version + 1))  # type: ignore[misc]
    await place.write(lambda work: groups.join(work, an.act, other.id, 3, child.id))
    assert (await place.now(other)).follows == child.id
    await undone(place, child)
    left = await place.now(other)
    assert (left.status, left.follows) == ("accepted", "")

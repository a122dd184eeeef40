"""What officials see of what waits: lists, pages, several offices, the search by code, the hour of the digest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import codes
from bot.domain.opinions import Opinion
from bot.domain.statuses import PHASES
from bot.notices import tell
from bot.services import handling, triage
from bot.talk.screen import button, column, say, screen
from storage import lists, people
from storage.work import Work, micros
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Heard, Office, Worker, office

POLICE = f"{COMMUNE}.cong_an"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        yield one


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


async def test_a_list_is_turned_page_by_page_and_counts_what_it_holds(place: Office) -> None:
    an = await place.enrol("An", "officer")
    sent = [(await place.opinion(place.names["Lan"])).code for _ in range(12)]
    await place.opinion(place.names["Lan"], unit=NEIGHBOUR)  # not theirs
    await an.hear()
    page = last(await an.say("mới"))
    assert page.text.startswith("Ý kiến mới (12) · Xã Côn Minh") and not page.again
    seen = [label for label in page.buttons if label.startswith("YK")]
    while "Trang sau" in page.buttons:
        page = last(await an.press("Trang sau"))
        assert page.again
        seen += [label for label in page.buttons if label.startswith("YK")]
    assert seen == sent


@pytest.mark.parametrize("name", lists.LISTS)
async def test_list_and_count_use_one_filter(place: Office, name: str) -> None:
    """FEATURES row 36: whatever stands in the store, a list read to its end holds as many as its count says."""
    statuses = list(PHASES)
    at = place.clock.now()

    def fill(work: Work) -> None:
        for n, one in enumerate(made):
            status = statuses[n % len(statuses)]
            work.do(
                "UPDATE opinion SET status = :s, phase = :p, lead = :l, due = :d WHERE id = :id",
                s=status, p=PHASES[status], l=AGENCY if n % 2 else "", id=one.id,
                d=(0, micros(at + timedelta(hours=n)), micros(at - timedelta(hours=n + 1)))[n % 3],
            )  # fmt: skip
            if n % 5 == 4:  # two who passed it to and fro: the unit decides
                work.do("UPDATE opinion SET umpire = :u, ruling = 'desk' WHERE id = :id", u=COMMUNE, id=one.id)
            work.do("INSERT INTO support (opinion, agency, by, at) VALUES (:o, :a, '', 1)", o=one.id, a=POLICE)
            work.do(
                "INSERT INTO extension (id, opinion, round, agency, day, reason, words, state, asked_by, asked_at)"
                " VALUES (:o, :o, 0, :a, '', '', '', 'asked', '', 1)",
                o=one.id, a=AGENCY,
            )  # fmt: skip
            work.do("INSERT INTO refusal (opinion, reason, text, person, waits) VALUES (:o, 'other', '', '', 1)", o=one.id)

    made = [await place.opinion(place.names["Lan"]) for _ in range(2 * len(statuses))]
    await place.write(fill)
    key = POLICE if name == "support" else AGENCY if name.startswith("mine") else COMMUNE

    def look(work: Work) -> tuple[int, list[str]]:
        soon, found, after = timedelta(days=3), [], ""
        while page := lists.listed(work, name, key, at, soon, after=after, limit=3):
            found += [one.id for one in page]
            after = found[-1]
        return lists.count(work, name, key, at, soon), found

    n, found = await place.read(look)
    assert n == len(found) == len(set(found)) and n > 0


async def test_two_offices_are_chosen_between(place: Office) -> None:
    an = await place.enrol("An", "officer")
    await place.enrol("An", "officer", NEIGHBOUR)
    await place.opinion(place.names["Lan"], unit=NEIGHBOUR)
    await an.hear()
    places = last(await an.say("/viec"))
    assert set(places.buttons) == {"Xã Côn Minh", "Xã Chợ Đồn"}
    counted = last(await an.say("/moi"))
    assert sorted(label.rsplit("(", 1)[1] for label in counted.buttons) == ["0)", "1)"]


async def test_nothing_waits(place: Office) -> None:
    binh = await place.enrol("Bình", "leader")
    assert last(await binh.say("/viec")).text == "Xã Côn Minh · lãnh đạo\nHiện không có việc nào chờ."


async def test_lists_of_others_stay_shut(place: Office) -> None:
    """The buttons of a list answer for the one who presses now: an office that ended opens nothing."""
    ha = await place.enrol("Hà", "handler", agency=AGENCY)
    an = await place.enrol("An", "officer")
    await place.opinion(place.names["Lan"])
    await an.hear()
    for door in (("viec", "new", COMMUNE), ("viec", "open", NEIGHBOUR), ("viec", "mine", f"{COMMUNE}.cong_an"), ("viec", "at", NEIGHBOUR)):
        heard = await ha.say(f"/{door[0]}")
        assert heard
        assert await opened(ha, door) == "Ông/Bà không còn quyền thực hiện việc này."


async def opened(who: Worker, deed: tuple[str, ...]) -> str:
    """What a button with this deed answers."""
    shown = screen(say("card-places"), rows=column(button("official-work", *deed)))
    await who.office.write(lambda work: tell.put(work, who.act, who.account, shown, key=f"planted:{who.act.mint.id()}", purpose="reply"))
    await who.hear()
    return (await who.press("Danh sách việc"))[-1].text


async def test_the_search_finds_only_what_one_may_read(place: Office) -> None:
    an, xa = await place.enrol("An", "officer"), await place.enrol("Xa", "officer", NEIGHBOUR)
    front = await place.enrol("Mặt", "front", PROVINCE)
    one = await coded(place)
    for who in (an, front):
        found = last(await who.say(f"/tim {one.code.lower().replace('-', ' ')}"))
        assert "Cầu treo" in found.text
    assert not any(label.startswith(("Phân", "Tiếp", "Chuyển")) for label in found.buttons)  # the Front reads
    assert last(await xa.say(f"/tim {one.code}")).text == last(await xa.say("/tim YK-26-222222-2")).text == "Không tìm thấy."


async def coded(place: Office) -> Opinion:
    """An opinion whose code has its right check character."""
    one = await place.opinion(place.names["Lan"])
    code = codes.build(2026, "ABCDEF")
    await place.write(lambda work: work.do("UPDATE opinion SET code = :c WHERE id = :id", c=code, id=one.id))
    return await place.now(one)


async def test_the_hour_of_the_digest(place: Office) -> None:
    an = await place.enrol("An", "officer")
    asked = last(await an.say("/bantin"))
    assert asked.text.startswith("Bản tin hằng ngày gửi lúc 07:00") and asked.buttons[0] == "06:00"
    await an.press("06:30")
    person = await place.read(lambda work: people.get(work, an.person))
    assert person is not None and person.digest_at == "06:30"
    await an.press("Tắt bản tin")
    assert last(await an.say("/bantin")).text.startswith("Bản tin hằng ngày đang tắt.")
    assert last(await an.say("/bantin 25:99")).text.startswith("Bản tin hằng ngày đang tắt.")


async def test_the_handlers_menu_words(place: Office) -> None:
    """`Quá hạn` and `Việc được giao` of the menu lead a handler to the agency's lists."""
    ha, an = await place.enrol("Hà", "handler", agency=AGENCY), await place.enrol("An", "officer")
    one = await place.opinion(place.names["Lan"])

    def hand_over(work: Work) -> None:
        triage.classify(work, an.act, one.id, 1, "giao_thong")
        triage.accept(work, an.act, one.id, 2)
        due = triage.default_due(an.act, "giao_thong")
        triage.assign(work, an.act, one.id, 3, agency=AGENCY, due=due)

    await place.write(hand_over)
    await ha.hear()
    assert (await opened(ha, ("viec", "mine"))).startswith("Việc được giao (1) · Phòng Kinh tế")
    place.clock.advance(timedelta(days=30))
    assert last(await ha.say("qua han")).text.startswith("Quá hạn (1)")
    assert (await opened(ha, ("viec", "overdue"))).startswith("Quá hạn (1)")
    await place.write(lambda work: handling.take_on(work, ha.act, one.id, 4))
    overview = last(await ha.say("/viec"))
    assert overview.buttons == ("Việc được giao (1)", "Quá hạn (1)")

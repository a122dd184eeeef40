"""Sending, taking back, moving and adding to an opinion: what is written, counted and refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.services import drafting, opinions
from bot.talk.incoming import Media
from storage import attachments, counts, drafts, journal, people, timers
from storage import opinions as rows
from storage.work import Work
from tests.village import COMMUNE, NEIGHBOUR, ROAD, Chat, Village, village


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        await one.chat("Lan").agree()
        yield one


async def refused(place: Village, act: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        await place.write(act)  # type: ignore[arg-type]
    return broken.value.code


async def written(place: Village, who: Chat, text: str = ROAD, unit: str = COMMUNE) -> Act:
    act = await who.act()
    await place.write(lambda work: drafting.join(work, act, text, (), "m1"))
    await place.write(lambda work: drafting.place(work, act, unit=unit, said="xã tôi"))
    return act


async def test_what_sending_writes(place: Village) -> None:
    lan = place.chat("Lan")
    act = await written(place, lan)
    photo = Media(kind="photo", ref="r", size=10)
    await place.write(lambda work: drafting.join(work, act, "", (photo,), "m2"))
    sent = await place.write(lambda work: opinions.send(work, act))
    assert codes.find(sent.code) == sent.code and sent.code.startswith("YK-26-")
    kept = await place.read(lambda work: rows.get(work, sent.id))
    assert kept == sent and (sent.text, sent.unit, sent.said, sent.desk) == (ROAD, COMMUNE, "xã tôi", COMMUNE)
    assert (sent.visibility, sent.status, sent.dialogue, sent.contested) == ("officials", "sent", "", "")
    assert await place.read(lambda work: drafts.get(work, act.account)) is None
    assert len(await place.read(lambda work: attachments.of(work, sent.id))) == 1
    assert await place.read(lambda work: drafts.opinion_of(work, act.account, "m1")) == sent.id
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", "sent", 1)]
    assert [one.verb for one in await place.read(lambda work: journal.of(work, sent.id))] == ["send"]
    assert not await place.read(lambda work: timers.is_waiting(work, f"draft:{act.account}"))


async def test_what_is_not_sent(place: Village) -> None:
    lan = place.chat("Lan")
    act = await lan.act()
    await place.write(lambda work: drafting.drop(work, act))
    assert await refused(place, lambda work: opinions.send(work, act)) == "draft_empty"
    await place.write(lambda work: drafting.join(work, act, "   \u200b ", ()))
    await place.write(lambda work: drafting.drop(work, act))
    await place.write(lambda work: drafting.join(work, act, ROAD))
    assert await refused(place, lambda work: opinions.send(work, act)) == "commune_needed"
    assert await place.count("opinion") == 0


class Twice:
    """A mint whose first codes repeat."""

    def __init__(self, act: Act) -> None:
        self._mint = act.mint
        self.codes = ["222222", "222222", "333333"]

    def id(self) -> str:
        return self._mint.id()

    def pick(self, alphabet: str, n: int) -> str:
        return self.codes.pop(0) if alphabet == codes.ALPHABET and self.codes else self._mint.pick(alphabet, n)


async def test_a_code_that_is_taken_is_not_given_twice(place: Village) -> None:
    lan = place.chat("Lan")
    act = replace(await lan.act(), mint=(mint := Twice(await lan.act())))
    found = []
    for text in (ROAD, "Đường điện thôn tôi hay mất"):
        await written(place, lan, text)
        found.append(await place.write(lambda work: opinions.send(work, act)))
    assert mint.codes == [] and [one.code[6:12] for one in found] == ["222222", "333333"]


@pytest.mark.parametrize(("step", "limit", "span"), [(timedelta(minutes=1), 5, "hour"), (timedelta(hours=1), 20, "day")])
async def test_how_many_an_hour_and_a_day(place: Village, step: timedelta, limit: int, span: str) -> None:
    lan = place.chat("Lan")
    for n in range(limit):
        await written(place, lan, f"{ROAD} {n}")
        act = await lan.act()
        await place.write(lambda work, act=act: opinions.send(work, act))  # type: ignore[misc]
        place.clock.advance(step)
    await written(place, lan, f"{ROAD} nữa")
    last = await lan.act()
    with pytest.raises(RuleBroken) as broken:
        await place.write(lambda work: opinions.send(work, last))
    assert (broken.value.code, broken.value.facts["span"]) == ("opinions_often", span)
    assert await place.read(lambda work: drafts.get(work, last.account)) is not None


async def test_without_an_officer_the_level_above_has_it(place: Village) -> None:
    root = place.province.units.root.code
    await place.enrol("Tỉnh", "officer", root)
    lan = place.chat("Lan")
    act = await written(place, lan)
    sent = await place.write(lambda work: opinions.send(work, act))
    assert (sent.unit, sent.desk) == (COMMUNE, root)


async def test_moving_it_to_another_commune(place: Village) -> None:
    for unit, name in ((COMMUNE, "An"), (NEIGHBOUR, "Bình")):
        await place.enrol(name, "officer", unit)
    lan = place.chat("Lan")
    act = await written(place, lan)
    sent = await place.write(lambda work: opinions.send(work, act))
    kept = await place.write(lambda work: opinions.recommune(work, act, sent.id, NEIGHBOUR, "chợ đồn"))
    assert (kept.unit, kept.desk, kept.said) == (NEIGHBOUR, NEIGHBOUR, "chợ đồn")
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(NEIGHBOUR, "commune", "sent", 1)]
    person = await place.read(lambda work: people.get(work, act.person))
    assert person is not None and person.commune == NEIGHBOUR


async def test_only_its_author_and_only_before_it_is_accepted(place: Village) -> None:
    lan, tuan = place.chat("Lan"), place.chat("Tuấn")
    await tuan.agree()
    act, stranger = await written(place, lan), await tuan.act()
    sent = await place.write(lambda work: opinions.send(work, act))
    for deed in (opinions.withdraw, lambda work, who, one: opinions.recommune(work, who, one, NEIGHBOUR)):
        assert await refused(place, lambda work, deed=deed: deed(work, stranger, sent.id)) == "not_found"
    assert await refused(place, lambda work: opinions.add(work, stranger, sent.id, "thêm một câu")) == "not_found"
    await place.write(lambda work: opinions.withdraw(work, act, sent.id))
    for deed in (opinions.withdraw, lambda work, who, one: opinions.recommune(work, who, one, NEIGHBOUR)):
        assert await refused(place, lambda work, deed=deed: deed(work, act, sent.id)) == "stale"
    assert await refused(place, lambda work: opinions.add(work, act, sent.id, "thêm một câu")) == "not_live"
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", "withdrawn", 1)]


async def test_files_of_an_addition_are_measured_too(place: Village) -> None:
    lan = place.chat("Lan")
    act = await written(place, lan)
    sent = await place.write(lambda work: opinions.send(work, act))
    large = Media(kind="video", ref="r", size=21 * 1024 * 1024)
    assert await refused(place, lambda work: opinions.add(work, act, sent.id, "", (large,))) == "file_large"
    many = tuple(Media(kind="photo", ref=f"r{n}", size=10) for n in range(11))
    assert await refused(place, lambda work: opinions.add(work, act, sent.id, "", many)) == "files_many"
    assert await place.read(lambda work: attachments.of(work, sent.id)) == []


async def test_files_an_hour(place: Village) -> None:
    lan = place.chat("Lan")
    for n in range(3):
        act = await written(place, lan, f"{ROAD} {n}")
        ten = tuple(Media(kind="photo", ref=f"r{n}{one}", size=10) for one in range(10))
        await place.write(lambda work, act=act, ten=ten: drafting.join(work, act, "", ten))  # type: ignore[misc]
        await place.write(lambda work, act=act: opinions.send(work, act))  # type: ignore[misc]
    act = await written(place, lan)
    one = (Media(kind="photo", ref="last", size=10),)
    assert await refused(place, lambda work: drafting.join(work, act, "", one)) == "files_often"


async def test_one_too_many_leaves_no_trace(place: Village) -> None:
    lan = place.chat("Lan")
    act = await written(place, lan)

    def dump(work: Work) -> list[tuple[object, ...]]:
        return [row for table in ("draft", "opinion", "attachment", "timer", "counter") for row in work.all(f"SELECT * FROM {table}")]

    before = await place.read(dump)
    assert await refused(place, lambda work: drafting.join(work, act, "dài " * 2000)) == "text_long"
    assert await place.read(dump) == before

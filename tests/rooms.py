"""A conference for tests: an office, a dialogue in its room, and the topics of its agenda."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.dialogues import Dialogue, Phase
from bot.domain.marks import Mark
from bot.domain.opinions import Opinion
from bot.flows import dialogue, engine, front, official
from bot.services import dialogues, marking
from bot.services.marking import Told
from storage import agendas
from storage import dialogues as rows
from storage.agendas import Item
from storage.work import Work
from tests.office import COMMUNE, Office, Worker, catalogue

WORDS = (
    "Cầu treo thôn Nà Làng bị đứt dây", "Trạm y tế thiếu thuốc hạ sốt", "Điện thôn Khuổi Nọc yếu về chiều",
    "Đường vào trường học lầy lội", "Kênh mương cánh đồng Nà Chào bị sạt", "Rác thải chợ xã để quá lâu", "Chưa được cấp sổ đỏ",
)  # fmt: skip


@dataclass(slots=True)
class Meeting:
    """A dialogue in its room."""

    office: Office
    dialogue: Dialogue
    topics: list[Opinion]

    async def note(self, who: Worker, opinion: str, told: Told, *, said: datetime | None = None) -> Mark:
        """A clerk notes something to a topic; `said` is what their platform says."""
        act = replace(who.act, said=said)
        return await self.office.write(lambda work: marking.mark(work, act, self.dialogue.id, opinion, told))

    async def goes(self, phase: Phase) -> None:
        """The dialogue is in another phase of its life."""
        came = await self.office.read(lambda work: rows.get(work, self.dialogue.id))
        assert came is not None
        found = await self.office.write(lambda work: rows.enter(work, came, phase))
        assert found is not None
        self.dialogue = found


def doors(place: Office) -> None:
    """The conversations of dialogues, besides those of every office."""
    place.book = engine.bind(catalogue(), (official.ROOM, dialogue.ROOM, front.ROOM), first_looks=(), last_looks=(), home=place.book.home)


async def meeting(place: Office, n: int = 3, *, unit: str = COMMUNE, phase: Phase = "session") -> Meeting:
    """A dialogue that began a minute ago, with so many topics; its authors wrote before."""
    starts = place.clock.now() + timedelta(days=20)
    wanted = dialogues.Plan(unit=unit, starts=starts, place="Nhà văn hóa xã", chair="Bí thư Đảng ủy")
    found = (await place.write(lambda work: dialogues.add(work, place.act, wanted))).dialogue
    topics = []
    for number in range(n):
        one = await place.opinion(await place.person(f"Dân {number + 1}"), WORDS[number % len(WORDS)], unit=unit)

        def put(work: Work, one: Opinion = one, number: int = number) -> None:
            work.do("UPDATE opinion SET dialogue = :d WHERE id = :o", d=found.id, o=one.id)
            assert agendas.add(work, Item(opinion=one.id, unit=unit, dialogue=found.id, mark="", no=number + 1), place.clock.now())

        await place.write(put)
        topics.append(one)
    place.clock.advance(starts + timedelta(minutes=1) - place.clock.now())
    room = Meeting(office=place, dialogue=found, topics=topics)
    await room.goes(phase)
    return room

"""The access matrix, pressed through the real chat: every role at every place, every button of an opinion's card in every state.

What the hand-written table gives is offered and does its work; what it does not give is pressed too, with the very button that was
shown to the same person while another post gave it: it is refused in words, and nothing happens to anyone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, get_args

import pytest

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import ROLES, Grant, Role
from bot.domain.permissions import PERMITTED, Action
from bot.notices.offers import OFFERS
from bot.services import groups, moves, splitting
from bot.talk import codec
from bot.talk.incoming import Media
from config import registers
from storage import attachments, grants, menus, opinions, people, webchat
from storage.work import Work
from tests.flows.matrix import DOORS, EARLIER, ELSEWHERE, LONGER, PLACES, SEEN, SHORTER, STAGES, STEPS, YIELDS, everything, given
from tests.house import Heard, Town, Villager, town
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE

REFUSED: Final = "Ông/Bà không còn quyền thực hiện việc này."
TEXT: Final = "Cầu treo thôn Nà Làng bị đứt dây. Đèn đường thôn Nà Làng hỏng từ tháng trước."
ALL: Final[tuple[tuple[Role, str, str], ...]] = (
    ("officer", COMMUNE, ""), ("leader", COMMUNE, ""), ("handler", COMMUNE, AGENCY), ("front", COMMUNE, ""), ("admin", PROVINCE, ""),
    ("officer", NEIGHBOUR, ""), ("officer", PROVINCE, ""), ("leader", PROVINCE, ""),
)  # fmt: skip


def test_every_act_has_its_row() -> None:
    rows = [*set(everything().values()), *DOORS, *ELSEWHERE]
    assert set(rows) == set(PERMITTED) == set(get_args(Action)) and len(rows) == len(PERMITTED)
    assert {one.verb: one.action for one in OFFERS}.items() <= everything().items()


CELLS: Final = [
    (role, place) for role in ROLES for place in PLACES if role == "handler" or PLACES[place][0] != COMMUNE or place == "own"
]  # agencies are the handlers'


@dataclass(slots=True)
class Press:
    """A town, who tries everything, and a copy of the store to which every try goes back."""

    town: Town
    who: Villager
    master: str  # who holds every post that brings opinions on their way
    an: str  # who is an officer of the commune and nothing else
    person: str
    account: str
    wrong: list[str] = field(default_factory=list)

    async def write(self, act: Any) -> Any:
        return await self.town.house.database.write(act)

    def act(self, person: str, account: str = "") -> Act:
        house = self.town.house
        return Act(at=house.clock.now(), mint=house.mint, province=house.province, person=person, account=account)

    def copy(self) -> tuple[sqlite3.Connection, int]:
        """The store as it is, and what was seen of the page."""
        kept = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.town.home / "doithoai.db")) as store:
            store.backup(kept)
        return kept, self.who.seen

    def put_back(self, copy: tuple[sqlite3.Connection, int]) -> None:
        """Everything as it was at the copy."""
        with closing(sqlite3.connect(self.town.home / "doithoai.db")) as store:
            copy[0].backup(store)
        self.who.seen = copy[1]

    async def appoint(self, *posts: tuple[Role, str, str]) -> None:
        """Who tries holds these posts from now on, and no other."""
        act = self.act("")

        def change(work: Work) -> None:
            for one in grants.own(work, self.person):
                grants.close(work, one.id, act.at)
            for role, unit, agency in posts:
                one = Grant(id=act.mint.id(), person=self.person, role=role, unit=unit, agency=agency, title="")
                grants.add(work, one, at=act.at, made_by="server")

        await self.write(change)

    async def opened(self, code: str) -> tuple[str, dict[str, str]]:
        """What `/tim` says, and every button of the card with what pressing it sends, `Việc khác` unfolded."""
        heard = await self.who.say(f"/tim {code}")
        found = await self.buttons(heard)
        if "more" in found:
            found |= {verb: data for verb, data in (await self.buttons(await self.pressed(found["more"]))).items() if verb != "back"}
        return "\n".join(one.text for one in heard), found

    async def buttons(self, heard: list[Heard]) -> dict[str, str]:
        """verb -> data, of the buttons that act on an opinion."""

        def look(work: Work) -> dict[str, str]:
            found = {}
            for data in (one for shown in heard for one in shown.data if ":" in one):
                menu, _, index = data.partition(":")
                does = codec.load_items(menus.items(work, menu, self.account) or "[]")[int(index)][1]
                if does[0] == "item":
                    found[does[1]] = data
            return found

        shown: dict[str, str] = await self.town.read(look)
        return shown

    async def tap(self, data: str) -> str:
        """Press a button by what it sends; what is said then, in a message or in passing."""
        before = await self.town.read(self._said)
        heard = await self.pressed(data)
        passing = [line for payload in (await self.town.read(self._said))[len(before) :] for line in codec.load(payload).lines]
        return "\n".join([*(one.text for one in heard), *(self.town.house.catalogue.text("vi", line) for line in passing)])

    def _said(self, work: Work) -> list[str]:
        sent = "SELECT payload FROM outbox WHERE account = :a AND purpose = 'toast' AND state = 'sent' ORDER BY id"
        return [row[0] for row in work.all(sent, a=self.account)]

    async def pressed(self, data: str) -> list[Heard]:
        """Press a button by what it sends."""
        self.who.shown[data] = data
        return await self.who.press(data)

    async def standing(self) -> Any:
        """Everything that a press may change for others."""
        return await self.town.read(
            lambda work: work.all(
                "SELECT (SELECT max(seq) FROM journal), (SELECT count(*) FROM outbox WHERE account <> :a),"
                " (SELECT sum(version) FROM opinion),"
                " (SELECT count(*) FROM opinion), (SELECT count(*) FROM timer)",
                a=self.account,
            )
        )


def posts(role: Role, place: str) -> list[tuple[Role, str, str]]:
    """The post of a role at a place: none for a citizen."""
    unit, agency = PLACES[place]
    return [] if role == "citizen" else [(role, unit, f"{unit}.{agency}" if role == "handler" else "")]


async def known(place: Town, name: str) -> tuple[str, str]:
    """The person and the account of someone with a chat."""
    visitor = place.villager(name).visitor
    found = await place.read(lambda work: people.find(work, webchat.index(work, visitor)))
    return found[0].id, found[1].id


async def brought(press: Press, stage: str) -> Opinion:
    """A new opinion on the commune's desk, brought to this state by those who hold the posts for it."""
    await press.town.villager(stage).start()
    lan = await known(press.town, stage)

    def send(work: Work) -> Opinion:
        act = press.act(*lan)
        people.keep_phone(work, lan[1], lan[0], "0912345678")
        one = Opinion(
            id=act.mint.id(), code=codes.build(2026, act.mint.pick("ABCDEFGH", 6)), dialogue="", said="", desk=COMMUNE, field="",
            text="" if stage == "spoken" else TEXT,
            unit=NEIGHBOUR if stage == "passed here" else COMMUNE, visibility="officials", source="self", author=lan[0], account=lan[1],
            contested="", status="sent", phase="waiting", entered_at=act.at, due=None, lead="", handler="", outcome="", reopened=0,
            version=1, phone_shared=True, sent_at=act.at,
        )  # fmt: skip
        one = replace(one, desk=one.unit)
        assert moves.begin(work, act, one)
        if stage == "spoken":
            voice = act.mint.id()
            media = Media(kind="voice", ref=voice, mime="audio/ogg", size=400)
            attachments.add(work, id=voice, owner=one.id, account=lan[1], channel="webchat", media=media, at=act.at)
            attachments.kept(work, voice, path=f"{voice}.ogg", sha="0" * 64, size=400, mime="audio/ogg")
        return one

    def bring(work: Work) -> Opinion:
        one, act = send(work), press.act(press.master)
        for step in STAGES[stage]:
            doer = {"take_on": press.person if stage == "mine" else press.master, "propose": press.an}.get(step, press.master)
            STEPS[step](work, press.act(doer), one.id, now(work, one).version)
        one = now(work, one)
        if stage == "part":
            return splitting.split(work, act, one.id, one.version, TEXT.split(". ")[1], cut=True)[1]
        return groups.join(work, act, one.id, one.version, send(work).id) if stage == "follower" else one

    kept: Opinion = await press.write(bring)
    return kept


def now(work: Work, one: Opinion) -> Opinion:
    """The opinion as it stands now."""
    found = opinions.get(work, one.id)
    assert found is not None
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An opinion in a state, the buttons that were shown of it while every post was held, and those of them that no state before had."""

    stage: str
    code: str
    buttons: dict[str, str]
    first: set[str]

    def row(self, verb: str) -> str:
        """The name that the table has for a button: what takes back a refusal is not what takes back an answer."""
        return "undo_refuse" if verb == "undo" and self.stage == "refused" else verb


async def tried(press: Press, role: Role, place: str, one: Shown) -> None:
    """One cell in one state: what is offered, and what every button does."""
    cell = f"{role} · {place} · {one.stage}"
    await press.appoint(*posts(role, place))
    gives, may = given(role, place, one.stage), set(given(role, place, one.stage, works=True).values())
    said, shown = await press.opened(one.code)
    offered = {one.row(verb) for verb in shown} - SEEN
    wanted = gives.keys() & {one.row(verb) for verb in [*one.buttons, *(verb for verb, other in YIELDS.items() if other in one.buttons)]}
    wanted -= {verb for verb, other in YIELDS.items() if other in wanted}
    if offered != wanted:
        press.wrong.append(f"{cell}: offered {sorted(offered - wanted)}, not offered {sorted(wanted - offered)}")
    if not gives and (TEXT[:20] in said or shown):
        press.wrong.append(f"{cell}: reads {said!r}")
    before = await press.standing()
    for verb in sorted(one.first - shown.keys()):
        answer = await press.tap(one.buttons[verb])
        if await press.standing() != before:
            press.wrong.append(f"{cell}: the old button {verb} did something")
        if everything()[one.row(verb)] not in may and answer != REFUSED:
            press.wrong.append(f"{cell}: the old button {verb} says {answer!r}")
    copy = press.copy()
    for verb in sorted(one.first & shown.keys()):
        answer = await press.tap(shown[verb])
        if not answer or REFUSED in answer:
            press.wrong.append(f"{cell}: {verb} is offered and says {answer!r}")
        press.put_back(copy)
    copy[0].close()


@pytest.fixture
async def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Press]:
    folder = tmp_path / "data"
    shutil.copytree(registers.DATA, folder)
    with (folder / "thai-nguyen" / "units.csv").open("a", encoding="utf-8") as table:
        table.writelines(f"{code},Xã Thử {code},xã,commune,{PROVINCE}\n" for code in (SHORTER, LONGER))
    monkeypatch.setattr(registers, "DATA", folder)
    async with town(tmp_path / "home") as one:
        await one.enrol("An", "officer", COMMUNE)
        for role, unit, agency in ALL:
            await one.enrol("Bút", role, unit, agency)
        await one.enrol("Thử", "officer", COMMUNE)
        (master, _), (an, _), (person, account) = [await known(one, name) for name in ("Bút", "An", "Thử")]
        yield Press(town=one, who=one.villager("Thử"), master=master, an=an, person=person, account=account)


async def test_every_cell_pressed(press: Press) -> None:
    await press.appoint(*ALL)
    made = {stage: await brought(press, stage) for stage in EARLIER}
    await press.town.wait(timedelta(minutes=2))
    await press.write(
        lambda work: STEPS["reconsider"](work, press.act(press.master), made["reopened"].id, now(work, made["reopened"]).version)
    )
    made |= {stage: await brought(press, stage) for stage in STAGES if stage not in EARLIER}
    await press.town.until_settled()
    await press.who.hear()
    begun = press.copy()
    pressed: set[str] = set()
    for stage, one in made.items():
        press.put_back(begun)
        _, buttons = await press.opened(one.code)
        shown = Shown(stage=stage, code=one.code, buttons={verb: buttons[verb] for verb in buttons.keys() - SEEN}, first=set())
        rows = {shown.row(verb): verb for verb in shown.buttons}
        assert rows.keys() <= everything().keys(), "a button without a row"
        shown.first.update(verb for row, verb in rows.items() if row not in pressed)
        pressed |= rows.keys()
        copy = press.copy()
        for role, where in CELLS:
            await tried(press, role, where, shown)
            press.put_back(copy)
        copy[0].close()
    begun[0].close()
    assert pressed == everything().keys(), "a row that nobody is ever shown"
    assert not press.wrong, "\n".join(press.wrong)


async def test_every_door_knocked_at(press: Press) -> None:
    copy = press.copy()
    for role, place in CELLS:
        await press.appoint(*posts(role, place))
        for command, says, may in DOORS.values():
            said = "\n".join(one.text for one in await press.who.say(command))
            if (says in said) != (place in may.get(role, ())) or not said:
                press.wrong.append(f"{role} · {place}: {command} says {said!r}")
            await press.who.say("/huy")
        press.put_back(copy)
    assert not press.wrong, "\n".join(press.wrong)

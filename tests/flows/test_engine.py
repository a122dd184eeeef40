"""What a message leads to, wherever the conversation stands: one small flow tried with everything a person can do."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock, SeededMint
from bot.delivery import arrivals
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows import engine
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Replay, Room, Stay, Step, Toast, option
from bot.talk import codec
from bot.talk.incoming import Incoming, Kind, Peer
from bot.talk.screen import Screen, button, column, say, screen
from storage import conversations, migrate, outbox, people
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work
from tests.office import START, catalogue, province

PEER = Peer(channel="telegram", account="bot", chat="c", user="c")


def words(text: str, *buttons: Any) -> Screen:
    return screen(say("notice-answered-text", text=text), rows=column(*buttons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    name: str = ""
    parts: tuple[str, ...] = ()


def show_name(work: Work, act: Act, form: Form) -> Screen:
    return words("tên?", option("button-back", "back"), button("button-menu", "menu"))


def take_name(work: Work, act: Act, form: Form, answer: Answer) -> Outcome:
    if answer.choice == "back":
        return Done(screens=(words("lùi"),))
    if answer.text == "cấm":
        raise RuleBroken("not_found")
    if not answer.text:
        return Stay(why=say("notice-answered-text", text="chỉ chữ thôi"))
    return Goto(step="sure", draft=Form(name=answer.text, parts=("a", "b")))


def show_sure(work: Work, act: Act, form: Form) -> Screen:
    if form.name == "mất":
        raise RuleBroken("not_found")
    return words(f"{form.name} {form.parts}?", option("button-back", "back"))


def take_sure(work: Work, act: Act, form: Form, answer: Answer) -> Outcome:
    return Done()


def menu(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    return Done(screens=(words(f"bảng chọn {args}", button("menu-write", "ask"), button("menu-opinions", "told", "x")),))


def told(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    if args == ("cấm",):
        raise RuleBroken("not_found")
    return Toast(words=say("notice-answered-text", text=f"đã {args}"))


def ask(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    return Enter(flow="ask", draft=Form(), screens=(words("bắt đầu"),))


def again(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    return Replay(letters=(7,), screens=(words("nhớ lại"),))


STEPS = {"name": Step(show=show_name, take=take_name), "sure": Step(show=show_sure, take=take_sure)}
ROOM = Room(
    flows=(Flow(name="ask", draft=Form, first="name", steps=STEPS),),
    doors={"menu": menu, "told": told, "ask": ask, "again": again},
    commands={"hoi": ("ask",), "noi": ("told", "c"), "lai": ("again",)}, links={"t": "told"},
)  # fmt: skip


def early(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    return Keep(screens=(words("sớm"),)) if incoming.text == "sớm" else None


def late(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    return Keep(screens=(words(f"rời: {incoming.kind}"),)) if incoming.text != "lạ" else None


@dataclass(slots=True)
class Talk:
    database: Sqlite
    book: engine.Book
    clock: MovableClock
    mint: SeededMint
    turns: int = 0
    again: tuple[int, ...] = ()
    shown: dict[str, str] = field(default_factory=dict)

    async def do(self, kind: Kind = "text", **what: Any) -> list[str]:
        """Something a person does; what they read."""
        self.turns += 1
        key, incoming = str(self.turns), Incoming(peer=PEER, kind=kind, at=START, **what)
        act = Act(at=self.clock.now(), mint=self.mint, province=province(), person="p", account="a", channel="telegram")

        def turn(work: Work) -> list[str]:
            last = work.one("SELECT max(id) FROM outbox")
            self.again = engine.handle(work, act, self.book, incoming, key=key)
            heard = self._read(work, (last[0] or 0) if last else 0)
            while parcels := outbox.claim(work, act.at, {"telegram": 9}):
                for parcel in parcels:
                    arrivals.keep(work, parcel, str(parcel.id), act.at, labels=(), edited=False)
            return heard

        return await self.database.write(turn)

    def _read(self, work: Work, after: int) -> list[str]:
        heard = []
        for purpose, payload, menu_id in work.all("SELECT purpose, payload, menu FROM outbox WHERE id > :a ORDER BY id", a=after):
            shown = codec.load(payload)
            text = " / ".join(catalogue().text("vi", one) for one in shown.lines)
            heard.append(f"[{text}]" if purpose == "toast" else text)
            for place, (label, _) in enumerate(codec.load_items(codec.dump_items(shown))):
                self.shown[catalogue().text("vi", label)] = f"{menu_id}:{place}"
        return heard

    async def press(self, label: str) -> list[str]:
        return await self.do("press", press=self.shown[label], ack="q")

    async def standing(self) -> conversations.Standing:
        return await self.database.read(lambda work: conversations.get(work, "a"))


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    migrate.upgrade(tmp_path / "house.db")
    database = await open_database(tmp_path / "house.db", Keyring(b"k" * 32))
    clock = MovableClock(START)
    await database.write(lambda work: people.add(work, person="p", account="a", peer=PEER, at=START, lang="vi"))
    book = engine.bind(catalogue(), (ROOM,), first_looks=(early,), last_looks=(late,), home=menu)
    yield Talk(database=database, book=book, clock=clock, mint=SeededMint(clock, random.Random(3)))
    await database.close()


MENU = "bảng chọn ()"


async def test_a_flow_from_its_door_to_its_end(talk: Talk) -> None:
    assert await talk.do(text="/hoi") == ["bắt đầu", "tên?"]
    assert await talk.do(text="Lan") == ["Lan ('a', 'b')?"]
    assert (await talk.standing()).draft == '{"name": "Lan", "parts": ["a", "b"]}'
    assert await talk.do(text="gì cũng được") == [MENU], "nothing to say shows the menu"
    assert (await talk.standing()).flow == ""


async def test_what_does_not_fit_is_asked_again_with_the_reason(talk: Talk) -> None:
    await talk.do(text="hoi")
    assert await talk.do("location", place=(1.0, 2.0)) == ["chỉ chữ thôi / tên?"]
    assert await talk.do(text="cấm") == ["Không tìm thấy. / tên?"]
    assert (await talk.standing()).step == "name"


async def test_a_question_that_makes_no_sense_any_more_ends_its_flow(talk: Talk) -> None:
    await talk.do(text="hoi")
    assert await talk.do(text="mất") == ["Không tìm thấy."]
    assert (await talk.standing()).flow == ""


async def test_pressing_typing_the_number_and_the_label_are_the_same(talk: Talk) -> None:
    for way in ("1", "Lùi lại", "lui lai", "press"):
        await talk.do(text="hoi")
        label = next(one for one in talk.shown if one != "Về đầu" and talk.shown[one].endswith(":0"))
        if way == "press":
            assert await talk.press(label) == ["[]", "lùi"]
        elif way == "1":
            assert await talk.do(text="1") == ["lùi"]
        else:
            assert await talk.do(text=label if way == "Lùi lại" else label.lower()) == ["lùi"]
        talk.shown.clear()


async def test_a_button_of_an_older_question_is_known_as_old(talk: Talk) -> None:
    await talk.do(text="hoi")
    back = next(one for one in talk.shown.values() if one.endswith(":0"))
    await talk.do(text="Lan")
    assert await talk.do("press", press=back, ack="q") == ["[Nút này đã cũ, không còn tác dụng.]"]
    assert (await talk.standing()).step == "sure", "nothing else happens"


@pytest.mark.parametrize(
    "data", ["", "x:0", "{}:9", "{}:-1", "{}:²", "{}:٣", "{}:", "{}", "{}:0:0", "\x00:\x00", "{}:99999999999999999999999"]
)
async def test_a_forged_press_is_a_toast(talk: Talk, data: str) -> None:
    await talk.do("start")
    menu_id = next(iter(talk.shown.values())).partition(":")[0]
    (toast,) = await talk.do("press", press=data.replace("{}", menu_id), ack="q")
    assert toast.startswith("[Nút này không dùng được.")


async def test_a_door_from_anywhere_and_its_refusal(talk: Talk) -> None:
    await talk.do("start")
    assert await talk.press("Ý kiến của tôi") == ["[đã ('x',)]"]
    assert await talk.do(text="/noi cấm") == ["đã ('c', 'cấm')"], "what stands behind a command is its last argument"
    assert await talk.do("start", start="t_cấm") == ["Không tìm thấy."], "a refusal without a press is a word"
    assert await talk.do("start", start="t_abc") == ["đã ('abc',)"]
    assert await talk.do("start", start="z_abc") == ["bảng chọn ('start',)"]
    assert await talk.do(text="t_abc") == ["đã ('abc',)"], "typed where a channel knows no links"


async def test_looks_before_and_after_an_open_question(talk: Talk) -> None:
    assert await talk.do(text="chào") == ["rời: text"]
    assert await talk.do(text="lạ") == [MENU]
    await talk.do(text="hoi")
    assert await talk.do(text="sớm") == ["sớm"]
    assert (await talk.standing()).step == "name"
    kinds: tuple[Kind, ...] = ("edited", "unsupported")
    for kind in kinds:
        assert await talk.do(kind, text="x") == [f"rời: {kind}"]
    assert (await talk.standing()).flow == "ask", "what is no answer leaves the question open"


async def test_earlier_letters_come_again(talk: Talk) -> None:
    await talk.do(text="hoi")
    assert await talk.do(text="/lai") == ["nhớ lại"]
    assert talk.again == (7,) and (await talk.standing()).flow == ""


@pytest.mark.parametrize("change", [{"draft": "{}x"}, {"draft": '{"other": 1}'}, {"draft": "[]"}, {"step": "gone"}])
async def test_a_draft_of_an_older_program_starts_anew_with_an_apology(talk: Talk, change: dict[str, str]) -> None:
    await talk.do(text="hoi")
    standing = replace(await talk.standing(), **change)
    await talk.database.write(lambda work: conversations.keep(work, "a", standing, START))
    (sorry,) = await talk.do(text="Lan")
    assert sorry.startswith("Xin lỗi") and (await talk.standing()).flow == ""


async def test_a_flow_of_an_older_program_is_no_longer_open(talk: Talk) -> None:
    standing = conversations.Standing(flow="gone", step="x", draft="{}", menu="")
    await talk.database.write(lambda work: conversations.keep(work, "a", standing, START))
    assert await talk.do(text="chào") == ["rời: text"]


async def test_the_same_turn_says_nothing_twice(talk: Talk) -> None:
    await talk.do(text="chào")
    talk.turns -= 1
    assert await talk.do(text="chào") == []


def test_two_rooms_of_one_name_are_refused() -> None:
    door: Callable[..., Outcome] = menu
    for twice in (Room(doors={"menu": door}), Room(commands={"hoi": ("x",)}), Room(links={"t": "x"}), Room(flows=ROOM.flows)):
        with pytest.raises(ValueError, match="two rooms use"):
            engine.bind(catalogue(), (ROOM, twice), first_looks=(), last_looks=(), home=menu)

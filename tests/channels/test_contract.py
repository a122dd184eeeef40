"""What every channel keeps, whatever its platform is like: a new one adds a row in platforms.py and its samples in samples.py."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import logging
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, get_args

import httpx
import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.base import IN_FLIGHT
from bot.channels.door import LARGEST_BODY
from bot.talk.incoming import MediaKind
from bot.talk.rendered import EVERY_FILE, File, FileKind, Rendered, SendFailed, Tap
from storage import inbox
from storage.keys import Keyring
from storage.migrate import upgrade
from storage.sqlite import open_database
from tests.channels.conftest import Stand
from tests.channels.platforms import AT, ROWS, Platform
from tests.channels.samples import READERS
from tests.channels.serving import until, until_becomes
from tests.house import picture

EVERY: Final = list(ROWS)
HOOKED: Final = [name for name, (_, hooked) in ROWS.items() if hooked]
KINDS: Final[dict[type[Platform], str]] = {kind: name for name, (kind, _) in ROWS.items()}
"""A row of each channel: how its updates come makes no difference to what goes out."""
WIRED: Final = [name for kind, name in KINDS.items() if kind.WIRE]
REFUSED: Final = [(name, said, kind) for platform, name in KINDS.items() for said, kind in platform.REFUSALS]
SIGNS: Final = {"photo": b"", "voice": b"OggS", "audio": b"ID3", "video": b"ftyp", "document": b"%PDF-1.4"}
ENDINGS: Final = {"photo": "jpg", "voice": "ogg", "audio": "mp3", "video": "mp4", "document": "pdf"}
BUTTONS: Final = ((Tap(label="Gửi", data="abcdefghijkl:0"), Tap(label="Hủy", data="abcdefghijkl:1")),)


async def refused(stand: Stand, chat: str, message: Rendered) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await stand.channel.send(chat, message)
    return caught.value


def tried(stand: Stand, times: int) -> bool:
    """Whether so many updates were given to the inbox, taken or not."""
    return sum(len(raws) for raws in stand.inbox.tries) >= times


def hidden(stand: Stand, why: SendFailed, log: str) -> bool:
    """Whether an error and the log keep our secrets to themselves, also in what the error drags along."""
    said = f"{why} {why!r} {why.__cause__!r} {why.__context__!r} {log}"
    return not any(secret in said for secret in stand.platform.secrets())


# In


@pytest.mark.parametrize("stand", EVERY, indirect=True)
async def test_nothing_is_acknowledged_before_it_is_stored(stand: Stand) -> None:
    stand.inbox.gate = asyncio.Event()
    await stand.platform.say("Đường \ud800hỏng 🇻🇳")
    await until(lambda: stand.inbox.tries)
    assert await stand.platform.taken() == (1 if stand.platform.RECEIPTS else 0), "the greeting's alone"
    stand.inbox.gate.set()
    await until(lambda: stand.inbox.stored)
    if stand.platform.RECEIPTS:
        await until_becomes(stand.platform.taken, 2)
    (heard,) = stand.channel.parse(stand.inbox.stored[0].body)
    assert (heard.kind, heard.text, heard.peer.chat, heard.peer.channel) == (
        "text",
        "Đường hỏng 🇻🇳",
        stand.platform.chat,
        stand.channel.name,
    )


@pytest.mark.parametrize("stand", EVERY, indirect=True)
async def test_what_cannot_be_stored_is_no_success_and_is_not_lost(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    stand.inbox.failures = 2
    await stand.platform.say("Đường hỏng")
    for tries in (1, 2):
        await until(partial(tried, stand, tries))
        await stand.platform.again()
    await until(lambda: stand.inbox.stored)
    assert len({raw.key for raws in stand.inbox.tries for raw in raws}) == 1, "the same update is the same letter"
    assert "canary" not in caplog.text


@pytest.mark.parametrize("stand", EVERY, indirect=True)
async def test_however_often_and_in_whatever_order_an_update_comes_it_is_one(stand: Stand) -> None:
    await stand.platform.unruly()
    said = ["một"] if stand.inbox.failures else ["một", "hai", "ba"]
    for text in said:
        await stand.platform.say(text)
    await stand.platform.let_go()
    await until(partial(tried, stand, 2 * len(said)))
    brought = [raw for raws in stand.inbox.tries for raw in raws]
    assert len({(raw.key, raw.body) for raw in brought}) == len(said)
    assert sorted(one.text for raw in brought for one in stand.channel.parse(raw.body)) == sorted(2 * said)


@pytest.mark.parametrize("stand", HOOKED, indirect=True)
async def test_a_platform_that_waits_no_longer_has_lost_nothing(stand: Stand) -> None:
    await stand.asked(
        lambda: stand.platform.fake.sim("deliveries" if "Telegram" in type(stand.platform).__name__ else "rules", patience=0.1)
    )
    stand.inbox.gate = asyncio.Event()
    await stand.platform.say("chậm")
    await until(lambda: stand.inbox.tries)
    await until_becomes(lambda: stand.asked(lambda: _late(stand)), wanted=True)
    stand.inbox.gate.set()
    await until(lambda: stand.inbox.stored)
    assert len({raw.key for raw in stand.inbox.stored}) == 1


def _late(stand: Stand) -> bool:
    """Whether the platform has cut a line that took too long."""
    fake = stand.platform.fake
    log = fake.deliveries() if hasattr(fake, "deliveries") else fake.state()["log"]
    return any("Timeout" in str(one.get("status")) for one in log)


@pytest.mark.parametrize("stand", HOOKED, indirect=True)
async def test_a_stranger_is_told_nothing_and_stores_nothing(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    body = json.dumps({"update_id": 1, "timestamp": "1", "canary": "x"}).encode()
    async with httpx.AsyncClient() as client:
        for headers in stand.platform.forged(body):
            answer = await client.post(stand.url + stand.platform.PATH, content=body, headers=headers)
            assert (answer.status_code, answer.content) == (403, b"")
        assert stand.inbox.tries == []
        good = await client.post(stand.url + stand.platform.PATH, content=body, headers=stand.platform.genuine(body))
        assert (good.status_code, len(stand.inbox.stored)) == (200, 1)
        for deep in (b"[" * 200_000, b'{"timestamp":' + b"9" * 200_000 + b"}", b"[]", b'{"timestamp":null}'):
            for headers in (stand.platform.genuine(deep), *stand.platform.forged(deep)):
                junk = await client.post(stand.url + stand.platform.PATH, content=deep, headers=headers)
                assert junk.status_code in (200, 403), deep[:20]
        other = await client.get(stand.url + stand.platform.PATH, headers=stand.platform.genuine(b""))
        assert other.status_code == 405
    assert "canary" not in caplog.text
    assert not any(secret in caplog.text for secret in stand.platform.secrets())


@pytest.mark.parametrize("stand", HOOKED, indirect=True)
async def test_a_body_beyond_measure_does_not_hold_up_the_line(stand: Stand) -> None:
    body = json.dumps({"update_id": 1, "timestamp": "1", "message": "x" * 300_000}).encode()
    async with httpx.AsyncClient() as client:
        answer = await client.post(stand.url + stand.platform.PATH, content=body, headers=stand.platform.genuine(body))
    assert answer.status_code in (200, 403), "403 where the signature stands over all of it"
    before = len(stand.inbox.stored)
    await stand.platform.say("sau đó")
    await until(lambda: len(stand.inbox.stored) > before)
    newest = stand.inbox.stored[-1]
    assert [one.text for one in stand.channel.parse(newest.body)] == ["sau đó"]
    for raw in stand.inbox.stored[:-1]:
        assert len(raw.body) <= LARGEST_BODY
        with pytest.raises(ValueError):  # noqa: PT011 - any: it is how the worker learns
            stand.channel.parse(raw.body)


# Reading

_JUNK: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [None, True, -1, 0, 2**31, 2**63, 10**30, -(10**18), 1e308, float("inf"), "", "\ud800", "lẻ\udfff\0", "x" * 20_000, "9" * 5000, [], {},
     [None], ["\ud800"], [[[[[]]]]], {"id": {"id": {}}}, [{}], {"latitude": "nan"}]
)  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in an update."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for name, one in inner for place in places(one, (*here, name)))]


@st.composite
def mutated(draw: st.DrawFn, channel: str) -> bytes:
    """A real update in which something is cut, nested, or of the wrong kind."""
    update: Any = copy.deepcopy(draw(st.sampled_from(READERS[channel].samples)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from([one for one in places(update) if one]))
        inner = update
        for step in way:
            inner = inner[step]
        match draw(st.sampled_from(["put", "put", "cut", "nest"])):
            case "put":
                inner[last] = copy.deepcopy(draw(_JUNK))
            case "nest":
                inner[last] = {last: inner[last]}
            case _:
                del inner[last]
        if not any(places(update)):
            break
    body = json.dumps(update).encode()
    return body[: draw(st.integers(0, len(body)))] if draw(st.integers(0, 9)) == 0 else body


@pytest.mark.parametrize("channel", READERS)
@settings(max_examples=300)
@given(seeds=st.data())
def test_reading_is_pure_and_junk_is_a_value_error(channel: str, seeds: st.DataObject) -> None:
    reader = READERS[channel]
    body = seeds.draw(st.one_of(mutated(channel), st.binary(max_size=60)))
    if reader.raw is not None:
        raw = reader.raw(body)
        assert (raw, bool(raw.key), raw.channel) == (reader.raw(body), True, channel)
        f"{raw.key}{raw.chat}".encode()
    try:
        found = reader.parse(body)
    except ValueError:
        return
    assert found == reader.parse(body)
    for one in found:
        said = [one.text, one.press, one.start, one.message, one.replied, one.album, one.ack, one.peer.chat, one.peer.user, one.peer.name]
        "".join(said + [word for file in one.media for word in (file.ref, file.name, file.mime)]).encode()
        assert one.at.tzinfo is not None
        assert {file.kind for file in one.media} <= set(get_args(MediaKind))
        assert all(0 <= file.size < 2**63 for file in one.media)
        assert one.place is None or (abs(one.place[0]) <= 90 and abs(one.place[1]) <= 180)


@pytest.mark.parametrize("channel", READERS)
def test_what_is_said_is_read_and_echoes_bots_and_unknown_events_are_nothing(channel: str) -> None:
    reader = READERS[channel]
    for update in reader.samples:
        assert len(reader.parse(json.dumps(update).encode())) == 1, update
    for update in reader.silent:
        assert reader.parse(json.dumps(update).encode()) == [], update
    for depth in (950, 100_000):
        with pytest.raises(ValueError):  # noqa: PT011 - any words will do
            reader.parse(b'{"message":' * depth + b"1" + b"}" * depth)


@pytest.mark.parametrize("channel", [name for name, one in READERS.items() if one.raw is not None])
async def test_the_same_message_in_another_wrapping_is_stored_once(channel: str, tmp_path: Path) -> None:
    reader = READERS[channel]
    assert reader.raw is not None
    first = reader.samples[0]
    bodies = [json.dumps(one, indent=space).encode() for one in (first, *reader.again) for space in (None, 1)]
    bodies += [json.dumps(one).encode() for one in reader.other]
    upgrade(tmp_path / "house.db")
    database = await open_database(tmp_path / "house.db", Keyring(bytes(32)))
    stored = [len(await database.write(partial(inbox.store, raws=[reader.raw(one)], at=AT))) for one in bodies]
    await database.close()
    same = 2 * (1 + len(reader.again))
    assert stored == [1] + [0] * (same - 1) + [1] * len(reader.other), "and nobody's words are taken for another's"


# Out


@pytest.mark.parametrize("stand", KINDS.values(), indirect=True)
async def test_words_longer_than_a_message_come_whole(stand: Stand) -> None:
    text = "".join(f"Đoạn {number}: " + "đường liên thôn hỏng 🇻🇳 nặng. " * 40 + "\n\n" for number in range(9)).strip()
    sent = await stand.channel.send(stand.platform.chat, Rendered(text=text, rows=BUTTONS if stand.channel.caps.buttons else ()))
    await until_shown(stand, len(text))
    shown = await stand.platform.shown()
    parts = [one["text"] for one in shown]
    assert " ".join(" ".join(parts).split()) == " ".join(text.split())
    assert all(len(one.encode("utf-16-le")) // 2 <= max(stand.channel.caps.text_max, 12_000 if len(parts) == 1 else 0) for one in parts)
    assert sent
    assert [one["buttons"] for one in shown] == [[]] * (len(shown) - 1) + [["Gửi", "Hủy"] if stand.channel.caps.buttons else []]


async def until_shown(stand: Stand, length: int) -> None:
    """Wait until so many letters have arrived, white space apart."""
    async with asyncio.timeout(20):
        while sum(len(one["text"]) for one in await stand.platform.shown()) < length * 0.9:  # noqa: ASYNC110 - it happens elsewhere
            await asyncio.sleep(0.005)


@pytest.mark.parametrize(("stand", "said", "kind"), REFUSED, indirect=["stand"])
async def test_each_refusal_has_its_kind(stand: Stand, said: Any, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    stand.platform.refuse(said)
    why = await refused(stand, stand.platform.chat, Rendered(text="canary"))
    assert why.kind == kind
    assert (why.after > 0) == (kind in ("busy", "quota"))
    assert hidden(stand, why, caplog.text)
    assert "canary" not in f"{why}{caplog.text}", "of the platform's words none is kept: they may name a person"
    await stand.channel.send(stand.platform.chat, Rendered(text="lại"))
    assert (await stand.platform.shown())[-1]["text"] == "lại"


@pytest.mark.parametrize("fault", ["drop", "reset", "status", "hang"])
@pytest.mark.parametrize("stand", WIRED, indirect=True)
async def test_a_line_that_breaks_may_have_delivered(stand: Stand, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    stand.platform.hurried(stand.channel)
    stand.platform.spoil(fault)
    why = await refused(stand, stand.platform.chat, Rendered(text="canary"))
    assert why.kind == "unknown"
    assert hidden(stand, why, caplog.text)
    assert "canary" not in caplog.text
    assert ["canary"] * (fault in ("reset", "hang")) == [one["text"] for one in await stand.platform.shown()]


@pytest.mark.parametrize("stand", WIRED, indirect=True)
async def test_where_nobody_listens_it_never_left(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    channel = stand.platform.made(root="http://127.0.0.1:9")
    before = None
    for _ in range(2):
        with pytest.raises(SendFailed) as caught:
            await (channel.send(stand.platform.chat, Rendered(text="x")) if before else channel.open())
        before = caught.value
        assert before.kind == "unsent"
        assert hidden(stand, before, caplog.text)
    await channel.close()


_ANSWERED: Final = {
    "ok": True, "result": {"id": 7, "is_bot": True, "first_name": "x", "username": "x_bot"}, "error": 0,
    "data": {"message_id": "1"}, "access_token": "a", "refresh_token": "r", "expires_in": "90000",
}  # fmt: skip
"""What every platform takes for a yes."""


@pytest.mark.parametrize("stand", WIRED, indirect=True)
async def test_a_slow_platform_holds_none_of_what_leaves_at_once(stand: Stand) -> None:
    waiting: list[str] = []
    together = asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        """A message is answered only when all have come."""
        if request.path.endswith(("/sendMessage", "/message/cs")):
            waiting.append(request.path)
            if len(waiting) >= IN_FLIGHT:
                together.set()
            await together.wait()
            return web.json_response(_ANSWERED | {"result": {"message_id": 1}})
        return web.json_response(_ANSWERED)

    runner = web.ServerRunner(web.Server(slow))  # type: ignore[arg-type]
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    channel = stand.platform.made(root=f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        await channel.open()
        await asyncio.gather(*(channel.send("42", Rendered(text=f"tin {n}")) for n in range(IN_FLIGHT)))
        assert len(waiting) == IN_FLIGHT
    finally:
        together.set()
        await channel.close()
        await runner.cleanup()


@pytest.mark.parametrize("stand", WIRED, indirect=True)
async def test_a_token_that_is_not_ours_is_told_at_the_start(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = f"{str(getattr(stand.platform.fake, 'token', '7:x')).partition(':')[0]}:wrong-token-wrong-token-wrong-token-wrong-token"
    channel = stand.platform.made(token=token)
    with pytest.raises(SendFailed) as caught:
        await channel.open()
    assert caught.value.kind == "auth"
    assert "wrong-token" not in f"{caught.value!r} {caught.value.__context__!r} {caplog.text}"
    await channel.close()


@pytest.mark.parametrize("stand", EVERY, indirect=True)
async def test_it_closes_cleanly_and_twice(stand: Stand) -> None:
    await stand.channel.send(stand.platform.chat, Rendered(text="một"))
    await stand.channel.close()
    await stand.channel.close()
    if stand.platform.WIRE:
        assert (await refused(stand, stand.platform.chat, Rendered(text="hai"))).kind == "unsent"
    gc.collect()


# What the capabilities say


def a_file(kind: FileKind, home: Path) -> File:
    path = home / f"01{kind}.{ENDINGS[kind]}"
    path.write_bytes(SIGNS[kind] or picture())
    return File(kind=kind, path=path, name=path.name, mime="image/jpeg" if kind == "photo" else "application/octet-stream")


@pytest.mark.parametrize("kind", EVERY_FILE)
@pytest.mark.parametrize("stand", KINDS.values(), indirect=True)
async def test_files_that_it_carries_arrive_and_others_are_never_tried(stand: Stand, kind: FileKind, tmp_path: Path) -> None:
    file = a_file(kind, stand.platform.home)
    (tmp_path / "media").mkdir(exist_ok=True)
    await stand.channel.send(stand.platform.chat, Rendered(text="Kèm theo", files=(file,)))
    await until_shown(stand, len("Kèm theo"))
    shown = await stand.platform.shown()
    assert sum(one["files"] for one in shown) == int(stand.channel.caps.carries(kind, file.name))
    assert "Kèm theo" in [one["text"] for one in shown]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("kind", ["photo", "document"])
@pytest.mark.parametrize("stand", KINDS.values(), indirect=True)
async def test_a_file_that_is_gone_takes_no_words_with_it_and_one_line_says_so(stand: Stand, kind: FileKind, number: int) -> None:
    file = a_file(kind, stand.platform.home)
    if not stand.channel.caps.carries(kind, file.name):  # photos all of them carry
        file = a_file("photo", stand.platform.home)
    file.path.unlink()
    lost = tuple(replace(file, name=f"{at}-{file.name}", instead=f"Tệp {at} ở trang web") for at in range(number))
    assert await stand.channel.send(stand.platform.chat, Rendered(text="Đã sửa cầu", files=lost, parcel=1))
    await until_shown(stand, len("Đã sửa cầu"))
    words = "\n".join(await texts(stand))
    assert words.count("Đã sửa cầu") == 1
    if stand.platform.WIRE:  # the page is where they are sent to
        assert [words.count(one.instead) for one in lost] == [1] * number
        assert sum(one["files"] for one in await stand.platform.shown()) == 0


@pytest.mark.parametrize("stand", KINDS.values(), indirect=True)
async def test_buttons_edits_toasts_and_menus_are_what_it_says(stand: Stand) -> None:
    caps, chat = stand.channel.caps, stand.platform.chat
    sent = await stand.channel.send(chat, Rendered(text="một", rows=BUTTONS))
    again = await stand.channel.send(chat, Rendered(text="hai", rows=BUTTONS, edits=sent))
    assert (again == sent) == caps.edit
    await until_shown(stand, 3)
    await until_becomes(lambda: texts(stand), ["hai"] if caps.edit else ["một", "hai"])
    assert (await stand.platform.shown())[-1]["buttons"] == (["Gửi", "Hủy"] if caps.buttons else [])
    assert await stand.channel.send(chat, Rendered(text="", commands=(("guiykien", "Gửi ý kiến"),))) == ""
    if not caps.buttons:
        assert await stand.channel.send(chat, Rendered(text="Đã nhận", ack="1")) == "", "no press, no toast"
    assert await texts(stand) == (["hai"] if caps.edit else ["một", "hai"])


@pytest.mark.parametrize("stand", KINDS.values(), indirect=True)
async def test_a_sign_that_an_answer_is_made_is_no_message(stand: Stand) -> None:
    await stand.channel.show_typing(stand.platform.chat)
    assert await stand.platform.shown() == []


async def texts(stand: Stand) -> list[str]:
    return [one["text"] for one in await stand.platform.shown()]

"""The benchmark's server is honest, and its figures come from its samples; how fast anything is is never asserted."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from tests.bench import report
from tests.bench.__main__ import order
from tests.bench.measure import Lines, Sample
from tests.bench.script import AGREE, ECHO, UNIT_NAME, opinion
from tests.bench.server import FIRST_CHAT, TOKEN
from tests.bench.subjects import ROOT, SUBJECTS


@dataclass
class Bot:
    """A bot by hand, on a server of its own."""

    session: aiohttp.ClientSession
    lines: Lines
    url: str
    seen: list[int] = field(default_factory=list)

    async def call(self, method: str, *, token: str = TOKEN, **given: Any) -> tuple[int, Any]:
        """One call: the status, and the result or the description."""
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=given) as answer:
            body = await answer.json()
            return answer.status, body.get("result", body.get("description"))

    async def updates(self, **given: Any) -> list[dict[str, Any]]:
        """One poll."""
        status, found = await self.call("getUpdates", **given)
        assert status == 200, found
        return list(found)


@asynccontextmanager
async def bot(chats: int, at_once: int = 64, expect: str = "echo") -> AsyncIterator[Bot]:
    words = [sys.executable, "-m", "tests.bench.server", "--chats", str(chats), "--at-once", str(at_once), "--expect", expect]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:  # noqa: ASYNC220 - it only starts it
        lines = Lines(server)
        assert server.stdin is not None
        try:
            async with aiohttp.ClientSession() as session:
                one = Bot(session=session, lines=lines, url=f"http://127.0.0.1:{lines.next('port')['port']}")
                assert await one.updates(timeout=0) == []
                lines.next("polled")
                lines.order("go")
                yield one
        finally:
            server.stdin.close()


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def test_an_update_comes_again_until_an_offset_confirms_it() -> None:
    async with bot(chats=130, at_once=130) as one:
        first = await one.updates(timeout=5, limit=1000)
        assert len(first) == 100  # never more in one poll
        assert ids(await one.updates(timeout=5)) == ids(first)
        assert ids(await one.updates(timeout=5, offset=ids(first)[0])) == ids(first)
        assert ids(await one.updates(timeout=5, offset=ids(first)[0] + 1, limit=2)) == ids(first)[1:3]
        rest = await one.updates(timeout=5, offset=ids(first)[-1] + 1)
        assert ids(rest) == list(range(ids(first)[-1] + 1, ids(first)[-1] + 31))
        assert ids(await one.updates(timeout=5, offset=1)) == ids(rest)  # an old offset brings nothing back
        assert ids(await one.updates(timeout=5, offset=-1)) == ids(rest)[-1:]
        assert ids(await one.updates(timeout=5)) == ids(rest)[-1:]


async def test_a_second_poll_ends_the_first_and_a_poll_waits_for_news() -> None:
    async with bot(chats=1) as one:
        (update,) = await one.updates(timeout=5)
        later = update["update_id"] + 1
        polls = [asyncio.create_task(one.call("getUpdates", offset=later, timeout=50)) for _ in range(2)]
        (ended,), (waiting,) = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        status, why = ended.result()
        assert (status, str(why).partition(":")[0]) == (409, "Conflict")
        await one.call("sendMessage", chat_id=FIRST_CHAT, text=update["message"]["text"])
        _, news = await waiting
        assert [each["message"]["text"] for each in news] == [ECHO[1].says(FIRST_CHAT)]


async def test_a_chat_goes_on_only_after_the_reply_it_waits_for() -> None:
    async with bot(chats=2, at_once=1) as one:
        offset = 0
        for chat in (FIRST_CHAT, FIRST_CHAT + 1):
            for step in ECHO:
                (update,) = await one.updates(timeout=5, offset=offset)
                assert update["message"]["chat"]["id"] == chat
                assert update["message"]["text"] == step.says(chat)
                offset = update["update_id"] + 1
                assert (await one.call("sendMessage", chat_id=chat, text="something else"))[0] == 200
                assert await one.updates(timeout=0, offset=offset) == []
                status, message = await one.call("sendMessage", chat_id=chat, text=step.says(chat))
                assert status == 200
                assert message["chat"]["id"] == chat
                assert message["text"] == step.says(chat)
                assert {"message_id", "from", "date"} <= set(message)
        one.lines.next("finished")
        one.lines.order("tell")
        told = one.lines.next("updates")
        assert (told["updates"], told["besides"], told["refused"]) == (10, 10, [])
        assert len(told["delays"]) == 10
        assert told["ended"] > told["began"]


async def test_what_the_platform_would_refuse_is_refused_and_told() -> None:
    async with bot(chats=2, at_once=1) as one:
        await one.updates(timeout=5)
        said: dict[str, Any] = {"chat_id": FIRST_CHAT, "text": "x"}
        too_long = {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}
        assert (await one.call("getMe", token="1:x"))[0] == 401
        assert (await one.call("sendMessages", **said))[0] == 404
        assert (await one.call("sendMessage", **said | {"text": " "}))[0] == 400
        assert (await one.call("sendMessage", **said | {"text": "x" * 4097}))[0] == 400
        assert (await one.call("sendMessage", **said | {"chat_id": FIRST_CHAT + 1}))[0] == 400  # has not written yet
        assert (await one.call("sendMessage", **said, reply_markup=too_long))[0] == 400
        assert (await one.call("sendMessage", chat_id=FIRST_CHAT))[0] == 400
        _, sent = await one.call("sendMessage", **said)
        assert (await one.call("editMessageText", **said, message_id=sent["message_id"]))[0] == 400  # not modified
        assert (await one.call("editMessageText", chat_id=FIRST_CHAT, text="y", message_id=sent["message_id"]))[0] == 200
        assert (await one.call("editMessageText", **said, message_id=7))[0] == 400


async def test_the_intake_is_answered_by_its_screens_and_ends_with_the_code() -> None:
    async with bot(chats=1, expect="intake") as one:
        code = "YK-26-ABCDEF-G"
        said = opinion(FIRST_CHAT)
        replies = [("Đồng ý?", AGREE), ("Xã nào?", UNIT_NAME), ("Mời viết", "Hủy"), (f"Xem lại: {said}", "Gửi"), (f"Mã {code}", "Bỏ qua")]
        for text, label in replies:
            (update,) = await one.updates(timeout=5, offset=-1)
            for markup in (None, {"inline_keyboard": [[{"text": label, "callback_data": "a:1"}]]}):
                assert ids(await one.updates(timeout=0)) == ids([update])
                await one.call("sendMessage", chat_id=FIRST_CHAT, text=text, reply_markup=markup)
        one.lines.next("finished")
        one.lines.order("tell")
        assert one.lines.next("updates")["confirmed"] == {code: said}


def sample(subject: str, seconds: float, cpu_ms: float, number: int = 1) -> Sample:
    return Sample(
        subject=subject, round=number, updates=400, seconds=seconds, cpu_ms=cpu_ms, start=0.5, rss_mb=60.0, p50_ms=10.0, p99_ms=20.0,
        besides=100, calls={}, polls=20,
    )  # fmt: skip


def samples() -> list[Sample]:
    found = [sample("ours", 400 / rate, 0.6, number) for number, rate in enumerate((900, 100, 800), 1)]
    found += [sample("r0", 400 / rate, 2.8, number) for number, rate in enumerate((390, 400, 9000), 1)]
    return [*found, sample("r1", 0.2, 0.3), sample("aiogram_echo", 0.4, 0.9), sample("r2", 4.0, 5.0)]


def test_ratios_are_medians_over_medians() -> None:
    found = report.figures(samples())
    assert found["ours"].rate == pytest.approx(800)
    assert found["r0"].rate == pytest.approx(400)
    assert [found["ours"].slowest, found["ours"].fastest] == pytest.approx([100, 900])
    assert report.ratios(found) == {"intake_vs_r0": 2.0, "intake_vs_aiogram_echo": 0.8, "intake_vs_r2": 8.0, "cpu_vs_r1": 2.0}
    assert report.ratios({"ours": found["ours"]}) == {}


def test_the_page_and_the_json_say_what_was_measured() -> None:
    load = {"rounds": 3, "chats": 100, "at_once": 64}
    told = report.as_json(samples(), at=datetime(2026, 12, 1, tzinfo=UTC), of=report.machine({"aiogram": "3.0"}), load=load)
    assert json.loads(json.dumps(told))["ratios"]["intake_vs_r0"] == 2.0
    assert len(told["samples"]) == len(samples())
    page = report.page(told, report.figures(samples()))
    for words in (
        "2026-12-01",
        "aiogram 3.0",
        "| `intake_vs_r0` | 2.00 |",
        "100 to 900 updates/s",
        "0.25 messages",
        *(one.label for one in SUBJECTS.values()),
    ):
        assert words in page


def test_every_round_begins_with_another() -> None:
    names = list(SUBJECTS)
    assert {order(names, number)[0] for number in range(len(names))} == set(names)
    assert all(sorted(order(names, number)) == sorted(names) for number in range(7))

"""Channels opened side by side and kept open, in made-up time; what stands for a platform's wire is a few lines of our own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.talk.incoming import Raw
from bot.talk.rendered import SendFailed
from bot.turns.listen import Listeners
from tests.delivery.steered import now, steer, wait


class Line:
    """A wire that does what it is told: each `open` and each `listen` takes the next of its ends (a failure, or seconds to last)."""

    def __init__(self, *, opens: Sequence[Any] = (), listens: Sequence[Any] = ()) -> None:
        self._opens, self._listens = list(opens), list(listens)
        self.opened: list[float] = []
        self.listened: list[float] = []
        self.trouble = ""

    async def open(self) -> None:
        self.opened.append(now())
        await self._end(self._opens)

    async def listen(self, receive: object) -> None:
        self.listened.append(now())
        if not self._listens:
            return  # its updates come by HTTP
        await self._end(self._listens)

    async def _end(self, ends: list[Any]) -> None:
        end = ends.pop(0) if ends else 0
        if isinstance(end, tuple):
            await wait(end[0])
            end = end[1]
        if isinstance(end, Exception):
            raise end
        await wait(end)


async def receive(raws: Sequence[Raw]) -> None:
    """Nothing comes."""


def listeners(heard: list[str], **lines: Line) -> Listeners:
    return Listeners(lines, receive, heard.append)  # type: ignore[arg-type]


def test_a_slow_channel_does_not_hold_up_the_start() -> None:
    async def main() -> None:
        heard: list[str] = []
        slow, quick = Line(opens=[3600.0, 0]), Line()
        here = listeners(heard, slow=slow, quick=quick)
        assert here.troubles == {"slow": "not opened yet", "quick": "not opened yet"}
        await here.open()
        assert now() == 10.0 and heard == ["quick"]
        assert here.troubles == {"slow": "slow", "quick": ""}
        keeping = asyncio.create_task(here.keep("slow"))
        await wait(1.0)
        assert heard == ["quick", "slow"] and here.troubles["slow"] == ""
        keeping.cancel()

    steer(main())


def test_an_unreachable_platform_is_opened_later() -> None:
    async def main() -> None:
        heard: list[str] = []
        here = listeners(heard, far=Line(opens=[SendFailed("unsent")]), near=Line())
        await here.open()
        assert here.troubles == {"far": "unsent", "near": ""} and heard == ["near"]

    steer(main())


def test_the_start_ends_only_where_every_platform_refuses_our_token() -> None:
    def bad() -> Line:
        return Line(opens=[SendFailed("auth", "refused")] * 9)

    async def main() -> None:
        for lines in ({"telegram": bad()}, {"telegram": bad(), "webchat": Line()}, {"telegram": bad(), "zalo": bad(), "webchat": Line()}):
            with pytest.raises(SendFailed) as refused:
                await listeners([], **lines).open()
            assert refused.value.kind == "auth"
            assert all(f"{name}: refused" in refused.value.why for name in lines if name != "webchat")
        for other in (Line(), Line(opens=[SendFailed("unsent")])):
            here = listeners([], telegram=bad(), zalo=other, webchat=Line())
            await here.open()
            assert here.troubles["telegram"] == "auth"

    steer(main())


def test_a_refused_token_is_tried_again_ever_more_seldom_while_the_others_work() -> None:
    async def main() -> None:
        heard: list[str] = []
        bad, good = Line(opens=[SendFailed("auth")] * 5), Line()
        here = listeners(heard, bad=bad, good=good)
        await here.open()
        keeping = [asyncio.create_task(here.keep(name)) for name in ("bad", "good")]
        await wait(1000.0)
        assert (heard, here.troubles, len(good.listened)) == (["good"], {"bad": "auth", "good": ""}, 1)
        await wait(1000.0)
        assert bad.opened == [0.0, 30.0, 90.0, 390.0, 990.0, 1590.0]
        assert (heard, here.troubles, len(bad.listened)) == (["good", "bad"], {"bad": "", "good": ""}, 1)
        for one in keeping:
            one.cancel()

    steer(main())


def test_trouble_is_tried_again_at_longer_and_longer_waits() -> None:
    async def main() -> None:
        line = Line(opens=[SendFailed("unsent")] * 7)
        here = listeners([], line=line)
        keeping = asyncio.create_task(here.keep("line"))
        await wait(200.0)
        waits = [round(after - before, 6) for before, after in zip(line.opened, line.opened[1:], strict=False)]
        assert waits == [1.0, 2.0, 5.0, 10.0, 30.0, 30.0, 30.0]
        assert here.troubles == {"line": ""} and len(line.listened) == 1
        keeping.cancel()

    steer(main())


def test_a_bug_in_one_channel_is_no_hot_loop_and_steady_listening_forgets_it() -> None:
    async def main() -> None:
        bug = RuntimeError("token 7000000001:AAfake-token_for-tests-0123456789abcdef")
        line = Line(listens=[bug, bug, bug, (100.0, bug), bug, 10_000.0])
        here = listeners([], line=line)
        keeping = asyncio.create_task(here.keep("line"))
        await wait(300.0)
        assert line.listened == [0.0, 1.0, 3.0, 8.0, 109.0, 111.0]
        assert here.troubles == {"line": ""}
        line.trouble = "auth"  # what it noticed itself, while it goes on listening
        assert here.troubles == {"line": "auth"}
        keeping.cancel()

    steer(main())

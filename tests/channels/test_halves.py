"""Messages of several calls, without a wire: where the next try goes on, for whom, and what is done without a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from bot.channels.halves import KEPT, TRIES, Halves
from bot.talk.rendered import FailKind, Rendered, SendFailed


class Line:
    """Takes calls and notes them; `fails` are the calls that fail next, and how."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.fails: dict[str, Exception] = {}

    async def take(self, step: str) -> str:
        if step in self.fails:
            raise self.fails[step]
        self.taken.append(step)
        return f"id-{step}"


def instead(step: str) -> Sequence[str] | None:
    """A file has a line in its place, an album its files, a sticker nothing; words cannot be done without."""
    return {"file": ("line",), "album": ("file", "file"), "sticker": ()}.get(step)


async def sent(halves: Halves[str], line: Line, *steps: str, parcel: int = 1, chat: str = "c") -> str:
    return await halves.walk(chat, Rendered(text=" ".join(steps), parcel=parcel), steps, line.take)


async def stopped(halves: Halves[str], line: Line, *steps: str, parcel: int = 1, chat: str = "c") -> FailKind:
    with pytest.raises(SendFailed) as caught:
        await sent(halves, line, *steps, parcel=parcel, chat=chat)
    return caught.value.kind


@pytest.mark.parametrize("kind", get_args(FailKind))
async def test_what_is_tried_again_goes_on_where_it_stopped(kind: FailKind) -> None:
    halves, line = Halves(instead), Line()
    line.fails["b"] = SendFailed(kind)
    assert await stopped(halves, line, "a", "b", "c") == kind
    line.fails.clear()
    assert await sent(halves, line, "a", "b", "c") == "id-c"
    assert line.taken == (["a", "b", "c"] if kind in KEPT else ["a", "a", "b", "c"])
    assert kind in KEPT or kind in ("gone", "rejected"), "after these nobody knows what they still have before them"


async def test_another_message_of_the_same_words_and_one_without_a_parcel_come_whole() -> None:
    halves, line = Halves(instead), Line()
    for parcel in (1, 0):
        line.fails["b"] = SendFailed("unknown")
        await stopped(halves, line, "a", "b", parcel=parcel)
        line.fails.clear()
        line.taken.clear()
        await sent(halves, line, "a", "b", parcel=2 * parcel)
        assert line.taken == ["a", "b"]
    await sent(halves, line, "a", "b", chat="another")
    assert line.taken[2:] == ["a", "b"]


async def test_what_was_begun_is_ended_after_a_move_too() -> None:
    halves, line = Halves(instead), Line()
    line.fails["b"] = SendFailed("moved", moved="new")
    await stopped(halves, line, "a", "b")
    line.fails.clear()
    await sent(halves, line, "a", "b", chat="new")
    assert line.taken == ["a", "b"]
    await sent(halves, line, "a", "b", chat="new")
    assert line.taken == ["a", "b", "a", "b"], "and then it is over"


@pytest.mark.parametrize("arrived", [0, 1])
async def test_who_says_something_newer_by_the_next_try_says_it_whole(arrived: int) -> None:
    halves, line = Halves(instead), Line()
    old = ("a", "old")[1 - arrived :]
    line.fails["old"] = SendFailed("window")
    await stopped(halves, line, *old)
    line.fails["new"] = SendFailed("unsent")
    await stopped(halves, line, "b", "new")
    line.fails.clear()
    line.taken.clear()
    assert await sent(halves, line, "b", "new") == "id-new"
    assert line.taken == ["new"]
    await sent(halves, line, *old)
    assert line.taken[1:] == list(old), "of what was not said any more nothing is remembered"


async def test_words_that_begin_otherwise_each_time_go_on_where_the_last_of_them_stopped() -> None:
    """A card whose message is gone is first changed, in vain, and then sent anew."""
    halves, line = Halves(instead), Line()
    line.fails = {"edit": ZeroDivisionError(), "b": SendFailed("busy")}
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await sent(halves, line, "edit")
        await stopped(halves, line, "a", "b")
    assert line.taken == ["a"]


async def test_a_refused_file_takes_nothing_else_with_it() -> None:
    halves, line = Halves(instead), Line()
    line.fails = {name: SendFailed("rejected") for name in ("file", "album", "sticker")}
    assert await sent(halves, line, "sticker", "album", "a") == "id-a"
    assert line.taken == ["line", "line", "a"]
    assert await stopped(halves, line, "sticker") == "rejected", "a message of which nothing is left was not sent"
    line.fails["a"] = SendFailed("rejected")
    assert await stopped(halves, line, "file", "a") == "rejected"


async def test_a_file_that_always_ends_in_silence_is_let_go_and_one_that_never_left_is_not() -> None:
    halves, line = Halves(instead), Line()
    line.fails["file"] = SendFailed("unsent")
    for _ in range(2 * TRIES):
        assert await stopped(halves, line, "file", "a") == "unsent"
    line.fails["file"] = SendFailed("unknown")
    for _ in range(TRIES - 1):
        assert await stopped(halves, line, "file", "a") == "unknown"
    assert await sent(halves, line, "file", "a") == "id-a"
    assert line.taken == ["line", "a"]
    line.fails["a"] = SendFailed("unknown")
    for _ in range(2 * TRIES):
        assert await stopped(halves, line, "a", parcel=2) == "unknown", "words are tried for ever"

"""Messages that are several calls: when one in the middle has to wait, the next try goes on where it stopped."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

from bot.talk.rendered import Rendered, SendFailed

S = TypeVar("S")
AGAIN: Final = ("unsent", "unknown", "busy", "quota")
_MOST: Final = 1000  # messages that stopped half way and are remembered


class Halves:
    """Remembers how many calls of a message were made. It spares people copies and may be lost at any moment."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, Rendered], tuple[int, str]] = {}

    async def walk(self, chat: str, message: Rendered, steps: Sequence[S], take: Callable[[S], Awaitable[str]]) -> str:
        """Make the calls that are still to be made; returns the id that the last one with an id gave. Raises SendFailed."""
        done, sent = self._done.pop((chat, message), (0, ""))
        while done < len(steps):
            try:
                sent = await take(steps[done]) or sent
            except SendFailed as trouble:
                if done and trouble.kind in AGAIN:
                    if len(self._done) >= _MOST:
                        del self._done[next(iter(self._done))]
                    self._done[chat, message] = (done, sent)
                raise
            done += 1
        return sent

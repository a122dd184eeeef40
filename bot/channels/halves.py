"""Messages that are several calls: when one in the middle has to wait, the next try goes on where it stopped, unless it says something
else by then; a file that does not get through takes nothing else with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from bot.talk.rendered import FailKind, Rendered, SendFailed

S = TypeVar("S")
KEPT: Final[frozenset[FailKind]] = frozenset(("unsent", "unknown", "busy", "quota", "auth", "window", "moved"))
"""After these the same message is tried again, and what arrived of it still stands in the chat."""
TRIES: Final = 5
"""So often a file may end in silence before its message goes without it: a platform that cannot fetch it may never say so."""
_MOST: Final = 1000  # messages that stopped half way and are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half(Generic[S]):
    """What was to be said, the calls for it as they were first worked out, how many of them are `done`, the id that the last of these
    gave, and how often the next one ended in silence."""

    message: Rendered
    steps: tuple[S, ...]
    done: int = 0
    sent: str = ""
    silent: int = 0


class Halves(Generic[S]):
    """Remembers how many calls of a parcel were made. It spares people copies and may be lost at any moment.

    `instead` gives what is done in place of a call that is refused, None where the message is nothing without it."""

    def __init__(self, instead: Callable[[S], Sequence[S] | None]) -> None:
        self._instead = instead
        self._halves: dict[tuple[str, int], _Half[S]] = {}

    async def walk(self, chat: str, message: Rendered, steps: Sequence[S], take: Callable[[S], Awaitable[str]]) -> str:
        """Make the calls of a message that are still to be made (of one without a parcel nothing is remembered); returns the id that the
        last one with an id gave. Raises SendFailed."""
        half = self._halves.get((chat, message.parcel))
        if half is None or half.message != message:  # a card that waited may say something newer
            half = _Half(message=message, steps=tuple(steps))
        while half.done < len(half.steps):
            try:
                sent = await take(half.steps[half.done])
            except SendFailed as trouble:
                without = self._without(half, trouble)
                if without is None:
                    self._keep(chat, half, trouble)
                    raise
                half = without
            else:
                half = replace(half, done=half.done + 1, sent=sent or half.sent, silent=0)
        self._halves.pop((chat, message.parcel), None)
        return half.sent

    def _without(self, half: _Half[S], trouble: SendFailed) -> _Half[S] | None:
        """The message without the call that fails, where it fails for good and something is left to say."""
        if trouble.kind != "rejected" and (trouble.kind != "unknown" or half.silent + 1 < TRIES):
            return None
        others = self._instead(half.steps[half.done])
        if others is None:
            return None
        steps = (*half.steps[: half.done], *others, *half.steps[half.done + 1 :])
        return replace(half, steps=steps, silent=0) if steps else None

    def _keep(self, chat: str, half: _Half[S], trouble: SendFailed) -> None:
        parcel = half.message.parcel
        self._halves.pop((chat, parcel), None)
        if not parcel or trouble.kind not in KEPT:
            return
        if len(self._halves) >= _MOST:
            del self._halves[next(iter(self._halves))]
        silent = half.silent + (trouble.kind == "unknown")
        self._halves[trouble.moved or chat, parcel] = replace(half, silent=silent)

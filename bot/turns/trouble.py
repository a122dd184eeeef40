"""What happens when a turn fails: tried again, or set aside with an apology and an alarm; the chat's next letters go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.act import Act, Mint
from bot.domain.province import Province
from bot.logs import signature
from bot.notices import alarms, tell
from bot.talk.screen import say, screen
from storage import inbox, people
from storage.database import StorageTrouble
from storage.work import Work

STORAGE_WAITS = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds before each further try when the storage failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do with a letter whose turn failed: wait so many seconds and try again, or set it aside."""

    wait: float
    aside: bool


def judge(why: BaseException, *, tries: int, before: str) -> Verdict:
    """Decide after a failure. `tries` counts the failures of the storage so far, `before` is the signature of the failure before.

    The same exception twice is a bug of ours or a poisoned update: set aside. Storage trouble is tried five times."""
    if isinstance(why, StorageTrouble):
        return Verdict(wait=STORAGE_WAITS[min(tries, len(STORAGE_WAITS) - 1)], aside=tries >= len(STORAGE_WAITS))
    return Verdict(wait=0.0, aside=before == signature(why) or tries >= len(STORAGE_WAITS))


def set_aside(work: Work, province: Province, mint: Mint, letter: int, *, why: str, at: datetime) -> None:
    """Keep the letter for people to look at, apologise to its author, and tell the administrators.

    It is not opened: perhaps that is what failed."""
    found = inbox.lane(work, letter)
    if found is None:
        return
    channel, lane = found
    inbox.failed(work, letter, why)
    inbox.poison(work, letter)
    act = Act(at=at, mint=mint, province=province)
    author = people.find(work, lane)
    if author is not None:
        tell.put(work, act, author[1].id, screen(say("apology")), key=f"apology:{letter}", purpose="reply")
    alarms.raise_alarm(work, act, "poison", key=f"poison:{letter}", detail=f"{channel} #{letter} {why}")

"""Citizens on Telegram in step with each other, and the look at what the program kept of what it had told them."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage import keys
from tests.e2e.program import furnish
from tests.e2e.story import COMMUNE, NAME
from tests.fakes.process import wait_for
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.faults.tools import Bent, ended

CODE = re.compile(r"YK-\d\d-[0-9A-Z]{6}-[0-9A-Z]")
FIRST = 500_000_001  # the number of the first update of a fresh fake Telegram
WITHIN = 120.0  # seconds until a wait is given up
RECEIPT = "Mã tra cứu: "
CARD = "Xin Ông/Bà xem lại"


@dataclass(slots=True)
class Crowd:
    """Some citizens, each with one opinion that nobody else writes."""

    fake: FakeTelegram
    people: list[Citizen]
    words: dict[int, str] = field(default_factory=dict)  # who -> their opinion

    def __post_init__(self) -> None:
        """Everyone has something to say."""
        self.words = {one.id: f"Đường thôn số {one.id} hỏng nặng, xe máy không đi được" for one in self.people}

    def agree(self) -> None:
        """From the poster to the request for words."""
        for one in self.people:
            one.start(f"c_{COMMUNE}")
        self.consent()

    def consent(self) -> None:
        """From the question for consent to the request for words."""
        self._tap("Tôi đồng ý cung cấp thông tin")
        self._tap(NAME)
        self.hear("Mời Ông/Bà viết")

    def write(self) -> None:
        """Everyone writes; nobody waits for the answer."""
        for one in self.people:
            one.say(self.words[one.id])

    def send(self) -> None:
        """Everyone sends what they see on their card; nobody waits for the code."""
        self._tap("Gửi")

    def settle(self) -> None:
        """Wait until everyone has a code."""
        self.hear(RECEIPT)

    def opinions(self) -> None:
        """All of it."""
        self.agree()
        self.write()
        self.send()
        self.settle()

    def hear(self, words: str) -> None:
        """Wait until everyone heard these words."""
        for one in self.people:
            one.hears(words, within=WITHIN)

    def _tap(self, label: str) -> None:
        for one in self.people:
            wait_for(lambda one=one: label in one.buttons(), within=WITHIN, what=f"{label!r} for {one.name}: {one.screen()!r}")  # type: ignore[misc]
            one.tap(label)


def crowd(fake: FakeTelegram, n: int) -> Crowd:
    """`n` new citizens."""
    return Crowd(fake, [fake.user(f"Người thứ {place}") for place in range(n)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How the store stands against what was told."""

    lost: int
    doubled: int
    extra: int
    words: str  # the first thing that is wrong

    def __add__(self, other: Found) -> Found:
        """Both."""
        return Found(
            lost=self.lost + other.lost,
            doubled=self.doubled + other.doubled,
            extra=self.extra + other.extra,
            words=self.words or other.words,
        )


NOTHING = Found(lost=0, doubled=0, extra=0, words="")


def told(fake: FakeTelegram) -> list[str]:
    """Every code in every receipt that left the program, once for each copy."""
    texts = [str(call["parameters"].get("text", "")) for call in fake.calls() if call["method"] == "sendMessage"]
    return [code for text in texts if RECEIPT in text for code in CODE.findall(text)]


def confirmed(fake: FakeTelegram) -> range:
    """The numbers of the updates that the program confirmed."""
    return range(FIRST, int(fake.state()["confirmed"]) + 1)


def audit(home: Path, fake: FakeTelegram, *, wrote: Sequence[str] = ()) -> Found:
    """Look into the store: every code that was told is an opinion, every confirmed update is in the inbox, `wrote` was stored once each."""
    stored = dict(query(home, "SELECT code, text FROM opinion"))
    copies = Counter(told(fake))
    gone = [code for code in copies if code not in stored]
    ring = keys.load(home / "doithoai.key")
    letters = {key for (key,) in query(home, "SELECT key FROM inbox")}
    missing = [one for one in confirmed(fake) if ring.index("key", str(one)) not in letters]
    texts = Counter(stored.values())
    unwritten = [one for one in wrote if one not in texts]
    twice = [text for text, n in texts.items() if n > 1]
    wrong = [f"told but not stored: {gone}", f"confirmed but not kept: {missing}", f"not stored: {unwritten}", f"stored twice: {twice}"]
    return Found(
        lost=len(gone) + len(missing) + len(unwritten), doubled=sum(n - 1 for n in texts.values()),
        extra=sum(n - 1 for n in copies.values()), words=next((one for one in wrong if not one.endswith("[]")), ""),
    )  # fmt: skip


def finish(fake: FakeTelegram, home: Path, some: Crowd) -> Found:
    """Everyone sends their card and has a code; then the store is looked at."""
    some.send()
    some.settle()
    until_quiet(fake, home)
    return audit(home, fake, wrote=list(some.words.values()))


def query(home: Path, sql: str, **given: Any) -> list[tuple[Any, ...]]:
    """What stands in the store of a folder."""
    with closing(sqlite3.connect(f"file:{home / 'doithoai.db'}?mode=ro", uri=True, timeout=30)) as store:
        return store.execute(sql, given).fetchall()


def waiting(home: Path) -> int:
    """How many letters and messages still wait for their turn."""
    ((n,),) = query(
        home,
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM outbox WHERE state IN ('new', 'wait', 'sending'))",
    )
    return int(n)


def until_quiet(fake: FakeTelegram, home: Path) -> None:
    """Wait until the platform holds nothing back that was stored, and nothing waits inside."""
    wait_for(lambda: not waiting(home) and not unheard(fake), within=WITHIN, what="the program to be through with everything")


def unheard(fake: FakeTelegram) -> int:
    """How many updates the platform still holds that the program was never given, or did not confirm."""
    state = fake.state()
    return int(state["pending"])


def seconds(since: float) -> float:
    """How long ago that was."""
    return time.monotonic() - since


@contextmanager
def stage(folder: Path, *, kind: type[Bent] = Bent, rules: str = "", **more: Any) -> Iterator[tuple[FakeTelegram, Bent]]:
    """A fake Telegram, and the program on a furnished folder beside it, not yet started."""
    with FakeTelegram() as fake:
        settings = {"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "LOG_FORMAT": "json"}
        with ended(kind(home=furnish(folder / "home", rules=rules), settings=settings, **more)) as program:
            yield fake, program

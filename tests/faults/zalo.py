"""SIGKILL at any moment behind the webhooks of Zalo, whose bot platform and official account each bring an update in their own way."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from storage import keys
from tests.e2e.program import Program, furnish
from tests.e2e.story import COMMUNE, NAME
from tests.fakes.process import wait_for
from tests.fakes.zalo_bot_client import FakeZaloBot, ZaloPerson
from tests.fakes.zalo_oa_client import FakeZaloOa, OaPerson
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET
from tests.faults.crowd import CODE, RECEIPT, query, waiting
from tests.faults.kills import rules, wait_a_moment
from tests.faults.table import Row, Scale

Family = Literal["zalo_bot", "zalo_oa"]
Fake = FakeZaloBot | FakeZaloOa
_HOOK: Final = {"zalo_bot": "/hooks/zalo-bot", "zalo_oa": "/hooks/zalo-oa"}
_SHARE: Final = 5  # of the kills of Telegram's siege: each of these takes a whole start
_AT_ONCE: Final = 6
_AGAIN: Final = 4.0  # seconds after which someone who heard nothing writes it once more
_LOST: Final = 4  # so often in vain, and they begin anew
_WORK: Final = 1.5  # seconds within which a kill falls
_WITHIN: Final = 120.0


@dataclass(slots=True)
class Someone:
    """A person on their way from the poster's code to their own; who hears nothing writes once more, as people do."""

    person: ZaloPerson | OaPerson
    words: str
    step: int = 0
    seen: int = 0
    since: float = 0.0
    again: int = 0
    tries: int = 0

    def go_on(self, now: float) -> bool:
        """Look at the screen, do the next thing; whether they are through."""
        says = (f"c_{COMMUNE}", "Tôi đồng ý cung cấp thông tin", NAME, self.words, "Gửi")
        hears = ("Ông/Bà có đồng ý không?", "Ông/Bà gửi ý kiến về", "Mời Ông/Bà viết", self.words, RECEIPT)
        screen = self.person.screen()
        news = screen[self.seen :]
        if self.step and (heard := [at for at in range(self.step - 1, len(hears)) if any(hears[at] in text for text in news)]):
            self.step, self.tries = heard[-1] + 1, 0
            if self.step == len(says):
                return True
            self._say(says[self.step], len(screen), now)
            self.step += 1
        elif self.step == 0:
            self._say(says[0], len(screen), now)
            self.step = 1
        elif now > self.since + _AGAIN:
            self.again, self.tries = self.again + 1, self.tries + 1
            if self.tries == _LOST:  # what was typed twice stands where it does not belong
                self.step, self.tries = 0, 0
            self._say(says[self.step - 1] if self.step else "/huy", self.seen, now)
        return False

    def _say(self, words: str, seen: int, now: float) -> None:
        self.seen, self.since = seen, now
        self.person.say(words)


@contextmanager
def stage(family: Family, folder: Path) -> Iterator[tuple[Fake, Program]]:
    """The fake platform and the program behind its webhook, not yet started."""
    program = Program(home=furnish(folder, rules=f"{rules()}\n[draft]\ncard_seconds = 0\n"))
    with FakeZaloBot() if family == "zalo_bot" else FakeZaloOa() as fake:
        if isinstance(fake, FakeZaloBot):
            program.settings = {
                "ZALO_BOT_TOKEN": fake.token, "ZALO_BOT_API_URL": fake.url, "ZALO_BOT_MODE": "webhook",
                "ZALO_BOT_WEBHOOK_SECRET": "Bi_mat-0123456789", "PUBLIC_URL": program.url, "LOG_LEVEL": "warning",
            }  # fmt: skip
        else:
            program.settings = {
                "ZALO_OA_APP_ID": APP, "ZALO_OA_APP_SECRET": SECRET, "ZALO_OA_SECRET_KEY": KEY, "ZALO_OA_REFRESH_TOKEN": FIRST,
                "ZALO_OA_API_URL": fake.url, "ZALO_OA_OAUTH_URL": fake.url, "LOG_LEVEL": "warning",
            }  # fmt: skip
            fake.rules(hook=f"{program.url}{_HOOK[family]}")
        try:
            yield fake, program
        finally:
            if program.process is not None and program.process.poll() is None:
                program.kill()


def besiege(family: Family, kills: int, folder: Path) -> Row:
    """Kill it so often while people write."""
    chance = random.Random(f"{family} {kills}")
    with stage(family, folder / family) as (fake, program):
        program.start()
        program.kill()
        busy: list[Someone] = []
        everyone: list[Someone] = []
        for number in range(kills):
            fake.rules(copies=number % 2, shuffled=number % 3 == 0)  # each event twice, the newest first
            program.start(ready=False)
            ends = time.monotonic() + 1.0 + chance.uniform(0.0, _WORK)
            while time.monotonic() < ends:
                _live(fake, busy, everyone, more=True)
            program.kill()
        program.start()
        ends = time.monotonic() + _WITHIN
        while busy and time.monotonic() < ends:
            _live(fake, busy, everyone, more=False)
        wait_for(lambda: not waiting(program.home), within=_WITHIN, what="the program to be through")
        return _judged(family, fake, program.home, everyone, kills, stuck=busy)


def _live(fake: Fake, busy: list[Someone], everyone: list[Someone], *, more: bool) -> None:
    while more and len(busy) < _AT_ONCE:
        number = len(everyone) + 1
        one = Someone(person=fake.user(f"Người {number}"), words=f"Đường thôn số {number:04d} hỏng nặng, xe máy không đi được")
        busy.append(one)
        everyone.append(one)
    now = time.monotonic()
    busy[:] = [one for one in busy if not one.go_on(now)]
    wait_a_moment(0.02)


def _judged(family: Family, fake: Fake, home: Path, everyone: list[Someone], kills: int, *, stuck: list[Someone]) -> Row:
    """Every update that was answered 200 is kept, every code that was told is an opinion, nobody's words are two opinions."""
    ring = keys.load(home / "doithoai.key")
    letters = {key for (key,) in query(home, "SELECT key FROM inbox")}
    taken = {one["key"] for one in fake.state()["log"] if one["status"] == 200}
    lost = [key for key in taken if ring.index("key", key) not in letters]
    stored = dict(query(home, "SELECT code, text FROM opinion"))
    told = Counter(
        (one.person.chat, code) for one in everyone for text in one.person.screen() if RECEIPT in text for code in CODE.findall(text)
    )
    gone = [code for _, code in told if code not in stored]
    twice = [one.words for one in everyone if sum(one.words in text for text in stored.values()) > 1]
    extra = sum(n - 1 for n in told.values())
    wrong = [
        f"{name}: {found[:3]}" for name, found in (("taken and not kept", lost), ("told and not stored", gone), ("twice", twice)) if found
    ]
    wrong += [f"{len(stuck)} never heard their code, one at step {one.step}: {one.person.screen()[-2:]}" for one in stuck[:1]]
    note = f"{len(everyone)} opinions, {len(taken)} updates; {sum(one.again for one in everyone)} times someone wrote once more"
    return Row(
        name=f"SIGKILL at a random moment, webhook of {family}", cases=kills, lost=len(lost) + len(gone), doubled=len(twice), extra=extra,
        allowed=kills, note=note, broken="; ".join(wrong),
    )  # fmt: skip


def case(scale: Scale, folder: Path) -> list[Row]:
    """Both families side by side."""
    kills = max(2, scale.kills // _SHARE)
    with ThreadPoolExecutor(2) as pool:
        return [one.result() for one in [pool.submit(besiege, family, kills, folder) for family in get_args(Family)]]

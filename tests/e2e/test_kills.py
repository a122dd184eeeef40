"""Fifty power cuts while a village writes: nothing is lost, nothing stands twice, every code that was shown holds."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from bot.domain import codes
from tests.e2e.people import Browser, Person, Phone, code_of, hears, newest, photo, press
from tests.e2e.program import Program, furnish, until
from tests.e2e.story import COMMUNE, NAME
from tests.fakes.telegram_client import FakeTelegram

KILLS = 50
PHONES = 20
BROWSERS = 3
PATIENCE = 180.0  # seconds: a step may wait for several starts
SEED = 20_261_122


@dataclass(slots=True, kw_only=True)
class Villager:
    """Someone who writes one opinion after another; what they wrote, and the code they were shown for it."""

    person: Person
    name: str
    codes: dict[str, str] = field(default_factory=dict)  # words -> code

    def live(self, enough: Event) -> None:
        """Write until it is enough; the opinion that was begun is finished."""
        while not enough.is_set():
            self.write(len(self.codes))

    def write(self, number: int) -> None:
        """One opinion from the poster to the tracked code. The two messages go off together: their order must hold."""
        person, words = self.person, f"{self.name} xin kiến nghị về việc số {number} của thôn"
        mark = newest(person)
        person.open_link(f"c_{COMMUNE}")
        if not number:
            press(person, "Tôi đồng ý cung cấp thông tin", after=mark)
        press(person, NAME, under="Ông/Bà gửi ý kiến về", after=mark)
        hears(person, "Mời Ông/Bà viết", after=mark)
        person.say(words)
        person.say(f"phần hai của {self.name} {number}")
        shown = f"phần hai của {self.name} {number}"
        if isinstance(person, Phone) and number % 3 == 0:
            hears(person, shown, after=mark)
            person.send_photos(photo())
            shown = "Kèm 1 ảnh"
        press(person, "Gửi", under=shown, after=mark)
        code = code_of(person, after=mark)
        self.codes[words] = code
        self.track(code)

    def track(self, code: str) -> None:
        """The author looks the code up."""
        mark = newest(self.person)
        self.person.say(f"/tracuu {code}")
        hears(self.person, f"{code}: Đã gửi", after=mark)

    def track_all(self) -> None:
        """Every code they have."""
        for code in self.codes.values():
            self.track(code)

    def shown(self) -> set[str]:
        """Every code that was ever on the screen."""
        return {code for bubble in self.person.bubbles() for line in bubble.text.splitlines() if (code := codes.find(line))}


@dataclass(slots=True, kw_only=True)
class Village:
    """What the fifty power cuts left behind."""

    program: Program
    fake: FakeTelegram
    villagers: list[Villager]
    officer: Phone
    kills: list[float]

    @property
    def phones(self) -> list[Phone]:
        return [one.person for one in self.villagers if isinstance(one.person, Phone)]

    @property
    def browsers(self) -> list[Browser]:
        return [one.person for one in self.villagers if isinstance(one.person, Browser)]


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    home = furnish(tmp_path / "home")
    with FakeTelegram() as fake, ExitStack() as leaving:
        program = Program(home=home, settings={"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url}).start()
        leaving.callback(program.end)
        officer = Phone(fake.user("Cán bộ An"), patience=PATIENCE)
        officer.open_link(*program.invite("officer", "--unit", COMMUNE))
        hears(officer, "Đã ghi nhận Ông/Bà là")
        villagers = [Villager(person=Phone(fake.user(f"Bà {n}"), patience=PATIENCE, pause=0.2), name=f"Bà {n}.") for n in range(PHONES)]
        for n in range(BROWSERS):
            browser = Browser(program, patience=PATIENCE).open()
            leaving.callback(browser.close)
            villagers.append(Villager(person=browser, name=f"Ông {n}."))
        yield Village(program=program, fake=fake, villagers=villagers, officer=officer, kills=live_through(program, villagers))


def live_through(program: Program, villagers: list[Villager]) -> list[float]:
    """Let everyone write while the power fails again and again, now in the middle of the work, now while it still starts."""
    chance, enough, kills = random.Random(SEED), Event(), []
    with ThreadPoolExecutor(len(villagers)) as pool:
        lives: list[Future[None]] = [pool.submit(one.live, enough) for one in villagers]
        try:
            for _ in range(KILLS):
                if chance.random() < 0.7:
                    until(program.is_ready, "the program to be ready")
                wait_a_moment(chance.uniform(0.0, 0.8))
                program.kill()
                kills.append(time.monotonic())
                program.start(ready=False)
                broken = [one for one in lives if one.done()]
                if broken:
                    break
            until(program.is_ready, "the program to be ready")
        finally:
            enough.set()
            for one in lives:
                one.result()
    return kills


def wait_a_moment(seconds: float) -> None:
    """The power fails at a moment of chance: this wait synchronises nothing."""
    time.sleep(seconds)


def settled(program: Program) -> bool:
    """Whether nothing waits: no turn, no message, no file."""
    waiting = program.rows(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM attachment WHERE state = 'waiting')"
        " + (SELECT count(*) FROM outbox WHERE state IN ('new', 'wait', 'sending'))"
    )
    return waiting == [(0,)]


def no_opinion_is_lost_and_none_stands_twice(village: Village) -> None:
    until(lambda: settled(village.program), "the program to have done everything")
    stored = Counter(text for (text,) in village.program.rows("SELECT text FROM opinion"))
    said = {f"{words}\n{_second(words)}" for one in village.villagers for words in one.codes}
    assert len(village.kills) == KILLS
    assert set(stored) == said
    assert set(stored.values()) == {1}
    assert all(one.codes for one in village.villagers)
    assert village.program.rows("SELECT count(*) FROM inbox WHERE state = 'poison'") == [(0,)]


def _second(words: str) -> str:
    name, _, rest = words.partition(" xin kiến nghị về việc số ")
    return f"phần hai của {name} {rest.removesuffix(' của thôn')}"


def every_code_that_was_shown_holds(village: Village) -> None:
    stored = dict(village.program.rows("SELECT code, text FROM opinion"))
    for one in village.villagers:
        assert one.shown() == set(one.codes.values())
        for words, code in one.codes.items():
            assert stored[code].startswith(words)
    with ThreadPoolExecutor(len(village.villagers)) as pool:
        for done in [pool.submit(one.track_all) for one in village.villagers]:
            done.result()
    hears(village.officer, f"Ý kiến mới ({len(stored)}) · {NAME}")


def every_photo_is_there_once(village: Village) -> None:
    kept = village.program.rows("SELECT state, path FROM attachment")
    assert len(kept) == sum(
        number % 3 == 0 for one in village.villagers if isinstance(one.person, Phone) for number in range(len(one.codes))
    )
    assert all(state == "kept" and (village.program.home / "media" / path).is_file() for state, path in kept)


def a_message_comes_twice_only_over_a_kill_and_then_once_per_chat(village: Village) -> None:
    sent: dict[tuple[str, str], list[float]] = defaultdict(list)
    for call in village.fake.calls():
        if call["method"].startswith("send") and call.get("status") == 200:
            given = call["parameters"]
            sent[str(given["chat_id"]), f"{given.get('text')}{given.get('reply_markup')}"].append(call["at"])
    repeated: Counter[tuple[str, float]] = Counter()
    for (chat, words), times in sent.items():
        for before, again in itertools.pairwise(times):
            over = [kill for kill in village.kills if before < kill < again]
            assert over, words
            repeated[chat, over[0]] += 1
    assert max(repeated.values(), default=0) <= 1
    for browser in village.browsers:
        assert len(browser.came) == len(set(browser.came))


def the_order_of_each_chat_is_kept(village: Village) -> None:
    seen: dict[str, list[int]] = defaultdict(list)
    for account, message in village.program.rows("SELECT account, message FROM outbox WHERE state = 'sent' AND message <> '' ORDER BY id"):
        if int(message) not in seen[account]:  # else an older message was changed
            seen[account].append(int(message))
    assert len(seen) == PHONES + BROWSERS + 1
    for messages in seen.values():
        assert messages == sorted(messages)


def test_fifty_power_cuts_under_traffic(village: Village) -> None:
    # One test, so that the village is lived in once however many processes share the tests.
    no_opinion_is_lost_and_none_stands_twice(village)
    every_photo_is_there_once(village)
    every_code_that_was_shown_holds(village)
    a_message_comes_twice_only_over_a_kill_and_then_once_per_chat(village)
    the_order_of_each_chat_is_kept(village)

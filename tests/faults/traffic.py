"""Citizens on Telegram who do one intake after the other, and an officer who takes in or refuses; each acts on what they hear."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain import codes
from tests.e2e.story import COMMUNE, NAME
from tests.fakes.telegram_client import FakeTelegram

Call = dict[str, Any]
Deed = tuple[str, dict[str, Any]]  # an act of the fake Telegram's people
RECEIPT: Final = "Mã tra cứu: "
HEARD: Final = ("Ông/Bà có đồng ý không?", "Ông/Bà gửi ý kiến về", "Mời Ông/Bà viết", f"Ý kiến gửi {NAME}", RECEIPT)
"""What a citizen hears on the way from the poster to the code, in this order."""
_TAPS = {0: "Tôi đồng ý cung cấp thông tin", 1: NAME, 3: "Gửi"}
_TRACKS = 4  # every so manieth citizen looks the code up
_HANDLED = 3  # every so manieth opinion is taken in or refused
FIRST_PERSON: Final = 100_000


def words_of(call: Call) -> str:
    """What a message says."""
    return str(call["parameters"].get("text", ""))


def labels_of(call: Call) -> list[str]:
    """The buttons under a message."""
    markup = json.loads(call["parameters"].get("reply_markup") or "{}")
    return [button["text"] for row in markup.get("inline_keyboard", ()) for button in row]


def message_of(call: Call) -> int:
    """The number of the message that was sent or changed."""
    return int(call["parameters"].get("message_id") or call["result"]["message_id"])


@dataclass(slots=True, kw_only=True)
class Citizen:
    """One opinion, from the poster to the code, and perhaps a look at it. `since`: when the last act was done."""

    id: int
    words: str
    looks: bool = False
    step: int = 0
    since: float = 0.0
    code: str = ""
    wrong: str = ""

    @property
    def done(self) -> bool:
        """Whether everything was heard."""
        return self.step > len(HEARD) or (self.step == len(HEARD) and not self.looks)

    def begin(self) -> list[Deed]:
        """Come by the poster."""
        known = {"name": f"Người {self.id}", "id": self.id}
        return [("user", known), ("send", {"user": self.id, "kind": "text", "text": f"/start c_{COMMUNE}"})]

    def hear(self, call: Call) -> list[Deed] | None:
        """Take in a message; what is done about it, None when it was not the answer that is waited for."""
        words = words_of(call)
        place = next((at for at, one in enumerate(HEARD) if one in words), -1)
        if place > self.step or (place == 3 and self.words not in words):
            self.wrong = self.wrong or f"{words!r} came at step {self.step} to {self.id}"
        if self.step == len(HEARD):
            if self.looks and words.startswith(f"{self.code}: "):
                self.step += 1
                return []
            return None
        if place != self.step:
            return None
        self.step += 1
        if place == 2:
            return [self.say(self.words)]
        if place == 4:
            self.code = codes.find(words) or ""
            return [self.say(f"/tracuu {self.code}")] if self.looks else []
        return [("tap", {"user": self.id, "message": message_of(call), "label": _TAPS[place]})]

    def say(self, text: str) -> Deed:
        """Write."""
        return ("send", {"user": self.id, "kind": "text", "text": text})


@dataclass(slots=True, kw_only=True)
class Officer:
    """Takes in or refuses what is laid on the desk, one after the other."""

    id: int
    desk: deque[str] = field(default_factory=deque)
    code: str = ""
    handled: int = 0
    since: float = 0.0

    @property
    def done(self) -> bool:
        """Whether the desk is empty."""
        return not self.code and not self.desk

    def begin(self) -> list[Deed]:
        """Look the next one up, if there is one."""
        if self.code or not self.desk:
            return []
        self.code = self.desk.popleft()
        return [("send", {"user": self.id, "kind": "text", "text": f"/tim {self.code}"})]

    def hear(self, call: Call) -> list[Deed] | None:
        """Press what leads on; None when the message was about something else."""
        words, labels = words_of(call), labels_of(call)
        if not self.code or not words.partition("\n")[0].startswith(self.code):
            return None
        if words.startswith((f"{self.code} · Đã tiếp nhận", f"{self.code} · Không tiếp nhận")):
            self.code, self.handled = "", self.handled + 1
            return self.begin()
        refuses = self.handled % 3 == 2
        wanted = (
            "Giao thông, cầu đường",
            "Không thuộc phạm vi tiếp nhận",
            "Tiếp nhận",
            "Không tiếp nhận (lý do)" if refuses else "Phân loại",
        )
        label = next((one for one in wanted if one in labels), "")
        return [("tap", {"user": self.id, "message": message_of(call), "label": label})] if label else None


@dataclass(slots=True)
class Traffic:
    """Everybody. `alive`: how many citizens are at it at once; `slowest`: see `worst`."""

    fake: FakeTelegram
    officer: Officer
    alive: int = 12
    people: dict[str, Citizen] = field(default_factory=dict)
    busy: dict[str, Citizen] = field(default_factory=dict)
    updates: list[int] = field(default_factory=list)  # the number of every update that was offered
    calls: list[Call] = field(default_factory=list)  # what the program did, but for its polls
    slowest: tuple[float, float] = (0.0, 0.0)  # when that one was offered and answered
    more: bool = True
    polls: int = 0
    cursor: int = 0

    def pump(self) -> bool:
        """Let everyone hear what is new and act on it; False when there was nothing."""
        news: list[Call] = self.fake.sim("calls", since=self.cursor)
        self.cursor += len(news)
        deeds: list[Deed] = []
        for call in news:
            if call["method"] in ("getUpdates", "setWebhook"):
                self.polls += 1
                continue
            self.calls.append(call)
            if call.get("status") == 200 and call["method"] in ("sendMessage", "editMessageText"):
                deeds += self._heard(call)
        while self.more and len(self.busy) < self.alive:
            deeds += self._newcomer()
        self.do(deeds)
        return bool(news)

    def do(self, deeds: list[Deed]) -> None:
        """Do this on the platform, and note the updates that come of it."""
        if not deeds:
            return
        told = self.fake.sim("many", acts=deeds)
        self.updates += [one["update"] for one in told if "update" in one]

    def _heard(self, call: Call) -> list[Deed]:
        chat = str(call["parameters"]["chat_id"])
        one = self.officer if chat == str(self.officer.id) else self.people.get(chat)
        if one is None:
            return []
        deeds = one.hear(call)
        if deeds is None:
            return []
        if one.since and call["at"] - one.since > self.worst:
            self.slowest = (one.since, call["at"])
        one.since = time.monotonic() if deeds else 0.0
        if isinstance(one, Citizen):
            deeds += self._after(chat, one)
        return deeds

    def _after(self, chat: str, one: Citizen) -> list[Deed]:
        """What follows from a citizen's step: some opinions land on the officer's desk, and who is through makes room."""
        if one.code and one.step == len(HEARD) and one.id % _HANDLED == 0:
            self.officer.desk.append(one.code)
        if one.done:
            self.busy.pop(chat, None)
        deeds = self.officer.begin()
        if deeds:
            self.officer.since = time.monotonic()
        return deeds

    def _newcomer(self) -> list[Deed]:
        number = FIRST_PERSON + len(self.people)
        one = Citizen(id=number, words=f"Đường thôn số {number} hỏng nặng, xe máy không đi được", looks=number % _TRACKS == 0)
        self.people[str(number)] = self.busy[str(number)] = one
        one.since = time.monotonic()
        return one.begin()

    @property
    def worst(self) -> float:
        """The longest that anybody waited for an answer, in seconds."""
        return self.slowest[1] - self.slowest[0]

    def over(self, kills: Sequence[float]) -> int:
        """How many kills fell into that wait."""
        return sum(self.slowest[0] < kill < self.slowest[1] for kill in kills)

    @property
    def quiet(self) -> bool:
        """Whether everyone is through."""
        return not self.busy and self.officer.done

    @property
    def waiting(self) -> str:
        """Who still waits, and for what."""
        some = [f"{one.id} after step {one.step}" for one in self.busy.values()]
        return ", ".join(some[:5]) + (f", the officer with {self.officer.code}" if not self.officer.done else "")

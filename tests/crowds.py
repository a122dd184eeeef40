"""A group chat in a village: what is said and pressed there, and what it shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.talk import codec
from bot.talk.incoming import Raw
from bot.turns.take import take
from bot.wording.render import labels
from storage import inbox, outbox, people
from storage.work import Work, micros
from tests.office import catalogue
from tests.village import Chat, Heard, Village


@dataclass(slots=True)
class Crowd:
    """A group chat and what it shows."""

    village: Village
    chat: str = "-100"
    shown: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)

    async def say(self, who: Chat, text: str) -> list[Heard]:
        """What the channel lets through of what someone says in the group."""
        return await self.turn(who, kind="text", text=text)

    async def press(self, who: Chat, label: str) -> list[Heard]:
        return await self.turn(who, kind="press", press=self.shown[label], ack="q")

    async def turn(self, who: Chat, **what: Any) -> list[Heard]:
        place = self.village
        place.clock.advance(timedelta(seconds=1))
        place.messages += 1
        peer = {"channel": "telegram", "account": "bot", "chat": self.chat, "user": who.peer.chat, "name": who.name, "private": False}
        plain = {"peer": peer, "at": place.clock.now().isoformat(), "media": [], "place": None, **what}
        raw = Raw(channel="telegram", account="bot", key=str(place.messages), chat=self.chat, body=json.dumps(plain).encode())
        at = place.clock.now()
        ((letter, _),) = await place.write(lambda work: inbox.store(work, [raw], at))
        await place.write(lambda work: take(work, place.desk, place.mint, letter, at))
        return await self.hear()

    async def account(self) -> str:
        found = await self.village.read(lambda work: people.find(work, people.index(work, "telegram", "bot", self.chat)))
        return found[1].id if found else ""

    async def hear(self) -> list[Heard]:
        account = await self.account()
        return await self.village.write(lambda work: self._deliver(work, account)) if account else []

    def _deliver(self, work: Work, account: str) -> list[Heard]:
        at = self.village.clock.now()
        work.do("UPDATE outbox SET state = 'new' WHERE state = 'held' AND due <= :at", at=micros(at))
        heard = []
        for (row,) in work.all("SELECT id FROM outbox WHERE account = :a AND state = 'new' ORDER BY id", a=account):
            parcel = outbox._take(work, row)
            assert parcel is not None
            self.village.messages += 1
            outbox.sent(work, parcel, parcel.shown or f"bot-{self.village.messages}", at)
            shown = codec.load(parcel.payload)
            text = "\n".join(catalogue().text("vi", one) for one in shown.lines)
            self.texts.append(text)
            if shown.ack:
                self.toasts.append(text)
                continue
            said = labels(catalogue(), "vi", shown)
            self.shown |= {label: f"{parcel.menu}:{place}" for place, label in enumerate(said)}
            heard.append(Heard(text=text, buttons=said, again=bool(parcel.shown)))
        return heard

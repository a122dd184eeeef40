"""The way out: claims waiting messages, words them, sends a bounded number at once, and keeps what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import structlog

from bot.channels.base import Channel
from bot.clock import Clock, Mint
from bot.delivery.limits import Permits, Rests
from bot.delivery.retry import Decision, decide
from bot.domain.act import Act
from bot.domain.province import Province
from bot.notices import alarms
from bot.talk import codec
from bot.talk.rendered import File, Rendered, SendFailed
from bot.talk.screen import Screen
from bot.wording.catalogue import Catalogue
from bot.wording.render import word
from storage import attachments, outbox, people
from storage.database import Database, StorageTrouble
from storage.outbox import Parcel
from storage.people import Address
from storage.work import Work

log = structlog.get_logger()
_CROWD = 3
_REST_RANK = outbox.RANKS["status"]
_LONGEST_NAP = 30.0
Mark = Callable[[Work], None]
Load = tuple[Parcel, Screen, Address | None, tuple[File, ...]]


class Sender:
    """Sends the outbox. `permits` holds the allowance of each channel that has one; `settled` hears the channel and how it failed."""

    def __init__(
        self, database: Database, channels: Mapping[str, Channel], catalogue: Catalogue, province: Province, *, clock: Clock, mint: Mint,
        media: Path, permits: Mapping[str, Permits], settled: Callable[[str, str], None], in_flight: int = 128,
    ) -> None:  # fmt: skip
        self._database = database
        self._channels = channels
        self._catalogue = catalogue
        self._province = province
        self._clock = clock
        self._mint = mint
        self._media = media
        self._permits = permits
        self._settled = settled
        self._rests = Rests(1.0 / province.rules.sending.per_chat_per_second)
        self._in_flight = in_flight
        self._tasks: set[asyncio.Task[None]] = set()
        self._marks: list[Mark] = []
        self._wake = asyncio.Event()
        self._busy_in_a_row: dict[str, int] = {}
        self.rounds = 0  # how often it looked and found nothing more to do; tests wait for it to rise

    def poke(self) -> None:
        """There may be something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled. What was on its way when the process died is sent again."""
        await self._database.write(outbox.resume)
        try:
            while True:
                self._wake.clear()
                try:
                    nap = await self._round()
                except StorageTrouble:
                    log.warning("the outbox cannot be read or marked now")
                    nap = 1.0
                if nap > 0:
                    await self._sleep(nap)
        finally:
            await self._drain()

    async def _round(self) -> float:
        """Keep what became of finished sends, claim the next ones and start them; returns how long nothing will be due."""
        marks, self._marks = self._marks, []
        at = self._clock.now()
        room = self._in_flight - len(self._tasks)

        def act(work: Work) -> tuple[list[Load], float]:
            for mark in marks:
                mark(work)
            loads = [self._load(work, parcel) for parcel in outbox.claim(work, at, room)] if room else []
            due = outbox.next_due(work)
            return loads, (max((due - at).total_seconds(), 0.0) if due else _LONGEST_NAP)

        try:
            loads, nap = await self._database.write(act)
        except StorageTrouble:
            self._marks = marks + self._marks
            raise
        for load in loads:
            task = asyncio.create_task(self._deliver(load))
            self._tasks.add(task)
            task.add_done_callback(self._finished)
        if loads and room:
            return 0.0
        if not self._tasks and not self._marks:
            self.rounds += 1
        return nap

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()
        if not task.cancelled() and (why := task.exception()) is not None:
            log.error("a send failed in a way nobody foresaw", error=type(why).__name__, exc_info=why)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(min(seconds, _LONGEST_NAP)):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _drain(self) -> None:
        """On the way out, wait for what is being sent and keep what became of it."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)
        marks, self._marks = self._marks, []
        if marks:
            await self._database.write(lambda work: [mark(work) for mark in marks])

    def _load(self, work: Work, parcel: Parcel) -> Load:
        address = people.address(work, parcel.account)
        shown = codec.load(parcel.payload)
        files = []
        for one in shown.files:
            kept = attachments.get(work, one)
            if kept is not None and kept.state == "kept":
                files.append(File(kind=kept.kind, path=self._media / kept.path, name=kept.name or kept.path, mime=kept.mime))
        return parcel, shown, address, tuple(files)

    async def _deliver(self, load: Load) -> None:
        parcel, shown, address, files = load
        channel = self._channels.get(address.channel) if address else None
        if address is None or channel is None or address.state == "blocked":
            self._marks.append(lambda work: outbox.dead(work, parcel, "unreachable"))
            return
        rendered = self._word(parcel, address, shown, channel, files)
        try:
            message = await self._send(channel, address, parcel, rendered)
        except SendFailed as why:
            self._failed(parcel, address, why)
        else:
            self._busy_in_a_row[address.channel] = 0
            self._settled(address.channel, "")
            at = self._clock.now()
            self._marks.append(lambda work: outbox.sent(work, parcel, message, at))

    def _word(self, parcel: Parcel, address: Address, shown: Screen, channel: Channel, files: tuple[File, ...]) -> Rendered:
        if shown.ack:
            return Rendered(text="".join(self._catalogue.text(address.lang, one) for one in shown.lines), ack=shown.ack)
        if parcel.purpose == "commands":
            listed = tuple((one.does[0], self._catalogue.text(address.lang, one.words)) for row in shown.rows for one in row)
            return Rendered(text="", commands=listed)
        rendered = word(
            self._catalogue, address.lang, shown, caps=channel.caps, data=lambda index: f"{parcel.menu}:{index}", files=files
        )
        edits = parcel.shown if channel.caps.edit else ""
        return Rendered(text=rendered.text, rows=rendered.rows, files=rendered.files, asks=rendered.asks, edits=edits)

    async def _send(self, channel: Channel, address: Address, parcel: Parcel, rendered: Rendered) -> str:
        permits = self._permits.get(channel.name)
        if permits is None:
            return await channel.send(address.chat, rendered)
        if parcel.rank >= _REST_RANK:
            await self._rests.keep(parcel.account)
        async with permits.turn(parcel.rank):
            return await channel.send(address.chat, rendered)

    def _failed(self, parcel: Parcel, address: Address, why: SendFailed) -> None:
        at = self._clock.now()
        self._settled(address.channel, why.kind)
        if why.kind == "busy":
            self._busy_in_a_row[address.channel] = self._busy_in_a_row.get(address.channel, 0) + 1
        decision = decide(why, parcel, at, crowd=self._busy_in_a_row.get(address.channel, 0) >= _CROWD)
        if decision.channel and (permits := self._permits.get(address.channel)):
            permits.pause(decision.channel)
        log.info("send failed", channel=address.channel, kind=why.kind, fate=decision.fate, tries=parcel.tries)
        self._marks.append(lambda work: self._settle(work, parcel, address, why, decision))

    def _settle(self, work: Work, parcel: Parcel, address: Address, why: SendFailed, decision: Decision) -> None:
        at = self._clock.now()
        match decision.fate:
            case "again":
                outbox.again(work, parcel, why.kind, at + timedelta(seconds=decision.wait))
            case "moved":
                people.relocate(work, address.account, why.moved)
                outbox.again(work, parcel, why.kind, at)
            case "gone":
                people.block(work, address.account)
                outbox.silence(work, address.account, why.kind)
                self._alarm(work, "unreachable", address)
            case "dead":
                outbox.dead(work, parcel, why.kind)
        if why.kind == "auth":
            self._alarm(work, "auth", address)

    def _alarm(self, work: Work, kind: str, address: Address) -> None:
        act = Act(at=self._clock.now(), mint=self._mint, province=self._province)
        if kind == "auth":
            alarms.raise_alarm(work, act, "auth", key=f"auth:{address.channel}:{act.today}", detail=address.channel)
        else:
            alarms.official_unreachable(work, act, address.account)

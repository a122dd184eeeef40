"""The way out: claims waiting messages, words them, sends a bounded number at once, and keeps what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from bot.channels.base import IN_FLIGHT, NAMES, Channel
from bot.clock import Clock, Mint
from bot.delivery import arrivals, fates, parcels
from bot.delivery.hints import Hints
from bot.delivery.limits import Pauses, Permits, Rests
from bot.delivery.parcels import Opened
from bot.delivery.printing import Printer
from bot.delivery.retry import WAITS, decide
from bot.domain.act import Act
from bot.domain.province import Province
from bot.logs import signature, trail
from bot.reports.kinds import MAKERS, Maker
from bot.talk.rendered import Rendered, SendFailed
from bot.wording.catalogue import Catalogue
from bot.wording.render import labels
from storage import outbox
from storage.database import Database, StorageTrouble
from storage.outbox import Parcel
from storage.people import Address
from storage.work import Work

log = structlog.get_logger()
CROWD: Final = 3
"""So many different chats in a row make a failure the channel's own."""
_REST_RANK: Final = outbox.RANKS["status"]
_LONGEST_NAP: Final = 30.0
_TROUBLE_NAP: Final = 1.0
_DRAIN: Final = 5.0
_NO_LINKS: Final[Mapping[str, str]] = {}
_NOWHERE: Final = ""  # the channel of messages whose account is known no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of a parcel: `write` keeps it, and may be run twice."""

    parcel: Parcel
    write: Callable[[Work], None]


class Sender:
    """Sends the outbox, at most `in_flight` messages of each channel at once, so that one in trouble never holds up another.

    `permits` holds the allowance of each channel that has one; `settled` hears the channel and how a send ended; `links` are
    what a paper may print."""

    def __init__(
        self, database: Database, channels: Mapping[str, Channel], catalogue: Catalogue, province: Province, *, clock: Clock, mint: Mint,
        media: Path, permits: Mapping[str, Permits], settled: Callable[[str, str], None], in_flight: int = IN_FLIGHT,
        links: Mapping[str, str] = _NO_LINKS, makers: Mapping[str, Maker] = MAKERS,
    ) -> None:  # fmt: skip
        self._database = database
        self._channels = channels
        self._knocking = frozenset(name for name, one in channels.items() if one.caps.knocks)
        self._catalogue = catalogue
        self._province = province
        self._clock = clock
        self._mint = mint
        self._media = media
        self._permits = permits
        self._settled = settled
        self._pauses = Pauses(permits)
        self._rests = Rests(1.0 / province.rules.sending.per_chat_per_second)
        self._group_rests = Rests(60.0 / province.rules.sending.per_group_per_minute)
        self._in_flight = in_flight
        self._links = links
        self._printer = Printer(database, media, self._act, makers)
        self._hints = Hints()
        self._tasks: dict[asyncio.Task[None], Parcel] = {}
        self._wire: set[asyncio.Task[None]] = set()  # of these, those whose message is with the platform now
        self._marks: list[Mark] = []
        self._wake = asyncio.Event()
        self._busy: dict[str, set[str]] = {}  # channel -> accounts told to wait since the last success there
        self._unheard: dict[str, set[str]] = {}  # channel -> accounts that could not be reached since then
        self.rounds = 0  # how often it looked and found nothing more to do; tests wait for it to rise

    def poke(self) -> None:
        """There may be something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled. What was on its way when the process died is sent again."""
        try:
            await self._resume()
            while True:
                self._wake.clear()
                try:
                    nap = await self._round()
                except StorageTrouble:
                    log.warning("the outbox cannot be read or marked now")
                    nap = _TROUBLE_NAP
                if nap > 0:
                    await self._sleep(nap)
        finally:
            await self._drain()

    async def _resume(self) -> None:
        while True:
            try:
                await self._database.write(outbox.resume)
            except StorageTrouble:
                log.warning("the outbox cannot be read yet")
                await asyncio.sleep(_TROUBLE_NAP)
            else:
                return

    async def _round(self) -> float:
        """Keep what became of finished sends, claim the next ones and start them; returns how long nothing will be due."""
        marks, self._marks = self._marks, []
        try:
            opened, nap = await self._database.write(partial(self._next, marks=marks))
        except BaseException as why:
            # Whether they were kept is not known when we are stopped: a mark may be written twice.
            self._marks = marks + self._marks
            if isinstance(why, StorageTrouble) or not isinstance(why, Exception):
                raise
            log.error("a mark cannot be written", error=signature(why), stack=trail(why))  # noqa: TRY400  a trace with its words may hold a person's
            await self._keep_one_by_one()
            return _TROUBLE_NAP
        for one in opened:
            task = asyncio.create_task(self._deliver(one))
            self._tasks[task] = one.parcel
            task.add_done_callback(self._finished)
        if opened:
            return 0.0
        if not self._tasks and not self._marks:
            self.rounds += 1
        return nap

    def _next(self, work: Work, *, marks: list[Mark]) -> tuple[list[Opened], float]:
        at = self._clock.now()
        for mark in marks:
            mark.write(work)
        flying = [parcel.channel for parcel in self._tasks.values()]
        rooms = {name: self._pauses.room(name, at, self._in_flight, flying.count(name)) for name in {*NAMES, *self._channels, _NOWHERE}}
        claimed = outbox.claim(work, at, {name: room for name, room in rooms.items() if room > 0})
        due = outbox.next_due(work)
        opened = [parcels.unpack(work, one, self._media, self._knocking) for one in claimed]
        return opened, min(self._pauses.left(at), max((due - at).total_seconds(), 0.0) if due else _LONGEST_NAP)

    async def _keep_one_by_one(self) -> None:
        """One mark cannot be written: the others are; its message is given up, for it can be neither kept nor sent for ever."""
        marks, self._marks = self._marks, []
        for place, mark in enumerate(marks):
            try:
                try:
                    await self._database.write(mark.write)
                except StorageTrouble:
                    raise
                except Exception as why:  # noqa: BLE001  told by its signature
                    await self._database.write(partial(self._lose, parcel=mark.parcel, why=signature(why)))
            except StorageTrouble:
                self._marks = marks[place:] + self._marks
                raise

    def _lose(self, work: Work, *, parcel: Parcel, why: str) -> None:
        fates.lost(work, self._act(), parcel, why)

    def _finished(self, task: asyncio.Task[None]) -> None:
        parcel = self._tasks.pop(task)
        self._wire.discard(task)
        self._wake.set()
        if task.cancelled():
            self._mark(parcel, lambda work: outbox.untake(work, parcel))
        elif (why := task.exception()) is not None:
            named = signature(why)
            log.error("a message could not be sent: a fault of ours", id=parcel.id, error=named, stack=trail(why))
            self._mark(parcel, lambda work: fates.stumbled(work, self._act(), parcel, named, WAITS[0]))

    def _mark(self, parcel: Parcel, write: Callable[[Work], None]) -> None:
        self._marks.append(Mark(parcel=parcel, write=write))

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(min(seconds, _LONGEST_NAP)):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _drain(self) -> None:
        """On the way out: what has not left stays for the next start, what is with the platform is waited for and kept."""
        await self._hints.end()
        for task in self._tasks.keys() - self._wire:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_DRAIN)
        late = set(self._wire)  # perhaps delivered: they stay marked as being sent
        for task in late:
            task.remove_done_callback(self._finished)
            task.cancel()
        if late:
            await asyncio.wait(late)
        try:
            await self._keep_one_by_one()
        except StorageTrouble:
            log.warning("what became of the last messages could not be kept: they will be sent again")

    async def _deliver(self, opened: Opened) -> None:
        parcel, address = opened.parcel, opened.address
        if opened.spoiled:
            self._mark(parcel, partial(self._lose, parcel=parcel, why=opened.spoiled))
            return
        channel = self._channels.get(parcel.channel)
        if address is None or channel is None or address.state != "open":
            self._mark(parcel, lambda work: fates.unreachable(work, self._act(), parcel, off=channel is None))
            return
        began = self._clock.now()
        if parcel.purpose == "reply" and (opened.papers or opened.files):
            self._hints.show(channel, address.chat)
        try:
            if any(channel.caps.carries("document", one.name) for one in opened.papers):
                opened = await self._printed(opened)
            rendered = parcels.put_into_words(opened, address, self._catalogue, channel)
            message = await self._send(channel, address, parcel, rendered)
        except SendFailed as why:
            self._failed(parcel, address, why, began)
        else:
            self._arrived(opened, address, message, edited=bool(rendered.edits))

    async def _printed(self, opened: Opened) -> Opened:
        """With its papers drawn. When drawing breaks a second time the words go without them, and say so."""
        try:
            drawn = tuple([await self._printer.file(one) for one in opened.papers])
        except SendFailed:
            raise
        except Exception as why:
            named = signature(why)
            if opened.parcel.error != named:
                raise
            log.error("a paper cannot be drawn", error=named, stack=trail(why))  # noqa: TRY400  no words
            self._mark(opened.parcel, lambda work: fates.undrawn(work, self._act(), opened.papers))
            return opened
        return replace(opened, files=(*opened.files, *drawn), papers=())

    async def _send(self, channel: Channel, address: Address, parcel: Parcel, rendered: Rendered) -> str:
        permits = self._permits.get(channel.name)
        if permits is None:
            return await self._hand_over(channel, address, rendered)
        if address.crowd and parcel.purpose != "toast":
            await self._group_rests.keep(parcel.account)
        elif parcel.rank >= _REST_RANK:
            await self._rests.keep(parcel.account)
        async with permits.turn(parcel.rank):
            return await self._hand_over(channel, address, rendered)

    async def _hand_over(self, channel: Channel, address: Address, rendered: Rendered) -> str:
        task = asyncio.current_task()
        if task is not None:
            self._wire.add(task)
        return await channel.send(address.chat, rendered)

    def _arrived(self, opened: Opened, address: Address, message: str, *, edited: bool) -> None:
        parcel, channel, at = opened.parcel, address.channel, self._clock.now()
        said = labels(self._catalogue, address.lang, opened.shown) if parcel.menu else ()
        self._settled(channel, "")
        self._busy.pop(channel, None)
        self._pauses.end(channel)
        self._mark(parcel, lambda work: arrivals.keep(work, parcel, message, at, labels=said, edited=edited))
        if len(self._unheard.pop(channel, ())) >= CROWD:
            self._mark(parcel, lambda work: _hurry(work, channel, self._act()))

    def _failed(self, parcel: Parcel, address: Address, why: SendFailed, began: datetime) -> None:
        self._settled(address.channel, why.kind)
        busy = self._busy.setdefault(address.channel, set())
        if why.kind == "busy":
            busy.add(parcel.account)
        elif why.kind in ("unsent", "unknown"):
            self._unheard.setdefault(address.channel, set()).add(parcel.account)
        decision = decide(why, parcel, self._clock.now(), crowd=len(busy) >= CROWD)
        if decision.channel:
            self._pauses.begin(address.channel, self._clock.now(), decision.channel)
        elif why.kind not in ("unsent", "unknown"):
            self._pauses.end(address.channel)
        log.info("send failed", channel=address.channel, kind=why.kind, why=why.why, fate=decision.fate, tries=parcel.tries)
        self._mark(parcel, lambda work: fates.settle(work, self._act(), parcel, address, why=why, decision=decision, began=began))

    def _act(self) -> Act:
        return Act(
            at=self._clock.now(), mint=self._mint, province=self._province, links=self._links.get("telegram", ""),
            web=self._links.get("webchat", ""),
        )  # fmt: skip


def _hurry(work: Work, channel: str, act: Act) -> None:
    outbox.hurry(work, channel, act.at)

"""The house, built once: every part made, joined, started in order and stopped in reverse."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
import uvicorn

from bot.channels import registry
from bot.channels.base import Channel, Receive
from bot.channels.http import Quiet, build_app, listening, server_settings
from bot.clock import Clock, Mint, SystemClock, SystemMint
from bot.delivery.fetch import Fetcher
from bot.delivery.limits import Permits
from bot.delivery.sender import Sender
from bot.domain.province import Province
from bot.flows import book
from bot.notices import enrolment
from bot.scheduler.metronome import Metronome
from bot.scheduler.watch import Watch
from bot.turns.listen import Listeners
from bot.turns.receive import receiver
from bot.turns.take import Desk
from bot.turns.worker import Worker
from bot.web import control, metrics
from bot.web.doors import Doors
from bot.web.health import Health
from bot.wording.catalogue import Catalogue
from config.errors import ConfigurationError
from config.registers import load_province, province_folder
from config.settings import PREFIX, Settings, check_office
from storage import backup, erasures, keys, lock, migrate
from storage.database import StorageTrouble
from storage.sqlite import Sqlite, open_database

log = structlog.get_logger()
_ERASURES_SECONDS = 60.0
LOCALE = Path(__file__).parent.parent / "config" / "locale"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that runs."""

    settings: Settings
    province: Province
    database: Sqlite
    keyring: keys.Keyring
    clock: Clock
    mint: Mint
    catalogue: Catalogue
    channels: Mapping[str, Channel]
    receive: Receive
    listeners: Listeners
    worker: Worker
    sender: Sender
    fetcher: Fetcher
    metronome: Metronome
    watch: Watch
    health: Health
    links: dict[str, str]
    perform: control.Perform
    numbers: metrics.Numbers

    def poke(self) -> None:
        """There may be something to send, to fetch or to remove."""
        self.sender.poke()
        self.fetcher.poke()


async def build(
    settings: Settings, stack: AsyncExitStack, *, clock: Clock | None = None, mint: Mint | None = None, strict: bool = False
) -> House:
    """Make every part; what must be closed is left with `stack`.

    `strict` makes a sentence that lacks a fact an error (tests). Raises ConfigurationError, AlreadyRunning, Corrupt and Newer."""
    clock = clock or SystemClock()
    mint = mint or SystemMint(clock)
    kept = load_province(province_folder(settings.province), settings.home)
    province = replace(kept, public=settings.public_url, openings=settings.openings)
    check_office(settings, province)
    settings.home.mkdir(parents=True, exist_ok=True)
    stack.callback(lock.hold(settings.home).release)
    path = settings.home / "doithoai.db"
    # A database without its key is never given a new one: everything in it would be unreadable for ever.
    keyring = keys.load(settings.key_file) if path.exists() else keys.load_or_create(settings.key_file)
    await asyncio.to_thread(migrate.upgrade, path)
    database = await open_database(path, keyring)
    stack.push_async_callback(database.close)
    catalogue = Catalogue(LOCALE, strict=strict)
    links = {"webchat": f"{settings.public_url or f'http://{settings.http_host}:{settings.http_port}'}/?start="}
    menus = {lang: [(name, catalogue.text(lang, words)) for name, words in enrolment.EVERYWHERE] for lang in catalogue.languages}
    channels = registry.build(settings, province, database, keyring=keyring, now=clock.now, new_token=mint.token, menus=menus)
    for channel in channels.values():
        stack.push_async_callback(channel.close)
    return _join(settings, province, database, keyring=keyring, clock=clock, mint=mint, catalogue=catalogue, channels=channels, links=links)


def _join(
    settings: Settings, province: Province, database: Sqlite, *, keyring: keys.Keyring, clock: Clock, mint: Mint,
    catalogue: Catalogue, channels: Mapping[str, Channel], links: dict[str, str],
) -> House:  # fmt: skip
    """Join the parts: who pokes whom."""
    media = settings.home / "media"
    permits = {"telegram": Permits(province.rules.sending.per_second)} if "telegram" in channels else {}
    numbers = metrics.Numbers()
    sender = Sender(
        database, channels, catalogue, province, clock=clock, mint=mint, media=media, permits=permits, settled=numbers.settled,
        links=links,
    )  # fmt: skip
    fetcher = Fetcher(database, channels, province, clock=clock, mint=mint, media=media)

    def poke() -> None:
        sender.poke()
        fetcher.poke()

    desk = Desk(
        book=book.build(catalogue), province=province, parsers={name: one.parse for name, one in channels.items()},
        caps={name: one.caps for name, one in channels.items()}, links=links,
    )  # fmt: skip

    def turned(files: bool) -> None:  # noqa: FBT001  the worker's one word
        numbers.turn()
        sender.poke()
        if files:
            fetcher.poke()

    worker = Worker(database, desk, clock, mint, done=turned)
    metronome = Metronome(database, province, clock, mint, poke, save=partial(_save, settings, database, province, keyring))
    receive = receiver(database, clock, worker.poke, numbers.received)
    listeners = Listeners(channels, receive, lambda name: links.update({name: link}) if (link := _link(channels[name])) else None)
    return House(
        settings=settings, province=province, database=database, keyring=keyring, clock=clock, mint=mint, catalogue=catalogue,
        channels=channels, receive=receive, listeners=listeners, worker=worker, sender=sender, fetcher=fetcher,
        metronome=metronome, watch=Watch(database, province, clock, mint, troubles=lambda: listeners.troubles, poke=poke),
        health=Health(database, metronome, clock, lambda: listeners.troubles), links=links, numbers=numbers,
        perform=control.performer(database, province, clock, mint, links=links, poke=poke, troubles=lambda: listeners.troubles),
    )  # fmt: skip


def _link(channel: Channel) -> str:
    """What stands before a deep-link payload on Telegram, once the bot's name is known."""
    username = getattr(channel, "username", "")
    return f"https://t.me/{username}?start=" if username else ""


def loops(house: House) -> list[Callable[[], Coroutine[None, None, None]]]:
    """What runs for as long as the house stands, in the order of starting: out before in, so that nothing waits unseen."""
    listening = [partial(house.listeners.keep, name) for name in house.channels]
    beside = (partial(_show_numbers, house), partial(_note_erasures, house))
    door = partial(control.serve, house.settings.home / control.NAME, house.perform)
    return [house.sender.run, house.fetcher.run, house.worker.run, house.metronome.run, house.watch.run, door, *beside, *listening]


async def _show_numbers(house: House) -> None:
    """Serve /metrics on its own loopback port, where one is set."""
    if not house.settings.metrics_port:
        await asyncio.Event().wait()
    app = metrics.build(house.numbers, house.database, house.clock, lambda: house.listeners.troubles)
    host, port = "127.0.0.1", house.settings.metrics_port
    await Quiet(server_settings(app, host=host, port=port)).serve([_listening(host, port, "METRICS_PORT")])


def _listening(host: str, port: int, name: str) -> socket.socket:
    """The socket of an address. Raises ConfigurationError, which names the setting, where it is taken or not ours."""
    try:
        return listening(host, port)
    except OSError as why:
        reason = (why.strerror or str(why)).partition(" (")[0]
        raise ConfigurationError((f"{PREFIX}{name}: {host}:{port} cannot be listened on: {reason}",)) from why


async def _save(settings: Settings, database: Sqlite, province: Province, keyring: keys.Keyring, now: datetime) -> None:
    """Make the night's backup, and write down who was erased, so that a restore does not bring them back."""
    await erasures.export(database, settings.home)
    nightly = partial(backup.nightly, settings.home, keyring, now=now, keep=province.rules.backup.keep, key_file=settings.key_file)
    await asyncio.to_thread(nightly)


async def _note_erasures(house: House) -> None:
    """Keep the list of the erased beside the database up to date."""
    everything = True
    while True:
        try:
            await erasures.export(house.database, house.settings.home, everything=everything)
            everything = False
        except (StorageTrouble, OSError) as why:
            log.warning("the list of the erased waits", error=type(why).__name__)
        await asyncio.sleep(_ERASURES_SECONDS)


async def _until_started(server: uvicorn.Server, tasks: list[asyncio.Task[None]]) -> None:
    """Wait until the pages are served, or something ended instead (uvicorn tells of neither)."""
    while not server.started and not any(task.done() for task in tasks):  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def serve(house: House, *, ready: Callable[[str], Awaitable[None] | None] | None = None) -> None:
    """Run until SIGTERM or SIGINT. `ready` is called with the address once everything listens.

    Raises ConfigurationError where the address cannot be listened on, Corrupt for a damaged store: nothing is taken in or sent
    before all of it was read (1.6 s for a million opinions), for what a damaged file confirms is lost."""
    host, port = house.settings.http_host, house.settings.http_port
    door = _listening(host, port, "HTTP_PORT")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    looking = asyncio.create_task(house.database.check())  # while the platforms are greeted
    try:
        await house.listeners.open()
    finally:
        await looking
    server = Quiet(server_settings(web_app(house), host=host, port=port))
    tasks = [asyncio.create_task(one()) for one in loops(house)]
    tasks.append(asyncio.create_task(server.serve([door])))
    ending = asyncio.create_task(stop.wait())
    try:
        await _until_started(server, tasks)
        if ready is not None and server.started:
            told = ready(house.links["webchat"].removesuffix("?start="))
            if told is not None:
                await told
        await asyncio.wait([*tasks, ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        await _end(tasks, ending)


async def _end(tasks: list[asyncio.Task[None]], ending: asyncio.Task[bool]) -> None:
    """Stop in reverse; what failed on its own is raised."""
    ending.cancel()
    serving = tasks[-1]
    broken = [task for task in tasks if task.done() and not task.cancelled() and task.exception() is not None]
    await asyncio.wait([serving], timeout=6)
    for task in reversed(tasks):
        task.cancel()
        await asyncio.wait([task], timeout=8)
    for task in broken:
        task.result()


def web_app(house: House) -> Callable[..., Awaitable[None]]:
    """The one ASGI application: every channel's routes and the health pages and what posters open."""
    routes = [route for channel in house.channels.values() for route in channel.routes(house.receive)]
    doors = Doors(house.database, house.catalogue, house.province, clock=house.clock, mint=house.mint, links=house.links)
    return build_app([*house.health.routes(), *doors.routes(), *routes], https=house.settings.public_url.startswith("https://"))


def run_until_stopped(main: Coroutine[None, None, None]) -> None:
    """Run on uvloop where it exists."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main)
    else:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main)

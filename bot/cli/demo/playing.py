"""The demo from end to end: set up, tell the story, stay up."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from time import monotonic

import click

from bot import app
from bot.cli.demo import folder, narrator, stage, story
from bot.cli.demo.browser import browser
from bot.cli.demo.narrator import Narrator
from bot.cli.demo.stage import COMMUNE, ROLES, Stage
from bot.clock import MovableClock, SystemClock
from config.settings import Settings


async def demo(settings: Settings, *, once: bool) -> None:
    """Play it on a fresh folder; `once`: end when it is told.

    Raises ConfigurationError, AlreadyRunning, Stuck, and click.Abort when it was ended before the end."""
    clock = MovableClock(SystemClock())
    async with AsyncExitStack() as stack:
        with click.progressbar(length=3, label="Chuẩn bị kho dữ liệu, trang web", show_eta=False) as bar:
            folder.fresh(settings.home)
            bar.update(1)
            house = await app.build(settings, stack, clock=clock)
            bar.update(1)
            opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            serving = asyncio.create_task(app.serve(house, ready=opened.set_result))
            either: list[asyncio.Future[None] | asyncio.Future[str]] = [serving, opened]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            bar.update(1)
        telling = asyncio.create_task(_tell(Stage(house=house, clock=clock), opened, once=once))
        await asyncio.wait([serving, telling], return_when=asyncio.FIRST_COMPLETED)
        await _end(serving, telling, once=once)


async def _end(serving: asyncio.Task[None], telling: asyncio.Task[None], *, once: bool) -> None:
    """Ctrl-C ends the story too; a story that breaks ends the service; one that is told leaves it up, unless `once`."""
    if telling.done() and (once or telling.exception()):
        serving.cancel()
    try:
        with suppress(asyncio.CancelledError):
            await serving
    finally:
        telling.cancel()
        await asyncio.wait([telling])
    if not telling.cancelled():
        telling.result()
    elif once:
        raise click.Abort


async def _tell(on: Stage, opened: asyncio.Future[str], *, once: bool) -> None:
    address = (await opened).rstrip("/")
    told, began = Narrator(on.clock), monotonic()
    on.begin(told)
    invites = await on.invite(ROLES)
    async with (
        browser(address, story.LAN) as lan, browser(address, story.AN) as an, browser(address, story.HA) as ha,
        browser(address, story.SON) as son,
    ):  # fmt: skip
        code = await story.play(on, story.People(lan=lan, an=an, ha=ha, son=son), told, invites)
    told.note(await on.ending(code))
    told.note(f"Câu chuyện kể xong trong {monotonic() - began:.0f} giây.")
    if not once:
        await _welcome(on, address)


async def _welcome(on: Stage, address: str) -> None:
    """Where to join in."""
    links = await on.invite(ROLES)
    rows = [("Người dân (như quét mã QR)", f"c_{COMMUNE}"), *((one.name, links[one.role]) for one in ROLES)]
    width = max(len(name) for name, _ in rows)
    click.echo(f"\nBản chạy thử đang mở tại {address}/. Mời Ông/Bà dùng thử, mỗi vai một trình duyệt riêng:\n")
    for name, payload in rows:
        click.echo(f"  {name:<{width}}  {address}/?start={payload}")
    ahead = on.clock.now() - SystemClock().now()
    click.echo(
        "\nMột trình duyệt là một người, và không ai được báo về việc do chính mình làm: nên mở vai người dân và vai cán bộ ở hai"
        f"\ntrình duyệt{_elsewhere(address)}."
        f"\nLiên kết của cán bộ dùng một lần; thêm liên kết: DOITHOAI_HOME={on.house.settings.home} {stage.MORE}"
        f"\nĐồng hồ của bản chạy thử nhanh hơn giờ thật {narrator.span(ahead)}."
        f" Dữ liệu nằm trong {on.house.settings.home}, lần chạy sau sẽ xóa."
        "\nBấm Ctrl-C để dừng."
    )


def _elsewhere(address: str) -> str:
    """A second person in the same browser: its cookie belongs to the name of the host."""
    other = address.replace("//127.0.0.1", "//localhost")
    return "" if other == address else f", hoặc thay địa chỉ của một vai bằng {other}"

"""Power cuts: the writes and syncs of the real program under traffic, cut off anywhere, and what the store still knows."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final, get_args

from bot.domain import codes
from storage import inbox, journal, keys, migrate
from storage.sqlite import open_database
from storage.work import Work
from tests.e2e.people import photo
from tests.fakes.process import wait_for
from tests.faults import tape
from tests.faults.crowd import FIRST, WITHIN, crowd, query, stage, told, until_quiet
from tests.faults.disk import Cut, Disk
from tests.faults.table import Row, Scale
from tests.faults.tape import Call
from tests.faults.tools import strace

_OFFSET = re.compile(rb'"?offset"?[:=]\s*"?(\d{9,})')
_WIRES = ("socket:", "TCP")
_HOWS: Final[tuple[Cut, ...]] = get_args(Cut)


@dataclass(slots=True)
class Told:
    """What had left the process."""

    codes: set[str] = field(default_factory=set)
    next: int = FIRST  # the first update that was not confirmed

    def hear(self, call: Call) -> None:
        """What a call sends."""
        if call.done or not call.path.startswith(_WIRES):
            return
        data = b"".join(call.texts)
        self.codes |= {found for text in re.findall(rb"YK-\d\d-[0-9A-Z]{6}-[0-9A-Z]", data) if (found := codes.find(text.decode()))}
        self.next = max([self.next, *(int(one) for one in _OFFSET.findall(data))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A run: the folder as it was before, the calls, and all that the fake Telegram heard in the end."""

    before: Path
    home: Path
    calls: list[Call]


def record(folder: Path, people: int) -> Recording:
    """Run the real program under traffic, opinions with and without a photo, with a stop and a kill on the way."""
    log = folder / "calls"
    with stage(folder, under=(strace(), "-D", "-A", "-o", str(log), *tape.WORDS)) as (fake, program):
        before = folder / "before"
        shutil.copytree(program.home, before)
        program.start()
        some = crowd(fake, people)
        some.agree()
        program.stop()
        _until_written(log)
        program.start()
        some.write()
        some.hear("Xin Ông/Bà xem lại")
        for one in some.people[::4]:
            one.photo(photo())
            one.hears("Kèm 1 ảnh", within=WITHIN)
        wait_for(lambda: not query(program.home, "SELECT 1 FROM attachment WHERE state = 'waiting'"), within=WITHIN, what="the photos")
        program.kill()
        _until_written(log)
        program.start()
        some.send()
        some.settle()
        until_quiet(fake, program.home)
        program.end()
        _until_written(log)
        left = int(fake.state()["confirmed"])
        heard = set(told(fake))
        home = program.home
    calls = [call for call in tape.read(log) if _matters(call, home)]
    whole = Told()
    for call in calls:
        whole.hear(call)
    assert heard <= whole.codes, f"the recorder missed {heard - whole.codes}"
    assert whole.next == left + 1, (whole.next, left)
    return Recording(before=before, home=home, calls=calls)


def _until_written(log: Path) -> None:
    """Wait until the strace that writes this log is gone."""
    mark = str(log).encode()

    def writes(process: Path) -> bool:
        try:
            return mark in (process / "cmdline").read_bytes()
        except OSError:
            return False

    wait_for(lambda: not any(writes(one) for one in Path("/proc").glob("[0-9]*")), what="the end of the log")


def _matters(call: Call, home: Path) -> bool:
    """Whether it touches our folder or a wire; most calls only read what the program is made of."""
    named = (call.path, *(one.decode("utf-8", "replace") for one in call.texts[-1:] if len(one) < 4096))
    return call.path.startswith(_WIRES) or any(one.startswith(str(home)) for one in named)


async def look(home: Path, said: Told) -> tuple[int, str]:
    """Open what is left as the program would; how much of what was told is gone, and what else is wrong."""
    path = home / "doithoai.db"
    ring = keys.load(home / "doithoai.key") if path.exists() else keys.load_or_create(home / "doithoai.key")
    migrate.upgrade(path)
    database = await open_database(path, ring)
    try:
        await database.check()
        return await database.read(lambda work: _gone(work, home, said))
    finally:
        await database.close()


def _gone(work: Work, home: Path, said: Told) -> tuple[int, str]:
    stored = {code for (code,) in work.all("SELECT code FROM opinion")}
    letters = {key for (key,) in work.all("SELECT key FROM inbox")}
    lost = len(said.codes - stored) + sum(work.keys.index("key", str(one)) not in letters for one in range(FIRST, said.next))
    wrong = ""
    for path, sha in work.all("SELECT path, sha FROM attachment WHERE state = 'kept'"):
        file = home / "media" / path
        if not file.exists() or sha256(file.read_bytes()).hexdigest() != sha:
            wrong = f"the kept file {path} is {'torn' if file.exists() else 'gone'}"
    if line := journal.verify_last(work, count=10_000):
        wrong = f"the journal is broken at {line}"
    for letter, _ in inbox.waiting(work):
        inbox.get(work, letter)  # opens with the key that is left
    return lost, wrong


@dataclass(slots=True)
class Harvest:
    """What the cuts brought."""

    cuts: int = 0
    lost: int = 0
    hurt: int = 0  # cuts in which something was lost
    told: int = 0  # promises that were checked
    wrong: str = ""


def cuts(recording: Recording, folder: Path, n: int, *, seed: int = 0, blind: str = "") -> Harvest:
    """Cut the power `n` times, spread over all of the run, each time in another way."""
    chance = random.Random(seed)
    places = sorted(chance.randrange(len(recording.calls)) for _ in range(n))
    shutil.rmtree(recording.home)
    shutil.copytree(recording.before, recording.home)
    disk = Disk(recording.home, blind=blind)
    said, found, at = Told(), Harvest(), 0
    for number, place in enumerate(places):
        for call in recording.calls[at:place]:
            said.hear(call)
            disk.do(call)
        at = max(at, place)
        target = folder / f"cut-{seed}-{number}{blind}"
        how = _HOWS[number % len(_HOWS)]
        disk.cut(target, how, chance)
        _judge(found, target, said, f"cut {number} at call {place} of {len(recording.calls)}, {how}")
        shutil.rmtree(target)
    return found


def _judge(found: Harvest, target: Path, said: Told, where: str) -> None:
    found.cuts += 1
    found.told += len(said.codes) + said.next - FIRST
    try:
        lost, wrong = asyncio.run(look(target, said))
    except Exception as why:  # noqa: BLE001  whatever the store says, the program could not start
        lost, wrong = 0, f"{type(why).__name__}: {why}"
    found.lost += lost
    found.hurt += bool(lost)
    if (wrong or lost) and not found.wrong:
        found.wrong = f"{where}: {wrong or f'{lost} lost'}"


def case(scale: Scale, folder: Path) -> Row:
    """See the module."""
    recording = record(folder, 20 if scale.cuts > 100 else 3)
    found = cuts(recording, folder, scale.cuts)
    blind = cuts(recording, folder, max(scale.cuts // 20, 10), seed=1, blind="-wal")
    teeth = f"with the log's syncs not believed {blind.hurt} of {blind.cuts} lose"
    return Row(
        name="Power cut: unsynced writes dropped, torn at 512 bytes, reordered", cases=found.cuts, lost=found.lost,
        note=f"{len(recording.calls):,} calls recorded, {found.told:,} promises looked up; {teeth}",
        broken=found.wrong or ("" if blind.lost else "the simulator finds nothing even without syncs"),
    )  # fmt: skip

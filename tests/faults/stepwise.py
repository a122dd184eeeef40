"""One story, step by step, each in a process of its own that may die at a chosen statement or right behind a chosen commit.

Run as `python -m tests.faults.stepwise FOLDER EVERY PART PARTS`: prints what was found as JSON. Nothing runs here but forks of it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import random
import re
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import structlog

from bot import app
from bot.clock import MovableClock, SeededMint
from bot.wording.catalogue import Catalogue
from config.registers import load_province, province_folder
from storage import journal, keys, lite
from tests.house import Town, Villager
from tests.talks import script

TALK: Final = Path(__file__).resolve().parents[1] / "talks" / "mot-y-kien-di-tron-duong.talk"
DIED: Final = 9  # the exit code of a process that died as planned
PATIENCE: Final = 120  # seconds until a step is given up
_SETTING = ("vai: ", "đối thoại: ", "im lặng", "giờ: ", "tỉnh: ", "#")
_BESIDE = {"webchat", "webchat_line", "webchat_file", "web_session", "sqlite_stat1"}  # what was seen is compared as it was seen
_UNTOLD = {"mac", "tries", "message", "menu", "coming", "shown", "sent_at"}  # what a copy of a message may change, or is drawn anew
_DRAWN = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{26}|YK-\d\d-[2-9A-Z]{6}-[2-9A-Z]|[0-9a-f]{32,64})\b")


@dataclass(slots=True)
class Standing:
    """All that people and the clock know between two steps."""

    at: datetime
    codes: list[str] = field(default_factory=list)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Trap:
    """Ends the process before the statement of that number, or right behind the commit of that number, once it is set."""

    statement: int = 0
    commit: int = 0
    live: bool = False
    statements: int = 0
    commits: int = 0

    def on_statement(self, _sql: str) -> None:
        """A statement is about to run on the writer."""
        if self.live:
            self.statements += 1
            if self.statements == self.statement:
                os._exit(DIED)

    def on_commit(self) -> None:
        """A group is on disk, and nobody has heard of it."""
        if self.live:
            self.commits += 1
            if self.commits == self.commit:
                os._exit(DIED)


def lay(trap: Trap) -> None:
    """Watch the writer's connection."""
    connect, together = lite.connect, lite.commit_together

    def watched(path: Path, *, busy_timeout: int, query_only: bool = False) -> sqlite3.Connection:
        connection = connect(path, busy_timeout=busy_timeout, query_only=query_only)
        if not query_only:
            connection.set_trace_callback(trap.on_statement)
        return connection

    def committed(*given: Any) -> Any:
        outcomes = together(*given)
        trap.on_commit()
        return outcomes

    vars(lite).update(connect=watched, commit_together=committed)


def forked(work: Callable[[], Coroutine[Any, Any, None]]) -> int:
    """Do the work in a process of its own; its exit code, negative for a signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(PATIENCE)
    try:
        asyncio.run(work())
        os._exit(0)
    except BaseException:  # noqa: BLE001  a fork never goes on as its parent
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


async def opened(home: Path, standing: Standing, seed: str) -> tuple[Town, script.Player]:
    """The town as it stood."""
    clock = MovableClock(standing.at)
    town = Town(home=home, clock=clock, mint=SeededMint(clock, random.Random(seed)), province="thai-nguyen")
    town.people = {name: Villager(town=town, **known) for name, known in standing.people.items()}
    await town.start()
    player = script.Player(town)
    player.codes = list(standing.codes)
    return town, player


def stands(town: Town, player: script.Player) -> Standing:
    """What is carried on."""
    names = [one.name for one in fields(Villager) if one.name != "town"]
    people = {name: {one: getattr(villager, one) for one in names} for name, villager in town.people.items()}
    return Standing(at=town.clock.now(), codes=player.codes, people=people)


@dataclass(slots=True)
class Seen:
    """What a step left behind: the rows of every table, and the messages on everybody's page."""

    rows: Counter[str]
    pages: Counter[str]
    drawn: set[str]
    sound: bool

    def told(self, known: set[str]) -> Counter[str]:
        """The rows, with all that was drawn since `known` made equal."""
        return _folded(self.rows, known)

    def shown(self, known: set[str]) -> Counter[str]:
        """The messages, likewise."""
        return _folded(self.pages, known)


def _masked(text: str, known: set[str]) -> str:
    return _DRAWN.sub(lambda found: found[0] if found[0] in known else "<new>", text)


def _folded(rows: Counter[str], known: set[str]) -> Counter[str]:
    folded: Counter[str] = Counter()
    for row, n in rows.items():
        folded[_masked(row, known)] += n
    return folded


async def seen(town: Town) -> Seen:
    """Let everyone look at their page, close the house, and read the store."""
    pages: Counter[str] = Counter()
    for name, one in sorted(town.people.items()):
        for message in await one.hear():
            pages[f"{name}: {message.text} {message.buttons} {message.files}"] += 1
    await town.stop()
    rows: Counter[str] = Counter()
    with closing(sqlite3.connect(town.home / "doithoai.db")) as store:
        for line in _rows(store):
            rows[line.replace(str(town.home), "")] += 1
        _, broken = lite.look_once(store, keys.load(town.home / "doithoai.key"), journal.verify)
    drawn = {found for row in rows for found in _DRAWN.findall(row)}
    return Seen(rows=rows, pages=pages, drawn=drawn, sound=broken == 0)


def _rows(store: sqlite3.Connection) -> Iterator[str]:
    for (table,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        if table in _BESIDE:
            continue
        cursor = store.execute(f"SELECT * FROM {table}")
        names = [one[0] for one in cursor.description]
        for row in cursor.fetchall():
            told = {name: value for name, value in zip(names, row, strict=True) if not (isinstance(value, bytes) or name in _UNTOLD)}
            if table == "menu":
                told.pop("id")
            yield f"{table} {told}"


class Story:
    """The steps of the story in one folder."""

    def __init__(self, folder: Path, every: int) -> None:
        self.now, self.next, self.tried = folder / "now", folder / "next", folder / "tried"
        self.note = folder / "note"
        self.every = every
        self.acts = [act for act in script.read(TALK) if act.line.strip()]
        self.standing = Standing(at=script.moment_of(self.acts))
        self.known: set[str] = set()
        self.found: dict[str, Any] = {"steps": 0, "statements": 0, "commits": 0, "lost": 0, "doubled": 0, "extra": 0, "broken": []}
        self.due = 0
        self.seed = ""

    def run(self, part: int, parts: int) -> dict[str, Any]:
        """Play it; of the steps that write, each `parts`th is tried at every place at which it can die."""
        self.now.mkdir(parents=True)
        for place, act in enumerate(self.acts):
            if act.line.startswith(("giờ: ", "tỉnh: ", "#")):
                continue
            self.seed = str(place)  # never the same twice: the clock stands still, and ids are made of the two
            whole, standing, trap = self.undisturbed(act)
            if place % parts == part and not act.line.startswith(_SETTING) and not act.line.endswith(" nghe"):
                self.found["steps"] += 1
                self.besiege(act, whole, trap)
            shutil.rmtree(self.now)
            self.next.rename(self.now)
            self.standing, self.known = standing, whole.drawn
        return self.found

    def undisturbed(self, act: script.Act) -> tuple[Seen, Standing, Trap]:
        """The step as it should go, into the folder `next`."""
        shutil.rmtree(self.next, ignore_errors=True)
        shutil.copytree(self.now, self.next)

        async def play() -> None:
            trap = Trap()
            lay(trap)
            town, player = await opened(self.next, self.standing, self.seed)
            await town.until_settled()
            trap.live = True
            heard = await player.play(act)
            trap.live = False
            if heard != act.heard:
                raise AssertionError(f"after {act.line}: {heard}")
            standing = stands(town, player)
            self.turn_back(town)
            self.note.write_bytes(pickle.dumps((await seen(town), standing, trap)))

        if forked(play):
            raise AssertionError(f"the story cannot be played: {act.line}")
        told: tuple[Seen, Standing, Trap] = pickle.loads(self.note.read_bytes())
        return told

    def turn_back(self, town: Town) -> None:
        """Let everyone's page begin where the step began."""
        for name, one in town.people.items():
            one.seen = self.standing.people[name]["seen"] if name in self.standing.people else 0

    def besiege(self, act: script.Act, whole: Seen, trap: Trap) -> None:
        """Die at every statement and behind every commit of a step."""
        for kind, most in (("statement", trap.statements), ("commit", trap.commits)):
            number = 0
            while True:
                number += 1
                self.due += 1
                if self.due % self.every:
                    if number >= most:
                        break
                    continue
                if not self.die(act, Trap(statement=number) if kind == "statement" else Trap(commit=number)):
                    if number >= most:
                        break
                    continue
                self.found[f"{kind}s"] += 1
                self.recover(act, whole, f"{kind} {number} of {act.line!r}")

    def die(self, act: script.Act, trap: Trap) -> bool:
        """Play the step in the folder `tried` until the trap shuts; False when it never did."""
        shutil.rmtree(self.tried, ignore_errors=True)
        shutil.copytree(self.now, self.tried)

        async def play() -> None:
            lay(trap)
            town, player = await opened(self.tried, self.standing, self.seed)
            await town.until_settled()
            trap.live = True
            await player.play(act)

        code = forked(play)
        if code not in (0, DIED):
            self.found["broken"].append(f"{act.line} ended with {code} before it died")
        return code == DIED

    def recover(self, act: script.Act, whole: Seen, where: str) -> None:
        """Start again on what the dead one left, let the platform bring the message once more, and compare."""

        async def play() -> None:
            town, player = await opened(self.tried, self.standing, f"{self.seed} again")
            await town.until_settled()
            await player.play(act)
            self.turn_back(town)
            self.note.write_bytes(pickle.dumps(await seen(town)))

        if forked(play):
            self.found["broken"].append(f"no way on after {where}")
            return
        again: Seen = pickle.loads(self.note.read_bytes())
        self.compare(whole, again, where)

    def compare(self, whole: Seen, again: Seen, where: str) -> None:
        """What is missing, what is there twice, which messages came once more."""
        missing = whole.told(self.known) - again.told(self.known)
        more = again.told(self.known) - whole.told(self.known)
        silent = whole.shown(self.known) - again.shown(self.known)
        copies = again.shown(self.known) - whole.shown(self.known)
        strange = [text for text, n in copies.items() if n > whole.shown(self.known)[text]]
        self.found["lost"] += missing.total() + silent.total()
        self.found["doubled"] += more.total() + len(strange)
        self.found["extra"] += copies.total()
        wrong = [*missing, *more, *silent, *strange]
        if wrong or not again.sound:
            self.found["broken"].append(f"{where}: {wrong[:4] or 'the journal does not fit'}")


def main() -> None:
    """Read the sentences and registers once, and play."""
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet, logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    sentences = Catalogue(app.LOCALE, strict=True)
    province = load_province(province_folder("thai-nguyen"), Path(sys.argv[1]))
    vars(app).update(load_province=lambda *_: province, Catalogue=lambda *_, **__: sentences)
    every, part, parts = (int(one) for one in sys.argv[2:5])
    print(json.dumps(Story(Path(sys.argv[1]), every).run(part, parts), ensure_ascii=False))


if __name__ == "__main__":
    main()

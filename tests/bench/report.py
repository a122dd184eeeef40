"""From samples to figures: medians, ratios, the table, the page, the JSON. Nothing here measures or decides what is good."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from statistics import median
from typing import Any

from tests.bench.measure import Sample
from tests.bench.script import INTAKE
from tests.bench.subjects import SUBJECTS

RATIOS = {  # name: (of whom, over whom, which figure)
    "intake_vs_r0": ("ours", "r0", "rate"),
    "intake_vs_aiogram_echo": ("ours", "aiogram_echo", "rate"),
    "intake_vs_r2": ("ours", "r2", "rate"),
    "cpu_vs_r1": ("ours", "r1", "cpu_ms"),
}
MEANING = {
    "intake_vs_r0": "updates a second of the full intake over those of the bare echo of python-telegram-bot (goal: at least 1.5)",
    "intake_vs_aiogram_echo": "the same over the bare echo of aiogram",
    "intake_vs_r2": "the same over an intake written as tutorials teach",
    "cpu_vs_r1": "processor time for an update of the full intake over that for an update of the fastest echo (less is better)",
}
COLUMNS = ("updates/s", "x of R0", "CPU ms/update", "x of R1", "p50 ms", "p99 ms", "start s", "peak MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The medians of one subject over all rounds, and the spread of its rate."""

    rate: float
    slowest: float
    fastest: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    start: float
    rss_mb: float
    rounds: int
    besides: float  # messages per update beyond the replies
    per_poll: float  # updates in a poll that brought any


def figures(samples: Iterable[Sample]) -> dict[str, Figures]:
    """The figures of every subject that was measured."""
    grouped: dict[str, list[Sample]] = {}
    for sample in samples:
        grouped.setdefault(sample.subject, []).append(sample)
    return {name: _figures(found) for name, found in grouped.items()}


def _figures(found: Sequence[Sample]) -> Figures:
    return Figures(
        rate=median(one.rate for one in found), slowest=min(one.rate for one in found), fastest=max(one.rate for one in found),
        cpu_ms=median(one.cpu_ms for one in found), p50_ms=median(one.p50_ms for one in found), p99_ms=median(one.p99_ms for one in found),
        start=median(one.start for one in found), rss_mb=median(one.rss_mb for one in found), rounds=len(found),
        besides=median(one.besides / one.updates for one in found), per_poll=median(one.updates / max(one.polls, 1) for one in found),
    )  # fmt: skip


def ratios(found: Mapping[str, Figures]) -> dict[str, float]:
    """The ratios of which both sides were measured: a median over a median."""
    return {
        name: round(getattr(found[one], figure) / getattr(found[other], figure), 3)
        for name, (one, other, figure) in RATIOS.items()
        if one in found and other in found
    }


def machine(peers: Mapping[str, str]) -> dict[str, Any]:
    """What it ran on."""
    ours = {name: version(name) for name in ("python-telegram-bot", "httpx", "aiohttp", "uvloop", "orjson", "aiosqlite")}
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "packages": ours | dict(peers),
    }


def as_json(samples: Sequence[Sample], *, at: datetime, of: Mapping[str, Any], load: Mapping[str, int]) -> dict[str, Any]:
    """Everything, the ratios first."""
    found = figures(samples)
    subjects = {
        name: {key: getattr(one, key) for key in Figures.__slots__} | {"label": SUBJECTS[name].label} for name, one in found.items()
    }
    return {
        "ratios": ratios(found),
        "made": at.isoformat(timespec="seconds"),
        "machine": dict(of),
        "load": dict(load),
        "subjects": subjects,
        "samples": [sample.as_json() for sample in samples],
    }


def rows(found: Mapping[str, Figures]) -> list[tuple[str, ...]]:
    """The table, in the order in which the subjects are listed: a label and its cells."""
    r0, r1 = found.get("r0"), found.get("r1")
    table: list[tuple[str, ...]] = []
    for name in (name for name in SUBJECTS if name in found):
        one = found[name]
        cells = (
            f"{one.rate:,.0f}", f"{one.rate / r0.rate:.2f}" if r0 else "–",
            f"{one.cpu_ms:.2f}", f"{one.cpu_ms / r1.cpu_ms:.2f}" if r1 else "–",
            f"{one.p50_ms:.0f}", f"{one.p99_ms:.0f}", f"{one.start:.2f}", f"{one.rss_mb:.0f}",
        )  # fmt: skip
        table.append((SUBJECTS[name].label, *cells))
    return table


def page(told: Mapping[str, Any], found: Mapping[str, Figures]) -> str:
    """docs/benchmarks.md."""
    of, load = told["machine"], told["load"]
    packages = ", ".join(f"{name} {number}" for name, number in sorted(of["packages"].items()))
    lines = [f"| | {' | '.join(COLUMNS)} |", f"| --- |{' --: |' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(cells)} |" for cells in rows(found)]
    spread = [f"- {SUBJECTS[name].label}: {one.slowest:,.0f} to {one.fastest:,.0f} updates/s" for name, one in found.items()]
    ratio = [f"| `{name}` | {value:.2f} | {MEANING[name]} |" for name, value in told["ratios"].items()]
    besides = f"{found['ours'].besides:.2f}" if "ours" in found else "–"
    return PAGE.format(
        made=told["made"][:10], cores=of["cores"], system=of["system"], python=of["python"], sqlite=of["sqlite"], packages=packages,
        chats=load["chats"], at_once=load["at_once"], rounds=load["rounds"], updates=len(INTAKE) * load["chats"], steps=len(INTAKE),
        table="\n".join(lines),
        spread="\n".join(spread), ratios="\n".join(ratio), besides=besides,
    )  # fmt: skip


PAGE = """\
# Benchmarks

Written by `make bench` on {made}; do not edit by hand. All figures of one run are in `build/bench.json`.

{system}, {cores} cores, Python {python}, SQLite {sqlite}; {packages}.

## What is measured

Updates per second, from the first update offered until the server has the last reply that somebody waits for. The same server, in a
process of its own, plays the same {chats} chats to every bot, {at_once} at a time. A chat says {steps} things: the link of a poster
(`/start c_…`), its consent, that the commune is right, its opinion, `Gửi`; it says the next one only when it has the reply to the one
before. So each run is {updates} updates. Every bot polls. The figures are medians of {rounds} rounds; in each round every bot has its
turn, in changing order, with a fresh process and a fresh store.

- **Our program** is the real one (`python -m bot run`): SQLite with synchronous=FULL, every update on disk before it is confirmed, every
  reply in the outbox before it is sent. It does the whole intake. Afterwards the opinions in its store, codes and texts, must be exactly
  those that were confirmed to the chats; else the run does not count. One thing is changed: the platform's allowance of
  messages a second is lifted, for it would be all that is seen here.
- **R0, R1 and aiogram** only echo: they store nothing and lose what they hold when they are killed.
- **R2** does an intake too, stores it with one commit per message and must have stored exactly what it confirmed. It confirms an update
  to the platform before it has stored it.

## Figures

{table}

CPU is user and system time of the bot's process by update (`/proc/<pid>/stat`), without its start. The start is the time from starting the
process to its first `getUpdates`, with everything compiled from the second round on. The peak is that of resident memory.
Our program said {besides} messages per update beyond the awaited replies: they cost time and are not counted.

The spread of the rates:

{spread}

## Ratios

| | | |
| --- | --: | --- |
{ratios}

## What this does not show

- Server and bot share the cores of one machine, over loopback. Ratios say more than rates; rates of two machines cannot be compared.
- It is a load that no platform sends: Telegram lets a bot say about 30 messages a second. What these figures say of daily life is how
  much of a small machine is left while that happens.
- One kind of text, no photos, no officials at work, an empty store at the beginning; no webhook, no web chat.
- Latency under a closed loop is mostly the length of the queue: with {at_once} chats waiting, the faster bot has the shorter one.
"""

"""`make bench`: measures our program and its peers in turn, prints the table, writes build/bench.json and docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.bench import report
from tests.bench.measure import Failed, Load, Sample, measure
from tests.bench.subjects import PEERS_PYTHON, ROOT, SUBJECTS

PEER_PACKAGES = ("aiogram", "sqlalchemy")


def peer_versions() -> dict[str, str]:
    """The versions in the environment of the peers."""
    code = "import json, sys; from importlib.metadata import version; print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    ran = subprocess.run([PEERS_PYTHON, "-c", code, *PEER_PACKAGES], capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def order(names: list[str], number: int) -> list[str]:
    """Who is measured when in a round: each is first once, so that nobody always finds the machine as the same other left it."""
    place = number % len(names)
    return names[place:] + names[:place]


def run(names: list[str], rounds: int, load: Load, console: Console) -> list[Sample]:
    """All rounds. Raises Failed."""
    samples = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=rounds * len(names))
        for number in range(rounds):
            for name in order(names, number):
                progress.update(task, description=f"round {number + 1}: {SUBJECTS[name].label}")
                samples.append(measure(SUBJECTS[name], number + 1, load))
                progress.advance(task)
                if not console.is_terminal:
                    console.print(f"round {number + 1}  {name:<13} {samples[-1].rate:>8,.0f} updates/s  {samples[-1].cpu_ms:.2f} ms CPU")
    return samples


def show(samples: list[Sample], console: Console) -> None:
    """The table and the ratios."""
    found = report.figures(samples)
    table = Table(title=f"medians of {max(one.rounds for one in found.values())} rounds")
    table.add_column("")
    for column in report.COLUMNS:
        table.add_column(column, justify="right")
    for cells in report.rows(found):
        table.add_row(*cells)
    console.print(table)
    for name, value in report.ratios(found).items():
        console.print(f"{name:<24} {value:>6.2f}   {report.MEANING[name]}")


def main() -> None:
    """Read the command line, measure, report. Ends with 1 when a bot did not do what it must; how fast it was never fails it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chats", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--only", nargs="+", choices=list(SUBJECTS), help="measure these alone and write nothing")
    given = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 200)
    names = given.only or list(SUBJECTS)
    try:
        samples = run(names, given.rounds, Load(chats=given.chats, at_once=given.at_once), console)
    except Failed as why:
        console.print(str(why), markup=False, highlight=False)
        sys.exit(1)
    show(samples, console)
    if given.only:
        return
    load = {"rounds": given.rounds, "chats": given.chats, "at_once": given.at_once}
    told = report.as_json(samples, at=datetime.now(UTC), of=report.machine(peer_versions()), load=load)
    (ROOT / "build" / "bench.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "benchmarks.md").write_text(report.page(told, report.figures(samples)), encoding="utf-8")
    console.print("written: build/bench.json, docs/benchmarks.md")


if __name__ == "__main__":
    main()

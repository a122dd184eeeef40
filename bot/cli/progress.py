"""A bar for long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

STAGES: Final = {
    "copy": "copying the database", "write": "writing the archive", "read": "reading the archive", "check": "checking the database",
    "rebuild": "counting anew", "place": "putting files in place",
}  # fmt: skip


@contextmanager
def counted(words: str, whole: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Give a function (done) that draws how many of `whole` are done, as `bar` does."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(words, total=whole)
        yield lambda done: shown.update(task, completed=done)


@contextmanager
def bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function (stage, done, whole) that draws a bar on standard error; nothing is drawn when `quiet` or without a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("")
        yield lambda stage, done, whole: shown.update(task, description=STAGES.get(stage, stage), completed=done, total=whole or None)

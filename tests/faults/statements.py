"""Killed at every statement, and behind every commit, of one whole story; then started again, and the message brought once more."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from tests.e2e.program import ROOT
from tests.faults.table import Row, Scale

_PARTS: Final = 2  # processes that share the steps, where there is much to do at each


def part(number: int, parts: int, scale: Scale, folder: Path) -> dict[str, Any]:
    """What one process found (see tests.faults.stepwise)."""
    words = [str(folder / f"part-{number}"), str(scale.every), str(number), str(parts)]
    done = subprocess.run([sys.executable, "-m", "tests.faults.stepwise", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"the story ended with {done.returncode}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def case(scale: Scale, folder: Path) -> Row:
    """All steps of the story."""
    parts = _PARTS if scale.every == 1 else 1
    with ThreadPoolExecutor(parts) as pool:
        found = list(pool.map(lambda number: part(number, parts, scale, folder), range(parts)))

    def total(name: str) -> int:
        return sum(one[name] for one in found)

    broken = [wrong for one in found for wrong in one["broken"]]
    return Row(
        name="Died at a statement or behind a commit of a whole story", cases=total("statements") + total("commits"), lost=total("lost"),
        doubled=total("doubled"), extra=total("extra"), allowed=total("extra"), broken="; ".join(broken[:5])[:2000],
        note=f"{total('steps')} steps: {total('statements')} statements, {total('commits')} commits; no message more than once more",
    )  # fmt: skip

"""A migration killed at any statement: the old schema or the new one, never half, and the next start goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from storage import migrate
from tests.e2e.program import ROOT
from tests.faults.table import SHORT, Row, Scale
from tests.storage.test_migrate import KILLED, dump


def case(scale: Scale, folder: Path) -> Row:
    """See the module. The house's own migrations, from nothing and from each older version."""
    newest = len(migrate.read_migrations())
    olds = range(newest) if scale.cuts > SHORT.cuts else (newest - 1,)
    tried, wrong = 0, ""
    for old in olds:
        killed, broken = _from(old, folder / f"from-{old}")
        tried += killed
        wrong = wrong or broken
    return Row(
        name="Migration killed at every statement", cases=tried, note=f"from each of the versions {olds[0]} to {olds[-1]}", broken=wrong
    )


def _from(old: int, folder: Path) -> tuple[int, str]:
    """Kill the upgrade of a database of version `old` everywhere; how often, and what was wrong."""
    few = folder / "few"
    few.mkdir(parents=True)
    for path in sorted(migrate.MIGRATIONS.glob("*.sql"))[:old]:
        shutil.copy(path, few)
    source = folder / "house.db"
    if old:
        migrate.upgrade(source, folder=few)
    new = folder / "new.db"
    migrate.upgrade(new)
    whole = [dump(new), *([dump(source)] if old else [(0, ["BEGIN TRANSACTION;", "COMMIT;"])])]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(source), str(migrate.MIGRATIONS)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    homes = [Path(line.split()[0]) for line in run.stdout.splitlines()]
    for home in homes:
        if dump(home / "house.db") not in whole:
            return len(homes), f"{home.name} from version {old} is half migrated"
        migrate.upgrade(home / "house.db")
        if dump(home / "house.db") != whole[0]:
            return len(homes), f"{home.name} from version {old} cannot go on"
    return len(homes), ""

"""`python -m tests.faults [case ...]`: does to the program what machines and platforms do, and prints what became of its promises."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path

from tests.faults.register import CASES
from tests.faults.table import SHORT, Row, Scale, keep, killed, show
from tests.faults.tools import Absent


def run(name: str, scale: Scale) -> list[Row]:
    """The rows of one case; what it cannot bear is a row too."""
    with tempfile.TemporaryDirectory(prefix=f"faults-{name}-", ignore_cleanup_errors=True) as folder:
        try:
            found = importlib.import_module(f"tests.faults.{name}").case(scale, Path(folder))
        except Absent as why:
            promised = os.environ.get("CI", "").lower() in {"1", "true"}
            return [Row(name=name, skipped=str(why), broken="CI must have it" if promised else "")]
        except Exception as why:  # noqa: BLE001  one case must not hide the others
            traceback.print_exc()
            return [Row(name=name, broken=f"{type(why).__name__}: {why}"[:300])]
    return [found] if isinstance(found, Row) else list(found)


def main() -> int:
    """Run, print, keep; 1 when a promise is broken."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("cases", nargs="*", help="only these; left out: all")
    reader.add_argument("--kills", type=int, default=Scale().kills)
    reader.add_argument("--cuts", type=int, default=Scale().cuts)
    reader.add_argument("--dues", type=int, default=Scale().dues)
    reader.add_argument("--short", action="store_true", help="the little that `make test` tries; docs/faults.md stays as it is")
    given = reader.parse_args()
    scale = SHORT if given.short else replace(killed(given.kills), cuts=given.cuts, dues=given.dues)
    found: dict[str, list[Row]] = {}
    for name in given.cases or CASES:
        print(f"{name} ...", file=sys.stderr, flush=True)
        found[name] = run(name, scale)
        if not given.short:
            keep({name: found[name]})
    rows = [row for some in found.values() for row in some]
    show(rows)
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

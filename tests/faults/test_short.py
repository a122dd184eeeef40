"""Every case of `make faults` in its short form."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests import needs
from tests.faults.register import CASES
from tests.faults.table import SHORT, Row
from tests.faults.tools import Absent


@pytest.mark.parametrize("name", CASES)
def test_every_promise_is_kept(name: str, tmp_path: Path) -> None:
    try:
        found = importlib.import_module(f"tests.faults.{name}").case(SHORT, tmp_path)
    except Absent as why:
        needs.absent(str(why))
    for row in [found] if isinstance(found, Row) else found:
        if row.skipped:
            needs.absent(row.skipped)
        assert row.kept, row
        assert row.cases, row

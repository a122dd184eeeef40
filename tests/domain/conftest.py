"""The provinces that are shipped, read once."""

from __future__ import annotations

import pytest

from bot.domain.province import Province
from config.registers import load_province, province_folder


@pytest.fixture(scope="session")
def thai_nguyen() -> Province:
    return load_province(province_folder("thai-nguyen"))


@pytest.fixture(scope="session")
def bac_kan() -> Province:
    return load_province(province_folder("bac-kan-2021"))

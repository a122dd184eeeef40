"""What a test needs of the machine: where it is missing the test is skipped aloud, and fails where CI promises it."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

CHROMIUMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def absent(what: str) -> NoReturn:
    """Skip, or fail when CI=true: there a test that does not run is a test that does not pass."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{what}: CI must have it")
    pytest.skip(what)


def needs_chromium() -> str:
    """The path of Chromium."""
    found = next((path for path in CHROMIUMS if os.access(path, os.X_OK)), None) or shutil.which("chromium")
    if found is None:
        absent("Chromium is missing (apt-get install chromium)")
    return str(found)


def needs_office() -> str:
    """The path of LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        absent("LibreOffice is missing (apt-get install libreoffice-writer-nogui)")
    return str(found)


def needs_poppler() -> None:
    """The programs that look into a PDF."""
    if shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None:
        absent("poppler is missing (apt-get install poppler-utils)")

"""A DOCX as a PDF, by LibreOffice where the machine has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from bot.cli.endings import UNREACHABLE

_PATIENCE: Final = 180  # seconds


class NoPrinter(click.ClickException):
    """The machine cannot make a PDF; the DOCX is there."""

    exit_code = UNREACHABLE


def convert(path: Path) -> Path:
    """Write the PDF beside the DOCX. Raises NoPrinter where LibreOffice is missing or fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise NoPrinter(f"{path} is written; no PDF: LibreOffice is missing (apt-get install libreoffice-writer-nogui fonts-liberation2)")
    with TemporaryDirectory(prefix="doithoai-") as name:
        profile = f"-env:UserInstallation={(Path(name) / 'profile').as_uri()}"
        args = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(path)]
        ran = subprocess.run(args, capture_output=True, text=True, check=False, timeout=_PATIENCE)  # noqa: S603  a program of the machine, no shell
        made = Path(name) / f"{path.stem}.pdf"
        if not made.exists():
            raise NoPrinter(f"{path} is written; no PDF: LibreOffice says {(ran.stderr or ran.stdout).strip()[:200]}")
        printed = path.with_suffix(".pdf")
        printed.touch(mode=0o600)
        printed.write_bytes(made.read_bytes())
    return printed

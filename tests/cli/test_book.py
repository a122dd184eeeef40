"""`doithoai book` and `doithoai papers` as operators run them."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

from bot.reports.docx import TEMPLATES
from tests.cli.test_commands import add_dialogue, doithoai, environment
from tests.needs import needs_office, needs_poppler
from tests.reports.papers import lines, part


def test_the_book_of_a_dialogue_is_written_with_its_pdf(tmp_path: Path) -> None:
    needs_office()
    needs_poppler()
    short = str(add_dialogue(tmp_path)["short"])
    paper = tmp_path / "tong-hop.docx"
    ran = doithoai(tmp_path, "book", short, "--to", str(paper), "--pdf", "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert (told["frozen"], told["rows"], told["pdf"]) == (False, 0, str(tmp_path / "tong-hop.pdf"))
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines(part(paper.read_bytes()))
    info = subprocess.run(["pdfinfo", told["pdf"]], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in info and "841.89 x 595" in info


def test_where_there_is_no_libreoffice_the_command_says_so(tmp_path: Path) -> None:
    short = str(add_dialogue(tmp_path)["short"])
    paper = tmp_path / "b.docx"
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "book", short, "--to", str(paper), "--party", "--pdf"], cwd=tmp_path, check=False, timeout=120,
        env=environment(tmp_path) | {"PATH": os.devnull}, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 69 and "LibreOffice is missing" in ran.stderr
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in lines(part(paper.read_bytes()))


def test_an_unknown_dialogue_or_agency_is_bad_data(tmp_path: Path) -> None:
    short = str(add_dialogue(tmp_path)["short"])
    for args in (("XXXXXX",), (short, "--agency", "no_such")):
        ran = doithoai(tmp_path, "book", *args, "--to", str(tmp_path / "b.docx"))
        assert ran.returncode == 65 and not (tmp_path / "b.docx").exists()
    assert doithoai(tmp_path, "book", short, "--agency", "kinh_te", "--to", str(tmp_path / "b.docx")).returncode == 0


def test_templates_are_made_and_an_office_puts_its_own_in_their_place(tmp_path: Path) -> None:
    own = tmp_path / "data" / "templates"
    assert doithoai(tmp_path, "papers", "templates", "--to", str(own)).returncode == 0
    assert sorted(path.name for path in own.iterdir()) == sorted(path.name for path in TEMPLATES.glob("*.docx"))
    (own / "question_book.state.docx").write_bytes((own / "question_book.party.docx").read_bytes())
    short = str(add_dialogue(tmp_path)["short"])
    assert doithoai(tmp_path, "book", short, "--to", str(tmp_path / "b.docx")).returncode == 0
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in lines(part((tmp_path / "b.docx").read_bytes()))

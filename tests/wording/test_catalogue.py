"""The catalogue refuses what is broken, all of it at once, and words what is whole."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.talk.screen import say
from bot.wording.catalogue import Catalogue, CatalogueBroken, WordingFailed

VI = """
-ten-tinh = tỉnh Thái Nguyên
chao = Xin chào { $name }.
so = Có { $count } ý kiến năm { $year }.
tinh = Thuộc { -ten-tinh }.
ngay = Hội nghị: { $day }.
ghep = Kính gửi: { chao }
phan = { $kind ->
    [reflection] Phản ánh
   *[question] Đề nghị giải đáp
}
danh-sach = Gồm:
    { $lines }
"""
EN = """
-ten-tinh = Thai Nguyen
chao = Hello { $name }.
so = { $count ->
    [one] { $count } opinion in { $year }.
   *[other] { $count } opinions in { $year }.
}
tinh = In { -ten-tinh }.
ngay = Meeting: { $day }.
ghep = To: { chao }
phan = { $kind ->
    [reflection] Report
   *[question] Question
}
danh-sach = These:
    { $lines }
"""


def made(folder: Path, **languages: dict[str, str]) -> Path:
    for lang, files in languages.items():
        for name, text in files.items():
            path = folder / lang / f"{name}.ftl"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def both(tmp_path: Path) -> Catalogue:
    return Catalogue(made(tmp_path, vi={"a": VI}, en={"a": EN}), strict=True)


def test_numbers_are_grouped_and_names_of_numbers_are_not(both: Catalogue) -> None:
    assert both.text("vi", say("so", count=12345, year="2026")) == "Có 12.345 ý kiến năm 2026."
    assert both.text("en", say("so", count=12345, year="2026")) == "12,345 opinions in 2026."
    assert both.text("en", say("so", count=1, year="2026")) == "1 opinion in 2026."


def test_facts_of_every_kind(both: Catalogue) -> None:
    assert both.text("vi", say("ngay", day=date(2026, 11, 25))) == "Hội nghị: thứ Tư, 25/11/2026."
    assert both.text("vi", say("ngay", day=datetime(2026, 11, 25, 0, 30, tzinfo=UTC))) == "Hội nghị: 07:30 thứ Tư, 25/11/2026."
    assert both.text("en", say("ngay", day=datetime(2026, 11, 24, 17, 30, tzinfo=UTC))) == "Meeting: 00:30 Wed 25 Nov 2026."
    assert both.text("vi", say("chao", name=say("tinh"))) == "Xin chào Thuộc tỉnh Thái Nguyên.."
    assert both.text("vi", say("danh-sach", lines=(say("chao", name="An"), say("tinh")))) == ("Gồm:\nXin chào An.\nThuộc tỉnh Thái Nguyên.")
    assert both.text("vi", say("phan", kind="reflection")) == "Phản ánh"


def test_what_a_person_wrote_is_never_read_as_a_pattern(both: Catalogue) -> None:
    for name in ("{ $year }", "{ -ten-tinh }", "\ue0000\ue001", "a\nb = c", "x" * 9000):
        assert both.text("vi", say("chao", name=name)) == f"Xin chào {name}."


def test_languages(both: Catalogue) -> None:
    assert both.languages == ("vi", "en")
    assert [both.language(wish) for wish in ("vi", "en", "en-GB", "EN_us", "tay", "")] == ["vi", "en", "en", "en", "vi", "vi"]
    assert both.text("km", say("tinh")) == "Thuộc tỉnh Thái Nguyên."
    assert both.ids == {"chao", "so", "tinh", "ngay", "ghep", "phan", "danh-sach"}
    assert both.variables("vi", "ghep") == {"name"}


@pytest.mark.parametrize("words", [say("chao"), say("ghep"), say("khong-co"), say("chao", name=say("khong-co"))])
def test_strict_raises(both: Catalogue, words: object) -> None:
    with pytest.raises(WordingFailed):
        both.text("vi", words)  # type: ignore[arg-type]


def test_at_work_there_are_always_words_and_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    loose = Catalogue(made(tmp_path, vi={"a": VI + "wording-lost = Xin thử lại.\n"}))
    with caplog.at_level(logging.ERROR):
        assert loose.text("vi", say("chao")) == "Xin chào …."
        assert loose.text("vi", say("phan")) == "Đề nghị giải đáp"
        assert loose.text("vi", say("khong-co")) == "Xin thử lại."
    assert [record.getMessage() for record in caplog.records] == [
        "sentence chao (vi) without name",
        "sentence phan (vi) without kind",
        "unknown sentence khong-co (vi)",
    ]


def test_all_problems_at_once(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        vi={"a": "mot = Một\nhai = { $x\nba = { -khong }\n", "b": "mot = Lại một\n"},
        en={"a": "mot = One\nba = Three\nbon = { nam }\nsau =\n    .nhan = Six\n"},
    )
    with pytest.raises(CatalogueBroken) as caught:
        Catalogue(folder)
    problems = "\n".join(caught.value.problems)
    for part in (
        "vi/a.ftl:2: ",
        "vi/b.ftl:1: mot stands in vi/a.ftl:1 already",
        "vi/a.ftl:3: leads to -khong",
        "en/a.ftl:3: leads to nam",
        "vi: no sentence bon",
        "sau has no words",
    ):
        assert part in problems
    with pytest.raises(CatalogueBroken, match="no language vi"):
        Catalogue(tmp_path / "nowhere")


def test_the_room_can_be_entered_without_loading_fluent() -> None:
    code = "import sys, bot.wording, bot.wording.match, bot.wording.dates; sys.exit('fluent' in str(sorted(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

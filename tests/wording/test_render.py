"""A screen becomes taps where there are buttons and a numbered menu where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.talk.rendered import EVERY_FILE, Caps, File, Tap
from bot.talk.screen import Button, button, column, say, screen
from bot.wording.catalogue import Catalogue
from bot.wording.render import labels, word

FTL = """
asks-location = Gửi vị trí
hoi = Ông/Bà muốn gửi ý kiến này?
dai = { $text }
gui = Gửi
sua = Sửa
huy = Hủy
trang = Trang công khai
"""
ASK = screen(
    say("hoi"),
    rows=(
        (button("gui", "send", "7"), button("sua", "edit")),
        (Button(words=say("trang"), url="https://example.vn/"),),
        (button("huy", "stop"),),
    ),
    asks="location",
)


def caps(buttons: int, text_max: int = 4096) -> Caps:
    return Caps(
        text_max=text_max, buttons=buttons, edit=True, deep_link=True, voice_in=True, location_in=True, files_out=EVERY_FILE, commands=True
    )


@pytest.fixture
def words(tmp_path: Path) -> Catalogue:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "a.ftl").write_text(FTL, encoding="utf-8")
    return Catalogue(tmp_path, strict=True)


def data(index: int) -> str:
    return f"menu:{index}"


def test_buttons(words: Catalogue) -> None:
    got = word(words, "vi", ASK, caps=caps(4), data=data)
    assert got.text == "Ông/Bà muốn gửi ý kiến này?"
    assert got.rows == (
        (Tap(label="Gửi", data="menu:0"), Tap(label="Sửa", data="menu:1")),
        (Tap(label="Trang công khai", url="https://example.vn/"),),
        (Tap(label="Hủy", data="menu:2"),),
    )
    assert got.asks == "location Gửi vị trí"
    assert labels(words, "vi", ASK) == ("Gửi", "Sửa", "Hủy")


@pytest.mark.parametrize("buttons", [0, 3])
def test_a_numbered_menu(words: Catalogue, buttons: int) -> None:
    got = word(words, "vi", ASK, caps=caps(buttons), data=data)
    assert got.rows == ()
    assert got.text == "Ông/Bà muốn gửi ý kiến này?\n\n1. Gửi\n2. Sửa\nTrang công khai: https://example.vn/\n3. Hủy"


def test_lines_and_files(words: Catalogue, tmp_path: Path) -> None:
    file = File(kind="photo", path=tmp_path / "x.jpg", name="x.jpg", mime="image/jpeg")
    got = word(words, "vi", screen(say("hoi"), say("gui")), caps=caps(0), data=data, files=[file])
    assert (got.text, got.rows, got.files) == ("Ông/Bà muốn gửi ý kiến này?\nGửi", (), (file,))


def test_a_text_too_long_is_cut_but_never_its_menu(words: Catalogue) -> None:
    long = screen(say("dai", text="🌾 đường " * 1000), rows=column(button("gui", "send"), button("huy", "stop")))
    got = word(words, "vi", long, caps=caps(0, 200), data=data).text
    assert got.endswith("…\n\n1. Gửi\n2. Hủy")
    assert 190 <= len(got.encode("utf-16-le")) // 2 <= 200
    shown = word(words, "vi", long, caps=caps(2, 200), data=data)
    assert shown.text.endswith("…")
    assert len(shown.rows) == 2

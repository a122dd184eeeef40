"""Ready-made answers: what is shipped, what an operator puts in their place, and how mistakes are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.domain.replies import FILLED, TYPED, holes
from config.errors import ConfigurationError
from config.registers import DATA, load_province, province_folder, province_keys

GOOD = '[[reply]]\nid = "a"\ntitle = "Mẫu"\noutcome = "done"\ntext = "Xong {noi_dung}"\n'


@pytest.mark.parametrize("key", province_keys())
def test_what_is_shipped_has_only_holes_that_are_filled(key: str) -> None:
    templates = load_province(province_folder(key)).templates
    assert len(templates) >= 12
    assert all(set(holes(one.text)) <= {*FILLED, *TYPED} for one in templates)


def test_an_operators_file_takes_the_place(tmp_path: Path) -> None:
    (tmp_path / "replies.toml").write_text(GOOD, encoding="utf-8")
    assert [one.title for one in load_province(province_folder("thai-nguyen"), tmp_path).templates] == ["Mẫu"]


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA / "thai-nguyen", tmp_path / "thai-nguyen"))
    (folder / "replies.toml").unlink()
    assert load_province(folder).templates == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (GOOD + GOOD, "replies.toml:7: a stands twice"),
        (GOOD.replace('"done"', '"maybe"'), "replies.toml:4: outcome: maybe is not one of done, explained, scheduled, not_ours, unfounded"),
        (GOOD + 'fields = ["duong"]\n', "replies.toml:6: fields: duong is not in fields.csv"),
        (GOOD.replace("{noi_dung}", "{so}"), "replies.toml:5: text: {so} is not one of ma, don_vi"),
        (GOOD.replace('"Mẫu"', '""'), "replies.toml:3: title is missing"),
        (GOOD.replace("title", "name"), "replies.toml:3: name: unknown key"),
        (GOOD.replace("Mẫu", "M" * 61), "replies.toml:3: title must have at most 60 characters"),
        ("other = 1\n" + GOOD, "replies.toml:1: other: unknown key"),
        (GOOD.replace("Xong", "x" * 5000), "replies.toml:5: text must have at most 4000 characters"),
    ],
)
def test_every_mistake_is_named_with_its_line(tmp_path: Path, text: str, wrong: str) -> None:
    (tmp_path / "replies.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_province(province_folder("thai-nguyen"), tmp_path)
    found = [one.removeprefix(f"{tmp_path}/") for one in caught.value.problems]
    assert any(one.startswith(wrong) for one in found), found

"""A poster's page in a real Chromium: loads under its own policy, counts a visit once, and leads on into the web chat."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_whole import context, page, program, shot
from tests.e2e.program import Program, until

__all__ = ["context", "page", "program"]
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
WHEN = (
    "--unit",
    "con minh",
    "--starts",
    "2030-12-02 08:00",
    "--place",
    "Nhà văn hóa xã",
    "--chair",
    "Chủ tịch xã",
    "--opens",
    "2020-01-01 08:00",
)


@pytest.fixture
def poster(program: Program, tmp_path: Path) -> str:
    dialogue = json.loads(program.command("dialogue", "add", *WHEN, "--json"))["short"]
    hung = json.loads(program.command("posters", dialogue, "--to", str(tmp_path / "giay"), "--json"))
    return str(hung[0]["short"])


def opened(program: Program) -> int:
    return int(program.rows("SELECT opened FROM poster")[0][0])


def test_a_visit_is_counted_once_and_leads_into_the_chat(program: Program, poster: str, page: Page) -> None:
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda why: errors.append(str(why)))
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    with urllib.request.urlopen(f"{program.url}/q/{poster}", timeout=10) as preview:  # what shows a link looks at it first
        assert preview.status == 200
    page.goto(f"{program.url}/q/{poster}")
    expect(page.get_by_role("heading")).to_contain_text("Hội nghị đối thoại")
    until(lambda: opened(program) == 1, "the visit to be counted")
    shot(page, "poster-page")
    page.reload()
    expect(page.get_by_role("heading")).to_contain_text("Hội nghị đối thoại")
    assert page.evaluate("getComputedStyle(document.querySelector('.way')).display") == "block", "its own style is let in"
    assert page.context.cookies() == [] and all(one.startswith(program.url) for one in asked)
    page.get_by_role("link", name="Gửi trên trang web này").click()
    page.locator("#messages").get_by_role("button", name="Tôi đồng ý cung cấp thông tin", exact=True).last.click()
    expect(page.locator("#messages")).to_contain_text("Xã Côn Minh")
    assert opened(program) == 1, "neither the reload nor the way through the page counts again"
    assert errors == []

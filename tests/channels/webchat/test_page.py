"""The page itself: what is in it, what it may load, and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.channels.http import content_policy
from bot.channels.webchat.page import STATIC
from tests.channels.webchat.stand import Browser, Stand, standing


@pytest_asyncio.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with standing(tmp_path) as one:
        yield one


async def test_headers_of_the_page(stand: Stand) -> None:
    async with aiohttp.ClientSession() as session, session.get(stand.url) as page:
        policy = page.headers["Content-Security-Policy"]
        cookie = page.cookies["doithoai"]
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in page.headers
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "lax", "", "/")
        assert int(cookie["max-age"]) == 365 * 24 * 3600
    for word in ("default-src 'none'", "frame-ancestors 'none'", "script-src 'self';", f"ws://127.0.0.1:{stand.port}"):
        assert word in policy
    assert "unsafe" not in policy


def test_a_strange_host_cannot_write_the_policy() -> None:
    assert "evil" not in content_policy("a; script-src evil")


async def test_a_known_visitor_keeps_the_cookie_and_a_forged_one_is_replaced(stand: Stand) -> None:
    browser = Browser(stand)
    await browser.visit()
    first = browser.cookie
    await browser.visit()
    assert browser.cookie == first
    browser.cookie = first[:-2] + "xx"
    await browser.visit()
    assert browser.cookie not in {first, first[:-2] + "xx"}


async def test_what_the_house_says_about_itself_is_escaped(stand: Stand) -> None:
    stand.facts = {"name": "Đối thoại <b>", "notice": "Dữ liệu mẫu & <script>alert(1)</script> $start"}
    page = await Browser(stand).visit()
    assert "Đối thoại &lt;b&gt;" in page
    assert "Dữ liệu mẫu &amp; &lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(("given", "kept"), [("d_ab12", "d_ab12"), ('"><script>', ""), ("x" * 65, ""), ("i_A-b_9", "i_A-b_9")])
async def test_the_deep_link_reaches_the_page(stand: Stand, given: str, kept: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(stand.url, params={"start": given}) as page:
        assert f'data-start="{kept}"' in await page.text()


async def test_pieces_are_kept_by_browsers_and_zipped(stand: Stand) -> None:
    page = await Browser(stand).visit()
    pieces = re.findall(r"/webchat/[0-9a-f]{16}/[\w.]+", page)
    assert pieces
    async with aiohttp.ClientSession() as session:
        for piece in {*pieces, re.sub(r"[^/]+$", "vendor/deep-chat-2.4.2.js", pieces[0])}:
            async with session.get(stand.url + piece) as answer:
                assert answer.status == 200
                assert answer.headers["Content-Encoding"] == "gzip"
                assert "immutable" in answer.headers["Cache-Control"]
        for missing in ("page.html", "../channel.py", "%2e%2e/channel.py", "nothing.js"):
            async with session.get(stand.url + re.sub(r"[^/]+$", missing, pieces[0])) as answer:
                assert answer.status == 404


def test_the_vendored_chat_comes_with_its_licence() -> None:
    names = {path.name for path in (STATIC / "vendor").iterdir()}
    assert names == {"deep-chat-2.4.2.js", "deep-chat-LICENSE.txt"}
    assert "MIT License" in (STATIC / "vendor" / "deep-chat-LICENSE.txt").read_text()


def test_both_languages_have_every_word_and_none_is_idle() -> None:
    table = (STATIC / "words.js").read_text("utf-8")
    vi, en = (set(re.findall(r"^    (\w+):", table.split(f"  {lang}: {{")[1].split("  },")[0], re.MULTILINE)) for lang in ("vi", "en"))
    assert vi == en
    used = "".join(
        path.read_text("utf-8") for path in STATIC.glob("*") if path.name in {"page.html", "page.js", "log.js", "composer.js", "wire.js"}
    )
    assert {word for word in vi if not re.search(rf"\"{word}\"", used)} == set()

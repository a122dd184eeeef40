"""The page in a real Chromium: written, pressed, photographed, reloaded, cut off, by keyboard and on a small phone."""

from __future__ import annotations

import io
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, async_playwright, expect

from bot.channels.webchat import Rules
from bot.talk.rendered import File, Rendered
from storage import web_sessions
from tests.channels.webchat.stand import Stand, standing, until
from tests.needs import needs_chromium

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
PHONE = {"width": 360, "height": 740}


@pytest_asyncio.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with standing(tmp_path) as one:
        yield one


@pytest_asyncio.fixture
async def context(stand: Stand) -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=needs_chromium(), args=["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
        )
        opened = await chromium.new_context(viewport=PHONE, locale="vi-VN", permissions=["geolocation", "microphone"])  # type: ignore[arg-type]
        await opened.set_geolocation({"latitude": 21.5942, "longitude": 105.8482})
        yield opened
        await chromium.close()


class Watched:
    """A page with everything it complained about and every address it asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.asked.append(request.url)


@pytest_asyncio.fixture
async def watched(stand: Stand, context: BrowserContext) -> Watched:
    one = Watched(await context.new_page())
    await one.page.goto(stand.url)
    await expect(one.page.get_by_text("Ông/Bà muốn làm gì?")).to_be_visible(timeout=20_000)
    return one


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


async def write(page: Page, words: str) -> None:
    await page.get_by_label("Nội dung muốn gửi").fill(words)
    await page.get_by_role("button", name="Gửi", exact=True).last.click()


async def test_written_pressed_and_reloaded(stand: Stand, watched: Watched) -> None:
    page = watched.page
    await write(page, "1. Đường <b>thôn Nà Pài</b>\n* sạt lở")
    await expect(page.get_by_text("Đã ghi: 1. Đường <b>thôn Nà Pài</b>")).to_be_visible()
    assert stand.texts() == ["1. Đường <b>thôn Nà Pài</b>\n* sạt lở"]
    await expect(page.get_by_text("1. Đường <b>thôn Nà Pài</b>")).to_have_count(2)
    await page.get_by_role("button", name="Tra cứu").click()
    await expect(page.get_by_text("Thẻ: Tra cứu")).to_be_visible()
    assert [one.press for one in stand.heard if one.kind == "press"] == ["abcdefghijkl:1"]
    await expect(page.get_by_text("Đã bấm Tra cứu")).to_be_visible()
    await page.get_by_role("button", name="Sửa").click()
    await expect(page.get_by_text("Thẻ: Sửa")).to_be_visible()
    await expect(page.get_by_text("Thẻ: Tra cứu")).to_have_count(0)
    await expect(page.get_by_text("Chưa gửi")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("Thẻ: Sửa")).to_be_visible()
    await expect(page.get_by_text("Đã ghi: 1. Đường")).to_have_count(1)
    assert sum(one.kind == "start" for one in stand.heard) == 1
    assert [address for address in watched.asked if not address.startswith(stand.url)] == []
    assert watched.complaints == []


async def test_a_photo_loses_its_place_before_it_leaves_the_phone(stand: Stand, watched: Watched) -> None:
    page, photo = watched.page, io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "MAY-ANH-BI-MAT"
    Image.effect_noise((3000, 1500), 40).convert("RGB").save(photo, "JPEG", exif=exif)
    await page.locator("#pick-photos").set_input_files({"name": "duong.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()})
    await expect(page.get_by_text("Đã nhận photo duong.jpg")).to_be_visible()
    kept = await stand.channel.fetch(stand.heard[-1].media[0])
    assert b"MAY-ANH" not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.size == (2048, 1024)
    await page.reload()
    image = page.get_by_alt_text("Ảnh đã gửi")
    await expect(image).to_be_visible()
    await expect(image).not_to_have_js_property("naturalWidth", 0)
    assert watched.complaints == []


async def test_photos_chosen_together_are_one_album(stand: Stand, page: Page) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(photo, "PNG")
    files = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": photo.getvalue()} for n in range(3)]
    await page.locator("#pick-photos").set_input_files(files)  # type: ignore[arg-type]
    await until(lambda: sum(one.kind == "media" for one in stand.heard) == 3)
    media = [one for one in stand.heard if one.kind == "media"]
    assert [one.media[0].name for one in media] == ["0.png", "1.png", "2.png"]
    assert len({one.album for one in media}) == 1
    assert media[0].album


async def test_a_file_that_is_too_large_is_refused_in_plain_words(tmp_path: Path, context: BrowserContext) -> None:
    async with standing(tmp_path / "small", Rules(file_max=1024 * 1024, heartbeat=0.2)) as small:
        page = await context.new_page()
        await page.goto(small.url)
        await expect(page.get_by_text("Ông/Bà muốn làm gì?")).to_be_visible()
        await page.locator("#pick-files").set_input_files(
            {"name": "don.pdf", "mimeType": "application/pdf", "buffer": b"x" * (1024 * 1024 + 1)}
        )
        await expect(page.get_by_text("Tệp “don.pdf” lớn quá 1 MB nên chưa gửi được.")).to_be_visible()
        assert [one.kind for one in small.heard] == ["start"]


async def test_a_voice_is_recorded_and_a_place_is_sent(stand: Stand, page: Page) -> None:
    await page.get_by_role("button", name="Ghi âm lời nói").click()
    await expect(page.locator("#clock")).to_have_text("0:01")
    await page.locator("#voice-send").click()
    await until(lambda: any(one.kind == "media" for one in stand.heard))
    media = next(one.media[0] for one in stand.heard if one.kind == "media")
    assert (media.kind, media.mime) == ("voice", "audio/webm")
    await page.get_by_role("button", name="Gửi ảnh, tệp hoặc vị trí").click()
    await page.get_by_role("button", name="Gửi vị trí").click()
    await expect(page.get_by_text("Vị trí 21.59")).to_be_visible()


async def test_what_is_written_while_the_server_is_down_arrives_once(stand: Stand, page: Page) -> None:
    await write(page, "Trước")
    await expect(page.get_by_text("Đã ghi: Trước")).to_be_visible()
    await stand.stop()
    await expect(page.get_by_text("Đang chờ mạng, tin sẽ tự gửi")).to_be_visible()
    await write(page, "Trong lúc mất mạng")
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(photo, "PNG")
    await page.locator("#pick-photos").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": photo.getvalue()})
    await expect(page.get_by_text("Chưa gửi")).to_have_count(2)
    await write(page, "Sau ảnh")
    await stand.start()
    await expect(page.get_by_text("Đã ghi: Sau ảnh")).to_be_visible(timeout=30_000)
    await expect(page.get_by_text("Chưa gửi")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("Đã ghi: Sau ảnh")).to_be_visible()
    assert stand.texts() == ["Trước", "Trong lúc mất mạng", "Sau ảnh"]
    assert [one.kind for one in stand.heard] == ["start", "text", "text", "media", "text"]


async def test_what_was_not_sent_outlives_a_reload(stand: Stand, page: Page, context: BrowserContext) -> None:
    stand.closed_store = True
    await write(page, "Chưa tới nơi")
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(photo, "PNG")
    await page.locator("#pick-photos").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": photo.getvalue()})
    await expect(page.get_by_text("Chưa gửi")).to_have_count(2)
    await page.reload()
    await expect(page.get_by_text("Chưa tới nơi")).to_be_visible()
    await expect(page.get_by_text("Chưa gửi")).to_have_count(2)
    await expect(page.get_by_text("Chưa tới nơi")).to_have_count(1)
    assert stand.texts() == []
    stand.closed_store = False
    await expect(page.get_by_text("Đã nhận photo x.png")).to_be_visible(timeout=30_000)
    await expect(page.get_by_text("Chưa gửi")).to_have_count(0)
    await expect(page.get_by_text("Chưa tới nơi", exact=True)).to_have_count(1)
    assert [one.kind for one in stand.heard] == ["start", "text", "media"]


async def test_a_deep_link_is_used_once(stand: Stand, context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto(f"{stand.url}/?start=d_ab12")
    await expect(page.get_by_text("Ông/Bà đến từ d_ab12")).to_be_visible()
    assert page.url == f"{stand.url}/"
    await page.reload()
    await expect(page.get_by_text("Ông/Bà đến từ d_ab12")).to_be_visible()
    assert [one.start for one in stand.heard] == ["d_ab12"]


async def test_a_small_phone_never_scrolls_sideways(stand: Stand, page: Page, tmp_path: Path) -> None:
    stand.facts = {**stand.facts, "notice": "Dữ liệu cơ quan là bản mẫu, chỉ dùng để xem thử."}
    await write(page, "Rấtdàikhôngcókhoảngtrắng" * 12)
    await page.get_by_role("button", name="Lịch đối thoại").click()
    await expect(page.get_by_text("Thẻ: Lịch đối thoại")).to_be_visible()
    paper = tmp_path / "x.docx"
    paper.write_bytes(b"PK")
    named = File(kind="document", path=paper, name="Tổng-hợp-ý-kiến-trước-đối-thoại-" * 3 + ".docx", mime="application/octet-stream")
    await stand.channel.send(stand.heard[0].peer.chat, Rendered(text="Giấy tờ: https://thainguyen.gov.vn/" + "a" * 80, files=(named,)))
    await expect(page.get_by_text("Giấy tờ:")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Giấy tờ:")).to_be_visible()
    await expect(page.get_by_role("note")).to_have_text("Dữ liệu cơ quan là bản mẫu, chỉ dùng để xem thử.")
    for width in (320, 360):
        await page.set_viewport_size({"width": width, "height": 640})
        wide = "[document.documentElement, document.querySelector('deep-chat').shadowRoot.getElementById('messages')]"
        assert await page.evaluate(f"{wide}.every((one) => one.scrollWidth <= one.clientWidth)")
        box = await page.locator("#send").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 640


async def test_a_sample_office_is_called_so(stand: Stand, page: Page) -> None:
    await expect(page.get_by_role("note")).to_have_count(0)
    stand.facts = {**stand.facts, "sample": "1"}
    await page.reload()
    await expect(page.get_by_role("note")).to_have_text("Thông tin cơ quan trên trang này là bản mẫu, chỉ để xem thử.")


async def test_by_keyboard_alone(stand: Stand, page: Page) -> None:
    await page.keyboard.type("Gõ bằng bàn phím")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Đã ghi: Gõ bằng bàn phím")).to_be_visible()
    await page.keyboard.type("Hai")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("dòng")
    await page.keyboard.press("Enter")
    await until(lambda: "Hai\ndòng" in stand.texts())
    await expect(page.get_by_text("Đã ghi: Hai")).to_be_visible()
    focused = "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement)"
    for _ in range(30):
        await page.keyboard.press("Shift+Tab")
        if await page.evaluate(f"{focused}.textContent.trim()") == "Tra cứu":
            break
    assert await page.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Thẻ: Tra cứu")).to_be_visible()
    assert [one.press for one in stand.heard if one.kind == "press"] == ["abcdefghijkl:1"]


async def test_the_keyboard_stays_on_a_card_that_changes(stand: Stand, page: Page) -> None:
    await page.get_by_role("button", name="Tra cứu").click()
    await expect(page.get_by_text("Thẻ: Tra cứu")).to_be_visible()
    await page.get_by_role("button", name="Hủy").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Thẻ: Hủy")).to_be_visible()
    await expect(page.get_by_role("button", name="Hủy")).to_be_focused()


async def test_every_control_has_a_name_and_the_log_is_read_out(stand: Stand, page: Page) -> None:
    await page.get_by_role("button", name="Gửi ảnh, tệp hoặc vị trí").click()
    controls = page.locator("button:visible, textarea:visible, a:visible, [tabindex='0']:visible")
    for n in range(await controls.count()):
        name = await controls.nth(n).evaluate(
            "(one) => one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent.trim()"
        )
        assert name, await controls.nth(n).evaluate("(one) => one.outerHTML")
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_attribute("aria-label", "Nội dung trao đổi")


async def test_hostile_words_stay_words(stand: Stand, watched: Watched) -> None:
    page = watched.page
    evil = "<img src=x onerror=alert(1)>\"'</div><script>alert(2)</script> javascript:alert(3)"
    await stand.channel.send(stand.heard[0].peer.chat, Rendered(text=evil))
    await write(page, evil)
    await expect(page.get_by_text("Đã ghi: <img")).to_be_visible()
    count = "document.querySelector('deep-chat').shadowRoot.querySelectorAll('.line img, .line script').length"
    assert await page.evaluate(count) == 0
    assert watched.complaints == []


async def test_an_officials_session_ends_on_the_screen_too(stand: Stand, page: Page) -> None:
    await write(page, "Hồ sơ số năm")
    await expect(page.get_by_text("Đã ghi: Hồ sơ số năm")).to_be_visible()
    chat = stand.channel._door.known(stand.heard[0].peer.chat).chat
    await stand.database.write(lambda work: web_sessions.mark_official(work, chat, stand.now))
    stand.now += timedelta(minutes=31)
    await expect(page.get_by_text("Phiên làm việc của cán bộ đã hết.")).to_be_visible()
    await expect(page.get_by_text("Hồ sơ số năm")).to_have_count(0)
    await page.get_by_role("button", name="Tiếp tục").click()
    await expect(page.get_by_text("Ông/Bà muốn làm gì?")).to_be_visible()
    await expect(page.get_by_text("Hồ sơ số năm")).to_have_count(0)


@pytest.mark.parametrize("typed", ["r_0123456789abcdef-_XYZA", " https://x.vn/?start=r_0123456789abcdef-_XYZA\n"])
async def test_an_official_comes_back_by_the_code_that_the_page_asks_for(stand: Stand, watched: Watched, typed: str) -> None:
    page = watched.page
    await write(page, "Hồ sơ số năm")
    await expect(page.get_by_text("Đã ghi: Hồ sơ số năm")).to_be_visible()
    old = stand.heard[0].peer.chat
    chat = stand.channel._door.known(old).chat
    await stand.database.write(lambda work: web_sessions.mark_official(work, chat, stand.now))
    stand.now += timedelta(minutes=31)
    await page.get_by_label("Mã một lần").fill(typed)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Ông/Bà đến từ r_0123456789abcdef-_XYZA")).to_be_visible()
    assert stand.heard[-1].peer.chat != old, "a fresh cookie brings the code"
    assert "start" not in page.url
    assert watched.complaints == []


async def test_where_the_page_is_not_secure_there_is_no_microphone_but_all_else_works(tmp_path: Path, context: BrowserContext) -> None:
    async with standing(tmp_path / "plain") as plain:
        page = await context.new_page()
        await page.add_init_script(
            "Object.defineProperty(window, 'isSecureContext', { value: false }); delete Crypto.prototype.randomUUID;"
        )
        await page.goto(plain.url)
        await expect(page.get_by_text("Ông/Bà muốn làm gì?")).to_be_visible()
        await expect(page.get_by_role("button", name="Ghi âm lời nói")).to_have_count(0)
        await write(page, "Vẫn gửi được")
        await expect(page.get_by_text("Đã ghi: Vẫn gửi được")).to_be_visible()


async def test_seen_is_told_only_while_the_page_is_looked_at(stand: Stand, page: Page) -> None:
    chat = stand.channel._door.known(stand.heard[0].peer.chat).chat

    async def marks() -> tuple[int, int]:
        row = await stand.database.read(lambda work: work.one("SELECT seen, last FROM webchat WHERE chat = :c", c=chat))
        assert row is not None
        return row[0], row[1]

    await stand.channel.send(stand.heard[0].peer.chat, Rendered(text="Xin mời đọc"))
    await expect(page.get_by_text("Xin mời đọc")).to_be_visible()
    await expect(page.get_by_text("Xin mời đọc")).to_be_in_viewport()
    seen, last = await marks()
    while seen != last:
        seen, last = await marks()
    assert json.dumps(seen) == str(last)
    assert re.fullmatch(r"\d{16}", str(last))

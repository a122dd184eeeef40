"""The page in a real Chromium against the real program: a whole opinion on a small phone, by keyboard, over reloads and restarts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.e2e.people import photo
from tests.e2e.program import ROOT, Program, furnish
from tests.e2e.story import COMMUNE, NAME, WORDS
from tests.needs import needs_chromium

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
PHONE = {"width": 360, "height": 740}
SHOTS = ROOT / "build" / "screens"
CODE = re.compile(r"YK-\d\d-[0-9A-Z]{6}-[0-9A-Z]")
expect.set_options(timeout=30_000)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    one = Program(home=furnish(tmp_path / "home")).start()
    yield one
    one.end()


@pytest.fixture
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=needs_chromium(), args=["--no-sandbox"])
        yield chromium.new_context(viewport=PHONE, locale="vi-VN", device_scale_factor=2)  # type: ignore[arg-type]
        chromium.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def shot(page: Page, name: str) -> None:
    """A picture for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def write(page: Page, words: str) -> None:
    page.get_by_label("Nội dung muốn gửi").fill(words)
    page.locator("#send").click()


def press(page: Page, label: str) -> None:
    """The newest button of a message."""
    page.locator("#messages").get_by_role("button", name=label, exact=True).last.click()


def begin(page: Page, program: Program) -> None:
    """From the poster to the question for words."""
    page.goto(f"{program.url}/?start=c_{COMMUNE}")
    press(page, "Tôi đồng ý cung cấp thông tin")
    press(page, NAME)
    expect(page.get_by_text("Mời Ông/Bà viết, chụp ảnh")).to_be_visible()


def add_photo(page: Page) -> None:
    page.locator("#pick-photos").set_input_files({"name": "duong.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(640, 360))})
    expect(page.get_by_text("Kèm 1 ảnh")).to_be_visible()


def code_on(page: Page) -> str:
    """The code of the receipt."""
    receipt = page.get_by_text("Mã tra cứu:")
    expect(receipt).to_be_visible()
    found = CODE.search(receipt.inner_text())
    assert found
    return found[0]


def stands_within(page: Page, width: int) -> bool:
    """Whether nothing has to be scrolled sideways."""
    wide = "[document.documentElement, document.querySelector('deep-chat').shadowRoot.getElementById('messages')]"
    page.set_viewport_size({"width": width, "height": 740})
    return bool(page.evaluate(f"{wide}.every((one) => one.scrollWidth <= one.clientWidth)"))


def test_an_opinion_on_a_small_phone_over_a_reload(program: Program, page: Page) -> None:
    begin(page, program)
    shot(page, "1-asked")
    write(page, WORDS)
    expect(page.get_by_text(f"Ý kiến gửi {NAME} “")).to_be_visible()
    add_photo(page)
    shot(page, "2-card")
    page.reload()
    expect(page.get_by_text("Kèm 1 ảnh")).to_be_visible()
    expect(page.get_by_alt_text("Ảnh đã gửi")).not_to_have_js_property("naturalWidth", 0)
    press(page, "Gửi")
    code = code_on(page)
    shot(page, "3-sent")
    press(page, "Bỏ qua")
    write(page, code)
    expect(page.get_by_text(f"{code}: Đã gửi")).to_be_visible()
    shot(page, "4-tracked")
    assert stands_within(page, 320)
    assert stands_within(page, 360)
    assert program.rows("SELECT code, text FROM opinion") == [(code, WORDS)]


def test_a_slow_phone_loses_no_press(program: Program, page: Page) -> None:
    # The time that a slow phone takes between two timers of the component, which then builds itself twice.
    page.add_init_script("""
        const create = document.createElement.bind(document);
        document.createElement = (name, ...more) => {
            if (name === "deep-chat") queueMicrotask(() => { const from = performance.now(); while (performance.now() - from < 60); });
            return create(name, ...more);
        };
    """)
    begin(page, program)
    expect(page.get_by_role("log")).to_have_attribute("aria-label", "Nội dung trao đổi")


def test_what_is_written_while_the_server_is_down_is_sent_once_and_the_step_goes_on(program: Program, page: Page) -> None:
    begin(page, program)
    program.kill()
    expect(page.get_by_text("Đang chờ mạng, tin sẽ tự gửi")).to_be_visible()
    write(page, WORDS)
    expect(page.get_by_text("Chưa gửi")).to_have_count(1)
    shot(page, "5-offline")
    program.start()
    expect(page.get_by_text(f"Ý kiến gửi {NAME} “")).to_be_visible()
    expect(page.get_by_text("Chưa gửi")).to_have_count(0)
    assert program.stop() == 0
    program.start()
    press(page, "Gửi")
    code = code_on(page)
    page.reload()
    expect(page.get_by_text(f"Đã gửi, mã {code}")).to_have_count(1)
    assert program.rows("SELECT code, text FROM opinion") == [(code, WORDS)]
    assert program.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]


FOCUSED = "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement)"


def reach(page: Page, label: str, key: str = "Shift+Tab") -> None:
    """Go to a button by keyboard, and press it."""
    expect(page.locator("#messages").get_by_role("button", name=label, exact=True).last).to_be_visible()
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate(f"{FOCUSED}.textContent.trim()") == label and page.evaluate(f"{FOCUSED}.id") != "send":
            break
    else:
        raise AssertionError(f"{label} cannot be reached by keyboard")
    assert page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle") == "solid"
    page.keyboard.press("Enter")


def to_the_field(page: Page) -> None:
    for _ in range(60):
        if page.evaluate(f"{FOCUSED}.tagName") == "TEXTAREA":
            return
        page.keyboard.press("Tab")
    raise AssertionError("the field cannot be reached by keyboard")


def test_the_whole_intake_by_keyboard_alone(program: Program, page: Page) -> None:
    page.goto(f"{program.url}/?start=c_{COMMUNE}")
    reach(page, "Tôi đồng ý cung cấp thông tin")
    reach(page, NAME)
    expect(page.get_by_text("Mời Ông/Bà viết, chụp ảnh")).to_be_visible()
    to_the_field(page)
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    reach(page, "Gửi")
    code = code_on(page)
    to_the_field(page)
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{code}: Đã gửi")).to_be_visible()
    assert program.rows("SELECT code, text FROM opinion") == [(code, WORDS)]


def test_an_officer_takes_it_in_on_the_same_page(program: Program, page: Page, context: BrowserContext) -> None:
    (invite,) = program.invite("officer", "--unit", COMMUNE)
    assert context.browser is not None
    officer = context.browser.new_context(viewport=PHONE, locale="vi-VN").new_page()  # type: ignore[arg-type]
    officer.goto(f"{program.url}/?start={invite}")
    expect(officer.get_by_text("Đã ghi nhận Ông/Bà là công chức tiếp nhận")).to_be_visible()
    begin(page, program)
    write(page, WORDS)
    press(page, "Gửi")
    code = code_on(page)
    expect(officer.get_by_text(f"Ý kiến mới (1) · {NAME}")).to_be_visible()
    press(officer, "Xem")
    press(officer, code)
    press(officer, "Phân loại")
    press(officer, "Giao thông, cầu đường")
    shot(officer, "6-officer")
    press(officer, "Tiếp nhận")
    expect(page.get_by_text(f"Ý kiến {code} của Ông/Bà đã được tiếp nhận.")).to_be_visible()
    press(officer, "Chuyển đơn vị")
    press(officer, "Phòng Kinh tế")
    officer.locator("#messages").get_by_role("button", name="(10 ngày làm việc)").last.click()
    expect(page.get_by_text(f"Ý kiến {code} của Ông/Bà đã được chuyển Phòng Kinh tế giải quyết.")).to_be_visible()
    shot(page, "7-handed-over")
    assert stands_within(officer, 360)

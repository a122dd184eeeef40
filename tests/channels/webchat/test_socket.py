"""The wire of the web chat, over real sockets: stored before acknowledged, once, in order, and never to a stranger."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from websockets.exceptions import InvalidStatus

from bot.channels.webchat import Rules
from bot.talk.rendered import File, Rendered, SendFailed
from storage import web_sessions, webchat, webchat_files
from storage.people import index as people_index
from tests.channels.webchat.stand import Browser, Stand, standing, until
from tests.house import picture


@pytest_asyncio.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with standing(tmp_path) as one:
        yield one


@pytest_asyncio.fixture
async def browser(stand: Stand) -> AsyncIterator[Browser]:
    one = Browser(stand)
    await one.visit()
    await one.open()
    yield one
    await one.close()


async def test_what_is_said_is_stored_echoed_acknowledged_and_answered(stand: Stand, browser: Browser) -> None:
    await browser.say(id="a1", type="text", text="Đường thôn Nà Pài bị sạt lở")
    await browser.acked("a1")
    await browser.line("Đã ghi: Đường thôn Nà Pài bị sạt lở")
    own, answer = [frame for frame in browser.frames if "seq" in frame]
    assert (own["from"], own["id"], own["text"]) == ("me", "a1", "Đường thôn Nà Pài bị sạt lở")
    assert answer["from"] == "bot"
    assert own["seq"] < answer["seq"]
    heard = stand.heard[0]
    assert (heard.kind, heard.peer.channel, heard.peer.account, heard.at.tzinfo is not None) == ("text", "webchat", "web", True)


async def test_a_new_page_reads_the_whole_history_and_a_returning_one_only_what_it_missed(stand: Stand, browser: Browser) -> None:
    for n in range(3):
        await browser.say(id=f"a{n}", type="text", text=f"Tin {n}")
        await browser.line(f"Đã ghi: Tin {n}")
    known = max(frame["seq"] for frame in browser.frames if "seq" in frame)
    await browser.close()
    chat = stand.heard[0].peer.chat
    await stand.channel.send(chat, Rendered(text="Khi vắng mặt"))
    again = Browser(stand)
    again.cookie = browser.cookie
    await again.open(after=known)
    assert again.lines() == ["Khi vắng mặt"]
    await again.close()
    again.frames.clear()
    await again.open()
    assert again.lines() == ["Tin 0", "Đã ghi: Tin 0", "Tin 1", "Đã ghi: Tin 1", "Tin 2", "Đã ghi: Tin 2", "Khi vắng mặt"]
    await again.close()


async def test_more_lines_than_a_page_all_arrive(stand: Stand, browser: Browser) -> None:
    await browser.say(id="a1", type="text", text="Một")
    first = await browser.line("Đã ghi: Một")
    await browser.close()
    chat = stand.heard[0].peer.chat
    for n in range(450):
        await stand.channel.send(chat, Rendered(text=str(n)))
    browser.frames.clear()
    await browser.open(after=first["seq"])
    assert browser.lines() == [str(n) for n in range(450)]


async def test_history_outlives_a_restart_and_a_resent_message_is_not_doubled(stand: Stand, browser: Browser) -> None:
    await browser.say(id="a1", type="text", text="Một")
    await browser.line("Đã ghi: Một")
    await browser.close()
    await stand.stop()
    await stand.start()
    browser.frames.clear()
    await browser.open()
    await browser.say(id="a1", type="text", text="Một")
    await browser.acked("a1")
    await browser.say(id="a2", type="text", text="Hai")
    await browser.line("Đã ghi: Hai")
    assert browser.lines() == ["Một", "Đã ghi: Một", "Hai", "Đã ghi: Hai"]
    assert stand.texts() == ["Một", "Hai"]


async def test_a_card_is_changed_in_place_also_for_who_missed_it(stand: Stand, browser: Browser) -> None:
    await browser.say(id="t1", type="tap", data="mnopqrstuvwx:0", text="Gửi")
    first = await browser.line("Thẻ: Gửi")
    toast = await browser.got(lambda frame: "toast" in frame)
    assert toast["toast"] == "Đã bấm Gửi"
    await browser.say(id="t2", type="tap", data="mnopqrstuvwx:1", text="Sửa")
    second = await browser.line("Thẻ: Sửa")
    assert second["edit_of"] == first["seq"]
    assert second["seq"] > first["seq"]
    assert [one["label"] for one in second["buttons"][0]] == ["Gửi", "Sửa", "Hủy"]
    press = stand.heard[1]
    assert (press.kind, press.press, press.ack) == ("press", "mnopqrstuvwx:1", "t2")
    late = Browser(stand)
    late.cookie = browser.cookie
    await late.open(after=first["seq"])
    assert [line for line in late.lines() if line.startswith("Thẻ")] == ["Thẻ: Sửa"]
    await late.close()


async def test_an_edit_of_an_unknown_message_comes_as_a_new_line(stand: Stand, browser: Browser) -> None:
    await browser.say(id="a1", type="text", text="Một")
    await browser.line("Đã ghi: Một")
    chat = stand.heard[0].peer.chat
    for unknown in ("123", "x", "99999999999999999999999", stand.heard[0].message):
        number = await stand.channel.send(chat, Rendered(text="Thẻ", edits=unknown))
        assert number != unknown
    await browser.got(lambda frame: frame.get("text") == "Thẻ", 4)


async def test_a_start_is_heard_and_leaves_no_line(stand: Stand, browser: Browser) -> None:
    ready = await browser.got(lambda frame: "ready" in frame)
    assert ready["empty"] is True
    await browser.say(id="s1", type="start", data="d_ab12")
    await browser.line("Ông/Bà đến từ d_ab12")
    assert stand.heard[0].start == "d_ab12"
    assert browser.lines() == ["Ông/Bà đến từ d_ab12"]


async def test_a_place_is_heard(stand: Stand, browser: Browser) -> None:
    await browser.say(id="p1", type="location", place=[21.59, 105.84])
    await browser.line("Vị trí 21.59")
    assert stand.heard[0].place == (21.59, 105.84)


@pytest.mark.parametrize(
    "junk",
    [
        "x", "[]", "null", "[" * 30000, json.dumps({"id": "a1", "type": "text"}), json.dumps({"id": "a1", "type": "text", "text": 5}),
        json.dumps({"id": "a1", "type": "text", "text": "x" * 10_001}), json.dumps({"id": "../x", "type": "text", "text": "x"}),
        json.dumps({"id": "a1", "type": "tap", "data": "x" * 65}), json.dumps({"id": "a1", "type": "file", "file_id": "../../etc/passwd"}),
        json.dumps({"id": "a1", "type": "file", "file_id": "0" * 32}), json.dumps({"id": "a1", "type": "location", "place": [1e30, 0]}),
        '{"id":"a1","type":"location","place":[NaN,1]}', '{"seen":-1}', '{"seen":true}', '{"type":"resume","after":1e9}',
    ],
)  # fmt: skip
async def test_junk_is_refused_and_the_line_stays_open(stand: Stand, browser: Browser, junk: str) -> None:
    await browser.socket.send(junk)
    await browser.got(lambda frame: "refused" in frame)
    await browser.say(id="a2", type="text", text="Vẫn nghe")
    await browser.acked("a2")
    assert stand.texts() == ["Vẫn nghe"]


async def test_zeros_and_broken_surrogates_never_reach_the_store(stand: Stand, browser: Browser) -> None:
    await browser.socket.send('{"id":"a1","type":"text","text":"a\\u0000b\\ud800c"}')
    await browser.acked("a1")
    assert stand.texts() == ["abc"]


async def test_a_flood_is_slowed_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    async with standing(tmp_path, Rules(burst=3, per_second=50.0, heartbeat=0.2)) as stand:
        browser = Browser(stand)
        await browser.visit()
        await browser.open()
        for n in range(30):
            await browser.say(id=f"a{n}", type="text", text=str(n))
        await until(lambda: sum("slow" in frame or "ack" in frame for frame in browser.frames) >= 30)
        assert any("slow" in frame for frame in browser.frames)
        for n in range(30):
            while not any(frame.get("ack") == f"a{n}" for frame in browser.frames):
                count = len(browser.frames)
                await browser.say(id=f"a{n}", type="text", text=str(n))
                await until(lambda seen=count: any("slow" in one or "ack" in one for one in browser.frames[seen:]))  # type: ignore[misc]
        assert sorted(stand.texts(), key=int) == [str(n) for n in range(30)]
        await browser.close()


@pytest.mark.parametrize("origin", [None, "https://example.org", "null", "http://127.0.0.1:1"])
async def test_a_page_of_a_stranger_gets_no_socket_and_no_upload(stand: Stand, browser: Browser, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await browser.connect(origin or "")
    assert refused.value.response.status_code == 403
    status, _ = await browser.upload(b"abc", "a.txt", "text/plain", origin=origin or "https://example.org")
    assert status == 403


@pytest.mark.parametrize("cookie", ["", "doithoai=0123456789abcdef0123456789abcdef", "doithoai=é", "doithoai=1.dmlzaXRvcjphYmM.AAAA"])
async def test_without_our_cookie_nobody_talks(stand: Stand, cookie: str) -> None:
    browser = Browser(stand)
    browser.cookie = cookie
    socket = await browser.connect()
    await socket.wait_closed()
    assert socket.close_code == 4403


async def test_visitors_hear_only_their_own(stand: Stand, browser: Browser) -> None:
    other = Browser(stand)
    await other.visit()
    await other.open()
    await browser.say(id="a1", type="text", text="Riêng tư")
    await browser.line("Đã ghi: Riêng tư")
    await other.say(id="a1", type="text", text="Người khác")
    await other.line("Đã ghi: Người khác")
    assert "Riêng tư" not in "".join(other.lines())
    await other.close()


async def test_two_pages_of_one_visitor_show_the_same(stand: Stand, browser: Browser) -> None:
    second = Browser(stand)
    second.cookie = browser.cookie
    await second.open()
    await browser.say(id="a1", type="text", text="Một")
    await second.line("Đã ghi: Một")
    assert second.lines() == ["Một", "Đã ghi: Một"]
    await second.close()


async def test_too_many_pages_close_the_oldest(tmp_path: Path) -> None:
    async with standing(tmp_path, Rules(sockets=2, heartbeat=0.2)) as stand:
        pages = [Browser(stand) for _ in range(3)]
        await pages[0].visit()
        for page in pages:
            page.cookie = pages[0].cookie
            await page.open()
        await pages[0].socket.wait_closed()
        assert pages[0].socket.close_code == 4429
        for page in pages:
            await page.close()


async def test_an_officer_can_see_what_was_not_seen(stand: Stand, browser: Browser) -> None:
    await browser.say(id="a1", type="text", text="Một")
    line = await browser.line("Đã ghi: Một")
    chat = stand.channel._door.known(stand.heard[0].peer.chat).chat
    message = str(line["seq"])
    assert not await stand.database.read(lambda work: webchat.is_seen(work, chat, message))
    await browser.say(seen=line["seq"])
    await browser.say(id="a2", type="text", text="Hai")
    await browser.acked("a2")
    assert await stand.database.read(lambda work: webchat.is_seen(work, chat, message))
    assert await stand.database.read(lambda work: webchat.seen(work, chat)) == line["seq"]
    await stand.channel.send(stand.heard[0].peer.chat, Rendered(text="Đổi", edits=message))
    assert not await stand.database.read(lambda work: webchat.is_seen(work, chat, message))


async def test_an_erasure_empties_open_pages_and_keeps_nothing(stand: Stand, browser: Browser) -> None:
    _, told = await browser.upload(picture(), "a.jpg", "image/jpeg")
    await browser.say(id="f1", type="file", file_id=told["file_id"])
    await browser.line("Đã nhận photo a.jpg")
    visitor = stand.heard[0].peer.chat
    chat = stand.channel._door.known(visitor).chat
    await stand.database.write(lambda work: webchat.erase(work, chat))
    stand.channel.wake(visitor)
    await browser.got(lambda frame: frame.get("reset") is True)
    assert (await browser.file(told["file_id"]))[0] == 404
    assert await stand.channel.sweep() == 1
    assert list((stand.home / "media" / "incoming").iterdir()) == []
    with pytest.raises(SendFailed) as gone:
        await stand.channel.fetch(stand.heard[0].media[0])
    assert gone.value.kind == "rejected"
    await stand.channel.send(visitor, Rendered(text="Đã xóa dữ liệu"))
    await browser.line("Đã xóa dữ liệu")
    late = Browser(stand)
    late.cookie = browser.cookie
    await late.open()
    assert late.lines() == ["Đã xóa dữ liệu"]
    await late.close()


async def test_no_words_and_no_visitor_stand_readable_in_the_file(stand: Stand, browser: Browser) -> None:
    await browser.upload(b"abc", "giay-to-rieng.txt", "text/plain")
    await browser.say(id="a1", type="text", text="Canary-riêng-tư")
    await browser.line("Đã ghi: Canary-riêng-tư")
    visitor = stand.heard[0].peer.chat
    stored = b"".join(path.read_bytes() for path in stand.home.glob("house.db*"))
    for secret in (visitor, "Canary", "giay-to-rieng"):
        assert secret.encode() not in stored


async def test_the_index_is_that_of_the_account(stand: Stand, browser: Browser) -> None:
    visitor = stand.channel._door.visitor
    chat = stand.channel._door.known("ab" * 16).chat
    assert await stand.database.read(lambda work: people_index(work, "webchat", "web", "ab" * 16)) == chat
    assert await stand.database.read(lambda work: webchat.index(work, "ab" * 16)) == chat
    assert visitor is not None


class TestSession:
    """An official's browser."""

    async def _official(self, stand: Stand, browser: Browser) -> str:
        await browser.say(id="a1", type="text", text="Một")
        await browser.line("Đã ghi: Một")
        chat = stand.channel._door.known(stand.heard[0].peer.chat).chat
        await stand.database.write(lambda work: web_sessions.mark_official(work, chat, stand.now))
        return chat

    async def test_half_an_hour_of_quiet_ends_it_and_the_cookie_is_replaced(self, stand: Stand, browser: Browser) -> None:
        await self._official(stand, browser)
        stand.now += timedelta(minutes=29)
        await browser.say(id="a2", type="text", text="Hai")
        await browser.acked("a2")
        stand.now += timedelta(minutes=29)
        await browser.say(id="a3", type="text", text="Ba")
        await browser.acked("a3")
        stand.now += timedelta(minutes=31)
        await browser.got(lambda frame: frame.get("ended") is True)
        await browser.socket.wait_closed()
        assert browser.socket.close_code == 4401
        before = browser.cookie
        again = Browser(stand)
        again.cookie = before
        page = await again.visit()
        assert again.cookie != before
        assert page
        await again.open()
        assert again.lines() == []
        await again.close()

    async def test_what_is_said_with_an_old_cookie_is_not_heard(self, stand: Stand, browser: Browser) -> None:
        await self._official(stand, browser)
        await browser.close()
        stand.now += timedelta(minutes=31)
        socket = await browser.connect()
        await socket.send(json.dumps({"id": "a9", "type": "text", "text": "Lén"}))
        assert json.loads(await socket.recv()) == {"ended": True}
        await socket.wait_closed()
        assert stand.texts() == ["Một"]
        assert (await browser.upload(b"abc", "a.txt", "text/plain"))[0] == 401

    async def test_half_a_day_ends_it_however_busy(self, stand: Stand, browser: Browser) -> None:
        await self._official(stand, browser)
        for n in range(24):
            stand.now += timedelta(minutes=29)
            await browser.say(id=f"b{n}", type="text", text=str(n))
            await browser.acked(f"b{n}")
        stand.now += timedelta(minutes=29)
        await browser.got(lambda frame: frame.get("ended") is True)

    async def test_a_grant_that_is_taken_away_ends_it_at_once(self, stand: Stand, browser: Browser) -> None:
        chat = await self._official(stand, browser)
        await stand.database.write(lambda work: web_sessions.end(work, chat, stand.now))
        stand.channel.wake(stand.heard[0].peer.chat)
        await browser.got(lambda frame: frame.get("ended") is True)

    async def test_a_citizen_may_come_back_after_months(self, stand: Stand, browser: Browser) -> None:
        await browser.say(id="a1", type="text", text="Một")
        await browser.acked("a1")
        stand.now += timedelta(days=200)
        await browser.say(id="a2", type="text", text="Hai")
        await browser.acked("a2")

    async def test_the_history_moves_with_the_person(self, stand: Stand, browser: Browser) -> None:
        old = await self._official(stand, browser)
        _, told = await browser.upload(b"abc", "a.txt", "text/plain")
        message = await stand.channel.send(stand.heard[0].peer.chat, Rendered(text="Thẻ việc"))
        new = Browser(stand)
        await new.visit()
        await new.open()
        await new.say(id="s1", type="start", data="i_token")
        await new.acked("s1")
        visitor = stand.heard[-1].peer.chat
        chat = stand.channel._door.known(visitor).chat
        await stand.database.write(lambda work: webchat.rebind(work, old, chat, stand.tick()))
        new.frames.clear()
        stand.channel.wake(visitor)
        await new.line("Ông/Bà đến từ i_token")
        assert new.frames[0] == {"reset": True}
        assert new.lines() == ["Một", "Đã ghi: Một", "Thẻ việc", "Ông/Bà đến từ i_token"]
        assert await stand.channel.send(visitor, Rendered(text="Thẻ đã đổi", edits=message)) == message
        changed = await new.line("Thẻ đã đổi")
        assert changed["edit_of"] == int(message)
        assert (await new.file(told["file_id"]))[:2] == (200, b"abc")
        assert (await browser.file(told["file_id"]))[0] == 404
        late = await stand.channel.send(stand.heard[0].peer.chat, Rendered(text="Tin đang trên đường"))
        assert (await new.line("Tin đang trên đường"))["seq"] == int(late), "what was on its way to the old page follows"
        await new.close()


async def test_two_histories_made_in_one_microsecond_are_both_kept(stand: Stand) -> None:
    at = stand.now
    await stand.database.write(lambda work: [webchat.add(work, chat, {"text": chat}, at) for chat in ("old", "new")] and None)
    await stand.database.write(lambda work: webchat.rebind(work, "old", "new", at))
    lines = await stand.database.read(lambda work: webchat.newest(work, "new"))
    assert sorted(line.frame["text"] for line in lines) == ["new", "old"]
    assert await stand.database.read(lambda work: webchat.newest(work, "old")) == []


class TestFiles:
    """Photos and papers."""

    async def test_a_photo_goes_up_and_comes_back_to_its_owner_only(self, stand: Stand, browser: Browser) -> None:
        status, told = await browser.upload(picture(), "Ảnh đường.jpg", "text/html")
        assert (status, told["kind"]) == (200, "photo")
        await browser.say(id="f1", type="file", file_id=told["file_id"], album="al1")
        await browser.line("Đã nhận photo Ảnh đường.jpg al1")
        media = stand.heard[0].media[0]
        photo = await stand.channel.fetch(media)
        assert photo.startswith(b"\xff\xd8\xff")
        assert b"Exif" in picture()
        assert b"Exif" not in photo
        own = await browser.got(lambda frame: frame.get("id") == "f1")
        code, content, headers = await browser.file(own["files"][0]["id"])
        assert (code, content, headers["Content-Type"]) == (200, photo, "image/jpeg")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        stranger = Browser(stand)
        await stranger.visit()
        assert (await stranger.file(told["file_id"]))[0] == 404
        await stranger.open()
        await stranger.say(id="f1", type="file", file_id=told["file_id"])
        assert (await stranger.got(lambda frame: "refused" in frame))["why"] == "file"
        await stranger.close()

    async def test_the_same_file_message_with_another_file_is_heard_once(self, stand: Stand, browser: Browser) -> None:
        for _ in range(2):
            _, told = await browser.upload(picture(), "a.jpg", "image/jpeg")
            await browser.say(id="f1", type="file", file_id=told["file_id"])
        await browser.got(lambda frame: frame.get("ack") == "f1", 2)
        assert len(stand.heard) == 1

    async def test_one_byte_too_many_is_refused_and_leaves_nothing(self, tmp_path: Path) -> None:
        async with standing(tmp_path, Rules(file_max=1000, heartbeat=0.2)) as stand:
            browser = Browser(stand)
            await browser.visit()
            assert (await browser.upload(b"x" * 1000, "a.bin", "application/pdf"))[0] == 200
            assert await browser.upload(b"x" * 1001, "a.bin", "application/pdf") == (413, {"error": "too_large"})
            assert await browser.upload(b"", "a.bin", "application/pdf") == (400, {"error": "empty"})
            assert len(list((tmp_path / "media" / "incoming").iterdir())) == 1

    async def test_an_endless_upload_is_cut_off(self, tmp_path: Path) -> None:
        async with standing(tmp_path, Rules(file_max=1000, heartbeat=0.2)) as stand:
            browser = Browser(stand)
            await browser.visit()
            sent = 0

            async def endless() -> AsyncIterator[bytes]:
                nonlocal sent
                yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
                while sent < 500:
                    sent += 1
                    yield b"x" * 65536

            headers = {"Cookie": browser.cookie, "Origin": stand.url, "Content-Type": "multipart/form-data; boundary=b"}
            async with aiohttp.ClientSession() as session:
                try:
                    async with session.post(stand.url + "/upload", data=endless(), headers=headers) as answer:
                        assert answer.status == 413
                except aiohttp.ClientError:
                    assert sent < 500
            assert not (tmp_path / "media").exists()

    async def test_too_many_files_an_hour_wait(self, tmp_path: Path) -> None:
        async with standing(tmp_path, Rules(files_an_hour=2, heartbeat=0.2)) as stand:
            browser = Browser(stand)
            await browser.visit()
            answers = [(await browser.upload(b"x", "a.pdf", "application/pdf"))[0] for _ in range(3)]
            assert answers == [200, 200, 429]
            stand.now += timedelta(hours=1, seconds=1)
            assert (await browser.upload(b"x", "a.pdf", "application/pdf"))[0] == 200

    @pytest.mark.parametrize("name", ["../../x", "C:\\x", "a\r\nb", "\0", "a" * 500, 'a".exe', "…/…", ""])
    async def test_no_name_leaves_the_folder(self, stand: Stand, browser: Browser, name: str) -> None:
        status, told = await browser.upload(b"abc", name.replace("\r", "").replace("\n", "").replace("\0", "").replace('"', "%22"), "a/b")
        assert status == 200
        found = [path for path in stand.home.rglob("*") if path.is_file() and not path.name.startswith("house")]
        assert [path.relative_to(stand.home).as_posix() for path in found] == [f"media/incoming/{told['file_id']}"]
        assert "/" not in told["name"]
        assert "\\" not in told["name"]

    @pytest.mark.parametrize("mime", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "x", "a/b\r\nc: d"])
    async def test_nothing_that_a_page_could_run_is_given_out_as_such(self, stand: Stand, browser: Browser, mime: str) -> None:
        form = aiohttp.FormData()
        form.add_field("file", b"<script>alert(1)</script>", filename="a.html", content_type=mime.partition("\r")[0])
        async with aiohttp.ClientSession() as session:
            headers = {"Cookie": browser.cookie, "Origin": stand.url}
            async with session.post(stand.url + "/upload", data=form, headers=headers) as answer:
                told = await answer.json()
        _, _, headers_out = await browser.file(told["file_id"])
        assert headers_out["Content-Type"] in {"application/octet-stream", "a/b"}
        assert headers_out["Content-Disposition"].startswith("attachment")

    async def test_what_we_send_out_can_be_downloaded_by_that_visitor(self, stand: Stand, browser: Browser) -> None:
        paper = stand.home / "phieu.docx"
        paper.write_bytes(b"PK12")
        await browser.say(id="a1", type="text", text="Một")
        await browser.acked("a1")
        file = File(
            kind="document", path=paper, name="Phiếu.docx", mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        )
        await stand.channel.send(stand.heard[0].peer.chat, Rendered(text="Giấy mời", files=(file,)))
        line = await browser.line("Giấy mời")
        status, content, headers = await browser.file(line["files"][0]["id"])
        assert (status, content) == (200, b"PK12")
        assert headers["Content-Disposition"].startswith("attachment")

    async def test_a_picture_that_is_none_is_refused(self, browser: Browser) -> None:
        assert await browser.upload(b"\xff\xd8\xff" + b"0" * 50, "a.jpg", "image/jpeg") == (400, {"error": "unreadable"})

    async def test_an_upload_that_no_message_named_is_swept_after_a_day(self, stand: Stand, browser: Browser) -> None:
        _, told = await browser.upload(b"abc", "a.pdf", "application/pdf")
        assert await stand.channel.sweep() == 0
        stand.now += timedelta(days=1, minutes=1)
        assert await stand.channel.sweep() == 1
        assert await stand.database.read(lambda work: webchat_files.uploaded(work, told["file_id"])) is None

    @pytest.mark.parametrize("id", ["..%2f..%2fhouse.db", "a" * 32, "house.db"])
    async def test_strange_ids_find_nothing(self, stand: Stand, browser: Browser, id: str) -> None:
        assert (await browser.file(id))[0] == 404


async def test_a_store_in_trouble_is_a_send_that_never_left(stand: Stand, browser: Browser) -> None:
    await stand.database.close()
    with pytest.raises(SendFailed) as failed:
        await stand.channel.send("ab" * 16, Rendered(text="x"))
    assert failed.value.kind == "unsent"

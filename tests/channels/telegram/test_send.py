"""Messages on their way out, against the strict fake over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from bot.talk.rendered import File, Rendered, SendFailed, Tap
from tests.fakes.telegram_client import PNG, Citizen, FakeTelegram

ROWS = ((Tap(label="Gửi", data="abcdefghijkl:0"), Tap(label="Hủy", data="abcdefghijkl:1")),)


def photo(tmp_path: Path, name: str = "ảnh.png", data: bytes = PNG, kind: str = "photo") -> File:
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}"
    path.write_bytes(data)
    return File(kind=kind, path=path, name=name, mime="image/png")  # type: ignore[arg-type]


async def refused(channel: TelegramChannel, chat: str, message: Rendered) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await channel.send(chat, message)
    assert channel._bot.token not in repr(caught.value)
    assert (caught.value.__context__, caught.value.__cause__) == (None, None)
    return caught.value


async def test_words_and_buttons(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    sent = await channel.send(citizen.chat, Rendered(text="Xin chào Ông/Bà\n* không _định dạng_ <b>", rows=ROWS))
    assert citizen.screen() == ["Xin chào Ông/Bà\n* không _định dạng_ <b>"]
    assert citizen.buttons() == ["Gửi", "Hủy"]
    assert citizen.messages()[-1]["message_id"] == int(sent)
    given = fake.calls("sendMessage")[0]["parameters"]
    assert "parse_mode" not in given
    assert '"is_disabled": true' in given["link_preview_options"]


async def test_an_edit_changes_the_message_and_saying_it_again_is_fine(channel: TelegramChannel, citizen: Citizen) -> None:
    sent = await channel.send(citizen.chat, Rendered(text="một", rows=ROWS))
    for _ in range(2):
        assert await channel.send(citizen.chat, Rendered(text="hai", rows=ROWS, edits=sent)) == sent
    assert citizen.screen() == ["hai"]
    await channel.send(citizen.chat, Rendered(text="ba", edits=sent))
    assert citizen.screen() == ["ba"]
    assert citizen.buttons() == []


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(channel: TelegramChannel, citizen: Citizen) -> None:
    sent = await channel.send(citizen.chat, Rendered(text="mới", rows=ROWS, edits="99999999"))
    assert citizen.screen() == ["mới"]
    assert citizen.buttons() == ["Gửi", "Hủy"]
    assert sent not in ("", "99999999")
    assert await channel.send(citizen.chat, Rendered(text="của người khác", edits=str(citizen.say("a")))) != sent


async def test_a_long_text_goes_in_parts_and_the_buttons_stand_under_the_last(channel: TelegramChannel, citizen: Citizen) -> None:
    text = "\n\n".join(f"Đoạn {number}: " + "đường liên thôn " * 40 for number in range(12))
    sent = await channel.send(citizen.chat, Rendered(text=text, rows=ROWS))
    assert len(citizen.screen()) > 1
    assert " ".join(" ".join(citizen.screen()).split()) == " ".join(text.split())
    assert citizen.messages()[-1]["message_id"] == int(sent)
    assert all("reply_markup" not in message for message in citizen.messages()[:-1])
    short = await channel.send(citizen.chat, Rendered(text="ngắn"))
    await channel.send(citizen.chat, Rendered(text=text, rows=ROWS, edits=short))
    assert "ngắn" not in citizen.screen()
    assert citizen.messages()[-1]["message_id"] > int(short)
    assert "reply_markup" in citizen.messages()[-1]


async def test_a_pause_between_two_parts_does_not_repeat_the_first(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    message = Rendered(text="a" * 5000, rows=ROWS, parcel=1)
    fake.sim("limits", on=True)
    failed = await refused(channel, citizen.chat, message)
    assert (failed.kind, failed.after) == ("busy", 1.0)
    fake.sim("limits", on=False)
    await channel.send(citizen.chat, message)
    assert "".join(citizen.screen()) == "a" * 5000


async def test_toast(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    await channel.send(citizen.chat, Rendered(text="?", rows=ROWS))
    query = citizen.tap("Gửi")["query"]
    assert await channel.send(citizen.chat, Rendered(text="Đã nhận " * 60, ack=query)) == ""
    (toast,) = citizen.toasts()
    assert toast.startswith("Đã nhận")
    assert len(toast) <= 200
    again = citizen.tap("Hủy")["query"]
    fake.sim("age")
    assert await channel.send(citizen.chat, Rendered(text="", ack=again)) == ""
    assert citizen.screen() == ["?"]


async def test_command_menu_of_one_chat(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    menu = (("guiykien", "Gửi ý kiến"), ("viec", "Việc của tôi"))
    assert await channel.send(citizen.chat, Rendered(text="", commands=menu)) == ""
    assert fake.sim("commands") == {f"chat:{citizen.id}:": [{"command": name, "description": about} for name, about in menu]}


async def test_links_are_buttons_where_the_platform_takes_them(channel: TelegramChannel, citizen: Citizen) -> None:
    rows = ((Tap(label="Cổng", url="https://thainguyen.gov.vn/x"),), (Tap(label="Trang", url="http://localhost:8000/q/1"),))
    await channel.send(citizen.chat, Rendered(text="Xem", rows=rows))
    assert citizen.buttons() == ["Cổng"]
    assert citizen.screen() == ["Xem\nTrang: http://localhost:8000/q/1"]


async def test_one_photo_carries_the_words_and_can_be_edited(
    channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram, tmp_path: Path
) -> None:
    sent = await channel.send(citizen.chat, Rendered(text="Ảnh kèm", rows=ROWS, files=(photo(tmp_path),)))
    assert citizen.screen() == ["Ảnh kèm"]
    assert citizen.buttons() == ["Gửi", "Hủy"]
    assert await channel.send(citizen.chat, Rendered(text="Ảnh khác", rows=ROWS, edits=sent)) == sent
    assert citizen.screen() == ["Ảnh khác"]


async def test_album_documents_and_long_words(channel: TelegramChannel, citizen: Citizen, tmp_path: Path) -> None:
    files = (*(photo(tmp_path) for _ in range(12)), photo(tmp_path, 'báo "cáo";\r\n.pdf', b"%PDF", "document"))
    await channel.send(citizen.chat, Rendered(text="w " * 1000, rows=ROWS, files=files))
    shown = citizen.messages()
    assert [("photo" in one, "document" in one) for one in shown] == [(True, False)] * 12 + [(False, True), (False, False)]
    assert shown[12]["document"]["file_name"] == "báo cáo.pdf"
    assert "reply_markup" in shown[-1]


async def test_voice_goes_out_and_what_is_no_picture_goes_as_document(channel: TelegramChannel, citizen: Citizen, tmp_path: Path) -> None:
    await channel.send(citizen.chat, Rendered(text="", files=(photo(tmp_path, "v.ogg", b"OggS", "voice"),)))
    await channel.send(citizen.chat, Rendered(text="hình", files=(photo(tmp_path, "x.png", b"no picture"),)))
    await channel.send(citizen.chat, Rendered(text="", files=(photo(tmp_path, "a.png", b"none"), photo(tmp_path, "b.png", b"none"))))
    assert [next(kind for kind in ("voice", "document") if kind in one) for one in citizen.messages()] == ["voice", *["document"] * 3]


async def test_a_missing_file_and_nothing_else_is_rejected(channel: TelegramChannel, citizen: Citizen, tmp_path: Path) -> None:
    gone = File(kind="document", path=tmp_path / "none", name="x", mime="")
    assert (await refused(channel, citizen.chat, Rendered(text="", files=(gone,)))).kind == "rejected"


async def test_sharing_a_place_with_one_tap_and_the_keyboard_goes_away(channel: TelegramChannel, citizen: Citizen) -> None:
    ask = Rendered(text="Ở đâu?", rows=((Tap(label="Bỏ qua", data="m:0"),),), asks="location Gửi vị trí")
    await channel.send(citizen.chat, ask)
    assert citizen.keyboard() == ["Gửi vị trí", "Bỏ qua"]
    await channel.send(citizen.chat, Rendered(text="Đã rõ"))
    assert citizen.keyboard() == []
    assert citizen.screen() == ["Ở đâu?", "Đã rõ"]
    await channel.send(citizen.chat, ask)
    await channel.send(citizen.chat, Rendered(text="Tiếp", rows=ROWS))
    assert citizen.keyboard() == []
    assert citizen.buttons() == ["Gửi", "Hủy"]
    assert citizen.screen()[-2:] == ["✓", "Tiếp"]


async def test_a_pause_says_how_long(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    fake.busy(after=7)
    assert (await refused(channel, citizen.chat, Rendered(text="x"))).after == 7.0
    fake.busy(after=None)
    assert (await refused(channel, citizen.chat, Rendered(text="x"))).after > 0


async def test_people_who_do_not_hear_us(channel: TelegramChannel, fake: FakeTelegram, citizen: Citizen) -> None:
    stranger = fake.user("Chưa Viết")
    assert (await refused(channel, stranger.chat, Rendered(text="x"))).kind == "gone"
    citizen.block()
    assert (await refused(channel, citizen.chat, Rendered(text="x"))).kind == "gone"
    citizen.unblock()
    await channel.send(citizen.chat, Rendered(text="x"))
    group = fake.group("Tổ công tác")
    new = fake.sim("migrate", chat=group)["id"]
    moved = await refused(channel, str(group), Rendered(text="x"))
    assert (moved.kind, moved.moved) == ("moved", str(new))


TOO_MUCH = ((Tap(label="x", data="d" * 65),),)


@pytest.mark.parametrize("message", [Rendered(text=" \n"), Rendered(text="x", rows=TOO_MUCH), Rendered(text="x", asks="faith")])
async def test_what_can_never_be_shown_is_rejected(channel: TelegramChannel, citizen: Citizen, message: Rendered) -> None:
    assert (await refused(channel, citizen.chat, message)).kind == "rejected"
    assert (await refused(channel, "không phải số", Rendered(text="x"))).kind == "rejected"

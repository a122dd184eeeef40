"""Reading updates: every kind of message a phone can send, and junk."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram.parse import parse
from bot.talk.incoming import Incoming, Media

FROM = {"id": 42, "is_bot": False, "first_name": "Nguyễn", "last_name": "Thị A", "language_code": "vi"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Nguyễn"}
GROUP = {"id": -7, "type": "supergroup", "title": "Tổ"}
MESSAGE = {"message_id": 5, "from": FROM, "chat": PRIVATE, "date": 1_790_000_000}
FILE = {"file_id": "F1", "file_unique_id": "u", "file_size": 99, "file_name": "đơn.pdf", "mime_type": "application/pdf"}
SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 1000},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 853, "file_size": 90000},
    {"file_id": "middle", "file_unique_id": "m", "width": 320, "height": 213},
]


def read(update: Any, username: str = "doithoai_bot") -> list[Incoming]:
    return parse(json.dumps(update).encode(), account="7", username=username)


def message(**more: Any) -> Incoming:
    (one,) = read({"update_id": 1, "message": MESSAGE | more})
    return one


def test_a_text_says_who_where_and_when() -> None:
    one = message(text="Đường hỏng", reply_to_message={"message_id": 3, "text": "cũ"})
    assert (one.kind, one.text, one.message, one.replied) == ("text", "Đường hỏng", "5", "3")
    assert one.at == datetime.fromtimestamp(1_790_000_000, UTC)
    peer = one.peer
    assert (peer.channel, peer.account, peer.chat, peer.user, peer.name, peer.lang, peer.private) == (
        "telegram", "7", "42", "42", "Nguyễn Thị A", "vi", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "start", "words"),
    [
        ("/start", "start", "", ""),
        ("/start c_123", "start", "c_123", ""),
        ("/start@doithoai_bot d_9", "start", "d_9", ""),
        ("/huy", "text", "", "/huy"),
        ("/tracuu@doithoai_bot YK-26", "text", "", "/tracuu YK-26"),
        ("/started", "text", "", "/started"),
        ("về /start c_1", "text", "", "về /start c_1"),
        ("\ud800 lẻ\u0000", "text", "", "lẻ"),
    ],
)
def test_commands(text: str, kind: str, start: str, words: str) -> None:
    one = message(text=text)
    assert (one.kind, one.start, one.text) == (kind, start, words)


def test_a_command_for_another_bot_is_not_ours() -> None:
    assert read({"update_id": 1, "message": MESSAGE | {"chat": GROUP, "text": "/start@other_bot"}}) == []


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"photo": SIZES}, Media(kind="photo", ref="large", mime="image/jpeg", size=90000)),
        ({"voice": {"file_id": "V", "duration": 3, "mime_type": "audio/ogg"}}, Media(kind="voice", ref="V", mime="audio/ogg")),
        ({"audio": FILE}, Media(kind="audio", ref="F1", name="đơn.pdf", mime="application/pdf", size=99)),
        ({"video": FILE}, Media(kind="video", ref="F1", name="đơn.pdf", mime="application/pdf", size=99)),
        ({"video_note": {"file_id": "N", "length": 1}}, Media(kind="video", ref="N")),
        ({"document": FILE}, Media(kind="document", ref="F1", name="đơn.pdf", mime="application/pdf", size=99)),
    ],
)
def test_files(content: dict[str, Any], media: Media) -> None:
    one = message(**content, caption="Kèm", media_group_id="g1")
    assert (one.kind, one.media, one.text, one.album) == ("media", (media,), "Kèm", "g1")


def test_places() -> None:
    spot = {"latitude": 21.59, "longitude": 105.84}
    assert message(location=spot).place == (21.59, 105.84)
    one = message(location=spot, venue={"location": spot, "title": "UBND xã", "address": "Na Rì"})
    assert (one.kind, one.place, one.text) == ("location", (21.59, 105.84), "UBND xã, Na Rì")


def test_only_ones_own_number_is_a_contact() -> None:
    own = message(contact={"phone_number": "+84912345678", "first_name": "A", "user_id": 42})
    assert (own.kind, own.text) == ("contact", "+84912345678")
    for contact in ({"phone_number": "1", "first_name": "B", "user_id": 43}, {"phone_number": "1", "first_name": "B"}):
        assert message(contact=contact).kind == "unsupported"
        assert "1" not in message(contact=contact).text


@pytest.mark.parametrize("name", ["sticker", "animation", "poll", "dice", "story", "something_new_in_2030"])
def test_what_we_cannot_read_is_said_so(name: str) -> None:
    one = message(**{name: {}}, **({"document": FILE} if name == "animation" else {}))
    assert (one.kind, one.media) == ("unsupported", ())


def test_an_edit() -> None:
    (one,) = read({"update_id": 1, "edited_message": MESSAGE | {"edit_date": 1_790_000_060, "text": "sửa"}})
    assert (one.kind, one.text, one.message, one.at.timestamp()) == ("edited", "sửa", "5", 1_790_000_060)
    (one,) = read({"update_id": 1, "edited_message": MESSAGE | {"photo": SIZES, "caption": "chú"}})
    assert (one.kind, one.text, one.media[0].ref) == ("edited", "chú", "large")
    assert read({"update_id": 1, "edited_message": MESSAGE | {"location": {"latitude": 1, "longitude": 1}}}) == []


def test_a_press() -> None:
    query = {
        "id": "77",
        "from": FROM,
        "chat_instance": "1",
        "data": "abcdefghijkl:2",
        "message": MESSAGE | {"from": FROM | {"is_bot": True}},
    }
    (one,) = read({"update_id": 1, "callback_query": query})
    assert (one.kind, one.press, one.ack, one.message, one.peer.user) == ("press", "abcdefghijkl:2", "77", "5", "42")
    old = query | {"message": {"chat": PRIVATE, "message_id": 5, "date": 0}}
    assert read({"update_id": 1, "callback_query": old})[0].press == "abcdefghijkl:2"
    assert read({"update_id": 1, "callback_query": {name: value for name, value in query.items() if name != "data"}}) == []


@pytest.mark.parametrize(("status", "kind"), [("kicked", "stopped"), ("member", "resumed")])
def test_block_and_unblock(status: str, kind: str) -> None:
    change = {"chat": PRIVATE, "from": FROM, "date": 1, "old_chat_member": {"status": "x"}, "new_chat_member": {"status": status}}
    assert [one.kind for one in read({"update_id": 1, "my_chat_member": change})] == [kind]
    in_group = read({"update_id": 1, "my_chat_member": change | {"chat": GROUP}})
    assert [(one.kind, one.peer.private) for one in in_group] == ([("stopped", False)] if kind == "stopped" else [])


def test_groups() -> None:
    """Of what is said in a group only that somebody spoke to us comes through, never a word of it."""
    ours = {"message_id": 3, "from": {"id": 7, "is_bot": True}}
    for said, read_as in (
        ({"text": "/ganketnhom@doithoai_bot ở đây"}, "/ganketnhom"), ({"text": "/start c_1"}, "/start"),
        ({"text": "chào @DoiThoai_Bot"}, ""),
        ({"text": "đúng rồi", "reply_to_message": ours}, ""), ({"sticker": {}, "caption": "@doithoai_bot xem"}, ""),
    ):  # fmt: skip
        one = message(chat=GROUP, **said)
        assert (one.kind, one.text, one.peer.chat, one.peer.private) == ("text", read_as, "-7", False)
        assert (one.replied, one.media) == ("", ())
    for quiet in ({"text": "chào"}, {"location": {"latitude": 1, "longitude": 2}}, {"text": "đúng", "reply_to_message": {"message_id": 3}}):
        assert read({"update_id": 1, "message": MESSAGE | {"chat": GROUP} | quiet}) == []
    assert read({"update_id": 1, "edited_message": MESSAGE | {"chat": GROUP, "text": "/viec"}}) == []
    assert read({"update_id": 1, "message": MESSAGE | {"chat": GROUP, "new_chat_members": [FROM]}}) == []
    moved = message(chat=GROUP, migrate_to_chat_id=-1001234567890123)
    assert (moved.kind, moved.start) == ("moved", "-1001234567890123")


@pytest.mark.parametrize(
    "update",
    [
        [],
        "x",
        None,
        {"message": {"unexpected": 1}},
        {"message": None},
        {"message": MESSAGE | {"date": 10**18, "text": "x"}},
        {"message": MESSAGE | {"date": -1, "text": "x"}},
        {"message": MESSAGE | {"date": True, "text": "x"}},
        {"message": MESSAGE | {"message_id": "5", "text": "x"}},
        {"message": MESSAGE | {"message_id": 10**30, "text": "x"}},
        {"message": MESSAGE | {"chat": {"id": "42", "type": "private"}, "text": "x"}},
        {"message": MESSAGE | {"chat": {"id": 42}, "text": "x"}},
        {"message": {name: value for name, value in MESSAGE.items() if name != "from"} | {"text": "x"}},
        {"message": MESSAGE | {"text": 7}},
        {"message": MESSAGE | {"photo": []}},
        {"message": MESSAGE | {"photo": [{"width": 1}]}},
        {"message": MESSAGE | {"photo": [{"file_id": "x", "file_size": 10**30}]}},
        {"message": MESSAGE | {"location": {"latitude": 1e999, "longitude": 0}}},
        {"message": MESSAGE | {"location": {"latitude": "1", "longitude": 0}}},
        {"message": MESSAGE | {"contact": {"user_id": 42}}},
        {"message": MESSAGE | {"reply_to_message": 3, "text": "x"}},
        {"callback_query": {"id": 1, "data": "x"}},
        {"my_chat_member": {"chat": PRIVATE, "from": FROM, "date": 1}},
    ],
)
def test_junk_is_a_value_error(update: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any words will do
        read(update)

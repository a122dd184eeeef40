"""Updates of the Zalo Bot Platform: wrapped and bare, both names of a picture, and anything at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.zalo_bot.parse import of_body, parse
from bot.talk.incoming import Media

LIVE = {
    "event_name": "message.image.received",
    "message": {
        "date": 1789033572455, "chat": {"chat_type": "PRIVATE", "id": "a1b2c3"}, "message_id": "m1a2", "message_type": "CHAT_PHOTO",
        "from": {"id": "a1b2c3", "is_bot": False, "display_name": "Lan"},
        "photo_url": "https://photo-stal-1.zdn.vn/x.jpg", "caption": "cầu",
    },
}  # fmt: skip
WRAPPED = {
    "ok": True,
    "result": {
        "event_name": "message.text.received",
        "message": {
            "from": {"id": "6ede9afa66b88fe6d6a9", "display_name": "Ted", "is_bot": False}, "message_id": "2d758cb5e222177a4e35",
            "chat": {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}, "text": "Xin chào", "date": 1750316131602,
        },
    },
}  # fmt: skip


def read(update: Any) -> Any:
    return parse(json.dumps(update).encode(), account="bot")


def test_both_shapes_are_read() -> None:
    (one,) = read(WRAPPED)
    assert (one.kind, one.text, one.peer.chat, one.peer.name) == ("text", "Xin chào", "6ede9afa66b88fe6d6a9", "Ted")
    assert one.at.isoformat() == "2025-06-19T06:55:31.602000+00:00"
    assert read(WRAPPED["result"]) == [one]
    raw, other = (of_body(json.dumps(shape).encode(), account="bot") for shape in (WRAPPED, WRAPPED["result"]))
    assert (raw.key, raw.chat) == (other.key, other.chat) == ("message.text.received:2d758cb5e222177a4e35", one.peer.chat)


@pytest.mark.parametrize("field", ["photo_url", "photo"])
def test_a_picture_goes_by_two_names(field: str) -> None:
    message = {name: value for name, value in LIVE["message"].items() if name != "photo_url"}  # type: ignore[attr-defined]
    (one,) = read(LIVE | {"message": message | {field: "https://photo-stal-1.zdn.vn/x.jpg"}})
    assert one.media == (Media(kind="photo", ref="https://photo-stal-1.zdn.vn/x.jpg", mime="image/jpeg"),)
    assert (one.kind, one.text) == ("media", "cầu")


def test_a_voice_a_sticker_and_what_has_no_content() -> None:
    message = {name: value for name, value in LIVE["message"].items() if name not in ("photo_url", "caption")}  # type: ignore[attr-defined]
    (voice,) = read({"event_name": "message.voice.received", "message": message | {"voice_url": "https://voice.zdn.vn/x.aac"}})
    assert voice.media == (Media(kind="voice", ref="https://voice.zdn.vn/x.aac", mime="audio/aac"),)
    for event in ("sticker", "unsupported", "image", "voice", "hologram"):
        assert [one.kind for one in read({"event_name": f"message.{event}.received", "message": message})] == ["unsupported"], event


def test_other_events_and_bots_are_nothing_to_us() -> None:
    assert read({"event_name": "oa.something"}) == []
    bot = LIVE | {"message": LIVE["message"] | {"from": {"id": "b", "is_bot": True}}}  # type: ignore[operator]
    assert read(bot) == []
    group = LIVE | {"message": LIVE["message"] | {"chat": {"id": "g", "chat_type": "GROUP"}}}  # type: ignore[operator]
    for event, said, kept in (
        ("image", {}, ""),
        ("text", {"text": "@Bot chào"}, ""),
        ("text", {"text": "@Bot /ganketnhom ngay"}, "/ganketnhom"),
    ):
        update = {"event_name": f"message.{event}.received", "message": group["message"] | said}
        assert [(one.peer.private, one.kind, one.text, one.media) for one in read(update)] == [(False, "text", kept, ())]

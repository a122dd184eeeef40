"""Updates as the platforms send them, by channel: what is mutated by the contract, and what must give nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bot.channels.telegram.parse import parse as telegram
from bot.channels.telegram.updates import of_body as of_telegram
from bot.channels.webchat.frames import parse as webchat
from bot.channels.zalo_bot.parse import of_body as of_zalo_bot
from bot.channels.zalo_bot.parse import parse as zalo_bot
from bot.channels.zalo_oa.parse import of_body as of_zalo_oa
from bot.channels.zalo_oa.parse import parse as zalo_oa
from bot.talk.incoming import Incoming, Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a channel reads: `raw` takes the body of a call (None where there are no calls), `parse` an update. `samples` say something,
    `silent` nothing. `again` is the first sample as it may be brought once more, `other` what is none of its repetitions."""

    parse: Callable[[bytes], list[Incoming]]
    raw: Callable[[bytes], Raw] | None
    samples: tuple[dict[str, Any], ...]
    silent: tuple[dict[str, Any], ...] = ()
    again: tuple[dict[str, Any], ...] = ()
    other: tuple[dict[str, Any], ...] = ()


_FROM: Final = {"id": 42, "is_bot": False, "first_name": "Nguyễn", "last_name": "Thị A", "language_code": "vi"}
_SAID: Final = {"message_id": 5, "from": _FROM, "chat": {"id": 42, "type": "private", "first_name": "Nguyễn"}, "date": 1_790_000_000}
_FILE: Final = {"file_id": "F1", "file_unique_id": "u", "file_size": 99, "file_name": "đơn.pdf", "mime_type": "application/pdf"}
_SPOT: Final = {"latitude": 21.59, "longitude": 105.84}
_CHANGE: Final = {
    "chat": _SAID["chat"],
    "from": _FROM,
    "date": 1,
    "old_chat_member": {"status": "member"},
    "new_chat_member": {"status": "kicked"},
}
TELEGRAM: Final = Reader(
    parse=partial(telegram, account="7", username="doithoai_bot"), raw=partial(of_telegram, account="7"),
    samples=(
        {"update_id": 1, "message": _SAID | {"text": "Đường hỏng", "reply_to_message": {"message_id": 3, "from": {"id": 7}}}},
        {"update_id": 2, "message": _SAID | {"text": "/start c_123"}},
        {"update_id": 3, "message": _SAID | {"photo": [{"file_id": "s", "width": 90, "height": 60, "file_size": 9}], "caption": "Kèm"}},
        {"update_id": 4, "message": _SAID | {"document": _FILE, "media_group_id": "g1"}},
        {"update_id": 5, "message": _SAID | {"location": _SPOT, "venue": {"location": _SPOT, "title": "UBND xã", "address": "Na Rì"}}},
        {"update_id": 6, "message": _SAID | {"contact": {"phone_number": "+84912345678", "first_name": "A", "user_id": 42}}},
        {"update_id": 7, "edited_message": _SAID | {"edit_date": 1_790_000_060, "text": "sửa"}},
        {"update_id": 8, "callback_query": {"id": "77", "from": _FROM, "data": "abcdefghijkl:2", "message": _SAID}},
        {"update_id": 9, "my_chat_member": _CHANGE},
    ),
    silent=(
        {"update_id": 1}, {"update_id": 1, "channel_post": _SAID}, {"update_id": 1, "inline_query": {"id": 1}},
        {"update_id": 1, "message": _SAID | {"from": _FROM | {"is_bot": True}, "text": "x"}},
        {"update_id": 1, "message": _SAID | {"chat": {"id": -1, "type": "channel"}, "text": "x"}},
        {"update_id": 1, "message": _SAID | {"pinned_message": {}}},
    ),
    other=({"update_id": 1, "message": _SAID | {"text": "số cũ, lời mới"}},),
)  # fmt: skip

_ZALO: Final = {
    "from": {"id": "6ede9afa66b88fe6d6a9", "display_name": "Ted", "is_bot": False}, "message_id": "2d758cb5e222177a4e35",
    "chat": {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}, "date": 1750316131602,
}  # fmt: skip
ZALO_BOT: Final = Reader(
    parse=partial(zalo_bot, account="bot"), raw=partial(of_zalo_bot, account="bot"),
    samples=(
        {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào"}},
        {"ok": True, "result": {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào"}}},
        {"event_name": "message.image.received", "message": _ZALO | {"photo_url": "https://photo-stal-1.zdn.vn/x.jpg", "caption": "cầu"}},
        {"event_name": "message.image.received", "message": _ZALO | {"photo": "https://photo-stal-1.zdn.vn/x.jpg"}},
        {"event_name": "message.voice.received", "message": _ZALO | {"voice_url": "https://voice.zdn.vn/x.aac"}},
        {"event_name": "message.unsupported.received", "message": _ZALO},
    ),
    silent=(
        {"event_name": "oa.something"}, {"event_name": "message.text.delivered", "message": _ZALO},
        {"event_name": "message.text.received", "message": _ZALO | {"from": {"id": "bot", "is_bot": True}, "text": "x"}},
    ),
    again=({"ok": True, "result": {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào"}, "sent": 2}},),
    other=(
        {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào.\n"}},
        {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào", "from": {"id": "x", "is_bot": False}}},
        {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào", "chat": {"id": "x", "chat_type": "PRIVATE"}}},
        {"event_name": "message.text.received", "message": _ZALO | {"text": "Xin chào", "message_id": "2d758cb5e222177a4e36"}},
    ),
)  # fmt: skip

_EVENT: Final = {
    "app_id": "360846524940903967", "sender": {"id": "246845883529197922"}, "user_id_by_app": "552177279717587730",
    "recipient": {"id": "388613280878808645"}, "timestamp": "1543908534730",
}  # fmt: skip
_SPOKEN: Final = {"text": "message", "msg_id": "96d3cdf3af150460909"}


def _attached(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    return _EVENT | {"event_name": f"user_send_{kind}", "message": _SPOKEN | {"attachments": [{"type": kind, "payload": payload}]}}


ZALO_OA: Final = Reader(
    parse=partial(zalo_oa, account="app"), raw=partial(of_zalo_oa, account="app"),
    samples=(
        _EVENT | {"event_name": "user_send_text", "message": _SPOKEN},
        _attached("location", {"coordinates": {"latitude": "10.79", "longitude": "106.78"}}),
        _attached("image", {"thumbnail": "https://t.zdn.vn/x", "url": "https://photo.zdn.vn/x.jpg"}),
        _attached("file", {"url": "https://f.zdn.vn/x", "size": "2700", "name": "đơn.pdf", "type": "application/pdf"}),
        _EVENT | {"event_name": "user_send_sticker", "message": _SPOKEN},
        {"event_name": "follow", "follower": {"id": "246845883529197922"}, "oa_id": "388613280878808645", "timestamp": "1543908534730"},
        {"event_name": "unfollow", "follower": {"id": "246845883529197922"}, "oa_id": "388613280878808645", "timestamp": "1543908534730"},
    ),
    silent=(
        _EVENT | {"event_name": "oa_send_text", "message": _SPOKEN}, _EVENT | {"event_name": "oa_send_image", "message": _SPOKEN},
        _EVENT | {"event_name": "user_seen_message", "message": {"msg_ids": ["1"]}}, _EVENT | {"event_name": "something_new"},
        *(_attached(f"group_{kind}", {"url": "https://x.zdn.vn/a"}) for kind in ("text", "image", "audio", "file", "location")),
    ),
    again=(_EVENT | {"event_name": "user_send_text", "message": _SPOKEN, "timestamp": "1543908534999"},),
    other=(
        _EVENT | {"event_name": "user_send_text", "message": _SPOKEN | {"text": "other"}},
        _EVENT | {"event_name": "user_send_text", "message": _SPOKEN, "sender": {"id": "1"}},
        _EVENT | {"event_name": "user_send_text", "message": _SPOKEN | {"msg_id": "1"}},
        {"event_name": "follow", "follower": {"id": "246845883529197922"}, "oa_id": "388613280878808645", "timestamp": "1543908534730"},
        {"event_name": "follow", "follower": {"id": "246845883529197922"}, "oa_id": "388613280878808645", "timestamp": "1543908534731"},
    ),
)  # fmt: skip

_LINE: Final = {"visitor": "a" * 32, "at": 1_790_000_000_000_000, "id": "m1"}
WEB: Final = Reader(
    parse=webchat, raw=None,
    samples=(
        _LINE | {"type": "text", "text": "Đường hỏng"}, _LINE | {"type": "tap", "data": "abcdefghijkl:2", "text": "Gửi"},
        _LINE | {"type": "start", "data": "c_1"}, _LINE | {"type": "location", "place": [21.59, 105.84]},
        _LINE | {"type": "file", "file": {"ref": "f1", "kind": "photo", "name": "anh.jpg", "mime": "image/jpeg", "size": 9}, "album": "g"},
    ),
)  # fmt: skip
READERS: Final[Mapping[str, Reader]] = {"telegram": TELEGRAM, "zalo_bot": ZALO_BOT, "zalo_oa": ZALO_OA, "webchat": WEB}

"""The methods of the fake Bot API, with the refusals and the wording of the real one."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram_world import DEFAULT_KINDS, Chat, Query, World

Files = dict[str, tuple[str, bytes, str]]
Given = dict[str, Any]
LONGEST_POLL = 50
MEGA = 1024 * 1024
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


class Refused(Exception):
    """An answer that is not ok."""

    def __init__(self, description: str, *, status: int = 400, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = ("Bad Request: " if status == 400 else "") + description
        self.parameters = parameters


# Reading parameters


def as_int(given: Given, name: str, otherwise: int = 0) -> int:
    try:
        return int(str(given.get(name, otherwise)).strip('"'))
    except ValueError:
        return otherwise


def as_json(given: Given, name: str) -> Any:
    if name not in given or given[name] in ("", "null"):
        return None
    try:
        return json.loads(given[name])
    except ValueError:
        raise Refused(f"can't parse {name.replace('_', ' ')} JSON object") from None


def utf8(words: str) -> str:
    try:
        words.encode()
    except UnicodeEncodeError:
        raise Refused("strings must be encoded in UTF-8") from None
    return words


def text_in(given: Given, name: str, most: int, *, empty: str = "", long: str) -> str:
    words = utf8(str(given.get(name, ""))).strip()
    if not words and empty:
        raise Refused(empty)
    if len(words) > most:
        raise Refused(long)
    return words


def chat_in(world: World, given: Given) -> Chat:
    number = as_int(given, "chat_id")
    if not number:
        raise Refused("chat_id is empty")
    chat = world.chats.get(number)
    if chat is None or not chat.written:
        raise Refused("chat not found")
    if chat.moved:
        raise Refused("group chat was upgraded to a supergroup chat", parameters={"migrate_to_chat_id": chat.moved})
    if chat.blocked:
        raise Refused(chat.blocked, status=403)
    return chat


def markup_in(given: Given) -> dict[str, Any] | None:
    """The keyboard of a message, checked as strictly as there."""
    markup = as_json(given, "reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise Refused("object expected as reply markup")
    if "inline_keyboard" in markup:
        check_inline(markup["inline_keyboard"])
    elif "keyboard" in markup:
        rows = markup["keyboard"]
        if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
            raise Refused('Field "keyboard" must be of type Array')
        if any(not str(key.get("text", "")).strip() for row in rows for key in row):
            raise Refused("keyboard button text can't be empty")
    elif not ({"remove_keyboard", "force_reply"} & markup.keys()):
        raise Refused("can't parse reply keyboard markup JSON object")
    return markup


def check_inline(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refused('Field "inline_keyboard" must be of type Array')
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise Refused("reply markup is too long")
    for button in (each for row in rows for each in row):
        does = [name for name in ("callback_data", "url", "web_app") if name in button]
        if not utf8(str(button.get("text", ""))).strip():
            raise Refused("inline keyboard button text can't be empty")
        if not does:
            raise Refused("Text buttons are not allowed in the inline keyboard")
        if len(does) > 1:
            raise Refused("BUTTON_TYPE_INVALID")
        if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise Refused("BUTTON_DATA_INVALID")
        if "url" in button and not button["url"].startswith("tg://") and "." not in (urlsplit(button["url"]).hostname or ""):
            raise Refused(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def limit(world: World, chat: Chat) -> None:
    """One message a second to a chat, thirty a second altogether, when that is switched on."""
    now = time.monotonic()
    chat.sends = [at for at in chat.sends if now - at < 1]
    world.sends = [at for at in world.sends if now - at < 1]
    if world.limited and (chat.sends or len(world.sends) >= 30):
        raise Refused("Too Many Requests: retry after 1", status=429, parameters={"retry_after": 1})
    chat.sends.append(now)
    world.sends.append(now)


def put(world: World, chat: Chat, content: dict[str, Any], markup: dict[str, Any] | None) -> dict[str, Any]:
    """A message of the bot in a chat."""
    number = world.next_message()
    message: dict[str, Any] = {"message_id": number, "from": world.bot, "chat": chat.shown(), "date": int(time.time())} | content
    if markup is not None and "inline_keyboard" in markup:
        if markup["inline_keyboard"]:
            message["reply_markup"] = markup
    elif markup is not None:
        message["_other_markup"] = True  # such a message can never be edited
        if "keyboard" in markup:
            chat.keyboard = markup
        elif "remove_keyboard" in markup:
            chat.keyboard = None
    chat.messages[number] = message
    return public(message)


def public(message: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if not name.startswith("_")}


# Updates


async def get_me(world: World, given: Given, files: Files) -> Any:
    return world.bot | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


async def get_updates(world: World, given: Given, files: Files) -> Any:
    if world.webhook:
        raise Refused(
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", status=409
        )
    wanted = as_json(given, "allowed_updates")
    if wanted is not None:
        if not isinstance(wanted, list):
            raise Refused("can't parse allowed_updates JSON array")
        world.kinds = frozenset(wanted) or DEFAULT_KINDS
    offset = as_int(given, "offset")
    most = as_int(given, "limit", 100)
    most = most if 1 <= most <= 100 else 100
    world.polls += 1
    mine = world.polls
    world.ended_by = "other getUpdates request; make sure that only one bot instance is running"
    world.wake()  # the poll before us ends with a conflict
    now = time.monotonic()
    if (offset, True) == (world.last_poll[0], now - world.last_poll[1] < 0.5) and world.updates:
        most = 1
    world.last_poll = (offset, now)
    if offset > 0:
        world.updates = [update for update in world.updates if number_of(update) >= offset]
        world.confirmed = max(world.confirmed, offset - 1)
    elif offset < 0:
        world.updates = world.updates[offset:]
    until = asyncio.get_running_loop().time() + min(max(as_int(given, "timeout"), 0), LONGEST_POLL)
    while not world.updates:
        left = until - asyncio.get_running_loop().time()
        if left <= 0:
            return []
        try:
            await asyncio.wait_for(world.news.wait(), left)
        except TimeoutError:
            return []
        if world.polls != mine:
            raise Refused(f"Conflict: terminated by {world.ended_by}", status=409)
    return world.updates[:most]


def number_of(update: Any) -> float:
    """The id of an update; junk without one goes with the next confirmation."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else 0


# Sending


async def send_message(world: World, given: Given, files: Files) -> Any:
    chat = chat_in(world, given)
    words = text_in(given, "text", 4096, empty="message text is empty", long="message is too long")
    markup = markup_in(given)
    limit(world, chat)
    return put(world, chat, {"text": words}, markup)


def upload(world: World, given: Given, files: Files, kind: str, name: str) -> Any:
    """What a message shows of an uploaded file, or of one that is already there."""
    if name not in files:
        known = world.files.get(str(given.get(name, "")))
        if known is None:
            raise Refused(f"there is no {kind} in the request")
        return described(world, kind, str(given[name]))
    filename, data, mime = files[name]
    if not data:
        raise Refused("file must be non-empty")
    if len(data) > 50 * MEGA:
        raise Refused("Request Entity Too Large", status=413)
    if kind == "photo" and len(data) > 10 * MEGA:
        raise Refused("file is too big")
    if kind == "photo" and not data.startswith(PICTURES):
        raise Refused("IMAGE_PROCESS_FAILED")
    return described(world, kind, world.store(data, name=filename, mime=mime, folder=f"{kind}s"))


def described(world: World, kind: str, ref: str) -> Any:
    file = world.files[ref]
    about = {"file_id": ref, "file_unique_id": f"u{ref}", "file_size": file.size}
    if kind == "photo":
        return [about | {"file_id": ref, "width": 90, "height": 60, "file_size": 1000}, about | {"width": 1280, "height": 853}]
    return about | ({"file_name": file.name} if file.name else {}) | ({"mime_type": file.mime} if file.mime else {})


def sends(kind: str) -> Callable[[World, Given, Files], Awaitable[Any]]:
    async def send_file(world: World, given: Given, files: Files) -> Any:
        chat = chat_in(world, given)
        caption = text_in(given, "caption", 1024, long="message caption is too long")
        markup = markup_in(given)
        content = {kind: upload(world, given, files, kind, kind)}
        limit(world, chat)
        return put(world, chat, content | ({"caption": caption} if caption else {}), markup)

    return send_file


async def send_media_group(world: World, given: Given, files: Files) -> Any:
    chat = chat_in(world, given)
    media = as_json(given, "media")
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise Refused("wrong number of messages in the album: there must be 2-10")
    if "reply_markup" in given:
        raise Refused("an album carries no keyboard")
    shown = []
    for each in media:
        part = str(each["media"]).removeprefix("attach://")
        content = {each["type"]: upload(world, {}, {part: files[part]} if part in files else {}, each["type"], part)}
        caption = text_in(each, "caption", 1024, long="message caption is too long")
        shown.append(content | ({"caption": caption} if caption else {}))
    limit(world, chat)
    album = str(world.next_message())
    return [put(world, chat, content | {"media_group_id": album}, None) for content in shown]


# Editing


def editable(world: World, given: Given) -> dict[str, Any]:
    chat = chat_in(world, given)
    message = chat.messages.get(as_int(given, "message_id"))
    if message is None:
        raise Refused("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or "_other_markup" in message:
        raise Refused("message can't be edited")
    return message


def changed(message: dict[str, Any], new: dict[str, Any], markup: dict[str, Any] | None) -> Any:
    shown = markup if markup and markup.get("inline_keyboard") else None
    if all(message.get(name) == value for name, value in new.items()) and message.get("reply_markup") == shown:
        raise Refused(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    message.update(new)
    message.pop("reply_markup", None)
    if shown:
        message["reply_markup"] = shown
    message["edit_date"] = int(time.time())
    return public(message)


def inline_only(given: Given) -> dict[str, Any] | None:
    markup = markup_in(given)
    if markup is not None and "inline_keyboard" not in markup:
        raise Refused("inline keyboard expected")
    return markup


async def edit_message_text(world: World, given: Given, files: Files) -> Any:
    message = editable(world, given)
    words = text_in(given, "text", 4096, empty="message text is empty", long="message is too long")
    if "text" not in message:
        raise Refused("there is no text in the message to edit")
    return changed(message, {"text": words}, inline_only(given))


async def edit_message_caption(world: World, given: Given, files: Files) -> Any:
    message = editable(world, given)
    caption = text_in(given, "caption", 1024, long="message caption is too long")
    if "text" in message:
        raise Refused("there is no caption in the message to edit")
    return changed(message, {"caption": caption}, inline_only(given))


async def edit_message_reply_markup(world: World, given: Given, files: Files) -> Any:
    return changed(editable(world, given), {}, inline_only(given))


async def delete_message(world: World, given: Given, files: Files) -> Any:
    chat = chat_in(world, given)
    if chat.messages.pop(as_int(given, "message_id"), None) is None:
        raise Refused("message to delete not found")
    return True


async def send_chat_action(world: World, given: Given, files: Files) -> Any:
    chat_in(world, given)
    if given.get("action") not in ("typing", "upload_photo", "upload_document", "upload_voice"):
        raise Refused("wrong parameter action in request")
    return True


# The rest


async def answer_callback_query(world: World, given: Given, files: Files) -> Any:
    words = text_in(given, "text", 200, long="MESSAGE_TOO_LONG")
    query: Query | None = world.queries.get(str(given.get("callback_query_id", "")))
    if query is None or not query.open:
        raise Refused("query is too old and response timeout expired or query ID is invalid")
    query.open = False
    query.answer = words
    return True


async def set_my_commands(world: World, given: Given, files: Files) -> Any:
    commands = as_json(given, "commands")
    scope = as_json(given, "scope") or {"type": "default"}
    if not isinstance(commands, list) or len(commands) > 100:
        raise Refused("can't parse commands JSON object")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(one.get("command", ""))):
            raise Refused("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", "")).strip()) <= 256:
            raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
    if scope["type"] == "chat":
        chat_in(world, scope)
    key = f"{scope['type']}:{scope.get('chat_id', '')}:{given.get('language_code', '')}"
    world.commands[key] = commands
    return True


async def get_file(world: World, given: Given, files: Files) -> Any:
    ref = str(given.get("file_id", ""))
    file = world.files.get(ref)
    if file is None:
        raise Refused("wrong file_id or the file is temporarily unavailable")
    if file.size > 20 * MEGA:
        raise Refused("file is too big")
    return {"file_id": ref, "file_unique_id": f"u{ref}", "file_size": file.size, "file_path": file.path}


METHODS: dict[str, Callable[[World, Given, Files], Awaitable[Any]]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "sendMessage": send_message,
    "sendPhoto": sends("photo"),
    "sendDocument": sends("document"),
    "sendVoice": sends("voice"),
    "sendAudio": sends("audio"),
    "sendVideo": sends("video"),
    "sendMediaGroup": send_media_group,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "getFile": get_file,
}

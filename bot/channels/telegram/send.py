"""Carries a message out, call by call, and goes on where it stopped when a call in the middle has to wait."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, TelegramError

from bot.channels.halves import Halves
from bot.channels.pieces import units
from bot.channels.telegram import render
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.failures import failed
from bot.channels.telegram.render import Step
from bot.talk.rendered import File, Rendered, SendFailed

PLAIN = {"is_disabled": True}
NO_LONGER = ("message to edit not found", "message can't be edited", "message_id_invalid", "message identifier is not specified")
log = logging.getLogger(__name__)


class Lost(Exception):
    """The message to change is not there any more, or is not of a kind that can be changed."""


class Sender:
    """Sends by `calls`, and through `bot` what carries files. What it remembers may be lost at any moment: what is left of a message that
    stopped half way, and the chats where a sharing keyboard stands."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls
        self._halves = Halves(render.instead)
        self._asked: set[str] = set()

    async def send(self, chat: str, message: Rendered) -> str:
        """Send, edit or toast. Returns the id of the message that carries the buttons ("" for toasts and command menus).

        An edit changes words and buttons and leaves files as they are; where the message is gone all is sent anew.
        Raises SendFailed."""
        try:
            return await self._walk(chat, message)
        except Lost:
            return await self._walk(chat, replace(message, edits=""))

    async def _walk(self, chat: str, message: Rendered) -> str:
        steps = render.plan(message, asked=chat in self._asked)
        return await self._halves.walk(chat, message, steps, partial(self._step, chat, message))

    async def _step(self, chat: str, message: Rendered, step: Step) -> str:
        sent = await self._take(chat, message, step)
        self._note_keyboard(chat, step)
        return sent

    async def show_typing(self, chat: str) -> None:
        """Show "typing" for a few seconds. Raises SendFailed."""
        trouble: Exception
        try:
            await self._calls.call("sendChatAction", chat_id=int(chat), action="typing")
        except (TelegramError, ValueError) as why:
            trouble = why
        else:
            return
        raise failed(trouble)

    def _note_keyboard(self, chat: str, step: Step) -> None:
        if isinstance(step.markup, ReplyKeyboardMarkup):
            self._asked.add(chat)
        elif isinstance(step.markup, ReplyKeyboardRemove):
            self._asked.discard(chat)

    async def _take(self, chat: str, message: Rendered, step: Step) -> str:
        """Take one step. Raises SendFailed and Lost, never with the library's error in tow: that may hold the token."""
        trouble: Exception
        try:
            return await self._call(int(chat), message, step)
        except Lost:
            raise
        except (TelegramError, OSError, ValueError, KeyError, TypeError, AttributeError) as why:
            trouble = why
        if isinstance(trouble, (OSError, ValueError)):
            raise SendFailed("rejected", type(trouble).__name__)
        raise failed(trouble)

    async def _call(self, chat: int, message: Rendered, step: Step) -> str:
        match step.does:
            case "text":
                return await self._text(chat, step)
            case "edit":
                return await self._edit(chat, message.edits, step)
            case "toast":
                return await self._toast(message.ack, step.text)
            case "commands":
                menu = [BotCommand(name, about) for name, about in message.commands]
                await self._bot.set_my_commands(menu, scope=BotCommandScopeChat(chat))
                return ""
            case "album":
                return await self._album(chat, step)
            case "file":
                return await self._file(chat, step)

    async def _text(self, chat: int, step: Step) -> str:
        sent = await self._calls.call(
            "sendMessage", chat_id=chat, text=step.text, reply_markup=step.markup.to_dict() if step.markup else None,
            link_preview_options=PLAIN, disable_notification=step.quiet or None,
        )  # fmt: skip
        return str(int(sent["message_id"]))

    async def _edit(self, chat: int, message: str, step: Step) -> str:
        """Change a message. That it is so already is what we wanted; one with a picture has its words in the caption."""
        markup = step.markup if isinstance(step.markup, InlineKeyboardMarkup) else None
        try:
            await self._calls.call(
                "editMessageText", chat_id=chat, message_id=int(message), text=step.text, link_preview_options=PLAIN,
                reply_markup=markup.to_dict() if markup else None,
            )  # fmt: skip
        except BadRequest as why:
            said = why.message.lower()
            if "there is no text in the message" in said and units(step.text) <= render.CAPTION:
                try:
                    await self._bot.edit_message_caption(chat, int(message), caption=step.text, reply_markup=markup)
                except BadRequest as other:
                    settle(other)
            else:
                settle(why)
        return message

    async def _toast(self, ack: str, words: str) -> str:
        try:
            await self._calls.call("answerCallbackQuery", callback_query_id=ack, text=words or None)
        except BadRequest as why:  # the platform forgets a tap after a while; what it did stands in the chat all the same
            if "query is too old" not in why.message.lower() and "query id is invalid" not in why.message.lower():
                raise
        return ""

    async def _album(self, chat: int, step: Step) -> str:
        media = [InputMediaPhoto(await content(file, render.PHOTO_MOST, attached=True)) for file in step.files]
        sent = await self._bot.send_media_group(chat, media)
        return str(sent[0].message_id) if sent else ""

    async def _file(self, chat: int, step: Step) -> str:
        file = step.files[0]
        size = (await asyncio.to_thread(file.path.stat)).st_size
        if file.kind == "document" or (file.kind == "photo" and size > render.PHOTO_MOST):
            return await self._document(chat, file, step)
        put = await content(file, render.FILE_MOST)
        words = step.text or None
        match file.kind:
            case "photo":
                try:
                    sent = await self._bot.send_photo(chat, put, caption=words, reply_markup=step.markup)
                except BadRequest as why:
                    if not is_about_picture(why):
                        raise
                    return await self._document(chat, file, step)
            case "voice":
                sent = await self._bot.send_voice(chat, put, caption=words, reply_markup=step.markup)
            case "audio":
                sent = await self._bot.send_audio(chat, put, caption=words, reply_markup=step.markup)
            case "video":
                sent = await self._bot.send_video(chat, put, caption=words, reply_markup=step.markup)
        return str(sent.message_id)

    async def _document(self, chat: int, file: File, step: Step) -> str:
        put = await content(file, render.FILE_MOST)
        sent = await self._bot.send_document(
            chat, put, caption=step.text or None, reply_markup=step.markup, disable_content_type_detection=True
        )
        return str(sent.message_id)


def settle(why: BadRequest) -> None:
    """Decide what a refused edit means: nothing where the message already says so, Lost where it cannot be changed."""
    said = why.message.lower()
    if "message is not modified" in said:
        return
    if "there is no text in the message" in said or any(word in said for word in NO_LONGER):
        raise Lost
    raise why


def is_about_picture(why: BadRequest) -> bool:
    """Tell whether a photo was refused for what it is, so that it may still go as a document."""
    said = why.message.lower()
    return "image_process_failed" in said or "photo_" in said or "wrong type of the web page content" in said


async def content(file: File, most: int, *, attached: bool = False) -> InputFile:
    """A stored file, ready to be uploaded (`attached` where it is one of several).

    Raises OSError when it is not there, ValueError when it is too large."""
    data = await asyncio.to_thread(file.path.read_bytes)
    if len(data) > most:
        raise ValueError("file too large")
    return InputFile(data, filename=render.file_name(file.name, file.kind), attach=attached)

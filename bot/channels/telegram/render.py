"""Turns a message into the calls that show it: parts of at most 4096 units, keyboards, captions, file names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import InlineKeyboardMarkupLimit, MediaGroupLimit, MessageLimit

from bot.channels.pieces import shorten, split, units
from bot.talk.rendered import File, Rendered, SendFailed, Tap
from config.addresses import is_here

TEXT = int(MessageLimit.MAX_TEXT_LENGTH)  # 4096; the platform counts code points, so UTF-16 units are always safe
CAPTION = int(MessageLimit.CAPTION_LENGTH)  # 1024
TOAST = 200
A_ROW = 8
PHOTO_MOST, FILE_MOST = 10 * 1024 * 1024, 50 * 1024 * 1024
SIGN = {"location": "📍", "contact": "📞"}
FOLD_AWAY = "✓"  # says "taken" when a sharing keyboard has to go and the message itself must carry other buttons

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call to the platform. A message is several of them where it must be."""

    does: Literal["toast", "commands", "edit", "text", "file", "album"]
    text: str = ""
    markup: Markup | None = None
    files: tuple[File, ...] = ()
    quiet: bool = False


def plan(message: Rendered, *, asked: bool = False) -> tuple[Step, ...]:
    """Say which calls make up a message. Raises SendFailed("rejected") when it can never be shown.

    `asked` says that a sharing keyboard of an earlier message still stands in this chat. A message that `asks` shows its
    own buttons on that keyboard too (a label does what its button does), for one message cannot have both kinds."""
    if message.commands:
        return (Step(does="commands"),)
    if message.ack:
        return (Step(does="toast", text=shorten(message.text, TOAST)),)
    words, rows = with_links(message)
    if message.asks:
        return (*files_first(message.files), *texts(words, sharing(message.asks, rows)))
    inline = keyboard(rows)
    if message.edits:
        first, *more = shown(words)
        rest = [Step(does="text", text=one) for one in more]
        if not rest:
            return (Step(does="edit", text=first, markup=inline),)
        return (Step(does="edit", text=first), *rest[:-1], Step(does="text", text=rest[-1].text, markup=inline))
    folding: tuple[Step, ...] = ()
    markup: Markup | None = inline
    if asked and inline is not None:
        folding = (Step(does="text", text=FOLD_AWAY, markup=ReplyKeyboardRemove(), quiet=True),)
    elif asked:
        markup = ReplyKeyboardRemove()
    if len(message.files) == 1 and units(words) <= CAPTION:
        return (*folding, Step(does="file", text=words, markup=markup, files=message.files))
    if message.files and not words.strip() and inline is None:
        return files_first(message.files)
    return (*folding, *files_first(message.files), *texts(words, markup))


def texts(words: str, markup: Markup | None) -> tuple[Step, ...]:
    """The words as messages; the keyboard goes under the last."""
    pieces = shown(words)
    return (*(Step(does="text", text=one) for one in pieces[:-1]), Step(does="text", text=pieces[-1], markup=markup))


def files_first(files: tuple[File, ...]) -> tuple[Step, ...]:
    """Photos in albums, everything else one by one."""
    photos = [file for file in files if file.kind == "photo"]
    most = int(MediaGroupLimit.MAX_MEDIA_LENGTH)
    groups = [tuple(photos[at : at + most]) for at in range(0, len(photos), most)]
    albums = tuple(Step(does="album" if len(group) > 1 else "file", files=group) for group in groups)
    return (*albums, *(Step(does="file", files=(file,)) for file in files if file.kind != "photo"))


def instead(step: Step) -> tuple[Step, ...] | None:
    """What takes the place of a call that is refused: of an album each picture by itself, of a file the words that stand for it; None for
    words."""
    if step.does == "album":
        return tuple(Step(does="file", files=(file,)) for file in step.files)
    if step.does != "file":
        return None
    words = "\n\n".join(one for one in (step.text, step.files[0].instead) if one.strip())
    return (replace(step, does="text", text=words, files=()),) if words else ()


def shown(words: str) -> list[str]:
    """The parts of a text that the platform will take: it refuses empty and blank ones."""
    pieces = [one for one in split(words, TEXT) if one.strip()]
    if not pieces:
        raise SendFailed("rejected", "nothing to say")
    return pieces


def with_links(message: Rendered) -> tuple[str, tuple[tuple[Tap, ...], ...]]:
    """Put links into the words where no button can carry them: to a host without a dot, or beside a sharing keyboard."""
    lines = [message.text]
    rows = []
    for row in message.rows:
        kept = tuple(tap for tap in row if not tap.url or (linkable(tap.url) and not message.asks))
        lines += [f"{tap.label}: {tap.url}" for tap in row if tap not in kept]
        rows.append(kept)
    return "\n".join(lines), tuple(row for row in rows if row)


def linkable(url: str) -> bool:
    """Tell whether the platform takes this address on a button; one bad address would lose the whole message."""
    host = urlsplit(url).hostname or ""
    return url.startswith("tg://") or ("." in host and not is_here(url))


def keyboard(rows: tuple[tuple[Tap, ...], ...]) -> InlineKeyboardMarkup | None:
    """Buttons under a message, at most eight in a row. Raises SendFailed("rejected") for more than a hundred."""
    if sum(len(row) for row in rows) > int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER):
        raise SendFailed("rejected", "too many buttons")
    made = [[inline(tap) for tap in row[at : at + A_ROW]] for row in rows for at in range(0, len(row), A_ROW)]
    return InlineKeyboardMarkup(made) if made else None


def inline(tap: Tap) -> InlineKeyboardButton:
    """One button under a message."""
    return InlineKeyboardButton(tap.label, url=tap.url) if tap.url else InlineKeyboardButton(tap.label, callback_data=tap.data)


def sharing(asks: str, rows: tuple[tuple[Tap, ...], ...]) -> ReplyKeyboardMarkup:
    """The keyboard on which a person shares a place or a number with one tap. `asks` is `location` or `contact`, and after
    a space the label."""
    what, _, label = asks.partition(" ")
    if what not in SIGN:
        raise SendFailed("rejected", "asks for something unknown")
    first = KeyboardButton(label or SIGN[what], request_location=what == "location", request_contact=what == "contact")
    others = [[KeyboardButton(tap.label) for tap in row] for row in rows]
    return ReplyKeyboardMarkup([[first], *others], resize_keyboard=True, one_time_keyboard=True)


def file_name(name: str, otherwise: str) -> str:
    """A file name that gets through: quotes and semicolons lose the upload, control characters raise (PROVED D)."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '";%')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    made = f"{stem[:60]}.{ending[:10]}" if dot else ending[:60]
    return made or otherwise

"""A parcel opened: its screen, its address and its files, and the words it gets on its channel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.channels.base import Channel
from bot.talk import codec
from bot.talk.rendered import File, Rendered
from bot.talk.screen import Screen
from bot.wording.catalogue import Catalogue
from bot.wording.render import word
from storage import attachments, people
from storage.keys import Unsealable
from storage.outbox import Parcel
from storage.people import Address
from storage.work import Work

_NOTHING = Screen(lines=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is needed to send a parcel. `address` is None where its reader was erased; `spoiled` says why it cannot be read at all."""

    parcel: Parcel
    address: Address | None = None
    shown: Screen = _NOTHING
    files: tuple[File, ...] = ()
    spoiled: str = ""


def unpack(work: Work, parcel: Parcel, media: Path) -> Opened:
    """Open a parcel. One that cannot be read is told as such, for it must not hold up the others that are opened with it."""
    try:
        address = people.address(work, parcel.account)
        shown = codec.load(parcel.payload)
    except (ValueError, LookupError, TypeError, AttributeError, Unsealable) as why:
        return Opened(parcel=parcel, spoiled=type(why).__name__)
    files = []
    for one in shown.files:
        kept = attachments.get(work, one)
        if kept is not None and kept.state == "kept":
            files.append(File(kind=kept.kind, path=media / kept.path, name=kept.name or kept.path, mime=kept.mime))
    return Opened(parcel=parcel, address=address, shown=shown, files=tuple(files))


def put_into_words(opened: Opened, address: Address, catalogue: Catalogue, channel: Channel) -> Rendered:
    """The message as its channel takes it. Raises whatever a fault in a sentence raises."""
    parcel, shown, lang = opened.parcel, opened.shown, address.lang
    if shown.ack:
        return Rendered(text="".join(catalogue.text(lang, one) for one in shown.lines), ack=shown.ack)
    if parcel.purpose == "commands":
        listed = tuple((one.does[0], catalogue.text(lang, one.words)) for row in shown.rows for one in row)
        return Rendered(text="", commands=listed)
    said = word(catalogue, lang, shown, caps=channel.caps, data=lambda index: f"{parcel.menu}:{index}", files=opened.files)
    edits = parcel.shown if channel.caps.edit else ""
    return Rendered(text=said.text, rows=said.rows, files=said.files, asks=said.asks, edits=edits)

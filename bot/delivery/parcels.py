"""A parcel opened: its screen, its address and its files, and the words it gets on its channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from bot.channels.base import Channel
from bot.talk import codec
from bot.talk.rendered import File, Rendered
from bot.talk.screen import Screen, Words, say
from bot.wording.catalogue import Catalogue
from bot.wording.render import word
from storage import attachments, papers, people
from storage.keys import Unsealable
from storage.outbox import Parcel
from storage.papers import Paper
from storage.people import Address
from storage.work import Work

_NOTHING = Screen(lines=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is needed to send a parcel. `address` is None where its reader was erased; `spoiled` says why it cannot be read at all;
    `papers` are still to be drawn."""

    parcel: Parcel
    address: Address | None = None
    shown: Screen = _NOTHING
    files: tuple[File, ...] = ()
    papers: tuple[Paper, ...] = ()
    spoiled: str = ""


def unpack(work: Work, parcel: Parcel, media: Path) -> Opened:
    """Open a parcel. One that cannot be read is told as such, for it must not hold up the others that are opened with it."""
    try:
        address = people.address(work, parcel.account)
        shown = codec.load(parcel.payload)
    except (ValueError, LookupError, TypeError, AttributeError, Unsealable) as why:
        return Opened(parcel=parcel, spoiled=type(why).__name__)
    files, drawn = [], []
    for one in shown.files:
        kept = attachments.get(work, one)
        if kept is not None and kept.state == "kept":
            files.append(File(kind=kept.kind, path=media / kept.path, name=kept.name or kept.path, mime=kept.mime, size=kept.size))
        elif kept is None and (paper := papers.get(work, one)) is not None:
            drawn.append(paper)
    return Opened(parcel=parcel, address=address, shown=shown, files=tuple(files), papers=tuple(drawn))


def put_into_words(opened: Opened, address: Address, catalogue: Catalogue, channel: Channel) -> Rendered:
    """The message as its channel takes it. Raises whatever a fault in a sentence raises."""
    parcel, shown, lang = opened.parcel, opened.shown, address.lang
    if shown.ack:
        return Rendered(text="".join(catalogue.text(lang, one) for one in shown.lines), ack=shown.ack)
    if parcel.purpose == "commands":
        listed = tuple((one.does[0], catalogue.text(lang, one.words)) for row in shown.rows for one in row)
        return Rendered(text="", commands=listed)
    replaces = (say("message-replaces"),) if parcel.shown and not channel.caps.edit else ()
    shown = replace(shown, lines=(*replaces, *shown.lines, *_missing(opened, channel)))
    files = tuple(one for one in opened.files if channel.caps.carries(one.kind, one.name, one.size))
    said = word(catalogue, lang, shown, caps=channel.caps, data=lambda index: f"{parcel.menu}:{index}", files=files)
    edits = parcel.shown if channel.caps.edit else ""
    return Rendered(text=said.text, rows=said.rows, files=said.files, asks=said.asks, edits=edits)


def _missing(opened: Opened, channel: Channel) -> tuple[Words, ...]:
    """What is said of files that do not come along: the channel carries none, or they could not be drawn."""
    caps = channel.caps
    stay = [one.name for one in opened.files if not caps.carries(one.kind, one.name, one.size)]
    undrawn = [(one.name, caps.carries("document", one.name)) for one in opened.papers]
    return (
        *(say("paper-elsewhere", name=one) for one in stay),
        *(say("paper-failed" if carried else "paper-elsewhere", name=name) for name, carried in undrawn),
    )

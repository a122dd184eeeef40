"""A parcel opened: its screen, its address and its files, and the words it gets on its channel."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.channels.base import Channel
from bot.talk import codec
from bot.talk.rendered import File, Knock, Rendered
from bot.talk.screen import Screen, Words, say
from bot.wording.catalogue import Catalogue
from bot.wording.render import word
from storage import attachments, opinions, papers, people
from storage.keys import Unsealable
from storage.outbox import Parcel, Purpose
from storage.papers import Paper
from storage.people import Address
from storage.work import Work

_NOTHING = Screen(lines=())
_KNOCKS: Final[frozenset[Purpose]] = frozenset({"status", "urgent"})
"""What is worth a word ahead, which costs money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is needed to send a parcel. `address` is None where its reader was erased; `spoiled` says why it cannot be read at all;
    `papers` are still to be drawn; `knocks` says that a word may go ahead of it, about the opinion with the code `code` if it is one."""

    parcel: Parcel
    address: Address | None = None
    shown: Screen = _NOTHING
    files: tuple[File, ...] = ()
    papers: tuple[Paper, ...] = ()
    spoiled: str = ""
    knocks: bool = False
    code: str = ""


def unpack(work: Work, parcel: Parcel, media: Path, knocking: Collection[str] = ()) -> Opened:
    """Open a parcel; `knocking` are the channels where a word may go ahead of it. One that cannot be read is told as such, for it must
    not hold up the others that are opened with it."""
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
    found = Opened(parcel=parcel, address=address, shown=shown, files=tuple(files), papers=tuple(drawn))
    if parcel.channel not in knocking or parcel.purpose not in _KNOCKS or _hears_elsewhere(work, parcel):
        return found
    opinion = opinions.get(work, parcel.about) if parcel.about else None
    return replace(found, knocks=True, code=opinion.code if opinion else "")


def _hears_elsewhere(work: Work, parcel: Parcel) -> bool:
    """Whether the reader has another chat where it would go instead: a paid word would be for nothing."""
    return people.reach(work, people.owner(work, parcel.account), besides=parcel.channel) not in ("", parcel.account)


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
    files = tuple(
        replace(one, instead=catalogue.text(lang, say("paper-elsewhere", name=one.name)))
        for one in opened.files
        if channel.caps.carries(one.kind, one.name, one.size)
    )
    said = word(catalogue, lang, shown, caps=channel.caps, data=lambda index: f"{parcel.menu}:{index}", files=files)
    edits = parcel.shown if channel.caps.edit else ""
    knock = _knock(opened, lang, catalogue) if opened.knocks else None
    return replace(said, edits=edits, knock=knock, parcel=parcel.id)


def _knock(opened: Opened, lang: str, catalogue: Catalogue) -> Knock:
    about = "opinion" if opened.code else "notice"
    words = (say("knock-head"), say(f"knock-text_{about}"), say(f"knock-label_{about}"))
    head, text, label = (catalogue.text(lang, one) for one in words)
    return Knock(head=head, text=text, label=label, number=opened.code or str(opened.parcel.id))


def _missing(opened: Opened, channel: Channel) -> tuple[Words, ...]:
    """What is said of files that do not come along: the channel carries none, or they could not be drawn."""
    caps = channel.caps
    stay = [one.name for one in opened.files if not caps.carries(one.kind, one.name, one.size)]
    undrawn = [(one.name, caps.carries("document", one.name)) for one in opened.papers]
    return (
        *(say("paper-elsewhere", name=one) for one in stay),
        *(say("paper-failed" if carried else "paper-elsewhere", name=name) for name, carried in undrawn),
    )

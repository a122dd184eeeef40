"""What an agenda tells its clerk: each topic in its place, how many opinions it holds and how many people stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.permissions import is_permitted
from bot.domain.words import shorten
from bot.notices.items import unit_name
from bot.talk.screen import Fact, Words, say
from storage.agendas import Topic

_BEGINNING: Final = 60
_TEXT: Final = 400


def named(act: Act, opinion: Opinion, held: Sequence[Grant]) -> Fact:
    """What an opinion is called on an agenda: the title that an officer gave it, else its first words for those who may read it, else
    where it lies."""
    if opinion.title:
        return opinion.title
    if not is_permitted(held, "opinion.read", opinion.thing, act.province.units):
        return say("agenda-elsewhere", unit=unit_name(act, opinion.desk))
    return shorten(opinion.text, _BEGINNING) if opinion.text else say("agenda-no_text")


def line(act: Act, topic: Topic, held: Sequence[Grant]) -> Words:
    """A topic in its place."""
    return say(
        "card-agenda-topic", place=topic.place, name=named(act, topic.lead, held), n=topic.members + 1, voices=topic.voices,
        second="yes" if topic.item.mark == "second" else "no",
    )  # fmt: skip


def text(act: Act, opinion: Opinion, held: Sequence[Grant], *, titled: bool = True, heard: str = "") -> list[Words]:
    """An opinion's own words (else what was heard in its voice) under its code, as far as this official may read them."""
    if not is_permitted(held, "opinion.read", opinion.thing, act.province.units):
        return [say("agenda-elsewhere", unit=unit_name(act, opinion.desk))]
    head = [say("card-item-title", title=opinion.title)] if opinion.title and titled else []
    if heard and not opinion.text:
        return [*head, say("card-item-transcript", text=shorten(heard, _TEXT))]
    return [*head, say("card-item-text", text=shorten(opinion.text, _TEXT)) if opinion.text else say("card-item-no_text")]

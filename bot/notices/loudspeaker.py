"""The text with which a dialogue is called over the loudspeaker of a hamlet, and who gets it: the heads of the hamlets."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue, is_taking
from bot.notices import officials
from bot.talk.screen import Button, Screen, Words, say, screen
from bot.wording import spoken
from storage import people
from storage.work import Work

_HEAD: Final = "hamlet_head"


def heads(work: Work, act: Act, dialogue: Dialogue) -> frozenset[str]:
    """The heads of hamlets in the area of a dialogue."""
    below = [one.code for one in act.province.units.communes(dialogue.unit)]
    return frozenset(person for code in below for person in officials.holding(work, _HEAD, code))


def shown(
    work: Work, act: Act, dialogue: Dialogue, person: str, *, moved: bool = False, rows: tuple[tuple[Button, ...], ...] = ()
) -> Screen:
    """The message to a head of a hamlet: what it is, then the text that is read out."""
    known = people.get(work, person)
    head = say("loud-moved" if moved else "loud-head")
    return screen(head, *text(act, dialogue, lang=known.lang if known else "vi", moved=moved), rows=rows)


def text(act: Act, dialogue: Dialogue, *, lang: str, moved: bool = False) -> tuple[Words, ...]:
    """The text itself, 20 to 40 seconds long; hour, day and place are said twice, as one says them."""
    unit = act.province.units.get(dialogue.unit)
    starts = {"hour": spoken.hour(lang, dialogue.starts), "day": spoken.day(lang, local_day(dialogue.starts)), "place": dialogue.place}
    name = f"{unit.name[:1].lower()}{unit.name[1:]}"
    body = say("loud-body", track=dialogue.track, level=unit.level, unit=name)
    lines = [say("loud-moved-call" if moved else "loud-call", body=body, kind=say(f"dialogue-kind-{dialogue.kind}"), unit=name)]
    lines += [say("loud-when", **starts), say("loud-chair", chair=dialogue.chair)]
    if is_taking(dialogue, act.at):
        closes = dialogue.closes
        lines.append(say("loud-write", hour=spoken.hour(lang, closes), day=spoken.day(lang, local_day(closes), year=False)))
    again = starts | {"day": spoken.day(lang, local_day(dialogue.starts), year=False)}
    return (*lines, say("loud-again", **again), say("loud-end"))

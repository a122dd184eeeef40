"""`Nội dung cần phổ biến`: what was answered lately and the next dialogue of a commune, as a text to be read out in the hamlets."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue, is_for_all, is_taking
from bot.domain.opinions import Opinion
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import dialogues as notices
from bot.notices import items
from bot.services import behalf
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import dialogues as rows
from storage import watched
from storage.work import Work

_MOST: Final = 200  # answers that are looked at
_TITLES: Final = 5
_FIELDS: Final = 5


def spread(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The text, for each commune that the person writes for. Who writes for none sees the menu."""
    own = behalf.units(work, act, "opinion.enter")
    return Keep(screens=tuple(_text(work, act, one) for one in own)) if own else Done()


def _text(work: Work, act: Act, unit: str) -> Screen:
    """No words of citizens, no names: numbers by field, and the titles that officers gave."""
    days = act.province.rules.behalf.recent_days
    found = watched.listed(work, "recent", [unit], at=act.at, since=act.at - timedelta(days=days), limit=_MOST)
    done = [one for one in found if one.outcome]
    lines = [say("card-spread", unit=items.unit_name(act, unit))]
    if done:
        lines += [say("card-spread-answered", days=days, n=len(done)), *_fields(act, done)]
        lines += [say("card-spread-title", title=one.title, outcome=say(f"outcome-{one.outcome}")) for one in done if one.title][:_TITLES]
    coming = next((one for one in rows.coming(work, [unit], act.at) if is_for_all(one)), None)
    lines += _dialogue(act, coming) if coming else [say("card-spread-no_dialogue")]
    return screen(*lines, say("card-spread-end"), rows=column(button("button-menu", "menu")))


def _fields(act: Act, done: list[Opinion]) -> list[Words]:
    counted: dict[str, int] = {}
    for one in done:
        counted[one.field] = counted.get(one.field, 0) + 1
    known = sorted(((n, field) for field, n in counted.items() if field in act.province.fields), reverse=True)
    return [say("card-spread-field", field=act.province.fields[field].label(act.lang), n=n) for n, field in known[:_FIELDS]]


def _dialogue(act: Act, dialogue: Dialogue) -> list[Words]:
    lines = [say("card-spread-dialogue", title=notices.title(act, dialogue), starts=dialogue.starts, place=dialogue.place)]
    return [*lines, say("card-spread-closes", closes=dialogue.closes)] if is_taking(dialogue, act.at) else lines

"""What leaders read before a dialogue: what the people wrote, by field, and what the unit still owes them."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.act import Act
from bot.domain.dialogues import COMING, Dialogue
from bot.domain.people import Role
from bot.domain.words import shorten
from bot.notices import dialogues as told
from bot.notices import tell
from bot.talk.screen import Screen, Words, say, screen
from storage import agendas, grants, lists, opinions
from storage import dialogues as rows
from storage.timers import Timer
from storage.work import Work

_FIELDS = 8  # lines before the rest is summed up
_LABEL = 40
_READERS: tuple[Role, ...] = ("leader", "officer")


def summary(work: Work, act: Act, dialogue: Dialogue) -> Screen:
    """`Tổng hợp ý kiến trước đối thoại`: which dialogue, how many opinions in which fields, what is overdue, who is not content."""
    counted = opinions.of_dialogue(work, dialogue.id)
    soon = timedelta(days=act.province.rules.digest.due_soon_days)
    overdue = lists.count(work, "overdue", dialogue.unit, act.at, soon)
    reopened = lists.count(work, "reopened", dialogue.unit, act.at, soon)
    lines: list[Words] = [
        say("card-summary-title"),
        say("notice-dialogue-title", title=told.title(act, dialogue)),
        say("notice-dialogue-when", starts=dialogue.starts),
        say("notice-dialogue-where", place=dialogue.place, format=dialogue.format or say("dialogue-format-usual")),
        say("card-summary-opinions", total=sum(n for _, n in counted)),
        *(_of_field(act, field, n) for field, n in counted[:_FIELDS]),
    ]
    if rest := sum(n for _, n in counted[_FIELDS:]):
        lines.append(say("card-summary-rest", n=rest))
    if overdue:
        lines.append(say("card-summary-overdue", n=overdue))
    if reopened:
        lines.append(say("card-summary-reopened", n=reopened))
    if again := agendas.count(work, dialogue.id):
        lines.append(say("card-summary-again", n=again))
    return screen(*lines)


def _of_field(act: Act, field: str, n: int) -> Words:
    known = act.province.fields.get(field)
    if known is None:
        return say("card-summary-unsorted", n=n)
    return say("card-summary-field", field=shorten(known.label(act.lang), _LABEL), n=n)


def leader_summary(work: Work, act: Act, timer: Timer) -> None:
    """On the eve of a dialogue its unit's leaders get the summary, or whoever stands in for them; nothing when it was moved or called
    off meanwhile."""
    dialogue = rows.get(work, timer.object)
    if dialogue is None or dialogue.phase not in COMING or str(dialogue.version) != timer.args["version"]:
        return
    shown = summary(work, act, dialogue)
    for person in _readers(work, act, dialogue.unit):
        tell.tell(work, act, person, shown, key=f"leader_summary:{dialogue.id}:{dialogue.version}:{person}", purpose="reminder")


def _readers(work: Work, act: Act, unit: str) -> list[str]:
    """The leaders of the unit, else its officers; where it has neither, those of the nearest unit above that has."""
    for above in act.province.units.chain(unit):
        for role in _READERS:
            if held := grants.holders(work, role, above.code):
                return list(dict.fromkeys(grant.person for grant in held))
    return []

"""An office is warned before a date of the law passes: by the card of the dialogue, in the digest, and over a whole area."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import duties as law
from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.permissions import is_in_office
from bot.notices import conferences, duties, officials, tell
from bot.notices.dialogues import title
from bot.notices.duties import Cover
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import dialogues as rows
from storage import grants, people
from storage.work import Work

_SHOWN = 10  # communes named in one message


def digest(work: Work, act: Act, unit: str) -> tuple[list[Words], list[Button]]:
    """What a digest says of the dates that are near or were missed, with the ways to the dialogues."""
    told: list[Words] = []
    ways: list[Button] = []
    for one in rows.near(work, [unit], act.at):
        if one.phase not in ("planned", "awaiting"):
            continue
        near = [
            duties.said(act, each)
            for each in duties.owed(work, act, one)
            if each.standing in ("soon", "missed") and duties.is_told(one, each)
        ]
        if near:
            told += [say("duty-of", title=title(act, one), starts=one.starts), *near]
            ways.append(conferences.way(act, one))
    return told, ways


def readers(work: Work, act: Act, dialogue: Dialogue) -> list[str]:
    """Who is warned of a dialogue's dates: its clerk, else the unit's officers, and the unit's leaders; where nobody is there, those of
    the nearest unit above."""
    clerk = [dialogue.clerk] if is_in_office(grants.of_person(work, dialogue.clerk)) else []
    for above in act.province.units.chain(dialogue.unit):
        found = [*(clerk or officials.holding(work, "officer", above.code)), *officials.holding(work, "leader", above.code)]
        if any(people.reach(work, one) for one in found):
            return list(dict.fromkeys(found))
    return []


def warn(work: Work, act: Act, dialogue: Dialogue, occurrence: str) -> None:
    """The last day of the notice comes near: its card with the word, to everyone who can do something."""
    for person in readers(work, act, dialogue):
        why = say("notice-duty", n=(law.notice_day(dialogue, act.province.rules) - act.today).days)
        conferences.bring(work, act, dialogue, person, key=f"{occurrence}:{person}", why=why)


def warn_commune(work: Work, act: Act, cover: Cover, occurrence: str) -> None:
    """A commune has neither held nor planned a dialogue: its officers and leaders hear it, with the way to plan one."""
    shown = screen(
        say("notice-duty-year", unit=cover.unit.name, year=str(cover.owed.day.year)), duties.said(act, cover.owed),
        rows=column(button("conference-plan", "conference.plan", cover.unit.code)),
    )  # fmt: skip
    readers = [*officials.holding(work, "officer", cover.unit.code), *officials.holding(work, "leader", cover.unit.code)]
    for person in dict.fromkeys(readers):
        tell.tell(work, act, person, shown, key=f"{occurrence}:{cover.unit.code}:{person}", purpose="reminder")


def warn_above(work: Work, act: Act, covers: Sequence[Cover], occurrence: str, year: int) -> None:
    """The province hears which communes lack one, once for each who looks after it."""
    root = act.province.units.root.code
    shown = missing(covers, year)
    for role in ("leader", "admin"):
        for person in officials.holding(work, role, root):
            tell.tell(work, act, person, shown, key=f"{occurrence}:{root}:{person}", purpose="reminder")


def missing(covers: Sequence[Cover], year: int) -> Screen:
    """Which communes have neither held nor planned one, with the way to the whole list."""
    names = [one.unit.name for one in covers[:_SHOWN]]
    head = say("notice-coverage", n=len(covers), year=str(year))
    rest = [say("card-coverage-names", names=", ".join(names), more=max(0, len(covers) - _SHOWN))] if names else []
    return screen(head, *rest, rows=column(button("conference-coverage", "conference.coverage", str(year))))

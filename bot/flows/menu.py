"""The main menu: what a person may do here, officials' work first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.act import Act
from bot.domain.people import Role
from bot.flows.outcome import Done, Keep, Outcome, Room
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import drafts, grants
from storage.work import Work

WORK: Final[tuple[tuple[tuple[Role, ...], str, tuple[str, ...]], ...]] = (
    (("officer", "leader"), "menu-new", ("viec", "new")),
    (("handler",), "menu-mine", ("viec", "mine")),
    (("officer", "leader", "handler"), "menu-overdue", ("viec", "overdue")),
    (("officer", "leader"), "menu-summary", ("leader.summary",)),
    (("officer", "leader", "front", "admin"), "menu-dialogues", ("leader.dialogues",)),
    (("front",), "menu-watch", ("giamsat",)),
    (("front",), "menu-organise", ("organise",)),
    (("hamlet_head",), "menu-behalf", ("behalf",)),
    (("officer",), "menu-enter", ("behalf",)),
    (("hamlet_head",), "menu-hamlet", ("behalf.mine",)),
    (("hamlet_head",), "menu-spread", ("spread",)),
    (("hamlet_head",), "menu-invite", ("invitation",)),
    (("officer", "leader", "handler", "front", "admin"), "official-work", ("viec",)),
    (("admin",), "menu-admin", ("quantri",)),
    (("officer", "leader", "handler", "front"), "menu-leave", ("nghiphep",)),
)
"""(roles, label, deed): the rows that those who hold one of the roles see first."""

CHOICES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("menu-write", ("write",)),
    ("menu-opinions", ("mine",)),
    ("menu-track", ("track",)),
    ("menu-schedule", ("schedule",)),
    ("menu-results", ("results",)),
    ("menu-data", ("data",)),
)
"""What everyone sees."""


def shown(work: Work, act: Act, *lines: Words) -> Screen:
    """The menu under these lines; a draft that waits is mentioned."""
    lines = lines or (say("menu-ask"),)
    draft = drafts.get(work, act.account)
    rows: list[tuple[Button, ...]] = [(button(label, *deed),) for label, deed in _work(work, act)]
    if draft is not None and draft.pieces:
        lines = (*lines, say("menu-draft"))
        rows.append((button("button-review", "draft", "show", draft.id),))
    choices = [button(label, *deed) for label, deed in CHOICES]
    rows += [tuple(choices[place : place + 2]) for place in range(0, len(choices), 2)]
    rows.append((button("menu-office", "office"),))
    return screen(*lines, rows=tuple(rows))


def _work(work: Work, act: Act) -> list[tuple[str, tuple[str, ...]]]:
    held = {grant.role for grant in grants.of_person(work, act.person)}
    return [(label, deed) for roles, label, deed in WORK if held.intersection(roles)]


def home(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The door of the menu: `start` greets, `cancel` ends an open question first."""
    if args[:1] == ("start",):
        return Done(screens=(shown(work, act, *greeting(act)),))
    if args[:1] == ("cancel",):
        return Done(screens=(shown(work, act, say("menu-cancelled")),))
    return Done(screens=(shown(work, act),))


def greeting(act: Act) -> Sequence[Words]:
    """Who runs this, and that a program answers (Điều 11 Luật 134/2025/QH15)."""
    return (say("menu-hello", body=act.province.office.body),)


def help_(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/trogiup`: what can be done here."""
    return Keep(screens=(screen(say("card-help"), rows=column(button("menu-office", "office"), button("button-menu", "menu"))),))


def office_lines(act: Act) -> tuple[Words, Words]:
    """Where people are met, and when they are received."""
    office = act.province.office
    return (
        say("office-at", body=office.body, address=office.address, phone=office.phone),
        say("office-reception", place=office.reception_place, days=office.reception_days),
    )


def office(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Gặp cán bộ`: for whom would rather speak with someone."""
    return Keep(screens=(screen(*office_lines(act), rows=column(button("button-menu", "menu"))),))


ROOM: Final = Room(
    doors={"menu": home, "help": help_, "office": office},
    harmless=frozenset({"menu", "help", "office"}),
    commands={
        "start": ("menu", "start"), "batdau": ("menu", "start"), "menu": ("menu",), "huy": ("menu", "cancel"), "trogiup": ("help",),
        "help": ("help",), "gapcanbo": ("office",),
    },
)  # fmt: skip

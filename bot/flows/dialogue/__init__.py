"""What officials do with a dialogue: see what comes, plan, run, conclude. The person who runs one is its clerk (thư ký hội nghị)."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows.dialogue import (
    agenda,
    books,
    cards,
    clerks,
    coming,
    concluding,
    conclusion_words,
    coverage,
    following,
    inviting,
    life,
    noting,
    planning,
    qr,
    rollcall,
    room,
    speaking,
)
from bot.flows.outcome import Outcome, Room
from bot.notices import conferences
from bot.services import sessions
from bot.talk.screen import say
from storage import outbox
from storage.work import Work

_LATE: Final = ("dialogue_phase", "dialogue_moved", "dialogue_over")


def conference(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """("verb", dialogue, version, ...). Who comes too late reads where it stands by now."""
    verb, dialogue, *rest = args
    version = int(rest[0]) if rest else 0
    try:
        return _VERBS[verb](work, act, dialogue, version, tuple(rest[1:]))
    except RuleBroken as broken:
        if broken.code not in _LATE:
            raise
        found = sessions.find(work, act, dialogue, "dialogue.run")
        return cards.show(work, act, found, why=say(f"broken-{broken.code}", **broken.facts))


def _open(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    found = sessions.find(work, act, dialogue, "dialogue.run")
    outbox.drop_card(work, act.account, conferences.card(found))
    return cards.show(work, act, found)


def _back(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    return cards.show(work, act, sessions.find(work, act, dialogue, "dialogue.run"))


def _more(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    return cards.show(work, act, sessions.find(work, act, dialogue, "dialogue.run"), more=True)


_VERBS: Final[dict[str, cards.Verb]] = {
    "open": _open,
    "back": _back,
    "more": _more,
    **life.VERBS,
    **planning.VERBS,
    **clerks.VERBS,
    **agenda.VERBS,
    **rollcall.VERBS,
    **inviting.VERBS,
    **room.VERBS,
    **concluding.VERBS,
    **following.VERBS,
    **books.VERBS,
    **qr.VERBS,
    **speaking.VERBS,
}

ROOM = Room(
    flows=(
        planning.FLOW,
        *agenda.FLOWS,
        *rollcall.FLOWS,
        noting.FLOW,
        speaking.FLOW,
        conclusion_words.FLOW,
    ),
    doors={
        "leader.dialogues": coming.dialogues,
        "leader.summary": coming.summary,
        "conference": conference,
        "room.note": room.ghi,
        "conference.plan": planning.door,
        "conference.coverage": coverage.door,
    },
    harmless=frozenset({"leader.dialogues", "leader.summary", "conference.open", "conference.back", "conference.coverage"}),
    commands={"doithoai": ("leader.dialogues",), "tonghop": ("leader.summary",), "ghi": ("room.note",)},
    wordy=("ghi",),
)

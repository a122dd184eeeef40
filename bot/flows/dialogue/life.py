"""The fate of a dialogue: announced, begun, closed, put off, called off; each asked once more before anyone is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue, Verb, moved
from bot.domain.permissions import Action
from bot.flows.dialogue import cards
from bot.flows.outcome import Outcome
from bot.notices import rooms
from bot.notices.dialogues import title
from bot.services import dialogues, sessions
from bot.talk.screen import Words, button, say
from storage import dialogues as rows
from storage.work import Work


def _announce(work: Work, act: Act, dialogue: str) -> tuple[Dialogue, Words | None]:
    planned = dialogues.announce(work, act, dialogue)
    rules = act.province.rules
    if planned.short_notice is None:
        return planned.dialogue, None
    law = say(
        "conference-short_notice", days=planned.short_notice, least=rules.dialogue.notice_days,
        source=rules.sources.get("dialogue.notice_days", ""),
    )  # fmt: skip
    return planned.dialogue, law


def _cancel(work: Work, act: Act, dialogue: str) -> tuple[Dialogue, Words | None]:
    gone, heir = dialogues.cancel(work, act, dialogue)
    return gone, say("conference-heir", title=title(act, heir), starts=heir.starts) if heir else None


_ACTS: Final[Mapping[Verb, tuple[Action, Callable[[Work, Act, str], tuple[Dialogue, Words | None]]]]] = {
    "announce": ("dialogue.announce", _announce),
    "begin": ("dialogue.run", lambda work, act, one: (sessions.run(work, act, one, "begin"), None)),
    "end": ("dialogue.run", lambda work, act, one: (sessions.run(work, act, one, "end"), None)),
    "postpone": ("dialogue.announce", lambda work, act, one: (dialogues.postpone(work, act, one), None)),
    "cancel": ("dialogue.announce", _cancel),
}
"""verb -> the permission, and what it does."""


_TOLD: Final[Mapping[Verb, Callable[[Work, Dialogue], list[Words]]]] = {"end": rooms.before_the_end}
"""What is told besides before someone says yes."""


def _verb(name: Verb) -> cards.Verb:
    action, does = _ACTS[name]

    def verb(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
        found = cards.find(work, act, dialogue, version, action)
        if rest == ("yes",):
            kept, why = does(work, act, found.id)
            return cards.show(work, act, rows.get(work, kept.id) or kept, why=why)
        moved(found.phase, name)
        sure = button(f"conference-do-{name}", "conference", name, found.id, str(version), "yes")
        told = _TOLD[name](work, found) if name in _TOLD else []
        asked = "unplan" if name == "cancel" and found.phase == "planned" else name
        return cards.asks(found, (say("conference-sure", verb=asked, title=title(act, found), starts=found.starts), *told), (sure,))

    return verb


VERBS: Final[dict[str, cards.Verb]] = {name: _verb(name) for name in _ACTS}

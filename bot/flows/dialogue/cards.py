"""What an official sees of a dialogue after having acted on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.permissions import Action
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import conferences
from bot.services import sessions
from bot.talk.screen import Button, Words, button, column, say, screen
from storage import outbox
from storage.work import Work

Verb: TypeAlias = Callable[[Work, Act, str, int, tuple[str, ...]], Outcome]
"""What a button of a dialogue's card does: (work, act, dialogue, version, what stands behind)."""


def find(work: Work, act: Act, dialogue: str, version: int, action: Action) -> Dialogue:
    """The dialogue of the card that was pressed. Raises RuleBroken: "not_found", "not_yours", "dialogue_moved" when its date or fate
    changed since the card was shown (`version`; 0 does not ask)."""
    found = sessions.find(work, act, dialogue, action)
    if version and version != found.version:
        raise RuleBroken("dialogue_moved")
    return found


def show(work: Work, act: Act, dialogue: Dialogue, *, why: Words | None = None, more: bool = False) -> Outcome:
    """The card as it is now, in place of the one that was pressed."""
    return Keep(screens=(conferences.conference(work, act, dialogue, person=act.person, why=why, more=more),))


def asks(dialogue: Dialogue, words: Sequence[Words], rows: Sequence[Button]) -> Outcome:
    """A question on the card itself, with the way back."""
    back = button("official-back", "conference", "back", dialogue.id)
    return Keep(screens=(screen(*words, rows=column(*rows, back), card=conferences.card(dialogue)),))


def done(work: Work, act: Act, dialogue: Dialogue, *, why: Words | None = None) -> Done:
    """The end of a conversation about a dialogue: its card, as a new message below what was typed."""
    outbox.drop_card(work, act.account, conferences.card(dialogue))
    return Done(screens=(conferences.conference(work, act, dialogue, person=act.person, why=why),))


def given_up(broken: RuleBroken) -> Done:
    """The end of a conversation that can no longer lead anywhere. Raises the refusal again where another answer would help."""
    if broken.code not in ("dialogue_phase", "dialogue_moved", "dialogue_over", "not_found", "not_yours"):
        raise broken
    return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))

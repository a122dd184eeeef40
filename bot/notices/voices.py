"""How what was said already is shown to those who may stand behind it: by an officer's title, never by another citizen's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.opinions import Opinion
from bot.talk.screen import Button, Words, button, say
from storage.voices import Said


def lines(found: Sequence[Said], start: int = 0) -> list[Words]:
    """What was said already, numbered as the buttons are."""
    return [say("voice-line", place=n, name=name(one.opinion), n=one.voices) for n, one in enumerate(found, start + 1)]


def name(opinion: Opinion) -> str:
    """The words of it that everyone may read: an officer's title, else the text of what is published."""
    return opinion.title or (opinion.text if opinion.visibility == "public" else "")


def also(found: Sequence[Said], dialogue: str, draft: str = "", start: int = 0) -> list[Button]:
    """A button for each; one that the person stands behind already has none."""
    several = len(found) > 1 or start > 0
    return [
        button("button-voice", "voice", dialogue, one.opinion.id, draft, place=n if several else 0)
        for n, one in enumerate(found, start + 1) if not one.mine
    ]  # fmt: skip

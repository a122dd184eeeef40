"""`Giấy mời, thông báo`: the text to be read out over the loudspeaker, and the official invitation as a document."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.flows.dialogue import cards
from bot.flows.outcome import Keep, Outcome
from bot.notices import loudspeaker, papers
from bot.talk.screen import say, screen
from storage.work import Work


def _invite(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """The text first, to be copied; then the document."""
    found = cards.find(work, act, dialogue, version, "dialogue.run")
    text = screen(say("loud-head"), *loudspeaker.text(act, found, lang=act.lang))
    return Keep(screens=(text, screen(say("invite-paper"), files=(paper(work, act, found),))))


def paper(work: Work, act: Act, dialogue: Dialogue) -> str:
    """`Giấy mời` in the layout of whoever invites: the office writes number, day and name in, and signs."""
    return papers.paper(work, act, "invitation", f"giay-moi-{dialogue.short}.docx", words=False, dialogue=dialogue.id)


VERBS: Final[dict[str, cards.Verb]] = {"invite": _invite}

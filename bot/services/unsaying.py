"""Taking back what was said about an opinion that may be no opinion: nobody of the unit that it accuses reads it any longer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.words import without
from bot.notices import items, tell
from bot.services import moves
from bot.talk.screen import button, column, say, screen
from storage import conversations, opinions, unsaid
from storage.work import Work

_TYPED: Final = ("text", "part", "held")  # what official flows call words that they hold


def unsay(work: Work, act: Act, opinion: Opinion) -> None:
    """Empty every message that quotes it, on its way, kept or on a screen (each is changed there, as far as its channel can), the
    conversations in which its words are held, and the opinion that it was split from."""
    seen = unsaid.quoted(work, opinion=opinion.id, code=opinion.code, author=opinion.account)
    unsaid.empty(work, opinion=opinion.id, code=opinion.code, author=opinion.account)
    for one in seen:
        if (one.account, one.card) != (act.account, items.card(opinion)):  # the card that was pressed shows what it is now
            name = f"gone:{one.row}"
            unsaid.rebind(work, one, name)
            shown = screen(say("card-gone", code=opinion.code), rows=column(button("official-work", "viec")), card=name)
            tell.put(work, act, one.account, shown, key=name, purpose="status", wakes=True)
    for account in dict.fromkeys(one.account for one in seen):
        _forget_draft(work, act, account, opinion)
    _cut_parent(work, act, opinion)


def _forget_draft(work: Work, act: Act, account: str, opinion: Opinion) -> None:
    standing = conversations.get(work, account)
    if opinion.id in standing.draft:
        draft = {name: "" if name in _TYPED else value for name, value in json.loads(standing.draft).items()}
        conversations.keep(work, account, replace(standing, draft=json.dumps(draft, ensure_ascii=False)), act.at)


def _cut_parent(work: Work, act: Act, opinion: Opinion) -> None:
    """A part that was left in the whole goes there too."""
    parent = opinions.get(work, opinion.parent) if opinion.parent else None
    rest = without(parent.text, opinion.text) if parent else None
    if parent is not None and rest is not None:
        moves.edit(work, act, parent, "cut", text=rest)

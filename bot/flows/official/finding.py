"""`/tim`: an opinion by its code, or opinions by their words, with or without tones; only among those that the person may read."""

from __future__ import annotations

from typing import Final

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import is_permitted
from bot.domain.words import masked
from bot.flows.official import lists
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import items
from bot.services import finding
from bot.talk.incoming import Incoming
from bot.talk.screen import button, column, say, screen
from storage import conversations, grants, opinions, outbox
from storage import search as stored
from storage.work import Work

CARD: Final = "found"
_CODE_LETTERS: Final = 24


def search(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/tim MÃ`, `/tim những chữ`. What is not theirs to read is not found, whether it is there or not."""
    if not lists.places(work, act):
        return Done()
    typed = " ".join(args)
    if all(one.role == "front" for one in grants.of_person(work, act.person)):  # who reads no numbers finds nobody by theirs
        typed = masked(typed)
    if code := codes.find(typed):
        return _by_code(work, act, code)
    asked = stored.question(work, typed)
    if not asked:
        return Keep(screens=(screen(say("official-search")),))
    outbox.drop_card(work, act.account, CARD)
    return _found(work, act, asked, 0)


def typed(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """A code typed alone by an official who may read that opinion, where no question waits for a code."""
    text = incoming.text.strip() if incoming.kind == "text" else ""
    code = codes.find(text) if len(text) <= _CODE_LETTERS else None
    if not code or conversations.get(work, act.account).flow or not lists.places(work, act):
        return None
    found = opinions.by_code(work, code)
    if found is None or found.author == act.person or not _may_read(work, act, found):
        return None
    return _by_code(work, act, code)


def _by_code(work: Work, act: Act, code: str) -> Outcome:
    found = opinions.by_code(work, code)
    if found is None or not _may_read(work, act, found):
        raise RuleBroken("not_found")
    outbox.drop_card(work, act.account, items.card(found))
    return Keep(screens=(items.item(work, act, found, person=act.person),))


def _may_read(work: Work, act: Act, found: Opinion) -> bool:
    return is_permitted(grants.of_person(work, act.person), "opinion.read", found.thing, act.province.units)


def more(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Trang sau` of what was found: the marks of the words, and where to go on. What was typed is kept nowhere."""
    return _found(work, act, args[0], int(args[1]))


def _found(work: Work, act: Act, asked: str, before: int) -> Outcome:
    hits = finding.find(work, act, asked, before=before, limit=lists.PAGE + 1)
    if not hits:
        raise RuleBroken("not_found")
    shown = hits[: lists.PAGE]
    rows = [button("official-code", "item", "open", one.id, code=one.code) for _, one in shown]
    if len(hits) > lists.PAGE:
        rows.append(button("official-next", "tim.more", asked, str(shown[-1][0])))
    rows.append(button("official-work", "viec"))
    held = grants.of_person(work, act.person)
    lines = [line for _, one in shown for line in lists.lines(act, one, held)]
    return Keep(screens=(screen(say("card-found"), *lines, rows=column(*rows), card=CARD),))

"""The one review card of an opinion that is being written, and what it becomes when it is sent or cancelled."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.opinions import Draft, Opinion
from bot.domain.words import fold, shorten
from bot.notices import voices as notices
from bot.notices.dialogues import title
from bot.services import dialogues, opinions, voices
from bot.services.drafting import CARD
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import attachments, outbox
from storage import dialogues as dialogue_rows
from storage.attachments import Attachment
from storage.work import Work

_SHOWN: Final = 900
"""Characters of an opinion that the card repeats."""


def unit_name(act: Act, unit: str) -> str:
    """A unit's name; its code where it is no longer among the units."""
    found = act.province.units.find(unit)
    return found.name if found else unit


def review(work: Work, act: Act, draft: Draft) -> Screen:
    """What will be sent, to be checked; on a channel that cannot change it, it waits for a moment of quiet."""
    heard = opinions.hearing(work, act, draft.unit, draft.dialogue)
    like = voices.like(work, act, draft)
    lines = [
        _where(act, draft.unit, draft.said),
        *body(draft.text, attachments.of(work, draft.id)),
        *((say("card-draft-dialogue", title=title(act, heard), starts=heard.starts),) if heard else ()),
        *((say("card-draft-like"), *notices.lines(like)) if like else (say("card-draft-ask"),)),
    ]
    send = (button("button-send-anyway", "draft", "send", draft.id),) if like else (button("button-send", "draft", "send", draft.id),)
    more = (button("button-more", "draft", "more", draft.id),)
    rows = (
        *column(*notices.also(like, heard.id if heard else "", draft.id)),
        *((send, more) if like else ((*send, *more),)),
        (button("button-edit", "draft", "edit", draft.id), button("button-cancel", "draft", "cancel", draft.id)),
    )
    return screen(*lines, rows=rows, card=CARD, after=0 if act.edits else act.province.rules.draft.card_seconds)


def _where(act: Act, unit: str, said: str) -> Words:
    found = act.province.units.find(unit)
    name = unit_name(act, unit)
    is_own = found is not None and fold(said) in ("", fold(found.name), fold(found.short))
    return say("card-draft-where", unit=name) if is_own else say("card-draft-where-said", unit=name, said=said)


def body(text: str, files: list[Attachment]) -> list[Words]:
    """The words and what comes with them."""
    lines = [say("card-draft-text", text=shorten(text, _SHOWN))] if text else []
    for kinds, sentence in (
        (("photo",), "card-draft-photos"),
        (("voice", "audio"), "card-draft-voices"),
        (("video", "document"), "card-draft-files"),
    ):
        if n := sum(one.kind in kinds for one in files):
            lines.append(say(sentence, n=n))
    return lines


def sent(work: Work, act: Act, opinion: Opinion) -> tuple[Screen, ...]:
    """The receipt with the code, after the card was closed."""
    heard = dialogue_rows.get(work, opinion.dialogue) if opinion.dialogue else None
    missed = dialogues.closed_for(work, act, opinion.unit)
    lines = [say("notice-receipt", code=opinion.code, unit=unit_name(act, opinion.unit))]
    if heard is not None and missed is not None and heard.unit == missed.unit:
        lines.append(say("notice-receipt-next", starts=missed.starts, title=title(act, heard), next=heard.starts))
    elif heard is not None:
        lines.append(say("notice-receipt-dialogue", title=title(act, heard), starts=heard.starts))
    elif missed is not None:
        lines.append(say("notice-receipt-late", starts=missed.starts))
    else:
        lines.append(say("notice-receipt-outside"))
    if opinion.contested:
        lines.append(say("notice-receipt-contested"))
    lines += [say("notice-receipt-keep"), say("notice-receipt-phone")]
    rows = ((button("button-phone", "phone", opinion.id), button("button-skip", "phone", "")),)
    closing = screen(
        say("card-draft-sent", code=opinion.code), *body(opinion.text, attachments.of(work, opinion.id)), card=CARD, about=opinion.id
    )
    return closed(work, act, closing, screen(*lines, rows=rows, about=opinion.id))


def closed(work: Work, act: Act, closing: Screen, final: Screen) -> tuple[Screen, ...]:
    """`final` as a new message; before it the old card loses its buttons where that can be done.

    Where it cannot, `final` takes the place of a card that has not left yet."""
    if not outbox.has_card(work, act.account, CARD):
        return (final,)
    return (closing, final) if act.edits else (replace(final, card=CARD),)

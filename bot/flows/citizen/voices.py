"""`Tôi cũng vậy`: what others said already for the same dialogue, before an opinion is sent and from the schedule."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.flows import pick
from bot.flows.citizen import card, route
from bot.flows.citizen.forms import Consent, Voice, Writing
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step, option
from bot.notices import voices as notices
from bot.notices.dialogues import title
from bot.services import drafting, voices
from bot.services.drafting import CARD
from bot.talk.screen import Screen, button, column, say, screen
from storage import dialogues as dialogue_rows
from storage import drafts
from storage.work import Work

_SIZE: Final = 3


def listed(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Ý kiến đã có`: what was said for a dialogue, by its titles, a page at a time."""
    dialogue = args[0] if args else ""
    known = dialogue_rows.get(work, dialogue)
    found = voices.said(work, act, dialogue)
    ways = [button("menu-schedule", "schedule"), button("button-menu", "menu")]
    if known is None or not found:
        return Keep(screens=(screen(say("voices-none"), rows=column(*ways)),))
    page = min(pick.number(args, 1), (len(found) - 1) // _SIZE)
    shown = found[page * _SIZE : (page + 1) * _SIZE]
    turns = [button("button-before", "voices", dialogue, str(page - 1))] if page else []
    turns += [button("button-after", "voices", dialogue, str(page + 1))] if (page + 1) * _SIZE < len(found) else []
    head = say("voices-head", title=title(act, known), starts=known.starts)
    rows_ = column(*notices.also(shown, dialogue, start=page * _SIZE), *turns, *ways)
    return Keep(screens=(screen(head, *notices.lines(shown, page * _SIZE), rows=rows_),))


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Tôi cũng vậy`: (dialogue, opinion, draft). Who began to write is asked first, for what they wrote will not be sent."""
    dialogue, opinion, draft = (*args, "", "", "")[:3]
    found = voices.find(work, act, dialogue, opinion).opinion
    form = Voice(dialogue=dialogue, opinion=found.id, draft=draft)
    if not route.agreed(work, act):
        return route.ask_consent(work, act, Consent(voice=found.id, dialogue=dialogue))
    return Enter(flow="voice", draft=form) if draft else _joined(work, act, form)


def show(work: Work, act: Act, form: Voice) -> Screen:
    """Whether that is meant, and what becomes of the words."""
    said = voices.find(work, act, form.dialogue, form.opinion)
    if not _draft(work, act, form):
        return screen(
            say("voice-sure", name=notices.name(said.opinion)), rows=column(option("button-voice", "yes", place=0), route.leave())
        )
    choices = (option("button-voice", "yes", place=0), option("button-send-anyway", "send"), option("button-back", "back"))
    return screen(say("voice-sure-draft", name=notices.name(said.opinion)), rows=column(*choices))


def _draft(work: Work, act: Act, form: Voice) -> bool:
    draft = drafts.get(work, act.account)
    return draft is not None and draft.id == form.draft


def take(work: Work, act: Act, form: Voice, answer: Answer) -> Outcome:
    """Yes stands behind it; everything else leaves the draft as it is."""
    match answer.choice:
        case "yes":
            return _joined(work, act, form)
        case "send" | "back":
            return Enter(flow="write", draft=Writing())
        case _:
            return Stay()


def _joined(work: Work, act: Act, form: Voice) -> Outcome:
    said = voices.find(work, act, form.dialogue, form.opinion)
    mine = voices.join(work, act, form.dialogue, form.opinion)
    receipt = screen(
        say("voice-receipt", name=notices.name(said.opinion), code=mine.code), say("voice-receipt-steps"),
        rows=column(button("button-open", "opinion", mine.id), button("button-menu", "menu")), about=mine.id,
    )  # fmt: skip
    if not _draft(work, act, form):
        return Done(screens=(receipt,))
    drafting.drop(work, act)
    return Done(screens=card.closed(work, act, screen(say("draft-dropped"), card=CARD), receipt))


FLOW: Final = Flow(name="voice", draft=Voice, first="sure", steps={"sure": Step(show=show, take=take)})

"""Writing an opinion: pieces join the draft, one card shows it, and its four buttons send, add, change or cancel it."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Draft
from bot.flows import menu
from bot.flows.citizen import card, route
from bot.flows.citizen.forms import Commune, Plain, Writing
from bot.flows.citizen.taking import divert, divert_draft, piece_of, take_in
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, Toast, option
from bot.notices.dialogues import title
from bot.services import dialogues, drafting, opinions
from bot.services.drafting import CARD
from bot.talk.screen import Screen, column, say, screen
from storage import attachments, conversations, drafts, outbox
from storage.work import Work

_CHOICES: Final = 5


def show(work: Work, act: Act, form: Writing) -> Screen:
    """The request for words, or the review card when there are some."""
    draft = drafts.get(work, act.account)
    if draft is not None and not drafting.is_empty(work, draft):
        return card.review(work, act, draft)
    name = card.unit_name(act, draft.unit) if draft else ""
    return screen(say("write-ask", unit=name), rows=column(option("button-other", "other"), route.leave()))


def take(work: Work, act: Act, form: Writing, answer: Answer) -> Outcome:
    """A piece joins; what cannot be taken is said at once, and the draft stays as it was."""
    if answer.choice == "other":
        return Enter(flow="commune", draft=Commune(), step="typed")
    if answer.contact:
        return Keep(screens=(screen(say("write-contact")),))
    try:
        return take_in(work, act, piece_of(answer))
    except RuleBroken as broken:
        return Keep(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The buttons of the card: (what, draft). A card of a draft that is gone does nothing."""
    what, of = (*args, "", "")[:2]
    draft = drafts.get(work, act.account)
    if draft is None or draft.id != of:
        return Toast(words=say("draft-gone"))
    match what:
        case "send":
            return send(work, act, draft)
        case "more":
            asked = screen(say("draft-more"))
            is_open = conversations.get(work, act.account).flow == "write"
            return Keep(screens=(asked,)) if is_open else Enter(flow="write", draft=Writing(), screens=(asked,))
        case "edit":
            return Enter(flow="rewrite", draft=Plain())
        case "show":
            outbox.drop_card(work, act.account, CARD)
            return route.go_on(work, act)
        case "cancel" if len(draft.pieces) > 1:
            return Enter(flow="discard", draft=Plain())
        case "cancel":
            return _dropped(work, act)
        case _:
            return Toast(words=say("button-old"))


def send(work: Work, act: Act, draft: Draft) -> Outcome:
    """The draft leaves as an opinion, unless it should have gone through another door, or its commune is not known yet."""
    if drafting.is_empty(work, draft):
        return Enter(flow="write", draft=Writing())
    if not route.agreed(work, act) or not draft.unit:
        return route.begin(work, act)
    if (diverted := divert_draft(work, act)) is not None:
        return diverted
    return Done(screens=card.sent(work, act, opinions.send(work, act)))


def _dropped(work: Work, act: Act) -> Outcome:
    drafting.drop(work, act)
    closing = screen(say("draft-dropped"), card=CARD)
    return Done(screens=card.closed(work, act, closing, menu.shown(work, act, say("draft-dropped"))))


def show_discard(work: Work, act: Act, form: Plain) -> Screen:
    """More than one piece is not thrown away by one tap."""
    return screen(say("discard-ask"), rows=column(option("button-discard", "yes"), option("button-back", "no")))


def take_discard(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    """Yes throws it away; more words are more words."""
    if answer.choice == "yes":
        return _dropped(work, act)
    if answer.choice:
        return Enter(flow="write", draft=Writing())
    return take(work, act, Writing(), answer)


def show_what(work: Work, act: Act, form: Plain) -> Screen:
    """What shall be changed."""
    draft = drafts.get(work, act.account)
    buttons = [option("button-rewrite", "text"), option("button-recommune", "unit")]
    if draft is not None and attachments.of(work, draft.id):
        buttons.append(option("button-strip", "files"))
    if draft is not None and draft.unit and len(dialogues.offered(work, act, draft.unit)) > 1:
        buttons.append(option("button-choose-dialogue", "dialogue"))
    return screen(say("rewrite-what"), rows=column(*buttons, option("button-back", "back")))


def take_what(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    """Go where the change is made; the card comes anew afterwards, below what was typed."""
    outbox.drop_card(work, act.account, CARD)
    match answer.choice:
        case "text":
            return Goto(step="text", draft=form)
        case "unit":
            return Enter(flow="commune", draft=Commune(), step="typed")
        case "files":
            drafting.strip(work, act)
            return Enter(flow="write", draft=Writing())
        case "dialogue":
            return Goto(step="dialogue", draft=form)
        case "back":
            return Enter(flow="write", draft=Writing())
        case _:
            return _more(work, act, answer)


def _more(work: Work, act: Act, answer: Answer) -> Outcome:
    """Words that answer nothing join the draft, and the card is shown."""
    outcome = take(work, act, Writing(), answer)
    return outcome if isinstance(outcome, Enter | Done) else Enter(flow="write", draft=Writing(), screens=_said(outcome))


def _said(outcome: Outcome) -> tuple[Screen, ...]:
    return tuple(one for one in outcome.screens if one.card != CARD) if isinstance(outcome, Keep) else ()


def show_text(work: Work, act: Act, form: Plain) -> Screen:
    """The request for the new words."""
    return screen(say("rewrite-text"), rows=column(option("button-back", "back")))


def take_text(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    """The new words take the place of all old ones; files join."""
    if answer.choice or answer.contact:
        return Enter(flow="write", draft=Writing())
    if answer.media or not answer.text:
        return _more(work, act, answer)
    if (diverted := divert(work, act, answer.text)) is not None:
        return diverted
    drafting.rewrite(work, act, answer.text, answer.message)
    return Enter(flow="write", draft=Writing())


def show_dialogue(work: Work, act: Act, form: Plain) -> Screen:
    """The dialogues that could hear it: the commune's own first, then those above."""
    draft = drafts.get(work, act.account)
    offered = dialogues.offered(work, act, draft.unit)[:_CHOICES] if draft else []
    buttons = [option("button-dialogue", one.id, title=title(act, one), day=one.starts.date()) for one in offered]
    return screen(say("rewrite-dialogue"), rows=column(*buttons, option("button-back", "back")))


def take_dialogue(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    """The chosen one hears it."""
    if answer.choice and answer.choice != "back":
        drafting.choose(work, act, answer.choice)
    elif not answer.choice:
        return Stay()
    return Enter(flow="write", draft=Writing())


FLOWS: Final = (
    Flow(name="write", draft=Writing, first="text", steps={"text": Step(show=show, take=take)}),
    Flow(name="discard", draft=Plain, first="sure", steps={"sure": Step(show=show_discard, take=take_discard)}),
    Flow(
        name="rewrite",
        draft=Plain,
        first="what",
        steps={
            "what": Step(show=show_what, take=take_what),
            "text": Step(show=show_text, take=take_text),
            "dialogue": Step(show=show_dialogue, take=take_dialogue),
        },
    ),
)

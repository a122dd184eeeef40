"""`Gửi thay bà con` and `Gửi ý kiến của đoàn thể`: words taken down for others, read back, and sent in their name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import Action
from bot.domain.words import shorten
from bot.flows.front import slips
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import guidance, items
from bot.services import behalf, privacy
from bot.services.behalf import Dictated
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import attachments
from storage.work import Work

NAME: Final = "front.enter"
_SHOWN: Final = 900
_CANCEL: Final = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """What is being taken down. `organises`: for an organisation, else for someone who cannot write; `id` owns the files.

    `kind` and `letter` are of words that the machine takes for something else: they are not kept here."""

    id: str
    organises: bool = False
    unit: str = ""
    organisation: str = ""
    text: str = ""
    contested: str = ""
    kind: str = ""
    letter: int = 0
    told: bool = False


def begin(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Gửi thay bà con`, `Ghi âm / Nhập hộ`: who may not see the menu."""
    return _begin(work, act, Entering(id=f"enter:{act.account}"), "consent")


def organise(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Gửi ý kiến của đoàn thể`."""
    return _begin(work, act, Entering(id=f"enter:{act.account}", organises=True), "name")


def _begin(work: Work, act: Act, draft: Entering, first: str) -> Outcome:
    own = behalf.units(work, act, _action(draft))
    if not own:
        return Done()
    attachments.drop(work, draft.id)  # of one that was left in the middle
    if len(own) > 1:
        return Enter(flow=NAME, draft=draft, step="unit")
    behalf.check(work, act, own[0], _action(draft))
    return Enter(flow=NAME, draft=replace(draft, unit=own[0]), step=first)


def _action(draft: Entering) -> Action:
    return "opinion.organise" if draft.organises else "opinion.enter"


def _cancel() -> Button:
    return option("button-cancel", _CANCEL)


def _cancelled(work: Work, act: Act, draft: Entering) -> Done:
    attachments.drop(work, draft.id)
    return Done(screens=(screen(say("enter-dropped"), rows=column(button("button-menu", "menu"))),))


def _show_unit(work: Work, act: Act, draft: Entering) -> Screen:
    own = behalf.units(work, act, _action(draft))
    choices = [option("button-commune", one, unit=items.unit_name(act, one)) for one in own]
    return screen(say("enter-unit"), rows=column(*choices, _cancel()))


def _take_unit(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    if not answer.choice:
        return Stay()
    behalf.check(work, act, answer.choice, _action(draft))
    return Goto(step="name" if draft.organises else "consent", draft=replace(draft, unit=answer.choice))


def _show_consent(work: Work, act: Act, draft: Entering) -> Screen:
    lines = (say("card-enter-consent", unit=items.unit_name(act, draft.unit), body=act.province.office.body), say("enter-consent-ask"))
    return screen(*lines, rows=column(option("enter-agreed", "yes"), _cancel()))


def _take_consent(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    match answer.choice:
        case "yes":
            return Goto(step="words", draft=draft)
        case "cancel":
            return _cancelled(work, act, draft)
        case _:
            return Stay(why=say("enter-consent-first"))


def _show_name(work: Work, act: Act, draft: Entering) -> Screen:
    return screen(say("enter-organisation", unit=items.unit_name(act, draft.unit)), rows=column(_cancel()))


def _take_name(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    if not answer.text:
        raise RuleBroken("organisation_needed")
    return Goto(step="words", draft=replace(draft, organisation=answer.text[:200]))


def _show_words(work: Work, act: Act, draft: Entering) -> Screen:
    return screen(say("enter-words-organisation" if draft.organises else "enter-words"), rows=column(_cancel()))


def _take_words(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    """Words and files join what is there; what looks like something else is shown its own door."""
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    if not answer.text and not answer.media:
        return Stay()
    if not draft.contested:
        kind, told = behalf.kind_of(work, act, draft.unit, "\n".join(one for one in (draft.text, answer.text) if one))
        if kind != "opinion":
            return Goto(step="door", draft=replace(draft, kind=kind, letter=act.letter, told=told, text=""))
    text = behalf.add(work, act, draft.id, draft.text, answer.text, answer.media)
    return Goto(step="review", draft=replace(draft, text=text))


def _show_door(work: Work, act: Act, draft: Entering) -> Screen:
    lines = guidance.at_door(act, draft.kind, told=draft.told)
    return screen(*lines, rows=column(option("button-understood", "clear"), option("button-contest", "contest")))


def _take_door(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    """Denied, it is said once more: the words were not kept. The province's desk then reads it first."""
    match answer.choice:
        case "contest":
            privacy.release(work, act, draft.letter)
            return Goto(step="words", draft=replace(draft, contested=draft.kind, kind="", letter=0))
        case "clear":
            privacy.release(work, act, draft.letter)
            if draft.kind != "urgent":
                privacy.forget_letters(work, (draft.letter,))
            return _cancelled(work, act, draft)
        case _:
            return Stay()


def _show_review(work: Work, act: Act, draft: Entering) -> Screen:
    files = attachments.of(work, draft.id)
    unit = items.unit_name(act, draft.unit)
    lines: list[Words] = [say("enter-review", unit=unit)]
    if draft.organises:
        lines = [say("enter-review-organisation", organisation=draft.organisation, unit=unit)]
    if draft.text:
        lines.append(say("card-draft-text", text=shorten(draft.text, _SHOWN)))
    voices = sum(one.kind in ("voice", "audio") for one in files)
    lines += [say("card-item-voices", n=voices)] if voices else []
    lines += [say("card-item-files", n=len(files) - voices)] if len(files) > voices else []
    lines.append(say("enter-check") if draft.organises else say("enter-read_back"))
    sure = option("button-send", "yes") if draft.organises else option("enter-read", "yes")
    return screen(*lines, rows=column(sure, option("button-rewrite", "rewrite"), _cancel()))


def _take_review(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    match answer.choice:
        case "yes" if draft.organises:
            return _organised(work, act, draft)
        case "yes":
            return Goto(step="phone", draft=draft)
        case "rewrite":
            attachments.drop(work, draft.id)
            return Goto(step="words", draft=replace(draft, text=""))
        case _:
            return _take_words(work, act, draft, answer)


def _show_phone(work: Work, act: Act, draft: Entering) -> Screen:
    return screen(say("enter-phone"), rows=column(option("button-skip", "skip"), _cancel()))


def _take_phone(work: Work, act: Act, draft: Entering, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    typed = answer.contact or answer.text
    if not answer.choice and not typed:
        return Stay(why=say("broken-phone"))
    kept = behalf.send(work, act, replace(_dictated(draft), phone=typed))
    return Done(screens=(slips.shown(work, act, kept),))


def _dictated(draft: Entering) -> Dictated:
    return Dictated(id=draft.id, unit=draft.unit, text=draft.text, contested=draft.contested, organisation=draft.organisation)


def _organised(work: Work, act: Act, draft: Entering) -> Outcome:
    kept: Opinion = behalf.organise(work, act, _dictated(draft))
    done = say("enter-organised", code=kept.code, organisation=draft.organisation)
    return Done(screens=(screen(done, rows=column(button("button-open", "opinion", kept.id), button("button-menu", "menu"))),))


FLOW: Final = Flow(
    name=NAME,
    draft=Entering,
    first="unit",
    steps={
        "unit": Step(show=_show_unit, take=_take_unit),
        "consent": Step(show=_show_consent, take=_take_consent),
        "name": Step(show=_show_name, take=_take_name),
        "words": Step(show=_show_words, take=_take_words),
        "door": Step(show=_show_door, take=_take_door),
        "review": Step(show=_show_review, take=_take_review),
        "phone": Step(show=_show_phone, take=_take_phone),
    },
)

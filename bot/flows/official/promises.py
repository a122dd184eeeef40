"""`Nội dung phải thực hiện`: the list of promises, overdue ones first, and what is done about each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.commitments import Commitment
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.words import clean
from bot.flows.official import cards
from bot.flows.official.writing import keep_files
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.notices import dossier, items, promises
from bot.services import commitments
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from bot.wording import dates
from storage import attachments, grants, opinions, outbox
from storage import commitments as rows
from storage.work import Work

Verb: TypeAlias = Callable[[Work, Act, str, int], Outcome]
"""What a button of a promise's card does: (work, act, promise, version)."""
PAGE: Final = 5
CARD: Final = "promises"
_CANCEL: Final = "cancel"
_OTHER: Final = "other"
_DOCUMENT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What an official tells of a promise: `id` owns the files that prove it, `day` is a later one (ISO)."""

    commitment: str
    version: int
    id: str
    text: str = ""
    day: str = ""


def _places(work: Work, act: Act) -> dict[str, tuple[str, ...]]:
    """("desk" or "agency") -> the units or agencies whose promises the person may look at."""
    held = grants.of_person(work, act.person)
    desks = dict.fromkeys(unit for one in held for unit in _desks(act, one))
    agencies = dict.fromkeys(one.agency for one in held if one.role == "handler")
    return {key: tuple(found) for key, found in (("desk", desks), ("agency", agencies)) if found}


def _desks(act: Act, grant: Grant) -> list[str]:
    """The desks that a grant looks at: its own, for the Front and the administrators also all below."""
    if grant.role in ("officer", "leader"):
        return [grant.unit]
    if grant.role in ("front", "admin"):
        return [one.code for one in act.province.units.all() if act.province.units.within(one.code, grant.unit)]
    return []


def entry(work: Work, act: Act, grant: Grant) -> list[Button]:
    """The way to the list from the overview of a place, where there is anything in it."""
    key, places = ("agency", [grant.agency]) if grant.agency else ("desk", _desks(act, grant))
    n, overdue = rows.count(work, key, places, act.today) if places else (0, 0)
    return [button("promises-open", "camket", key, n=n, overdue=overdue)] if n else []


def listed(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/camket`: what is still to be done, the earliest day first; who holds no office sees the menu."""
    found = _places(work, act)
    if not found:
        return Done()
    key = args[0] if args and args[0] in found else next(iter(found))
    after = (args[1], args[2]) if len(args) > 2 else ("", "")
    if not args:
        outbox.drop_card(work, act.account, CARD)
    page = rows.owed(work, key, found[key], after=after, limit=PAGE + 1)
    n, overdue = rows.count(work, key, found[key], act.today)
    shown = [(one, told) for one in page[:PAGE] if (told := opinions.get(work, one.opinion))]
    choices = [button("official-code", "promise", "open", one.id, code=told.code) for one, told in shown]
    if len(page) > PAGE:
        choices.append(button("official-next", "camket", key, page[PAGE - 1].day.isoformat(), page[PAGE - 1].id))
    choices += [button("promises-other", "camket", other) for other in found if other != key]
    head = say("card-promises", n=n, overdue=overdue) if n else say("card-promises-none")
    return Keep(screens=(screen(head, *(_line(act, *one) for one in shown), rows=column(*choices), card=CARD),))


def _line(act: Act, one: Commitment, opinion: Opinion) -> Words:
    told = dossier.promise_state(act, one)
    about = opinion.title or items.field_name(act, opinion, act.lang)
    return say("card-promises-line", code=opinion.code, day=one.day, state=told, agency=act.province.called(one.agency), about=about)


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """("verb", promise, version). Who may no longer read it is told so; who comes too late reads what happened meanwhile."""
    verb, commitment = args[0], args[1]
    version = int(args[2]) if len(args) > 2 else 0
    try:
        return _VERBS[verb](work, act, commitment, version)
    except RuleBroken as broken:
        if broken.code == "not_found":
            raise RuleBroken("not_yours") from broken
        if broken.code not in ("stale", "promise_settled", "promise_later", "undo_late"):
            raise
        return Keep(screens=(_card(work, act, commitment, why=say(f"broken-{broken.code}", **broken.facts)),))


def _card(work: Work, act: Act, commitment: str, why: Words | None = None) -> Screen:
    return promises.card(work, act, *commitments.find(work, act, commitment, "opinion.read"), person=act.person, why=why)


def _open(work: Work, act: Act, commitment: str, version: int) -> Outcome:
    one, found = commitments.find(work, act, commitment, "opinion.read")
    outbox.drop_card(work, act.account, promises.name(one))
    return Keep(screens=(promises.card(work, act, one, found, person=act.person),))


def _clear(work: Work, act: Act, commitment: str, version: int) -> Outcome:
    commitments.clear(work, act, commitment, version)
    return Keep(screens=(_card(work, act, commitment),))


def _undo(work: Work, act: Act, commitment: str, version: int) -> Outcome:
    """`Hoàn tác` of what was cleared a moment ago."""
    commitments.undo(work, act, commitment, version)
    return Keep(screens=(_card(work, act, commitment),))


def _files(work: Work, act: Act, commitment: str, version: int) -> Outcome:
    """`Xem ảnh, tệp` of the newest report."""
    one, found = commitments.find(work, act, commitment, "opinion.read")
    report = rows.last_report(work, one.id)
    kept = tuple(piece.id for piece in attachments.of(work, report.id) if piece.state == "kept") if report else ()
    return Keep(screens=(screen(say("official-files_of", code=found.code, n=len(kept)), files=kept),))


def _telling(step: str) -> Verb:
    def begin(work: Work, act: Act, commitment: str, version: int) -> Outcome:
        one, _ = commitments.find(work, act, commitment, "opinion.release" if step == "back" else "opinion.work", version=version)
        if step == "later":
            commitments.check_day(act, one, max(act.today, one.day) + one.day.resolution)
        return Enter(flow="official.promise", draft=Telling(commitment=commitment, version=version, id=act.mint.id()), step=step)

    return begin


_VERBS: Final[dict[str, Verb]] = {
    "open": _open, "files": _files, "clear": _clear, "undo": _undo,
    "done": _telling("done"), "later": _telling("later"), "back": _telling("back"),
}  # fmt: skip


def _ended(work: Work, act: Act, draft: Telling) -> Outcome:
    """The end of the conversation: the card as it is now, below what was typed."""
    one, found = commitments.find(work, act, draft.commitment, "opinion.read")
    outbox.drop_card(work, act.account, promises.name(one))
    return Done(screens=(promises.card(work, act, one, found, person=act.person),))


def _cancelled(work: Work, act: Act, draft: Telling) -> Outcome:
    attachments.drop(work, draft.id)
    try:
        return _ended(work, act, draft)
    except RuleBroken as broken:
        return cards.given_up(broken)


def _asks(question: str, *more: Button) -> Screen:
    return screen(say(question), rows=column(*more, option("official-cancel", _CANCEL)))


def _take_done(work: Work, act: Act, draft: Telling, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    keep_files(work, act, attachments.of(work, draft.id), draft.id, answer.media)
    text = clean(answer.text)
    if not text:
        return Stay()
    draft = replace(draft, text=text)
    if attachments.of(work, draft.id):
        return _hand_in(work, act, draft)
    return Goto(step="proof", draft=draft)


def _take_proof(work: Work, act: Act, draft: Telling, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    if answer.choice:
        return Goto(step="reason", draft=draft)
    came = keep_files(work, act, attachments.of(work, draft.id), draft.id, answer.media)
    document = clean(answer.text, _DOCUMENT)
    if not came and not document:
        return Stay(why=say("broken-proof_needed"))
    return _hand_in(work, act, draft, document=document)


def _take_reason(work: Work, act: Act, draft: Telling, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    why = clean(answer.text, _DOCUMENT)
    if not why:
        raise RuleBroken("reason_needed")
    return _hand_in(work, act, draft, no_proof=why)


def _hand_in(work: Work, act: Act, draft: Telling, *, document: str = "", no_proof: str = "") -> Outcome:
    given = commitments.Done(id=draft.id, text=draft.text, document=document, no_proof=no_proof)
    try:
        commitments.done(work, act, draft.commitment, draft.version, given)
        return _ended(work, act, draft)
    except RuleBroken as broken:
        return cards.given_up(broken)


def _take_later(work: Work, act: Act, draft: Telling, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    day = dates.read(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    try:
        commitments.check_day(act, commitments.find(work, act, draft.commitment, "opinion.work")[0], day)
    except RuleBroken as broken:
        return cards.given_up(broken)
    return Goto(step="why", draft=replace(draft, day=day.isoformat()))


def _ask_why(work: Work, act: Act, draft: Telling) -> Screen:
    choices = (option("official-other_day", _OTHER), option("official-cancel", _CANCEL))
    return screen(say("promise-ask-why", day=date.fromisoformat(draft.day)), rows=column(*choices))


def _take_words(work: Work, act: Act, draft: Telling, answer: Answer) -> Outcome:
    """Why a later day, or why a report goes back."""
    if answer.choice == _CANCEL:
        return _cancelled(work, act, draft)
    if answer.choice == _OTHER:
        return Goto(step="later", draft=replace(draft, day=""))
    try:
        if draft.day:
            day = date.fromisoformat(draft.day)
            commitments.later(work, act, draft.commitment, draft.version, day=day, why=answer.text)
        else:
            commitments.send_back(work, act, draft.commitment, draft.version, answer.text)
        return _ended(work, act, draft)
    except RuleBroken as broken:
        return cards.given_up(broken)


FLOW: Final = Flow(
    name="official.promise",
    draft=Telling,
    first="done",
    steps={
        "done": Step(show=lambda *_: _asks("promise-ask-done"), take=_take_done),
        "proof": Step(show=lambda *_: _asks("official-ask-proof", option("official-no_proof", "none")), take=_take_proof),
        "reason": Step(show=lambda *_: _asks("official-ask-no_proof"), take=_take_reason),
        "later": Step(show=lambda *_: _asks("promise-ask-later"), take=_take_later),
        "why": Step(show=_ask_why, take=_take_words),
        "back": Step(show=lambda *_: _asks("official-ask-send_back"), take=_take_words),
    },
)

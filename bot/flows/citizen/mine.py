"""`Ý kiến của tôi`: the person's own opinions, each with its story and what may still be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer as Given
from bot.domain.opinions import Opinion
from bot.domain.statuses import shown as shown_status
from bot.flows import pick
from bot.flows.citizen import route
from bot.flows.citizen.card import unit_name
from bot.flows.citizen.forms import Commune, OnOpinion
from bot.flows.citizen.taking import divert
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step, option
from bot.notices import citizens, seats, voices
from bot.services import moves, opinions
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import answers, asked, journal, villagers
from storage import opinions as rows
from storage.journal import Entry
from storage.work import Work, micros, moment

_EVENTS: Final = 4
_TOLD: Final[Mapping[str, str]] = {
    "split_off": "timeline-split_off", "split": "timeline-split", "unsplit": "timeline-unsplit", "unsplit_back": "timeline-unsplit_back",
    "send": "timeline-send", "recommune": "timeline-recommune", "accept": "timeline-accept", "refuse": "timeline-refuse",
    "assign": "timeline-assign", "take_on": "timeline-take_on", "release": "timeline-release", "satisfied": "timeline-satisfied",
    "silence": "timeline-silence", "reopen": "timeline-reopen", "withdraw": "timeline-withdraw", "add": "timeline-add",
    "divert": "timeline-divert", "reconsider": "timeline-reconsider", "extend": "timeline-extend",
    "ask_more": "timeline-ask_more", "go_on_sent": "timeline-go_on", "go_on_accepted": "timeline-go_on", "go_on_assigned": "timeline-go_on",
    "go_on_in_progress": "timeline-go_on", "go_on_reopened": "timeline-go_on",
    "transfer": "timeline-transfer", "take_over": "timeline-take_over", "hand_back": "timeline-hand_back", "decide": "timeline-decide",
    "join": "timeline-join", "leave": "timeline-leave", "stand_down": "timeline-withdraw",
}  # fmt: skip
"""What of the journal its author reads; the rest is the office's own work."""
_UNDONE: Final[Mapping[str, str]] = {"undo_release": "release", "undo_refuse": "refuse", "undo_refuse_new": "refuse"}


def listed(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/ykien`: newest first, a page at a time."""
    return _list(work, act, args, "mine", "mine-none")


def results(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/ketqua`: those that were answered."""
    return _list(work, act, args, "results", "results-none")


def _list(work: Work, act: Act, args: tuple[str, ...], door: str, none: str) -> Outcome:
    before = moment(int(args[0])) if args and args[0].isascii() and args[0].isdigit() and len(args[0]) < 18 else None
    query = rows.results_of if door == "results" else rows.of_author
    found = query(work, act.person, before=before, limit=pick.SIZE + 1)
    page = found[: pick.SIZE]
    known = [one for one in (moves.told(work, act, one) for one in page) if one.outcome or door == "mine"]
    if not known:
        return Keep(screens=(screen(say(none), rows=column(button("menu-write", "write"), button("button-menu", "menu"))),))
    buttons = [button("button-opinion", "opinion", one.id, code=one.code, status=status(one)) for one in known]
    after = [button("button-after", door, str(micros(page[-1].sent_at)))] if len(found) > pick.SIZE else []
    return Keep(screens=(screen(say(f"{door}-head"), rows=column(*buttons, *after, button("button-menu", "menu"))),))


def status(opinion: Opinion) -> Words:
    """The status as its author reads it."""
    return say("status-unsplit" if opinion.closed_as == "unsplit" else f"status-{shown_status(opinion.status)}")


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """An opinion of the person, or one they wrote down that nobody came for yet: its story, newest page first."""
    return Keep(screens=(story(work, act, moves.spoken(work, act, args[0] if args else ""), pick.number(args, 1)),))


def story(work: Work, act: Act, opinion: Opinion, page: int = 0) -> Screen:
    """Code, status, unit, and what happened, at most eight lines; with the buttons for what may be done now.

    An answer or a refusal that can still be called back is not told here either."""
    known = moves.told(work, act, opinion)
    events = _events(act, journal.of(work, opinion.id), hides=known is not opinion)
    waits = asked.waiting(work, opinion.id if opinion.supporter else opinion.follows or opinion.id)
    last = max(0, (len(events) - 1) // _EVENTS)
    page = min(page, last)
    start = max(0, len(events) - (page + 1) * _EVENTS)
    shown = events[start : len(events) - page * _EVENTS]
    lines = [
        say("timeline-head", code=opinion.code, status=status(known)),
        say("timeline-unit", unit=unit_name(act, opinion.unit)),
        *_origin(work, act, opinion),
        *_voice(work, opinion),
        *((say("timeline-desk", unit=unit_name(act, opinion.desk)),) if opinion.sender and opinion.desk != opinion.unit else ()),
        *((say("timeline-due", due=opinion.due),) if opinion.due and known.phase == "working" else ()),
        *shown,
        *((say("timeline-asked", text=waits.text),) if waits else ()),
    ]
    ways = [button("button-earlier", "opinion", opinion.id, str(page + 1))] if page < last else []
    return screen(*lines, rows=column(*_deeds(work, act, opinion, known), *ways, button("button-menu", "menu")), about=opinion.id)


def _origin(work: Work, act: Act, opinion: Opinion) -> list[Words]:
    """Who wrote it down, where someone else did."""
    entry = villagers.entry(work, opinion.id) if opinion.entered_by else None
    return [say("timeline-entered", office=seats.named(act, entry.seat))] if entry else []


def _voice(work: Work, opinion: Opinion) -> list[Words]:
    """What they stand behind, where they have no words of their own."""
    lead = rows.get(work, opinion.follows) if opinion.supporter and opinion.follows else None
    return [say("voice-of", name=voices.name(lead))] if lead and voices.name(lead) else []


def _events(act: Act, entries: Sequence[Entry], *, hides: bool) -> list[Words]:
    """What its author reads of the journal; `hides` leaves out the newest answer or refusal."""
    told: list[Entry] = []
    for entry in entries:
        if undone := _UNDONE.get(entry.verb):
            place = max((place for place, one in enumerate(told) if one.verb == undone), default=-1)
            told = [one for at, one in enumerate(told) if at != place]
        elif entry.verb in _TOLD:
            told.append(entry)
    if hides and told and told[-1].verb in _UNDONE.values():
        told.pop()
    return [_event(act, entry) for entry in told]


def _event(act: Act, entry: Entry) -> Words:
    if entry.facts.get("supporter"):
        return say("timeline-voice", at=entry.at)
    agency = act.province.agencies.find(entry.facts.get("agency", "")) if entry.verb == "assign" else None
    if agency is not None:
        return say("timeline-assign-to", at=entry.at, agency=agency.name)
    if desk := entry.facts.get("to"):
        return say(_TOLD[entry.verb], at=entry.at, unit=unit_name(act, desk))
    return say(_TOLD[entry.verb], at=entry.at)


def _deeds(work: Work, act: Act, opinion: Opinion, known: Opinion) -> list[Button]:
    """What may be done with it, as far as its author knows."""
    found: list[Button] = []
    if known.status == "answered" and answers.verdict_of(work, opinion.id, opinion.reopened) is None:
        found += citizens.verdicts(opinion)
    if answer(work, known) is not None:
        found.append(button("button-answer", "opinion.answer", opinion.id))
    if opinion.author == act.person and opinions.is_new(work, opinion):
        found += [] if opinion.supporter else [button("button-recommune", "opinion.recommune", opinion.id)]
        found.append(button("button-withdraw", "opinion.withdraw", opinion.id))
    if opinions.is_live(opinion) and not opinion.supporter:
        found.append(button("button-add", "opinion.add", opinion.id))
    return found


def answer(work: Work, opinion: Opinion) -> Given | None:
    """The last answer that is out, of an opinion as its author knows it."""
    out = opinion.reopened if opinion.phase == "answered" or (opinion.phase == "closed" and opinion.outcome) else opinion.reopened - 1
    return answers.answered(work, opinion.id, out) if out >= 0 else None


def answer_door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The last answer again, whole."""
    opinion = moves.spoken(work, act, args[0] if args else "")
    given = answer(work, moves.told(work, act, opinion))
    if given is None:
        raise RuleBroken("not_found")
    *before, last = citizens.answer_screens(work, act, opinion, given)
    final = screen(*last.lines, rows=column(button("button-open", "opinion", opinion.id)), files=last.files, about=opinion.id)
    return Keep(screens=(*before, final))


def recommune_door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Sửa xã, phường`, until it is accepted."""
    opinion = moves.own(work, act, args[0] if args else "")
    if not opinions.is_new(work, opinion):
        raise RuleBroken("too_late", number=opinion.code)
    return Enter(flow="commune", draft=Commune(purpose="recommune", opinion=opinion.id), step="typed")


def withdraw_door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Rút ý kiến`, until it is accepted."""
    opinion = moves.own(work, act, args[0] if args else "")
    if not opinions.is_new(work, opinion):
        raise RuleBroken("too_late", number=opinion.code)
    return Enter(flow="withdraw", draft=OnOpinion(opinion=opinion.id))


def show_withdraw(work: Work, act: Act, form: OnOpinion) -> Screen:
    """Whether that is meant."""
    code = moves.own(work, act, form.opinion).code
    return screen(say("withdraw-ask", code=code), rows=column(option("button-withdraw", "yes"), option("button-back", "no")))


def take_withdraw(work: Work, act: Act, form: OnOpinion, given: Answer) -> Outcome:
    """Yes takes it back."""
    if not given.choice:
        return Stay()
    if given.choice == "yes":
        kept = opinions.withdraw(work, act, form.opinion)
        rows_ = column(button("menu-write", "write"), button("button-menu", "menu"))
        return Done(screens=(screen(say("withdraw-done", code=kept.code), rows=rows_),))
    return Done(screens=(story(work, act, moves.own(work, act, form.opinion)),))


def add_door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Bổ sung`, while it is being worked on."""
    opinion = moves.spoken(work, act, args[0] if args else "")
    if not opinions.is_live(opinion):
        raise RuleBroken("not_live", number=opinion.code)
    return Enter(flow="add", draft=OnOpinion(opinion=opinion.id))


def show_add(work: Work, act: Act, form: OnOpinion) -> Screen:
    """The request for the words."""
    return screen(say("add-ask", code=moves.spoken(work, act, form.opinion).code), rows=column(route.leave()))


def take_add(work: Work, act: Act, form: OnOpinion, given: Answer) -> Outcome:
    """The words or files are added, after the same look at the door as an opinion's."""
    if not given.text and not given.media:
        return Stay()
    if (diverted := divert(work, act, given.text)) is not None:
        return diverted
    kept = opinions.add(work, act, form.opinion, given.text, given.media, message=given.message)
    more = column(button("button-add", "opinion.add", kept.id), button("button-open", "opinion", kept.id), button("button-menu", "menu"))
    return Done(screens=(screen(say("opinion-added", code=kept.code), rows=more),))


FLOWS: Final = (
    Flow(name="withdraw", draft=OnOpinion, first="sure", steps={"sure": Step(show=show_withdraw, take=take_withdraw)}),
    Flow(name="add", draft=OnOpinion, first="words", steps={"words": Step(show=show_add, take=take_add)}),
)

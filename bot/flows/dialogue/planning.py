"""`Lập kế hoạch`, `Sửa`, `Đổi lịch`: a dialogue written down or moved in short steps, read over before it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import at_local, local_day, local_time
from bot.domain.dialogues import KINDS, REASONS, TRACKS, Dialogue, Reason
from bot.domain.errors import RuleBroken
from bot.domain.permissions import Thing, is_permitted
from bot.flows.dialogue import cards, usual
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.services import dialogues, sessions
from bot.services.dialogues import Plan
from bot.talk.screen import Button, Screen, Words, column, say, screen
from storage import grants
from storage.work import Work

CANCEL: Final = "cancel"
BACK: Final = "back"
SKIP: Final = "skip"
_FEW: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """A dialogue being planned (`verb` "add"), changed while it is only planned ("edit") or moved ("move"); days and hours as ISO text.
    `whole` says that everything was asked once, so that a single answer leads back to the whole."""

    verb: str
    unit: str = ""
    found: tuple[str, ...] = ()
    dialogue: str = ""
    version: int = 0
    day: str = ""
    hour: str = ""
    place: str = ""
    chair: str = ""
    kind: str = "periodic"
    reason: str = ""
    track: str = "government"
    audience: str = ""
    title: str = ""
    form: str = ""
    whole: bool = False


_ORDER: Final[dict[str, tuple[str, ...]]] = {
    "add": ("unit", "day", "hour", "place", "chair", "kind", "reason", "track", "audience", "title", "sure"),
    "edit": ("sure",),
    "move": ("day", "hour", "place", "sure"),
}
"""The steps of each conversation, in their order."""
_MAY_SKIP: Final = ("place", "chair")
EDITED: Final = ("day", "place", "chair", "kind", "track", "audience", "title")
"""What can be changed by itself once everything was asked."""


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Lập kế hoạch`: for the unit that is named, else for the one where they may, else for one that they name."""
    units = _units(work, act)
    if args and args[0]:
        sessions.ask(work, act, args[0], "dialogue.plan")
        return Enter(flow=FLOW.name, draft=Planning(verb="add", unit=args[0]), step="day")
    if not units:
        raise RuleBroken("not_yours")
    if len(units) == 1:
        return Enter(flow=FLOW.name, draft=Planning(verb="add", unit=units[0]), step="day")
    return Enter(flow=FLOW.name, draft=Planning(verb="add"))


def edit(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Sửa` on the card of one that is only planned."""
    one = cards.find(work, act, dialogue, version, "dialogue.plan")
    if one.phase != "planned":
        raise RuleBroken("dialogue_phase", phase=one.phase)
    return Enter(flow=FLOW.name, draft=_drafted(one, "edit", whole=True), step="sure")


def move(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đổi lịch` on the card of one that was announced or put off."""
    one = cards.find(work, act, dialogue, version, "dialogue.announce")
    return Enter(flow=FLOW.name, draft=replace(_drafted(one, "move", whole=False), day="", hour="", place=""), step="day")


def _drafted(one: Dialogue, verb: str, *, whole: bool) -> Planning:
    return Planning(
        verb=verb, unit=one.unit, dialogue=one.id, version=one.version, day=local_day(one.starts).isoformat(),
        hour=f"{local_time(one.starts):%H:%M}", place=one.place, chair=one.chair, kind=one.kind, reason=one.reason, track=one.track,
        audience=one.audience, title=one.title, form=one.format, whole=whole,
    )  # fmt: skip


def _units(work: Work, act: Act) -> list[str]:
    """The units for which the person may plan, those in which they hold office first."""
    held = grants.of_person(work, act.person)
    codes = [*(one.unit for one in held), *(one.code for one in act.province.units.all())]
    return [one for one in dict.fromkeys(codes) if is_permitted(held, "dialogue.plan", Thing(unit=one), act.province.units)]


def starts(draft: Planning) -> datetime:
    """The moment at which it is to begin."""
    return at_local(date.fromisoformat(draft.day), time.fromisoformat(draft.hour))


def plan(draft: Planning) -> Plan:
    """What the office wrote so far, as it is kept."""
    kind = next(one for one in KINDS if one == draft.kind)
    track = next(one for one in TRACKS if one == draft.track)
    reason: Reason = next((one for one in REASONS if one == draft.reason), "")
    return Plan(
        unit=draft.unit, starts=starts(draft), place=draft.place, chair=draft.chair, kind=kind, track=track, audience=draft.audience,
        title=draft.title, format=draft.form, reason=reason,
    )  # fmt: skip


def _next(step: str, draft: Planning) -> Goto[Planning]:
    """On to the step behind this one; once everything was asked, back to the whole."""
    if draft.whole and not (step == "kind" and draft.kind == "extraordinary") and step != "day":
        return Goto(step="sure", draft=draft)
    if draft.whole:
        return Goto(step={"day": "hour", "kind": "reason"}[step], draft=draft)
    order = [one for one in _ORDER[draft.verb] if one != "reason" or draft.kind == "extraordinary"]
    following = order[order.index(step) + 1]
    return Goto(step=following, draft=replace(draft, whole=following == "sure" and draft.verb == "add"))


def _before(step: str, draft: Planning) -> Goto[Planning] | None:
    """Back to the step before this one; None at the first."""
    if draft.whole:
        return Goto(step="sure", draft=draft) if step != "sure" else None
    order = [one for one in _ORDER[draft.verb] if one not in ("unit", "reason") or (one == "reason" and draft.kind == "extraordinary")]
    place = order.index(step) if step in order else 0
    return Goto(step=order[place - 1], draft=draft) if place > 0 else None


def _ways(step: str, draft: Planning) -> list[Button]:
    skips = step in _MAY_SKIP and draft.verb != "move" and not draft.whole
    return [
        *((option("button-skip", SKIP),) if skips else ()),
        *((option("official-back", BACK),) if _before(step, draft) is not None else ()),
        option("official-cancel", CANCEL),
    ]


def given_up(work: Work, act: Act, draft: Planning) -> Done:
    """`Hủy`: nothing happens; the card of what was there comes again."""
    if not draft.dialogue:
        return Done()
    try:
        return cards.done(work, act, sessions.find(work, act, draft.dialogue, "dialogue.run"))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _ask(name: str) -> Step[Planning]:
    """A step that asks for one thing: what is usual as buttons, else as it is typed."""

    def show(work: Work, act: Act, draft: Planning) -> Screen:
        choices = usual.choices(work, act, name, draft.unit, draft.found)
        if name == "place" and draft.verb == "move":
            choices = [option("plan-keep_place", "keep")]
        return screen(say(f"plan-ask-{name}", **usual.facts(act, name)), rows=column(*choices, *_ways(name, draft)))

    def take(work: Work, act: Act, draft: Planning, answer: Answer) -> Outcome:
        if answer.choice == CANCEL:
            return given_up(work, act, draft)
        if answer.choice == BACK:
            return _before(name, draft) or Stay()
        if answer.choice == SKIP or (name == "place" and answer.choice == "keep"):
            return _next(name, replace(draft, **{name: ""}))  # type: ignore[arg-type]
        if name == "unit":
            return _take_unit(work, act, draft, answer)
        read = usual.read(act, name, answer.choice, answer.text)
        if isinstance(read, Words):
            return Stay(why=read)
        changed = replace(draft, **{name: read})  # type: ignore[arg-type]
        if name == "hour" and starts(changed) <= act.at:
            raise RuleBroken("dialogue_past")
        return _next(name, changed)

    return Step(show=show, take=take)


def _take_unit(work: Work, act: Act, draft: Planning, answer: Answer) -> Outcome:
    """The unit that is named; of several that may be meant, asks which."""
    found = (answer.choice,) if answer.choice else usual.units(act, answer.text)
    if not found:
        return Stay(why=say("official-unit_unread"))
    if len(found) > 1:
        return Goto(step="unit", draft=replace(draft, found=found[:_FEW]))
    sessions.ask(work, act, found[0], "dialogue.plan")
    return _next("unit", replace(draft, unit=found[0], found=()))


def _ask_sure(work: Work, act: Act, draft: Planning) -> Screen:
    if draft.verb == "move":
        return _ask_move(work, act, draft)
    edits = [option("plan-edit", f"edit {name}", what=name) for name in EDITED]
    lines = usual.read_over(act, draft.unit, plan(draft))
    return screen(*lines, rows=column(option("plan-keep", "yes"), *edits, option("official-cancel", CANCEL)))


def _ask_move(work: Work, act: Act, draft: Planning) -> Screen:
    """What a move re-plans, before it is done."""
    one = cards.find(work, act, draft.dialogue, draft.version, "dialogue.announce")
    looked = dialogues.look(work, act, one.id, starts=starts(draft), place=draft.place)
    ways = column(option("conference-do-move", "yes"), *_ways("sure", draft))
    return screen(*usual.replanned(work, act, one, looked), rows=ways)


def _take_sure(work: Work, act: Act, draft: Planning, answer: Answer) -> Outcome:
    match answer.choice.split():
        case ["cancel"]:
            return given_up(work, act, draft)
        case ["back"]:
            return _before("sure", draft) or Stay()
        case ["edit", name] if name in EDITED:
            return Goto(step=name, draft=draft)
        case ["yes"]:
            return _kept(work, act, draft)
        case _:
            return Stay()


def _kept(work: Work, act: Act, draft: Planning) -> Outcome:
    try:
        if draft.verb == "add":
            return cards.done(work, act, dialogues.plan(work, act, plan(draft)))
        one = cards.find(work, act, draft.dialogue, draft.version, "dialogue.announce" if draft.verb == "move" else "dialogue.plan")
        if draft.verb == "edit":
            return cards.done(work, act, dialogues.edit(work, act, one.id, plan(draft)))
        done = dialogues.move(work, act, one.id, starts=starts(draft), place=draft.place)
        return cards.done(work, act, done.dialogue, why=say("conference-moved"))
    except RuleBroken as broken:
        return cards.given_up(broken)


FLOW: Final = Flow(
    name="conference.plan",
    draft=Planning,
    first="unit",
    steps={**{name: _ask(name) for name in _ORDER["add"] if name != "sure"}, "sure": Step(show=_ask_sure, take=_take_sure)},
)
VERBS: Final[dict[str, cards.Verb]] = {"edit": edit, "move": move}

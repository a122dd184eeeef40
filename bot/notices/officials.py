"""What officials hear: the live card of new opinions, what was handed to them, what waits for them, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, end_of_working_day
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.domain.permissions import is_permitted
from bot.domain.words import shorten
from bot.notices import items, tell
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import absences, grants, journal, lists, outbox, people
from storage.work import Work

_URGENT_TEXT = 300
_GATHER = timedelta(seconds=60)
"""An author's additions within this time are told as one."""


def new_card(unit: str) -> str:
    """The name of the live card of a unit's new opinions."""
    return f"new:{unit}"


def new_opinion(work: Work, act: Act, opinion: Opinion) -> None:
    """The officers of the desk see one more on their live card; it comes as a new message when nothing was waiting before.

    A desk that stands in for one without an officer, or has none itself, is named to the administrators once a day."""
    unit = opinion.desk
    fresh = lists.count(work, "new", unit, act.at, timedelta()) == 1
    for person in others(act, reached(work, holding(work, "officer", unit), unit)):
        account = people.reach(work, person)
        if fresh and account:
            outbox.drop_card(work, account, new_card(unit))
        shown = _new(work, act, unit, opinion)
        tell.tell(work, act, person, shown, key=f"new:{opinion.id}:{opinion.version}:{person}", about=opinion.id)
    if not grants.holders(work, "officer", unit) or (unit != opinion.unit and not opinion.contested and not opinion.sender):
        _no_officer(work, act, opinion.unit, unit)


def _new(work: Work, act: Act, unit: str, newest: Opinion | None) -> Screen:
    n = lists.count(work, "new", unit, act.at, timedelta())
    name = items.unit_name(act, unit)
    if n == 0:
        return screen(say("card-new-none", unit=name), card=new_card(unit))
    lines = [say("card-new", n=n, unit=name)]
    if newest is not None:
        lines.append(say("card-new-last", code=newest.code, unit=items.unit_name(act, newest.unit), at=newest.sent_at))
    return screen(*lines, rows=column(button("official-see", "viec", "new", unit)), card=new_card(unit))


def refresh_new(work: Work, act: Act, unit: str) -> None:
    """After one was taken in, the live cards count again, silently: only those that are on a screen that can be changed."""
    if not act.edits:
        return
    for person in dict.fromkeys(one.person for one in grants.holders(work, "officer", unit)):
        account = next((one for one in people.accounts(work, person) if one.channel == act.channel), None)
        if account is not None and outbox.has_card(work, account.id, new_card(unit)):
            shown = _new(work, act, unit, None)
            tell.put(work, act, account.id, shown, key=f"count:{unit}:{act.mint.id()}", purpose="status")


def desk_filled(work: Work, act: Act, unit: str) -> None:
    """Opinions came to a desk from another: its officers get the live card as a new message."""
    for person in holding(work, "officer", unit):
        account = people.reach(work, person)
        if account:
            outbox.drop_card(work, account, new_card(unit))
            tell.tell(work, act, person, _new(work, act, unit, None), key=f"filled:{unit}:{act.mint.id()}")


def _no_officer(work: Work, act: Act, unit: str, desk: str) -> None:
    root = act.province.units.root.code
    for grant in grants.holders(work, "admin", root):
        key = f"no_officer:{unit}:{act.today}:{grant.person}"
        words = say("notice-no_officer", unit=items.unit_name(act, desk))
        if desk != unit and grants.holders(work, "officer", desk):
            words = say("notice-no_officer_higher", unit=items.unit_name(act, unit), desk=items.unit_name(act, desk))
        tell.tell(work, act, grant.person, screen(words), key=key)


def handed_over(work: Work, act: Act, opinion: Opinion) -> None:
    """The lead agency's handlers get the item; where nobody is enrolled there, the desk's officers and leaders hear it."""
    handlers = handlers_of(work, act, opinion)
    for person in others(act, reached(work, handlers, opinion.desk)):
        bring_card(work, act, opinion, person, event="handed", why=say("notice-handed"))
    if not handlers:
        words = say("notice-no_handler", code=opinion.code, agency=items.agency_name(act, opinion.lead))
        for person in desk_of(work, opinion):
            tell.tell(work, act, person, screen(words), key=f"no_handler:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def taken_away(work: Work, act: Act, before: Opinion, opinion: Opinion) -> None:
    """Another agency has it now: whoever worked on it hears so."""
    shown = screen(say("notice-taken_away", code=opinion.code, agency=items.agency_name(act, opinion.lead)))
    for person in others(act, handlers_of(work, act, before)):
        tell.tell(work, act, person, shown, key=f"taken_away:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def handed_back(work: Work, act: Act, opinion: Opinion) -> None:
    """The agency says that it is not competent: the desk's officers decide, its leaders where there is no officer."""
    told = holding(work, "officer", opinion.desk) or holding(work, "leader", opinion.desk)
    for person in others(act, reached(work, told, opinion.desk)):
        bring_card(work, act, opinion, person, event="back", why=say("notice-handed_back"))


def answer_waits(work: Work, act: Act, opinion: Opinion) -> None:
    """Those who clear answers on this desk get the draft; where there is nobody, the desk's officers and the administrators hear it."""
    clears = clearing(work, act, opinion)
    for person in others(act, clears):
        bring_card(work, act, opinion, person, event="drafted", why=say("notice-draft"))
    if not clears:
        words = say("notice-no_leader", code=opinion.code, unit=items.unit_name(act, opinion.desk))
        told = [*holding(work, "officer", opinion.desk), *holding(work, "admin", act.province.units.root.code)]
        for person in _unique(told):
            tell.tell(work, act, person, screen(words), key=f"no_leader:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def clearing(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """Those whose turn it is to clear what is written about an opinion (`release.clears` of the rules)."""
    role = act.province.rules.release.clears[act.province.units.get(opinion.desk).level]
    return holding(work, "leader" if role == "leader" else "officer", opinion.desk)


def sent_back(work: Work, act: Act, opinion: Opinion, writer: str) -> None:
    """The draft did not clear: who wrote it gets it back, or the agency's handlers when the writer no longer holds an office."""
    still = present(work, writer) if grants.of_person(work, writer) else handlers_of(work, act, opinion)
    for person in others(act, still or holding(work, "officer", opinion.desk)):
        bring_card(work, act, opinion, person, event="sent_back", why=say("notice-sent_back"))


def verdict_given(work: Work, act: Act, opinion: Opinion) -> None:
    """The author judged the answer: the lead hears it, and when it is reopened the leaders of the desk too."""
    persons = handlers_of(work, act, opinion) or holding(work, "officer", opinion.desk)
    reopened = opinion.status == "reopened"
    if reopened:
        persons += holding(work, "leader", opinion.desk)
    for person in others(act, persons):
        if reopened:
            bring_card(work, act, opinion, person, event="reopened", why=say("notice-reopened"))
        else:
            words = say("notice-satisfied", code=opinion.code)
            tell.tell(work, act, person, screen(words), key=f"verdict:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def withdrawn(work: Work, act: Act, opinion: Opinion) -> None:
    """The author took it back before it was accepted: the live cards count again."""
    refresh_new(work, act, opinion.desk)


def addition(work: Work, act: Act, opinion: Opinion) -> None:
    """The author added something: whoever has it now hears that, and those who are about to clear its answer."""
    persons = carriers(work, act, opinion) if opinion.lead else holding(work, "officer", opinion.desk)
    if opinion.status == "drafted":
        persons += clearing(work, act, opinion)
    for person in others(act, persons):
        see = column(button("official-see", "item", "open", opinion.id))
        shown = screen(say("notice-addition", code=opinion.code), rows=see, card=f"added:{opinion.id}")
        account = people.reach(work, person)
        if account:  # several pieces in a row are one new message, not a change of an old one
            outbox.drop_card(work, account, shown.card)
            tell.tell(work, act, person, shown, key=f"addition:{opinion.id}:{act.mint.id()}", due=act.at + _GATHER, about=opinion.id)


def urgent(work: Work, act: Act, kind: str, unit: str, text: str, *, guessed: bool = False) -> int:
    """Those on duty hear of danger at once, at any hour; returns how many could be told, so that nobody in danger is told otherwise.

    A place that was only `guessed` from the words wakes the province too. Only an emergency's own words are passed on: a
    denunciation's never are."""
    root = act.province.units.root.code
    persons = [*_on_duty(work, act, unit), *(_on_duty(work, act, root) if guessed else ())]
    name = items.unit_name(act, unit) if unit else act.province.name
    lines: list[Words] = [say("notice-urgent", kind=kind, unit=name, at=act.at)]
    if kind == "urgent" and text:
        lines.append(say("card-item-text", text=shorten(text, _URGENT_TEXT)))
    told = sum(
        tell.tell(work, act, person, screen(*lines), key=f"urgent:{act.letter}:{kind}:{person}", purpose="urgent")
        for person in others(act, persons)
    )
    journal.add(work, at=act.at, actor="", verb="urgent", object=f"letter:{act.letter}", unit=unit, kind=kind, told=str(told))
    return told


def _on_duty(work: Work, act: Act, unit: str) -> list[str]:
    """Officers and leaders of the unit, or of the nearest one above that has any; else the administrators."""
    root = act.province.units.root.code
    chain = act.province.units.chain(unit) if unit in act.province.units else ()
    for one in (*(above.code for above in chain), root):
        if persons := [*holding(work, "officer", one), *holding(work, "leader", one)]:
            return persons
    return holding(work, "admin", root)


def soon(act: Act) -> timedelta:
    """How far ahead "due soon" reaches: to the end of the last working day that the rules count in."""
    rules = act.province.rules
    day = add_working_days(act.today, rules.digest.due_soon_days, act.province.calendar)
    return end_of_working_day(day, rules.hours) - act.at + timedelta(seconds=1)  # what is due at that very moment is meant too


def bring_card(work: Work, act: Act, opinion: Opinion, person: str, *, event: str, why: Words) -> None:
    """The item's card as a new message, ready to be acted on."""
    account = people.reach(work, person)
    if account:
        outbox.drop_card(work, account, items.card(opinion))
        shown = items.item(work, act, opinion, person=person, why=why)
        tell.tell(work, act, person, shown, key=f"{event}:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def handlers_of(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """Who works on it: whoever took it on, or was given it, and still may; else all of the lead agency."""
    if opinion.handler and is_permitted(grants.of_person(work, opinion.handler), "opinion.work", opinion.thing, act.province.units):
        return present(work, opinion.handler)
    return handlers_at(work, act, opinion.lead)


def handlers_at(work: Work, act: Act, code: str) -> list[str]:
    """All who solve opinions for an agency."""
    agency = act.province.agencies.find(code)
    return _unique(one.person for one in grants.holders(work, "handler", agency.unit, agency.code)) if agency else []


def carriers(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """Who works on it, those who help included."""
    return [*handlers_of(work, act, opinion), *(one for agency in opinion.supporting for one in handlers_at(work, act, agency))]


def present(work: Work, person: str) -> list[str]:
    """The person, or who stands in for them while they are away from every post."""
    away = absences.deputies(work, person)
    return [person] if not away or any(one.id not in away for one in grants.own(work, person)) else list(dict.fromkeys(away.values()))


def working(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """Who deals with an opinion now: those who work on it, else the desk's officers."""
    return reached(work, handlers_of(work, act, opinion) or holding(work, "officer", opinion.desk), opinion.desk)


def reached(work: Work, persons: list[str], unit: str) -> list[str]:
    """Those persons; where none of them hears us (they stopped the chat), the unit's leaders too."""
    if not persons or any(people.reach(work, one) for one in persons):
        return persons
    return _unique([*persons, *holding(work, "leader", unit)])


def desk_of(work: Work, opinion: Opinion) -> list[str]:
    """The officers and leaders of the desk where it lies."""
    return _unique([*holding(work, "officer", opinion.desk), *holding(work, "leader", opinion.desk)])


def holding(work: Work, role: Role, unit: str) -> list[str]:
    """Who holds a role on exactly this unit, each once."""
    return _unique(one.person for one in grants.holders(work, role, unit))


def _unique(persons: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(persons))


def others(act: Act, persons: Iterable[str]) -> list[str]:
    """Each once, without the one who acts."""
    return [one for one in _unique(persons) if one != act.person]

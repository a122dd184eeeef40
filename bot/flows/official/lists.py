"""What waits for an official: lists by unit and agency, and the hour of the daily digest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import Grant, Role
from bot.domain.permissions import Thing, authorise
from bot.domain.words import shorten
from bot.flows.official import filters, promises
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import enrolment, items, officials, supervised
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import grants, outbox, people
from storage import lists as stored
from storage.work import Work

PAGE: Final = 5
CARD: Final = "work"
_BEGINNING: Final = 60  # characters of an opinion that a list shows
_UNIT: Final = ("new", "transferred", "decide", "accepted", "open", "overdue", "reopened", "drafted", "extensions", "refusals", "answered")
_AGENCY: Final = ("mine_new", "mine", "mine_overdue", "mine_reopened", "support")
_LISTS: Final[dict[Role, tuple[str, ...]]] = {
    "officer": _UNIT, "leader": _UNIT, "handler": _AGENCY, "front": _UNIT, "admin": _UNIT,
}  # fmt: skip
_HOURS: Final = ("06:00", "06:30", "07:00", "07:30", "08:00")
_OFF: Final = "off"
_CHOICES: Final = 12  # values on one screen, the commonest first


def places(work: Work, act: Act) -> dict[str, Grant]:
    """The units and agencies whose lists the person may open, each under its key."""
    held = grants.of_person(work, act.person)
    return {one.agency or one.unit: one for one in held if one.role in _LISTS}


def _show(work: Work, act: Act, shown: Screen, *, fresh: bool) -> Outcome:
    """The live card of lists: a new message when it was asked for from elsewhere, changed in place when its own button was pressed."""
    if fresh:
        outbox.drop_card(work, act.account, CARD)
    return Keep(screens=(shown,))


def lists(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/viec`, and a list opened from elsewhere: ("list", "key"). Who holds no office sees the menu."""
    return _lists(work, act, args, fresh=True)


def turn(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The same from a button of the card of lists itself."""
    return _lists(work, act, args, fresh=False)


def _lists(work: Work, act: Act, args: tuple[str, ...], *, fresh: bool) -> Outcome:
    match args:
        case (name, key, *rest) if name in _UNIT or name in _AGENCY:
            return _show(work, act, _page(work, act, name, key, after=rest[0] if rest else "", chosen=tuple(rest[1:])), fresh=fresh)
        case (name,) if name in _UNIT or name in _AGENCY:
            return _several(work, act, (name, f"mine_{name}"))
        case ("at", key):
            return _show(work, act, _overview(work, act, _reading(work, act, key)), fresh=fresh)
        case _:
            own = places(work, act)
            if not own:
                return Done()
            if len(own) == 1:
                return _show(work, act, _overview(work, act, next(iter(own.values()))), fresh=fresh)
            rows = [button("official-place", "viec.turn", "at", key, place=enrolment.place(act, one)) for key, one in own.items()]
            return _show(work, act, screen(say("card-places"), rows=column(*rows), card=CARD), fresh=fresh)


def _reading(work: Work, act: Act, key: str) -> Grant:
    found = places(work, act).get(key)
    if found is None:
        raise RuleBroken("not_yours")
    return found


def _overview(work: Work, act: Act, grant: Grant) -> Screen:
    """Every list of a place that holds something."""
    key = grant.agency or grant.unit
    counted = [(name, stored.count(work, name, key, act.at, officials.soon(act))) for name in _LISTS[grant.role]]
    buttons = [button("official-list-open", "viec.turn", name, key, list=_list(name), n=n) for name, n in counted if n]
    rows = column(*buttons, *promises.entry(work, act, grant))
    head = say("card-work", role=enrolment.role(grant), place=enrolment.place(act, grant))
    return screen(head, *(() if rows else (say("card-work-none"),)), rows=rows, card=CARD)


def _list(name: str) -> Words:
    return say("official-list", list=name)


def reach(work: Work, act: Act, name: str, key: str) -> None:
    """Raise RuleBroken("not_yours") unless the person may open this list of a unit or an agency."""
    thing = Thing(unit="", agency=key) if name in _AGENCY else Thing(unit=key)
    authorise(grants.of_person(work, act.person), "opinion.read", thing, act.province.units)


def _page(work: Work, act: Act, name: str, key: str, *, after: str, chosen: tuple[str, ...]) -> Screen:
    """A page of a list, narrowed to what was `chosen`. The count stands above it and is made with the same condition."""
    reach(work, act, name, key)
    ahead, only = officials.soon(act), filters.only(act, chosen)
    n = stored.count(work, name, key, act.at, ahead, only=only)
    found = stored.listed(work, name, key, act.at, ahead, after=after, limit=PAGE + 1, only=only)
    place = items.agency_name(act, key) if name in _AGENCY else items.unit_name(act, key)
    head = [say("card-list", list=_list(name), n=n, place=place), *filters.told(act, chosen)]
    rows: list[Button] = [button("official-code", "item", "open", one.id, code=one.code) for one in found[:PAGE]]
    if len(found) > PAGE:
        rows.append(button("official-next", "viec.turn", name, key, found[PAGE - 1].id, *chosen))
    if chosen or n > PAGE:
        rows.append(button("official-filter", "viec.filter", name, key, "", *chosen))
    rows.append(button("official-work", "viec.turn"))
    held = grants.of_person(work, act.person)
    shown = (line for one in found[:PAGE] for line in lines(act, one, held))
    return screen(*head, *shown, rows=column(*rows), card=CARD)


def narrow(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Lọc` on a list: by what, then to which value of those that it holds; then the list itself, narrowed."""
    name, key, by, *chosen = args
    reach(work, act, name, key)
    rows = _values(work, act, name, key, by=by, chosen=chosen) if by else _ways(name, key, chosen)
    words = say("card-filter-value", by=say("filter-by", by=by)) if by else say("card-filter-which")
    back = button("official-back", "viec.turn", name, key, "", *chosen)
    return _show(work, act, screen(words, rows=column(*rows, back), card=CARD), fresh=False)


def _ways(name: str, key: str, chosen: list[str]) -> list[Button]:
    rows = [
        button("official-filter_by", "viec.filter", name, key, one, *chosen, by=say("filter-by", by=one)) for one in filters.open_by(chosen)
    ]
    return [*rows, *([button("official-filter_clear", "viec.turn", name, key, "")] if chosen else [])]


def _values(work: Work, act: Act, name: str, key: str, *, by: str, chosen: list[str]) -> list[Button]:
    deed = ("viec.turn", name, key, "", *chosen)
    if by == filters.SENT:
        return [button("official-filter_by", *deed, f"{by}={days}", by=filters.name(act, by, days)) for days in filters.DAYS]
    ahead, only = officials.soon(act), filters.only(act, chosen)
    held = [(value, n) for one in filters.BY if one == by for value, n in stored.values(work, name, key, act.at, ahead, by=one, only=only)]
    return [button("official-list-open", *deed, f"{by}={value}", list=filters.name(act, by, value), n=n) for value, n in held[:_CHOICES]]


def lines(act: Act, one: Opinion, held: Sequence[Grant]) -> tuple[Words, Words]:
    """Where it stands, and its title or how it begins: nobody knows an opinion by its code."""
    field = items.field_name(act, one, act.lang)
    head = say(
        "card-list-line", code=one.code, unit=items.unit_name(act, one.unit), at=one.sent_at,
        status=say("official-status", status=one.status), field=say("official-field", field=field) if field else say("official-no_field"),
    )  # fmt: skip
    if one.title:
        return head, say("card-item-title", title=one.title)
    text = supervised.shown(one.text, veiled=supervised.is_veiled(act, one, held))
    return head, say("card-item-text", text=shorten(text, _BEGINNING)) if text else say("card-item-no_text")


def _several(work: Work, act: Act, names: tuple[str, ...]) -> Outcome:
    """One list of every place that has it: the list itself where there is one place, else a choice with counts."""
    found = [(key, name) for key, one in places(work, act).items() for name in names if name in _LISTS[one.role]]
    if not found:
        return Done()
    if len(found) == 1:
        return _lists(work, act, (found[0][1], found[0][0]), fresh=True)
    rows = []
    for key, name in found:
        n = stored.count(work, name, key, act.at, officials.soon(act))
        place = items.agency_name(act, key) if name in _AGENCY else items.unit_name(act, key)
        rows.append(button("official-list-open", "viec.turn", name, key, list=say("official-place", place=place), n=n))
    return _show(work, act, screen(say("card-places"), rows=column(*rows), card=CARD), fresh=True)


def new(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/moi`: what nobody has taken in yet."""
    return _several(work, act, ("new", "mine_new"))


def overdue(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/quahan`: what is late."""
    return _several(work, act, ("overdue", "mine_overdue"))


def digest_hour(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/bantin`: the hour at which the daily digest comes, or none."""
    person = people.get(work, act.person)
    if person is None or not places(work, act):
        return Done()
    if args and args[0] in (*_HOURS, _OFF):
        people.prefer(work, act.person, digest_at=args[0])
        return Keep(screens=(screen(_hour(args[0])),))
    now = person.digest_at or f"{act.province.rules.digest.at:%H:%M}"
    choices = [button("official-hour", "bantin", one, hour=one) for one in _HOURS]
    return Keep(screens=(screen(_hour(now), say("digest-choose"), rows=column(*choices, button("official-digest_off", "bantin", _OFF))),))


def _hour(value: str) -> Words:
    return say("digest-off") if value == _OFF else say("digest-at", hour=value)

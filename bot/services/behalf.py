"""Opinions that are written down for others: asked for, read back, given a slip; and how their authors take them over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.deadlines import day_bounds
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, Source
from bot.domain.permissions import PERMITTED, Action, Thing, authorise
from bot.domain.screening import Kind
from bot.domain.screening import screen as tell_kind
from bot.domain.supervision import Seat, seat_of
from bot.domain.words import clean, shorten, squeeze
from bot.notices import officials
from bot.services import accounts, drafting, moves, opinions, privacy
from bot.talk.incoming import Media
from storage import attachments, counts, grants, journal, people, villagers
from storage import opinions as rows
from storage.villagers import Entry, Slip
from storage.work import Work

CONSENT: Final = "2026-11-read"
"""The version of the consent text that is read to someone who cannot read it."""
_SECRET: Final = 10
_PASSED_ON: Final = 300  # characters of an emergency that those on duty read
_NAME: Final = 200
_HOUR: Final = timedelta(hours=1)
_MISS: Final = "claim"
_LOCK: Final = "claim_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictated:
    """What someone said: `id` owns its files; `contested` names what the machine took it for and they denied."""

    id: str
    unit: str
    text: str
    contested: str = ""
    phone: str = ""
    organisation: str = ""


def units(work: Work, act: Act, action: Action) -> list[str]:
    """The units for which the person may write opinions down (`opinion.enter`) or send those of organisations (`opinion.organise`)."""
    roles = {role for role, _ in PERMITTED[action]}
    return list(dict.fromkeys(one.unit for one in grants.of_person(work, act.person) if one.role in roles))


def check(work: Work, act: Act, unit: str, action: Action) -> Seat:
    """The office from which the person writes for the unit. Raises RuleBroken: "not_yours"; "commune_closed"; "entered_often" after
    `behalf.entered_per_day` in one day."""
    held = [one for one in grants.of_person(work, act.person) if one.unit == unit]
    authorise(held, action, Thing(unit=unit), act.province.units)
    drafting.check_open(act, unit)
    limit = act.province.rules.behalf.entered_per_day
    if rows.entered_since(work, act.person, day_bounds(act.today)[0]) >= limit:
        raise RuleBroken("entered_often", limit=limit)
    seat = seat_of(held, *(role for role, _ in PERMITTED[action]))
    if seat is None:
        raise RuleBroken("not_yours")
    return seat


def add(work: Work, act: Act, owner: str, before: str, words: str, media: Sequence[Media]) -> str:  # noqa: PLR0917
    """What was said so far with these words, and files, behind it. Raises RuleBroken as `drafting.join` does."""
    words = drafting.check_addition(work, act, owner, words, media)
    text = "\n".join(one for one in (before, words) if one)
    if len(text) > act.province.rules.draft.text_max:
        raise RuleBroken("text_long", limit=act.province.rules.draft.text_max)
    for one in media:
        attachments.add(work, id=act.mint.id(), owner=owner, account=act.account, channel=act.channel, media=one, at=act.at)
    return text


def kind_of(work: Work, act: Act, unit: str, words: str) -> tuple[Kind, bool]:
    """What the machine takes the words for, and whether someone on duty could be told of danger. What is no opinion is counted, and
    its letter blanked unless its author denies it."""
    kind = tell_kind(words, act.province.screening).kind
    if kind == "opinion":
        return kind, False
    counts.tally(work, day=act.today, unit=unit, kind=kind)
    privacy.hold(work, act, act.letter)
    told = kind == "urgent" and officials.urgent(work, act, kind, unit, shorten(words, _PASSED_ON)) > 0
    return kind, told


def send(work: Work, act: Act, dictated: Dictated) -> Opinion:
    """Keep what a villager said: they are a person of their own with no chat yet, and whoever asked them is the witness of their consent.

    Raises RuleBroken: "draft_empty", "phone", else as `check`."""
    return keep(work, act, dictated, check(work, act, dictated.unit, "opinion.enter"))


def keep(
    work: Work, act: Act, dictated: Dictated, seat: Seat, *, source: Source = "on_behalf", dialogue: str = "", version: str = CONSENT,
) -> Opinion:  # fmt: skip
    """The same for those who were asked for their permission already; what is said in a `dialogue` is heard there.

    Raises RuleBroken: "draft_empty", "phone"."""
    number = accounts.plain_number(dictated.phone) if dictated.phone else ""
    if number is None:
        raise RuleBroken("phone")
    author = act.mint.id()
    opinion = _begin(work, act, dictated, author=author, source=source, phone=bool(number), dialogue=dialogue)
    villagers.add(work, person=author, lang=act.lang, version=version, asked_by=act.person, at=act.at)
    if number:
        villagers.keep_phone(work, author, number)
    journal.add(work, at=act.at, actor=act.person, verb="agree", object=author, version=version, channel="spoken")
    villagers.note_entry(work, Entry(opinion=opinion.id, seat=seat))
    officials.new_opinion(work, act, opinion)
    return opinion


def organise(work: Work, act: Act, dictated: Dictated) -> Opinion:
    """Keep the opinion of an organisation; the Front is its author and hears of it. Raises RuleBroken: "organisation_needed", else as
    `send`."""
    seat = check(work, act, dictated.unit, "opinion.organise")
    name = squeeze(clean(dictated.organisation, _NAME))
    if not name:
        raise RuleBroken("organisation_needed")
    opinion = _begin(work, act, dictated, author=act.person, source="organisation")
    villagers.note_entry(work, Entry(opinion=opinion.id, seat=seat, organisation=name))
    officials.new_opinion(work, act, opinion)
    return opinion


def _begin(work: Work, act: Act, dictated: Dictated, *, author: str, source: Source, phone: bool = False, dialogue: str = "") -> Opinion:
    if not dictated.text and not attachments.of(work, dictated.id):
        raise RuleBroken("draft_empty")
    heard = None if dialogue else opinions.hearing(work, act, dictated.unit)
    desk = act.province.units.root.code if dictated.contested else moves.desk_of(work, act, dictated.unit)
    opinion = Opinion(
        id=act.mint.id(), code=_code(act), dialogue=heard.id if heard else dialogue, unit=dictated.unit, said="", desk=desk, field="",
        text=dictated.text, visibility="officials", source=source, author=author, account=act.account if author == act.person else "",
        contested=dictated.contested, status="sent", phase="waiting", entered_at=act.at, due=None, lead="", handler="", outcome="",
        reopened=0, version=1, phone_shared=phone, sent_at=act.at, entered_by=act.person,
    )  # fmt: skip
    while not moves.begin(work, act, opinion):
        opinion = replace(opinion, code=_code(act))
    attachments.give(work, dictated.id, opinion.id)
    return opinion


def _code(act: Act) -> str:
    return codes.build(act.today.year, act.mint.pick(codes.ALPHABET, codes.BODY))


def entered(work: Work, act: Act, opinion: str) -> Opinion:
    """An opinion that the person wrote down, while they may. Raises RuleBroken: "not_found", "not_yours"."""
    found = rows.get(work, opinion)
    if found is None or found.source not in ("on_behalf", "oral") or found.entered_by != act.person:
        raise RuleBroken("not_found")
    held = grants.of_person(work, act.person)
    if found.source != "oral" or not held:  # of the room of a dialogue its clerk speaks, whichever office they hold
        authorise(held, "opinion.enter", Thing(unit=found.unit), act.province.units)
    return found


def give_slip(work: Work, act: Act, opinion: str) -> tuple[Opinion, str, datetime]:
    """A new slip for the author: the opinion, the secret (which stands nowhere else) and the day it ends. An earlier one is void.

    Raises RuleBroken: "slip_used" once the author came with one, else as `entered`."""
    found = entered(work, act, opinion)
    if not villagers.is_waiting(work, found.author):
        raise RuleBroken("slip_used")
    secret = act.mint.pick(codes.ALPHABET, _SECRET)
    ends = act.at + timedelta(days=act.province.rules.behalf.slip_days)
    villagers.give_slip(work, found.id, secret, ends)
    moves.note(work, act, found, "slip")
    return found, secret, ends


def erase(work: Work, act: Act, opinion: str) -> Opinion:
    """The villager takes back what they said, through whoever wrote it down: they and their words go at once, the record stays nameless.

    Raises RuleBroken: "slip_used" once they came with their slip (they erase their data themselves then), else as `entered`."""
    found = entered(work, act, opinion)
    if not villagers.is_waiting(work, found.author):
        raise RuleBroken("slip_used")
    villagers.use_slip(work, found.id, act.at)
    n = privacy.blank(work, found.author)
    people.erase(work, found.author, act.at)
    journal.add(work, at=act.at, actor=act.person, verb="erase", object=found.author, opinions=str(n))
    return found


def look(work: Work, act: Act, secret: str) -> Opinion:
    """The opinion whose slip someone brings. Five wrong secrets of a chat in an hour lock it, like tracking.

    Raises RuleBroken: "claim_locked", "claim_wrong" (also for a slip that was used), "claim_expired", "claim_own" for whoever wrote
    it down."""
    limits = act.province.rules.limits
    if grants.misses(work, act.account, _LOCK, act.at, timedelta(minutes=limits.tracking_lock_minutes)):
        raise RuleBroken("claim_locked")
    slip = villagers.slip(work, secret.strip().upper())
    found = rows.get(work, slip.opinion) if slip else None
    if slip is None or found is None or slip.used:
        _miss(work, act)
        raise RuleBroken("claim_wrong")
    _check_slip(act, slip, found)
    return found


def _miss(work: Work, act: Act) -> None:
    limits = act.province.rules.limits
    grants.missed(work, act.account, _MISS, act.at)
    if grants.misses(work, act.account, _MISS, act.at, _HOUR) >= limits.tracking_misses_per_hour:
        grants.missed(work, act.account, _LOCK, act.at)


def _check_slip(act: Act, slip: Slip, found: Opinion) -> None:
    if found.entered_by == act.person:
        raise RuleBroken("claim_own")
    if act.at >= slip.expires:
        raise RuleBroken("claim_expired")


def claim(work: Work, act: Act, secret: str) -> Opinion:
    """Someone who agreed brings their slip: the opinion is theirs from now on, with all news of it, and the slip is spent.

    Raises RuleBroken as `look`."""
    found = look(work, act, secret)
    if not villagers.use_slip(work, found.id, act.at):
        raise RuleBroken("claim_wrong")
    villagers.become(work, found.id, found.author, heir=act.person, account=act.account, enterer=found.entered_by, at=act.at)
    moves.note(work, act, found, "claim")
    person = people.get(work, act.person)
    if person is not None and not person.commune:
        people.settle(work, act.person, found.unit)
    return replace(found, author=act.person, account=act.account)

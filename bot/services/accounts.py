"""What a person decides about themselves: consent, a phone number, the language, how much they hear."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import Density
from bot.notices import enrolment
from bot.services import moves
from storage import journal, people
from storage.work import Work

_NUMBER: Final = re.compile(r"0\d{9,10}")
_SEPARATORS: Final = re.compile(r"[\s.\-()]")


def agree(work: Work, act: Act, version: str) -> None:
    """The person agreed to this version of the text; from now on their name may be kept."""
    people.agree(work, act.person, version=version, channel=act.channel, at=act.at)
    people.keep_name(work, act.account, act.person, act.name)
    journal.add(work, at=act.at, actor=act.person, verb="agree", object=act.person, version=version, channel=act.channel)


def leave_phone(work: Work, act: Act, opinion: str, typed: str) -> Opinion:
    """Keep a phone number for whoever handles this opinion, and nobody else.

    Raises RuleBroken: "phone" for what is no Vietnamese number, "not_found" for an opinion that is not the person's own."""
    found = moves.own(work, act, opinion)
    number = plain_number(typed)
    if number is None:
        raise RuleBroken("phone")
    people.keep_phone(work, act.account, act.person, number)
    return found if found.phone_shared else moves.edit(work, act, found, "phone", phone_shared=True)


def plain_number(typed: str) -> str | None:
    """`+84 912 345 678` and `0912.345.678` as `0912345678`; None for what is no Vietnamese number."""
    digits = _SEPARATORS.sub("", typed.strip())
    for prefix in ("+84", "0084", "84"):
        if digits.startswith(prefix) and len(digits) > len("0912345678"):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits if _NUMBER.fullmatch(digits) else None


def drop_phone(work: Work, act: Act) -> None:
    """Forget the number that was left."""
    people.drop_phone(work, act.person)
    journal.add(work, at=act.at, actor=act.person, verb="phone_dropped", object=act.person)


def speak(work: Work, act: Act, lang: str) -> None:
    """Use another language with this person."""
    people.prefer(work, act.person, lang=lang)
    enrolment.commands(work, act, act.person)


def hear(work: Work, act: Act, density: Density) -> None:
    """How much the person hears: every step, results alone, or only what they ask for."""
    people.prefer(work, act.person, density=density)

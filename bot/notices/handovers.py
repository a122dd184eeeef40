"""Who hears that an office was left, moved, put to sleep or woken, and where the work went."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.people import Grant
from bot.notices import enrolment, items, tell
from bot.talk.screen import Fact, Words, button, column, say, screen
from storage import grants, people
from storage.work import Work


def handed(work: Work, act: Act, grant: Grant, *, desk: str, heir: str, n: int) -> None:
    """The new hands hear how much came to them. Where it left the unit, or nobody is there to take it, the administrators hear too."""
    facts: dict[str, Fact] = {"role": enrolment.role(grant), "place": enrolment.place(act, grant)}
    stamp = f"{grant.id}:{act.at.timestamp():.0f}"
    if heir and heir != act.person:
        shown = screen(say("notice-handover", n=n, **facts), rows=column(button("official-work", "viec")))
        tell.tell(work, act, heir, shown, key=f"handover:{stamp}:{desk}:{heir}")
    if desk == grant.unit:
        return
    goes: Words = say("handover-goes", unit=items.unit_name(act, desk)) if desk else say("handover-nowhere")
    alert = screen(say("notice-handover-alert", n=n, goes=goes, **facts))
    for person in _admins(work, act):
        if person not in (act.person, heir):
            tell.tell(work, act, person, alert, key=f"handover_alert:{stamp}:{desk}:{person}")


def moved(work: Work, act: Act, came: Grant, goes: Grant) -> None:
    """The holder hears that one office took the place of another."""
    shown = screen(
        say(
            "notice-moved", role=enrolment.role(came), place=enrolment.place(act, came), role_now=enrolment.role(goes),
            place_now=enrolment.place(act, goes),
        ),
        rows=column(button("official-work", "viec")),
    )  # fmt: skip
    tell.tell(work, act, goes.person, shown, key=f"moved:{goes.id}")


def will_sleep(work: Work, act: Act, grant: Grant, *, key: str, days: int) -> None:
    """The holder is told before: one word here keeps the office."""
    words = say("notice-will_sleep", role=enrolment.role(grant), place=enrolment.place(act, grant), n=days)
    tell.tell(work, act, grant.person, screen(words), key=key)


def asleep(work: Work, act: Act, grant: Grant, *, key: str, days: int) -> None:
    """The holder, whoever invited them and the administrators hear that an office is suspended; the latter may wake it."""
    facts: dict[str, Fact] = {"role": enrolment.role(grant), "place": enrolment.place(act, grant)}
    tell.tell(work, act, grant.person, screen(say("notice-asleep", n=days, **facts)), key=f"{key}:self")
    shown = screen(say("notice-asleep-other", n=days, **facts), rows=column(button("staff-wake", "canbo.wake", grant.id)))
    made_by = grants.maker(work, grant.id)
    inviter = [made_by] if people.is_known(work, made_by) and grants.of_person(work, made_by) else []
    for person in dict.fromkeys([*inviter, *_admins(work, act)]):
        if person != grant.person:
            tell.tell(work, act, person, shown, key=f"{key}:{person}")


def woken(work: Work, act: Act, grant: Grant) -> None:
    """The holder may go on."""
    tell.tell(work, act, grant.person, enrolment.greeting(act, grant), key=f"woken:{grant.id}:{act.at.timestamp():.0f}")


def _admins(work: Work, act: Act) -> list[str]:
    return list(dict.fromkeys(one.person for one in grants.holders(work, "admin", act.province.units.root.code)))

"""An office that nobody uses: its holder is told, then it falls asleep until somebody who may invite to it wakes it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.notices import handovers
from bot.services import staff
from storage import grants, timers
from storage.timers import Timer
from storage.work import Work


def look(work: Work, act: Act, timer: Timer) -> None:
    """The clock of a grant: not used for `staff.idle_days`, and its holder told `staff.warn_days` before, it falls asleep (FAULTS §4.2).

    Whoever was here meanwhile has the whole time again. The last administrator stays awake: alarms must reach someone."""
    grant, used = grants.get(work, timer.object), grants.used(work, timer.object)
    if grant is None or used is None:
        return
    rules = act.province.rules.staff
    idle, warn = timedelta(days=rules.idle_days), timedelta(days=rules.warn_days)
    if act.at < used + idle - warn or _is_last_admin(work, act, grant):
        _plan(work, grant.id, max(used + idle - warn, act.at + warn))
    elif timer.args.get("used") != used.isoformat():
        handovers.will_sleep(work, act, grant, key=f"will_sleep:{grant.id}:{used.isoformat()}", days=rules.warn_days)
        _plan(work, grant.id, max(used + idle, act.at + warn), used=used.isoformat())
    else:
        _sleep(work, act, grant, rules.idle_days)


def _plan(work: Work, grant: str, due: datetime, **args: str) -> None:
    timers.plan(work, Timer(key=f"idle:{grant}:{due.isoformat()}", kind="idle", due=due, object=grant, args=args))


def _is_last_admin(work: Work, act: Act, grant: Grant) -> bool:
    return grant.role == "admin" and {one.person for one in grants.holders(work, "admin", grant.unit)} == {grant.person}


def _sleep(work: Work, act: Act, grant: Grant, days: int) -> None:
    grants.suspend(work, grant.id, act.at)
    staff.note(work, act, "suspend", grant)
    staff.departed(work, act, grant)
    handovers.asleep(work, act, grant, key=f"asleep:{grant.id}:{act.at.timestamp():.0f}", days=days)


def wake(work: Work, act: Act, grant_id: str) -> Grant:
    """Somebody who may invite to it knows that the holder is still there: the office counts again.

    Raises RuleBroken: "not_yours"; "not_found" when it was not asleep."""
    grant = grants.get(work, grant_id)
    if grant is None or not grant.asleep:
        raise RuleBroken("not_found")
    staff.check_inviter(work, act, grant.role, grant.unit)
    grants.wake(work, grant.id, act.at)
    staff.note(work, act, "wake", grant)
    staff.arrived(work, act, grant)
    staff.watch(work, act, grant.id)
    handovers.woken(work, act, grant)
    return grant

"""After an older database was brought back: who was erased since is erased again, and what is derived is made anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.services import privacy
from storage import counts, grants, journal, outbox, people
from storage.work import Work


def settle(work: Work, act: Act, gone: Mapping[str, datetime], *, made: datetime) -> int:
    """Bring a restored database to what may be shown: `gone` are all persons ever erased. Counters are counted anew and the journal
    tells that the house went back to the moment `made`. Returns how many persons were erased again."""
    again = sum(erase_again(work, act, person) for person in sorted(gone))

    def level_of(unit: str) -> str:
        found = act.province.units.find(unit)
        return found.level if found is not None else "commune"  # a unit that left the registers since

    counts.rebuild(work, year_of=lambda at: local_day(at).year, level_of=level_of)
    journal.add(work, at=act.at, actor="", verb="restore", object="", made=made.isoformat(), erased=str(again))
    return again


def erase_again(work: Work, act: Act, person: str) -> bool:
    """Erase someone as they once asked, without a last word: it was said then. False where nothing of them came back."""
    if not people.is_known(work, person):
        return False
    for grant in grants.of_person(work, person):
        grants.close(work, grant.id, act.at)
    for account in people.every_account(work, person):
        outbox.silence(work, account, "erased")
        privacy.empty(work, act, account)
    n = privacy.blank(work, person)
    people.erase(work, person, act.at)
    journal.add(work, at=act.at, actor="", verb="erase", object=person, opinions=str(n))
    return True

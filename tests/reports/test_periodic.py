"""The statistics table of the practice: the five years of Bắc Kạn to the last figure, as of today and of any day before."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from bot.clock import MovableClock, SeededMint
from bot.domain.act import Act
from bot.domain.counts import Figures, Table
from bot.domain.deadlines import day_bounds
from bot.domain.standings import told
from bot.reports import periodic
from bot.reports.periodic import Period
from storage import journal, migrate
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work
from tests.office import province
from tests.reports import five_years
from tests.reports.five_years import HELD, Event
from tests.reports.naive import recount

YEARS = Period(first=date(2016, 1, 1), last=date(2020, 12, 31))
NOW = datetime(2021, 6, 1, tzinfo=UTC)
BATCH = 2_000


def act(at: datetime = NOW) -> Act:
    clock = MovableClock(at)
    return Act(at=at, mint=SeededMint(clock, random.Random(1)), province=province("bac-kan-2021"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stored(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Sqlite, list[Event]]]:
    path = tmp_path_factory.mktemp("five") / "years.db"
    migrate.upgrade(path)
    database = await open_database(path, Keyring(b"k" * 32))
    found = five_years.events()
    for place in range(0, len(found), BATCH):
        page = found[place : place + BATCH]
        await database.write(lambda work, page=page: five_years.write(work, page))  # type: ignore[misc]
    try:
        yield database, found
    finally:
        await database.close()


async def table(database: Sqlite, period: Period = YEARS, at: datetime = NOW) -> Table:
    return await database.read(lambda work: periodic.table(work, act(at), period))


@pytest.mark.asyncio(loop_scope="module")
async def test_the_five_years_of_bac_kan(stored: tuple[Sqlite, list[Event]]) -> None:
    found = await table(stored[0])
    total = found.total
    assert (total.dialogues, total.periodic, total.special) == (2_203, 1_955, 248)
    assert (total.people, total.opinions, total.resolved, total.remaining) == (28_015, 5_850, 5_760, 90)
    rows = [(level, (row.dialogues, row.people, row.opinions, row.resolved)) for level, row in found.rows()]
    assert rows == [
        ("province", (298, 4_774, 130, 130)), ("district", (114, 4_326, 977, 931)), ("commune", (1_791, 18_915, 4_743, 4_699)),
    ]  # fmt: skip
    assert [row.rate for row in (total, *(row for _, row in found.rows()))] == [9846, 10_000, 9529, 9907]
    assert dict(rows) == HELD


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("day", ["2015-06-01", "2016-01-15", "2018-03-09", "2019-12-31", "2020-12-30", "2021-02-28"])
async def test_the_table_of_a_day_in_the_past(stored: tuple[Sqlite, list[Event]], day: str) -> None:
    """What came later changes nothing: the same as if the journal ended with that day."""
    database, events = stored
    at = date.fromisoformat(day)
    found = await table(database, Period(first=YEARS.first, last=YEARS.last, at=at))
    ends = day_bounds(at)[1]
    assert dict(found.rows()) == recount(events, YEARS.first, YEARS.last, ends)
    assert found.at == ends
    assert found == await table(database, Period(first=YEARS.first, last=YEARS.last, at=at), NOW + timedelta(days=400))
    assert await table(database, YEARS, ends - timedelta(microseconds=1)) == found_at(found, ends - timedelta(microseconds=1))


def found_at(found: Table, at: datetime) -> Table:
    return Table(first=found.first, last=found.last, at=at, cells=found.cells)


@pytest.mark.asyncio(loop_scope="module")
async def test_each_year_and_each_area_adds_up(stored: tuple[Sqlite, list[Event]]) -> None:
    """Every period and every area from one reading of the lines."""
    province_ = province("bac-kan-2021")
    story = await stored[0].read(lambda work: told(journal.every(work, NOW)))

    def of(first: date = YEARS.first, last: date = YEARS.last, unit: str = "06") -> Table:
        return periodic.tabulated(act(), Period(first=first, last=last, unit=unit), story, NOW)

    whole = of()
    assert sum((of(date(year, 1, 1), date(year, 12, 31)).total for year in range(2016, 2021)), Figures()) == whole.total
    areas = [of(unit=one.code) for one in province_.units.children("06")]
    assert sum((one.total for one in areas), Figures()) + dict(whole.rows())["province"] == whole.total
    assert [name for name, _ in areas[0].rows()] == ["district", "commune"]
    one = await table(stored[0], Period(first=YEARS.first, last=YEARS.last, unit=province_.units.children("06")[0].code))
    assert one.cells == areas[0].cells


@pytest.mark.asyncio(loop_scope="module")
async def test_the_rows_by_kind_track_and_audience_are_the_same_table(stored: tuple[Sqlite, list[Event]]) -> None:
    found = await table(stored[0])
    assert [name for name, _ in found.rows("kind")] == ["periodic", "thematic", "extraordinary"]
    assert [name for name, _ in found.rows("track")] == ["government", "party"]
    assert [name for name, _ in found.rows("audience")] == ["people", "members"]
    for by in ("kind", "track", "audience"):
        assert sum((row for _, row in found.rows(by)), Figures()) == found.total


class Undone(Exception):
    """What a test looked at, so that nothing of it is kept."""


@pytest.mark.asyncio(loop_scope="module")
async def test_one_more_event_changes_the_figure(stored: tuple[Sqlite, list[Event]]) -> None:
    before = (await table(stored[0])).total
    done = next(one for one in stored[1] if one.verb in ("satisfied", "silence") and one.object.startswith("commune"))

    def change(work: Work) -> None:
        told = {"came": "closed", "goes": "reopened", "ends": NOW.isoformat()}
        journal.add(work, at=NOW, actor="", verb="reconsider", object=done.object, unit="06", **told)
        raise Undone(periodic.table(work, act(NOW + timedelta(days=1)), YEARS).total)

    with pytest.raises(Undone) as seen:
        await stored[0].write(change)
    after = seen.value.args[0]
    assert (after.resolved, after.rate, after.overdue) == (5_759, 9844, before.overdue + 1)
    assert (await table(stored[0])).total == before


@pytest.mark.asyncio(loop_scope="module")
async def test_it_reads_the_journal_and_nothing_else(stored: tuple[Sqlite, list[Event]]) -> None:
    """There is no dialogue, no opinion and no counter in this store."""
    rows = await stored[0].read(
        lambda work: work.one("SELECT (SELECT count(*) FROM dialogue) + (SELECT count(*) FROM opinion) + (SELECT count(*) FROM counter)")
    )
    assert rows == (0,)
    assert (await table(stored[0])).total.opinions == 5_850

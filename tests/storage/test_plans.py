"""No statement of a whole story walks through a table that grows: SQLite's own plans say so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import attachments, crowds, grants, heard, inbox, journal, kept, lists, lite, marks, opinions, outbox, people, search
from storage.search import Reach
from storage.work import Work
from tests.house import town
from tests.office import COMMUNE, office
from tests.talks import script

GROWING = {
    "account", "addition", "agenda_item", "answer", "attachment", "card", "conversation", "draft", "entry", "granted", "inbox", "journal",
    "menu", "miss", "opinion", "outbox", "person", "rating", "searched", "remark", "slip", "timer", "villager", "webchat", "webchat_file",
    "webchat_line", "absence", "reminded",
    "support", "note", "extension", "commitment", "report", "confirmation", "mark", "paper", "transcript", "book_version", "book_row",
    "attendance", "arrival", "hall", "poster",
}  # fmt: skip
# Walks that cost what they answer: through a partial index of what waits, or to the newest row only.
MAY_SCAN = (
    "SCAN inbox USING INDEX inbox_new", "SCAN o USING INDEX outbox_waiting", "SCAN outbox USING INDEX outbox_sending",
    "SCAN granted USING INDEX granted_person",
)  # fmt: skip
NEWEST = "ORDER BY seq DESC LIMIT 1"
# Once a night, and the test's own question.
SELDOM = (
    "DELETE FROM timer",
    "DELETE FROM miss",
    "SELECT path FROM attachment WHERE state = 'kept'",
    "SELECT id FROM webchat_file",
    "SELECT (SELECT count(*)",
)


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Every statement that ran, with the scans in its plan."""
    found: dict[str, set[str]] = {}

    def watch(name: str) -> None:
        run = getattr(lite.Lite, name)

        def watched(self: lite.Lite, sql: str, **params: Any) -> Any:
            if sql not in found:
                rows = self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
                found[sql] = {row[3] for row in rows if row[3].startswith("SCAN")}
            return run(self, sql, **params)

        monkeypatch.setattr(lite.Lite, name, watched)

    watch("all")
    watch("do")
    return found


async def test_no_question_of_an_official_scans_what_grows(tmp_path: Path, plans: dict[str, set[str]]) -> None:
    """Every list with its filters, and the search by words for every kind of reach."""
    async with office(tmp_path) as place:
        await place.enrol("An", "officer")
        await place.opinion(await place.person("Lan"))

        def look(work: Work) -> None:
            at, soon = place.clock.now(), timedelta(days=3)
            for name in lists.LISTS:
                lists.listed(work, name, COMMUNE, at, soon)
                lists.count(work, name, COMMUNE, at, soon)
                lists.values(work, name, COMMUNE, at, soon, by="field")
            asked = search.question(work, "cầu treo")
            for reach in (Reach(), Reach(desk=COMMUNE), Reach(desk=COMMUNE, agencies=("x", "y"))):
                search.find(work, asked, (reach,), limit=5)
            crowds.bound(work, COMMUNE)
            crowds.showing(work, "x")
            marks.of(work, "x", "y")
            marks.of_dialogue(work, "x")
            heard.story(work, [*heard.dialogues(work, [COMMUNE, "x"], at, at + soon), "x", "y"], at)
            assert any(journal.every(work, at + soon))
            kept.unheard(work, "x", "y")
            kept.answers(work, COMMUNE)
            people.deaf(work, "x")
            people.reach(work, "x", besides="y")
            inbox.wrote(work, "x", at)
            assert outbox.newest(work, "x:") is None

        def leave(work: Work) -> None:
            crowds.unbind(work, "x")
            grants.used(work, "x")
            opinions.handled_by(work, "x")
            opinions.open_at(work, COMMUNE)
            marks.forget(work, "x")
            attachments.drop_account(work, "x")
            people.shut(work, "x", place.clock.now())
            kept.shut(work, "x", "window", place.clock.now())
            kept.park(work, "x", "gone")
            kept.rehome(work, "x", "y", place.clock.now())
            kept.unpark(work, "x", place.clock.now())
            outbox.claim(work, place.clock.now(), {"telegram": 1})

        plans.clear()
        await place.read(look)
        await place.write(leave)
    wrong = {sql: bad for sql, scans in plans.items() if (bad := {one for one in scans if _walks(sql, one)})}
    assert any("MATCH" in sql for sql in plans)
    assert not wrong, "\n".join(f"{sorted(scans)}: {sql}" for sql, scans in wrong.items())


@pytest.mark.parametrize(
    "talk",
    ["mot-y-kien-di-tron-duong", "nhap-ho", "mat-tran-giam-sat", "toi-cung-vay", "chot-tong-hop", "dang-ky-tham-du", "lien-ket-kenh"],
)
async def test_no_statement_scans_what_grows(talk: str, tmp_path: Path, plans: dict[str, set[str]]) -> None:
    acts = script.read(Path(__file__).parents[1] / "talks" / f"{talk}.talk")
    async with town(tmp_path, at=script.moment_of(acts)) as place:
        player = script.Player(place)
        for act in acts:
            if not act.line.startswith(("tỉnh: ", "giờ: ")):
                await player.play(act)
    wrong = {sql: bad for sql, scans in plans.items() if (bad := {one for one in scans if _walks(sql, one)})}
    assert len(plans) > 50
    assert not wrong, "\n".join(f"{sorted(scans)}: {sql}" for sql, scans in wrong.items())


def _walks(sql: str, scan: str) -> bool:
    return scan.split()[1] in GROWING and not scan.startswith(MAY_SCAN) and not sql.startswith(SELDOM) and not sql.endswith(NEWEST)

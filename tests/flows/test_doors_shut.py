"""Every button of an opinion's card, pressed by everyone: what the access matrix does not give has no effect and shows no word of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.flows.official import items
from bot.flows.outcome import Keep, Outcome
from storage import people
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, TEXT, Office, Worker, catalogue, office

READS: Final = {"open", "back", "files", "whole", "journal"}
TRIAGES: Final = {"field", "accept", "refuse", "divert", "unit"}
WORKS: Final = {"take_on", "return", "answer"}
CLEARS: Final = {"release", "send_back", "undo"}
MORE: Final[dict[str, tuple[str, ...]]] = {
    "field": ("set", "giao_thong"), "refuse": ("duplicate",), "divert": ("yes",), "assign": ("to", AGENCY, "2026-12-15"),
}  # fmt: skip
WHO: Final[dict[str, tuple[Role, str, str, set[str]]]] = {
    "officer": ("officer", COMMUNE, "", READS | TRIAGES | WORKS | {"assign"}),
    "leader": ("leader", COMMUNE, "", READS | TRIAGES | WORKS | CLEARS | {"assign", "phone"}),
    "handler": ("handler", COMMUNE, AGENCY, READS | WORKS | {"phone"}),
    "front": ("front", COMMUNE, "", READS),
    "front of the province": ("front", PROVINCE, "", READS),
    "admin": ("admin", PROVINCE, "", READS | TRIAGES | {"assign"}),
    "officer next door": ("officer", NEIGHBOUR, "", set()),
    "leader next door": ("leader", NEIGHBOUR, "", set()),
    "officer of the province": ("officer", PROVINCE, "", set()),
    "leader of the province": ("leader", PROVINCE, "", set()),
    "handler of another agency": ("handler", COMMUNE, f"{COMMUNE}.cong_an", set()),
    "handler next door": ("handler", NEIGHBOUR, f"{NEIGHBOUR}.kinh_te", set()),
    "front next door": ("front", NEIGHBOUR, "", set()),
    "auditor": ("auditor", PROVINCE, "", set()),
    "head of hamlet": ("hamlet_head", COMMUNE, "", set()),
    "nobody": ("citizen", COMMUNE, "", set()),
}
"""who -> (role, unit, agency, what they may press on an opinion that lies on the commune's desk and is led by its agency)."""
STATUSES: Final = {"sent": "waiting", "in_progress": "working", "drafted": "working", "answered": "answered"}


class Undone(Exception):
    """Takes a press back, with what it said and whether it changed anything."""

    def __init__(self, said: str, *, changed: bool) -> None:
        super().__init__(said)
        self.said, self.changed = said, changed


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


def _standing(work: Work) -> list[tuple[object, ...]]:
    return work.all("SELECT (SELECT max(seq) FROM journal), (SELECT max(id) FROM outbox), (SELECT sum(version) FROM opinion)")


def _words(outcome: Outcome) -> str:
    shown = outcome.screens if isinstance(outcome, Keep) else ()
    return "\n".join(catalogue().text("vi", line) for one in shown for line in one.lines)


async def _pressed(place: Office, worker: Worker, verb: str, opinion: Opinion) -> Undone:
    def press(work: Work) -> None:
        before = _standing(work)
        try:
            said = _words(items.item(work, worker.act, (verb, opinion.id, str(opinion.version), *MORE.get(verb, ()))))
        except RuleBroken as broken:
            said = broken.code
        raise Undone(said, changed=_standing(work) != before)

    with pytest.raises(Undone) as undone:
        await place.write(press)
    return undone.value


@pytest.mark.parametrize("who", WHO)
async def test_only_what_the_matrix_gives(place: Office, who: str) -> None:
    role, unit, agency, may = WHO[who]
    await place.enrol("An", "officer")  # else the opinion would lie on the province's desk
    lan = await place.person("Lan")
    await place.write(lambda work: people.keep_phone(work, lan.account, lan.person, "0912345678"))
    one = await place.opinion(lan)
    worker = await place.person("X") if role == "citizen" else await place.enrol("X", role, unit, agency)
    absent = await place.opinion(lan)
    await place.write(lambda work: work.do("DELETE FROM opinion WHERE id = :id", id=absent.id))
    for status, phase in STATUSES.items():
        await place.write(
            lambda work, status=status, phase=phase: work.do(  # type: ignore[misc]
                "UPDATE opinion SET status = :s, phase = :p, lead = :l, field = 'giao_thong', phone_shared = 1", s=status, p=phase, l=AGENCY
            )
        )
        for verb in items._VERBS:
            done = await _pressed(place, worker, verb, one)
            if verb not in may:
                assert not done.changed, f"{who} may not {verb} what is {status}"
            if not may:
                assert TEXT not in done.said and done.said == (await _pressed(place, worker, verb, absent)).said == "not_yours"
            if verb in READS & may:
                assert TEXT in done.said or verb in ("files", "journal")

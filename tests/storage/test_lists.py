"""Every list with every filter: its count is what its pages hold, and its choices are what it holds."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.domain.opinions import Opinion
from bot.domain.statuses import PHASES, STATUSES
from storage import extensions, lists, refusals, supports
from storage.extensions import Extension
from storage.lists import LISTS, Only
from storage.refusals import Refusal
from storage.work import Work, micros
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, Office, office

SOON = timedelta(days=3)
FIELDS = ("", "dien", "giao_thong")
LEADS = ("", AGENCY, f"{NEIGHBOUR}.kinh_te")


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.enrol("An", "officer")
        yield one


async def fill(place: Office) -> None:
    """Five opinions of every status, of mixed fields, communes, agencies, dates."""
    lan, chance = await place.person("Lan"), random.Random(4)
    sent = [await place.opinion(lan) for _ in range(5 * len(STATUSES))]

    def mix(work: Work) -> None:
        for one, status in zip(sent, itertools.cycle(STATUSES), strict=False):
            work.do(
                "UPDATE opinion SET status = :s, phase = :p, field = :f, unit = :u, lead = :l, due = :d, sent_at = :at WHERE id = :id",
                s=status, p=PHASES[status], f=chance.choice(FIELDS), u=chance.choice((COMMUNE, NEIGHBOUR)), l=chance.choice(LEADS),
                d=chance.choice((0, micros(place.clock.now() + timedelta(days=chance.randrange(-5, 9))))),
                at=micros(place.clock.now() - timedelta(days=chance.choice((1, 10, 50)))), id=one.id,
            )  # fmt: skip

        work.do("UPDATE opinion SET umpire = :u, ruling = 'desk' WHERE id = :id", u=COMMUNE, id=sent[0].id)
        for one in sent[::3]:
            supports.add(work, one.id, AGENCY, by="x", at=place.clock.now())
            request = Extension(
                id=one.id, opinion=one.id, round=0, agency=AGENCY, day="2026-12-30", reason="x", words="", state="asked", asked_by="x",
                asked_at=place.clock.now(),
            )  # fmt: skip
            extensions.ask(work, request)
            refusals.keep(work, Refusal(opinion=one.id, reason="other", text="x", person="x"), waits=True)

    await place.write(mix)


def narrowed(place: Office) -> list[Only]:
    """Every filter alone and every pair of them."""
    now = place.clock.now()
    alone: list[dict[str, Any]] = [
        {"field": "dien"}, {"field": "giao_thong"}, {"unit": NEIGHBOUR}, {"lead": AGENCY}, {"sent": now - timedelta(days=7)},
        {"sent": now - timedelta(days=30)}, *({"status": status} for status in STATUSES), {"field": "nowhere"},
    ]  # fmt: skip
    pairs = [one | two for one, two in itertools.combinations(alone, 2) if not one.keys() & two.keys()]
    return [Only(), *(Only(**one) for one in (*alone, *pairs))]


async def test_a_list_and_its_count_use_one_filter(place: Office) -> None:
    await fill(place)

    def look(work: Work) -> Counter[str]:
        at = place.clock.now()
        held: Counter[str] = Counter()
        for name, only in itertools.product(LISTS, narrowed(place)):
            key = AGENCY if name.startswith(("mine", "support")) else COMMUNE
            found: list[Opinion] = []
            while page := lists.listed(work, name, key, at, SOON, after=found[-1].id if found else "", limit=2, only=only):
                found += page
            assert len(found) == len({one.id for one in found}) == lists.count(work, name, key, at, SOON, only=only), (name, only)
            for one in found:
                assert only.field in ("", one.field) and only.unit in ("", one.unit) and only.lead in ("", one.lead)
                assert only.status in ("", one.status) and (only.sent is None or one.sent_at >= only.sent)
            fields = Counter(one.field for one in found if one.field)
            assert dict(lists.values(work, name, key, at, SOON, by="field", only=only)) == fields, (name, only)
            held[name] += len(found)
        return held

    held = await place.read(look)
    assert all(held[name] for name in LISTS)

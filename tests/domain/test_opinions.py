"""What an author may know of an opinion while its answer or refusal can be called back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.opinions import Opinion, as_told, is_leaving
from bot.domain.statuses import STATUSES, Status
from tests.office import province

AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
ANSWERED = Opinion(
    id="o", code="YK-26-AAAAAA-A", dialogue="", unit="02185", said="", desk="02185", field="giao_thong", text="x", visibility="officials",
    source="self", author="p", account="a", contested="", status="answered", phase="answered", entered_at=AT, due=None, lead="x.y",
    handler="h", outcome="done", reopened=0, version=5, phone_shared=False, sent_at=AT - timedelta(days=1),
)  # fmt: skip
RULES = province().rules
UNDO = timedelta(seconds=RULES.release.undo_seconds)


@pytest.mark.parametrize(("status", "came"), [("answered", "drafted"), ("refused", "sent"), ("refused", "accepted")])
def test_it_stands_where_it_came_from_until_its_moment_is_over(status: Status, came: Status) -> None:
    one = replace(ANSWERED, status=status)
    known = as_told(one, AT + UNDO - timedelta(microseconds=1), RULES, came=came)
    assert (known.status, known.outcome, known.phase) == (came, "", "working" if came == "drafted" else "waiting")
    assert as_told(one, AT + UNDO, RULES, came=came) is one


@pytest.mark.parametrize("status", [one for one in STATUSES if one not in ("answered", "refused")])
def test_all_else_is_told_at_once(status: Status) -> None:
    assert not is_leaving(replace(ANSWERED, status=status), AT, RULES)

"""The word for where a dialogue stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.dialogues import Dialogue, Phase, Shown, shown_phase

STARTS = datetime(2026, 12, 21, 1, tzinfo=UTC)
CLOSES = STARTS - timedelta(days=3)


@pytest.mark.parametrize(
    ("phase", "after", "shown"),
    [
        ("announced", -60, "announced"), ("intake", -1, "intake"), ("intake", 0, "closed"), ("announced", 1, "closed"),
        ("frozen", 1, "frozen"), ("postponed", 1, "postponed"), ("planned", 1, "planned"), ("session", 5000, "session"),
    ],
)  # fmt: skip
def test_it_takes_no_opinions_once_the_intake_is_over(phase: Phase, after: int, shown: Shown) -> None:
    """Also when its book is not frozen: `Đang nhận ý kiến` would be wrong."""
    one = Dialogue(
        id="d", short="D", unit="u", level="commune", kind="periodic", track="government", audience="", title="", chair="", place="",
        format="", starts=STARTS, opens=CLOSES - timedelta(days=20), closes=CLOSES, phase=phase, version=1,
    )  # fmt: skip
    assert shown_phase(one, CLOSES + timedelta(minutes=after)) == shown

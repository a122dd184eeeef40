"""What becomes of a letter whose turn failed: the same failure twice, or the storage's five times (FAULTS I7)."""

from __future__ import annotations

import pytest

from bot.logs import signature
from bot.turns.trouble import STORAGE_WAITS, judge
from storage.database import Unavailable


def test_storage_trouble_is_tried_five_times_with_longer_and_longer_waits() -> None:
    verdicts = [judge(Unavailable("full"), tries=tries, before="") for tries in range(6)]
    assert [one.wait for one in verdicts[:5]] == list(STORAGE_WAITS) == [1, 5, 30, 120, 600]
    assert [one.aside for one in verdicts] == [False] * 5 + [True]


def raised(text: str, *, elsewhere: bool = False) -> Exception:
    try:
        if elsewhere:
            raise ValueError(text)
        raise ValueError(text)
    except ValueError as why:
        return why


def test_the_same_failure_twice_is_set_aside_whatever_its_words() -> None:
    first = judge(raised("Bà Lan"), tries=0, before="")
    assert (first.aside, first.wait) == (False, 0.0)
    assert judge(raised("Ông Sơn"), tries=1, before=signature(raised("Bà Lan"))).aside


@pytest.mark.parametrize("tries", [1, 4])
def test_another_failure_is_another_try_but_not_for_ever(tries: int) -> None:
    before = signature(raised("so", elsewhere=True))
    assert not judge(raised("so"), tries=tries, before=before).aside
    assert judge(raised("so"), tries=5, before=before).aside


def test_a_signature_holds_no_words_of_a_person() -> None:
    assert "Lan" not in signature(raised("Bà Lan ở thôn Nà Ca"))

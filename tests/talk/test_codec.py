"""Screens as text and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.talk import codec
from bot.talk.screen import Button, Fact, Screen, Words, button, column, say, screen

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
IDS = st.text(alphabet=ascii_lowercase + "-_", min_size=1, max_size=10)
WHOLE = st.integers(-(2**53), 2**53)
MOMENTS = st.datetimes(timezones=st.just(UTC))
SIMPLE: st.SearchStrategy[Fact] = st.one_of(TEXTS, WHOLE, st.dates(), MOMENTS)
WORDS: st.SearchStrategy[Words] = st.recursive(
    st.builds(Words, id=IDS, facts=st.dictionaries(IDS, SIMPLE, max_size=3)),
    lambda inner: st.builds(
        Words, id=IDS, facts=st.dictionaries(IDS, st.one_of(SIMPLE, inner, st.lists(inner, max_size=2).map(tuple)), max_size=3)
    ),
    max_leaves=5,
)
BUTTONS = st.builds(Button, words=WORDS, does=st.lists(TEXTS, max_size=3).map(tuple), url=TEXTS)
SCREENS = st.builds(
    Screen, lines=st.lists(WORDS, max_size=3).map(tuple), rows=st.lists(st.lists(BUTTONS, max_size=2).map(tuple), max_size=2).map(tuple),
    card=TEXTS, files=st.lists(IDS, max_size=2).map(tuple), asks=st.sampled_from(("", "location", "contact")), ack=TEXTS,
)  # fmt: skip


@given(SCREENS)
def test_every_screen_comes_back(shown: Screen) -> None:
    text = codec.dump(shown)
    assert "\n" not in text
    assert codec.load(text) == shown
    items = [(one.words, one.does) for row in shown.rows for one in row if one.does]
    assert codec.load_items(codec.dump_items(shown)) == items


def test_what_stands_beside_a_screen_is_not_in_it() -> None:
    one = screen(say("a"), after=5, about="o")
    assert codec.load(codec.dump(one)) == replace(one, after=0, about="")


def test_days_and_moments_keep_their_kind() -> None:
    facts: dict[str, Fact] = {
        "d": date(2026, 12, 1),
        "t": datetime(2026, 12, 1, 1, 0, tzinfo=UTC),
        "n": 3,
        "s": "03",
        "w": say("x"),
        "l": (),
    }
    assert codec.load(codec.dump(screen(Words(id="a", facts=facts)))).lines[0].facts == facts


def test_only_buttons_that_do_something_are_numbered() -> None:
    link = Button(words=say("link"), url="https://x")
    shown = screen(say("a"), rows=column(button("one", "door", "ă"), link, button("two", "=", "yes")))
    assert codec.load_items(codec.dump_items(shown)) == [(say("one"), ("door", "ă")), (say("two"), ("=", "yes"))]


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "3", '{"lines": 3}', '{"lines": [["a", {"f": {"x": 1, "y": 2}}]]}', "\x00"])
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  one kind of error for all that is no screen
        codec.load(text)

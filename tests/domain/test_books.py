"""The question book: each opinion stands in one place, numbers stay, and what came back again and again is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.books import OUT, Row, changes, gone, heard_before, is_recurring, numbered, sort
from bot.domain.opinions import Opinion
from bot.domain.statuses import PHASES, STATUSES, Status

AT = datetime(2026, 12, 1, tzinfo=UTC)


def opinion(name: str, *, follows: str = "", status: Status = "accepted", supporter: bool = False, at: int = 0) -> Opinion:
    return Opinion(
        id=name, code=name, dialogue="d", unit="u", said="", desk="u", field="dien", text="", visibility="officials", source="self",
        author=name, account="", contested="", status=status, phase=PHASES[status], entered_at=AT, due=None, lead="", handler="",
        outcome="", reopened=0, version=1, phone_shared=False, sent_at=AT + timedelta(minutes=at), follows=follows, supporter=supporter,
    )  # fmt: skip


def row(name: str, *behind: str, **more: object) -> Row:
    one = Row(
        opinion=name, behind=(name, *behind), no=0, since=0, field="dien", loose=False, spoken=False, second=False, members=1, supporters=0,
        power="", agency="", owner="", answered="", recurring=False, heard=(), words=f"words of {name}",
    )  # fmt: skip
    return replace(one, **more)  # type: ignore[arg-type]


NAMES = [f"o{n}" for n in range(9)]


@st.composite
def dialogues(draw: st.DrawFn) -> tuple[list[Opinion], list[str], dict[str, str], set[str]]:
    """Any opinions: leads, followers, supporters, of any status, spoken or written; followed ones may lie elsewhere; any agenda."""
    leads = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    held = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        follows = "" if name in leads else draw(st.sampled_from(["", *leads, "elsewhere"]))
        status = draw(st.sampled_from(STATUSES))
        held.append(
            opinion(name, follows=follows, status=status, supporter=bool(follows) and draw(st.booleans()), at=draw(st.integers(0, 9)))
        )
    topics = draw(st.lists(st.sampled_from([*NAMES, "elsewhere"]), unique=True))
    words = {one.id: draw(st.sampled_from(["", "có chữ"])) for one in held}
    return held, topics, words, set(draw(st.lists(st.sampled_from(NAMES))))


@given(dialogues())
def test_every_opinion_of_a_dialogue_stands_in_exactly_one_place(
    made: tuple[list[Opinion], list[str], dict[str, str], set[str]],
) -> None:
    held, topics, words, spoken = made
    found = sort(held, topics=topics, words=words, spoken=spoken)
    placed = [one.id for place in found.places for one in place.behind] + [one.id for one in (*found.waiting, *found.out)]
    assert sorted(placed) == sorted(one.id for one in held)
    assert all(place.shown in place.behind for place in found.places)
    assert {one.id for one in found.out} == {one.id for one in held if one.status in OUT}
    for place in found.places:
        assert not [one for one in place.behind if one.id in spoken and not words[one.id] and not one.supporter]
        assert words[place.shown.id] or not any(words[one.id] for one in place.behind)
        assert not place.loose or not {one.id for one in place.behind} & set(topics)


def test_topics_stand_in_the_order_of_the_agenda_and_what_is_loose_behind_them() -> None:
    held = [
        opinion("loose", at=1),
        opinion("b", at=2),
        opinion("a", at=3),
        opinion("m", follows="a"),
        opinion("s", follows="a", supporter=True),
    ]
    found = sort(held, topics=["a", "b"], words=dict.fromkeys(("loose", "a", "b", "m"), "chữ"), spoken=set())
    assert [(place.shown.id, [one.id for one in place.behind], place.loose) for place in found.places] == [
        ("a", ["a", "m", "s"], False), ("b", ["b"], False), ("loose", ["loose"], True),
    ]  # fmt: skip


def test_a_voice_waits_for_its_words_and_its_group_goes_on_with_those_who_wrote() -> None:
    held = [opinion("a"), opinion("m", follows="a"), opinion("s", follows="a", supporter=True)]
    alone = sort([held[0], held[2]], topics=["a"], words={}, spoken={"a"})
    assert (alone.places, [one.id for one in alone.waiting]) == ((), ["a", "s"])
    group = sort(held, topics=["a"], words={"m": "chữ"}, spoken={"a"})
    assert [one.shown.id for one in group.places] == ["m"] and [one.id for one in group.places[0].behind] == ["m", "s"]
    assert not group.places[0].loose and [one.id for one in group.waiting] == ["a"]
    heard = sort(held, topics=["a"], words={"a": "ghi lại", "m": "chữ"}, spoken={"a"})
    assert heard.places[0].shown.id == "a" and heard.waiting == ()


def test_numbers_stay_and_changes_are_named() -> None:
    first = numbered([row("a"), row("b"), row("c")], [], number=1, used=0)
    assert [(one.opinion, one.no, one.changes) for one in first] == [("a", 1, ()), ("b", 2, ()), ("c", 3, ())]
    now = [row("n"), row("a"), row("b", "x", words="khác"), row("d", "c", agency="k")]
    second = numbered(now, first, number=2, used=3)
    assert [(one.opinion, one.no, one.since, one.changes) for one in second] == [
        ("a", 1, 1, ()), ("b", 2, 1, ("words", "voices")), ("d", 3, 1, ("words", "voices", "agency")), ("n", 4, 2, ("new",)),
    ]  # fmt: skip
    assert gone(second, first) == ()
    third = numbered([row("n"), row("z")], second, number=3, used=4)
    assert [(one.opinion, one.no, one.changes) for one in third] == [("n", 4, ()), ("z", 5, ("new",))]
    assert gone(third, second) == (1, 2, 3)
    assert changes(row("a"), row("a", field="nuoc", draft="dự thảo", answered="2026-12-02")) == ("field", "draft", "answered")
    assert changes(row("a", draft="dự thảo"), row("a")) == ()


@given(st.lists(st.lists(st.sampled_from(NAMES), unique=True), min_size=1, max_size=5))
def test_no_number_is_ever_given_twice(versions: list[list[str]]) -> None:
    before: list[Row] = []
    owners: dict[int, set[str]] = {}
    for number, names in enumerate(versions, 1):
        rows = numbered([row(name) for name in names], before, number=number, used=max(owners, default=0))
        assert sorted(one.opinion for one in rows) == sorted(names)
        assert len({one.no for one in rows}) == len(rows)
        for one in rows:
            owners.setdefault(one.no, set()).add(one.opinion)
        before = rows
    assert all(len(held) == 1 for held in owners.values())


def test_the_same_matter_in_three_dialogues_is_seen() -> None:
    road = "Đường vào thôn Nà Hái hỏng nặng, mưa là lầy lội"
    earlier = {
        "2025-03-12": {"1": "duong vao thon na hai hong nang mua la lay loi"}, "2025-09-01": {"2": "Trạm y tế thiếu thuốc từ đầu năm"},
        "2024-05-05": {"3": "Mưa là lầy lội, đường vào thôn Nà Hái hỏng nặng quá", "4": "Điện yếu"},
    }  # fmt: skip
    heard = heard_before(road, earlier, percent=85)
    assert heard == ("2024-05-05", "2025-03-12")
    assert is_recurring(heard, 3) and not is_recurring(heard, 4) and not is_recurring(heard[:1], 3)
    assert not is_recurring(("2024-05-05", "2024-05-05"), 3)
    assert heard_before("", earlier, percent=85) == heard_before("Điện yếu", earlier, percent=85) == ()

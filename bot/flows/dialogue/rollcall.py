"""`Điểm danh` and `Danh sách phát biểu` on a dialogue's card: who is here, who speaks, and how many seats there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.attendance import COUNT_MAX, Arrival, Mark, Registration, is_counting, opens_at
from bot.domain.codes import ALPHABET
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.flows.dialogue import cards
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step
from bot.notices import conferences
from bot.notices.dialogues import title
from bot.services import rollcall
from bot.talk.screen import Button, Fact, Screen, Words, button, column, say, screen
from storage import attendance, opinions, outbox, people
from storage.work import Work

_PAGE: Final = 5
_KEY: Final = 10
_MARKS: Final[tuple[Mark, ...]] = ("called", "spoke", "absent")
_COUNT: Final = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d{1,7})(?:\s*(?:người|nguoi|chỗ|cho|lượt|luot))?\.?", re.IGNORECASE)


def _page(rest: tuple[str, ...]) -> int:
    return int(rest[0]) if rest and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 6 else 0


def _shown(held: Sequence[Registration], page: int) -> tuple[Sequence[Registration], int]:
    last = max(0, (len(held) - 1) // _PAGE)
    page = min(max(page, 0), last)
    return held[page * _PAGE : (page + 1) * _PAGE], page


def _ways(dialogue: Dialogue, verb: str, page: int, n: int) -> list[Button]:
    deed = ("conference", verb, dialogue.id, str(dialogue.version), "page")
    ways = [button("official-previous", *deed, str(page - 1))] if page else []
    return [*ways, *([button("official-next", *deed, str(page + 1))] if (page + 1) * _PAGE < n else [])]


def _card(
    dialogue: Dialogue, words: Sequence[Words], rows: tuple[tuple[Button, ...], ...], *, back_to: tuple[str, ...] = ("back",)
) -> Keep:
    """On the card itself, with the way back (to its own face, unless told otherwise); the outbox keeps no name once it has left."""
    verb, *rest = back_to
    back = ((button("official-back", "conference", verb, dialogue.id, *rest),),)
    return Keep(screens=(replace(screen(*words, rows=(*rows, *back), card=conferences.card(dialogue)), about=outbox.ONCE),))


def _who(work: Work, one: Registration) -> Fact:
    """The name of who agreed to be called by it, else a number."""
    name = people.name(work, one.account) if one.named and one.account else ""
    return name or say("roll-nobody", turn=one.turn)


def _topic(work: Work, one: Registration) -> Fact:
    own = opinions.get(work, one.opinion) if one.opinion else None
    if own is not None and own.status not in ("withdrawn", "refused", "diverted"):
        return say("roll-topic-opinion", code=own.code, title=own.title) if own.title else own.code
    return one.subject or say("roll-topic-none")


def _roll(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Điểm danh`: ("page", n), ("here"/"gone", registration, press, page), ("walk", n, round, key), ("type",)."""
    found = cards.find(work, act, dialogue, version, "dialogue.run")
    why = None
    match rest:
        case ("here" | "gone" as what, registration, press, page):
            done = rollcall.tick(work, act, found.id, registration, int(press), here=what == "here")
            return _list(work, act, found, int(page), why=None if done else say("roll-late"))
        case ("walk", n, round_, key):
            if not rollcall.walk_in(work, act, found.id, int(n), round_=int(round_), key=key):
                why = say("roll-typed_since")
        case ("type",):
            rollcall.find(work, act, found.id)
            return Enter(flow="conference.count", draft=Counting(dialogue=found.id, version=version))
        case _:
            pass
    return _list(work, act, found, _page(rest[1:]) if rest[:1] == ("page",) else 0, why=why, opened=not rest)


def _list(work: Work, act: Act, found: Dialogue, page: int, *, why: Words | None = None, opened: bool = False) -> Keep:
    speakers = attendance.speakers(work, found.id)
    people_, speak, _ = attendance.totals(work, found.id)
    shown, page = _shown(speakers, page)
    keys = {one.id: attendance.blind(work, found.id, one.person) for one in shown}
    came = attendance.arrivals(work, found.id, list(keys.values()))
    head = [*((why,) if why else ()), say("card-roll", title=title(act, found), n=attendance.people(work, found.id))]
    if not is_counting(found, act.at, act.province.rules):
        opens = opens_at(found, act.province.rules)
        head.append(say("card-roll-early", opens=opens) if act.at < opens else say("card-roll-over"))
        return _card(found, [*head, say("card-roll-registered", n=people_, speak=speak)], ())
    lines = [say("card-roll-registered", n=people_, speak=speak)]
    rows: list[tuple[Button, ...]] = []
    for one in shown:
        known = came.get(keys[one.id], Arrival())
        lines.append(say("card-roll-line", here="yes" if known.here else "no", turn=one.turn, who=_who(work, one)))
        if not known.scanned:
            deed = (
                "conference",
                "attendance",
                found.id,
                str(found.version),
                "gone" if known.here else "here",
                one.id,
                str(known.press),
                str(page),
            )
            rows.append((button("roll-gone" if known.here else "roll-here", *deed, turn=one.turn),))
    if opened:
        rollcall.named(work, act, found, sum(one.named for one in speakers))
    way = tuple(_ways(found, "attendance", page, len(speakers)))
    return _card(found, [*head, *lines], (*rows, *((way,) if way else ()), *_counters(work, act, found)))


def _counters(work: Work, act: Act, found: Dialogue) -> tuple[tuple[Button, ...], ...]:
    """`+1` `+5` `+10`: each showing has its own keys, so that a press that comes twice counts once."""
    deed = ("conference", "attendance", found.id, str(found.version))
    round_ = str(attendance.hall(work, found.id).round)
    steps = tuple(button("roll-plus", *deed, "walk", str(n), round_, act.mint.pick(ALPHABET, _KEY), n=n) for n in rollcall.STEPS)
    return (steps, (button("roll-type", *deed, "type"),))


def _speakers(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Danh sách phát biểu`: ("page", n), ("one", registration, page), ("mark", registration, wanted, seen, page)."""
    found = cards.find(work, act, dialogue, version, "dialogue.run")
    match rest:
        case ("one", registration, page):
            return _one(work, act, found, registration, page)
        case ("mark", registration, wanted, seen, page):
            marks: dict[str, Mark] = {"none": "", **{one: one for one in _MARKS}}
            done = rollcall.mark(work, act, found.id, registration, marks[wanted], seen=marks[seen])
            return _order(work, act, found, int(page), why=None if done else say("roll-late"))
        case _:
            pass
    return _order(work, act, found, _page(rest[1:]), opened=not rest)


def _order(work: Work, act: Act, found: Dialogue, page: int, *, why: Words | None = None, opened: bool = False) -> Keep:
    speakers = attendance.speakers(work, found.id)
    shown, page = _shown(speakers, page)
    head = [*((why,) if why else ()), say("card-speakers", title=title(act, found), n=len(speakers))]
    lines = [
        say("card-speakers-line", turn=one.turn, who=_who(work, one), topic=_topic(work, one), mark=one.mark or "none") for one in shown
    ]
    if opened:
        rollcall.named(work, act, found, sum(one.named for one in speakers))
    deed = ("conference", "speakers", found.id, str(found.version), "one")
    rows = column(*(button("roll-speaker", *deed, one.id, str(page), turn=one.turn) for one in shown))
    way = tuple(_ways(found, "speakers", page, len(speakers)))
    return _card(found, [*head, *(lines or [say("card-speakers-none")])], (*rows, *((way,) if way else ())))


def _one(work: Work, act: Act, found: Dialogue, registration: str, page: str) -> Outcome:
    """One of those who speak: what became of them."""
    one = next((one for one in attendance.speakers(work, found.id) if one.id == registration), None)
    if one is None:
        return _order(work, act, found, _page((page,)), why=say("roll-late"))
    line = say("card-speakers-line", turn=one.turn, who=_who(work, one), topic=_topic(work, one), mark=one.mark or "none")
    deed = ("conference", "speakers", found.id, str(found.version), "mark", one.id)
    wanted = [(name, name) for name in _MARKS if name != one.mark] + ([("none", "")] if one.mark else [])
    rows = column(*(button(f"roll-mark-{name}", *deed, name, one.mark or "none", page) for name, _ in wanted))
    back = ("speakers", str(found.version), "page", page)
    return _card(found, [line], rows if is_counting(found, act.at, act.province.rules) else (), back_to=back)


def _seats(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Số chỗ`: how many seats the hall has."""
    found = cards.find(work, act, dialogue, version, "dialogue.run")
    return Enter(flow="conference.seats", draft=Counting(dialogue=found.id, version=version))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A number that is typed about a dialogue."""

    dialogue: str
    version: int


def _ask(work: Work, act: Act, draft: Counting) -> Screen:
    # No button stands here: a number that is typed must not be the number of a button.
    return screen(say("roll-ask"))


def _ask_seats(work: Work, act: Act, draft: Counting) -> Screen:
    return screen(say("roll-ask-seats", seats=attendance.hall(work, draft.dialogue).seats))


def _read(text: str) -> int:
    found = _COUNT.fullmatch(text.strip())
    n = int(re.sub(r"\D", "", found[1])) if found else -1
    if not 0 <= n <= COUNT_MAX:
        raise RuleBroken("count_number", most=COUNT_MAX)
    return n


def _take(work: Work, act: Act, draft: Counting, answer: Answer) -> Outcome:
    if not answer.text.strip():
        return Stay()
    try:
        found = cards.find(work, act, draft.dialogue, draft.version, "dialogue.run")
        done = rollcall.type_in(work, act, found.id, _read(answer.text))
    except RuleBroken as broken:
        return _given_up(broken)
    outbox.drop_card(work, act.account, conferences.card(found))
    return Done(screens=_list(work, act, found, 0, why=None if done else say("roll-late")).screens)


def _take_seats(work: Work, act: Act, draft: Counting, answer: Answer) -> Outcome:
    if not answer.text.strip():
        return Stay()
    try:
        cards.find(work, act, draft.dialogue, draft.version, "dialogue.run")
        return cards.done(work, act, rollcall.set_seats(work, act, draft.dialogue, _read(answer.text)))
    except RuleBroken as broken:
        return _given_up(broken)


def _given_up(broken: RuleBroken) -> Done:
    """The end, where no other number would help."""
    if broken.code in ("count_early", "count_closed"):
        return Done(screens=(screen(say(f"broken-{broken.code}")),))
    return cards.given_up(broken)


VERBS: Final[dict[str, cards.Verb]] = {"attendance": _roll, "speakers": _speakers, "seats": _seats}
FLOWS: Final = (
    Flow(name="conference.count", draft=Counting, first="n", steps={"n": Step(show=_ask, take=_take)}),
    Flow(name="conference.seats", draft=Counting, first="n", steps={"n": Step(show=_ask_seats, take=_take_seats)}),
)

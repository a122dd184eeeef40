"""Updates that cannot be read and turns that fail: set aside, with an apology and an alarm, and everybody else is served."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.fakes.process import wait_for
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.faults.crowd import CARD, WITHIN, Crowd, crowd, finish, query, seconds, stage, until_quiet
from tests.faults.table import Row, Scale
from tests.faults.tools import Bent

_APOLOGY = "chưa xử lý được"
_ALARM = "đã để riêng"
_HUGE = 10**30


def _message(who: int, **more: Any) -> dict[str, Any]:
    person = {"id": who, "is_bot": False, "first_name": "Ai"}
    return {"message": {"message_id": 1, "date": 1_790_000_000, "chat": {"id": who, "type": "private"}, "from": person, **more}}


def unreadable(who: int) -> Iterator[dict[str, Any]]:
    """Updates of a chat that no reader can make sense of."""
    yield _message(who, date=10**18, text="ngày không có thật")
    yield _message(who, text=5)
    yield _message(who, text=None, message_id=_HUGE)
    yield _message(who, photo=[])
    yield _message(who, voice={"file_id": ["nested"]})
    yield _message(who, location={"latitude": "north", "longitude": 1e308})
    yield {"message": {"chat": {"id": who, "type": "private"}, "unexpected": True}}
    yield {"callback_query": {"id": 7, "data": "x" * 9, "message": {"chat": {"id": who, "type": "cave"}}}}


def nobodys() -> Iterator[Any]:
    """Updates of no chat at all."""
    yield "not an object"
    yield 5
    yield None
    yield {"message": {"chat": "none"}}
    yield _message(_HUGE, text="ai đó")
    yield {"message": [[[[[[]]]]]], "_number": False}


def odd(who: int) -> Iterator[dict[str, Any]]:
    """Updates that are strange and can be read: unknown kinds, lone surrogates, far too much."""
    yield {"some_future_kind": {"chat": {"id": who}}}
    yield {"poll": {"id": "1"}}
    yield _message(who, text="Đường \ud83d hỏng \udc00 nặng \x00 không đi được", message_id=2)
    yield _message(who, text="dài " * 50_000, message_id=3)


def case(scale: Scale, folder: Path) -> list[Row]:
    """See the module."""
    with stage(folder) as (fake, program):
        program.start()
        admin = fake.user("Quản trị Minh")
        _enrol(program, admin)
        return [_unreadable(scale, fake, program, admin), _bug(fake, program, admin)]


def _enrol(program: Bent, admin: Citizen) -> None:
    import json

    admin.start(json.loads(program.command("admin", "create", "--json"))[0]["code"])
    admin.hears("Đã ghi nhận Ông/Bà là", within=WITHIN)


def _poisoned(program: Bent) -> int:
    return int(query(program.home, "SELECT count(*) FROM inbox WHERE state = 'poison'")[0][0])


def _alarms(program: Bent) -> int:
    return int(query(program.home, "SELECT count(*) FROM journal WHERE verb = 'alarm.poison'")[0][0])


def _unreadable(scale: Scale, fake: FakeTelegram, program: Bent, admin: Citizen) -> Row:
    """The known ones' poison stands before and between their own good messages and those of others."""
    some = crowd(fake, max(scale.messages // 4, 3))
    some.agree()
    until_quiet(fake, program.home)
    stranger = fake.user("Người lạ")
    known, unknown = list(unreadable(some.people[0].id)), [*unreadable(stranger.id), *nobodys()]
    since = time.monotonic()
    fake.inject(*known[:4], *unknown)
    some.write()
    fake.inject(*known[4:], *odd(stranger.id))
    some.hear(CARD)
    delay = seconds(since)
    stranger.start()
    stranger.hears("Ông/Bà", within=WITHIN)
    until_quiet(fake, program.home)
    poison = len(known) + len(unknown)
    wrong = [
        f"{_poisoned(program)} of {poison} letters are kept aside" if _poisoned(program) != poison else "",
        f"{_alarms(program)} of {poison} alarms were raised" if _alarms(program) != poison else "",
        _count("apologies", some.people[0], _APOLOGY, len(known)),
        _count("alarms to the administrator", admin, _ALARM, poison),
    ]
    found = finish(fake, program.home, some)
    return Row(
        name="Updates that cannot be read, between good ones", cases=poison + len(list(odd(0))), lost=found.lost, doubled=found.doubled,
        extra=found.extra, worst_delay=delay, note=f"{poison} kept aside, each with one alarm; {len(known)} apologies; all others served",
        broken=next((one for one in [found.words, *wrong] if one), ""),
    )  # fmt: skip


def _count(what: str, who: Citizen, words: str, n: int) -> str:
    heard = sum(words in text for text in who.screen())
    return "" if heard == n else f"{heard} of {n} {what}"


def _bug(fake: FakeTelegram, program: Bent, admin: Citizen) -> Row:
    """A stored menu that no longer parses makes every press of it fail: the second failure sets the press aside."""
    some: Crowd = crowd(fake, 2)
    some.agree()
    until_quiet(fake, program.home)
    one = some.people[0]
    first = one.messages()[0]
    label = first["reply_markup"]["inline_keyboard"][0][0]
    with closing(sqlite3.connect(program.home / "doithoai.db", timeout=30)) as store, store:
        changed = store.execute("UPDATE menu SET items = '[[1]]' WHERE id = ?", (label["callback_data"].partition(":")[0],)).rowcount
    assert changed == 1
    before, alarms, apologies = _poisoned(program), _alarms(program), sum(_APOLOGY in text for text in one.screen())
    since = time.monotonic()
    one.tap(label["text"], message=first["message_id"])
    some.write()
    some.hear(CARD)
    delay = seconds(since)
    wait_for(lambda: _poisoned(program) == before + 1, within=WITHIN, what="the press to be set aside")
    until_quiet(fake, program.home)
    tries = program.log().count("turn failed")
    wrong = [
        "" if _alarms(program) == alarms + 1 else "not one alarm",
        _count("apologies", one, _APOLOGY, apologies + 1),
    ]
    found = finish(fake, program.home, some)
    return Row(
        name="A turn that fails twice in the same way", cases=1, lost=found.lost, doubled=found.doubled, extra=found.extra,
        worst_delay=delay, note=f"set aside with an apology and an alarm, the chat goes on; {tries} failed turns in the log in all",
        broken=next((one for one in [found.words, *wrong] if one), ""),
    )  # fmt: skip

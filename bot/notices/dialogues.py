"""What citizens hear about a dialogue: announced, reminded, moved, put off, called off; each person once, a page of people at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.domain.act import Act
from bot.domain.attendance import Registration
from bot.domain.deadlines import local_day
from bot.domain.dialogues import COMING, Dialogue, Phase, is_taking, moments
from bot.notices import attending, loudspeaker, tell
from bot.talk.screen import Button, Fact, Screen, Words, button, column, say, screen
from storage import announced as announcements
from storage import attendance, journal, opinions, outside, people, timers
from storage import dialogues as rows
from storage.timers import Timer
from storage.work import Work

PAGE = 100
"""How many people one transaction writes to: a turn must stay short."""
_AUTHORS, _REGISTERED, _HEADS_OF = "*", "+", "!"  # after all communes: authors, those who registered, heads of hamlets, wherever they live
Change = Literal["announced", "moved", "postponed", "cancelled"]
_WHILE: Final[Mapping[str, tuple[Phase, ...]]] = {"postponed": ("postponed",), "cancelled": ("cancelled",)}
"""In which phases a notice still holds, where that is not before the dialogue begins."""
_HEARS: Final = ("announced", "moved")
"""The notices in which an author reads that their own opinion is heard."""
_CODES: Final = 3
_CUT_SHORT: Final = timedelta(days=1)  # an announcement that is older has reached everyone
_MISSED: Final = timedelta(days=7)  # so long it is still told that a day fell out which is over
_HEADS = {"announced": "notice-dialogue-announced", "moved": "notice-dialogue-moved", "morning": "notice-dialogue-today"}


def keys_of(dialogue: Dialogue) -> str:
    """How the outbox keys of every notice of a dialogue begin."""
    return f"dialogue:{dialogue.id}:"


def spread(work: Work, act: Act, dialogue: Dialogue, what: Change, *, heir: str = "", authors: Sequence[str] = ()) -> None:
    """Begin to tell everyone concerned: an announcement from the next tick on, a change some seconds later, so that a later change takes
    its place and nobody is told twice.

    Of a cancelled dialogue, `heir` is the one that takes its opinions and `authors` are who wrote them: they no longer name it."""
    args = {"what": what, "version": str(dialogue.version), "by": act.person, "heir": heir, "authors": " ".join(authors)}
    key = f"dialogue_notice:{dialogue.id}:{dialogue.version}:{what}"
    wait = timedelta(seconds=0 if what == "announced" else act.province.rules.dialogue.change_seconds)
    timers.plan(work, Timer(key=key, kind="dialogue_notice", due=act.at + wait, object=dialogue.id, args=args))


def take(work: Work, act: Act, timer: Timer) -> None:
    """Write one page of a notice and plan the next page; nothing when the dialogue was moved or called off meanwhile."""
    dialogue = rows.get(work, timer.object)
    if dialogue is None or str(dialogue.version) != timer.args["version"]:
        return
    what = timer.args["what"]
    if dialogue.phase not in _WHILE.get(what, COMING):
        return
    audience, unit, last = _page(work, act, dialogue, timer)
    heir = timer.args.get("heir", "")
    shown = _screen(work, act, dialogue, what, heir)
    registered = attendance.of_persons(work, dialogue.id, audience)
    unheard = _unheard(work, act, dialogue, what, audience) - registered.keys()
    heard = outside.codes(work, dialogue.id, audience) if what in _HEARS else {}
    loud = loudspeaker.heads(work, act, dialogue) if what in _read_out(act) else frozenset()
    purpose: Literal["reminder", "broadcast"] = "reminder" if what == "morning" else "broadcast"
    until = late_until(dialogue, act, what) or max(dialogue.starts, act.at + _MISSED)
    for person in audience:
        if person == timer.args.get("by") or (person in unheard and what in _WHILE):
            continue
        mine = registered.get(person)
        own = _registered(work, act, dialogue, mine, what=what, shown=shown) if mine else shown
        if person in unheard:
            own = _screen(work, act, dialogue, "announced", heir)
        if person in loud:
            own = loudspeaker.shown(work, act, dialogue, person, moved=what == "moved" and person not in unheard, rows=own.rows)
        if person in heard:
            own = replace(own, lines=(*own.lines, _yours(heard[person])))
        key = f"{keys_of(dialogue)}{dialogue.version}:{what}:{person}"
        tell.tell(work, act, person, own, key=key, purpose=purpose, wakes=what == "morning", until=until)
    if unit:
        page = int(timer.args.get("page", "0")) + 1
        args = timer.args | {"unit": unit, "after": last, "page": str(page)}
        key = f"dialogue_notice:{dialogue.id}:{dialogue.version}:{what}:{page}"
        timers.plan(work, Timer(key=key, kind="dialogue_notice", due=act.at, object=dialogue.id, args=args))


def _unheard(work: Work, act: Act, dialogue: Dialogue, what: str, audience: Sequence[str]) -> frozenset[str]:
    """To whom a change is no change: it was announced a moment ago, and the announcement was taken back before it reached them. Whoever
    wrote something since knows of it."""
    if what != "moved" and what not in _WHILE:
        return frozenset()
    announced = max((line.at for line in journal.of(work, dialogue.id) if line.verb == "dialogue.announce"), default=None)
    if announced is None or act.at - announced > _CUT_SHORT:
        return frozenset()
    told = [one.offset for one in moments(dialogue, act.province.rules) if one.kind == "dialogue_notice"]
    before = [f"{version}:{one}" for version in range(1, dialogue.version) for one in ("announced", "moved", *told)]
    keys = {f"{keys_of(dialogue)}{one}:{person}": person for person in audience for one in before}
    knows = {keys[key] for key in announcements.left(work, list(keys))} | announcements.wrote(work, audience, announced)
    return frozenset(audience) - knows


def _page(work: Work, act: Act, dialogue: Dialogue, timer: Timer) -> tuple[list[str], str, str]:
    """The next people to tell, and where the page after begins: unit (empty when this is the last) and person."""
    places = [one.code for one in act.province.units.communes(dialogue.unit)]
    # A dialogue of one organisation's members is announced to those who wrote for it; its own people the organisation calls.
    places = [*(places if not dialogue.audience else ()), _AUTHORS, _REGISTERED, *_heads_of(act, dialogue, timer.args["what"])]
    start = timer.args.get("unit", places[0])
    after = timer.args.get("after", "")
    found: list[str] = []
    for place in places[places.index(start) if start in places else len(places) :]:
        room = PAGE - len(found)
        page = _of(work, act, dialogue, place, timer=timer, after=after, limit=room)
        found += page
        if len(page) == room:
            return found, place, page[-1]
        after = ""
    return found, "", ""


def _of(work: Work, act: Act, dialogue: Dialogue, place: str, *, timer: Timer, after: str, limit: int) -> list[str]:
    match place:
        case "*":
            return _authors(work, dialogue, timer, after, limit)
        case "+":
            return attendance.persons_after(work, dialogue.id, after, limit)
        case "!":
            return [one for one in sorted(loudspeaker.heads(work, act, dialogue)) if one > after][:limit]
        case _:
            return people.citizens_after(work, place, after, limit)


def _heads_of(act: Act, dialogue: Dialogue, what: str) -> tuple[str, ...]:
    """Heads of hamlets are told wherever they live what they tell their people."""
    return (_HEADS_OF,) if not dialogue.audience and what in (*_read_out(act), *_WHILE) else ()


def _read_out(act: Act) -> tuple[str, ...]:
    """Which notices heads of hamlets get as a text to be read out: the announcement, a new date, the last reminder."""
    return ("announced", "moved", f"d{max(act.province.rules.dialogue.notice_offsets)}")


def _authors(work: Work, dialogue: Dialogue, timer: Timer, after: str, limit: int) -> list[str]:
    if dialogue.phase in ("cancelled", "postponed"):
        return [one for one in sorted(timer.args.get("authors", "").split()) if one > after][:limit]
    return opinions.authors_after(work, dialogue.id, after, limit)


def late_until(dialogue: Dialogue, act: Act, what: str) -> datetime | None:
    """Until when a notice still makes sense: a reminder until the next one is due, everything else until the dialogue begins; that it is
    put off or called off whenever, for its day may be over by then."""
    if what in _WHILE:
        return None
    due = {one.offset: one.due for one in moments(dialogue, act.province.rules) if one.kind == "dialogue_notice"}
    later = sorted(one for one in due.values() if what in due and one > due[what])
    return min(later[0], dialogue.starts) if later else dialogue.starts


def title(act: Act, dialogue: Dialogue) -> Fact:
    """What a dialogue is called: its own title, else its kind and unit."""
    if dialogue.title:
        return dialogue.title
    return say("dialogue-title", kind=say(f"dialogue-kind-{dialogue.kind}"), unit=act.province.units.get(dialogue.unit).name)


def _yours(codes: Sequence[str]) -> Words:
    return say("notice-dialogue-yours", codes=", ".join(codes[:_CODES]), more=max(0, len(codes) - _CODES))


def facts(act: Act, dialogue: Dialogue) -> list[Words]:
    """What a dialogue is, line by line: its name, when, where, how, who leads it, whom it is for. A link to it has its own line."""
    form: Fact = dialogue.format or say("dialogue-format-usual")
    online = "://" in dialogue.format
    lines = [say("notice-dialogue-title", title=title(act, dialogue)), say("notice-dialogue-when", starts=dialogue.starts)]
    if online:
        lines += [say("notice-dialogue-where-only", place=dialogue.place), say("notice-dialogue-online", format=form)]
    else:
        lines.append(say("notice-dialogue-where", place=dialogue.place, format=form))
    lines.append(say("notice-dialogue-chair", chair=dialogue.chair))
    return [*lines, *([say("notice-dialogue-audience", audience=dialogue.audience)] if dialogue.audience else [])]


def about(act: Act, dialogue: Dialogue) -> tuple[Words, ...]:
    """What everyone should know of a dialogue, and how to speak."""
    if is_taking(dialogue, act.at):
        speak = say("notice-dialogue-write", closes=dialogue.closes)
    elif act.at < dialogue.opens:
        speak = say("notice-dialogue-opens", opens=dialogue.opens, closes=dialogue.closes)
    else:
        speak = say("notice-dialogue-speak")
    return (*facts(act, dialogue), speak)


def deeds(act: Act, dialogue: Dialogue, mine: Registration | None = None) -> tuple[tuple[Button, ...], ...]:
    """What a citizen may do about a dialogue now."""
    writes = [button("button-write", "dialogue", "write", dialogue.id)] if is_taking(dialogue, act.at) else []
    return (*column(*writes, *attending.entrance(act, dialogue, mine)), *calendar(act, dialogue))


def calendar(act: Act, dialogue: Dialogue) -> tuple[tuple[Button, ...], ...]:
    """The way to put a dialogue into one's own calendar, where our pages stand on the internet."""
    if not act.province.public or dialogue.starts <= act.at or dialogue.phase not in COMING:
        return ()
    return ((Button(words=say("button-calendar"), url=f"{act.province.public}/lich/{dialogue.short}.ics"),),)


def _screen(work: Work, act: Act, dialogue: Dialogue, what: str, heir: str) -> Screen:
    if what == "cancelled":
        return _cancelled(work, act, dialogue, heir)
    if what == "postponed":
        return screen(say("notice-dialogue-postponed", title=title(act, dialogue), starts=dialogue.starts), say("notice-dialogue-kept"))
    days = (local_day(dialogue.starts) - act.today).days
    head = say(_HEADS[what]) if what in _HEADS else say("notice-dialogue-soon", days=days)
    return screen(head, *about(act, dialogue), rows=deeds(act, dialogue))


def _registered(work: Work, act: Act, dialogue: Dialogue, mine: Registration, *, what: str, shown: Screen) -> Screen:
    """The same for someone who registered: that their seat is noted and when to come, instead of how to register."""
    match what:
        case "cancelled":
            return replace(shown, lines=(*shown.lines, say("notice-attend-over")))
        case "postponed":
            return replace(shown, lines=(*shown.lines, say("notice-attend-kept")))
        case _:
            own = (shown.lines[0], *facts(act, dialogue), *attending.lines(work, act, dialogue, mine))
            return replace(shown, lines=own, rows=deeds(act, dialogue, mine))


def _cancelled(work: Work, act: Act, dialogue: Dialogue, heir: str) -> Screen:
    following = rows.get(work, heir) if heir else None
    rest = (
        say("notice-dialogue-heir", title=title(act, following), starts=following.starts)
        if following is not None
        else say("notice-dialogue-no-heir")
    )
    rows_ = deeds(act, following) if following is not None else ()
    return screen(say("notice-dialogue-cancelled", title=title(act, dialogue), starts=dialogue.starts), rest, rows=rows_)

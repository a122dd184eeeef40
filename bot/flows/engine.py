"""The conversation: finds out what a message means where the person stands, takes the step, and writes what is said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows import typed
from bot.flows.outcome import Answer, Done, Door, Enter, Flow, Goto, Keep, Loose, Outcome, Replay, Resume, Room, Stay, Toast
from bot.notices import tell
from bot.talk import codec
from bot.talk.incoming import Incoming
from bot.talk.screen import Screen, Words, counted_on, say, screen
from bot.wording.catalogue import Catalogue
from storage import conversations, menus
from storage.conversations import Standing
from storage.work import Work

_SLASHED = re.compile(r"/[A-Za-z]\w{0,31}(@\w+)?")  # a command alone; one that nobody knows is no part of an opinion


class StaleDraft(Exception):
    """A stored draft that no longer parses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All rooms joined: built once at start."""

    catalogue: Catalogue
    flows: Mapping[str, Flow[Any]]
    doors: Mapping[str, Door]
    commands: Mapping[str, tuple[str, ...]]
    wordy: frozenset[str]
    links: Mapping[str, str]
    harmless: frozenset[str]
    first_looks: tuple[Loose, ...]  # before an open question (an album's later pictures, a reply to our message)
    last_looks: tuple[Loose, ...]  # when no question is open
    home: Door  # the menu

    def is_harmless(self, deed: tuple[str, ...]) -> bool:
        """Whether a button only shows something or leads somewhere."""
        return deed[0] in self.harmless or ".".join(deed[:2]) in self.harmless


def bind(catalogue: Catalogue, rooms: Sequence[Room], *, first_looks: tuple[Loose, ...], last_looks: tuple[Loose, ...], home: Door) -> Book:
    """Join rooms into a book. Raises ValueError when two rooms use one name."""
    flows: dict[str, Flow[Any]] = {}
    doors: dict[str, Door] = {}
    commands: dict[str, tuple[str, ...]] = {}
    links: dict[str, str] = {}
    for room in rooms:
        named = {one.name: one for one in room.flows}
        for shelf, added in ((flows, named), (doors, room.doors), (commands, room.commands), (links, room.links)):
            if twice := shelf.keys() & added.keys():
                raise ValueError(f"two rooms use {sorted(twice)}")
            shelf.update(added)  # type: ignore[arg-type]
    return Book(
        catalogue=catalogue, flows=flows, doors=doors, commands=commands, links=links, first_looks=first_looks,
        wordy=frozenset(word for room in rooms for word in room.wordy),
        harmless=frozenset(one for room in rooms for one in room.harmless), last_looks=last_looks, home=home,
    )  # fmt: skip


def handle(work: Work, act: Act, book: Book, incoming: Incoming, *, key: str) -> tuple[int, ...]:
    """Take one message's turn. `key` names the turn (its replies carry it). Returns letters whose turn comes (again) now."""
    standing = conversations.get(work, act.account)
    try:
        outcome = _outcome(work, act, book, incoming, standing)
    except RuleBroken as broken:
        words = say(f"broken-{broken.code}", **broken.facts)
        outcome = Toast(words=words) if incoming.ack else Keep(screens=(screen(words),))
    try:
        return _settle(work, act, book, standing, outcome, ack=incoming.ack, key=key)
    except RuleBroken as broken:  # the question that comes next makes no sense any more: what it was about is gone
        over = Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))
        return _settle(work, act, book, standing, over, ack=incoming.ack, key=key)


def handle_elsewhere(work: Work, act: Act, book: Book, incoming: Incoming, *, of: str, key: str) -> None:
    """Take the turn of a press on a menu of another account (an office's group): what it does is done as the one who pressed, and what
    there is to read comes in their private chat; the group sees a toast at most. `act` has no account where nobody knows them."""
    items = menus.items(work, incoming.press.partition(":")[0], of)
    loaded = codec.load_items(items) if items else []
    index = incoming.press.partition(":")[2]
    words = say("group-sent")
    if not act.account:
        words = say("group-unknown")
    elif not (index.isascii() and index.isdigit()) or not int(index) < len(loaded):
        words = say("button-unknown")
    else:
        standing = conversations.get(work, act.account)
        try:
            outcome = _open(work, act, book, standing, loaded[int(index)][1])
            if isinstance(outcome, Toast):
                words = outcome.words
            else:
                _settle(work, act, book, standing, outcome, ack="", key=key)
        except RuleBroken as broken:
            words = say(f"broken-{broken.code}", **broken.facts)
    tell.put(work, act, of, Screen(lines=(words,), ack=incoming.ack), key=f"toast:{key}", purpose="toast")


def _outcome(work: Work, act: Act, book: Book, incoming: Incoming, standing: Standing) -> Outcome:
    """What the message leads to: a button, a link, a command, a typed choice, an answer, or something loose."""
    if incoming.kind == "press":
        return _pressed(work, act, book, incoming, standing)
    if incoming.kind == "start":
        return _started(work, act, book, incoming.start)
    if incoming.kind == "text" and (meant := typed.said(work, act, book, standing, incoming.text)):
        return _open(work, act, book, standing, meant) if isinstance(meant, tuple) else meant
    if incoming.kind == "text" and _SLASHED.fullmatch(incoming.text.strip()):
        return Keep(screens=(screen(say("command-unknown")),))
    for look in book.first_looks:
        if (found := look(work, act, incoming)) is not None:
            return found
    if standing.flow in book.flows and incoming.kind in ("text", "media", "location", "contact"):
        answer = Answer(
            text=incoming.text if incoming.kind != "contact" else "", media=incoming.media, place=incoming.place,
            contact=incoming.text if incoming.kind == "contact" else "", message=incoming.message,
        )  # fmt: skip
        return _answered(work, act, book, standing, answer)
    for look in book.last_looks:
        if (found := look(work, act, incoming)) is not None:
            return found
    return book.home(work, act, ())


def _pressed(work: Work, act: Act, book: Book, incoming: Incoming, standing: Standing) -> Outcome:
    menu, _, index = incoming.press.partition(":")
    items = menus.items(work, menu, act.account)
    loaded = codec.load_items(items) if items else []
    if not (index.isascii() and index.isdigit()) or not int(index) < len(loaded):
        return Toast(words=say("button-unknown"))
    return _open(work, act, book, standing, loaded[int(index)][1])


def _started(work: Work, act: Act, book: Book, payload: str) -> Outcome:
    prefix, mark, rest = payload.partition("_")
    door = book.links.get(prefix) if mark else None
    return book.doors[door](work, act, (rest,)) if door else book.home(work, act, ("start",))


def _open(work: Work, act: Act, book: Book, standing: Standing, deed: tuple[str, ...]) -> Outcome:
    if deed[0] == "=":
        if deed[1] != f"{standing.flow}.{standing.step}":
            return Toast(words=say("button-old"))
        return _answered(work, act, book, standing, Answer(choice=deed[2]))
    door = book.doors.get(deed[0])
    return door(work, act, deed[1:]) if door else Toast(words=say("button-old"))


def _answered(work: Work, act: Act, book: Book, standing: Standing, answer: Answer) -> Outcome:
    flow = book.flows[standing.flow]
    try:
        draft = _load(flow, standing.draft)
        step = flow.steps[standing.step]
    except (StaleDraft, KeyError):
        return Done(screens=(screen(say("flow-restarted")),))
    try:
        return step.take(work, act, draft, answer)
    except RuleBroken as broken:
        return Stay(why=say(f"broken-{broken.code}", **broken.facts))


def _settle(work: Work, act: Act, book: Book, standing: Standing, outcome: Outcome, *, ack: str, key: str) -> tuple[int, ...]:
    """Write what is said and where the conversation stands now."""
    if isinstance(outcome, Toast) and ack:
        _toast(work, act, ack, outcome.words, key)
        return ()
    if isinstance(outcome, Resume):
        act, standing = outcome.act, conversations.get(work, outcome.act.account)
    standing, said = _after(work, act, book, standing, outcome)
    if ack:
        _toast(work, act, ack, None, key)
    menu = ""
    said = tuple(_bound(one, standing) for one in said)
    for place, one in enumerate(said if act.taps else counted_on(said)):
        due = act.at + timedelta(seconds=one.after) if one.after else None
        menu = tell.put(work, act, act.account, one, key=f"reply:{key}:{place}", purpose="reply", due=due, about=one.about) or menu
    conversations.keep(work, act.account, replace(standing, coming=menu or standing.coming), act.at)
    return outcome.letters if isinstance(outcome, Replay) else ()


def _after(work: Work, act: Act, book: Book, standing: Standing, outcome: Outcome) -> tuple[Standing, tuple[Screen, ...]]:
    """Where the conversation stands after an outcome, and what is said."""
    match outcome:
        case Toast(words=words):  # without a press to answer, a toast is an ordinary word
            return standing, (screen(words),)
        case Keep(screens=screens):
            return standing, screens
        case Stay(why=why):
            return standing, (_ask(work, act, book, standing, why),)
        case Goto(step=step, draft=draft):
            standing = replace(standing, step=step, draft=_dump(draft))
            return standing, (_ask(work, act, book, standing, None),)
        case Enter(flow=name, draft=draft, step=step, screens=screens):
            standing = Standing(flow=name, step=step or book.flows[name].first, draft=_dump(draft), menu="")
            return standing, (*screens, _ask(work, act, book, standing, None))
        case Replay(screens=screens):
            return conversations.IDLE, screens
        case Resume(screens=screens):
            return standing, (*screens, *_asked_again(work, act, book, standing))
        case Done(screens=screens):
            return conversations.IDLE, screens or _screens_of(book.home(work, act, ()))


def _asked_again(work: Work, act: Act, book: Book, standing: Standing) -> tuple[Screen, ...]:
    """The question that is open, once more; nothing where none is, or where it makes no sense any more."""
    if standing.flow not in book.flows:
        return ()
    try:
        return (_ask(work, act, book, standing, None),)
    except (StaleDraft, KeyError, RuleBroken):
        return ()


def _screens_of(outcome: Outcome) -> tuple[Screen, ...]:
    return outcome.screens if isinstance(outcome, Done | Keep) else ()


def _toast(work: Work, act: Act, ack: str, words: Words | None, key: str) -> None:
    lines = (words,) if words else ()
    tell.put(work, act, act.account, Screen(lines=lines, ack=ack), key=f"toast:{key}", purpose="toast")


def _ask(work: Work, act: Act, book: Book, standing: Standing, why: Words | None) -> Screen:
    flow = book.flows[standing.flow]
    shown = flow.steps[standing.step].show(work, act, _load(flow, standing.draft))
    return replace(shown, lines=(why, *shown.lines)) if why else shown


def _bound(shown: Screen, standing: Standing) -> Screen:
    """Tie a step's own buttons to the step, so that an old one is known as old; one that is shown once more is tied already."""
    rows = tuple(
        tuple(
            replace(one, does=("=", f"{standing.flow}.{standing.step}", one.does[1]))
            if one.does[:1] == ("=",) and len(one.does) == 2
            else one
            for one in row
        )
        for row in shown.rows
    )
    return replace(shown, rows=rows)


def _dump(draft: object) -> str:
    return json.dumps(asdict(draft), ensure_ascii=False)  # type: ignore[call-overload]


def _load(flow: Flow[Any], text: str) -> object:
    """The draft of a flow. Raises StaleDraft when the stored one is of another shape."""
    try:
        return flow.draft(**{name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()})
    except (AttributeError, TypeError, ValueError) as why:
        raise StaleDraft(text) from why

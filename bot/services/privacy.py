"""A person takes their data back: identity, drafts, conversations and files go; what was counted stays counted, nameless."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.services import attending, drafting, wiping
from storage import attachments, conversations, drafts, grants, inbox, journal, opinions, outbox, papers, people, timers, webchat
from storage.timers import Timer
from storage.work import Work

_FAREWELL: Final = timedelta(minutes=1)
_PATIENCE: Final = timedelta(days=1)


def erase(work: Work, act: Act) -> None:
    """Erase the person who acts: their key, name, number, drafts, conversations, files and words; at once, with this commit.

    Their opinions stay as nameless records. For the last word the chat belongs to a new person who is nobody; `forget` removes that
    one a minute later. Files on disk are doomed with the commit. Raises RuleBroken("erase_official") while they hold an office."""
    if grants.of_person(work, act.person):
        raise RuleBroken("erase_official")
    mine = people.every_account(work, act.person)
    for account in mine:
        empty(work, act, account)
    n = blank(work, act.person)
    attending.forget(work, act, act.person)
    nobody = act.mint.id()
    people.detach(work, act.account, person=nobody, at=act.at, lang=act.lang)
    people.erase(work, act.person, act.at)
    journal.add(work, at=act.at, actor="", verb="erase", object=act.person, opinions=str(n))
    args = {"account": act.account, "until": (act.at + _PATIENCE).isoformat()}
    timers.push(work, Timer(key=f"erase:{nobody}", kind="erase_person", due=act.at + _FAREWELL, object=nobody, args=args))


def blank(work: Work, person: str) -> int:
    """What a person wrote, what was written about it, and what was said of it to anyone, goes; returns how many opinions stay, nameless."""
    codes = [one.code for one in opinions.of_author(work, person, limit=1 << 31)]
    blanked = opinions.blank(work, person)
    for opinion in blanked:
        attachments.drop(work, opinion)
        wiping.forget_words(work, opinion)
    outbox.blank_about(work, [*codes, *blanked])
    papers.forget_words(work)
    return len(codes)


def empty(work: Work, act: Act, account: str) -> None:
    """Everything of one chat but its address."""
    drafts.forget(work, account)
    attachments.drop_account(work, account)
    conversations.forget(work, account)
    timers.cancel(work, account, "draft_nudge", act.at)
    lane = people.chat_index(work, account)
    inbox.blank_chat(work, lane)
    webchat.erase(work, lane)


def forget(work: Work, act: Act, timer: Timer) -> None:
    """After the last word was said: the chat's address goes too, unless its owner came back meanwhile."""
    person = people.get(work, timer.object)
    account = timer.args["account"]
    if person is None or person.consent or grants.of_person(work, person.id) or people.owner(work, account) != person.id:
        return
    # A chat that cannot be reached for a day goes without its last word.
    if outbox.is_pending(work, account) and act.at < datetime.fromisoformat(timer.args["until"]):
        timers.push(work, Timer(key=timer.key, kind=timer.kind, due=act.at + _FAREWELL, object=timer.object, args=timer.args))
        return
    empty(work, act, account)
    people.erase(work, person.id, act.at)


def refuse(work: Work, act: Act, letters: Sequence[int]) -> None:
    """The person did not agree: what they wrote is blanked at once, and nothing of it stays in the browser's history."""
    forget_letters(work, letters)
    drafting.drop(work, act)
    person = people.get(work, act.person)
    if person is None or not person.consent:
        webchat.erase(work, people.chat_index(work, act.account))


def forget_letters(work: Work, letters: Sequence[int]) -> None:
    """Blank raw letters."""
    for letter in letters:
        inbox.blank(work, letter)


def hold(work: Work, act: Act, letter: int) -> None:
    """A letter that was shown another door is blanked when its author leaves it there, or says nothing for a while."""
    due = act.at + timedelta(minutes=act.province.rules.draft.nudge_minutes)
    timers.push(work, Timer(key=_held(letter), kind="blank_letter", due=due, object=act.account, args={"letter": str(letter)}))


def release(work: Work, act: Act, letter: int) -> None:
    """Its author said that it is an opinion after all: it may be read again."""
    timers.finish(work, _held(letter), "cancelled", act.at)


def blank_held(work: Work, act: Act, timer: Timer) -> None:
    """Nobody answered: the words that belong to another door go."""
    forget_letters(work, (int(timer.args["letter"]),))


def _held(letter: int) -> str:
    return f"blank:{letter}"

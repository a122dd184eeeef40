"""An opinion that is being written: pieces join it, change it, or take it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Draft
from bot.domain.words import clean
from bot.notices import tell
from bot.talk.incoming import Media
from bot.talk.screen import button, column, say, screen
from storage import attachments, drafts, outbox, timers
from storage.timers import Timer
from storage.work import Work, micros

_MEGABYTE: Final = 1024 * 1024
_HOUR: Final = timedelta(hours=1)
CARD: Final = "draft"
"""The name of the one review card."""


def opened(work: Work, act: Act, *, dialogue: str = "", contested: str = "", poster: str = "") -> Draft:
    """The account's open draft, or a new one; a dialogue that was chosen, a doubt that was denied and a poster are noted in it."""
    draft = drafts.get(work, act.account)
    if draft is None:
        outbox.drop_card(work, act.account, CARD)
        draft = Draft(
            account=act.account, person=act.person, id=act.mint.id(), unit="", said="", dialogue="", contested="", pieces=(),
            touched_at=act.at,
        )  # fmt: skip
    draft = replace(
        draft, dialogue=dialogue or draft.dialogue, contested=contested or draft.contested, poster=poster or draft.poster, touched_at=act.at
    )
    drafts.keep(work, draft)
    return draft


def is_empty(work: Work, draft: Draft) -> bool:
    """Whether there is nothing in it that could be sent."""
    return not draft.text and not attachments.of(work, draft.id)


def join(work: Work, act: Act, words: str, media: Sequence[Media] = (), message: str = "") -> Draft:
    """A message becomes a piece of the open draft (a new one where there is none).

    Raises RuleBroken: "file_large", "files_many", "files_often", "text_long"; then nothing of the message was taken."""
    draft = opened(work, act)
    rules = act.province.rules
    _check_files(work, act, draft.id, media)
    words = _whole(act, words)
    draft = replace(draft, pieces=(*draft.pieces, (message, words)))
    if len(draft.text) > rules.draft.text_max:
        raise RuleBroken("text_long", limit=rules.draft.text_max)
    for one in media:
        attachments.add(work, id=act.mint.id(), owner=draft.id, account=act.account, channel=act.channel, media=one, at=act.at)
    return _touch(work, act, draft)


def _whole(act: Act, words: str) -> str:
    """The words made clean, none cut off in silence. Raises RuleBroken("text_long")."""
    limit = act.province.rules.draft.text_max
    if len(words) > 2 * limit or len(clean(words, 2 * limit)) > limit:
        raise RuleBroken("text_long", limit=limit)
    return clean(words, limit)


def check_addition(work: Work, act: Act, owner: str, words: str, media: Sequence[Media]) -> str:
    """The words of an addition made clean, after its files were checked as those of a draft are. Raises as `join` does."""
    _check_files(work, act, owner, media)
    return _whole(act, words)


def _check_files(work: Work, act: Act, owner: str, media: Sequence[Media]) -> None:
    if not media:
        return
    rules = act.province.rules.media
    if any(one.size > rules.file_megabytes * _MEGABYTE for one in media):
        raise RuleBroken("file_large", limit=rules.file_megabytes)
    if len(attachments.of(work, owner)) + len(media) > rules.files_per_opinion:
        raise RuleBroken("files_many", limit=rules.files_per_opinion)
    if attachments.sent_since(work, act.account, act.at - _HOUR) + len(media) > rules.files_per_hour:
        raise RuleBroken("files_often", limit=rules.files_per_hour)


def _touch(work: Work, act: Act, draft: Draft) -> Draft:
    """Keep a changed draft; its idle clock begins anew."""
    outbox.recall(work, _nudge_key(draft))
    draft = replace(draft, touched_at=act.at)
    drafts.keep(work, draft)
    due = act.at + timedelta(minutes=act.province.rules.draft.nudge_minutes)
    timers.push(work, Timer(key=f"draft:{draft.account}", kind="draft_nudge", due=due, object=draft.account, args={"draft": draft.id}))
    return draft


def reword(work: Work, act: Act, message: str, words: str) -> Draft | None:
    """A message that is a piece of the open draft has other words now; None when it is not. Raises RuleBroken("text_long")."""
    draft = drafts.get(work, act.account)
    if draft is None or not message or all(one != message for one, _ in draft.pieces):
        return None
    new = _whole(act, words)
    return _touch(work, act, replace(draft, pieces=tuple((one, new if one == message else old) for one, old in draft.pieces)))


def rewrite(work: Work, act: Act, words: str, message: str) -> Draft:
    """All words of the open draft are replaced. Raises RuleBroken: "text_long"; "draft_gone" where none is open."""
    draft = drafts.get(work, act.account)
    if draft is None:
        raise RuleBroken("draft_gone")
    return _touch(work, act, replace(draft, pieces=((message, _whole(act, words)),)))


def place(work: Work, act: Act, *, unit: str, said: str) -> Draft:
    """The commune that the open draft (or a new one) is for. Raises RuleBroken("commune_closed") where opinions are not yet taken."""
    check_open(act, unit)
    draft = replace(opened(work, act), unit=unit, said=said)
    drafts.keep(work, draft)
    return draft


def check_open(act: Act, unit: str) -> None:
    """Raise RuleBroken("commune_closed") unless the service is open for this commune, with where its people may go instead."""
    found = act.province.units.get(unit)
    if not found.opened:
        raise RuleBroken("commune_closed", unit=found.name, instead=found.instead or act.province.office.address)


def choose(work: Work, act: Act, dialogue: str) -> Draft:
    """The dialogue that shall hear the open draft; empty lets the house choose. Raises RuleBroken("draft_gone")."""
    draft = drafts.get(work, act.account)
    if draft is None:
        raise RuleBroken("draft_gone")
    draft = replace(draft, dialogue=dialogue)
    drafts.keep(work, draft)
    return draft


def strip(work: Work, act: Act) -> Draft:
    """The open draft without its files. Raises RuleBroken("draft_gone")."""
    draft = drafts.get(work, act.account)
    if draft is None:
        raise RuleBroken("draft_gone")
    attachments.drop(work, draft.id)
    return _touch(work, act, draft)


def drop(work: Work, act: Act) -> None:
    """The open draft goes, with its files."""
    draft = drafts.get(work, act.account)
    if draft is not None:
        attachments.drop(work, draft.id)
        close(work, act, draft)


def close(work: Work, act: Act, draft: Draft) -> None:
    """The draft became something else: it and its idle clock are over, its files stay with whoever has them now."""
    outbox.recall(work, _nudge_key(draft))
    timers.cancel(work, draft.account, "draft_nudge", act.at)
    drafts.drop(work, draft.account)


def carry(work: Work, act: Act, came: str, goes: str) -> None:
    """The open draft of a chat goes on in another one of the same person; where one is open there already, it goes, with its files."""
    draft = drafts.get(work, came)
    if draft is None:
        return
    close(work, act, draft)
    if drafts.get(work, goes) is None:
        _touch(work, act, replace(draft, account=goes))
    else:
        attachments.drop(work, draft.id)


def nudge(work: Work, act: Act, timer: Timer) -> None:
    """An idle draft is mentioned once; it is never lost, and mentioned again only after it was touched again."""
    draft = drafts.get(work, timer.object)
    wait = timedelta(minutes=act.province.rules.draft.nudge_minutes)
    if draft is None or draft.touched_at + wait > act.at or is_empty(work, draft):
        return
    offered = column(button("button-review", "draft", "show", draft.id), button("button-discard", "draft", "cancel", draft.id))
    shown = screen(say("draft-nudge"), rows=offered)
    tell.put(work, act, draft.account, shown, key=_nudge_key(draft), purpose="reminder")


def _nudge_key(draft: Draft) -> str:
    return f"nudge:{draft.id}:{micros(draft.touched_at)}"

"""What an author does with an opinion: sends it, takes it back, moves it to the right commune, adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue, is_taking
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Draft, Opinion
from bot.domain.statuses import may_move
from bot.notices import officials
from bot.services import asking, dialogues, drafting, moves
from bot.services.drafting import nudge
from bot.talk.incoming import Media
from storage import asked, attachments, drafts, people, posters
from storage import dialogues as dialogue_rows
from storage import opinions as rows
from storage.work import Work

__all__ = ["add", "add_draft", "check_often", "hearing", "is_live", "is_new", "live", "new_code", "nudge", "recommune", "send", "withdraw"]

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_LIVE: Final = timedelta(days=60)
"""Loose words are offered as an addition to opinions sent within this time."""


def send(work: Work, act: Act) -> Opinion:
    """The open draft becomes an opinion with a code; its desk hears of it at once.

    Kept for officials only until its author is asked whether it may be published. One whose author denied that it is a complaint,
    a denunciation or an emergency lies on the province's desk first, never on the commune's (it may be about the commune).
    Raises RuleBroken, and the draft stays: "draft_empty", "commune_needed", "commune_closed", "opinions_often"."""
    draft = drafts.get(work, act.account)
    if draft is None or drafting.is_empty(work, draft):
        raise RuleBroken("draft_empty")
    if not draft.unit:
        raise RuleBroken("commune_needed")
    drafting.check_open(act, draft.unit)
    check_often(work, act)
    opinion = _begin(work, act, draft)
    attachments.give(work, draft.id, opinion.id)
    drafts.remember(work, act.account, (message for message, _ in draft.pieces), opinion.id, act.at)
    drafting.close(work, act, draft)
    people.settle(work, act.person, draft.unit)
    if draft.poster:
        posters.wrote(work, draft.poster)
    officials.new_opinion(work, act, opinion)
    return opinion


def check_often(work: Work, act: Act) -> None:
    """FAULTS §4.4: a person's hour and day. Raises RuleBroken("opinions_often")."""
    limits = act.province.rules.limits
    if rows.sent_since(work, act.person, act.at - _HOUR) >= limits.opinions_per_hour:
        raise RuleBroken("opinions_often", limit=limits.opinions_per_hour, span="hour")
    if rows.sent_since(work, act.person, act.at - _DAY) >= limits.opinions_per_day:
        raise RuleBroken("opinions_often", limit=limits.opinions_per_day, span="day")


def _begin(work: Work, act: Act, draft: Draft) -> Opinion:
    opinion = Opinion(
        id=act.mint.id(), code=new_code(act), dialogue=_hearing(work, act, draft.unit, draft.dialogue), unit=draft.unit, said=draft.said,
        desk=_desk(work, act, draft.unit, draft.contested), field="", text=draft.text, visibility="officials", source="self",
        author=act.person, account=act.account, contested=draft.contested, status="sent", phase="waiting", entered_at=act.at, due=None,
        lead="", handler="", outcome="", reopened=0, version=1, phone_shared=False, sent_at=act.at,
    )  # fmt: skip
    while not moves.begin(work, act, opinion):
        opinion = replace(opinion, code=new_code(act))
    return opinion


def new_code(act: Act) -> str:
    """A tracking code that is taken perhaps (take another)."""
    return codes.build(local_day(act.at).year, act.mint.pick(codes.ALPHABET, codes.BODY))


def _desk(work: Work, act: Act, unit: str, contested: str) -> str:
    return act.province.units.root.code if contested else moves.desk_of(work, act, unit)


def hearing(work: Work, act: Act, unit: str, chosen: str = "") -> Dialogue | None:
    """The dialogue that hears an opinion sent now; None for outside any.

    The one chosen while it takes opinions, else the unit's own; after its cut-off the unit's next one, open already or not."""
    wanted = dialogue_rows.get(work, chosen) if chosen else None
    if wanted is not None and is_taking(wanted, act.at) and act.province.units.within(unit, wanted.unit):
        return wanted
    found = dialogues.for_unit(work, act, unit)
    if found is None and dialogues.closed_for(work, act, unit) is not None:
        found = dialogues.next_for(work, act, unit)
    return found


def _hearing(work: Work, act: Act, unit: str, chosen: str) -> str:
    found = hearing(work, act, unit, chosen)
    return found.id if found else ""


def withdraw(work: Work, act: Act, opinion: str) -> Opinion:
    """Its author takes it back before it was accepted; whoever only supports another one, until that one is answered.

    Raises RuleBroken: "not_found", "stale"."""
    found = moves.own(work, act, opinion)
    if found.supporter and found.follows:
        return moves.move(work, act, found, "stand_down")
    kept = moves.move(work, act, found, "withdraw")
    officials.withdrawn(work, act, kept)
    return kept


def is_new(work: Work, opinion: Opinion) -> bool:
    """Whether its author may still take it back, or say that it belongs to another commune."""
    return may_move(asked.standing(work, opinion), "stand_down" if opinion.supporter and opinion.follows else "withdraw")


def recommune(work: Work, act: Act, opinion: str, unit: str, said: str = "") -> Opinion:
    """Its author says before it was accepted that it belongs to another commune: that one's desk and dialogue take it.

    Raises RuleBroken: "not_found", "stale", "commune_closed"."""
    before = moves.own(work, act, opinion)
    if not is_new(work, before) or before.supporter:
        raise RuleBroken("stale", status=before.status)
    drafting.check_open(act, unit)
    kept = moves.edit(
        work, act, before, "recommune", told={"came": before.unit, "goes": unit}, unit=unit,
        said=said or act.province.units.get(unit).name, desk=_desk(work, act, unit, before.contested),
        dialogue=_hearing(work, act, unit, before.dialogue),
    )  # fmt: skip
    people.settle(work, act.person, unit)
    if kept.desk != before.desk:
        officials.withdrawn(work, act, before)
        officials.new_opinion(work, act, kept)
    return asking.answered(work, act, kept) if kept.status == "more_asked" else kept


def is_live(opinion: Opinion) -> bool:
    """Whether an addition still reaches those who work on it."""
    return opinion.phase in ("waiting", "working")


def live(work: Work, act: Act) -> list[Opinion]:
    """The person's opinions that loose words may be an addition to."""
    return rows.live_of(work, act.person, act.at - _LIVE)


def add(work: Work, act: Act, opinion: str, text: str, media: Sequence[Media] = (), *, message: str = "") -> Opinion:
    """Its author, or whoever speaks for them, adds words or files to an opinion that is being worked on; whoever has it hears that.

    Raises RuleBroken: "not_found", "not_live" when it is answered or closed, and what `drafting.join` raises."""
    found = _own_live(work, act, opinion)
    words = drafting.check_addition(work, act, opinion, text, media)
    for one in media:
        attachments.add(work, id=act.mint.id(), owner=opinion, account=act.account, channel=act.channel, media=one, at=act.at)
    return _added(work, act, found, words, (message,))


def add_draft(work: Work, act: Act, opinion: str) -> Opinion:
    """The open draft becomes an addition to an opinion. Raises RuleBroken: "not_found", "not_live", "draft_empty"."""
    found = _own_live(work, act, opinion)
    draft = drafts.get(work, act.account)
    if draft is None or drafting.is_empty(work, draft):
        raise RuleBroken("draft_empty")
    attachments.give(work, draft.id, opinion)
    drafting.close(work, act, draft)
    return _added(work, act, found, draft.text, tuple(message for message, _ in draft.pieces))


def _own_live(work: Work, act: Act, opinion: str) -> Opinion:
    found = moves.spoken(work, act, opinion)
    if not is_live(found):
        raise RuleBroken("not_live", number=found.code)
    if found.supporter:
        raise RuleBroken("voice_words")
    return found


def _added(work: Work, act: Act, opinion: Opinion, words: str, messages: tuple[str, ...]) -> Opinion:
    if words:
        rows.add_to(work, id=act.mint.id(), opinion=opinion.id, text=words, author=act.person, at=act.at)
    drafts.remember(work, act.account, messages, opinion.id, act.at)
    moves.note(work, act, opinion, "add")
    if opinion.status == "more_asked":
        return asking.answered(work, act, opinion)
    lead = rows.get(work, opinion.follows) if opinion.follows else None
    if lead is not None and lead.status == "more_asked":  # whoever follows it was asked too
        asking.answered(work, act, lead)
    officials.addition(work, act, opinion)
    return opinion

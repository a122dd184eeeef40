"""What a published conclusion does to an opinion: answered, promised or handed over by the ordinary table, and nothing by force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from bot.domain.act import Act
from bot.domain.conclusions import OUTCOMES, Conclusion, Item, Reason, by_itself
from bot.domain.deadlines import end_of_working_day
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Answer, Opinion
from bot.notices.concluding import Notice
from bot.services import commitments, groups, moves, rulings, supports
from storage import answers, attachments, opinions
from storage import conclusions as rows
from storage import supports as support_rows
from storage.work import Work


def settle(work: Work, act: Act, notice: Notice, item: Item) -> Item:
    """Do what an item says with its topic, in the name of whoever published it; the item, with the reason where it could not be done.

    The moment in which the conclusion could be called back is over, so that an answer of it cannot be called back any more."""
    one, found = notice.conclusion, opinions.get(work, item.opinion)
    if found is None or not item.kind:
        return item
    if item.kind == "reason" and found.phase != "closed":
        return item
    why = _stands_in_the_way(act, notice.dialogue, found, item)
    if why:
        kept = replace(item, reason=why)
        rows.put(work, one.id, kept)
        return kept
    then = replace(act, at=act.at - timedelta(seconds=act.province.rules.release.undo_seconds), person=one.by)
    if item.kind == "assigned":
        _hand_over(work, then, found, one, item)
    else:
        _answer(work, then, found, notice, item)
    return item


def _stands_in_the_way(act: Act, dialogue: Dialogue, opinion: Opinion, item: Item) -> Reason | Literal[""]:
    """Why an opinion goes its own way: it is over, lies with another authority, or its superior decides which agency has it."""
    if opinion.status != "more_asked" and (why := by_itself(opinion.status)):
        return why
    away = opinion.contested or (opinion.sender and not act.province.units.within(opinion.desk, dialogue.unit))
    ruled = opinion.ruling or (opinion.lead_stands and item.kind == "assigned" and item.lead != opinion.lead)
    return "transferred" if away or ruled else "same" if opinion.follows else ""


def _answer(work: Work, act: Act, opinion: Opinion, notice: Notice, item: Item) -> None:
    """It was answered in the room: the words of the conclusion are its answer, the notice its document."""
    one, outcome = notice.conclusion, OUTCOMES[item.kind]
    before = answers.answered(work, opinion.id, opinion.reopened)
    if before is not None:  # a draft that nobody cleared gives way to what was said
        attachments.drop(work, before.id)
    lead = item.lead or opinion.lead
    kept = moves.move(work, act, opinion, "conclude", told={"conclusion": one.id, "agency": lead}, lead=lead)
    answer = Answer(
        id=act.mint.id(), opinion=kept.id, round=kept.reopened, text=item.words, document=notice.number, no_proof="", outcome=outcome,
        promised=item.day if outcome == "scheduled" else "", author=act.person, at=act.at, proof=one.id,
    )  # fmt: skip
    answers.keep(work, answer)
    told = {"outcome": outcome, "round": str(answer.round), "conclusion": one.id}
    kept = moves.move(work, act, kept, "release", told=told, outcome=outcome)
    answers.release(work, kept.id, answer.round, act.person, act.at)
    groups.give(work, act, kept, answer)
    commitments.made(work, act, kept, answer)
    _help(work, act, kept, item)


def _hand_over(work: Work, act: Act, opinion: Opinion, one: Conclusion, item: Item) -> None:
    """It was given to an agency with a day. Where that agency works on it already, only the day is new."""
    ends = end_of_working_day(date.fromisoformat(item.day), act.province.rules.hours)
    told = {"agency": item.lead, "due": item.day, "conclusion": one.id}
    found = moves.move(work, act, opinion, "accept") if opinion.status in ("sent", "more_asked") else opinion
    if found.phase == "working" and found.lead == item.lead and found.status != "reopened":
        kept = moves.edit(work, act, found, "conclude", told=told, due=ends)
    else:
        if found.status == "drafted":
            found = moves.move(work, act, found, "send_back")
        kept = moves.move(work, act, found, "assign", told=told, lead=item.lead, handler="", due=ends, ruling="")
        rulings.over(work, act, kept)
        kept = supports.settle(work, act, found, kept)
    _help(work, act, kept, item)


def _help(work: Work, act: Act, opinion: Opinion, item: Item) -> None:
    for agency in item.supporting:
        if support_rows.add(work, opinion.id, agency, by=act.person, at=act.at):
            moves.note(work, act, opinion, "support", agency=agency)

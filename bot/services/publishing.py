"""The conclusion goes out: called back for a moment, then every topic is settled, every author told, agencies, hamlets and the Front;
a page at a time, so that each turn stays short and whoever is killed between two pages leaves nothing doubled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.conclusions import DATED, Conclusion, agencies
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.notices import concluding as notices
from bot.notices.concluding import Notice
from bot.services import concluding, conclusions, followups, nagging, sessions
from storage import conclusions as rows
from storage import dialogues as dialogue_rows
from storage import opinions, timers
from storage.timers import Timer
from storage.work import Work

OUT: Final = "conclusion_out"
PAGE: Final = 40
"""How many people or opinions one turn writes to."""
_TOPICS: Final = 5
"""How many topics one turn settles: each with all that follow it."""


def check(work: Work, act: Act, one: Conclusion) -> None:
    """Raise RuleBroken: "conclusion_head" where number, day, signer or the signed paper is missing, "conclusion_missing" with how many
    opinions have no whole line."""
    if lacking := conclusions.unready(work, one):
        raise RuleBroken("conclusion_head", part=lacking[0])
    if lines := conclusions.missing(work, act, one):
        raise RuleBroken("conclusion_missing", n=len(lines))


def publish(work: Work, act: Act, conclusion: str, version: int) -> Conclusion:
    """`Công bố`: everyone hears of it when the moment in which it can be called back is over.

    Raises RuleBroken: "not_found", "not_yours"; "dialogue_phase" before the session is over; "conclusion_moved" where it changed since it
    was looked at; "conclusion_out"; else as `check`."""
    one, dialogue = conclusions.find(work, act, conclusion, "dialogue.conclude")
    if one.state != "draft":
        raise RuleBroken("conclusion_out")
    if one.version != version:
        raise RuleBroken("conclusion_moved")
    if dialogue.phase != "awaiting":
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    check(work, act, one)
    kept = _keep(work, replace(one, state="leaving", by=act.person, published_at=act.at))
    due = act.at + timedelta(seconds=act.province.rules.release.undo_seconds)
    _plan(work, kept, f"{kept.version}", replace(act, at=due), stage="settle")
    sessions.note(work, act, dialogue, "conclusion_signed", number=kept.number)
    return kept


def undo(work: Work, act: Act, conclusion: str) -> Conclusion:
    """`Hoàn tác` while nobody knows of it. Raises RuleBroken: "undo_late", else as `publish`."""
    one, dialogue = conclusions.find(work, act, conclusion, "dialogue.conclude")
    if not is_leaving(act, one):
        raise RuleBroken("undo_late")
    timers.cancel(work, one.id, OUT, act.at)
    sessions.note(work, act, dialogue, "conclusion_undone")
    return _keep(work, replace(one, state="draft", by="", published_at=None))


def is_leaving(act: Act, one: Conclusion) -> bool:
    """Whether it can still be called back."""
    until = timedelta(seconds=act.province.rules.release.undo_seconds)
    return one.state == "leaving" and one.published_at is not None and act.at < one.published_at + until


def _keep(work: Work, one: Conclusion) -> Conclusion:
    kept = rows.change(work, one)
    if kept is None:
        raise RuleBroken("conclusion_moved")
    return kept


def _plan(work: Work, one: Conclusion, nth: str, act: Act, **args: str) -> None:
    timers.plan(work, Timer(key=f"{OUT}:{one.id}:{nth}", kind=OUT, due=act.at, object=one.id, args={"nth": nth, **args}))


def out(work: Work, act: Act, timer: Timer) -> None:
    """One page of what a published conclusion does; then the next, until everyone was told."""
    one = rows.get(work, timer.object)
    dialogue = dialogue_rows.get(work, one.dialogue) if one else None
    if one is None or dialogue is None or one.state == "draft":
        return
    stage, after = timer.args["stage"], timer.args.get("after", "")
    if one.state == "leaving":
        if conclusions.missing(work, act, one):  # something came in that moment
            back = _keep(work, replace(one, state="draft", by="", published_at=None))
            notices.held_up(work, act, dialogue, back, by=one.by)
            return
        one, dialogue = _begin(work, act, one, dialogue)
    last = _STAGES[stage](work, replace(act, person=one.by), Notice(dialogue=dialogue, conclusion=one), after)
    if not last and (stage := _NEXT[stage]) == "":
        followups.begin(work, act, dialogue)
        return
    _plan(work, one, f"{timer.args['nth']}.{stage}.{last}", act, stage=stage, after=last)


def _begin(work: Work, act: Act, one: Conclusion, dialogue: Dialogue) -> tuple[Conclusion, Dialogue]:
    """From now on it is published: what every opinion finds in it stands, and nobody is reminded of it any more."""
    for opinion, line in conclusions.lines(work, one).values():
        rows.draw(work, one.id, opinion.id, line)
    kept = _keep(work, replace(one, state="published", sha=conclusions.fingerprint(work, one)))
    entered = sessions.enter(work, replace(act, person=one.by), dialogue, "conclude", number=kept.number, sha=kept.sha)
    nagging.over(work, act, dialogue)
    return kept, entered


def _settle(work: Work, act: Act, notice: Notice, after: str) -> str:
    one = notice.conclusion
    waiting = [item for item in rows.items(work, one.id) if (f"{item.no:06}{item.opinion}") > after]
    for item in waiting[:_TOPICS]:
        concluding.settle(work, act, notice, item)
    last = waiting[:_TOPICS][-1:]
    return f"{last[0].no:06}{last[0].opinion}" if last and len(waiting) > _TOPICS else ""


def _authors(work: Work, act: Act, notice: Notice, after: str) -> str:
    one = notice.conclusion
    page = rows.lines_after(work, one.id, after, PAGE)
    items = {item.opinion: item for item in rows.items(work, one.id)}
    for opinion, line in page:
        found = opinions.get(work, opinion)
        if found is not None:
            notices.author(work, act, notice, found, items.get(line))
    return page[-1][0] if len(page) == PAGE else ""


def _agencies(work: Work, act: Act, notice: Notice, after: str) -> str:
    one = notice.conclusion
    items = [item for item in rows.items(work, one.id) if item.kind in DATED and not item.reason]
    for agency in agencies(items):
        notices.tasks(work, act, notice, agency, [item for item in items if agency in (item.lead, *item.supporting)])
    return ""


def _hamlets(work: Work, act: Act, notice: Notice, after: str) -> str:
    persons = [person for person in notices.readers(work, act, notice.dialogue) if person > after]
    notices.whole(work, act, notice, persons[:PAGE])
    return persons[PAGE - 1] if len(persons) > PAGE else ""


_STAGES: Final[Mapping[str, Callable[[Work, Act, Notice, str], str]]] = {
    "settle": _settle, "authors": _authors, "agencies": _agencies, "hamlets": _hamlets,
}  # fmt: skip
_NEXT: Final = {"settle": "authors", "authors": "agencies", "agencies": "hamlets", "hamlets": ""}

"""What is done with a dialogue before it is announced, besides writing it down: asking for its announcement, naming its clerk."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.act import Act
from bot.domain.deadlines import day_bounds, local_day
from bot.domain.dialogues import OVER, Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.domain.permissions import OFFICES
from bot.notices import conferences
from bot.notices import planning as notices
from bot.services import sessions
from bot.services.dialogues import Plan, check_lines
from storage import dialogues as rows
from storage import grants
from storage.work import Work


def known(work: Work, plan: Plan) -> Dialogue | None:
    """The dialogue that a plan is about, where there is one already: of the same unit, day and track."""
    return rows.on_day(work, plan.unit, plan.track, *day_bounds(local_day(plan.starts)))


def propose(work: Work, act: Act, name: str) -> Dialogue:
    """An officer asks for its announcement: its card comes to the leaders.

    Raises RuleBroken: "not_found", "not_yours"; "dialogue_phase" where it is not just planned; "dialogue_line" where the place or the
    chair is missing; "dialogue_proposed" where this was asked already; "dialogue_nobody" where nobody may announce it."""
    dialogue = sessions.find(work, act, name, "dialogue.plan")
    if dialogue.phase != "planned":
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    check_lines(chair=dialogue.chair, place=dialogue.place)
    if conferences.is_proposed(work, dialogue):
        raise RuleBroken("dialogue_proposed")
    sessions.note(work, act, dialogue, "propose")
    if not notices.proposed(work, act, dialogue):
        raise RuleBroken("dialogue_nobody")
    return dialogue


def candidates(work: Work, dialogue: Dialogue) -> list[Grant]:
    """Who may be its clerk: the officials of its unit, each once."""
    found = [one for one in grants.of_unit(work, dialogue.unit) if one.role in OFFICES and not one.asleep]
    return list({one.person: one for one in reversed(found)}.values())[::-1]


def appoint(work: Work, act: Act, name: str, person: str) -> Dialogue:
    """Name who runs it, or nobody in particular (empty): then every officer of the unit does.

    Raises RuleBroken: "not_found", "not_yours"; "dialogue_over" where nothing is left to run; "clerk_unknown" for who is no official of
    the unit."""
    dialogue = sessions.find(work, act, name, "dialogue.plan")
    if dialogue.phase in OVER:
        raise RuleBroken("dialogue_over")
    if person and person not in {one.person for one in candidates(work, dialogue)}:
        raise RuleBroken("clerk_unknown")
    if person == dialogue.clerk:
        return dialogue
    rows.set_clerk(work, dialogue.id, person)
    kept = replace(dialogue, clerk=person)
    sessions.note(work, act, kept, "clerk", clerk=person)
    notices.appointed(work, act, kept)
    return kept

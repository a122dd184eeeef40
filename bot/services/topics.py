"""The clerk groups the opinions of a dialogue into the topics of its agenda, by the one mechanism of duplicates (`groups`)."""

from __future__ import annotations

from typing import Final

from bot.domain import duplicates
from bot.domain.act import Act
from bot.domain.dialogues import COMING, Dialogue, Phase
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, is_leaving
from bot.domain.permissions import authorise
from bot.services import groups, moves, sessions, titles
from storage import agendas, grants, transcripts
from storage import opinions as rows
from storage.agendas import Item
from storage.work import Work

PHASES: Final[tuple[Phase, ...]] = (*COMING, "postponed", "session", "awaiting")
"""While the agenda of a dialogue may change: until its conclusion."""

_ENDED: Final = ("withdrawn", "refused", "diverted")
"""What no dialogue hears (any more)."""


def clerk(work: Work, act: Act, name: str) -> Dialogue:
    """The dialogue whose agenda someone changes. Raises RuleBroken: "not_found", "not_yours", "dialogue_phase" outside `PHASES`."""
    found = sessions.find(work, act, name, "dialogue.run")
    if found.phase not in PHASES:
        raise RuleBroken("dialogue_phase", phase=found.phase)
    return found


def waiting(work: Work, dialogue: Dialogue) -> list[Opinion]:
    """What still has to be placed, each group once, oldest first."""
    loose = agendas.ungrouped(work, dialogue.id)
    known = {one.id for one in loose}
    return [one for one in loose if one.follows not in known]


def alike(work: Work, act: Act, dialogue: Dialogue, opinion: Opinion) -> list[Opinion]:
    """Up to five that say nearly the same: the leads of the topics, and what is not placed yet. All of it belongs to this dialogue."""
    rules = act.province.rules.duplicates
    leads = [one.lead for one in agendas.topics(work, dialogue.id)]
    near = {one.id: one for one in (*leads, *waiting(work, dialogue)) if one.id not in (opinion.id, opinion.follows)}
    texts = {key: _said(work, one) for key, one in list(near.items())[: rules.look_back_count]}
    found = duplicates.alike(_said(work, opinion), texts, percent=rules.similarity_percent, limit=groups.SUGGESTED)
    return [near[key] for key in found]


def _said(work: Work, one: Opinion) -> str:
    return f"{one.title} {one.text or transcripts.text(work, one.id)}"


def begin(work: Work, act: Act, name: str, opinion_id: str) -> Opinion:
    """It becomes a topic of its own, behind the others; where it follows another, that one leads the topic.

    Raises RuleBroken: "topic_placed" when it is on the agenda already, else as `clerk`, "not_found" for what is not of the dialogue."""
    dialogue = clerk(work, act, name)
    lead = _lead(work, _loose(work, dialogue, opinion_id))
    item = Item(opinion=lead.id, unit=dialogue.unit, dialogue=dialogue.id, mark="", no=agendas.last(work, dialogue.id) + 1)
    agendas.add(work, item, act.at)
    moves.note(work, act, lead, "topic", of=dialogue.id)
    return lead


def into(work: Work, act: Act, name: str, opinion_id: str, topic: str) -> Opinion:
    """It goes into a topic with all that follows it, from outside the agenda or from a topic of its own.

    Two that are open are dealt with together from now on (`groups.merge`). One that was answered or closed is only shown with the topic:
    its answer and its status stay its own. An open one that comes to such a topic leads it, since there is something to do again; a group
    that was answered together stays as it is.
    Raises RuleBroken: "topic_answered" for such a group; "topic_gone", "topic_itself"; "join_second" for what is heard a second time,
    which is a topic of its own; "join_leaves" while its answer can still be called back; else as `clerk` and `groups.merge`."""
    dialogue = clerk(work, act, name)
    found = _lead(work, _standing(work, dialogue, opinion_id))
    lead = _topic(work, dialogue, topic)
    if found.id == lead.id:
        raise RuleBroken("topic_itself")
    if is_leaving(found, act.at, act.province.rules) or is_leaving(lead, act.at, act.province.rules):
        raise RuleBroken("join_leaves")
    if found.phase in groups.OPEN and lead.phase in groups.OPEN:
        _check_desk(work, act, dialogue, found)
        groups.merge(work, act, found, lead)
        return rows.get(work, lead.id) or lead
    comes, leads = (lead, found) if found.phase in groups.OPEN else (found, lead)
    if agendas.second(work, comes.id) is not None:
        raise RuleBroken("join_second")
    if rows.followers(work, comes.id):
        raise RuleBroken("topic_answered")
    moves.edit(work, act, comes, "beside", told={"follows": leads.id}, follows=leads.id)
    return moves.edit(work, act, leads, "title", title=comes.title) if comes.title and not leads.title else leads


def pair(work: Work, act: Act, name: str, opinion_id: str, other: str) -> Opinion:
    """It becomes a topic together with another one that is not placed either; returns which leads. Raises RuleBroken as `begin` and
    `into`, and then nothing happened."""

    def both() -> Opinion:
        begin(work, act, name, opinion_id)
        return into(work, act, name, other, opinion_id)

    return work.attempt(both)


def out(work: Work, act: Act, name: str, opinion_id: str) -> Opinion:
    """It is taken out of its topic, and waits to be placed again.

    Raises RuleBroken: "topic_gone" where it stands behind no topic of this dialogue, else as `clerk` and `groups.part`."""
    dialogue = clerk(work, act, name)
    found = rows.get(work, opinion_id)
    if found is None or not found.follows or agendas.find(work, found.follows, dialogue.id) is None:
        raise RuleBroken("topic_gone")
    if found.supporter:
        raise RuleBroken("supporter")
    if found.phase in groups.OPEN:
        _check_desk(work, act, dialogue, found)
        return groups.part(work, act, found)
    return moves.edit(work, act, found, "apart", told={"follows": found.follows}, follows="")


def dissolve(work: Work, act: Act, name: str, topic: str) -> Opinion:
    """It is no topic any more: what stood there waits to be placed again, a group as a group.

    Raises RuleBroken: "topic_gone", "topic_second" for what must be heard a second time, else as `clerk`."""
    dialogue = clerk(work, act, name)
    lead = _topic(work, dialogue, topic)
    if not agendas.drop(work, lead.id, dialogue.id):
        raise RuleBroken("topic_second")
    moves.note(work, act, lead, "untopic", of=dialogue.id)
    return lead


def shift(work: Work, act: Act, name: str, topic: str, by: int) -> Opinion:
    """It changes places with the topic before (`by` = -1) or behind it (1); what is heard a second time stays at the top.

    Raises RuleBroken as `dissolve`."""
    dialogue = clerk(work, act, name)
    lead = _topic(work, dialogue, topic)
    items = [one.item for one in agendas.topics(work, dialogue.id)]
    marks = {one.opinion: one.mark for one in items}
    order = [one.opinion for one in items]
    place = order.index(lead.id) if lead.id in order else 0
    other = place + by
    if 0 <= other < len(order) and marks[order[other]] == marks.get(lead.id):
        whole, swapped = agendas.standing(work, dialogue.id), {order[place]: order[other], order[other]: order[place]}
        agendas.order(work, dialogue.id, [swapped.get(one, one) for one in whole])
    return lead


def entitle(work: Work, act: Act, name: str, topic: str, words: str) -> Opinion:
    """Its title in the room and in the papers: the title of the opinion that leads it.

    Raises RuleBroken: "words_needed", "words_long", else as `dissolve`."""
    lead = _topic(work, clerk(work, act, name), topic)
    return moves.edit(work, act, lead, "title", title=titles.worded(words))


def _standing(work: Work, dialogue: Dialogue, opinion_id: str) -> Opinion:
    """An opinion of the dialogue, or the lead of one of its topics."""
    found = rows.get(work, opinion_id)
    if found is None or found.status in _ENDED or (found.dialogue != dialogue.id and agendas.find(work, found.id, dialogue.id) is None):
        raise RuleBroken("topic_gone")
    return found


def _loose(work: Work, dialogue: Dialogue, opinion_id: str) -> Opinion:
    found = _standing(work, dialogue, opinion_id)
    if opinion_id not in {one.id for one in agendas.ungrouped(work, dialogue.id)}:
        raise RuleBroken("topic_placed")
    return found


def _lead(work: Work, opinion: Opinion) -> Opinion:
    return (rows.get(work, opinion.follows) if opinion.follows else None) or opinion


def _topic(work: Work, dialogue: Dialogue, topic: str) -> Opinion:
    found = rows.get(work, topic) if agendas.find(work, topic, dialogue.id) is not None else None
    if found is None or found.status in _ENDED:
        raise RuleBroken("topic_gone")
    return found


def _check_desk(work: Work, act: Act, dialogue: Dialogue, opinion: Opinion) -> None:
    """On the dialogue's own desk its clerk groups; what lies elsewhere is grouped by those who may there."""
    if opinion.desk != dialogue.unit:
        authorise(grants.of_person(work, act.person), "opinion.merge", opinion.thing, act.province.units)

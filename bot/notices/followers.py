"""What a card shows of a group of duplicates."""

from __future__ import annotations

from typing import Final

from bot.domain.opinions import Opinion
from bot.talk.screen import Words, say
from storage import agendas, answers, opinions, voices
from storage import dialogues as dialogue_rows
from storage.work import Work

_NAMED: Final = 5
"""Codes that a card names; the others are counted."""


def lines(work: Work, opinion: Opinion) -> list[Words]:
    """Whom it follows, or how many follow it and by which codes; who only supports it; its topic."""
    if opinion.follows:
        lead = opinions.get(work, opinion.follows)
        word = "card-item-supports" if opinion.supporter else "card-item-follows"
        return [say(word, code=lead.code)] if lead else []
    codes = [one.code for one in opinions.followers(work, opinion.id) if not one.supporter]
    named = ", ".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")
    group = [say("card-item-group", n=len(codes), codes=named)] if codes else []
    return [*group, *_voices(work, opinion), *_topic(work, opinion)]


def _voices(work: Work, opinion: Opinion) -> list[Words]:
    """How many only support it, and how they judged its answer: counted, never more."""
    n = voices.behind(work, opinion.id)
    if not n:
        return []
    given = voices.verdicts(work, opinion.id)
    good = given.get("satisfied", 0)
    bad = sum(given.values()) - good
    told = [say("card-item-backed-verdicts", good=good, bad=bad)] if given else []
    return [say("card-item-backed", n=n), *told]


def _topic(work: Work, opinion: Opinion) -> list[Words]:
    """The topic that it leads on the newest agenda where it stands."""
    found = agendas.newest(work, opinion.id)
    dialogue = dialogue_rows.get(work, found.dialogue) if found else None
    if dialogue is None:
        return []
    for one in agendas.topics(work, dialogue.id):
        if one.lead.id == opinion.id:
            return [say("card-item-topic", place=one.place, starts=dialogue.starts, voices=one.voices)]
    return []


def sharing(work: Work, lead: Opinion) -> list[Opinion]:
    """Those to whom its answer was given as theirs; one that was answered by itself and only stands with it is none of them."""
    given = answers.answered(work, lead.id, lead.reopened)
    if given is None:
        return []
    found = [(one, answers.answered(work, one.id, one.reopened)) for one in opinions.followers(work, lead.id)]
    return [one for one, own in found if own is not None and own.files == given.files]

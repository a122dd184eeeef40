"""The room as its clerk sees it on a small screen: the topic in hand with its four buttons, what is done, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import VIETNAM
from bot.domain.dialogues import Dialogue
from bot.domain.marks import KINDS, Mark
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.words import shorten
from bot.notices import topics
from bot.notices.dialogues import title
from bot.talk.screen import Button, Fact, Words, button, say
from storage import attendance, marks, transcripts
from storage.agendas import Topic
from storage.marks import Held
from storage.work import Work

_NAME: Final = 60
_WORDS: Final = 160
_LEFT: Final = 12  # numbers of topics in one line


def card(dialogue: Dialogue) -> str:
    """The name of the live card of the room."""
    return f"room:{dialogue.id}"


def deed(dialogue: Dialogue, verb: str, *rest: str) -> tuple[str, ...]:
    """What a button of the room does; it names its topic, so that one pressed late never means another."""
    return ("conference", verb, dialogue.id, str(dialogue.version), *rest)


def head(act: Act, held: Held) -> list[Words]:
    """How far the room is."""
    left = [str(held.no(one.lead.id)) for one in held.unmarked]
    shown = ", ".join(left[:_LEFT]) + (" …" if len(left) > _LEFT else "")
    lines = [say("card-room", title=title(act, held.dialogue), done=len(held.topics) - len(left), n=len(held.topics))]
    return [*lines, say("card-room-left", left=shown)] if left else lines


def named(work: Work, act: Act, lead: Opinion, office: Sequence[Grant]) -> Fact:
    """What a topic is called in the room. Whoever runs it reads the beginning of each, wherever it is dealt with: it is read out there;
    but for what its author denied to be a complaint."""
    text = lead.text or transcripts.text(work, lead.id)
    if lead.title or lead.contested or not text:
        return topics.named(act, lead, office)
    return shorten(" ".join(text.split()), _NAME)


def topic_lines(work: Work, act: Act, held: Held, topic: Topic, office: Sequence[Grant]) -> list[Words]:
    """The topic in hand, who stands behind it, and its mark where it has one."""
    lines = [say("card-room-topic", no=held.no(topic.lead.id), name=named(work, act, topic.lead, office))]
    if topic.lead.phase in ("answered", "closed"):
        lines.append(say("official-status", status=topic.lead.status))
    if topic.voices > 1:
        lines.append(say("card-room-voices", n=topic.voices))
    mark = held.marks.get(topic.lead.id)
    return [*lines, *marked(act, mark)] if mark else lines


def marked(act: Act, mark: Mark) -> list[Words]:
    """A mark, its minute, and the words."""
    return [say("card-room-marked", at=minute(mark), mark=decision(act, mark)), *_words(mark)]


def said(held: Held, opinion: str) -> list[Words]:
    """The words that were noted to a topic before."""
    mark = held.marks.get(opinion)
    return _words(mark) if mark else []


def _words(mark: Mark) -> list[Words]:
    lines = [say("card-room-words", text=shorten(mark.text, _WORDS))] if mark.text else []
    return [*lines, say("card-room-unwritten")] if mark.unwritten else lines


def done(work: Work, act: Act, held: Held, opinion: str, office: Sequence[Grant]) -> list[Words]:
    """What was noted a moment ago, with the name of its topic."""
    mark = held.marks.get(opinion)
    lead = next((one.lead for one in held.topics if one.lead.id == opinion), None)
    if mark is None or lead is None:
        return []
    name = named(work, act, lead, office)
    return [say("card-room-done", no=held.no(opinion), name=name, at=minute(mark), mark=decision(act, mark))]


def minute(mark: Mark) -> str:
    """The hour and minute at which it was said."""
    return f"{mark.said_at.astimezone(VIETNAM):%H:%M}"


def decision(act: Act, mark: Mark) -> Words:
    """What was decided."""
    agency = act.province.called(mark.agency) if mark.agency else ""
    return say("room-mark", kind=mark.kind, day=mark.day or "", agency=agency)


def kinds(held: Held, opinion: str) -> list[Button]:
    """The four buttons of a topic."""
    return [button(f"room-do-{kind}", *deed(held.dialogue, "mark", opinion, kind)) for kind in KINDS]


def label(work: Work, act: Act, held: Held, topic: Topic, office: Sequence[Grant]) -> Button:
    """A topic in the list of all."""
    state = "done" if topic.lead.id in held.marks else "left"
    no = held.no(topic.lead.id)
    return button("room-pick", *deed(held.dialogue, "turn", topic.lead.id), no=no, name=named(work, act, topic.lead, office), state=state)


def speaker(work: Work, held: Held) -> list[Words]:
    """Who speaks next among those who registered, by their number, and to which topic where that is known."""
    waiting = next((one for one in attendance.speakers(work, held.dialogue.id) if not one.mark), None)
    return [say("card-room-speaker", turn=waiting.turn, no=held.no(waiting.opinion))] if waiting else []


def before_the_end(work: Work, dialogue: Dialogue) -> list[Words]:
    """What is told before the end: how many people came, what was not spoken of, and what was only recorded."""
    held = marks.held(work, dialogue)
    lines = [say("room-end-attendance", n=attendance.people(work, dialogue.id))]
    for sentence, found in (("room-end-unmarked", held.unmarked), ("room-end-unwritten", held.unwritten)):
        if found:
            lines.append(say(sentence, n=len(found), left=", ".join(str(held.no(one.lead.id)) for one in found)))
    return lines

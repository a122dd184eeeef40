"""What authors hear of their opinions: one message a step, each once, as much as they want to hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Answer, Opinion
from bot.domain.words import shorten
from bot.notices import dialogues, tell
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import attachments, opinions, people, timers, villagers
from storage.asked import Asked
from storage.extensions import Extension
from storage.timers import Timer
from storage.work import Work

_PART: Final = 1500
"""Characters of an answer in one message: a channel takes 2,000 with what stands around them."""
_HEARD: Final = frozenset({"answered", "refused", "closed", "reopened", "agenda", "asked", "split"})
"""What is heard also by those who want results only: results, and what they are asked."""
Lies = Literal["transferred", "taken_over", "handed_back", "undecided", "decided"]
Grouping = Literal["joined", "left"]
Event = Literal[
    "accepted", "refused", "assigned", "extended", "answered", "closed", "reopened", "agenda", "asked", "resumed", "split", Lies, Grouping
]


def key(event: Event, opinion: Opinion) -> str:
    """The outbox key of a notice, by which one that has not left may be called back."""
    return f"{event}:{opinion.id}:{opinion.version}"


def _group(work: Work, opinion: Opinion) -> list[Opinion]:
    """An opinion and those that went with it: each author hears it in their own chat by their own code."""
    return [opinion, *(one for one in opinions.followers(work, opinion.id) if one.entered_at == opinion.entered_at)]


def accepted(work: Work, act: Act, opinion: Opinion) -> None:
    """It was taken in: once for each time it came in."""
    for one in _group(work, opinion) if opinion.reopened == 0 else ():
        _tell(work, act, "accepted", one, screen(say("notice-accepted", code=one.code)), key=f"accepted:{one.id}:0")


def refused(work: Work, act: Act, opinion: Opinion, why: str | Words, due: datetime | None = None) -> None:
    """It was not taken in, and why; leaves at `due`."""
    office = act.province.office
    shown = screen(
        say("notice-refused", code=opinion.code), say("notice-refused-why", why=why),
        say("notice-refused-ways", body=office.body, address=office.address, phone=office.phone),
    )  # fmt: skip
    _tell(work, act, "refused", opinion, shown, due=due)


def assigned(work: Work, act: Act, opinion: Opinion) -> None:
    """Who works on it, and by when; once for each agency and round."""
    for one in _group(work, opinion):
        shown = screen(*_assigned(act, one))
        _tell(work, act, "assigned", one, shown, key=f"assigned:{one.id}:{one.reopened}:{one.lead}")


def _assigned(act: Act, opinion: Opinion) -> list[Words]:
    agency = act.province.agencies.find(opinion.lead)
    due = [say("notice-assigned-due", due=opinion.due.astimezone(act.at.tzinfo))] if opinion.due else []
    return [say("notice-assigned", code=opinion.code, agency=agency.name if agency else opinion.lead), *due]


def grouped(work: Work, act: Act, opinion: Opinion, event: Grouping) -> None:
    """It is dealt with together with others that say the same, or by itself again; its code stays."""
    lines = [say(f"notice-group-{event}", code=opinion.code), *(_assigned(act, opinion) if opinion.lead and event == "joined" else ())]
    _tell(work, act, event, opinion, screen(*lines))


def extended(work: Work, act: Act, opinion: Opinion, day: date, wish: Extension) -> None:
    """The new day, and the reason as the rules word it: an official's own words stay inside."""
    why = say("notice-extended-why", why=say(f"extension-reason-{wish.reason}"))
    for one in _group(work, opinion):
        shown = screen(say("notice-extended", code=one.code, day=day), why)
        _tell(work, act, "extended", one, shown, key=f"extended:{wish.id}:{one.id}")


def answered(work: Work, act: Act, opinion: Opinion, answer: Answer, due: datetime | None = None) -> None:
    """The answer with its outcome, its proof and the three verdicts; leaves at `due`. Begins the window for the verdict."""
    for one in _group(work, opinion):
        _answered(work, act, one, answer, due)


def _answered(work: Work, act: Act, opinion: Opinion, answer: Answer, due: datetime | None) -> None:
    rules = act.province.rules.verdict
    args = {"round": str(opinion.reopened)}
    ends = opinion.entered_at + timedelta(days=rules.window_days)
    timers.push(work, Timer(key=f"verdict:{opinion.id}:{opinion.reopened}", kind="verdict_window", due=ends, object=opinion.id, args=args))
    *before, last = answer_screens(work, act, opinion, answer)
    for place, shown in enumerate(before):
        _tell(work, act, "answered", opinion, shown, due=due, key=f"{key('answered', opinion)}:{place}")
    asked = (*last.lines, say("notice-answered-ask", days=rules.window_days))
    final = screen(*asked, rows=column(*verdicts(opinion)), files=last.files)
    _tell(work, act, "answered", opinion, final, due=due)


def answer_screens(work: Work, act: Act, opinion: Opinion, answer: Answer) -> tuple[Screen, ...]:
    """An answer as its author reads it, in as many messages as it needs; the proof is with the last."""
    agency = act.province.agencies.find(opinion.lead)
    head = say("notice-answered", code=opinion.code, agency=agency.name if agency else act.province.office.body)
    first, *rest = parts(answer.text, _PART)
    shown = [[head, say("notice-answered-text", text=first)], *([say("notice-answered-text", text=one)] for one in rest)]
    shown[-1] += [*_outcome(answer), *_proof(work, answer)]
    files = tuple(one.id for one in attachments.of(work, answer.files))
    return tuple(screen(*lines, files=files if lines is shown[-1] else ()) for lines in shown)


def _outcome(answer: Answer) -> list[Words]:
    lines = [say("notice-answered-outcome", outcome=say(f"outcome-{answer.outcome}"))]
    if answer.promised:
        lines.append(say("notice-answered-promised", day=date.fromisoformat(answer.promised)))
    return lines


def _proof(work: Work, answer: Answer) -> list[Words]:
    lines = []
    if answer.document:
        lines.append(say("notice-answered-document", document=answer.document))
    if answer.no_proof:
        lines.append(say("notice-answered-no_proof", why=answer.no_proof))
    return lines


def parts(text: str, size: int) -> list[str]:
    """A text cut into pieces of at most `size` characters, at a line or a word where there is one in the second half."""
    found = []
    while len(text) > size:
        cut = max(text.rfind("\n", size // 2, size), text.rfind(" ", size // 2, size))
        cut = cut if cut > 0 else size
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text]


def verdicts(opinion: Opinion) -> tuple[Button, ...]:
    """The three verdicts on the present answer."""
    about = (opinion.id, str(opinion.reopened))
    return (
        button("button-satisfied", "verdict", "satisfied", *about),
        button("button-dissatisfied", "verdict", "dissatisfied", *about),
        button("button-not_done", "verdict", "not_done", *about),
    )


def lies(work: Work, act: Act, opinion: Opinion, event: Lies) -> None:
    """At which desk it lies now and why, once a step; never what an official wrote about it."""
    names = {"unit": opinion.desk, "sender": opinion.sender, "umpire": opinion.umpire}
    told = {name: found.name for name, unit in names.items() if (found := act.province.units.find(unit))}
    for one in _group(work, opinion):
        _tell(work, act, event, one, screen(say(f"notice-lies-{event}", code=one.code, **({"sender": "", "umpire": ""} | told))))


def closed(work: Work, act: Act, opinion: Opinion, *, promised: date | None = None) -> None:
    """It was closed without its author: the window for the verdict is over; what was `promised` for a day is still asked for."""
    words = say("notice-closed-promised", code=opinion.code, day=promised) if promised else say("notice-closed", code=opinion.code)
    _tell(work, act, "closed", opinion, screen(words))


def reopened(work: Work, act: Act, opinion: Opinion) -> None:
    """The Front had it opened again: its author hears so."""
    _tell(work, act, "reopened", opinion, screen(say("notice-reopened-author", code=opinion.code)))


def on_agenda(work: Work, act: Act, opinion: Opinion, dialogue: Dialogue) -> None:
    """A dialogue hears it again: the author hears which, once for each."""
    _tell(work, act, "agenda", opinion, screen(agenda_line(act, opinion, dialogue)), key=f"agenda:{opinion.id}:{dialogue.id}")


def agenda_line(act: Act, opinion: Opinion, dialogue: Dialogue | None) -> Words:
    """Which dialogue hears it again."""
    if dialogue is None:
        return say("notice-agenda-waits", code=opinion.code)
    return say("notice-agenda", code=opinion.code, title=dialogues.title(act, dialogue), starts=dialogue.starts)


def asked(work: Work, act: Act, opinion: Opinion, one: Asked, *, again: bool = False) -> None:
    """What is missing, in the official's words, and how to add it; once more while nothing was added."""
    head = say("notice-more-again" if again else "notice-more", code=opinion.code)
    lines = (head, say("notice-more-text", text=one.text), say("notice-more-until", day=local_day(one.ends)))
    rows = column(button("button-add", "opinion.add", opinion.id), button("button-open", "opinion", opinion.id))
    _tell(work, act, "asked", opinion, screen(*lines, rows=rows), key=f"{'asked_again' if again else 'asked'}:{_once(opinion, one)}")


def _once(opinion: Opinion, one: Asked) -> str:
    """One question about one opinion: the one that was asked about, or one that follows it."""
    return f"{opinion.id}:{one.n}" if opinion.id == one.opinion else f"{opinion.id}:{one.opinion}:{one.n}"


def split(work: Work, act: Act, opinion: Opinion, child: Opinion, due: datetime) -> None:
    """A part of it is dealt with by itself, under its own code; leaves at `due`."""
    lines = (say("notice-split", code=opinion.code), say("notice-split-code", code=child.code, text=shorten(child.text, _PART // 3)))
    rows = column(button("button-open", "opinion", child.id))
    _tell(work, act, "split", child, screen(*lines, rows=rows), due=due, key=f"split:{child.id}:0")


def unsplit(work: Work, act: Act, opinion: Opinion, child: Opinion) -> None:
    """The part is one with the rest again."""
    shown = screen(say("notice-unsplit", code=child.code, parent=opinion.code), rows=column(button("button-open", "opinion", opinion.id)))
    _tell(work, act, "split", opinion, shown, key=f"unsplit:{child.id}")


def resumed(work: Work, act: Act, opinion: Opinion, one: Asked) -> None:
    """It goes on with what there is."""
    _tell(work, act, "resumed", opinion, screen(say("notice-resumed", code=opinion.code)), key=f"resumed:{_once(opinion, one)}")


def result(work: Work, act: Act, opinion: Opinion, shown: Screen, *, key: str, due: datetime | None = None) -> None:
    """Something that weighs as much as an answer: who wants results only hears it too; leaves at `due`."""
    _tell(work, act, "answered", opinion, shown, key=key, due=due)


def _tell(
    work: Work, act: Act, event: Event, opinion: Opinion, shown: Screen, *, due: datetime | None = None, key: str = ""
) -> None:  # fmt: skip
    """Tell the author (until they come with their slip whoever wrote it down, who passes it on), unless they did it themselves or do
    not want to hear it (`off`: only what they ask for)."""
    reader = villagers.speaker(work, opinion)
    known = people.get(work, reader)
    if known is None or reader == act.person or known.density == "off" or (known.density == "result" and event not in _HEARD):
        return
    if reader != opinion.author:
        shown = replace(shown, lines=(say("notice-pass_on"), *shown.lines))
    tell.tell(work, act, reader, shown, key=key or f"{event}:{opinion.id}:{opinion.version}", due=due, about=opinion.id)

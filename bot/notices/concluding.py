"""Who hears of a conclusion: the clerk that it is missing, authors their own line, agencies their tasks, hamlets and Front all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bot.domain.act import Act
from bot.domain.conclusions import DATED, UNTOLD, Conclusion, Item, by_itself, named
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.domain.permissions import is_in_office
from bot.domain.words import sentence
from bot.notices import citizens, officials, papers, tell
from bot.notices.dialogues import title
from bot.talk.screen import Button, Fact, Screen, Words, button, column, say, screen
from storage import answers, attachments, conclusions, grants, people, timers
from storage.timers import Timer
from storage.work import Work

PAPER: Final = "conclusion"
RESULTS: Final = "results"
_PART: Final = 1500
_TASKS: Final = 8
_OPENED: Final = 4
_AROUND: Final = 120  # characters of a line besides its own facts
Nag = Literal["first", "again", "legal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A conclusion with its dialogue."""

    dialogue: Dialogue
    conclusion: Conclusion

    @property
    def number(self) -> str:
        """Its number with its sign."""
        return named(self.conclusion.number, party=self.dialogue.track == "party", level=self.dialogue.level)


def author(work: Work, act: Act, notice: Notice, opinion: Opinion, item: Item | None) -> None:
    """The author's own line, once: what was concluded, by whom it is done and when; with the verdicts where it is an answer."""
    if opinion.status in UNTOLD:
        return
    one = notice.conclusion
    day = date.fromisoformat(one.day)
    head = say("notice-conclusion", code=opinion.code, title=title(act, notice.dialogue), number=notice.number, day=day)
    lines, rows = [head, *_own(act, opinion, item)], [button("button-open", "opinion", opinion.id)]
    if _is_answered(work, one, opinion):
        rules = act.province.rules.verdict
        ends = opinion.entered_at + timedelta(days=rules.window_days)
        key, args = f"verdict:{opinion.id}:{opinion.reopened}", {"round": str(opinion.reopened)}
        timers.push(work, Timer(key=key, kind="verdict_window", due=ends, object=opinion.id, args=args))
        lines.append(say("notice-answered-ask", days=rules.window_days))
        rows = [*citizens.verdicts(opinion)]
    citizens.result(work, act, opinion, screen(*lines, rows=column(*rows)), key=f"concluded:{one.id}:{opinion.id}")


def _is_answered(work: Work, one: Conclusion, opinion: Opinion) -> bool:
    given = answers.answered(work, opinion.id, opinion.reopened)
    return opinion.status == "answered" and given is not None and given.files == one.id


def _own(act: Act, opinion: Opinion, item: Item | None) -> list[Words]:
    reason = by_itself(opinion.status) if item is None or not item.kind else item.reason
    lines = [say("notice-conclusion-words", words=item.words)] if item is not None and item.words else []
    if item is not None and item.kind in DATED and not reason:
        lines.append(say(f"notice-conclusion-{item.kind}", agency=act.province.called(item.lead), day=date.fromisoformat(item.day)))
    if reason:
        lines.append(say("notice-conclusion-reason", reason=reason))
    return lines


def tasks(work: Work, act: Act, notice: Notice, agency: str, items: Sequence[Item]) -> None:
    """All that an agency has to do, in one message to each of its handlers; where it has none, the dialogue's own office hears it."""
    name, called = act.province.called(agency), title(act, notice.dialogue)
    head = say("notice-conclusion-tasks", agency=name, title=called, number=notice.number, n=len(items))
    told = [
        say(
            "notice-conclusion-task", nth=str(place), content=item.content, words=item.words, day=date.fromisoformat(item.day),
            role="lead" if item.lead == agency else "support",
        )
        for place, item in enumerate(items[:_TASKS], 1)
    ]  # fmt: skip
    rest = [say("notice-conclusion-rest", n=len(items) - _TASKS)] if len(items) > _TASKS else []
    rows = [*_doors(items), button("official-work", "viec")]
    handlers = officials.handlers_at(work, act, agency)
    for person in handlers or office(work, notice.dialogue):
        nobody = () if handlers else (say("notice-conclusion-no_handler", agency=name),)
        shown = screen(*nobody, head, *told, *rest, rows=column(*rows))
        tell.tell(work, act, person, shown, key=f"conclusion_tasks:{notice.conclusion.id}:{agency}:{person}")


def _doors(items: Sequence[Item]) -> list[Button]:
    return [button("conclusion-task-open", "item", "open", item.opinion, nth=str(place)) for place, item in enumerate(items[:_OPENED], 1)]


def office(work: Work, dialogue: Dialogue) -> list[str]:
    """Who runs a dialogue: its clerk, else the officers of its unit, else its leaders."""
    if is_in_office(grants.of_person(work, dialogue.clerk)):
        return officials.present(work, dialogue.clerk)
    return officials.holding(work, "officer", dialogue.unit) or officials.holding(work, "leader", dialogue.unit)


def readers(work: Work, act: Act, dialogue: Dialogue) -> list[str]:
    """Who gets the whole of it (Điều 43 Luật 72/2025/QH15: every trưởng thôn), and the Front of its area; each once, in a lasting order."""
    units = act.province.units
    held: list[tuple[Role, str]] = [
        *(("hamlet_head", one.code) for one in units.communes(dialogue.unit)), *(("front", one.code) for one in units.chain(dialogue.unit))
    ]  # fmt: skip
    return sorted({grant.person for role, unit in held for grant in grants.holders(work, role, unit)})


def whole(work: Work, act: Act, notice: Notice, persons: Sequence[str]) -> None:
    """The whole text, to be read out, with its file and the signed paper."""
    if not persons:
        return
    one = notice.conclusion
    files = (draft_paper(work, act, notice.dialogue), *(each.id for each in attachments.of(work, one.id)))
    *before, last = text(work, act, notice)
    for person in persons:
        for place, shown in enumerate(before):
            tell.tell(work, act, person, shown, key=f"conclusion:{one.id}:{person}:{place}")
        tell.tell(work, act, person, screen(*last.lines, files=files), key=f"conclusion:{one.id}:{person}")


def draft_paper(work: Work, act: Act, dialogue: Dialogue) -> str:
    """The notice as a file, drawn when its message leaves."""
    return papers.paper(work, act, PAPER, "thong-bao-ket-luan.docx", dialogue=dialogue.id)


def results_paper(work: Work, act: Act, dialogue: Dialogue) -> str:
    """What became of each item, as a file, as it stands when its message leaves."""
    return papers.paper(work, act, RESULTS, "ket-qua-giai-quyet.docx", dialogue=dialogue.id)


def text(work: Work, act: Act, notice: Notice) -> list[Screen]:
    """The notice in words, in as many messages as it needs."""
    one, dialogue = notice.conclusion, notice.dialogue
    day: Fact = date.fromisoformat(one.day) if one.day else say("conclusion-text-no_day")
    shown = conclusions.public(work, one)
    head = [
        say("conclusion-text-head", number=notice.number or "…", day=day, title=title(act, dialogue)),
        say("conclusion-text-session", starts=dialogue.starts, place=dialogue.place, chair=dialogue.chair),
        *([say("conclusion-text-words", words=sentence(one.words))] if one.words else []),
    ]
    pages: list[list[Words]] = [head]
    size = sum(_length(each) for each in head)
    for place, item in enumerate(shown, 1):
        line = _line(act, one, item, place)
        if size + _length(line) > _PART:
            pages.append([])
            size = 0
        pages[-1].append(line)
        size += _length(line)
    pages[-1].append(say("conclusion-text-signer", signer=one.signer or "…"))
    return [screen(*page) for page in pages]


def _length(words: Words) -> int:
    return _AROUND + sum(len(fact) for fact in words.facts.values() if isinstance(fact, str))


def _line(act: Act, one: Conclusion, item: Item, place: int) -> Words:
    content: Fact = sentence(item.content) or say("conclusion-nameless", state=one.state)
    facts: dict[str, Fact] = {"nth": str(place), "content": content, "words": sentence(item.words)}
    if item.kind in DATED:
        return say("conclusion-text-dated", **facts, agency=act.province.called(item.lead), day=date.fromisoformat(item.day))
    if item.kind == "reason":
        return say("conclusion-text-reason", **facts, reason=item.reason)
    return say("conclusion-text-answered", **facts)


def nag(work: Work, act: Act, dialogue: Dialogue, what: Nag, *, last: date) -> None:
    """It is still missing: its clerk hears so, then the leaders too; `last` is the day until which the law wants it public."""
    leaders = officials.holding(work, "leader", dialogue.unit) if what != "first" else []
    source = act.province.rules.sources.get("dialogue.result_days", "")
    words = say("notice-conclusion-missing", what=what, title=title(act, dialogue), last=last, source=source)
    shown = screen(words, rows=column(_door(dialogue)))
    for person in dict.fromkeys([*office(work, dialogue), *leaders]):
        tell.tell(work, act, person, shown, key=f"conclusion_nag:{dialogue.id}:{what}:{person}", purpose="reminder")


def _door(dialogue: Dialogue) -> Button:
    return button("conference-do-conclusion", "conference", "conclusion", dialogue.id, "0", "open")


def submitted(work: Work, act: Act, notice: Notice, leaders: Sequence[str], *, n: int) -> int:
    """The leaders of its unit get the draft; returns how many could be told."""
    shown = screen(
        say("card-conclusion-submitted"),
        say("card-conclusion-title", title=title(act, notice.dialogue)),
        say("card-conclusion-whole") if not n else say("broken-conclusion_missing", n=n),
        rows=column(_door(notice.dialogue)),
        files=(draft_paper(work, act, notice.dialogue),),
    )
    stamp = f"{notice.conclusion.id}:{notice.conclusion.version}"
    told = officials.others(act, leaders)
    return sum(tell.tell(work, act, person, shown, key=f"conclusion_submitted:{stamp}:{person}") for person in told)


def held_up(work: Work, act: Act, dialogue: Dialogue, one: Conclusion, *, by: str) -> None:
    """It did not go out: an opinion came in that moment and has no line; who published it and the clerk hear so."""
    shown = screen(
        say("notice-conclusion-held_up", title=title(act, dialogue)),
        rows=column(_door(dialogue)),
    )
    for person in dict.fromkeys([by, *office(work, dialogue)]):
        if people.get(work, person) is not None:
            tell.tell(work, act, person, shown, key=f"conclusion_held:{one.id}:{one.version}:{person}")

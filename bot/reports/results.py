"""Báo cáo kết quả giải quyết: what became of each item of a conclusion by now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Answer
from bot.domain.province import Province
from bot.notices.followups import Followup, listed
from bot.reports import docx
from bot.reports import words as paper_words
from bot.reports.docx import Group, Layout, Paper, Row, Section
from bot.reports.offices import head, signature
from bot.reports.words import Say, said_in
from bot.talk.screen import say
from storage import answers, conclusions, dialogues
from storage.work import Work

_KIND: Final = "BC"
Given = tuple[Followup, Answer | None]


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The maker of the paper: `dialogue`. Raises LookupError where its conclusion is not published."""
    dialogue = dialogues.get(work, args["dialogue"])
    one = conclusions.of(work, args["dialogue"])
    if dialogue is None or one is None or one.state != "published":
        raise LookupError(args["dialogue"])
    found = [(each, _released(work, each)) for each in listed(work, act, one)]
    made = paper(dialogue, found, act.province, today=act.today)
    own = Path(act.province.papers) if act.province.papers else None
    return lambda: docx.render(made, own=own)


def _released(work: Work, each: Followup) -> Answer | None:
    given = answers.released(work, each.opinion.id)
    return given[-1][0] if given and each.opinion.phase in ("answered", "closed") else None


def paper(dialogue: Dialogue, found: Sequence[Given], province: Province, *, today: date) -> Paper:
    """What the paper says."""
    tell = said_in("vi")
    unit = province.units.get(dialogue.unit)
    layout: Layout = "party" if dialogue.track == "party" else "state"
    held = paper_words.day(local_day(dialogue.starts))
    counted = {state: sum(each.state == state for each, _ in found) for state in ("done", "scheduled", "working", "overdue", "rejected")}
    totals = say("paper-results-total", n=len(found), day=paper_words.day(today), **counted)
    rows = tuple(_row(tell, each, answer, nth, province) for nth, (each, answer) in enumerate(found, 1))
    return Paper(
        kind="results",
        layout=layout,
        head=head(
            tell, unit, province, layout=layout, kind=_KIND, title=say("paper-report"), year=today.year,
            about=say("paper-results-about", kind=say(f"dialogue-kind-{dialogue.kind}"), day=held),
        ),
        body=(Section(lines=(tell(totals),)), Section(groups=(Group(rows=rows),))),
        signature=signature(tell, unit, layout=layout),
        recipients=tuple(tell(say("paper-conclusion-recipients")).split("\n")),
    )  # fmt: skip


def _row(tell: Say, each: Followup, answer: Answer | None, nth: int, province: Province) -> Row:
    result = [answer.text, answer.document] if answer else []
    agency = each.agency or each.opinion.desk
    explained = "yes" if answer is not None and answer.outcome in ("explained", "unfounded") else "no"
    day = paper_words.day(date.fromisoformat(each.day)) if each.day else ""
    standing = say("paper-results-standing", state=each.state, explained=explained, day=day, dated="yes" if day else "no")
    reason = [tell(say("conclusion-reason", reason=each.item.reason))] if each.item.reason and each.state == "reason" else []
    return {
        "no": str(nth), "content": each.item.content or each.opinion.code, "agency": province.called(agency),
        "result": "\n".join(one for one in result if one), "standing": "\n".join([tell(standing), *reason]),
    }  # fmt: skip

"""Thông báo kết luận: the conclusion of a dialogue as an official paper of its track, its number and signature put in by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.act import Act
from bot.domain.conclusions import DATED, Conclusion, Item
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue
from bot.domain.province import Province
from bot.reports import docx
from bot.reports import words as paper_words
from bot.reports.docx import Group, Layout, Paper, Row, Section
from bot.reports.offices import head, signature
from bot.reports.words import Say, said_in
from bot.talk.screen import say
from storage import attendance, conclusions, dialogues
from storage.work import Work

_KIND: Final = "TB"
_NUMBER: Final = re.compile(r"\d{1,6}")


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The maker of the paper: `dialogue`. Raises LookupError where it has no conclusion."""
    dialogue = dialogues.get(work, args["dialogue"])
    one = conclusions.of(work, args["dialogue"])
    if dialogue is None or one is None:
        raise LookupError(args["dialogue"])
    items = conclusions.public(work, one)
    people = attendance.people(work, dialogue.id)
    made = paper(dialogue, one, items, act.province, people=people, opinions=len(conclusions.counted(work, dialogue.id)))
    own = Path(act.province.papers) if act.province.papers else None
    return lambda: docx.render(made, own=own)


def paper(
    dialogue: Dialogue, one: Conclusion, items: Sequence[Item], province: Province, *, people: int, opinions: int
) -> Paper:  # fmt: skip
    """What the paper says."""
    tell = said_in("vi")
    unit = province.units.get(dialogue.unit)
    layout: Layout = "party" if dialogue.track == "party" else "state"
    held = paper_words.day(local_day(dialogue.starts))
    number = _NUMBER.match(one.number)
    made = head(
        tell, unit, province, layout=layout, kind=_KIND, title=say("paper-notice"), year=local_day(dialogue.starts).year,
        about=say("paper-conclusion-about", kind=say(f"dialogue-kind-{dialogue.kind}"), day=held),
        number=int(number[0]) if number else None,
    )  # fmt: skip
    return Paper(
        kind="conclusion_notice",
        layout=layout,
        head=replace(made, day=date.fromisoformat(one.day) if one.day else None, place=one.place or made.place),
        body=tuple(_parts(tell, dialogue, one, items, province, people=people, opinions=opinions)),
        signature=signature(tell, unit, layout=layout, name=one.signer),
        recipients=tuple(tell(say("paper-conclusion-recipients")).split("\n")),
    )


def _parts(
    tell: Say, dialogue: Dialogue, one: Conclusion, items: Sequence[Item], province: Province, *, people: int, opinions: int
) -> list[Section]:
    unit = province.units.get(dialogue.unit).name
    title = dialogue.title or tell(say("dialogue-title", kind=say(f"dialogue-kind-{dialogue.kind}"), unit=unit))
    session = [
        say("paper-conclusion-session", title=title, starts=dialogue.starts, place=dialogue.place, chair=dialogue.chair),
        *([say("paper-conclusion-people", n=people)] if people else []),
        say("paper-conclusion-opinions", n=opinions, items=len(items)),
    ]
    rows = tuple(_row(tell, one, item, nth, province) for nth, item in enumerate(items, 1))
    return [
        Section(title=tell(say("paper-conclusion-part-session")), lines=tuple(tell(each) for each in session)),
        Section(title=tell(say("paper-conclusion-part-general")), lines=tuple(one.words.split("\n")) if one.words else ("…",)),
        Section(title=tell(say("paper-conclusion-part-items")), groups=(Group(rows=rows),)),
        Section(title=tell(say("paper-conclusion-part-then")), lines=tuple(tell(say("paper-conclusion-then")).split("\n"))),
    ]


def _row(tell: Say, one: Conclusion, item: Item, nth: int, province: Province) -> Row:
    reason = [tell(say("conclusion-reason", reason=item.reason))] if item.reason else []
    dated = item.kind in DATED and bool(item.day)
    return {
        "no": str(nth), "content": item.content or tell(say("conclusion-nameless", state=one.state)),
        "conclusion": "\n".join([*([item.words] if item.words else []), *reason]),
        "lead": province.called(item.lead) if item.lead and item.kind != "reason" else "",
        "support": "\n".join(province.called(code) for code in item.supporting),
        "due": paper_words.day(date.fromisoformat(item.day)) if dated else "",
    }  # fmt: skip

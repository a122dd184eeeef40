"""`Theo dõi kết luận`: how far a published conclusion is, item by item, each with who answers for it."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.words import shorten
from bot.flows import pick
from bot.flows.dialogue import cards
from bot.flows.outcome import Keep, Outcome
from bot.notices import concluding as notices
from bot.notices.concluding import Notice
from bot.notices.conclusion_cards import card
from bot.notices.dialogues import title
from bot.notices.followups import Followup, listed
from bot.notices.followups import lines as figure_lines
from bot.services import conclusions, sessions
from bot.talk.screen import Button, Fact, Words, button, column, say, screen
from storage import conclusions as rows
from storage.work import Work

_PAGE: Final = 5
_LONG: Final = 60


def followup(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """The figures and a page of the items; ("text",): the whole to be read out; ("results",): the report as a file."""
    found = sessions.find(work, act, dialogue, "dialogue.run")
    one = rows.of(work, found.id)
    if one is None or one.state != "published":
        raise RuleBroken("not_found")
    notice = Notice(conclusion=one, dialogue=found)
    if rest == ("text",):
        files = tuple(each.id for each in conclusions.signed(work, one))
        *before, last = notices.text(work, act, notice)
        return Keep(screens=(*before, screen(*last.lines, files=files)))
    if rest == ("results",):
        return Keep(screens=(screen(say("conclusion-results"), files=(notices.results_paper(work, act, found),)),))
    return _page(work, act, notice, pick.number(rest, 1))


def _page(work: Work, act: Act, notice: Notice, page: int) -> Outcome:
    one, dialogue = notice.conclusion, notice.dialogue
    items = listed(work, act, one)
    shown = items[page * _PAGE : (page + 1) * _PAGE]
    lines = [
        say("card-followup", title=title(act, dialogue)),
        say("card-followup-number", number=notice.number, day=date.fromisoformat(one.day), sha=one.sha),
        *figure_lines(work, act, dialogue),
        *(_line(act, each, page * _PAGE + nth) for nth, each in enumerate(shown, 1)),
    ]  # fmt: skip
    deed = ("conference", "followup", dialogue.id, "0")
    buttons: list[Button] = [
        button("conclusion-task-open", "item", "open", each.opinion.id, nth=str(page * _PAGE + nth)) for nth, each in enumerate(shown, 1)
    ]
    if page:
        buttons.append(button("official-previous", *deed, "page", str(page - 1)))
    if (left := len(items) - (page + 1) * _PAGE) > 0:
        lines.append(say("card-followup-more", n=left))
        buttons.append(button("official-next", *deed, "page", str(page + 1)))
    buttons += [button("conclusion-do-results", *deed, "results"), button("conclusion-do-text", *deed, "text")]
    back = button("official-back", "conference", "back", dialogue.id)
    return Keep(screens=(screen(*lines, rows=column(*buttons, back), card=card(dialogue.id)),))


def _line(act: Act, each: Followup, nth: int) -> Words:
    agency = act.province.called(each.agency) if each.agency else act.province.called(each.opinion.desk)
    facts: dict[str, Fact] = {
        "nth": str(nth), "content": shorten(each.item.content or each.opinion.code, _LONG), "agency": agency, "state": each.state,
    }  # fmt: skip
    if each.day and each.state in ("scheduled", "working", "overdue"):
        return say("card-followup-line_day", **facts, day=date.fromisoformat(each.day))
    return say("card-followup-line", **facts)


VERBS: Final[dict[str, cards.Verb]] = {"followup": followup}

"""The conclusion as those who draw it up see it: the whole, one item of it, what is missing, and later how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.conclusions import DATED, Conclusion, Item, Lack, lacks
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Opinion
from bot.domain.words import shorten
from bot.notices import dialogue_offers as offers
from bot.notices.concluding import Notice
from bot.notices.dialogues import title
from bot.talk.screen import Button, Fact, Screen, Words, button, column, say, screen
from storage import attachments, conclusions, grants, opinions
from storage.work import Work

_LABEL: Final = 60
_LINES: Final = 8
_SHA: Final = 16


def card(dialogue: str) -> str:
    """The name of a conclusion's live card."""
    return f"conclusion:{dialogue}"


def press(id: str, dialogue: str, *rest: str, **facts: Fact) -> Button:
    """A button of the conclusion of a dialogue."""
    return button(id, "conference", "conclusion", dialogue, "0", *rest, **facts)


def hub(
    work: Work, act: Act, notice: Notice, *, person: str, missing: int, leaving: bool, why: Sequence[Words] = ()
) -> Screen:  # fmt: skip
    """The whole conclusion while it is drawn up."""
    one, dialogue = notice.conclusion, notice.dialogue
    nothing: Fact = say("conclusion-none")
    counted = len(conclusions.counted(work, dialogue.id))
    lines = [
        *why,
        say("card-conclusion", state=one.state),
        say("card-conclusion-title", title=title(act, dialogue)),
        say(
            "card-conclusion-head", number=notice.number or nothing, day=date.fromisoformat(one.day) if one.day else nothing,
            signer=one.signer or nothing,
        ),
        signed(work, one),
        say("card-conclusion-items", n=len(conclusions.items(work, one.id)), opinions=counted, missing=missing),
    ]  # fmt: skip
    rows = _draft_buttons(work, act, dialogue, person=person, missing=missing) if one.state == "draft" else []
    if leaving:
        lines.append(say("card-conclusion-leaves", n=act.province.rules.release.undo_seconds))
        rows = [press("official-undo", dialogue.id, "undo")]
    back = button("official-back", "conference", "back", dialogue.id)
    return screen(*lines, rows=column(*rows, back), card=card(dialogue.id))


def signed(work: Work, one: Conclusion) -> Words:
    """The signed paper with its fingerprint."""
    files = attachments.of(work, one.id)
    if not files:
        return say("card-conclusion-no_file")
    sha = one.sha or attachments.fingerprint(work, one.id)
    return say("card-conclusion-file", n=len(files), sha=sha) if sha else say("card-conclusion-file_waits", n=len(files))


def _draft_buttons(work: Work, act: Act, dialogue: Dialogue, *, person: str, missing: int) -> list[Button]:
    held = grants.of_person(work, person)
    publishes = offers.may(act, dialogue, held, "dialogue.conclude", person=person)
    return [
        press("conclusion-do-items", dialogue.id, "items"),
        *([press("conclusion-do-missing", dialogue.id, "missing", n=missing)] if missing else []),
        press("conclusion-do-head", dialogue.id, "write", "number"),
        press("conclusion-do-general", dialogue.id, "write", "general"),
        press("conclusion-do-file", dialogue.id, "write", "file"),
        press("conclusion-do-paper", dialogue.id, "paper"),
        press("conclusion-do-publish", dialogue.id, "publish") if publishes else press("conclusion-do-submit", dialogue.id, "submit"),
    ]


def item(work: Work, act: Act, notice: Notice, opinion: Opinion, found: Item) -> Screen:
    """One item with what is still to be said about it."""
    lines = [
        say("card-conclusion-item", code=opinion.code, kind=say("conclusion-kind", kind=found.kind or "none")),
        say("card-conclusion-content", content=found.content or shorten(opinion.text, _LABEL)),
    ]
    voices = 1 + len(opinions.followers(work, opinion.id))
    if voices > 1:
        lines.append(say("card-conclusion-voices", n=voices))
    if found.words:
        lines.append(say("card-conclusion-words", words=found.words))
    if found.kind == "reason" and found.reason:
        lines.append(say("card-conclusion-reason", reason=found.reason))
    if found.lead and found.kind != "reason":
        lines.append(say("card-conclusion-lead", agency=act.province.called(found.lead)))
    if found.supporting:
        lines.append(say("card-conclusion-help", agencies=", ".join(act.province.called(code) for code in found.supporting)))
    if found.kind in DATED and found.day:
        lines.append(say("card-conclusion-day", day=date.fromisoformat(found.day)))
    if lack := lacks(found, act.today):
        lines.append(say("card-conclusion-lack", lack=say("conclusion-lack", lack=lack)))
    return screen(*lines, rows=column(*_item_buttons(notice.dialogue, opinion, found)), card=card(notice.dialogue.id))


def _item_buttons(dialogue: Dialogue, opinion: Opinion, found: Item) -> list[Button]:
    parts = ["kind"]
    if found.kind not in ("", "reason"):
        parts += ["words", *(("lead", "help", "day") if found.kind in DATED else ()), "content"]
    elif found.kind == "reason":
        parts += ["words", "content"]
    return [
        *(button(f"conclusion-do-{part}", "conference", "conclusion", dialogue.id, "0", part, opinion.id) for part in parts),
        press("official-back", dialogue.id, "items"),
    ]  # fmt: skip


def choice(dialogue: str, words: Words, *rows: Button, back: tuple[str, ...] = ()) -> Screen:
    """A question on the card, with the way back."""
    return screen(words, rows=column(*rows, press("official-back", dialogue, *back)), card=card(dialogue))


def missing(notice: Notice, lacking: Sequence[tuple[Opinion, Lack]], page: int, total: int, *, more: bool) -> Screen:
    """What stands in the way of publishing, a page of it; `more` says that another follows."""
    dialogue = notice.dialogue.id
    if not total:
        return screen(say("card-conclusion-whole"), rows=column(press("official-back", dialogue)), card=card(dialogue))
    lines = [say("card-conclusion-missing", n=total)]
    rows = []
    for opinion, lack in lacking:
        name = shorten(opinion.title or opinion.text or "…", _LABEL)
        lines.append(say("card-conclusion-missing_line", code=opinion.code, content=name, lack=say("conclusion-lack", lack=lack)))
        rows.append(press("conclusion-pick_missing", dialogue, "item", opinion.id, code=opinion.code, content=shorten(name, _LABEL // 2)))
    if page:
        rows.append(press("official-previous", dialogue, "missing", str(page - 1)))
    if more:
        rows.append(press("official-next", dialogue, "missing", str(page + 1)))
    return screen(*lines, rows=column(*rows, press("official-back", dialogue)), card=card(dialogue))


def sure(work: Work, act: Act, notice: Notice, *, readers: int) -> Screen:
    """What is about to be published, before it is."""
    one, dialogue = notice.conclusion, notice.dialogue
    kinds = [each.kind for each in conclusions.items(work, one.id)]
    lines = [
        say("conclusion-sure", number=notice.number, opinions=len(conclusions.counted(work, dialogue.id)), readers=readers),
        say(
            "conclusion-counts", answered=kinds.count("explained") + kinds.count("done"), promised=kinds.count("promised"),
            assigned=kinds.count("assigned"), reason=kinds.count("reason"),
        ),
        signed(work, one),
    ]  # fmt: skip
    yes = press("conclusion-do-publish", dialogue.id, "publish", "yes", str(one.version))
    return screen(*lines, rows=column(yes, press("official-back", dialogue.id)), card=card(dialogue.id))

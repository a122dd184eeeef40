"""An answer while it is being written, and the ready-made texts that it may begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain import replies
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.statuses import OUTCOMES
from bot.domain.words import clean
from bot.flows.official import typed
from bot.flows.outcome import Answer, Goto, Outcome, Stay, Step, option
from bot.services import moves, templates
from bot.talk.incoming import Media
from bot.talk.screen import Screen, column, say, screen
from storage import attachments
from storage.attachments import Attachment
from storage.work import Work

CANCEL: Final = "cancel"
_OWN: Final = "own"
_TYPED: Final = 1000  # characters that fill one hole


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """An answer being written. `id` owns the files that come now; `before` is the draft handed in before, whose files stay with it
    until this one takes its place: nothing that waits for its release changes meanwhile."""

    opinion: str
    code: str
    version: int
    id: str
    before: str = ""
    text: str = ""
    outcome: str = ""
    promised: str = ""
    document: str = ""
    no_proof: str = ""


def files(work: Work, draft: Writing) -> list[Attachment]:
    """The files that the answer will have."""
    return [*(attachments.of(work, draft.before) if draft.before else ()), *attachments.of(work, draft.id)]


def keep_files(work: Work, act: Act, held: Sequence[Attachment], owner: str, media: Sequence[Media]) -> bool:
    """Whether files came; they are kept beside those held already. Raises RuleBroken("files_many"), ("file_large")."""
    rules = act.province.rules.media
    if len(held) + len(media) > rules.files_per_opinion:
        raise RuleBroken("files_many", limit=rules.files_per_opinion)
    if any(one.size > rules.file_megabytes * 1024 * 1024 for one in media):
        raise RuleBroken("file_large", limit=rules.file_megabytes)
    for one in media:
        attachments.add(work, id=act.mint.id(), owner=owner, account=act.account, channel=act.channel, media=one, at=act.at)
    return bool(media)


def typed_holes(draft: Writing) -> list[str]:
    """The holes for which the writer has to be asked."""
    return [one for one in replies.holes(draft.text) if one in replies.TYPED]


def on(work: Work, draft: Writing) -> Goto[Writing]:
    """On to the first step that still wants something."""
    return Goto(step=_next(work, draft), draft=draft)


def _next(work: Work, draft: Writing) -> str:
    if not draft.text:
        return "text"
    if typed_holes(draft):
        return "fill"
    if not draft.outcome:
        return "outcome"
    if draft.outcome == "scheduled" and not draft.promised:
        return "date"
    if not (draft.document or draft.no_proof or files(work, draft)):
        return "proof"
    return "review"


def cancelled(work: Work, act: Act, draft: Writing) -> Outcome:
    """`Hủy`: what came with this writing goes, a draft handed in before stays as it was."""
    attachments.drop(work, draft.id)
    return typed.back(work, act, draft.opinion)


def whole_text(work: Work, act: Act, draft: Writing) -> str:
    """The text as it will be handed in: holes that fill themselves are filled by what is known now."""
    found: Opinion = moves.find(work, act, draft.opinion, "opinion.answer")
    return templates.filled(act, found, draft.text, document=draft.document, promised=draft.promised)


def _ask_kind(work: Work, act: Act, draft: Writing) -> Screen:
    choices = [option("official-outcome", one, outcome=one) for one in OUTCOMES]
    return screen(say("official-ask-outcome"), rows=column(*choices, option("official-cancel", CANCEL)))


def _take_kind(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    if answer.choice not in OUTCOMES:
        return Stay(why=say("broken-outcome_needed"))
    return Goto(step="sample", draft=replace(draft, outcome=answer.choice, promised=""))


def _ask_sample(work: Work, act: Act, draft: Writing) -> Screen:
    found = moves.find(work, act, draft.opinion, "opinion.answer")
    choices = [option("official-pick", one.id, name=one.title) for one in templates.offered(act, found, draft.outcome)]
    words = say("official-ask-sample") if choices else say("official-no_sample")
    return screen(words, rows=column(*choices, option("official-own_words", _OWN), option("official-cancel", CANCEL)))


def _take_sample(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    if answer.choice == _OWN:
        return Goto(step="text", draft=draft)
    found = moves.find(work, act, draft.opinion, "opinion.answer")
    chosen = [one for one in templates.offered(act, found, draft.outcome) if one.id == answer.choice]
    if not chosen:
        return Stay()
    return on(work, replace(draft, text=chosen[0].text))


def _ask_fill(work: Work, act: Act, draft: Writing) -> Screen:
    shown = say("card-review-sample", text=whole_text(work, act, draft))
    return screen(shown, say("official-ask-fill", hole=typed_holes(draft)[0]), rows=column(option("official-cancel", CANCEL)))


def _take_fill(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    words = clean(answer.text, _TYPED + 1).rstrip(" .")
    if not words:
        return Stay(why=say("broken-words_needed"))
    if len(words) > _TYPED:
        raise RuleBroken("words_long", limit=_TYPED)
    return on(work, replace(draft, text=replies.filled(draft.text, {typed_holes(draft)[0]: words})))


STEPS: Final[dict[str, Step[Writing]]] = {
    "kind": Step(show=_ask_kind, take=_take_kind),
    "sample": Step(show=_ask_sample, take=_take_sample),
    "fill": Step(show=_ask_fill, take=_take_fill),
}

"""One opinion as an official reads it: what it says, where it stands, and what this official may do with it now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.opinions import Answer, Opinion, is_leaving, stood_still
from bot.domain.people import Grant
from bot.domain.words import shorten
from bot.notices import dossier, followers, ladder, offers, parting, supervised, unheard
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import answers, asked, attachments, grants, journal, opinions, outbox, people, reasons, refusals, remarks, transcripts, webchat
from storage.work import Work

SHOWN: Final = 600
"""Characters of a text that a card shows; the whole is one press away. With all else a card stays within one message everywhere."""
ANSWER: Final = 900
_RECENT: Final = 3
_BACK: Final = ("return", "hand_back", "send_back", "refuse_back")
_STEPS: Final = (*_BACK, "refuse_ask", "draft", "accept", "assign", "transfer", "take_over", "decide")


def card(opinion: Opinion) -> str:
    """The name of an opinion's live card."""
    return f"item:{opinion.id}"


def language(work: Work, person: str) -> str:
    """The language in which a person reads."""
    found = people.get(work, person)
    return found.lang if found else "vi"


def unit_name(act: Act, unit: str) -> str:
    """A unit's name; its code where it is no longer among the units."""
    found = act.province.units.find(unit)
    return found.name if found else unit


def agency_name(act: Act, agency: str) -> str:
    """An agency's name with its unit's; its code where it is no longer in the list."""
    found = act.province.agencies.find(agency)
    return f"{found.name} ({unit_name(act, found.unit)})" if found else agency


def field_name(act: Act, opinion: Opinion, lang: str) -> str:
    """The label of an opinion's field, empty before it was classed."""
    found = act.province.fields.get(opinion.field)
    return found.label(lang) if found else ""


def item(work: Work, act: Act, opinion: Opinion, *, person: str, why: Words | None = None, more: bool = False) -> Screen:
    """The live card of an opinion for one official, with a word before it where something has to be said. Never its author's identity.

    `more` shows the rarer things that can be done with it."""
    lang = language(work, person)
    held = grants.of_person(work, person)
    veiled = supervised.is_veiled(act, opinion, held)
    lines = [
        *((why,) if why else ()), *_facts(act, opinion, lang), *_pause(work, act, opinion, veiled=veiled),
        *supervised.origin(work, act, opinion), *parting.lines(work, opinion),
        *followers.lines(work, opinion),
        *_words(work, opinion, veiled=veiled), *_refusal(work, act, opinion, lang, veiled=veiled),
        *_story(work, act, opinion, veiled=veiled), *supervised.said(work, act, opinion, veiled=veiled),
        *dossier.lines(work, act, opinion, held), *unheard.line(work, opinion),
    ]  # fmt: skip
    if offers.can_undo(act, opinion, held):
        lines.append(say("card-item-leaves", n=act.province.rules.release.undo_seconds))
    elif is_unseen(work, act, opinion):
        lines.append(say("card-item-unseen"))
    return screen(*lines, rows=column(*_buttons(work, act, opinion, held, more=more)), card=card(opinion))


def _facts(act: Act, opinion: Opinion, lang: str) -> list[Words]:
    unit = unit_name(act, opinion.unit)
    lines = [
        say("card-item", code=opinion.code, status=say("official-status", status=opinion.status), unit=unit, at=opinion.sent_at),
        *((say("card-item-title", title=opinion.title),) if opinion.title else ()),
        say("card-item-field", field=field_name(act, opinion, lang)) if opinion.field else say("card-item-no_field"),
    ]
    if opinion.said and opinion.said != unit:
        lines.append(say("card-item-said", said=opinion.said))
    if opinion.contested:
        lines.append(say("card-item-contested", kind=opinion.contested))
    if opinion.sender and opinion.desk != opinion.unit:
        lines.append(say("card-item-sender", unit=unit_name(act, opinion.sender)))
    if opinion.ruling:
        lines.append(say("card-item-ruling", ruling=opinion.ruling, unit=unit_name(act, opinion.umpire)))
    elif opinion.lead_stands or opinion.desk_stands:
        lines.append(say("card-item-decided", unit=unit_name(act, opinion.umpire)))
    if opinion.lead:
        lines.append(say("card-item-lead", agency=agency_name(act, opinion.lead)))
    if opinion.due and opinion.phase in ("waiting", "working"):
        lines.append(say("card-item-due", due=opinion.due, late="yes" if opinion.due < act.at else "no"))
    return lines


def spoken(work: Work, opinion: Opinion) -> bool:
    """Whether it was only spoken: a voice note without words of its author's."""
    return not opinion.text and any(one.kind in ("voice", "audio") for one in attachments.seen_from(work, opinion))


def _pause(work: Work, act: Act, opinion: Opinion, *, veiled: bool) -> list[Words]:
    """What its author is asked, until when it waits, and how long its clock stood still in all."""
    waits = asked.waiting(work, opinion.id)
    lines = []
    if waits:
        lines.append(
            say("card-item-more", text=shorten(supervised.shown(waits.text, veiled=veiled), SHOWN // 4), day=local_day(waits.ends))
        )
    if still := stood_still(opinion, act.at, since=waits.at if waits else None):
        lines.append(say("card-item-paused", days=still.days))
    return lines


def _words(work: Work, opinion: Opinion, *, veiled: bool) -> list[Words]:
    text = supervised.shown(opinion.text, veiled=veiled)
    lines = [say("card-item-text", text=shorten(text, SHOWN)) if text else say("card-item-no_text")]
    if heard := supervised.shown(transcripts.text(work, opinion.id), veiled=veiled):
        lines = [say("card-item-transcript", text=shorten(heard, SHOWN))]
    added = opinions.additions(work, opinion.id)
    if added:
        said = tuple(
            say("card-item-addition", at=at, text=shorten(supervised.shown(text, veiled=veiled), SHOWN // 4))
            for at, text in added[-_RECENT:]
        )
        lines.append(say("card-item-additions", additions=said))
    held = attachments.seen_from(work, opinion)
    voices = sum(one.kind in ("voice", "audio") for one in held)
    lines += [say("card-item-voices", n=voices)] if voices else []
    return [*lines, say("card-item-files", n=len(held) - voices)] if len(held) > voices else lines


def _story(work: Work, act: Act, opinion: Opinion, *, veiled: bool) -> list[Words]:
    """What was answered before, what came of it, and what was said inside the house."""
    lines: list[Words] = []
    before = answers.answered(work, opinion.id, opinion.reopened - 1) if opinion.reopened else None
    if before:
        lines.append(say("card-item-before", text=shorten(before.text, SHOWN // 2)))
        lines += _verdict(work, opinion, before.round, veiled=veiled)
    story = journal.of(work, opinion.id)
    lines += _sent_back(work, act, opinion, story)
    answer = current(work, opinion)
    if answer and opinion.status not in ("reopened", "assigned"):
        lines += answer_lines(work, answer)
    return [*lines, *ladder.raised(opinion, story)]


def _refusal(work: Work, act: Act, opinion: Opinion, lang: str, *, veiled: bool) -> list[Words]:
    """Why it was refused, or shall be when the leader agrees."""
    if waits := refusals.waiting(work, opinion.id):
        return [say("card-item-refuse_ask", text=shorten(supervised.shown(waits.text, veiled=veiled), SHOWN // 4))]
    known = act.province.rules.refusal.reasons.get(opinion.closed_as) if opinion.status == "refused" else None
    if known is None:
        return []
    said = refusals.last(work, opinion.id) if known.words else None
    return [say("card-item-refused", text=supervised.shown(said.text, veiled=veiled) if said else known.label(lang))]


def _verdict(work: Work, opinion: Opinion, round: int, *, veiled: bool) -> list[Words]:
    """What its author was not content with, and through whom they said so."""
    if answers.verdict_of(work, opinion.id, round) in (None, "satisfied"):
        return []
    said = supervised.shown(answers.rated(work, opinion.id, round), veiled=veiled)
    lines = [say("card-item-verdict", words=shorten(said, SHOWN // 3)) if said else say("card-item-verdict_bare")]
    return [*lines, say("card-item-verdict_via")] if answers.via(work, opinion.id, round) else lines


def _sent_back(work: Work, act: Act, opinion: Opinion, story: Sequence[journal.Entry]) -> list[Words]:
    """Who gave it back and why, while that is what must be looked at next."""
    last = next((one for one in reversed(story) if one.verb in _STEPS), None)
    if last is None or last.verb not in _BACK or opinion.status not in ("sent", "accepted", "in_progress"):
        return []
    why = shorten(reasons.last(work, opinion.id), SHOWN // 4)
    if last.verb in ("send_back", "refuse_back"):
        return [say(f"card-item-{last.verb}", why=why)]
    by = agency_name(act, last.facts["agency"]) if last.verb == "return" else unit_name(act, last.facts["from"])
    return [say("card-item-returned", by=by, reason=say("return-reason", reason=last.facts["reason"]), why=why)]


def current(work: Work, opinion: Opinion) -> Answer | None:
    """The answer of the present round, drafted or out."""
    return answers.answered(work, opinion.id, opinion.reopened)


def answer_lines(work: Work, answer: Answer, *, limit: int = ANSWER, files: int | None = None) -> list[Words]:
    """An answer with its outcome and its proof; `files` where it has others than those kept with it."""
    lines = [say("card-item-answer", text=shorten(answer.text, limit)), outcome_line(answer.outcome, answer.promised)]
    if answer.document:
        lines.append(say("card-item-document", document=answer.document))
    files = len(attachments.of(work, answer.files)) if files is None else files
    if files:
        lines.append(say("card-item-proof", n=files))
    if answer.no_proof:
        lines.append(say("card-item-no_proof", why=answer.no_proof))
    return lines


def outcome_line(outcome: str, promised: str) -> Words:
    """The outcome, with its day (ISO) where one was promised."""
    words = say("official-outcome", outcome=outcome)
    if promised:
        return say("card-item-outcome_by", outcome=words, day=date.fromisoformat(promised))
    return say("card-item-outcome", outcome=words)


def is_unseen(work: Work, act: Act, opinion: Opinion) -> bool:
    """Whether the answer stands in its author's web chat and was not looked at there; of other channels nobody knows."""
    if opinion.status != "answered" or is_leaving(opinion, act.at, act.province.rules):
        return False
    told = outbox.newest(work, f"answered:{opinion.id}:")
    author = people.address(work, told[0]) if told else None
    if told is None or author is None or author.channel != webchat.CHANNEL:
        return False
    return not webchat.is_seen(work, people.chat_index(work, told[0]), told[1])


def _able(work: Work, act: Act, opinion: Opinion, held: Sequence[Grant], *, questioned: bool) -> list[offers.Offer]:
    """What is offered now, without what only repeats something that waits to be decided or answered."""
    stands = asked.standing(work, opinion)
    hidden = {
        *(("question",) if questioned else ()), *(() if refusals.waiting(work, opinion.id) else ("refuse_ok", "refuse_no")),
        *(("extend",) if dossier.waits_for_time(work, opinion) else ()), *(() if spoken(work, opinion) else ("transcribe",)),
    }  # fmt: skip
    able = [one for one in offers.OFFERS if one.verb not in hidden and offers.may(act, opinion, held, one, stands=stands)]
    decides = any(one.verb == "refuse_ok" for one in able)  # who decides a proposal says yes or no to it first
    return [one for one in able if one.verb != "refuse" or not decides]


def _buttons(work: Work, act: Act, opinion: Opinion, held: Sequence[Grant], *, more: bool) -> list[Button]:
    version = str(opinion.version)
    answer = current(work, opinion)

    def deed(verb: str) -> Button:
        redone = verb == "answer" and answer is not None
        return button("official-do-redo" if redone else f"official-do-{verb}", "item", verb, opinion.id, version)

    questioned = remarks.question(work, opinion.id) is not None
    able = _able(work, act, opinion, held, questioned=questioned)
    rare = [one for one in able if offers.is_rare(one, opinion.status)]
    if more:
        return [*(deed(one.verb) for one in rare), button("official-back", "item", "back", opinion.id)]
    found = [*dossier.buttons(work, act, opinion, held), *(deed(one.verb) for one in able if one not in rare)]
    if offers.can_undo(act, opinion, held):
        found.insert(0, button("official-undo", "item", "undo", opinion.id, version))
    if questioned and offers.may_explain(act, opinion, held):
        found.insert(0, deed("explain"))
    if attachments.seen_from(work, opinion) or (answer and attachments.of(work, answer.files)):
        found.append(button("official-files", "item", "files", opinion.id, version))
    if not opinion.follows and any(not one.supporter for one in opinions.followers(work, opinion.id)):
        found.append(button("official-do-members", "item", "members", opinion.id, version))
    if max(len(opinion.text), len(transcripts.text(work, opinion.id))) > SHOWN or (answer and len(answer.text) > ANSWER):
        found.append(button("official-whole", "item", "whole", opinion.id, version))
    if offers.may_call(act, opinion, held):
        found.append(button("official-phone", "item", "phone", opinion.id, version))
    if rare:
        found.append(button("official-more", "item", "more", opinion.id, version))
    return found

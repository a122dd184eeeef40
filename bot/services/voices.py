"""A person stands behind what was said already ("tôi cũng vậy"), with a code of their own and no words (DESIGN §6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain import duplicates
from bot.domain.act import Act
from bot.domain.dialogues import COMING
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Draft, Opinion
from bot.services import moves, opinions
from storage import asked, voices
from storage import dialogues as dialogue_rows
from storage.voices import Said
from storage.work import Work

SHOWN: Final = 3


def said(work: Work, act: Act, dialogue: str) -> list[Said]:
    """What was said already for a dialogue that is still to come, and others may stand behind; what most stand behind first."""
    found = dialogue_rows.get(work, dialogue)
    if found is None or found.phase not in COMING:
        return []
    known = voices.said(work, found.id, act.person, act.province.rules.duplicates.look_back_count)
    return sorted(known, key=lambda one: (-one.voices, one.opinion.sent_at, one.opinion.id))


def like(work: Work, act: Act, draft: Draft) -> list[Said]:
    """Up to three that say nearly what a draft says, of the dialogue that would hear it; not what its author stands behind already."""
    heard = opinions.hearing(work, act, draft.unit, draft.dialogue)
    if heard is None or draft.contested or not draft.text:
        return []
    known = {one.opinion.id: one for one in said(work, act, heard.id) if not one.mine}
    texts = {key: f"{one.opinion.title} {one.opinion.text}" for key, one in known.items()}
    return [
        known[key] for key in duplicates.alike(draft.text, texts, percent=act.province.rules.duplicates.similarity_percent, limit=SHOWN)
    ]


def find(work: Work, act: Act, dialogue: str, opinion: str) -> Said:
    """What a person may stand behind now. Raises RuleBroken: "voice_gone" when it was answered or is not shown any more, "voice_mine"
    for what they wrote themselves or stand behind already."""
    found = next((one for one in said(work, act, dialogue) if one.opinion.id == opinion), None)
    if found is None:
        raise RuleBroken("voice_gone")
    if found.mine:
        raise RuleBroken("voice_mine")
    return found


def join(work: Work, act: Act, dialogue: str, opinion: str) -> Opinion:
    """Stand behind it: an opinion of their own without words, which follows it from where it stands now.

    Raises RuleBroken as `find`, "opinions_often"."""
    lead = find(work, act, dialogue, opinion).opinion
    opinions.check_often(work, act)
    waits = asked.waiting(work, lead.id)
    stands = replace(lead, due=waits.due) if waits else lead  # its author was asked for more, those behind it were not
    status = asked.standing(work, lead)
    mine = replace(
        stands, id=act.mint.id(), code=opinions.new_code(act), dialogue=dialogue, text="", said="", title="", visibility="officials",
        source="self", author=act.person, account=act.account, status=status, version=1, phone_shared=False, sent_at=act.at,
        closed_as="", parent="", follows=lead.id, entered_by="", reopened=0, supporter=True, supporting=(),
    )  # fmt: skip
    while not moves.begin(work, act, mine):
        mine = replace(mine, code=opinions.new_code(act))
    return mine

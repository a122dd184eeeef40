"""What is said about passes: the code itself, and that one was used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.act import Act
from bot.notices import enrolment, tell
from bot.talk.screen import Screen, say, screen
from storage import grants, outbox, people
from storage.work import Work


def code(act: Act, token: str, ends: datetime) -> Screen:
    """A pass to be copied or opened; its words are forgotten here as soon as they have left."""
    lines = [say("card-pass", expires=ends), say("card-pass-code", code=f"r_{token}")]
    if act.web:
        lines.append(say("card-pass-link", link=f"{act.web}r_{token}"))
    return replace(screen(*lines, say("card-pass-secret")), about=outbox.ONCE)


def bring(work: Work, act: Act, account: str, token: str, ends: datetime) -> None:
    """A pass asked for in a browser comes to another chat of the person."""
    tell.put(work, act, account, code(act, token, ends), key=f"pass:{act.mint.id()}", purpose="reply", about=outbox.ONCE)


def told(work: Work, act: Act, *, person: str, account: str, made_by: str, sha: str) -> None:
    """The person's other chats hear that a pass was used, so that a stolen one is noticed; so does the inviter who gave it."""
    others = [one for one in people.chats(work, person) if one.id != account]
    tell.everywhere(work, act, others, screen(say("notice-returned", channel=act.channel, at=act.at)), key=f"returned:{sha}")
    if made_by != person and people.is_known(work, made_by):
        holds = grants.of_person(work, person)[0]
        words = say("notice-returned-inviter", role=enrolment.role(holds), place=enrolment.place(act, holds))
        tell.tell(work, act, made_by, screen(words), key=f"returned:{sha}:by")

"""What passes between an official who goes on leave and who stands in for them."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.people import Grant
from bot.notices import enrolment, tell
from bot.talk.screen import Words, button, column, say, screen
from storage import grants
from storage.absences import Absence
from storage.work import Work


def post_of(act: Act, post: Grant | None) -> Words:
    """A post in words: its title where it has one, else its role, and where it is held."""
    if post is None:
        return say("leave-post_gone")
    if post.title:
        return say("leave-post_titled", title=post.title, place=enrolment.place(act, post))
    return say("leave-post", role=enrolment.role(post), place=enrolment.place(act, post))


def asked(work: Work, act: Act, one: Absence, post: Grant) -> None:
    """The colleague is asked to stand in."""
    shown = screen(
        say("card-leave-asked", post=post_of(act, post), first=one.first, last=one.last),
        rows=column(button("leave-agree", "nghiphep.agree", one.id), button("leave-decline", "nghiphep.decline", one.id)),
        card=f"leave:{one.id}",
    )
    tell.tell(work, act, one.deputy, shown, key=f"leave:{one.id}:asked")


def agreed(work: Work, act: Act, one: Absence) -> None:
    """Whoever goes on leave hears that someone stands in."""
    _tell(work, act, one, say("notice-leave-agreed", first=one.first, last=one.last), person=one.person, what="agreed")


def declined(work: Work, act: Act, one: Absence) -> None:
    """Whoever goes on leave must ask someone else."""
    _tell(work, act, one, say("notice-leave-declined", first=one.first, last=one.last), person=one.person, what="declined")


def begun(work: Work, act: Act, one: Absence) -> None:
    """The deputy's work begins."""
    words = say("notice-leave-begun", post=post_of(act, grants.get(work, one.post)), last=one.last)
    if one.deputy != act.person:
        shown = screen(words, rows=column(button("official-work", "viec")))
        tell.tell(work, act, one.deputy, shown, key=f"leave:{one.id}:begun")


def ended(work: Work, act: Act, one: Absence) -> None:
    """Both hear that it is over."""
    post = post_of(act, grants.get(work, one.post))
    _tell(work, act, one, say("notice-leave-over", post=post), person=one.deputy, what="over")
    _tell(work, act, one, say("notice-leave-back", post=post), person=one.person, what="over")


def _tell(work: Work, act: Act, one: Absence, words: Words, *, person: str, what: str) -> None:
    if person != act.person:
        shown = screen(words)
        tell.tell(work, act, person, shown, key=f"leave:{one.id}:{what}:{person}")

"""The one entrance for files made by us: a paper is named now and drawn when its message leaves."""

from __future__ import annotations

from bot.domain.act import Act
from storage import papers
from storage.papers import Paper
from storage.work import Work


def paper(work: Work, act: Act, kind: str, name: str, /, *, words: bool = True, **args: str) -> str:
    """Name a paper; the id goes into `files` of the screen that carries it: `screen(say("..."), files=(papers.paper(...),))`.

    So a file is sent as any message is, once for each key, by `tell.tell`, `tell.put` or the screen of an outcome (but never on a
    live card: an edit cannot bring a file). Nothing is drawn in the turn. When the message leaves, the maker of `kind` (a row of
    `bot.reports.kinds.MAKERS`) reads what it needs by `args` (ids and plain facts, never words of a person) and draws outside any
    transaction; a message whose sending was killed is sent again, drawn anew if need be. What may not change between asking and
    sending must therefore stand in a table that keeps it, as a numbered version does.

    `name` is the reader's file name without tones; its ending (.pdf, .docx, .xlsx, .ics) says what it is. `words` says that
    citizens' words stand in it: then its bytes go from our disk when any author is erased, and it is drawn anew if it still has to
    leave. The caller has asked permission. The bytes go from our disk as the outbox row does; channels that carry no files say where
    to get it."""
    one = Paper(id=act.mint.id(), kind=kind, args=args, name=name)
    papers.add(work, one, words=words, at=act.at)
    return one.id

"""How long a browser speaks for an official: half an hour of quiet or half a day ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.work import Work, micros


def mark_official(work: Work, chat: str, at: datetime) -> None:
    """From now on this visitor is an official, and the session is bounded. Called again it begins a new session."""
    work.do(
        "INSERT INTO web_session (chat, official, started, last, ended) VALUES (:c, 1, :t, :t, 0)"
        " ON CONFLICT (chat) DO UPDATE SET official = 1, started = :t, last = :t, ended = 0",
        c=chat, t=micros(at),
    )  # fmt: skip


def touch(work: Work, chat: str, at: datetime) -> None:
    """The visitor did something. Nothing to do for citizens, whose cookie is long."""
    work.do("UPDATE web_session SET last = :t WHERE chat = :c AND ended = 0 AND last < :t", c=chat, t=micros(at))


def end(work: Work, chat: str, at: datetime) -> None:
    """End the session now: the grant is gone, or the person came back elsewhere."""
    work.do(
        "INSERT INTO web_session (chat, official, started, last, ended) VALUES (:c, 1, :t, :t, :t)"
        " ON CONFLICT (chat) DO UPDATE SET ended = :t",
        c=chat, t=micros(at),
    )  # fmt: skip


def is_over(work: Work, chat: str, at: datetime, *, idle: timedelta, longest: timedelta) -> bool:
    """Whether this visitor id speaks for nobody any more. A citizen's never ends; an ended one never comes back.

    `idle` is 30 minutes and `longest` 12 hours, as the rules for officials on the web say."""
    row = work.one("SELECT official, started, last, ended FROM web_session WHERE chat = :c", c=chat)
    if row is None or not (row[0] or row[3]):
        return False
    now, micro = micros(at), timedelta(microseconds=1)
    return bool(row[3]) or now - row[2] > idle // micro or now - row[1] > longest // micro


def are_idle(work: Work, at: datetime, *, idle: timedelta, longest: timedelta) -> bool:
    """Whether any session ran out that is not written down as over."""
    row = work.one(
        "SELECT 1 FROM web_session WHERE official = 1 AND ended = 0 AND (last < :idle OR started < :longest)",
        idle=micros(at - idle), longest=micros(at - longest),
    )  # fmt: skip
    return row is not None


def end_idle(work: Work, at: datetime, *, idle: timedelta, longest: timedelta) -> int:
    """Write down that the sessions which ran out are over, so that no clock set back can wake them; returns how many."""
    return work.do(
        "UPDATE web_session SET ended = :t WHERE official = 1 AND ended = 0 AND (last < :idle OR started < :longest)",
        t=micros(at), idle=micros(at - idle), longest=micros(at - longest),
    )  # fmt: skip

"""People, their accounts and what they were granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Role = Literal["citizen", "hamlet_head", "officer", "leader", "handler", "front", "auditor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
GRANTABLE: tuple[Role, ...] = tuple(role for role in ROLES if role != "citizen")
Density = Literal["every", "result", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who wrote to us. `consent` is the version of the text agreed to, empty before."""

    id: str
    lang: str
    commune: str
    density: Density
    digest_at: str
    consent: str
    prefers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One chat of one person on one channel, without the chat's id, which stays sealed. `shut`: it takes nothing from us until the
    person writes there; `blocked`: they stopped it. `joined` is since when it has been theirs."""

    id: str
    person: str
    channel: str
    state: Literal["open", "shut", "blocked"]
    joined: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role on a unit (a handler: on an agency of it), open until `until`. One that is `asleep` gives nothing until it is woken.

    `instead` is who is away, in whose place it is held; empty for one's own."""

    id: str
    person: str
    role: Role
    unit: str
    agency: str = ""
    title: str = ""
    asleep: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A one-time offer of a role. `person` is who claimed it and waits for the inviter's word."""

    sha: str
    role: Role
    unit: str
    agency: str
    title: str
    expires: datetime
    made_by: str
    person: str
    state: Literal["open", "claimed", "confirmed", "refused"]

"""Who acts, when, and with which ids: all that a turn needs and may not fetch for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.deadlines import local_day
from bot.domain.province import Province


class Mint(Protocol):
    """Where ids come from. A turn that runs twice takes new ones."""

    def id(self) -> str:
        """A random, sortable id of 128 bits."""

    def pick(self, alphabet: str, n: int) -> str:
        """`n` characters drawn evenly from the alphabet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act. `person` is empty when the clock acts; `edits` says whether the person's chat can change what it showed,
    `taps` whether it has buttons."""

    at: datetime
    mint: Mint
    province: Province
    person: str = ""
    account: str = ""
    channel: str = ""
    lang: str = "vi"
    edits: bool = True
    taps: bool = True
    links: str = ""  # what stands before a deep-link payload on this channel, empty where there are none
    web: str = ""  # the same of the web page
    letter: int = 0  # the inbox letter whose turn this is
    again: bool = False  # the letter's turn is taken once more, now that its writer agreed
    heard: datetime | None = None  # when what is acted upon reached us
    said: datetime | None = None  # when what is acted upon was sent, as far as is known
    name: str = ""  # what the platform calls the person; kept only after they agreed

    @property
    def today(self) -> date:
        """The day it is in Viet Nam."""
        return local_day(self.at)

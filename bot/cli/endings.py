"""How a command ends when it cannot do what it was asked: a sentence for the operator and the exit code of its kind."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

import click

from bot.domain.errors import RuleBroken
from bot.logs import redact
from bot.talk.rendered import SendFailed
from config.errors import ConfigurationError
from storage.database import AlreadyRunning, Corrupt, Newer, StorageTrouble
from storage.keys import BadKeyFile

BAD_DATA: Final = 65
UNREACHABLE: Final = 69
BUG: Final = 70
RUNNING: Final = 75
CONFIGURATION: Final = 78
_LOCALE: Final = Path(__file__).parent.parent.parent / "config" / "locale"


class BadInput(Exception):
    """What the operator gave cannot be used: one sentence for each mistake, with file and line where there is a file."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ServiceFailed(Exception):
    """The running service met a bug while it did what the command asked; its log tells more."""


def end(why: Exception) -> int:
    """Tell the operator what happened, on standard error; returns the exit code."""
    code, lines = _ending(why)
    for line in lines:
        click.echo(redact(line), err=True)
    return code


_CODES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (BadKeyFile, CONFIGURATION), (Newer, CONFIGURATION), (AlreadyRunning, RUNNING), (Corrupt, BAD_DATA), (StorageTrouble, UNREACHABLE),
)  # fmt: skip
"""What says enough by itself; the first that fits counts."""


def _ending(why: Exception) -> tuple[int, tuple[str, ...]]:
    match why:
        case BadInput():
            return BAD_DATA, why.problems
        case RuleBroken():
            return BAD_DATA, (sentence(why),)
        case ConfigurationError():
            return CONFIGURATION, why.problems
        case SendFailed(kind="auth"):
            return CONFIGURATION, (f"the token is refused: {why.why}",)
        case SendFailed():
            return UNREACHABLE, (f"the platform cannot be reached: {why.why}",)
        case ServiceFailed():
            return BUG, (f"the running service failed ({why}): see its log",)
        case _:
            return _plain(why)


def _plain(why: Exception) -> tuple[int, tuple[str, ...]]:
    code = next((code for kind, code in _CODES if isinstance(why, kind)), None)
    if code is not None:
        return code, (str(why),)
    return BUG, ("".join(traceback.format_exception(why)), "This is a bug of doithoai, not of yours.")


def sentence(broken: RuleBroken) -> str:
    """What a refusal says, in English."""
    from bot.talk.screen import say
    from bot.wording.catalogue import Catalogue

    return Catalogue(_LOCALE).text("en", say(f"broken-{broken.code}", **broken.facts))

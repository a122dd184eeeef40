"""How a rule says no."""

from __future__ import annotations


class RuleBroken(Exception):
    """A refusal that is a sentence for the person: `code` is a sentence id (`broken-<code>`), `facts` its facts."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

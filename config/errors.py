"""How a wrong configuration is reported: everything at once, each with its file and line."""

from __future__ import annotations

from pathlib import Path


class ConfigurationError(Exception):
    """The service must not start. `problems` are sentences for the operator, one each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """Collects what is wrong, so that the operator hears all of it at once."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, path: Path, line: int, text: str) -> None:
        """Note a mistake in a line of a file; line 0 means the file as a whole."""
        self.found.append(f"{path}:{line}: {text}" if line else f"{path}: {text}")

    def settle(self) -> None:
        """Raise ConfigurationError when anything was noted."""
        if self.found:
            raise ConfigurationError(tuple(self.found))

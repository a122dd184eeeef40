"""replies.toml becomes templates: every key known, every field, outcome and hole one that there is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.domain.replies import FILLED, TYPED, Template, holes
from bot.domain.statuses import OUTCOMES
from bot.domain.words import clean
from config.errors import Problems
from config.tables import Toml, read_toml

_NEEDED: Final = ("id", "title", "outcome", "text")
_TITLE: Final = 60  # characters of a button


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a template may name."""

    fields: Collection[str]
    text_max: int


def load_replies(path: Path, fields: Collection[str], text_max: int, problems: Problems) -> tuple[Template, ...]:
    """Read replies.toml; without the file there are none. Notes what is missing, unknown, said twice or too long, with its line."""
    toml = read_toml(path, problems) if path.exists() else None
    if toml is None:
        return ()
    for key in toml.table.keys() - {"reply"}:
        problems.add(path, toml.line(key), f"{key}: unknown key")
    listed = toml.table.get("reply", [])
    found: dict[str, Template] = {}
    for nth, one in enumerate(listed if isinstance(listed, list) else []):
        template = _template(toml, nth, one, _Known(fields=fields, text_max=text_max), problems)
        if template is not None and template.id in found:
            problems.add(path, toml.line("reply", nth, "id"), f"{template.id} stands twice")
        elif template is not None:
            found[template.id] = template
    return tuple(found.values())


def _template(toml: Toml, nth: int, one: object, known: _Known, problems: Problems) -> Template | None:
    given = one if isinstance(one, dict) else {}
    wrong = [(key, f"{key}: unknown key") for key in given.keys() - {*_NEEDED, "fields"}]
    texts = {key: clean(given[key], known.text_max + 1) if isinstance(given.get(key), str) else "" for key in _NEEDED}
    named = given.get("fields", [])
    fields = tuple(str(field) for field in (named if isinstance(named, list) else [named]))
    wrong += [(key, f"{key} is missing") for key in _NEEDED if not texts[key]]
    wrong += [("fields", f"fields: {field} is not in fields.csv") for field in fields if field not in known.fields]
    wrong += _in_text(texts, known)
    outcome = next((one for one in OUTCOMES if one == texts["outcome"]), None)
    if texts["outcome"] and outcome is None:
        wrong.append(("outcome", f"outcome: {texts['outcome']} is not one of {', '.join(OUTCOMES)}"))
    for key, why in wrong:
        problems.add(toml.path, toml.line("reply", nth, key), why)
    if outcome is None or wrong:
        return None
    return Template(id=texts["id"], title=texts["title"], outcome=outcome, fields=fields, text=texts["text"])


def _in_text(texts: dict[str, str], known: _Known) -> list[tuple[str, str]]:
    wrong = [
        ("text", f"text: {{{hole}}} is not one of {', '.join((*FILLED, *TYPED))}")
        for hole in holes(texts["text"])
        if hole not in FILLED and hole not in TYPED
    ]
    longest = (("title", _TITLE), ("text", known.text_max))
    return [*wrong, *((key, f"{key} must have at most {most} characters") for key, most in longest if len(texts[key]) > most)]

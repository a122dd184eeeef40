"""Every sentence in every language, checked as a whole before the first one is said."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fluent.runtime import FluentBundle

from bot.talk.screen import Fact, Words, say
from bot.wording import dates, sentences

_log = logging.getLogger(__name__)
_LOST = say("wording-lost")
_LONG = 1000  # Fluent refuses facts of more than 2,500 characters; these are put in afterwards
_HELD = re.compile("\ue000(\\d+)\ue001")


class CatalogueBroken(Exception):
    """The sentences cannot be used. `problems` are all that were found, one line each, with file and line where known."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class WordingFailed(Exception):
    """A sentence could not be worded as it stands (raised only by a strict catalogue)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    bundle: FluentBundle
    variables: Mapping[str, frozenset[str]]


class Catalogue:
    """The sentences of `folder` (one folder of `.ftl` files per language). Made once at start: reading takes a tenth of a second each.

    A strict one raises WordingFailed where another logs and still gives words. Raises CatalogueBroken."""

    def __init__(self, folder: Path, *, strict: bool = False, fallback: str = "vi") -> None:
        found, problems = sentences.load(folder)
        if fallback not in found:
            problems.append(f"{folder}: no language {fallback}")
        if problems:
            raise CatalogueBroken(tuple(problems))
        self.languages = (fallback, *(lang for lang in sorted(found) if lang != fallback))
        self._fallback = fallback
        self._strict = strict
        self._plain: dict[tuple[str, str], str] = {}
        self._spoken: dict[str, _Language] = {}
        for lang, entries in found.items():
            bundle = FluentBundle([lang], use_isolating=False)
            bundle.add_resource(sentences.resource(entries))
            self._spoken[lang] = _Language(bundle=bundle, variables=sentences.variables(entries))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all sentences; they are the same in every language."""
        return frozenset(self._spoken[self._fallback].variables)

    def language(self, wish: str) -> str:
        """The language we speak to someone who asks for `wish` (`en-GB` is answered in `en`, an unknown one in the fallback)."""
        for lang in (wish, wish.replace("_", "-").split("-")[0].lower()):
            if lang in self._spoken:
                return lang
        return self._fallback

    def variables(self, lang: str, sentence: str) -> frozenset[str]:
        """The facts that a sentence asks for. Raises KeyError for an unknown sentence."""
        return self._spoken[self.language(lang)].variables[sentence]

    def text(self, lang: str, words: Words) -> str:
        """A sentence in a language. Integers are grouped as the language does, so years and codes are passed as text.

        Raises WordingFailed for an unknown sentence or a missing fact where the catalogue is strict; otherwise the error is
        logged, a missing fact is `…` and an unknown sentence is one that says so."""
        lang = self.language(lang)
        if not words.facts and (plain := self._plain.get((lang, words.id))) is not None:
            return plain
        spoken = self._spoken[lang]
        wanted = spoken.variables.get(words.id)
        if wanted is None:
            self._fault(f"unknown sentence {words.id} ({lang})")
            return self.text(lang, _LOST) if _LOST.id in spoken.variables else "…"
        facts = {name: self._fact(lang, fact) for name, fact in words.facts.items()}
        if missing := sorted(wanted - facts.keys()):
            self._fault(f"sentence {words.id} ({lang}) without {', '.join(missing)}")
            facts.update(dict.fromkeys(missing, "…"))
        said = self._format(lang, words.id, facts)
        if not wanted and not facts:  # labels and set phrases are always the same
            self._plain[lang, words.id] = said
        return said

    def _format(self, lang: str, sentence: str, facts: dict[str, str | int]) -> str:
        held: list[str] = []
        for name, fact in facts.items():
            if isinstance(fact, str) and (len(fact) > _LONG or "\ue000" in fact):
                facts[name] = f"\ue000{len(held)}\ue001"
                held.append(fact)
        bundle = self._spoken[lang].bundle
        pattern = bundle.get_message(sentence).value
        if pattern is None:  # refused when the catalogue was made
            raise AssertionError(sentence)
        said, errors = bundle.format_pattern(pattern, facts)
        for error in errors:
            self._fault(f"sentence {sentence} ({lang}): {error}")
        return _HELD.sub(lambda hole: held[int(hole[1])], str(said)) if held else str(said)

    def _fact(self, lang: str, fact: Fact) -> str | int:
        match fact:
            case str() | int():
                return fact
            case datetime():
                return dates.moment(lang, fact)
            case date():
                return dates.day(lang, fact)
            case Words():
                return self.text(lang, fact)
            case tuple():
                return "\n".join(self.text(lang, one) for one in fact)

    def _fault(self, what: str) -> None:
        if self._strict:
            raise WordingFailed(what)
        _log.error("%s", what)

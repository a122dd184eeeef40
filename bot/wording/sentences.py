"""The `.ftl` files as parsed sentences, and everything that may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast

Language = Mapping[str, "Sentence"]
"""What one language holds, by id; the id of a term begins with a hyphen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence or a term as it was parsed, where it stands (`vi/citizen.ftl:12`), the facts and the entries that it names."""

    entry: ast.Message | ast.Term
    where: str
    facts: frozenset[str]
    refers: frozenset[str]


def load(folder: Path) -> tuple[dict[str, Language], list[str]]:
    """All languages under `folder`, and all problems: what cannot be parsed, ids said twice, ids missing in a language,
    references that lead nowhere, sentences without words."""
    problems: list[str] = []
    languages: dict[str, Language] = {}
    for home in sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else ():
        languages[home.name] = _read(home, problems)
    everything = {name for held in languages.values() for name in held if not name.startswith("-")}
    for lang, held in languages.items():
        problems.extend(f"{lang}: no sentence {name}" for name in sorted(everything - held.keys()))
        for sentence in held.values():
            lost = sorted(name for name in sentence.refers if name not in held)
            problems.extend(f"{sentence.where}: leads to {name}, which does not exist" for name in lost)
    return languages, problems


def _read(home: Path, problems: list[str]) -> Language:
    held: dict[str, Sentence] = {}
    for path in sorted(home.glob("*.ftl")):
        text = path.read_text(encoding="utf-8")
        for entry in FluentParser().parse(text).body:
            where = f"{home.name}/{path.name}:{text.count(chr(10), 0, entry.span.start) + 1 if entry.span else 0}"
            if isinstance(entry, ast.Junk):
                problems.append(f"{where}: {'; '.join(one.message or '' for one in entry.annotations)}")
            elif isinstance(entry, (ast.Message, ast.Term)):
                name = _name(entry)
                if name in held:
                    problems.append(f"{where}: {name} stands in {held[name].where} already")
                elif entry.value is None:
                    problems.append(f"{where}: {name} has no words")
                held.setdefault(name, _sentence(entry, where))
    return held


def resource(held: Language) -> ast.Resource:
    """The sentences as the formatter takes them."""
    return ast.Resource([sentence.entry for sentence in held.values()])


def variables(held: Language) -> dict[str, frozenset[str]]:
    """The facts that each sentence needs, also through the sentences that it refers to (a term sees no facts)."""
    found: dict[str, frozenset[str]] = {}
    for name in held:
        if name.startswith("-"):
            continue
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                ahead.extend(other for other in held[here].refers if not other.startswith("-"))
        found[name] = frozenset().union(*(held[here].facts for here in seen))
    return found


def _name(entry: ast.Message | ast.Term) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


def _sentence(entry: ast.Message | ast.Term, where: str) -> Sentence:
    facts, refers = set(), set()
    for node in _nodes(entry):
        if isinstance(node, ast.VariableReference):
            facts.add(node.id.name)
        elif isinstance(node, ast.TermReference):
            refers.add(f"-{node.id.name}")
        elif isinstance(node, ast.MessageReference):
            refers.add(node.id.name)
    return Sentence(entry=entry, where=where, facts=frozenset(facts), refers=frozenset(refers))


def _nodes(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    """What stands in a sentence, itself included; positions and names are left out."""
    yield node
    for child in vars(node).values():
        for one in child if isinstance(child, list) else (child,):
            if isinstance(one, ast.SyntaxNode) and not isinstance(one, (ast.Identifier, ast.TextElement, ast.Span)):
                yield from _nodes(one)

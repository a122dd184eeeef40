"""Every sentence that the code names exists in every language, none stands there for nothing, and all keep the house's tone."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import ast as ftl

from bot.talk.screen import Words
from bot.wording import sentences
from bot.wording.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "config" / "locale"
LONG = ("consent-", "card-", "timeline-", "notice-", "paper-")
NAMERS = {"say", "button", "Words", "option"}  # functions whose first argument, or `id`, names a sentence
OLD_TONES = re.compile(r"(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ]\b|[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]\b")
SAMPLE = 10  # how long a fact is taken to be


@cache
def catalogue() -> Catalogue:
    return Catalogue(LOCALE, strict=True)


@cache
def languages() -> dict[str, sentences.Language]:
    return sentences.load(LOCALE)[0]


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted(path for room in ("bot", "storage", "config") for path in (ROOT / room).rglob("*.py"))
    return tuple((path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def tables(module: ast.Module) -> dict[str, list[str]]:
    """The texts in each table that stands at the head of a module: `_LABELS = {"sent": "status-sent"}`."""
    found = {}
    for node in module.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(target, ast.Name) and value is not None:
            inner = ast.Tuple(elts=value.values) if isinstance(value, ast.Dict) else value
            found[target.id] = [one.value for one in ast.walk(inner) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return found


def patterns(node: ast.expr, known: dict[str, list[str]]) -> Iterator[str]:
    """What an argument may name, as regular expressions. What comes in from elsewhere (a parameter) says nothing here."""
    match node:
        case ast.Constant(value=str() as text):
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from patterns(one, known)
            yield from patterns(other, known)
        case ast.Subscript(value=ast.Name(id=name)) | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")):
            yield from (re.escape(text) for text in known.get(name, ()))
        case _:
            pass


def named() -> dict[str, str]:
    """Every way in which the code names a sentence, and where."""
    found: dict[str, str] = {}
    for path, module in modules():
        known = tables(module)
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) == "click.option":
                continue
            function = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
            first = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "id")]
            for one in first if function in NAMERS else ():
                found.update(dict.fromkeys(patterns(one, known), f"{path}:{node.lineno}"))
            for one in node.args[:1] if function == "RuleBroken" else ():
                found.update({f"broken\\-{code}": f"{path}:{node.lineno}" for code in patterns(one, known)})
    return found


def test_the_catalogue_is_whole() -> None:
    assert catalogue().languages[:2] == ("vi", "en")


def test_every_sentence_that_is_named_exists() -> None:
    lost = [
        f"{where}: no sentence {pattern}"
        for pattern, where in named().items()
        if not any(re.fullmatch(pattern, one) for one in catalogue().ids)
    ]
    assert sorted(lost) == []


def test_no_sentence_stands_there_for_nothing() -> None:
    """Used is what a call names, what any constant of the code spells, and what another sentence says."""
    everything = {node.value for _, module in modules() for node in ast.walk(module) if isinstance(node, ast.Constant)}
    families = [pattern for pattern in named() if ".+" in pattern and not re.fullmatch(r"broken\\-(\.\+)", pattern)]
    said = {name for held in languages().values() for one in held.values() for name in one.refers}
    unused = [
        one
        for one in catalogue().ids - said
        if one not in everything
        and one.removeprefix("broken-") not in everything
        and not any(re.fullmatch(family, one) for family in families)
    ]
    assert sorted(unused) == []


def test_every_language_asks_for_the_same_facts() -> None:
    first, *others = catalogue().languages
    wrong = []
    for one in sorted(catalogue().ids):
        wanted = catalogue().variables(first, one)
        wrong += [f"{lang}: {one}: {sorted(wanted ^ found)}" for lang in others if (found := catalogue().variables(lang, one)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("fact", ["một", 1, 7])
def test_every_sentence_can_be_said(fact: str | int) -> None:
    for lang in catalogue().languages:
        for one in catalogue().ids:
            said = catalogue().text(lang, Words(id=one, facts=dict.fromkeys(catalogue().variables(lang, one), fact)))
            assert said.strip() == said != "", (lang, one)


def longest(node: ftl.BaseNode | None, held: sentences.Language) -> str:
    """The longest that a sentence can become with facts of the sample's length."""
    match node:
        case ftl.Pattern(elements=parts):
            return "".join(longest(part, held) for part in parts)
        case ftl.TextElement(value=text):
            return str(text)
        case ftl.Placeable(expression=inner):
            return longest(inner, held)
        case ftl.SelectExpression(variants=variants):
            return max((longest(one.value, held) for one in variants), key=len)
        case ftl.StringLiteral():
            return str(node.parse()["value"])
        case ftl.MessageReference(id=name):
            return longest(held[name.name].entry.value, held)
        case ftl.TermReference(id=name):
            return longest(held[f"-{name.name}"].entry.value, held)
        case _:
            return "x" * SAMPLE


def test_what_a_citizen_must_answer_is_short() -> None:
    """Two lines, 240 characters (§5); consent, cards, timelines, notices and papers are named so and may be longer."""
    held = languages()["vi"]
    wrong = []
    for name, one in held.items():
        if not name.startswith(("-", *LONG)):
            text = longest(one.entry.value, held)
            if len(text) > 240 or text.count("\n") > 1:
                wrong.append(f"{one.where}: {name}: {len(text)} characters, {text.count(chr(10)) + 1} lines")
    assert wrong == []


@pytest.mark.parametrize("path", sorted(LOCALE.rglob("*.ftl")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_spelling(path: Path) -> None:
    """`Hủy`, `Hòa`, `Thủy`; one way to write each letter; `Ông/Bà`, never `bạn`."""
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    assert [one for one in lines if OLD_TONES.search(one[1])] == []
    if path.parent.name == "vi":
        assert [one for one in lines if re.search(r"\b[Bb]ạn\b|[Oo]ng/[Bb]a\b", one[1])] == []
    assert [one for one in lines if re.search(r" ,| \.(?!\.)|\s$", one[1])] == []
    assert re.search(r"\t|\r|\u200b|\u00a0", text) is None


def test_the_spelling_rule_knows_its_cases() -> None:
    assert all(OLD_TONES.search(word) for word in ("Huỷ", "Hoà Bình", "Thuỷ", "khoẻ", "LOÀ", "tuỳ"))
    assert not any(
        OLD_TONES.search(word) for word in ("Hủy", "Hòa", "toàn", "Quý", "quỹ", "hoài", "thuyền", "loét", "khỏe", "tùy", "ngoài", "hoặc")
    )

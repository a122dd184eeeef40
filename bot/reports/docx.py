"""An official paper as a DOCX: a head, what it says, who signs and who gets it, put into the template of its layout."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeAlias

from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

Layout: TypeAlias = Literal["state", "party"]
Kind: TypeAlias = Literal["question_book", "conclusion_notice", "invitation", "results"]
Row: TypeAlias = Mapping[str, str]
Value: TypeAlias = "str | int | Mapping[str, Value] | Sequence[Value]"
TEMPLATES: Final = Path(__file__).parents[2] / "config" / "templates"
_UNKNOWN: Final = " " * 6
"""Room for what is written in by hand."""
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# All that XML 1.0 may not hold.
_ILLEGAL: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNTOUCHED: Final = re.compile(r"\{_[{%]|[}%]_\}")
"""What the template engine would take for its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a paper. `above` is the body above the one that issues it (`issuer`, one string for each line), `sign` what follows the
    number: "BC-UBND", or "BC/ĐU" of the Party. Number and day stay empty while they are unknown: an office writes them in."""

    issuer: tuple[str, ...]
    sign: str
    place: str
    year: int
    title: str
    about: str
    above: str = ""
    number: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: for whom ("TM. ỦY BAN NHÂN DÂN"; "T/M BAN THƯỜNG VỤ"), as what, and the name where it is known."""

    on_behalf: tuple[str, ...]
    title: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows of the paper's table under a heading of their own; without `title` there is none."""

    rows: tuple[Row, ...]
    no: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a paper: its title, its paragraphs, then the table of the paper with these groups; what is empty is left out."""

    title: str = ""
    lines: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper. Each row needs every column of its kind: see `config/templates/papers.toml`."""

    kind: Kind
    layout: Layout
    head: Head
    body: tuple[Section, ...]
    signature: Signature
    recipients: tuple[str, ...]


class TemplateBroken(Exception):
    """A template that cannot be filled in: it was changed and asks for what there is not."""


def render(paper: Paper, *, own: Path | None = None) -> bytes:
    """The paper as the bytes of a DOCX. `own` is the folder of the office's templates, which take the place of ours of the same name.

    What people wrote goes in as they wrote it: nothing in it is read as an instruction; what no XML may hold becomes the sign for a
    lost character. Equal papers are equal bytes. Raises TemplateBroken naming the file."""
    from docxtpl import DocxTemplate

    path = template(paper.kind, paper.layout, own=own)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(path)
        document.render(_safe(_facts(paper)), environment)
        written = io.BytesIO()
        document.save(written)
    except (TemplateError, zipfile.BadZipFile, OSError, KeyError, ValueError) as why:
        raise TemplateBroken(f"{path}: {why}") from why
    return repacked(written.getvalue())


def repacked(document: bytes) -> bytes:
    """The same document without the moment at which it was packed, so that equal papers are equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as came, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as goes:
        for one in came.infolist():
            goes.writestr(zipfile.ZipInfo(one.filename), came.read(one), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def template(kind: Kind, layout: Layout, *, own: Path | None = None) -> Path:
    """Where the template of a paper lies: with the office where it has one."""
    name = f"{kind}.{layout}.docx"
    return own / name if own and (own / name).exists() else TEMPLATES / name


def words(text: str) -> str:
    """Text as a paper can bear it: white space of one kind, nothing that turns its direction around, nothing that XML may not hold."""
    plain = re.sub("\r\n?|\u2028|\u2029", "\n", text).replace("\t", " ")
    return _ILLEGAL.sub("\ufffd", _TURNS.sub("", plain))


def _facts(paper: Paper) -> dict[str, Value]:
    head, day = paper.head, paper.head.day
    return {
        "head": {
            "above": head.above, "issuer": head.issuer, "sign": head.sign, "place": head.place, "title": head.title, "about": head.about,
            "number": _UNKNOWN if head.number is None else f"{head.number:02}",
            "day": f"{day.day:02}" if day else _UNKNOWN,
            "month": _month(day.month) if day else _UNKNOWN,
            "year": str(day.year if day else head.year),
        },
        "body": [
            {
                "title": one.title, "lines": one.lines,
                "groups": [{"no": group.no, "title": group.title, "rows": list(group.rows)} for group in one.groups],
            }
            for one in paper.body
        ],
        "signature": {"on_behalf": paper.signature.on_behalf, "title": paper.signature.title, "name": paper.signature.name},
        "recipients": paper.recipients,
    }  # fmt: skip


def _month(month: int) -> str:
    """A nought stands before January and February only, and before days below ten (Phụ lục I Nghị định 30/2020/NĐ-CP)."""
    return f"{month:02}" if month in (1, 2) else str(month)


def _safe(value: Value) -> Value:
    if isinstance(value, str):
        plain = words(value)
        return Markup(str(escape(plain)).replace("_", "&#95;")) if _UNTOUCHED.search(plain) else plain  # noqa: S704  escaped just here
    if isinstance(value, Mapping):
        return {name: _safe(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [_safe(one) for one in value]
    return value

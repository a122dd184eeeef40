"""The QR posters of a dialogue: one A4 page each, to hang in a commune or at the door of the hall."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from bot.domain.act import Act
from bot.domain.codes import shown_poster
from bot.domain.dialogues import Dialogue, is_taking
from bot.reports import typeset
from bot.talk.screen import Fact, Words, say
from bot.wording import dates
from bot.wording.catalogue import Catalogue
from storage import dialogues
from storage import posters as rows
from storage.posters import Poster
from storage.work import Work

Kind = Literal["invite", "door"]
KINDS: Final[tuple[Kind, ...]] = ("invite", "door")
_LOCALE: Final = Path(__file__).parent.parent.parent / "config" / "locale"
_PAYLOAD: Final[Mapping[Kind, str]] = {"invite": "d", "door": "a"}
_PAGE: Final[Mapping[Kind, str]] = {"invite": "", "door": "/diem-danh"}
Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A poster ready to be drawn: its words, and what its code opens."""

    words: Mapping[str, Plain]
    link: str


@cache
def _catalogue() -> Catalogue:
    return Catalogue(_LOCALE)


def link(act: Act, short: str, kind: Kind) -> str:
    """What a poster's code opens: our page on the internet, without one Telegram, then Zalo, else the web chat where it runs."""
    if act.province.public:
        return f"{act.province.public}/q/{short}{_PAGE[kind]}"
    if act.province.openings and not act.links:
        return next(iter(act.province.openings.values()))
    return f"{act.links or act.web}{_PAYLOAD[kind]}_{short}"


def sheet(act: Act, dialogue: Dialogue, poster: Poster, kind: Kind) -> Sheet:
    """What stands on a poster."""
    opens = link(act, poster.short, kind)
    said = _invite(act, dialogue, poster) if kind == "invite" else _door(act, dialogue)
    shared: dict[str, Plain] = {
        "body": _text(_body(act, dialogue)), "code": shown_poster(poster.short, here=kind == "door"),
        "code_label": _text(say("poster-code-zalo" if act.province.openings else "poster-code-label")),
        "link": opens.removeprefix("https://"), "door": kind == "door",
    }  # fmt: skip
    return Sheet(words=shared | said, link=opens)


def draw(sheets: Sequence[Sheet]) -> bytes:
    """A PDF of posters, one on a page."""
    named = {f"qr-{place}.svg": one for place, one in enumerate(sheets)}
    data = [dict(one.words) | {"qr": name} for name, one in named.items()]
    return typeset.pdf("poster.typ", data, {name: typeset.qr(one.link) for name, one in named.items()})


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The paper `poster`: of `dialogue`, the posters of `kind` with the codes `shorts`."""
    dialogue = dialogues.get(work, args["dialogue"])
    kind = next(one for one in KINDS if one == args["kind"])
    found = [rows.get(work, one) for one in args["shorts"].split()]
    sheets = [sheet(act, dialogue, one, kind) for one in found if one is not None] if dialogue is not None else []
    return lambda: draw(sheets)


def _text(words: Words) -> str:
    return _catalogue().text("vi", words)


def _body(act: Act, dialogue: Dialogue) -> Words:
    unit = act.province.units.get(dialogue.unit)
    return say("poster-body", track=dialogue.track, level=unit.level, unit=unit.name, short=unit.short)


def _facts(act: Act, dialogue: Dialogue) -> list[Plain]:
    form: Fact = dialogue.format or say("dialogue-format-usual")
    found = [
        ("when", dates.moment("vi", dialogue.starts)),
        ("where", _text(say("poster-where", place=dialogue.place, format=form))),
        ("chair", dialogue.chair),
        ("who", dialogue.audience),
    ]
    return [[_text(say(f"poster-{name}-label")), words] for name, words in found if words]


def _named(act: Act, dialogue: Dialogue) -> str:
    unit = act.province.units.get(dialogue.unit).name
    return dialogue.title or _text(say("poster-title", kind=say(f"dialogue-kind-{dialogue.kind}"), unit=unit))


def _invite(act: Act, dialogue: Dialogue, poster: Poster) -> dict[str, Plain]:
    if act.province.public:
        second = "poster-step-channel"
    else:
        second = "poster-step-start" if act.links else "poster-step-code" if act.province.openings else "poster-step-channel"
    steps: list[Plain] = [_text(say(one)) for one in ("poster-step-scan", second, "poster-step-send")]
    notes: list[Plain]
    if is_taking(dialogue, act.at):
        notes = [_text(say("poster-closes", closes=dialogue.closes)), _text(say("poster-speak"))]
    elif act.at < dialogue.opens:
        notes = [_text(say("poster-opens", opens=dialogue.opens, closes=dialogue.closes)), _text(say("poster-speak"))]
    else:
        notes = [_text(say("poster-speak-only"))]
    office = act.province.office
    foot: list[Plain] = [
        _text(say("poster-office", body=office.body, address=office.address, phone=office.phone)),
        _text(say("poster-machine")),
    ]
    foot += [_text(say("poster-zalo", link=one.removeprefix("https://"))) for one in act.province.openings.values()]
    if poster.unit != dialogue.unit:
        foot.append(_text(say("poster-hangs", unit=act.province.units.get(poster.unit).name)))
    return {
        "invites": _text(say("poster-invites")), "title": _named(act, dialogue), "facts": _facts(act, dialogue),
        "heading": _text(say("poster-heading")), "steps": steps, "notes": notes, "foot": foot,
    }  # fmt: skip


def _door(act: Act, dialogue: Dialogue) -> dict[str, Plain]:
    steps: list[Plain] = [_text(say(one)) for one in ("poster-door-scan", "poster-door-press")]
    return {
        "invites": _named(act, dialogue), "title": _text(say("poster-door")), "facts": _facts(act, dialogue)[:2], "heading": "",
        "steps": steps, "notes": [_text(say("poster-door-help"))], "foot": [_text(say("poster-machine"))],
    }  # fmt: skip

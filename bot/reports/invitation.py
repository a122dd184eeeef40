"""`Giấy mời` to a dialogue, to be signed and sent: the office writes number, day and addressee in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import VIETNAM
from bot.domain.dialogues import Dialogue
from bot.domain.units import Unit
from bot.reports.docx import Head, Layout, Paper, Section, Signature, render
from bot.wording import dates
from storage import dialogues
from storage.work import Work

_KINDS: Final = {"periodic": "định kỳ", "thematic": "chuyên đề", "extraordinary": "đột xuất"}
_BLANK: Final = "." * 60


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The invitation to the dialogue `dialogue`. Raises LookupError where there is none."""
    found = dialogues.get(work, args["dialogue"])
    if found is None:
        raise LookupError(args["dialogue"])
    paper = invitation(found, act.province.units.get(found.unit), province=act.province.units.root, year=act.today.year)
    return lambda: render(paper)


def invitation(dialogue: Dialogue, unit: Unit, *, province: Unit, year: int) -> Paper:
    """The paper itself: of the people's committee in the State's layout, of the Party committee in the Party's."""
    name = f"{unit.name[:1].lower()}{unit.name[1:]}"
    what = dialogue.title or f"Hội nghị đối thoại {_KINDS[dialogue.kind]} giữa lãnh đạo {name} với Nhân dân"
    head, signature, body = (_party if dialogue.track == "party" else _state)(unit, province, year, what)
    form = f" ({dialogue.format})" if dialogue.format else ""
    lines = [
        f"{body} trân trọng kính mời: {_BLANK}", f"Đến dự: {what}.",
        f"Thời gian: {_moment(dialogue)}.", f"Địa điểm: {dialogue.place}{form}.", f"Chủ trì: {dialogue.chair}.",
    ]  # fmt: skip
    if dialogue.audience:
        lines.append(f"Thành phần: {dialogue.audience}.")
    lines.append("Rất mong đại biểu đến dự đầy đủ, đúng thời gian để hội nghị đạt kết quả.")
    layout: Layout = "party" if dialogue.track == "party" else "state"
    return Paper(
        kind="invitation", layout=layout, head=head, body=(Section(lines=tuple(lines)),), signature=signature,
        recipients=("Như kính mời", "Lưu: VT" if layout == "state" else "Lưu Văn phòng"),
    )  # fmt: skip


def _moment(dialogue: Dialogue) -> str:
    here = dialogue.starts.astimezone(VIETNAM)
    minutes = f" {here:%M} phút" if here.minute else ""
    return f"{here.hour} giờ{minutes}, {dates.day('vi', here.date())}"


def _state(unit: Unit, province: Unit, year: int, what: str) -> tuple[Head, Signature, str]:
    head = Head(
        issuer=("ỦY BAN NHÂN DÂN", unit.name.upper()), sign="GM-UBND", place=unit.short, year=year, title="GIẤY MỜI",
        about=f"Dự {_lower(what)}",
    )  # fmt: skip
    signed = Signature(on_behalf=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH")
    return head, signed, f"Ủy ban nhân dân {_lower(unit.name)}"


def _party(unit: Unit, province: Unit, year: int, what: str) -> tuple[Head, Signature, str]:
    """The Party committee of a commune, or of the province itself."""
    top = unit.code == province.code
    issuer = ("TỈNH ỦY", unit.short.upper()) if top else ("ĐẢNG ỦY", unit.name.upper())
    head = Head(
        above="" if top else f"ĐẢNG BỘ {province.name.upper()}", issuer=issuer, sign="GM/TU" if top else "GM/ĐU", place=unit.short,
        year=year, title="GIẤY MỜI", about=f"dự {_lower(what)}",
    )  # fmt: skip
    signed = Signature(on_behalf=("T/M BAN THƯỜNG VỤ",), title="BÍ THƯ")
    return head, signed, "Ban Thường vụ Tỉnh ủy" if top else f"Ban Thường vụ Đảng ủy {_lower(unit.name)}"


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"

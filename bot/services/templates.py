"""Ready-made answers for an opinion, and how their holes are filled."""

from __future__ import annotations

from datetime import date

from bot.domain import replies
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.replies import Template


def offered(act: Act, opinion: Opinion, outcome: str) -> list[Template]:
    """What may be taken for an answer of this outcome, the field's own first."""
    return replies.offered(act.province.templates, opinion.field, outcome)


def filled(act: Act, opinion: Opinion, text: str, *, document: str, promised: str) -> str:
    """An answer's text with all that is known by now in its place."""
    field = act.province.fields.get(opinion.field)
    values = {
        "ma": opinion.code, "don_vi": act.province.called(opinion.lead), "ngay": _day(act.today), "xa": act.province.called(opinion.unit),
        "linh_vuc": field.vi if field else "", "so_van_ban": document,
        "ngay_hen": _day(date.fromisoformat(promised)) if promised else "",
    }  # fmt: skip
    return replies.filled(text, values)


def _day(day: date) -> str:
    return f"{day:%d/%m}/{day.year}"


def check(text: str) -> None:
    """Raise RuleBroken("placeholder"), naming the first hole that is still open."""
    if still := replies.holes(text):
        raise RuleBroken("placeholder", hole=still[0])

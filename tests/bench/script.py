"""What every chat says in the benchmark, and how a reply is known for the reply to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

UNIT = "02170"  # any commune that the shipped province opens
CODE = re.compile(r"YK-\d\d-[2-9A-HJ-NP-Z]{6}-[2-9A-HJ-NP-Z]")
_WHAT = (
    "Đường liên thôn bị sạt lở sau mưa lớn, xe máy không qua được, đề nghị cho sửa trước mùa gặt",
    "Nhà văn hóa thôn dột nhiều chỗ, bà con họp phải che bạt, mong được bố trí kinh phí sửa mái",
    "Đoạn mương dẫn nước vào cánh đồng bị vỡ bờ, hơn hai mẫu ruộng đang thiếu nước cấy vụ này",
    "Trạm biến áp đầu thôn quá tải, buổi tối điện chập chờn, đề nghị ngành điện kiểm tra sớm",
    "Cầu tạm qua suối đã mục ván, các cháu đi học rất nguy hiểm, mong được làm cầu mới",
)


def opinion(chat: int) -> str:
    """The text of one chat's opinion: no two are the same, so that each can be found again in the store."""
    return f"{_WHAT[chat % len(_WHAT)]} (tổ {chat})."


def _shows(words: str) -> Callable[[str, str], bool]:
    return lambda _, heard: words in heard


def _has_code(said: str, heard: str) -> bool:
    return CODE.search(heard) is not None


def _echoes(said: str, heard: str) -> bool:
    return heard == said


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message of a person. `answers(said, heard)` tells whether a message of the bot (its text, then the label of each of
    its buttons on a line of its own) is the reply that the person waits for."""

    says: Callable[[int], str]
    answers: Callable[[str, str], bool]


def _all(words: str) -> Callable[[int], str]:
    return lambda _: words


# The whole intake: a poster's link, consent, the text, sending it. Everything is typed, so that every bot can read the same updates.
INTAKE = (
    Step(says=_all(f"/start c_{UNIT}"), answers=_shows("Tôi đồng ý cung cấp thông tin")),
    Step(says=_all("Tôi đồng ý cung cấp thông tin"), answers=_shows("ý kiến")),
    Step(says=opinion, answers=_shows("\nGửi\n")),
    Step(says=_all("Gửi"), answers=_has_code),
)
ECHO = tuple(Step(says=step.says, answers=_echoes) for step in INTAKE)
STEPS = {"intake": INTAKE, "echo": ECHO}

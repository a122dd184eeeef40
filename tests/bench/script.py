"""What every chat says in the benchmark, and how a reply is known for the reply to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

UNIT, UNIT_NAME = "02185", "Xã Côn Minh"  # any commune of the shipped province
AGREE = "Tôi đồng ý cung cấp thông tin"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message of the bot."""

    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message of a person; `answers` tells whether a message is the reply that the person waits for."""

    says: Callable[[int], str]
    answers: Callable[[str, Heard], bool]


def _offers(label: str) -> Callable[[str, Heard], bool]:
    return lambda _, heard: label in heard.labels


def _reviews(said: str, heard: Heard) -> bool:
    return said in heard.text and "Gửi" in heard.labels


def _receipts(said: str, heard: Heard) -> bool:
    return CODE.search(heard.text) is not None and "Bỏ qua" in heard.labels


def _echoes(said: str, heard: Heard) -> bool:
    return heard.text == said


def _all(words: str) -> Callable[[int], str]:
    return lambda _: words


# The whole intake: a poster's link, consent, the commune, the text, sending it. Everything is typed, so that every bot reads the same.
INTAKE = (
    Step(says=_all(f"/start c_{UNIT}"), answers=_offers(AGREE)),
    Step(says=_all(AGREE), answers=_offers(UNIT_NAME)),
    Step(says=_all("1"), answers=_offers("Hủy")),
    Step(says=opinion, answers=_reviews),
    Step(says=_all("Gửi"), answers=_receipts),
)
ECHO = tuple(Step(says=step.says, answers=_echoes) for step in INTAKE)
STEPS = {"intake": INTAKE, "echo": ECHO}

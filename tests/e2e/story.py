"""The whole way of one opinion, told once and played on every channel: from the poster's link to the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.people import Person, code_of, hears, photo, press
from tests.e2e.program import Program

COMMUNE = "02185"
NAME = "Xã Côn Minh"
WORDS = "Đường vào thôn Nà Ca hỏng nặng, mùa mưa học sinh không đi được"
VOICE = b"OggS\x00 a voice of a villager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays."""

    lan: Person  # a citizen
    an: Person  # the commune's officer
    ha: Person  # who handles it in the agency
    son: Person  # the commune's leader


def enrol(program: Program, cast: Cast) -> None:
    """Each official comes by the link that the command line printed."""
    table = program.home / "officials.csv"
    table.write_text(
        f"role,unit,agency,title\nofficer,{COMMUNE},,\nhandler,{COMMUNE},kinh_te,\nleader,{COMMUNE},,Chủ tịch\n", encoding="utf-8"
    )
    invites = program.invite("--from", str(table))
    for person, invite in zip((cast.an, cast.ha, cast.son), invites, strict=True):
        person.open_link(invite)
        hears(person, "Đã ghi nhận Ông/Bà là")


def begin(lan: Person) -> None:
    """From the poster to the open draft."""
    lan.open_link(f"c_{COMMUNE}")
    hears(lan, "Đơn vị quản lý: Ủy ban nhân dân tỉnh Thái Nguyên")
    press(lan, "Tôi đồng ý cung cấp thông tin")
    press(lan, NAME, under="Ông/Bà gửi ý kiến về")
    hears(lan, f"Mời Ông/Bà viết, chụp ảnh hoặc ghi âm ý kiến gửi {NAME}")


def write(lan: Person, words: str = WORDS) -> str:
    """Words, an album, a voice; one card; `Gửi`; the code."""
    lan.say(words)
    hears(lan, f"Ý kiến gửi {NAME}", words)
    lan.send_photos(photo("green"), photo("blue"))
    lan.send_voice(VOICE)
    press(lan, "Gửi", under="Kèm 1 ghi âm")
    return code_of(lan)


def take_in(cast: Cast, code: str) -> None:
    """The officer's live card, classified, accepted, handed over; the citizen hears both."""
    hears(cast.an, f"Ý kiến mới (1) · {NAME}")
    press(cast.an, "Xem", under=code)
    press(cast.an, code)
    press(cast.an, "Phân loại", under=WORDS)
    press(cast.an, "Giao thông, cầu đường", under="Chọn lĩnh vực")
    press(cast.an, "Tiếp nhận", under="Lĩnh vực: Giao thông, cầu đường")
    hears(cast.lan, f"Ý kiến {code} của Ông/Bà đã được tiếp nhận")
    if cast.an.sees_changes:
        hears(cast.an, f"Không còn ý kiến mới · {NAME}")
    press(cast.an, "Chuyển đơn vị", under=f"{code} · Đã tiếp nhận")
    press(cast.an, "Phòng Kinh tế", under="Chọn đơn vị chủ trì")
    due = next(one for one in _labels(cast.an, "Chọn hạn giải quyết") if "(10 ngày làm việc)" in one)
    press(cast.an, due, under="Chọn hạn giải quyết")
    hears(cast.lan, f"Ý kiến {code} của Ông/Bà đã được chuyển Phòng Kinh tế giải quyết")
    hears(cast.ha, "Việc được giao cho đơn vị của Ông/Bà", code)


def _labels(person: Person, under: str) -> tuple[str, ...]:
    hears(person, under)
    return tuple(label for bubble in person.bubbles() if under in bubble.text for label in bubble.buttons)


def answer(cast: Cast, code: str, words: str, *, about: str, number: str = "", nth: int = 1) -> None:
    """The handler's answer on the card that tells `about`, cleared by the leader; the citizen reads it."""
    release(cast, words, about=about, number=number, nth=nth)
    hears(cast.lan, f"trả lời ý kiến {code} của Ông/Bà", words)


def release(cast: Cast, words: str, *, about: str, number: str = "", nth: int = 1) -> None:
    """The same up to the leader's press."""
    press(cast.ha, "Nhận việc", under=about)
    press(cast.ha, "Trả lời", under=about)
    hears(cast.ha, "Ông/Bà gõ nội dung trả lời", times=nth)
    cast.ha.say(words)
    hears(cast.ha, "Kết quả giải quyết là gì?", times=nth)
    press(cast.ha, "Đã thực hiện xong")
    hears(cast.ha, "Ông/Bà gửi ảnh, tệp kết quả", times=nth)
    if number:
        cast.ha.say(number)
    else:
        cast.ha.send_photos(photo("red"))
    press(cast.ha, "Hoàn thành", under=words)
    hears(cast.son, "Câu trả lời chờ Ông/Bà duyệt", words)
    press(cast.son, "Duyệt, gửi", under=words)


def verdicts(cast: Cast, code: str) -> None:
    """Not satisfied with the first answer, with the second one yes."""
    first, second = "Xã đã đổ đá cấp phối và nạo vét rãnh 300 m.", "Xã đã đổ bê tông đoạn dốc và xây lại rãnh."
    answer(cast, code, first, about=WORDS, number="45/BC-UBND")
    press(cast.lan, "Chưa hài lòng", under=first)
    hears(cast.lan, "vì sao chưa hài lòng")
    cast.lan.say("Mưa xuống đá trôi hết, rãnh lại tắc như cũ")
    hears(cast.lan, f"Đã mở lại ý kiến {code}")
    hears(cast.ha, "Người gửi chưa hài lòng, ý kiến được mở lại", "rãnh lại tắc như cũ")
    answer(cast, code, second, about="rãnh lại tắc như cũ", nth=2)
    press(cast.lan, "Hài lòng", under=second)
    hears(cast.lan, f"Cảm ơn Ông/Bà. Ý kiến {code} đã hoàn thành")
    hears(cast.ha, f"{code}: người gửi hài lòng với câu trả lời. Hoàn thành.")


def play(cast: Cast) -> str:
    """All of it; the code."""
    begin(cast.lan)
    code = write(cast.lan)
    take_in(cast, code)
    verdicts(cast, code)
    return code

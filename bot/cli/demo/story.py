"""The story: an opinion about a road, from the poster's code to `Hài lòng`, after it was reopened once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.cli.demo import picture
from bot.cli.demo.browser import Browser
from bot.cli.demo.narrator import Narrator
from bot.cli.demo.stage import COMMUNE, Stage

LAN: Final = "Bà Lan (người dân)"
AN: Final = "Ông An (công chức tiếp nhận)"
HA: Final = "Bà Hà (Phòng Kinh tế)"
SON: Final = "Ông Sơn (Chủ tịch UBND xã)"
_UNDO: Final = timedelta(minutes=2)
_ROAD: Final = "Đường vào thôn Nà Ca hỏng nặng, mùa mưa học sinh không đi được."
_FIRST: Final = "Xã đã đổ đá cấp phối và nạo vét 300 m rãnh đường thôn Nà Ca, xe đi lại được."
_DOCUMENT: Final = "45/BC-UBND"
_WHY: Final = "Mưa xuống đá trôi hết, rãnh lại tắc như cũ."
_SECOND: Final = "Xã đã đổ bê tông đoạn dốc và xây lại rãnh thoát nước."


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who plays: each at a browser of their own."""

    lan: Browser
    an: Browser
    ha: Browser
    son: Browser


async def play(stage: Stage, people: People, told: Narrator, invites: Mapping[str, str]) -> str:
    """Play it all; returns the opinion's code. `invites` are the payloads of the links, by role. Raises Stuck."""
    await _enrol(people, told, invites)
    await _arrive(stage, people, told)
    code = await _write(people, told)
    await _triage(people, told, code)
    await _answer(people, told)
    await _release(stage, people, told)
    await _reopen(people, told)
    await _answer_again(people, told)
    await _release(stage, people, told)
    await _content(people, told)
    return code


async def _enrol(people: People, told: Narrator, invites: Mapping[str, str]) -> None:
    for role, who in (("officer", people.an), ("handler", people.ha), ("leader", people.son)):
        await who.start(invites[role])
    read = await asyncio.gather(*(who.sees("") for who in (people.an, people.ha, people.son)))
    told.step(f"{AN}, {HA}, {SON} mở liên kết mời của mình.", "Ông An", read[0])


async def _arrive(stage: Stage, people: People, told: Narrator) -> None:
    lan = people.lan
    await lan.start(f"c_{COMMUNE}")
    asked = await lan.sees("đồng ý không")
    told.step(f"{LAN} quét mã QR trên áp phích của xã.", "Bà Lan", asked, "Lưu giữ")
    await lan.press("Tôi đồng ý cung cấp thông tin")
    await lan.press("Xã Côn Minh")
    told.step(f"{LAN} bấm Tôi đồng ý cung cấp thông tin, rồi Xã Côn Minh.", "Bà Lan", await lan.sees("Mời Ông/Bà viết"))
    warning = await stage.announce()
    told.step("UBND xã Côn Minh thông báo hội nghị đối thoại sau ba ngày.", "Bà Lan", await lan.sees("Kính mời bà con"), "Hội nghị")
    told.note(warning)


async def _write(people: People, told: Narrator) -> str:
    lan = people.lan
    await lan.write(_ROAD)
    await lan.sees("chọn Gửi")
    await lan.show(picture.road(), "duong-na-ca.jpg")
    told.step(f"{LAN} viết “{_ROAD}” và gửi kèm một ảnh.", "Bà Lan", await lan.sees("Kèm 1 ảnh"), "Kèm")
    await lan.press("Gửi")
    receipt = await lan.sees("Đã ghi nhận")
    told.step(f"{LAN} xem lại và bấm Gửi.", "Bà Lan", receipt)
    code = receipt.split("Mã tra cứu: ")[1].split()[0]
    await lan.press("Bỏ qua")
    await lan.sees("Mời Ông/Bà chọn")
    return code


async def _triage(people: People, told: Narrator, code: str) -> None:
    an, lan, ha = people.an, people.lan, people.ha
    card = await an.sees("Ý kiến mới (1)")
    await an.press("Xem")
    await an.press(code)
    told.step(f"{AN} mở thẻ ý kiến mới của xã.", "Ông An", card)
    await an.press("Phân loại")
    field = await an.press("Giao thông, cầu đường")
    await an.press("Tiếp nhận")
    told.step(f"{AN} phân loại “{field}” và bấm Tiếp nhận.", "Bà Lan", await lan.sees("đã được tiếp nhận"))
    await an.press("Chuyển đơn vị")
    await an.press("Phòng Kinh tế")
    due = await an.press("10 ngày làm việc", part=True)
    told.step(f"{AN} chuyển Phòng Kinh tế, hạn {due}.", "Bà Lan", await lan.sees("Phòng Kinh tế"))
    await ha.sees("Việc được giao")


async def _answer(people: People, told: Narrator) -> None:
    ha = people.ha
    await ha.press("Nhận việc")
    await _drafted(ha, _FIRST)
    await ha.write(_DOCUMENT)
    told.step(f"{HA} nhận việc, soạn trả lời, ghi số văn bản {_DOCUMENT}.", "Bà Hà", await ha.sees("Xem lại trước khi trình"), "Trả lời")
    await ha.press("Hoàn thành")
    told.step(f"{HA} bấm Hoàn thành để trình duyệt.", "Ông Sơn", await people.son.sees("chờ Ông/Bà duyệt"))


async def _drafted(ha: Browser, text: str) -> None:
    await ha.press("Trả lời")
    await ha.sees("gõ nội dung trả lời")
    await ha.write(text)
    await ha.press("Đã thực hiện xong")
    await ha.sees("số văn bản")


async def _release(stage: Stage, people: People, told: Narrator) -> None:
    await people.son.press("Duyệt, gửi")
    told.step(f"{SON} bấm Duyệt, gửi.", "Ông Sơn", await people.son.sees("hoàn tác"), "Người gửi nhận")
    await stage.move(_UNDO, "cho hết thời gian được hoàn tác", told)
    told.step("Câu trả lời đến với người gửi ý kiến.", "Bà Lan", await people.lan.sees("trả lời ý kiến"))


async def _reopen(people: People, told: Narrator) -> None:
    lan = people.lan
    await lan.press("Chưa hài lòng")
    await lan.sees("vì sao chưa hài lòng")
    await lan.write(_WHY)
    told.step(f"{LAN} bấm Chưa hài lòng và viết: “{_WHY}”", "Bà Lan", await lan.sees("Đã mở lại"))
    read = await people.son.sees("Người gửi chưa hài lòng")
    told.step("Lãnh đạo và đơn vị giải quyết được báo ngay.", "Ông Sơn", read)
    await people.ha.sees("Người gửi chưa hài lòng")


async def _answer_again(people: People, told: Narrator) -> None:
    ha = people.ha
    await ha.press("Nhận việc")
    await _drafted(ha, _SECOND)
    await ha.show(picture.road(mended=True), "duong-da-sua.jpg")
    told.step(f"{HA} nhận lại việc, trả lời lần hai kèm ảnh hiện trường.", "Bà Hà", await ha.sees("Xem lại trước khi trình"), "Trả lời")
    await ha.press("Hoàn thành")
    await people.son.sees("chờ Ông/Bà duyệt")


async def _content(people: People, told: Narrator) -> None:
    await people.lan.press("Hài lòng")
    told.step(f"{LAN} bấm Hài lòng.", "Bà Lan", await people.lan.sees("đã hoàn thành"))
    await people.ha.sees("người gửi hài lòng")
    await people.son.write("/tonghop")
    summary = await people.son.sees("Tổng hợp ý kiến")
    told.step(f"{SON} xem Tổng hợp ý kiến trước đối thoại.", "Ông Sơn", summary, "Tổng số")

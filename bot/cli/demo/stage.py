"""What stands around the story: the running house, its movable clock, its invites and its dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.cli.demo.narrator import Narrator
from bot.domain.deadlines import add_working_days, at_local, is_quiet, local_day, local_time
from bot.web.acts import Plain
from storage import journal, opinions
from storage.work import Work

if TYPE_CHECKING:
    from bot.app import House
    from bot.clock import MovableClock
    from bot.domain.province import Province

PROVINCE: Final = "thai-nguyen"
COMMUNE: Final = "02185"
"""Xã Côn Minh, whose poster is scanned."""
MORE: Final = f".venv/bin/doithoai invite officer --unit {COMMUNE}"
"""How another link is made while the demo runs."""
_LONGEST: Final = timedelta(minutes=15)
"""How much of the day the story may take, the moves of the clock with it."""
_MORNING: Final = time(8)
_DAYS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that can be taken in the demo. `name` is what the terminal calls it; no unit means the province."""

    role: str
    name: str
    unit: str = COMMUNE
    agency: str = ""


ROLES: Final = (
    Role(role="officer", name="Công chức tiếp nhận"),
    Role(role="handler", name="Cán bộ giải quyết (Phòng Kinh tế)", agency=f"{COMMUNE}.kinh_te"),
    Role(role="leader", name="Lãnh đạo xã"),
    Role(role="admin", name="Quản trị", unit=""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A house that serves, with a clock that the demo moves."""

    house: House
    clock: MovableClock

    def begin(self, told: Narrator) -> None:
        """Go on to a time of day at which messages leave at once, and say so."""
        now, quiet = self.clock.now(), self.house.province.rules.quiet
        start = daytime(now, self.house.province)
        if start != now:
            self.clock.set(start)
            told.moved(start - now, f"vì từ {quiet.starts:%H:%M} đến {quiet.ends:%H:%M} không gửi tin")

    async def move(self, by: timedelta, why: str, told: Narrator) -> None:
        """Let time pass, and what is due then happen now."""
        self.clock.advance(by)
        told.moved(by, why)
        await self.house.metronome.tick()
        self.house.poke()

    async def invite(self, roles: Sequence[Role]) -> dict[str, str]:
        """The payload of a new link for each role, as `doithoai invite` makes them."""
        made = {}
        for one in roles:
            unit = one.unit or self.house.province.units.root.code
            args: dict[str, Plain] = {"role": one.role, "unit": unit, "agency": one.agency, "title": ""}
            answer = await self.house.perform("invite", args)
            made[one.role] = str(answer["code"]) if isinstance(answer, dict) else ""
        return made

    async def announce(self) -> str:
        """Announce a dialogue in three days, as `doithoai dialogue add` does; returns what the office must know of it."""
        starts = at_local(local_day(self.clock.now()) + timedelta(days=_DAYS), _MORNING)
        plan: dict[str, Plain] = {
            "unit": COMMUNE, "starts": starts.isoformat(), "place": "Nhà văn hóa xã Côn Minh", "chair": "Chủ tịch Ủy ban nhân dân xã",
        }  # fmt: skip
        answer = await self.house.perform("dialogue.add", plan)
        if not isinstance(answer, dict) or answer.get("short_notice") is None:
            return ""
        return f"(Thực tế phải thông báo trước ít nhất {answer['notice_days']} ngày, {answer['source']}; bản chạy thử rút ngắn.)"

    async def ending(self, code: str) -> str:
        """What the store holds of the opinion at the end."""

        def look(work: Work) -> str:
            found = opinions.by_code(work, code)
            if found is None:
                return f"{code}: không còn trong kho"
            lines = len(journal.of(work, found.id))
            chain = "liền mạch" if not journal.verify(work) else "bị sửa"
            status = "Hoàn thành" if found.status == "closed" else found.status
            return f"Trong kho: {code} · {status} · mở lại {found.reopened} lần · nhật ký {lines} dòng, {chain}."

        return await self.house.database.read(look)


def daytime(now: datetime, province: Province) -> datetime:
    """The moment itself, or the next working morning when the story would reach into the quiet hours."""
    quiet = province.rules.quiet
    if not is_quiet(now, quiet) and not is_quiet(now + _LONGEST, quiet):
        return now
    day = local_day(now) + timedelta(days=0 if local_time(now) < _MORNING else 1)
    return at_local(add_working_days(day, 0, province.calendar), _MORNING)

"""Reads and plays golden conversations: every line of a `.talk` is an act or what is heard after it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.deadlines import VIETNAM
from storage.work import Work
from tests.house import Heard, Town, Villager, picture

_SPAN = {"giây": "seconds", "phút": "minutes", "giờ": "hours", "ngày": "days"}
_PASS = re.compile(
    r"\b(?:[ir]_[A-Za-z0-9_-]{22}|k_[2-9A-HJ-NP-Z]{10}\b)|\b(?=[A-Z]*-?[A-Z]*[2-9])[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}\b"
    r"|(?<=Mã liên kết: )\d{6}"
)
_CODE = re.compile(r"YK-\d\d-[2-9A-HJ-NP-Z]{6}-[2-9A-HJ-NP-Z]")


@dataclass(slots=True)
class Act:
    """One line of the script and the lines that should be heard after it."""

    line: str
    heard: list[str] = field(default_factory=list)


def read(path: Path) -> list[Act]:
    """The acts of a file, comments and blank lines with them so that it can be written back."""
    acts: list[Act] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    ") and acts:
            if not acts[-1].line and len(acts) > 1 and acts[-2].heard:  # a blank line inside what is heard
                acts.pop()
                acts[-1].heard.append("")
            acts[-1].heard.append(line)
        else:
            acts.append(Act(line=line))
    return acts


def write(path: Path, acts: list[Act]) -> None:
    """Write the acts back with what was really heard."""
    path.write_text("\n".join(one for act in acts for one in (act.line, *act.heard)) + "\n", encoding="utf-8")


def _placed(acts: list[Act]) -> list[tuple[str, Act]]:
    """Each act by its line; the second of the same words is `… (lần 2)`."""
    times: Counter[str] = Counter()
    placed = []
    for act in acts:
        times[act.line] += 1
        placed.append((act.line if times[act.line] == 1 else f"{act.line} (lần {times[act.line]})", act))
    return placed


def overlay(acts: list[Act], own: Path) -> None:
    """Put what is heard on one channel alone in the place of what is heard on the others. Raises AssertionError for a line that the
    conversation does not have."""
    other = {one.line: one.heard for one in read(own) if not one.line.startswith("#")} if own.exists() else {}
    for line, act in _placed(acts):
        act.heard = other.pop(line, act.heard)
    assert not other, f"{own} knows lines that the conversation does not have: {sorted(other)}"


def write_own(own: Path, shared: list[Act], acts: list[Act]) -> None:
    """Write the lines after which something else is heard on one channel than on the others; no file where there are none."""
    other = [Act(line=line, heard=act.heard) for (line, act), one in zip(_placed(acts), shared, strict=True) if act.heard != one.heard]
    own.unlink(missing_ok=True)
    if other:
        own.parent.mkdir(exist_ok=True)
        write(own, other)


class Player:
    """Plays acts in a town; remembers codes so that the script can name them."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.codes: list[str] = []
        self.passes: list[str] = []

    async def play(self, act: Act) -> list[str]:
        """Do what a line says; returns what is heard, as lines of a script."""
        line = self._filled(act.line)
        if "{cửa}" in line:
            line = line.replace("{cửa}", await self.town.read(_newest))
        if not line.strip() or line.startswith("#"):
            return []
        if line.startswith("đợi: "):
            number, span = line.removeprefix("đợi: ").split()
            await self.town.wait(timedelta(**{_SPAN[span]: int(number)}))
            return []
        if line == "khởi động lại":
            await self.town.restart()
            return []
        if line == "im lặng":
            for villager in self.town.people.values():
                await villager.hear()
            return []
        if line.startswith("vai: "):
            name, _, role = line.removeprefix("vai: ").partition(" = ")
            await self.town.enrol(name, *(part.strip() for part in role.split(",")))
            return []
        if line.startswith("đối thoại: "):
            unit, when, place = (part.strip() for part in line.removeprefix("đối thoại: ").split(",", 2))
            await self.town.plan_dialogue(unit, _moment(when), place)
            return []
        return self._shown(await self._spoken(line))

    async def played(self, act: Act, then: str) -> list[str]:
        """The same by people who wait for the card that follows their words after some seconds where it cannot change in its place, unless
        they go on sending in the line `then`."""
        heard = await self.play(act)
        name, sends = _sender(act.line)
        if heard or not name or self.town.house.channels[self.town.channel].caps.edit or (sends and _sender(then) == (name, True)):
            return heard
        await self.town.wait(timedelta(seconds=self.town.house.province.rules.draft.card_seconds))
        return self._shown(await self._who(name).hear())

    async def _spoken(self, line: str) -> list[Heard]:
        if match := re.fullmatch(r"([^:>+]+?) nghe", line):
            return await self._who(match[1]).hear()
        if match := re.fullmatch(r"([^:>+]+?) quét ?(\S*)", line):
            return await self._who(match[1]).start(match[2])
        if match := re.fullmatch(r"([^:>+]+?) mở trình duyệt mới", line):
            self._who(match[1]).open_browser()
            return []
        if match := re.fullmatch(r"([^:>+]+?) mở lại trang", line):
            over = await self._who(match[1]).open_page()
            return [Heard(text="(phiên của cán bộ đã hết; trang mới, chưa biết ai)")] if over else []
        match = re.fullmatch(r"([^:>+]+?)\s*(:|>|\+) (.*)", line, re.DOTALL)
        if match is None:
            raise AssertionError(f"the script says something unknown: {line}")
        villager = self._who(match[1])
        if match[2] == ">":
            return await villager.press(match[3])
        if match[2] == "+":
            return await _file(villager, match[3])
        return await villager.say(match[3].replace("\\n", "\n"))

    def _who(self, name: str) -> Villager:
        return self.town.villager(name)

    def _filled(self, line: str) -> str:
        line = re.sub(r"\{mã (\d+)\}", lambda found: self.passes[int(found[1]) - 1], line)
        return re.sub(r"\{YK-(\d+)\}", lambda found: self.codes[int(found[1]) - 1], line)

    def _shown(self, heard: list[Heard]) -> list[str]:
        lines: list[str] = []
        for one in heard:
            body = self._named(one.text).split("\n")
            body += [f"({one.files} tệp)"] if one.files else []
            body += [" ".join(f"[{self._named(label)}]" for label in one.buttons)] if one.buttons else []
            mark = "»~" if one.again else "»"
            lines += [f"    {mark} {body[0]}".rstrip(), *(f"      {rest}".rstrip() for rest in body[1:])]
        return lines

    def _named(self, text: str) -> str:
        for code in _CODE.findall(text):
            if code not in self.codes:
                self.codes.append(code)
        for place, code in enumerate(self.codes, 1):
            text = text.replace(code, f"{{YK-{place}}}")
        for code in _PASS.findall(text):
            if code not in self.passes:
                self.passes.append(code)
            text = text.replace(code, f"{{mã {self.passes.index(code) + 1}}}")
        return text


def _sender(line: str) -> tuple[str, bool]:
    """Who acts in a line, and whether by words or files."""
    match = re.fullmatch(r"([^:>+]+?)\s*(:|>|\+) .*", line, re.DOTALL)
    return (match[1], match[2] != ">" and match[1] != "đợi") if match else ("", False)


async def _file(villager: Villager, what: str) -> list[Heard]:
    if what.startswith("ảnh"):
        return await villager.send_file(picture())
    if what == "ghi âm":
        return await villager.send_file(b"OggS" + bytes(400), kind="voice", name="ghi-am.ogg", mime="audio/ogg")
    if what == "tệp":
        return await villager.send_file(b"%PDF-1.4 " + bytes(400), kind="document", name="van-ban.pdf", mime="application/pdf")
    raise AssertionError(f"nobody sends {what!r}")


def _newest(work: Work) -> str:
    """The short code of the dialogue that was planned last."""
    row = work.one("SELECT short FROM dialogue ORDER BY created_at DESC, id DESC")
    assert row is not None
    return str(row[0])


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


def heading(acts: list[Act], name: str, default: str) -> str:
    """The value of a line like `giờ: …` at the top."""
    for act in acts:
        if act.line.startswith(f"{name}: "):
            return act.line.removeprefix(f"{name}: ")
    return default


def moment_of(acts: list[Act]) -> datetime:
    """When the conversation begins."""
    return _moment(heading(acts, "giờ", "01/12/2026 08:00"))

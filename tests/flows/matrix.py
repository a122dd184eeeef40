"""The access matrix by hand, and the states of an opinion in which it is pressed (`test_matrix.py`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.people import Role
from bot.domain.permissions import Action
from bot.services import asking, extensions, handling, refusing, supervision, supports, transfers, triage
from bot.services.rulings import Because
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE

FOREIGN: Final = "02038"  # Xã Quảng Bạch
SHORTER, LONGER = COMMUNE[:-1], f"{COMMUNE}0"  # units of the test alone, whose codes begin as the commune's does
HELPS: Final = f"{COMMUNE}.van_phong"

PLACES: Final[dict[str, tuple[str, str]]] = {
    "own": (COMMUNE, "kinh_te"), "helps": (COMMUNE, "van_phong"), "beside": (COMMUNE, "cong_an"), "foreign": (FOREIGN, "kinh_te"),
    "superior": (PROVINCE, "so_xay_dung"), "shorter": (SHORTER, "kinh_te"), "longer": (LONGER, "kinh_te"),
}  # fmt: skip
"""place -> unit, and the agency of those who solve opinions."""

READS: Final = "opinion.read: journal"
TRIAGES: Final = "opinion.triage: take_over hand_back accept field refuse undo_refuse unit transfer divert split unsplit title transcribe"
ASSIGNS: Final = "opinion.assign: assign support"
GROUPS: Final = "opinion.merge: leave join"
WORKS: Final = "opinion.work: take_on extend!"
ANSWERS: Final = "opinion.answer: answer"
TELLS: Final = "opinion.progress: progress!"
NOTES: Final = "opinion.note: note"
ASKS: Final = "opinion.ask: ask_more go_on"
EXPLAINS: Final = "opinion.explain: explain"
CALLS: Final = "opinion.phone: phone"
RELEASES: Final = "opinion.release: release send_back undo extend_yes extend_no"
JUDGES: Final = "opinion.refuse: refuse_ok refuse_no"
WATCHES: Final = "opinion.supervise: confirm question reconsider"
DESKS: Final = "opinion.decide_desk: decide_desk"
AGENCIES: Final = "opinion.decide_agency: decide_agency"
OFFICER: Final = (READS, TRIAGES, ASSIGNS, GROUPS, WORKS, ANSWERS, TELLS, NOTES, ASKS, EXPLAINS)
SOLVES: Final = (READS, GROUPS, "opinion.work: take_on extend return", ANSWERS, "opinion.progress: progress", NOTES, ASKS, EXPLAINS, CALLS)
ADMIN: Final = (READS, TRIAGES, ASSIGNS, GROUPS, NOTES, ASKS, DESKS, AGENCIES)

MATRIX: Final[dict[tuple[Role, str], tuple[str, ...]]] = {
    ("officer", "own"): OFFICER,
    ("leader", "own"): (*OFFICER, CALLS, RELEASES, JUDGES),
    ("handler", "own"): SOLVES,
    ("handler", "helps"): (READS, "opinion.progress: progress", NOTES),
    ("front", "own"): (READS, WATCHES),
    ("front", "superior"): (READS, WATCHES),
    ("admin", "own"): ADMIN,
    ("admin", "superior"): ADMIN,
}
"""(role, place) -> what they may do with an opinion on the commune's desk: the action, then the buttons under it. Every other cell is
empty. `!` stands behind what is offered to whoever does the work itself only."""
UMPIRE: Final[dict[tuple[str, Role, str], tuple[str, ...]]] = {
    ("desk to decide", "leader", "superior"): (READS, DESKS),
    ("desk to decide", "officer", "superior"): (READS, DESKS),
    ("agency to decide", "leader", "own"): (AGENCIES,),
}
"""(state, role, place) -> what is added for those who decide where an opinion belongs: above two desks, or above two agencies."""
_ANY: Final = ("own", "helps", "beside", "foreign", "superior", "shorter", "longer")
DOORS: Final[dict[Action, tuple[str, str, dict[Role, tuple[str, ...]]]]] = {
    "work.list": ("/viec", "Hiện không có việc nào chờ", dict.fromkeys(("officer", "leader", "handler", "front", "admin"), _ANY)),
    "report.read": ("/baocao", "Thống kê đối thoại năm", dict.fromkeys(("officer", "leader", "front", "auditor", "admin"), _ANY)),
    "supervision.list": ("/giamsat", "Theo dõi giải quyết ·", dict.fromkeys(("front", "admin"), _ANY)),
    "opinion.enter": ("/nhapho", "Nhập hộ ·", dict.fromkeys(("officer", "hamlet_head"), _ANY)),
    "opinion.organise": ("/doanthe", "ý kiến của tổ chức nào", {"front": _ANY}),
    "invite.officer": ("/canbo Xã Côn Minh", "Cán bộ của Xã Côn Minh", {"leader": ("own",), "admin": ("own", "superior")}),
    "calendar.set": ("/ngaynghi", "Chưa có ngày nào khác lịch", {"admin": ("superior",)}),
}
"""Acts that are on no card: the command that leads to them, what is said to those who may, and who may at which place. Where it is any
place, the door leads to their own unit only."""
ELSEWHERE: Final[frozenset[Action]] = frozenset(
    {"dialogue.plan", "dialogue.announce", "dialogue.run", "dialogue.conclude", "dialogue.cover", "invite.any"}
)
"""Acts to which no command leads: those on a dialogue stand on its card (tests/flows/dialogue), an invite follows `invite.officer`."""
YIELDS: Final = {"refuse": "refuse_ok"}
"""Buttons that stand there for those only who are not offered the other one: who decides a proposal says yes or no to it first."""
SEEN: Final = {"more", "back", "files", "whole", "members", "open"}
"""Buttons that only show what may be read."""


def named(lines: tuple[str, ...], *, works: bool = False) -> dict[str, str]:
    """button -> action, as the table gives them; what is marked only where the work is their own."""
    found = {verb: line.partition(": ")[0] for line in lines for verb in line.partition(": ")[2].split()}
    return {verb.rstrip("!"): action for verb, action in found.items() if works or not verb.endswith("!")}


def given(role: Role, place: str, stage: str, *, works: bool = False) -> dict[str, str]:
    """What the table gives in this cell: button -> action; as to one whose own the work is (`works`) in the state "mine"."""
    if role == "handler" and stage not in (HELPED if place == "helps" else LED):
        return {}
    return named((*MATRIX.get((role, place), ()), *UMPIRE.get((stage, role, place), ())), works=works or stage == "mine")


def everything() -> dict[str, str]:
    """Every button of the table."""
    return named(tuple(line for lines in (*MATRIX.values(), *UMPIRE.values()) for line in lines), works=True)


Step = Callable[[Work, Act, str, int], object]
REPLY: Final = handling.Reply(id="", text="Xã đã sửa xong", outcome="done", document="45/BC-UBND")
BECAUSE: Final = Because(code="other_agency", words="Việc này không thuộc nơi nhận giải quyết")
STEPS: Final[dict[str, Step]] = {
    "classify": lambda work, act, one, v: triage.classify(work, act, one, v, "giao_thong"),
    "accept": triage.accept,
    "ask_more": lambda work, act, one, v: asking.ask(work, act, one, v, "Xin Ông/Bà cho biết cầu ở đoạn nào của suối"),
    "pass_on": lambda work, act, one, v: transfers.transfer(work, act, one, v, NEIGHBOUR),
    "pass_here": lambda work, act, one, v: transfers.transfer(work, act, one, v, COMMUNE),
    "hand_back": lambda work, act, one, v: transfers.hand_back(work, act, one, v, BECAUSE),
    "assign": lambda work, act, one, v: triage.assign(work, act, one, v, agency=AGENCY, due=act.today + timedelta(days=9)),
    "return": lambda work, act, one, v: handling.give_back(work, act, one, v, BECAUSE),
    "support": lambda work, act, one, v: supports.add(work, act, one, v, HELPS),
    "take_on": handling.take_on,
    "longer": lambda work, act, one, v: extensions.ask(
        work, act, one, v, extensions.Wish(day=act.today + timedelta(days=14), reason="weather", words="Mưa lũ kéo dài, chưa thi công được")
    ),
    "draft": lambda work, act, one, v: handling.draft(work, act, one, v, replace(REPLY, id=act.mint.id())),
    "release": handling.release,
    "refuse": lambda work, act, one, v: triage.refuse(work, act, one, v, "answered_nothing_new"),
    "propose": lambda work, act, one, v: refusing.propose(work, act, one, v, "Nội dung này không có địa điểm nào trong xã"),
    "question": lambda work, act, one, v: supervision.question(work, act, one, v, "Vì sao đến nay chưa sửa cầu"),
    "reconsider": lambda work, act, one, v: supervision.reconsider(work, act, one, v, "Đã đến xem, cầu chưa sửa xong"),
}  # fmt: skip
TAKEN: Final = ("classify", "accept", "assign")
WORKED: Final = (*TAKEN, "support", "take_on")
STAGES: Final[dict[str, tuple[str, ...]]] = {
    "answered": (*WORKED, "draft", "release"), "reopened": (*WORKED, "draft", "release"),
    "sent": (), "classed": ("classify",), "accepted": ("classify", "accept"), "asked": ("classify", "accept", "ask_more"),
    "passed here": ("classify", "pass_here"), "desk to decide": ("classify", "accept", *("pass_on", "hand_back") * 2),
    "agency to decide": (*TAKEN, "return", "assign", "return"), "assigned": TAKEN, "worked on": WORKED, "mine": WORKED,
    "longer": (*WORKED, "longer"), "questioned": (*WORKED, "question"), "drafted": (*WORKED, "draft"),
    "leaving": (*WORKED, "draft", "release"), "refused": ("classify", "refuse"), "proposed": ("classify", "propose"),
    "part": ("classify", "accept"), "follower": ("classify", "accept"), "spoken": (),
}  # fmt: skip
"""state -> how it came there; the first two lie there for a while before the others begin, then the Front reopens the second."""
EARLIER: Final = ("answered", "reopened")
HELPED: Final = {stage for stage, steps in STAGES.items() if "support" in steps}
LED: Final = HELPED | {"assigned"}
"""The states in which an agency helps, and leads."""

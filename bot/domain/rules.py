"""What the province decided in days, hours and counts; every value is explained beside its number in rules.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Literal

from bot.domain.conclusions import ConclusionRules
from bot.domain.conference_rules import DialogueRules, DutyRules
from bot.domain.doors import AttendanceRules
from bot.domain.forms import StatisticsRules
from bot.domain.keeping import BackupRules, MediaRules, RetentionRules, SendingRules, ZaloOaRules
from bot.domain.levels import Level
from bot.domain.refusing import RefusalRules
from bot.domain.statuses import Status

Told = Literal["assignee", "officer", "leader", "superior", "admin"]

ExtensionReason = Literal["weather", "survey", "agreement", "funds", "season", "other_agency"]
"""Why more time may be needed: each has its sentence, the province chooses among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRules:
    """The hours of the night in which nobody is woken, but for receipts and emergencies."""

    starts: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRules:
    """What officials read on a working day."""

    at: time
    due_soon_days: int  # working days


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRules:
    """How long and how often a citizen may say that the answer is not good enough."""

    window_days: int
    unheard_days: int  # how long it waits for an answer to reach its author
    max_reopens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRules:
    """Who clears an answer, and how long a released one may be called back."""

    undo_seconds: int
    clears: Mapping[Level, str]  # level -> role


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingRules:
    """How long an opinion waits for what its author was asked to add, and how often they may be asked."""

    remind_days: int
    goes_on_days: int
    times_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRules:
    """How often and how long an opinion may be given more time, and for which reasons."""

    max_times: int  # in one round
    max_days: int  # working days after the day on which it was due
    reasons: tuple[ExtensionReason, ...]  # in the order of the buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRules:
    """How what was promised with an answer is followed."""

    remind_days: int  # working days before the promised day
    ask_at: time  # when, on the promised day, the agency is asked
    grace_days: int  # working days after it until the promise counts as broken
    max_postponed: int
    reply_days: int  # days in which the citizens say whether it happened


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRules:
    """Handing an opinion on to another desk, giving it back, and deciding when it came back twice."""

    accept_days: int  # working days until the receiver takes it over or gives it back
    overdue_days: int  # working days after that until the superior of both decides
    decide_days: int  # working days for that decision
    desk: tuple[str, ...]  # why a desk gives back what was passed on to it
    agency: tuple[str, ...]  # why an agency gives back what it was handed


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRules:
    """How loose messages become one opinion."""

    nudge_minutes: int
    burst_seconds: int
    card_seconds: int
    words_min: int
    text_max: int  # characters of one opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRules:
    """How much one person or one chat may do."""

    opinions_per_hour: int
    opinions_per_day: int
    tracking_misses_per_hour: int
    tracking_lock_minutes: int
    group_hint_minutes: int
    invite_hours: int
    invite_tries_per_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRules:
    """When an office that nobody uses falls asleep, and how long before its holder is told."""

    idle_days: int
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRules:
    """How long an official's web session lasts, and the code by which they come back."""

    idle_minutes: int
    max_hours: int
    pass_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRules:
    """The code by which another chat becomes one more of the same person."""

    code_minutes: int
    tries: int  # wrong ones of one chat in an hour
    tries_all: int  # wrong ones of all chats together in an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRules:
    """How long an opinion may take."""

    accept_hours: int  # working hours
    normal_days: int  # working days
    fields: Mapping[str, int]  # field -> working days, where it differs from normal_days


@dataclass(frozen=True, slots=True, kw_only=True)
class HourRules:
    """The hours in which an office works, on its working days."""

    morning_starts: time
    morning_ends: time
    afternoon_starts: time
    afternoon_ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRules:
    """What the Front may ask, and by when it is answered."""

    answer_days: int  # working days
    remind_days: int  # working days before that
    window_days: int  # after an answer, in which it may be sent back
    max_reopens: int
    recent_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BehalfRules:
    """Opinions that are written down for others."""

    entered_per_day: int
    slip_days: int
    recent_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRules:
    """What counts as nearly the same opinion."""

    similarity_percent: int
    look_back_days: int
    look_back_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the ladder: for opinions in one of `statuses` on a desk of one of `levels`.

    `clock` is what it counts from: the deadline for taking in (`accept`), the entry into the status (`entry`), the due date (`due`);
    `hours` or `days` (working ones) lie behind that, before it when negative. `moves` gives the opinion to the desk above."""

    name: str
    levels: tuple[Level, ...]
    statuses: tuple[Status, ...]
    clock: Literal["accept", "entry", "due"]
    tells: tuple[Told, ...]
    hours: int = 0
    days: int = 0
    moves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRules:
    """How long someone may stand in for an official who is away."""

    longest_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRules:
    """Who is told, one after another, of what nobody deals with."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules. `sources` names the law or habit behind a rule, by its name in rules.toml: "dialogue.notice_days"."""

    dialogue: DialogueRules
    attendance: AttendanceRules
    conclusion: ConclusionRules
    quiet: QuietRules
    digest: DigestRules
    verdict: VerdictRules
    release: ReleaseRules
    extension: ExtensionRules
    commitment: CommitmentRules
    asking: AskingRules
    returns: ReturnRules
    refusal: RefusalRules
    draft: DraftRules
    limits: LimitRules
    staff: StaffRules
    session: SessionRules
    link: LinkRules
    due: DueRules
    hours: HourRules
    retention: RetentionRules
    backup: BackupRules
    media: MediaRules
    sending: SendingRules
    zalo_oa: ZaloOaRules
    duplicates: DuplicateRules
    supervision: SupervisionRules
    behalf: BehalfRules
    escalation: EscalationRules
    absence: AbsenceRules
    statistics: StatisticsRules
    duties: DutyRules
    sources: Mapping[str, str]

    def due_days(self, field: str) -> int:
        """The working days that an opinion of this field is given by default."""
        return self.due.fields.get(field, self.due.normal_days)

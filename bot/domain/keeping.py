"""The rules of what is kept, taken in and sent: files, copies, raw records, and how fast messages leave."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRules:
    """How long raw records are kept."""

    inbox_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRules:
    """The copies made every night."""

    keep: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRules:
    """Which files are taken in."""

    file_megabytes: int
    files_per_opinion: int
    files_per_hour: int
    picture_megapixels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRules:
    """How fast messages leave."""

    per_second: int
    per_chat_per_second: int
    per_group_per_minute: int
    glance_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloOaRules:
    """What a Zalo Official Account may spend."""

    knock: bool  # whether those whose window is closed are asked, by a paid message, to write

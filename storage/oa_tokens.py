"""The tokens of a Zalo Official Account: whoever holds them is the account, so they stand sealed."""

from __future__ import annotations

from datetime import datetime

from storage.work import Work, micros


def load(work: Work, app: str) -> bytes | None:
    """What was kept for an app, if anything. Raises Unsealable where it was sealed under another key."""
    row = work.one("SELECT pair FROM oa_token WHERE app = :a", a=app)
    return work.keys.open_service(row[0], _place(app)) if row else None


def keep(work: Work, app: str, pair: bytes, at: datetime) -> None:
    """Keep this in place of what was kept before."""
    work.do(
        "INSERT INTO oa_token (app, pair, at) VALUES (:a, :p, :at) ON CONFLICT (app) DO UPDATE SET pair = excluded.pair, at = excluded.at",
        a=app, p=work.keys.seal_service(pair, _place(app)), at=micros(at),
    )  # fmt: skip


def _place(app: str) -> bytes:
    return b"oa_token:" + app.encode()

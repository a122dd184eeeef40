"""Failing acts are logged as the service does."""

from __future__ import annotations

from tests.scheduler.conftest import plain_logs

__all__ = ["plain_logs"]

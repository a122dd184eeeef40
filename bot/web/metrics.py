"""Numbers for a Prometheus server, on a loopback port of their own: what came in, what went out, what waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.clock import Clock
from storage import inbox, outbox
from storage.database import Database

_OLD: Final = timedelta(minutes=15)


class Numbers:
    """Counts what the parts report; the backlog is read from the store when it is asked for."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._received = Counter("doithoai_received", "Updates stored", ["channel"], registry=self._registry)
        self._turns = Counter("doithoai_turns", "Turns taken", registry=self._registry)
        self._sent = Counter("doithoai_sent", "Messages sent", ["channel"], registry=self._registry)
        self._failed = Counter("doithoai_failed", "Sends that failed", ["channel", "kind"], registry=self._registry)
        self._waiting = Gauge("doithoai_backlog", "Messages due and not sent", registry=self._registry)
        self._old = Gauge("doithoai_backlog_old", "Of these, older than 15 minutes", registry=self._registry)
        self._up = Gauge("doithoai_channel_up", "1 while nothing is wrong with a channel", ["channel"], registry=self._registry)
        self._poison = Gauge("doithoai_poison", "Letters set aside", registry=self._registry)

    def received(self, channel: str, n: int = 1) -> None:
        """So many updates of a channel are stored."""
        self._received.labels(channel).inc(n)

    def turn(self) -> None:
        """A turn was taken."""
        self._turns.inc()

    def settled(self, channel: str, kind: str) -> None:
        """A send arrived (`kind` empty) or failed in this way."""
        if kind:
            self._failed.labels(channel, kind).inc()
        else:
            self._sent.labels(channel).inc()

    async def page(self, database: Database, clock: Clock, troubles: Mapping[str, str]) -> bytes:
        """All numbers, in Prometheus' own words. `troubles` is each channel's name and what is wrong with it."""
        for channel, why in troubles.items():
            self._up.labels(channel).set(0 if why else 1)
        now = clock.now()
        waiting, old = await database.read(lambda work: outbox.backlog(work, now, _OLD))
        self._waiting.set(waiting)
        self._old.set(old)
        self._poison.set(await database.read(inbox.poisoned))
        return generate_latest(self._registry)


def build(numbers: Numbers, database: Database, clock: Clock, troubles: Callable[[], Mapping[str, str]] = dict) -> ASGIApp:
    """The application of the metrics port; it is served on loopback only."""

    async def metrics(request: Request) -> Response:
        return Response(await numbers.page(database, clock, troubles()), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/metrics", metrics)])

"""The one ASGI application: all routes behind the same security headers."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAME_MAX = 64 * 1024
"""The largest WebSocket frame that is read at all, in bytes."""

_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")
_FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()",
    "cache-control": "no-store",
}


class SecurityHeaders:
    """Adds to every answer what a browser must be told; a route may say something else for itself."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _FIXED.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", content_policy(host))
                if self.https:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        await self.app(scope, receive, dressed)


def content_policy(host: str) -> str:
    """What a page of ours may load: nothing from elsewhere. Older Safari does not count ws: as 'self', so the host is named."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
        f"connect-src 'self'{sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def build_app(routes: Iterable[BaseRoute], *, https: bool = False) -> ASGIApp:
    """The application that serves `routes`. `https` says that people reach it by https (PUBLIC_URL)."""
    return SecurityHeaders(Starlette(routes=list(routes)), https=https)


def server_settings(app: ASGIApp, *, host: str, port: int) -> uvicorn.Config:
    """How uvicorn serves it: no access log (paths hold one-time codes), small frames, no word about itself."""
    return uvicorn.Config(
        app, host=host, port=port, access_log=False, server_header=False, ws_max_size=FRAME_MAX, ws_max_queue=8,
        log_config=None, lifespan="off", timeout_graceful_shutdown=5, h11_max_incomplete_event_size=32 * 1024,
    )  # fmt: skip


def listening(host: str, port: int) -> socket.socket:
    """A socket on which the pages are served, for uvicorn, which would end the process where the port is taken.

    Raises OSError."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048)


class Quiet(uvicorn.Server):
    """uvicorn without its signal handlers: the house has its own."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield

"""What every channel is: a wire that hands raw updates in, reads them, and takes messages out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

from starlette.routing import BaseRoute

from bot.talk.incoming import Incoming, Media, Raw
from bot.talk.rendered import Caps, Rendered

NAMES: Final = ("webchat", "telegram", "zalo_bot", "zalo_oa")
"""All that there are, also where they are not switched on."""
IN_FLIGHT: Final = 128
"""So many messages may be with one platform at once: a channel has a connection for each, or those that wait for one count as unsent."""
Receive = Callable[[Sequence[Raw]], Awaitable[None]]
"""Stores raw updates; returns when the commit is on disk. Raises when the store cannot take them."""


class Channel(Protocol):
    """A channel keeps no standing of its own that matters: all of it may be lost at any moment."""

    name: str
    account: str  # our account there, as the platform names it; known after `open`
    caps: Caps

    async def open(self) -> None:
        """Connect and learn who we are. Raises SendFailed("auth") when the token is refused, SendFailed("unsent") when unreachable."""

    async def listen(self, receive: Receive) -> None:
        """Poll until cancelled. Returns at once where updates arrive by HTTP through `routes`."""

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """What the one ASGI app must serve for this channel."""

    def parse(self, raw: bytes) -> list[Incoming]:
        """Read an update. Pure. What cannot be read becomes kind `unsupported` or nothing; junk raises ValueError."""

    async def send(self, chat: str, message: Rendered) -> str:
        """Send, edit or toast; return the platform's message id ("" for a toast). Raises SendFailed."""

    async def show_typing(self, chat: str) -> None:
        """Show that an answer is being made, where the platform can. Raises SendFailed, of which nobody must hear."""

    async def fetch(self, media: Media) -> bytes:
        """Bring in a file's bytes. Raises SendFailed; kind `rejected` when it is too large or gone."""

    async def close(self) -> None:
        """Let go of all connections."""

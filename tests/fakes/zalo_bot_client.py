"""Starts the fake Zalo Bot Platform and plays its people."""

from __future__ import annotations

import base64
from typing import Any

from tests.fakes.process import FakePlatform, wait_for
from tests.fakes.zalo_bot import TOKEN


class FakeZaloBot(FakePlatform):
    """`with FakeZaloBot() as fake:`; `local` lets it call http on this machine and fetch pictures from here."""

    def __init__(self, *, port: int = 0, local: bool = True) -> None:
        self.token = TOKEN
        super().__init__("tests.fakes.zalo_bot", "--token", TOKEN, *(["--local"] if local else []), port=port)

    def user(self, name: str) -> ZaloPerson:
        """Someone who has not written yet."""
        return ZaloPerson(self, self.sim("user", name=name)["id"], name)

    def calls(self, method: str = "") -> list[dict[str, Any]]:
        """Every call the bot made."""
        found: list[dict[str, Any]] = self.sim("calls", **({"method": method} if method else {}))
        return found

    def fault(self, kind: str, **given: Any) -> None:
        """Let something go wrong: see zalo_bot_world.Fault."""
        self.sim("fault", kind=kind, **given)

    def rules(self, **wishes: Any) -> None:
        """How updates are brought: copies, shuffled, held, wrapped, tries; `quota`: messages that may still be sent; `reaches`:
        public addresses and where they really are."""
        self.sim("rules", **wishes)

    def state(self) -> dict[str, Any]:
        """What waits, where the hook is, what was brought."""
        found: dict[str, Any] = self.sim("state")
        return found


class ZaloPerson:
    """A person with Zalo, in the chat with the bot: words, pictures and voices; no buttons."""

    def __init__(self, fake: FakeZaloBot, chat: str, name: str) -> None:
        self.fake = fake
        self.chat = chat
        self.name = name

    def say(self, text: str) -> str:
        """Write a text; returns its id."""
        return str(self.fake.sim("send", chat=self.chat, text=text)["message_id"])

    def file(self, kind: str, data: bytes, **given: Any) -> str:
        """Send an `image` or a `voice`; `field` is what its address is called, `caption` stands under it."""
        return str(self.fake.sim("send", chat=self.chat, kind=kind, data=base64.b64encode(data).decode(), **given)["message_id"])

    def hidden(self) -> str:
        """Send something whose content the platform keeps from bots."""
        return str(self.fake.sim("send", chat=self.chat, kind="unsupported")["message_id"])

    def messages(self) -> list[dict[str, Any]]:
        """What the bot sent, oldest first."""
        return [one for one in self.fake.sim("chat", chat=self.chat) if one.get("ours")]

    def screen(self) -> list[str]:
        """The words the bot shows."""
        return [one.get("text", "") for one in self.messages()]

    def hears(self, words: str, *, within: float = 20.0) -> str:
        """Wait for a message that holds these words; returns it."""
        return wait_for(lambda: next((one for one in reversed(self.screen()) if words in one), ""), within=within, what=f"{words!r}")

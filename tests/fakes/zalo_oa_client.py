"""Starts the fake Official Account and plays its people."""

from __future__ import annotations

import base64
from typing import Any

from tests.fakes.process import FakePlatform, wait_for


class FakeZaloOa(FakePlatform):
    """`with FakeZaloOa() as fake:`; its url stands for both the OpenAPI and the OAuth server."""

    def __init__(self, *, port: int = 0) -> None:
        super().__init__("tests.fakes.zalo_oa", port=port)

    def user(self, name: str) -> OaPerson:
        """Someone who has not written yet."""
        return OaPerson(self, self.sim("user", name=name)["id"], name)

    def fault(self, kind: str, **given: Any) -> None:
        """Let something go wrong: see zalo_oa_world.Fault."""
        self.sim("fault", kind=kind, **given)

    def rules(self, **wishes: Any) -> None:
        """`hook`, `now`, `quota`, and how events are brought: copies, shuffled, held, tries, echoes."""
        self.sim("rules", **wishes)

    def state(self) -> dict[str, Any]:
        """What waits, what was brought, the living refresh token, the platform's clock."""
        found: dict[str, Any] = self.sim("state")
        return found

    def wait(self, hours: float) -> None:
        """Let the platform's clock go on."""
        self.rules(now=self.state()["now"] + hours * 3600)


class OaPerson:
    """A person with Zalo, in the chat with the account."""

    def __init__(self, fake: FakeZaloOa, chat: str, name: str) -> None:
        self.fake = fake
        self.chat = chat
        self.name = name

    def say(self, text: str) -> str:
        """Write a text; returns its id."""
        return str(self.fake.sim("send", chat=self.chat, text=text)["message_id"])

    def file(self, kind: str, data: bytes, **given: Any) -> str:
        """Send an `image`, `audio`, `video` or `file`."""
        return str(self.fake.sim("send", chat=self.chat, kind=kind, data=base64.b64encode(data).decode(), **given)["message_id"])

    def place(self, latitude: float, longitude: float) -> str:
        """Send a place."""
        return str(self.fake.sim("send", chat=self.chat, kind="location", latitude=latitude, longitude=longitude)["message_id"])

    def follow(self, *, follows: bool = True) -> None:
        """Follow the account, or leave it."""
        self.fake.sim("follow", chat=self.chat, follows=follows)

    def messages(self) -> list[dict[str, Any]]:
        """What the account sent, oldest first."""
        return [one for one in self.fake.sim("chat", chat=self.chat) if one.get("ours")]

    def screen(self) -> list[str]:
        """The words the account shows."""
        return [one.get("text", "") for one in self.messages()]

    def hears(self, words: str, *, within: float = 20.0) -> str:
        """Wait for a message that holds these words; returns it."""
        return wait_for(lambda: next((one for one in reversed(self.screen()) if words in one), ""), within=within, what=f"{words!r}")

"""Starts the fake Telegram and plays its people: plain blocking calls, used by every test that talks through Telegram."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from tests.fakes.process import FakePlatform, wait_for

T = TypeVar("T")
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


class FakeTelegram(FakePlatform):
    """A fake Telegram of our own: `with FakeTelegram() as fake:`. `url` is the API root, `token` what it accepts; `local` lets
    webhooks be http and on any port, as a Bot API server of one's own does."""

    def __init__(self, *, port: int = 0, token: str = "7000000001:AAfake-token_for-tests-0123456789abcdef", local: bool = False) -> None:
        self.token = token
        super().__init__("tests.fakes.telegram", "--token", token, *(["--local"] if local else []), port=port)

    def user(self, name: str, *, lang: str = "vi", id: int | None = None) -> Citizen:
        """A new person, who has not written yet."""
        number = self.sim("user", name=name, lang=lang, **({} if id is None else {"id": id}))["id"]
        return Citizen(self, number, name)

    def group(self, title: str) -> int:
        """A new group with the bot in it; its chat id."""
        return int(self.sim("group", title=title)["id"])

    def calls(self, method: str = "") -> list[dict[str, Any]]:
        """Every call the bot made: method, parameters, files, status, result."""
        found: list[dict[str, Any]] = self.sim("calls", **({"method": method} if method else {}))
        return found

    def fault(self, kind: str, **given: Any) -> None:
        """Let something go wrong: see tests.fakes.telegram_world.Fault."""
        self.sim("fault", kind=kind, **given)

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self.sim("heal")

    def revoke(self) -> None:
        """The bot's token is no longer taken, until `grant`."""
        self.sim("token", token="7000000001:AAanother-token_for-tests-0123456789")

    def grant(self) -> None:
        """The bot's token is taken again."""
        self.sim("token", token=self.token)

    def busy(self, *, after: int | None = 1, method: str = "send*", count: int = 1, chat: str = "") -> None:
        """Answer 429, with a pause of `after` seconds or without saying how long."""
        parameters = None if after is None else {"retry_after": after}
        self.fault("status", status=429, description="Too Many Requests", parameters=parameters, method=method, count=count, chat=chat)

    def inject(self, *updates: Any) -> None:
        """Queue updates as they are."""
        self.sim("update", updates=list(updates))

    def state(self) -> dict[str, Any]:
        """What stands in the queue: pending, confirmed, polls, webhook."""
        found: dict[str, Any] = self.sim("state")
        return found

    def deliveries(self, **wishes: Any) -> list[dict[str, Any]]:
        """Every try to bring an update to the webhook; wishes: `scale`, `held`, `copies` (see telegram_world.Deliveries)."""
        found: list[dict[str, Any]] = self.sim("deliveries", **wishes)
        return found


class Citizen:
    """A person with a phone, in the private chat with the bot."""

    def __init__(self, fake: FakeTelegram, number: int, name: str) -> None:
        self.fake = fake
        self.id = number
        self.chat = str(number)
        self.name = name

    def send(self, kind: str, **given: Any) -> int:
        """Send anything; returns the message id."""
        return int(self.fake.sim("send", user=self.id, kind=kind, **given)["message"])

    def say(self, text: str, *, reply_to: int | None = None, chat: int | None = None) -> int:
        """Write a text, perhaps in a group."""
        return self.send("text", text=text, reply_to=reply_to, **({} if chat is None else {"chat": chat}))

    def start(self, payload: str = "") -> int:
        """Open the bot, perhaps through a deep link."""
        return self.say(f"/start {payload}".strip())

    def file(self, kind: str, data: bytes, **given: Any) -> int:
        """Send a file: photo, voice, audio, video, video_note, document, animation or sticker; `caption`, `name`, `mime`, `size`."""
        return self.send(kind, data=base64.b64encode(data).decode(), **given)

    def photo(self, data: bytes = PNG, **given: Any) -> int:
        """Send a photo."""
        return self.file("photo", data, name="anh.jpg", **given)

    def voice(self, data: bytes = b"OggS fake voice", **given: Any) -> int:
        """Send a voice note."""
        return self.file("voice", data, name="voice.oga", mime="audio/ogg", **given)

    def document(self, data: bytes, name: str, mime: str = "application/pdf", **given: Any) -> int:
        """Send a document."""
        return self.file("document", data, name=name, mime=mime, **given)

    def album(self, photos: Iterable[bytes], caption: str = "") -> list[int]:
        """Send photos together; the caption stands under the first."""
        album = f"album-{self.id}-{time.monotonic_ns()}"
        return [self.photo(data, media_group_id=album, caption="" if at else caption) for at, data in enumerate(photos)]

    def location(self, latitude: float, longitude: float) -> int:
        """Send a place."""
        return self.send("location", content={"latitude": latitude, "longitude": longitude})

    def contact(self, phone: str, *, of: int | None = None) -> int:
        """Send a phone number, one's own or that of person `of`."""
        return self.send("contact", content={"phone_number": phone, "first_name": self.name, "user_id": of or self.id})

    def edit(self, message: int, text: str) -> None:
        """Change one's own message."""
        self.fake.sim("edit", user=self.id, message=message, text=text)

    def tap(self, label: str, *, message: int | None = None, chat: int | None = None) -> dict[str, Any]:
        """Press the newest button of that name (or the one under `message`). Raises LookupError when there is none."""
        given = {"message": message, "chat": chat}
        found: dict[str, Any] = self.fake.sim(
            "tap", user=self.id, label=label, **{name: value for name, value in given.items() if value is not None}
        )
        return found

    def forge(self, message: int, data: str) -> dict[str, Any]:
        """Press a button that is not there."""
        found: dict[str, Any] = self.fake.sim("tap", user=self.id, message=message, data=data, forged=True)
        return found

    def block(self, *, silent: bool = False) -> None:
        """Block the bot; `silent` without the update that tells it."""
        self.fake.sim("block", user=self.id, silent=silent)

    def unblock(self) -> None:
        """Take the bot back."""
        self.fake.sim("unblock", user=self.id)

    def messages(self, *, after: int = 0) -> list[dict[str, Any]]:
        """What the bot shows in this chat now (below message `after`), edits applied, as the platform holds it."""
        found = self.fake.sim("chat", chat=self.id, after=after)
        return [message for message in found["messages"] if message["from"]["id"] == found["bot"]]

    def screen(self) -> list[str]:
        """The words the bot shows now."""
        return [message.get("text", message.get("caption", "")) for message in self.messages()]

    def buttons(self) -> list[str]:
        """The labels under the newest message that has buttons."""
        for message in reversed(self.messages()):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if rows:
                return [button["text"] for row in rows for button in row]
        return []

    def keyboard(self) -> list[str]:
        """The labels of the sharing keyboard, [] when there is none."""
        found = self.fake.sim("chat", chat=self.id)["keyboard"] or {}
        return [key["text"] for row in found.get("keyboard", []) for key in row]

    def toasts(self) -> list[str]:
        """What this person's taps were answered with; "" for a bare answer."""
        return [query["answer"] for query in self.fake.sim("queries").values() if query["user"] == self.id and query["answer"] is not None]

    def wait_for(self, seen: Callable[[Sequence[str]], T], *, within: float = 20.0) -> T:
        """Wait until the screen is as wished, e.g. `citizen.wait_for(lambda texts: any("YK-" in t for t in texts))`."""
        return wait_for(lambda: seen(self.screen()), within=within, what=f"the screen of {self.name}")

    def hears(self, words: str, *, within: float = 20.0) -> str:
        """Wait for a message that holds these words; returns it."""

        def newest(texts: Sequence[str]) -> str:
            return next((text for text in reversed(texts) if words in text), "")

        try:
            return self.wait_for(newest, within=within)
        except AssertionError:
            raise AssertionError(f"{self.name} never heard {words!r}; the screen: {self.screen()!r}") from None

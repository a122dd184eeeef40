"""What the fake Telegram remembers: people, chats, messages, updates, files, faults."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

DEFAULT_KINDS = frozenset({"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member", "poll"})


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with the next `count` calls of a method (a pattern, e.g. `send*`), perhaps of one chat only.

    Kinds: `status` and `html` answer so and do nothing; `drop` cuts the line and does nothing; `hang`, `reset` and `half` do
    what was asked and then never answer, cut the line, or cut it in the middle of the answer."""

    kind: str
    method: str = "send*"
    count: int = 1
    chat: str = ""
    status: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] | None = None

    @property
    def accepts(self) -> bool:
        return self.kind in ("hang", "reset", "half")


@dataclass(kw_only=True)
class Person:
    id: int
    name: str
    lang: str

    def user(self) -> dict[str, Any]:
        first, _, last = self.name.partition(" ")
        shown = {"id": self.id, "is_bot": False, "first_name": first, "language_code": self.lang}
        return shown | ({"last_name": last} if last else {})


@dataclass(kw_only=True)
class Chat:
    id: int
    type: str = "private"
    title: str = ""
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    blocked: str = ""  # the words of the refusal while the person does not want to hear us
    moved: int = 0
    written: bool = False  # somebody wrote to the bot first
    keyboard: dict[str, Any] | None = None  # the reply keyboard that stands in this chat
    sends: list[float] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        return {"id": self.id, "type": self.type} | ({"title": self.title} if self.title else {})


@dataclass(kw_only=True)
class Stored:
    path: str
    data: bytes | None
    size: int
    name: str = ""
    mime: str = ""


@dataclass(kw_only=True)
class Query:
    chat: int
    user: int
    message: int
    data: str
    open: bool = True
    answer: str | None = None


@dataclass(kw_only=True)
class Hook:
    """A webhook that was set. `error` is the last failure that getWebhookInfo tells."""

    url: str
    secret: str
    most: int
    error: tuple[int, str] | None = None


@dataclass(kw_only=True)
class Deliveries:
    """How updates go to the webhook, by the wish of a test: `scale` shortens waits, also that between two calls of
    setWebhook (1 is as slow as the real one), `held`
    keeps everything back, `copies` is how often each update is delivered once more although it was taken."""

    scale: float = 0.02
    held: bool = False
    copies: int = 0
    patience: float = 60.0  # seconds in which the hook must answer
    log: list[dict[str, Any]] = field(default_factory=list)


class World:
    """Everything behind one bot. `local` is a Bot API server of one's own: webhooks may be http and on any port."""

    def __init__(self, token: str, *, local: bool = False) -> None:
        self.token = token
        self.local = local
        self.hook: Hook | None = None
        self.news = asyncio.Event()
        self.bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Đối thoại", "username": "doithoai_fake_bot"}
        self.last_update = 500_000_000
        self.last_message = 100
        self.last_person = 1000
        self.forget()

    def forget(self) -> None:
        """Begin anew; ids go on, for a bot remembers the last one it confirmed."""
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates: list[dict[str, Any]] = []
        self.kinds: frozenset[str] = DEFAULT_KINDS
        self.polls = 0
        self.confirmed = 0
        self.last_poll: tuple[int, float] = (0, 0.0)
        self.hook = None
        self.hooked_at = 0.0
        self.ended_by = "other getUpdates request; make sure that only one bot instance is running"
        self.deliveries = Deliveries()
        self.files: dict[str, Stored] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[str, list[dict[str, Any]]] = {}
        self.faults: list[Fault] = []
        self.calls: list[dict[str, Any]] = []
        self.limited = False
        self.sends: list[float] = []
        self.wake()

    @property
    def webhook(self) -> str:
        return self.hook.url if self.hook is not None else ""

    def push(self, kind: str, body: Any) -> int:
        """Queue an update unless its kind is not wanted; its id is used up either way."""
        self.last_update += 1
        if kind in self.kinds:
            self.updates.append({"update_id": self.last_update, kind: body})
        self.wake()
        return self.last_update

    def wake(self) -> None:
        """Let a waiting poll look again."""
        self.news.set()
        self.news = asyncio.Event()

    def fault_for(self, method: str, given: dict[str, Any]) -> Fault | None:
        """The fault that is due for this call, if any."""
        for fault in self.faults:
            if fault.count > 0 and fnmatchcase(method, fault.method) and fault.chat in ("", str(given.get("chat_id", ""))):
                fault.count -= 1
                return fault
        return None

    def next_message(self) -> int:
        self.last_message += 1
        return self.last_message

    def store(self, data: bytes | None, *, name: str = "", mime: str = "", size: int | None = None, folder: str = "documents") -> str:
        """Keep a file and name it."""
        number = len(self.files) + 1
        ending = name.rpartition(".")[2] if "." in name else "bin"
        ref = f"AgACfake{number:06d}"
        self.files[ref] = Stored(
            path=f"{folder}/file_{number}.{ending}", data=data, size=len(data or b"") if size is None else size, name=name, mime=mime
        )
        return ref

    def said(self, person: Person, chat: Chat, content: dict[str, Any]) -> dict[str, Any]:
        """A message of a person, remembered and handed on."""
        number = self.next_message()
        message: dict[str, Any] = {"message_id": number, "from": person.user(), "chat": chat.shown(), "date": int(time.time())} | content
        chat.messages[number] = message
        chat.written = True
        return message

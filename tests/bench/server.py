"""A Bot API made for load, in a process of its own: it plays the chats, answers the bot, and notes when it had the last reply.

`python -m tests.bench.server --chats 300 --at-once 64 --expect echo` prints a line of JSON when it listens and when the bot first asks
for updates; a line on its input lets the chats begin; it says when every chat has had its last reply, and after one more line the figures.

It is strict where a benchmark could otherwise be won by cheating: an update is handed out again until an offset confirms it,
one poll brings at most 100, a second poll ends the first, a message must be well formed and go to a chat that wrote first,
every send is answered with the whole Message, and a chat speaks again only after the reply it waits for."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import orjson
import uvloop

from tests.bench.script import CODE, STEPS, Heard, Step, opinion

TOKEN = "7000000002:AAbench-token_for-load-0123456789abcdef"
BOT = {"id": 7000000002, "is_bot": True, "first_name": "Đối thoại", "username": "doithoai_bench_bot"}
ME = BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
PATIENCE = 60.0  # seconds without any reply before a run is given up
REASONS = {200: b"OK", 400: b"Bad Request", 401: b"Unauthorized", 404: b"Not Found", 409: b"Conflict", 411: b"Length Required"}
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
KIND = re.compile(rb"\r\ncontent-type: *([^\r;]+)", re.IGNORECASE)
FIRST_CHAT = 1001


class Refused(Exception):
    """A call that the platform does not accept."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status


@dataclass(slots=True)
class Chat:
    """One person talking to the bot."""

    number: int
    step: int = 0
    said: str = ""
    offered: float = 0.0
    replies: int = 0  # the replies that were waited for
    besides: int = 0  # what the bot said beyond them
    code: str = ""


@dataclass(slots=True)
class Queue:
    """The updates of one bot: kept until an offset confirms them."""

    updates: deque[tuple[int, bytes]] = field(default_factory=deque)
    last: int = 900_000_000

    def push(self, body: dict[str, Any]) -> int:
        """Queue an update."""
        self.last += 1
        self.updates.append((self.last, orjson.dumps({"update_id": self.last, **body})))
        return self.last

    def take(self, offset: int | None, limit: int) -> list[bytes]:
        """What a poll brings. A positive offset confirms everything before it; a negative one keeps only the last so many."""
        if offset is not None and offset > 0:
            while self.updates and self.updates[0][0] < offset:
                self.updates.popleft()
        elif offset is not None and offset < 0:
            while len(self.updates) > -offset:
                self.updates.popleft()
        return [body for _, body in (self.updates[place] for place in range(min(limit, len(self.updates))))]


@dataclass(slots=True)
class Poll:
    """A long poll that waits."""

    wire: Wire
    offset: int | None
    limit: int
    timer: asyncio.TimerHandle


class Platform:
    """The Bot API and the people who use it, in a closed loop: `at_once` chats talk, each says its next message after its reply."""

    def __init__(self, chats: int, at_once: int, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.at_once = at_once
        self.chats = {FIRST_CHAT + number: Chat(number=FIRST_CHAT + number) for number in range(chats)}
        self.queue = Queue()
        self.poll: Poll | None = None
        self.polled: float = 0.0
        self.first_poll = asyncio.Event()
        self.finished = asyncio.Event()
        self.progress = 0
        self.began = self.ended = 0.0
        self.delays: list[float] = []
        self.calls: dict[str, int] = {}
        self.polls_with_news = 0
        self.refused: list[str] = []
        self._waiting = deque(self.chats.values())
        self._last_message = 100
        self._sent: dict[tuple[int, int], tuple[str, bytes]] = {}
        self._wake_planned = False
        self._done = 0

    # The people.

    def go(self) -> None:
        """Let the first chats speak."""
        self.began = time.monotonic()
        for _ in range(min(self.at_once, len(self._waiting))):
            self._speak(self._waiting.popleft())

    def _speak(self, chat: Chat) -> None:
        chat.said = self.steps[chat.step].says(chat.number)
        self._last_message += 1
        who = {"id": chat.number, "is_bot": False, "first_name": f"Người dân {chat.number}", "language_code": "vi"}
        message = {
            "message_id": self._last_message,
            "from": who,
            "chat": {"id": chat.number, "first_name": who["first_name"], "type": "private"},
            "date": int(time.time()),
            "text": chat.said,
        }
        if chat.said.startswith("/"):
            message["entities"] = [{"offset": 0, "length": len(chat.said.split()[0]), "type": "bot_command"}]
        chat.offered = time.monotonic()
        self.queue.push({"message": message})
        if self.poll is not None and not self._wake_planned:
            self._wake_planned = True
            asyncio.get_running_loop().call_soon(self._wake)

    def _heard(self, chat: Chat, heard: Heard) -> None:
        """The bot said something: the reply that is waited for, or something besides."""
        waits = chat.offered and chat.step < len(self.steps)
        if not waits or not self.steps[chat.step].answers(chat.said, heard):
            chat.besides += 1
            return
        now = time.monotonic()
        self.delays.append(now - chat.offered)
        self.progress += 1
        chat.replies += 1
        chat.step += 1
        if code := CODE.search(heard.text):
            chat.code = code.group()
        if chat.step < len(self.steps):
            self._speak(chat)
            return
        self._done += 1
        if self._waiting:
            self._speak(self._waiting.popleft())
        elif self._done == len(self.chats):
            self.ended = now
            self.finished.set()

    # The Bot API.

    def call(self, wire: Wire, method: str, given: dict[str, Any]) -> bytes | None:
        """The answer to a call; None when it comes later. Raises Refused."""
        name = method.lower()
        self.calls[name] = self.calls.get(name, 0) + 1
        if name == "getupdates":
            return self._get_updates(wire, given)
        if name == "sendmessage":
            return self._send(given)
        if name == "editmessagetext":
            return self._edit(given)
        if name == "getme":
            return orjson.dumps({"ok": True, "result": ME})
        if name == "getwebhookinfo":
            return orjson.dumps({"ok": True, "result": {"url": "", "has_custom_certificate": False, "pending_update_count": 0}})
        if name in {"deletewebhook", "setmycommands", "deletemycommands", "setchatmenubutton", "sendchataction", "close", "logout"}:
            return b'{"ok":true,"result":true}'
        raise Refused(404, "Not Found: method not found")

    def _get_updates(self, wire: Wire, given: dict[str, Any]) -> bytes | None:
        if not self.polled:
            self.polled = time.monotonic()
            self.first_poll.set()
        if self.poll is not None:
            old, self.poll = self.poll, None
            old.timer.cancel()
            old.wire.refuse(Refused(409, "Conflict: terminated by other getUpdates request"))
        offset = int(given["offset"]) if "offset" in given else None
        limit = min(max(int(given.get("limit", 100)), 1), 100)
        found = self.queue.take(offset, limit)
        seconds = min(float(given.get("timeout", 0)), 50.0)
        if found or seconds <= 0:
            return self._news(found)
        timer = asyncio.get_running_loop().call_later(seconds, self._wake)
        self.poll = Poll(wire=wire, offset=offset, limit=limit, timer=timer)
        return None

    def _wake(self) -> None:
        """Answer the poll that waits: there is news, or its time is over."""
        self._wake_planned = False
        if self.poll is None:
            return
        poll, self.poll = self.poll, None
        poll.timer.cancel()
        poll.wire.answer(200, self._news(self.queue.take(poll.offset, poll.limit)))

    def _news(self, found: list[bytes]) -> bytes:
        self.polls_with_news += bool(found)
        return b'{"ok":true,"result":[' + b",".join(found) + b"]}"

    def gone(self, wire: Wire) -> None:
        """A line was cut: a poll that waited on it brings nothing to anybody."""
        if self.poll is not None and self.poll.wire is wire:
            self.poll.timer.cancel()
            self.poll = None

    def _content(self, given: dict[str, Any]) -> tuple[Chat, str, Any, bytes]:
        chat = self.chats.get(int(given.get("chat_id", 0)))
        if chat is None or not chat.offered:
            raise Refused(400, "Bad Request: chat not found")
        text = given.get("text")
        if not isinstance(text, str) or not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) > 2 * 4096:
            raise Refused(400, "Bad Request: message is too long")
        markup = given.get("reply_markup")
        if isinstance(markup, str):
            markup = orjson.loads(markup)
        return chat, text, markup, orjson.dumps(markup)

    def _send(self, given: dict[str, Any]) -> bytes:
        chat, text, markup, packed = self._content(given)
        labels = labels_of(markup)
        self._last_message += 1
        number = self._last_message
        self._sent[chat.number, number] = (text, packed)
        answer = self._message(chat, number, text, markup)
        self._heard(chat, Heard(text=text, labels=labels))
        return answer

    def _edit(self, given: dict[str, Any]) -> bytes:
        chat, text, markup, packed = self._content(given)
        number = int(given.get("message_id", 0))
        if (chat.number, number) not in self._sent:
            raise Refused(400, "Bad Request: message to edit not found")
        if self._sent[chat.number, number] == (text, packed):
            raise Refused(400, "Bad Request: message is not modified")
        labels = labels_of(markup)
        self._sent[chat.number, number] = (text, packed)
        answer = self._message(chat, number, text, markup)
        self._heard(chat, Heard(text=text, labels=labels))
        return answer

    def _message(self, chat: Chat, number: int, text: str, markup: Any) -> bytes:
        message: dict[str, Any] = {
            "message_id": number,
            "from": BOT,
            "chat": {"id": chat.number, "first_name": f"Người dân {chat.number}", "type": "private"},
            "date": int(time.time()),
            "text": text,
        }
        if isinstance(markup, dict) and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        return orjson.dumps({"ok": True, "result": message})

    # What is told at the end.

    def summary(self) -> dict[str, Any]:
        """The figures of the whole run, and what every chat was told."""
        chats = list(self.chats.values())
        return {
            "began": self.began,
            "ended": self.ended,
            "updates": len(self.delays),
            "delays": self.delays,
            "besides": sum(chat.besides for chat in chats),
            "confirmed": {chat.code: opinion(chat.number) for chat in chats if chat.code},
            "calls": self.calls,
            "polls_with_news": self.polls_with_news,
            "refused": self.refused[:20],
        }

    def stuck(self) -> str:
        """Where it hangs, in words."""
        silent = [chat for chat in self.chats.values() if chat.offered and chat.step < len(self.steps)]
        one = silent[0] if silent else Chat(number=0)
        last = [text for (chat, _), (text, _) in self._sent.items() if chat == one.number][-2:]
        return (
            f"no reply for {PATIENCE:g} s: {self._done} of {len(self.chats)} chats done, {len(silent)} wait; "
            f"chat {one.number} said {one.said!r} in step {one.step + 1} and heard {last}; calls {self.calls}; refused {self.refused[:5]}"
        )


def labels_of(markup: Any) -> tuple[str, ...]:
    """The labels of the buttons. Raises Refused for a keyboard that the platform would not take."""
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise Refused(400, "Bad Request: object expected as reply markup")
    labels = []
    for row in markup.get("inline_keyboard") or ():
        for button in row:
            if len(str(button.get("callback_data", "")).encode()) > 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            labels.append(str(button["text"]))
    for row in markup.get("keyboard") or ():
        labels += [button if isinstance(button, str) else str(button["text"]) for button in row]
    return tuple(labels)


class Wire(asyncio.Protocol):
    """One connection of HTTP/1.1, kept open."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.transport: asyncio.Transport | None = None
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The bot connected."""
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The bot hung up."""
        self.transport = None
        self.platform.gone(self)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end]
            length = LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self.buffer) < whole:
                return
            body, self.buffer = self.buffer[end + 4 : whole], self.buffer[whole:]
            self.request(head, body)

    def request(self, head: bytes, body: bytes) -> None:
        """Answer one request."""
        try:
            target = head.split(b" ", 2)[1].decode("ascii")
            split = urlsplit(target)
            _, bot, method = split.path.split("/")
            if bot != f"bot{TOKEN}":
                raise Refused(401, "Unauthorized")
            if b"\r\ntransfer-encoding:" in head.lower():
                raise Refused(411, "Length Required")
            answer = self.platform.call(self, method, parameters(head, body, split.query))
        except Refused as refused:
            self.refuse(refused)
        except (ValueError, KeyError, TypeError, AttributeError) as why:
            self.refuse(Refused(400, f"Bad Request: {why}"))
        else:
            if answer is not None:
                self.answer(200, answer)

    def refuse(self, refused: Refused) -> None:
        """Say no, and remember it."""
        self.platform.refused.append(f"{refused.status} {refused}")
        self.answer(refused.status, orjson.dumps({"ok": False, "error_code": refused.status, "description": str(refused)}))

    def answer(self, status: int, body: bytes) -> None:
        """Send an answer unless the bot is gone."""
        if self.transport is not None:
            head = b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, REASONS[status], len(body))
            self.transport.write(head + body)


def parameters(head: bytes, body: bytes, query: str) -> dict[str, Any]:
    """The parameters of a call: of the query, and of a body in JSON or as a form. Raises Refused."""
    found: dict[str, Any] = dict(parse_qsl(query))
    if not body:
        return found
    kind = KIND.search(head)
    match kind[1].strip().lower() if kind else b"":
        case b"application/json":
            return found | dict(orjson.loads(body))
        case b"application/x-www-form-urlencoded":
            return found | dict(parse_qsl(body.decode(), keep_blank_values=True))
        case other:
            raise Refused(400, f"Bad Request: can't read {other.decode('ascii', 'replace')}")


def say(**facts: Any) -> None:
    """Tell the one who started us."""
    print(json.dumps(facts, ensure_ascii=False), flush=True)


async def patience(platform: Platform) -> None:
    """Return when every chat is done, or raise TimeoutError when nothing moves any more."""
    while not platform.finished.is_set():
        before = platform.progress
        try:
            async with asyncio.timeout(PATIENCE):
                await platform.finished.wait()
        except TimeoutError:
            if platform.progress == before:
                raise


async def play(platform: Platform, orders: asyncio.Queue[bytes]) -> None:
    """The whole benchmark for one bot, told line by line."""
    await platform.first_poll.wait()
    say(polled=platform.polled)
    await orders.get()
    platform.go()
    try:
        await patience(platform)
    except TimeoutError:
        say(stuck=platform.stuck())
        return
    # What a bot says beyond the replies is counted too: it has until the next order to come.
    say(finished=time.monotonic())
    await orders.get()
    say(**platform.summary())


async def serve(chats: int, at_once: int, expect: str) -> None:
    """Serve until our input ends: then whoever started us is done, or gone."""
    loop = asyncio.get_running_loop()
    platform = Platform(chats, at_once, STEPS[expect])
    server = await loop.create_server(lambda: Wire(platform), "127.0.0.1", 0)
    say(port=server.sockets[0].getsockname()[1])
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    orders: asyncio.Queue[bytes] = asyncio.Queue()
    playing = asyncio.create_task(play(platform, orders))
    async for line in lines:
        orders.put_nowait(line)
    playing.cancel()
    await asyncio.wait([playing])


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, required=True)
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--expect", choices=sorted(STEPS), required=True)
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(given.chats, given.at_once, given.expect))


if __name__ == "__main__":
    main()

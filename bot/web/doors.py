"""What a poster's code opens: a small page that offers the ways to write, and the dialogue for people's calendars.

Opens are counted by the page's own script, once for each visit that someone sees (`POST /q/<short>`): what looks at a link before a
person does (a preview's GET or HEAD) runs no script, so it is never counted, and nothing about anybody is kept: no cookie, no address."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.domain.act import Act, Mint
from bot.domain.codes import shown_poster
from bot.domain.dialogues import Dialogue, ends, is_taking
from bot.domain.province import Province
from bot.notices.dialogues import about, title
from bot.reports import ics
from bot.talk.screen import Fact, Words, say
from bot.wording.catalogue import Catalogue
from storage import dialogues, posters
from storage.database import Database, StorageTrouble
from storage.work import Work

_PAGES: Final = Path(__file__).parent / "pages"
_ORDER: Final = ("zalo_oa", "zalo_bot", "telegram", "webchat")
"""Where people write, the most used first; one that is not set up is not offered."""
_KEPT: Final = "q"  # the payload of who comes from this page, which has counted them
_HERE: Final = "a"  # of who comes from the poster at the door
_AT_ONCE: Final = 64  # opens that wait to be counted; more are somebody's game
_LANG: Final = "vi"


class Doors:
    """Serves `/q/<short>`, `/q/<short>/diem-danh` and `/lich/<short>.ics`. `links` is what stands before a payload on each channel."""

    def __init__(
        self, database: Database, catalogue: Catalogue, province: Province, *, clock: Clock, mint: Mint, links: Mapping[str, str]
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._province = province
        self._clock = clock
        self._mint = mint
        self._links = links
        self._counting = 0
        pages = Environment(
            loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._page = pages.get_template("door.html")
        self._style, self._script = ((_PAGES / name).read_text("utf-8") for name in ("door.css", "door.js"))
        self._policy = (
            f"default-src 'none'; style-src '{_hash(self._style)}'; script-src '{_hash(self._script)}'; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    def routes(self) -> list[BaseRoute]:
        """What the one ASGI app must serve."""
        return [
            Route("/q/{short}", self._open, methods=["GET"]),
            Route("/q/{short}", self._count, methods=["POST"]),
            Route("/q/{short}/diem-danh", self._open_here, methods=["GET"]),
            Route("/lich/{short}.ics", self._calendar, methods=["GET"]),
        ]

    async def _open(self, request: Request) -> Response:
        return await self._shown(request, _KEPT)

    async def _open_here(self, request: Request) -> Response:
        return await self._shown(request, _HERE)

    async def _shown(self, request: Request, payload: str) -> Response:
        short = request.path_params["short"].upper()
        found = await self._database.read(partial(_dialogue, short=short))
        if found is not None and found.short == short:
            payload = "d" if payload == _KEPT else payload  # its own code, which hangs nowhere
        known = found is not None and found.phase != "planned"
        facts = self._facts(found, short, payload) if found is not None and known else {"lines": [self._say("link-unknown")], "ways": []}
        page = self._page.render(
            {"heading": self._province.name, "code": "", "calendar": "", "count": ""}
            | facts
            | {"style": self._style, "script": self._script}
        )
        headers = {"content-security-policy": self._policy, "x-robots-tag": "noindex"}
        return HTMLResponse(page, 200 if known else 404, headers=headers)

    def _facts(self, dialogue: Dialogue, short: str, payload: str) -> dict[str, object]:
        act = self._act()
        lines = [self._say(one) for one in about(act, dialogue)]
        if dialogue.phase in ("cancelled", "postponed"):
            lines = [lines[0], self._say("door-off", phase=dialogue.phase)]
        elif not is_taking(dialogue, act.at) and dialogue.starts <= act.at:
            lines = [*lines[:2], self._say("door-over")]
        if payload == _HERE:
            lines = [self._say("poster-door"), *lines[:2]]
        code = shown_poster(short, here=payload == _HERE)
        coming = payload != _HERE and dialogue.starts > act.at and dialogue.phase not in ("cancelled", "postponed")
        return {
            "lines": lines, "ways": self._ways(payload, short, code), "code": self._say("door-code", code=code),
            "ask": self._say("door-choose"),
            "calendar": f"/lich/{short}.ics" if coming else "", "calendar_label": self._say("button-calendar"),
            "count": f"/q/{short}" if payload == _KEPT else "", "foot": self._say("poster-machine"),
        }  # fmt: skip

    def _ways(self, payload: str, short: str, code: str) -> list[dict[str, str]]:
        """What can be pressed. A channel that knows no deep links is opened as it is, and its label says what to type there."""
        links = {name: "/?start=" if name == "webchat" else link for name, link in self._links.items()}
        ways = {name: {"url": f"{link}{payload}_{short}", "label": self._say("door-way", channel=name)} for name, link in links.items()}
        for name, link in self._province.openings.items():
            ways[name] = {"url": link, "label": self._say("door-way", channel=name), "type": self._say("door-type", code=code)}
        return [{"type": ""} | ways[name] for name in _ORDER if name in ways]

    async def _count(self, request: Request) -> Response:
        """One more open, told by the page itself; whatever else asks for it is not heard."""
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin" or self._counting >= _AT_ONCE:
            return Response(status_code=403)
        self._counting += 1
        try:
            there = await self._database.write(partial(posters.opened, short=request.path_params["short"].upper()))
        except StorageTrouble:
            return Response(status_code=503)
        finally:
            self._counting -= 1
        return Response(status_code=204 if there else 404)

    async def _calendar(self, request: Request) -> Response:
        short = request.path_params["short"].upper()
        found = await self._database.read(partial(_dialogue, short=short))
        if found is None or found.phase == "planned":
            return Response(status_code=404)
        act = self._act()
        name = title(act, found)
        made = ics.calendar(
            found,
            at=act.at,
            ends=ends(found, act.province.rules),
            name=self._say(name) if isinstance(name, Words) else str(name),
            about="\n".join(self._say(one) for one in about(act, found)),
            link=self._address(short),
        )
        headers = {"content-disposition": f'attachment; filename="doi-thoai-{found.short}.ics"'}
        return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)

    def _address(self, short: str) -> str:
        return f"{self._province.public}/q/{short}" if self._province.public else ""

    def _act(self) -> Act:
        return Act(at=self._clock.now(), mint=self._mint, province=self._province)

    def _say(self, words: Words | str, **facts: Fact) -> str:
        return self._catalogue.text(_LANG, words if isinstance(words, Words) else say(words, **facts))


def _dialogue(work: Work, *, short: str) -> Dialogue | None:
    """The dialogue of a poster's code, or of its own."""
    poster = posters.get(work, short)
    return dialogues.get(work, poster.dialogue) if poster is not None else dialogues.by_short(work, short)


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()

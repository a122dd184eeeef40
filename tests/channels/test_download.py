"""Files from addresses that came in a message: whose they may be, and the way there."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.channels.download import Downloads
from bot.talk.rendered import SendFailed


async def test_the_proxy_of_the_house_is_asked_for_what_lies_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[bytes] = set()

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.add(await reader.readline())
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://localhost:{server.sockets[0].getsockname()[1]}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    downloads = Downloads((".zdn.vn",))
    with pytest.raises(SendFailed, match="unsent"):
        await downloads.fetch("https://photo.zdn.vn/x.jpg", 10)
    assert asked == {b"CONNECT photo.zdn.vn:443 HTTP/1.1\r\n"}
    await downloads.close()
    server.close()


async def test_a_name_of_the_platform_that_leads_into_our_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    downloads = Downloads(("localhost",))
    with pytest.raises(SendFailed, match="ClientConnectorDNSError"):
        await downloads.fetch("https://localhost/x.jpg", 10)
    await downloads.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/fine", ""),
        ("/large", "rejected"),
        ("/gone", "rejected"),
        ("/busy", "unsent"),
        ("/broken", "unsent"),
        ("/to", "rejected"),
    ],
)
async def test_what_the_answer_means(path: str, kind: str) -> None:
    answers = {"/fine": (200, b"x" * 10), "/large": (200, b"x" * 11), "/gone": (404, b""), "/busy": (429, b""), "/broken": (502, b"")}

    async def give(request: web.BaseRequest) -> web.Response:
        if request.path == "/to":
            return web.Response(status=302, headers={"Location": "/fine"})
        status, body = answers[request.path]
        return web.Response(status=status, body=body)

    runner = web.ServerRunner(web.Server(give))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    downloads = Downloads((".zdn.vn",), trusted=root)
    if kind:
        with pytest.raises(SendFailed, match=kind):
            await downloads.fetch(root + path, 10)
    else:
        assert await downloads.fetch(root + path, 10) == b"x" * 10
    for odd in ("https://[x", "https://photo.zdn.vn:99999/x"):
        with pytest.raises(SendFailed, match="rejected"):
            await downloads.fetch(odd, 10)
    await downloads.close()
    await runner.cleanup()

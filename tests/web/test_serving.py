"""`tuireader serve` without a browser: whoever lacks the token is refused, whoever has it gets the room."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import pyte
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tuireader.cli import serving
from tuireader.cli.program import run
from tuireader.notebook.notebook import Notebook
from tuireader.paths import Paths
from tuireader.room.serving import address_of, bound, new_token, web_room

PLACES = ("", "page.js", "page.css", "static/js/textual.js", "static/css/xterm.css", "ws")
if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Serve

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def token() -> str:
    return new_token()


def opened(token: str) -> Client:
    return TestClient(TestServer(web_room(["false"], token), host="127.0.0.1"))


def wrong_ones(token: str) -> Iterator[str]:
    """Beginnings of an address without the token."""
    yield from ("", "/x", "/static", f"/{token[:-1]}", f"/{token}x", f"/x{token}", f"/{token.swapcase()}")
    yield from ("/%00", "/é", "/%ff", f"/x/{token}", f"/?token={token}")


async def test_no_page_and_no_websocket_is_given_without_the_token(token: str) -> None:
    async with opened(token) as client:
        for start in wrong_ones(token):
            for place in PLACES:
                async with client.get(f"{start}/{place}") as response:
                    assert response.status == 403, (start, place)
                    assert "`tuireader serve` printed" in await response.text()
        for headers in ({"Cookie": f"token={token}"}, {"Authorization": f"Bearer {token}"}):
            async with client.get("/", headers=headers) as response:
                assert response.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect("/ws?width=80&height=24")


async def test_with_it_the_page_and_all_it_asks_for_is_given(token: str) -> None:
    async with opened(token) as client:
        for place in PLACES[:-1]:
            async with client.get(f"/{token}/{place}") as response:
                assert response.status == 200, place
                assert "default-src 'self'" in response.headers["Content-Security-Policy"]
                assert response.headers["Referrer-Policy"] == "no-referrer"
                text = await response.text()
            if not place:
                assert token not in text
                assert "//" not in text  # it names no place elsewhere


@pytest.mark.parametrize(
    "place",
    ["static/", "static/js", "static/../server.py", "static/%2e%2e/server.py", "static//etc/passwd", "x"],
)
async def test_nothing_else_is_given(token: str, place: str) -> None:
    async with opened(token) as client, client.get(f"/{token}/{place}") as response:
        assert response.status in (403, 404)


def test_a_token_cannot_be_guessed_and_stands_in_the_address() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 32
    with bound("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening, "x") == f"http://127.0.0.1:{port}/x/"
        with pytest.raises(OSError, match="in use"):
            bound("127.0.0.1", port)


class Page:
    """What a browser would show of a websocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, size: tuple[int, int]) -> None:
        self.socket = socket
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)

    async def until(self, holds: Callable[[str], bool]) -> str:
        """Draw what comes in until it holds."""
        async with asyncio.timeout(60):
            while not holds(text := "\n".join(self.screen.display)):
                message = await self.socket.receive()
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                if message.type == aiohttp.WSMsgType.BINARY:
                    self._stream.feed(message.data)
        return text

    async def type(self, keys: str) -> None:
        """Type what a terminal would send."""
        await self.socket.send_str(json.dumps(["stdin", keys]))


async def test_the_room_is_read_and_written_in_through_the_websocket(serve: Serve, paths: Paths) -> None:
    with serve() as address:
        assert urlsplit(address).hostname == "127.0.0.1"
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address.replace('http', 'ws')}ws?width=100&height=30") as socket,
        ):
            page = Page(socket, (100, 30))
            await page.until(lambda text: "Vietnam International Defence Expo" in text)
            await page.type("/macorn")
            await page.until(lambda text: "Emmanuel Macron" in text and "1 of 5" in text)
            await page.type("\r")
            await page.type("b")
            await page.until(lambda text: "Bookmarked" in text)
            await page.type("\r")
            await page.until(lambda text: "] next mention" in text)
            await page.type("G")  # from wherever filtering has brought the text
            await page.until(lambda text: " end " in text)
    with Notebook.open(paths.data) as notebook:
        (marked,) = notebook.summary().bookmarked
        # It ended with the server, and in order: the place in the text was kept.
        assert notebook.position(marked) not in (None, (0, 0))


_ROOM = """
import json, pathlib, sys
taken, out = sys.stdin.buffer, sys.stdout.buffer
out.write(b"__GANGLION__\\n")
out.flush()
while taken.read(1) != b"M" or json.loads(taken.read(int.from_bytes(taken.read(4), "big")))["type"] != "quit":
    pass
for _ in range(100):
    out.write(b"D" + (1 << 16).to_bytes(4, "big") + b"." * (1 << 16))  # drawn for a page that is gone
out.flush()
pathlib.Path(sys.argv[1]).write_text("left")
"""
"""What speaks as a room does, draws much as it leaves, and says so when it has left."""


async def test_a_server_ends_when_its_rooms_have_left(token: str, tmp_path: Path) -> None:
    room = web_room([sys.executable, "-c", _ROOM, str(tmp_path / "said")], token)
    async with TestClient(TestServer(room, host="127.0.0.1")) as client:
        page = await client.ws_connect(f"/{token}/ws?width=80&height=24")
        ending = asyncio.create_task(room.shutdown())
        while (await page.receive()).type == aiohttp.WSMsgType.BINARY:
            pass
        await ending
        assert (tmp_path / "said").read_text("utf-8") == "left"


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    assert run(["serve"]) == 2
    assert "pip install 'tuireader[web]'" in one_line(capsys)


def test_what_cannot_be_served_is_said_before(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(tmp_path / "gone")]) == 2
    assert "No such file or folder" in one_line(capsys)
    with bound("127.0.0.1", 0) as taken:
        assert run(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in one_line(capsys)
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text("theme = 3", "utf-8")
    assert run(["serve", "--port", "0"]) == 2
    assert "'theme'" in one_line(capsys)


def test_who_lets_others_in_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tuireader.room.serving.serve", lambda *_: None)
    assert run(["serve", "--port", "0"]) == 0
    assert capsys.readouterr().err == ""
    assert run(["serve", "--port", "0", "--host", "0.0.0.0"]) == 0
    assert "Others can reach" in capsys.readouterr().err

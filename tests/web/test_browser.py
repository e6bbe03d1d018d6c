"""The served room in a real browser: a query is typed, an article opened, and a picture taken of it.

Slow, and only where Debian's Chromium is (its package `chromium`). The picture stays in the test's folder.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import aiohttp
import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.web.conftest import Serve

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium: apt-get install chromium"),
]


class Browser:
    """A page of Chromium's, by its DevTools protocol; draws what the page's websocket is sent as it does."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.asked: list[str] = []
        """All addresses that were asked for."""
        self.faults: list[str] = []
        """What the console complains of."""
        self.screen = pyte.Screen(300, 100)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def listen(self) -> None:
        """Take what the browser tells, until it is closed."""
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told.get("result", told))
                continue
            params = told["params"]
            if told["method"] == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(params["response"]["payloadData"]))
            elif told["method"] == "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])
            elif told["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
                self.faults.append(params["entry"]["text"])

    async def tell(self, method: str, **params: object) -> dict[str, Any]:
        """Ask the browser for something; its answer."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(answer, 60)

    async def type(self, text: str) -> None:
        """Press the keys of a text; a line end is Enter."""
        for letter in text:
            key = {"\n": "Enter"}.get(letter, letter)
            code = 13 if letter == "\n" else ord(letter.upper())
            press = {"key": key, "windowsVirtualKeyCode": code, "text": "\r" if letter == "\n" else letter}
            await self.tell("Input.dispatchKeyEvent", type="keyDown", **press)
            await self.tell("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for what the terminal shows."""
        async with asyncio.timeout(60):
            while not holds():
                await self.tell("Browser.getVersion")  # a round trip: what came meanwhile has been drawn


@contextlib.asynccontextmanager
async def browser(profile: Path) -> AsyncIterator[Browser]:
    """A headless Chromium with an empty page, which asks nothing of the network by itself."""
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
               "--remote-debugging-port=0", "--disable-background-networking", "--disable-component-update",
               "--disable-sync", f"--user-data-dir={profile}", "--window-size=1280,800",
               "about:blank"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if line.startswith("DevTools listening on "))
            port = line.split("127.0.0.1:")[1].split("/")[0]
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as response:
                    pages = [page for page in await response.json() if page["type"] == "page"]
                async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    opened = Browser(socket)
                    listening = asyncio.create_task(opened.listen())
                    for domain in ("Network", "Page", "Log"):
                        await opened.tell(f"{domain}.enable")
                    yield opened
                    await opened.tell("Browser.close")
                    await listening
        finally:
            process.terminate()
            process.wait(30)
            process.stderr.close()


async def test_a_query_is_typed_and_an_article_opened_in_chromium(serve: Serve, tmp_path: Path) -> None:
    with serve() as address:
        async with browser(tmp_path / "profile") as page:
            await page.tell("Page.navigate", url=address)
            await page.until(lambda: "Vietnam International Defence Expo" in page.text)
            await page.type("/macorn")
            await page.until(lambda: "1 of 5" in page.text and "Emmanuel Macron" in page.text)
            await page.type("\n\n]")
            await page.until(lambda: "mention 1 of" in page.text)
            taken = await page.tell("Page.captureScreenshot", format="png")
            picture = tmp_path / "served.png"
            picture.write_bytes(base64.b64decode(taken["data"]))
            assert picture.stat().st_size > 50_000
            assert page.faults == []
            assert {asked.startswith((address, "data:")) for asked in page.asked} == {True}

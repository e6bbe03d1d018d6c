"""The reading room in a browser: each page that is opened runs a room of its own, in a process beside this.

textual-serve moves keys and screens between the two; the page, the token and what may be asked for are ours.
Its own page fetches a font from the network, and takes everybody who finds the port.
"""

import asyncio
import secrets
import shlex
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

_PAGE = Path(__file__).parent / "web"
_TERMINAL = Path(textual_serve.__file__).parent / "static"

_TOKEN_BYTES = 24
"""Of chance in a token: 192 bits."""

_HEADERS = {
    # Nothing is fetched from elsewhere, and no other page may show this one or learn its address.
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_REFUSED = "This address is not whole: open the one that `tuireader serve` printed.\n"

_HEARTBEAT = 15.0
"""Seconds between signs of life that a page is asked for."""

_CLOSE_WITHIN = 1.0
"""Seconds in which a page may say that it has heard that it is closed."""

_LEAVE_WITHIN = 60.0
"""Seconds in which rooms must have left when the server ends: one whose disk hangs is not waited for."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rooms(Server):
    """A room for each page, which is waited for: whoever has nobody to draw for may not keep its place."""

    def __init__(self, command: str) -> None:
        super().__init__(command, title="tuireader")
        self._open: dict[web.WebSocketResponse, asyncio.Event] = {}
        """The pages, and whether the room of each has left."""

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a room as long as its page is there; gone, it leaves, and what it still draws goes nowhere."""
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT, timeout=_CLOSE_WITHIN)
        await page.prepare(request)

        async def close() -> None:
            await page.close()

        room = AppService(
            self.command,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        has_left = self._open[page] = asyncio.Event()
        try:
            width, height = (request.query.get(name, "") for name in ("width", "height"))
            await room.start(to_int(width, 80), to_int(height, 24))
            await self._process_messages(page, room)
        finally:
            leaving = asyncio.create_task(_leave(room))
            leaving.add_done_callback(lambda _: has_left.set())
            await asyncio.shield(leaving)
            del self._open[page]
        return page

    async def leave(self, _: web.Application) -> None:
        """Called when the server ends: close every page, then wait until the rooms have left in order."""
        rooms = [asyncio.create_task(has_left.wait()) for has_left in self._open.values()]
        pages = [asyncio.create_task(page.close(code=WSCloseCode.GOING_AWAY)) for page in self._open]
        if rooms:
            await asyncio.wait(pages)
            await asyncio.wait(rooms, timeout=_LEAVE_WITHIN)


async def _leave(room: AppService) -> None:
    """Have a room leave, and wait until it has."""
    process = room._process
    await room.stop()
    if process is not None:
        await process.communicate()


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def web_room(command: Sequence[str], token: str) -> web.Application:
    """The pages: all of them, and the websocket, lie under `/TOKEN/`; everything else is refused.

    Args:
        command: opens a reading room; run once for each page, with Textual's web driver in its environment.
        token: what the address must hold.
    """
    # `exec`: the room's parent is this process, so that it knows when there is nobody left to draw for.
    rooms = Rooms(f"exec {shlex.join(command)}")

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.path.split("/")[1]
        if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
            raise web.HTTPForbidden(text=_REFUSED, headers=_HEADERS)
        return await handler(request)

    async def with_headers(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)

    app = web.Application(middlewares=[guard])
    app.on_response_prepare.append(with_headers)
    app.on_shutdown.append(rooms.leave)
    app.add_routes(
        [
            web.get("/{token}/", _page),
            web.get("/{token}/{name:page\\.(?:js|css)}", _page),
            web.get("/{token}/static/{name:.+}", _static),
            web.get("/{token}/ws", rooms.handle_websocket),
        ]
    )
    return app


async def _page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(_PAGE / request.match_info.get("name", "index.html"))


async def _static(request: web.Request) -> web.StreamResponse:
    """A file of the terminal's: script, style, font."""
    place = (_TERMINAL / request.match_info["name"]).resolve()
    if not place.is_relative_to(_TERMINAL) or not place.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(place)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one.

    Raises:
        OSError: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def address_of(listening: socket.socket, token: str) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{token}/"


def serve(listening: socket.socket, app: web.Application) -> None:
    """Serve until Ctrl+C or SIGTERM; then every open room leaves in order."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(listening, app))


async def _serve(listening: socket.socket, app: web.Application) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    # No log of requests: each line of it would hold the token.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        await ended.wait()
    finally:
        await runner.cleanup()

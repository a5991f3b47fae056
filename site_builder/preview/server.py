"""The preview's web server: livereload's handlers, with a guard before every route.

`/_preview/socket` is livereload's websocket. Besides its own protocol
(http://livereload.com/api/protocol/) it tells of problems; `/_preview/client.js` shows them over the page. Everything
else is a file of the site. An address that the site doesn't hold waits for the build that may be going on.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import responses
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import jinja2
import msgspec
from livereload.handlers import LiveReloadHandler, StaticFileHandler
from tornado import httputil, netutil, web
from tornado.httpserver import HTTPServer
from tornado.websocket import WebSocketClosedError

from site_builder.digest import digest
from site_builder.errors import Problem, excerpt
from site_builder.preview.guard import ADDRESS, HEADERS, hosts, refusal
from site_builder.preview.standing import Standing

_STATIC = Path(__file__).parent / "static"
_LARGEST = 16_384  # bytes of a request's head or body, and of a message through the socket
_PIECE = 65_536  # bytes of a file that are sent at once
_PATIENCE = 60  # seconds for a request's head, and for its body
_PORTS = 100  # ports that are tried
_TYPES = {
    ".avif": "image/avif",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Types that not every system knows."""


class PortError(Exception):
    """No port can be had; the text says why."""


class Preview:
    """What is served, and who is looking. Everything but `changed` belongs to the thread of the event loop."""

    def __init__(self, root: Path, rebuild: Callable[[], Standing], tell: Callable[[Standing], None]) -> None:
        self.root = root
        self.port = 0
        self.standing: Standing | None = None
        self.sockets: set[Socket] = set()
        self._rebuild = rebuild
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._stale = asyncio.Event()
        self._settled = asyncio.Event()
        self._stale.set()
        environment = jinja2.Environment(
            autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.FileSystemLoader(_STATIC)
        )
        self._bare_page = environment.get_template("problems.html")

    def changed(self) -> None:
        """Something has changed: build, or build once more when a build is going on. May be called by any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._mark)

    def _mark(self) -> None:
        self._settled.clear()
        self._stale.set()

    async def keep_building(self) -> None:
        """Build whenever something has changed, in a thread, and tell everybody."""
        thread = ThreadPoolExecutor(1, thread_name_prefix="build")
        try:
            while True:
                await self._stale.wait()
                self._stale.clear()
                self.standing = await self._loop.run_in_executor(thread, self._rebuild)
                if any(found.code == "busy" for found in self.standing.problems):
                    self._stale.set()  # another build has kept this one waiting too long
                self._tell(self.standing)
                for socket in tuple(self.sockets):
                    socket.refresh()
                if not self._stale.is_set():
                    self._settled.set()
        finally:
            thread.shutdown(wait=False, cancel_futures=True)

    async def settled(self) -> Standing:
        """How things stand when no build is going on."""
        await self._settled.wait()
        assert self.standing is not None
        return self.standing

    def page(self, address: str) -> tuple[int, bytes]:
        """Status and bytes of what an address shows in a browser: a page of the site, or what is in the way of one."""
        standing = self.standing
        assert standing is not None
        found = standing.answer(address)
        if found.kind == "file" and found.value.endswith(".html") and (page := standing.read(found.value)):
            return 200, page
        if page := standing.read("404.html"):
            return 404, page
        problems = [(found, excerpt(found, self.root)) for found in standing.problems]
        return 500 if problems else 404, self._bare_page.render(problems=problems).encode()


# ----------------------------------------------------------------------------------------------------------- handlers


class Handler(web.RequestHandler):
    """What all of ours have in common."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> None:
        """Nothing is kept by browsers, so nothing needs to be recognised."""

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """A refusal or a fault in a few plain words that repeat nothing."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {responses.get(status_code, 'Unknown')}\n")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Tell of our own faults; a request that nobody could answer is no news."""
        if not isinstance(value, web.HTTPError):
            super().log_exception(typ, value, tb)


@web.stream_request_body
class Refused(Handler):
    """The answer to whom the preview does not know: before any body is read, and the last one that they get."""

    def initialize(self, preview: Preview, why: str = "") -> None:
        super().initialize(preview)
        self.why = why

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{self.why}\n")  # as the body has not been read, this ends the connection

    def data_received(self, chunk: bytes) -> None:
        """What still comes is for nobody."""


class Client(Handler):
    """The script that every page of the preview loads."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((_STATIC / "client.js").read_bytes())

    head = get


class Page(Handler, StaticFileHandler):  # type: ignore[misc]
    """A file of the site; pages load the client."""

    def initialize(self, preview: Preview) -> None:
        Handler.initialize(self, preview)
        StaticFileHandler.initialize(self, path=str(preview.root))

    async def get(self, path: str, include_body: bool = True) -> None:
        address = f"/{path}"
        standing = self.preview.standing or await self.preview.settled()
        found = standing.answer(address)
        if found.kind == "nothing" or (found.kind == "file" and not standing.holds(found.value)):
            standing = await self.preview.settled()  # perhaps it is on its way
            found = standing.answer(address)
        if found.kind == "elsewhere":
            self.redirect(quote(found.value), status=302)
        elif found.kind == "file" and not found.value.endswith(".html") and (file := standing.open(found.value)):
            with file:
                self.file = file
                await StaticFileHandler.get(self, found.value, include_body)
        else:
            self._show(*self.preview.page(address))

    def _show(self, status: int, page: bytes) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(with_client(page))  # which leaves the body away when only the head was asked for

    # Whatever becomes of the site meanwhile, what has been opened is what is sent.

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        return absolute_path

    def get_content_size(self) -> int:
        return os.fstat(self.file.fileno()).st_size

    def get_content(self, abspath: str, start: int | None = None, end: int | None = None) -> Iterator[bytes]:
        self.file.seek(start or 0)
        left = (self.get_content_size() if end is None else end) - (start or 0)
        while left > 0 and (piece := self.file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece

    def get_modified_time(self) -> None:
        """The same as for `compute_etag`."""

    def get_cache_time(self, *of_what: object) -> int:
        """None, for an address with `?v=` as well."""
        return 0

    def get_content_type(self) -> str:
        return _TYPES.get(Path(self.absolute_path or "").suffix) or str(super().get_content_type())


class Socket(Handler, LiveReloadHandler):  # type: ignore[misc]
    """livereload's websocket, for pages of the preview alone."""

    def initialize(self, preview: Preview) -> None:
        super().initialize(preview)
        self.page = ""
        self.version = ""

    def check_origin(self, origin: str) -> bool:
        return urlsplit(origin).netloc.lower() in hosts(self.preview.port)

    def on_message(self, message: str | bytes) -> None:
        """The two messages of livereload's handshake; the second says which page is shown, and which bytes of it."""
        try:
            said = msgspec.json.decode(message, type=_Message)
            page = unquote(urlsplit(said.url).path)
        except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
            self.close(1008, "not understood")
            return
        super().on_message(msgspec.json.encode(said))  # nothing but what has been understood
        if said.command == "info":
            self.page, self.version = page, said.version
            self.preview.sockets.add(self)
            self.refresh()

    def send_message(self, message: dict[str, object]) -> None:
        """Say something to whoever still listens."""
        with contextlib.suppress(WebSocketClosedError):
            self.write_message(message).add_done_callback(lambda sent: sent.cancelled() or sent.exception())

    def on_close(self) -> None:
        super().on_close()
        self.preview.sockets.discard(self)

    def refresh(self) -> None:
        """Let the page be loaded again when its bytes are no longer the same, and show what is wrong."""
        standing = self.preview.standing
        if standing is None:
            return
        if self.version != version_of(self.preview.page(self.page)[1]):
            self.send_message({"command": "reload", "path": self.page, "liveCSS": False})
        else:
            shown = [_shown(found, self.preview.root) for found in standing.problems]
            self.send_message({"command": "problems", "good": standing.is_good, "problems": shown})


class _Message(msgspec.Struct):
    command: str
    url: str = ""
    version: str = ""


def _shown(found: Problem, root: Path) -> dict[str, object]:
    return {**msgspec.structs.asdict(found), "excerpt": excerpt(found, root)}


def version_of(page: bytes) -> str:
    """What a page is recognised by."""
    return digest(page)


def with_client(page: bytes) -> bytes:
    """A page that loads the client."""
    script = f'<script src="/_preview/client.js" data-version="{version_of(page)}" defer></script>'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest if end else page + script


# -------------------------------------------------------------------------------------------------------- application


class Application(web.Application):
    """The routes of the preview, and the guard before them."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        known = {"preview": preview}
        super().__init__(
            [
                (r"/_preview/client\.js", Client, known),
                (r"/_preview/socket", Socket, known),
                (r"/(.*)", Page, known),
            ],
            log_function=lambda _handler: None,
            websocket_max_message_size=_LARGEST,
        )

    def find_handler(self, request: httputil.HTTPServerRequest, **kwargs: Any) -> Any:
        why = refusal(request.method or "", request.uri or "", request.headers, self.preview.port)
        if why:
            return self.get_handler_delegate(request, Refused, {"preview": self.preview, "why": why})
        return super().find_handler(request, **kwargs)


def listen(application: Application, port: int) -> HTTPServer:
    """Listen at a port, or at the next one that is free; 0 stands for any. Raises PortError."""
    last = min(port + _PORTS, 65_536) if port else 1
    for candidate in range(port, last):
        try:
            sockets = netutil.bind_sockets(candidate, ADDRESS)
        except OSError as error:
            if isinstance(error, PermissionError):
                raise PortError(f"port {candidate} is not for everybody; take one above 1023") from None
            continue
        server = HTTPServer(
            application,
            max_header_size=_LARGEST,
            max_body_size=_LARGEST,
            idle_connection_timeout=_PATIENCE,
            body_timeout=_PATIENCE,
        )
        server.add_sockets(sockets)
        application.preview.port = sockets[0].getsockname()[1]
        return server
    raise PortError(f"no port from {port} to {last - 1} is free; name another one")

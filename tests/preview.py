"""A preview in a process of its own, and requests to it that no browser would make."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30  # seconds after which something that should have come never will


class Answer:
    """What came back for one request; a status of 0 is a connection that ended without a word."""

    def __init__(self, head: bytes, body: bytes) -> None:
        self.head, self.body = head, body
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split(" ")[1]) if first else 0
        self.headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]

    @property
    def raw(self) -> bytes:
        return self.head + b"\r\n\r\n" + self.body

    def header(self, name: str) -> str:
        """A header that may come once."""
        values = [value for other, value in self.headers if other == name.lower()]
        assert len(values) <= 1, f"{name} comes {len(values)} times"
        return values[0] if values else ""


class Preview:
    """A preview that answers at `port`, and what it has said so far."""

    def __init__(self, root: Path, process: subprocess.Popen[bytes], out: Path, err: Path) -> None:
        self.root, self.process = root, process
        self._out, self._err = out, err
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def out(self) -> str:
        return self._out.read_text("utf-8")

    @property
    def err(self) -> str:
        return self._err.read_text("utf-8")

    def connect(self) -> socket.socket:
        """A connection; whoever asks for it closes it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def send(self, request: bytes) -> Answer:
        """The first answer to these very bytes."""
        with self.connect() as connection:
            with contextlib.suppress(ConnectionError):  # it may end in the middle of what is too long
                connection.sendall(request)
            return answer(connection, is_head=request.startswith(b"HEAD "))

    def ask(self, target: str = "/", *headers: str, method: str = "GET", host: str | None = None) -> Answer:
        """The answer to a request for a target, as it is written, from nobody in particular unless headers say so."""
        return self.send(self.request(target, *headers, method=method, host=host))

    def request(self, target: str = "/", *headers: str, method: str = "GET", host: str | None = None) -> bytes:
        """The bytes of a request."""
        first = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}"]
        return "\r\n".join([*first, *headers, "", ""]).encode("latin-1")

    @contextmanager
    def websocket(self, target: str = "/_preview/socket", *headers: str) -> Iterator[WebSocket]:
        """A websocket from a page of the preview, or from whom the headers say."""
        with self.connect() as connection:
            said = headers or (f"Origin: http://127.0.0.1:{self.port}",)
            connection.sendall(self.request(target, *UPGRADE, *said))
            yield WebSocket(connection)


UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
)
"""What asks for a websocket."""


class WebSocket:
    """The client's end of a websocket; `greeting` is the answer to the request for it."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.greeting = answer(connection)

    def say(self, message: Any) -> None:
        """Send a message in JSON."""
        self.send(json.dumps(message).encode())

    def send(self, payload: bytes, opcode: int = 1) -> None:
        """Send one frame. The opcode: 1 is text, 2 binary, 8 the end, 9 a ping."""
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        elif size < 65_536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
        self.connection.sendall(head + bytes(4) + payload)  # a mask of zeros changes nothing

    def frame(self) -> tuple[int, bytes]:
        """The next frame: opcode and payload. The end of the connection counts as a frame that says so."""
        try:
            first, size = self._bytes(2)
            if size == 126:
                (size,) = struct.unpack("!H", self._bytes(2))
            return first & 0x0F, self._bytes(size)
        except ConnectionError:
            return 8, b""

    def message(self) -> Any:
        """The next message."""
        opcode, payload = self.frame()
        assert opcode == 1, f"no message but {payload!r}"
        return json.loads(payload)

    def _bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            more = self.connection.recv(count - len(found))
            if not more:
                raise ConnectionResetError
            found += more
        return found


def answer(connection: socket.socket, *, is_head: bool = False) -> Answer:
    """Read one answer, and nothing behind it."""
    found = b""
    try:
        while not found.endswith(b"\r\n\r\n"):
            if not (seen := connection.recv(65_536, socket.MSG_PEEK)):
                return Answer(b"", found)
            end = (found + seen).find(b"\r\n\r\n")
            found += connection.recv(len(seen) if end < 0 else end + 4 - len(found))
        head = found.removesuffix(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        left, body = 0 if is_head or not length else int(length[1]), b""
        while len(body) < left and (more := connection.recv(left - len(body))):
            body += more
    except ConnectionError:
        return Answer(b"", found)
    return Answer(head, body)


@contextmanager
def previewing(root: Path, *words: str) -> Iterator[Preview]:
    """The preview of a publication, from its first answer on; `words` are further options of `serve`."""
    command = [sys.executable, "-m", "site_builder", "serve", "--no-open", "--port", "0", *words, str(root)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        with out.open("wb") as said, err.open("wb") as complained:
            process = subprocess.Popen(
                command, env=environment, stdout=said, stderr=complained, start_new_session=True, cwd=folder
            )
        preview = Preview(root, process, out, err)
        try:
            wait_for(lambda: process.poll() is not None or bool(re.search(r"http://[\d.:]+/ ", preview.out)))
            found = re.search(r"http://127\.0\.0\.1:(\d+)/ ", preview.out)
            assert found, f"the preview did not begin: {preview.out}{preview.err}"
            preview.port = int(found[1])
            assert preview.ask().status, "the preview does not answer"
            yield preview
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a preview as Ctrl-C does, and whatever is left of it by force."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(PATIENCE)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so; it must become so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)

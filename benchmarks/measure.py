"""What a command or a server costs: time, processor time and memory, over all its processes. Linux only."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

_BETWEEN_LOOKS = 0.25  # seconds between two looks at memory: each costs the process that is looked at
_BETWEEN_REQUESTS = 0.005
_AT_REST, _LOOKS = 1.5, 30  # seconds in which a server at rest is hardly ever seen at work, of so many looks at it


class FailedError(Exception):
    """A command failed, took too long, or made the wrong thing."""


class Cost(msgspec.Struct, frozen=True):
    """What one run cost. What was not looked at is 0."""

    seconds: float
    cpu: float = 0  # seconds of all processors, in the program and in the system
    memory: float = 0  # MiB at the worst moment, all processes together; what they share counts once
    others: float = 0  # processors that other work on this machine kept busy meanwhile


def environment(more: dict[str, str]) -> dict[str, str]:
    """That of every command: none is kept from storing what it compiles."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | more


def run(command: Sequence[str], folder: Path, more: dict[str, str], log: Path, timeout: float) -> Cost:
    """Run a command to its end. Raises FailedError."""
    _adopt()
    busy, cpu, started = _busy(), _children_cpu(), time.perf_counter()
    with _started(command, folder, more, log) as process, _Watch(process.pid) as watch:
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise FailedError(f"no end within {timeout:.0f} s") from None
        seconds = time.perf_counter() - started
    if code:
        last = log.read_text("utf-8", "replace").strip().rpartition("\n")[2]
        raise FailedError(f"exit code {code}: {last[:200]}")
    cpu = _children_cpu() - cpu
    others = max(0.0, (_busy() - busy - cpu) / (time.perf_counter() - started))
    return Cost(seconds, cpu, watch.memory / 1024, others)


@contextlib.contextmanager
def serving(command: Sequence[str], folder: Path, more: dict[str, str], log: Path) -> Iterator[Server]:
    """A server that runs meanwhile."""
    with _started(command, folder, more, log) as process:
        yield Server(process)


class Server:
    """A server that was started, at a port of this computer."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def until(self, port: int, path: str, words: str, timeout: float) -> float:
        """Seconds until a page has these words; it is asked for again and again. Raises FailedError."""
        started = time.perf_counter()
        while (waited := time.perf_counter() - started) < timeout:
            if self.process.poll() is not None:
                raise FailedError(f"the server ended with exit code {self.process.returncode}")
            if words.encode() in _page(port, path, timeout - waited):
                return time.perf_counter() - started
            time.sleep(_BETWEEN_REQUESTS)
        raise FailedError(f"{path} was not served within {timeout:.0f} s")

    def rest(self, timeout: float) -> None:
        """Wait until it has had next to nothing to do for a while. Raises FailedError.

        A process that waits for a processor or a disk is at work too: a busy machine may not have let it.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            at_work = 0
            for _ in range(_LOOKS):
                time.sleep(_AT_REST / _LOOKS)
                at_work += any(map(_is_at_work, processes(self.process.pid)))
            if at_work <= _LOOKS // 10:
                return
        raise FailedError(f"the server was not at rest within {timeout:.0f} s")


def _page(port: int, path: str, timeout: float) -> bytes:
    """What is served there, or nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=max(1.0, timeout))
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


# --------------------------------------------------------------------------------------------------------- processes


@contextlib.contextmanager
def _started(
    command: Sequence[str], folder: Path, more: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process with a session of its own, of which nothing is left afterwards."""
    with log.open("ab") as sink:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(more), stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
                break
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it started and left behind
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-process.pid, 0)  # their processor time is counted when they are waited for


def _adopt() -> None:
    """Become the parent of what the processes that are started here leave behind."""
    prctl, set_child_subreaper = ctypes.CDLL(None).prctl, 36
    prctl(set_child_subreaper, 1, 0, 0, 0)


class _Watch(threading.Thread):
    """Looks at a process and all that it started, until it has ended."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.memory = pid, 0
        self._ended = threading.Event()

    def __enter__(self) -> _Watch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        while not self._ended.wait(_BETWEEN_LOOKS):
            self.memory = max(self.memory, sum(map(_share, processes(self.pid))))


def processes(pid: int) -> list[int]:
    """A process, what it started, and what that started."""
    found, queue = list[int](), [pid]
    while queue:
        found.append(queue.pop())
        for thread in Path(f"/proc/{found[-1]}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                queue += map(int, thread.read_text().split())
    return found


def _share(pid: int) -> int:
    """KiB of memory that a process has, and its part of what it shares."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _is_at_work(pid: int) -> bool:
    """Whether a thread of a process is running, or would be if it could."""
    for thread in Path(f"/proc/{pid}/task").glob("*/stat"):
        with contextlib.suppress(OSError):
            if thread.read_text().rpartition(")")[2].split()[0] in ("R", "D"):
                return True
    return False


def _children_cpu() -> float:
    """Processor time of all that this process has started and that has ended."""
    times = os.times()
    return times.children_user + times.children_system


def _busy() -> float:
    """Processor time of the whole machine since it was started, with what its host took away."""
    names = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, irq, softirq, stolen = map(int, names[:8])
    return (user + nice + system + irq + softirq + stolen) / os.sysconf("SC_CLK_TCK")

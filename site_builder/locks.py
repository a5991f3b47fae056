"""One at a time: locks that end with the process that holds them, whatever ends it.

Whoever holds a file for long signs it: with its process number in it, those who wait can say for whom.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from site_builder.errors import Problem, SiteError

PATIENCE = 60  # seconds to wait for whoever has it
Waiting = Callable[[str, int, int], None]
"""Is told of what is being waited, for how many seconds already, and how many at most."""

_BEHIND = 1 << 30  # Windows locks a place in a file, which nobody else can read then: one behind all there is


def in_silence(what: str, done: int, total: int) -> None:
    """For those who are not told that they wait."""


@contextlib.contextmanager
def locked(path: Path, busy: Problem, waiting: Waiting = in_silence) -> Iterator[Callable[[], None]]:
    """Hold a file, which is made where there is none, or a folder that is there. Waits a while for whoever has it.

    What it gives signs the file. Raises SiteError with `busy` when it has waited in vain, which then says who has
    signed; and OSError when there can be no lock.
    """
    started, told = time.monotonic(), ""
    while True:
        with _opened(path) as descriptor:
            if _try_lock(descriptor) and _is_at(descriptor, path):
                if told:
                    waiting(told, PATIENCE, PATIENCE)
                yield lambda: _write(descriptor, b"%d\n" % os.getpid())
                if _signed(path):
                    _write(descriptor, b"")
                return
            who = _signed(path)
        waited = time.monotonic() - started
        if waited > PATIENCE:
            raise SiteError([replace(busy, message=f"{busy.message}{who}")])
        told = f"another one is running{who}: waiting, second"
        waiting(told, int(waited), PATIENCE)
        time.sleep(0.1)


def _write(descriptor: int, signature: bytes) -> None:
    """Let a file hold this and nothing else. Where that can't be, nobody knows who has it."""
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, signature)


def _signed(path: Path) -> str:
    """Who holds a file, and for how long already; nothing when that isn't known."""
    try:
        process, since = int(path.read_text("ascii")), path.stat().st_mtime
    except (OSError, ValueError):
        return ""
    return f" (process {process}, for {max(0, int(time.time() - since))} s)"


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    if path.is_dir():
        descriptor = os.open(path, os.O_RDONLY)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _BEHIND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # some file systems know no locks
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether a file is still the one at a path: whoever had it may have removed it together with all else."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False

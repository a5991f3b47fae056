"""One at a time: locks that end with the process that holds them, whatever ends it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from site_builder.errors import Problem, SiteError

PATIENCE = 60  # seconds to wait for whoever has it


@contextlib.contextmanager
def locked(path: Path, busy: Problem) -> Iterator[None]:
    """Hold a file, which is made where there is none, or a folder that is there. Waits a while for whoever has it.

    Raises SiteError with `busy` when it has waited in vain, and OSError when there can be no lock.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        with _opened(path) as descriptor:
            if _try_lock(descriptor) and _is_at(descriptor, path):
                yield
                return
        if time.monotonic() > deadline:
            raise SiteError([busy])
        time.sleep(0.1)


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

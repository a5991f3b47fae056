"""Where heavy work runs: the `concurrent.futures` interface, whatever stands behind it.

What starts processes is imported where that is done: for a build with nothing to do it would be a tenth of its time.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from io import BufferedReader
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

_LARGEST = 1000
"""Items that are handed to a worker together: their results wait in memory until all are there."""

_PRELOADED = ["site_builder.documents", "site_builder.makers.page", "site_builder.makers.feed"]


class Here(Executor):
    """Runs everything at once, in this process."""

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  it is handed on, as every executor does
            future.set_exception(error)
        return future


class Workers(Executor):
    """Processes that are started when the first work comes in; little work is done here instead."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or available_cores()
        if sys.platform == "win32":
            self.count = min(self.count, 61)  # Windows can wait for no more at once
        self._pool: Executor | None = None
        self._complete = False  # whether its processes are all there

    def prepare(self, imports: Callable[[], None]) -> None:
        """Start the processes now, for work that is sure to come. Call it before any file is open or thread begun.

        On Linux they are copies of this process, with all it has imported, and do their own `imports` while this one
        goes on. It is the quickest way there is, and safe only this early; elsewhere nothing happens.
        """
        if sys.platform != "linux" or threading.active_count() > 1:
            return
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        fork = multiprocessing.get_context("fork")
        with contextlib.suppress(OSError):
            self._pool = ProcessPoolExecutor(self.count, mp_context=fork, initializer=_begin, initargs=(imports,))
            with _uninterrupted():
                self._pool.submit(int)
            self._complete = True

    @property
    def is_prepared(self) -> bool:
        """Whether the processes are there, or on their way."""
        return self._pool is not None

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import resource_tracker

        self._pool = self._pool or _new_pool(self.count)
        try:
            if self._complete:
                return self._pool.submit(fn, *args, **kwargs)
            if sys.platform != "win32":
                resource_tracker.ensure_running()  # it lifts the mask when it starts, so it comes first
            with _uninterrupted():
                return self._pool.submit(fn, *args, **kwargs)
        except OSError:  # a system that lets nobody start them, or the name of its folder for sockets is too long
            self._pool, self._complete = Here(), True
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenProcessPool as error:  # by work that came in before
            future: Future[R] = Future()
            future.set_exception(error)
            return future

    def restart(self) -> None:
        """Leave a pool that a crash has broken behind; the next work gets a new one."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool, self._complete = None, False

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            self._pool, self._complete = None, False

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.shutdown(cancel_futures=kind is not None)


def available_cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def meanwhile(works: Sequence[Callable[[], T]], kind: type[T]) -> Iterator[Callable[[int], T]]:
    """Let a copy of this process look at some things at once, in their order.

    A call with the number of one waits for what was seen there, which is of this kind. The copy must change nothing.
    Where there can be none, or it comes to grief, the call does the work itself.
    """
    child, receiver = _copied(works)
    results: list[T] = []

    def result(number: int) -> T:
        while receiver and len(results) <= number:
            size = int.from_bytes(receiver.read(8), "little")
            encoded = receiver.read(size)
            if not encoded or len(encoded) < size:  # it has not come so far
                break
            results.append(msgspec.msgpack.decode(encoded, type=kind))
        return results[number] if number < len(results) else works[number]()

    try:
        yield result
    finally:
        if receiver:
            receiver.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _copied(works: Sequence[Callable[[], Any]]) -> tuple[int, BufferedReader | None]:
    """A copy of this process that does the work, and the end of a pipe at which comes what came of it."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0, None
    out, into = os.pipe()
    receiver = os.fdopen(out, "rb")
    with os.fdopen(into, "wb") as sender:
        try:
            child = os.fork()
        except OSError:
            receiver.close()
            return 0, None
        if child == 0:
            try:
                for work in works:
                    encoded = msgspec.msgpack.encode(work())
                    sender.write(len(encoded).to_bytes(8, "little") + encoded)
                    sender.flush()
            finally:
                os._exit(0)
    return child, receiver


def shares(items: Sequence[T], executor: Executor, *, smallest: int = 1) -> Iterator[Sequence[T]]:
    """Cut work into pieces: some for each worker so that none waits long, none smaller than `smallest`, none huge."""
    count = getattr(executor, "count", 1) * 8
    size = max(smallest, min(-(-len(items) // count), _LARGEST))
    return (items[start : start + size] for start in range(0, len(items), size))


def _new_pool(count: int) -> Executor:
    """Processes that have what they need imported, from a server process where the system has that.

    Where the system lets nobody have such processes, as some containers do, work is done here.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    if sys.platform == "linux":
        context.set_forkserver_preload(_PRELOADED)
    try:
        return ProcessPoolExecutor(count, mp_context=context, initializer=_begin)
    except OSError:
        return Here()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interruption wait while processes are started; these, and all that they start, don't hear of it at all."""
    if sys.platform == "win32":
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _begin(imports: Callable[[], None] | None = None) -> None:
    """Leave an interruption to the parent, and end when the parent has ended, however that came.

    What workers make has hardly any cycles, so the collector need not look for them all the time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if imports:
        imports()
    gc.freeze()
    gc.set_threshold(100_000, 100, 1_000)


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

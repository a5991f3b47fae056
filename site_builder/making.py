"""Make the files of a plan that nobody has yet, in worker processes.

Text goes into a folder beside the output and takes its place from there; pictures go into the store. A worker is given
plain values only, and finds the documents it needs in the store.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from site_builder.bytecode import keep
from site_builder.content import document_of
from site_builder.digest import digest, digest_of_file
from site_builder.errors import Problem, SiteError, problem
from site_builder.executors import Here, Workers, shares
from site_builder.inputs import CopyInputs, DerivativeInputs, decode
from site_builder.models import Document, Item, Kind
from site_builder.output import Made, Output, guarded, look_of, write_problem
from site_builder.presses import know_compiled, newly_compiled, press_for
from site_builder.store import Store
from site_builder.tasks import Task
from site_builder.template_faults import template_problem
from site_builder.theme import Template

FEW = 30  # pages that are made here rather than by workers, or copied
Progress = Callable[[str, int, int], None]


class Job(msgspec.Struct, frozen=True):
    """What all tasks of one build share."""

    root: str
    store: str
    edition: int  # of the store
    folder: str  # where new files go, each at its path in the site
    output: str  # the output folder, for messages
    templates: tuple[Template, ...]
    theme: str  # digest
    code: str  # digest of what compiles templates, and of all else that makes text
    compiled: dict[str, bytes]  # templates
    context: bytes


class Order(msgspec.Struct, frozen=True):
    """A task with its inputs and the keys of the documents it needs."""

    task: Task
    inputs: bytes
    documents: tuple[tuple[str, Kind], ...]


class Results(NamedTuple):
    """What came of some orders, one after the other, and the templates that were compiled for them."""

    rows: list[tuple[dict[str, Made], list[Problem]]]
    compiled: dict[str, bytes]


Readings = dict[str, tuple[str, Kind]]
"""Key and kind of each source."""

_stores: dict[tuple[str, int], Store] = {}


def close_stores() -> None:
    """Close the stores that were opened here: what is made in this process opens one."""
    while _stores:
        _stores.popitem()[1].close()


@contextlib.contextmanager
def _stores_closed() -> Iterator[None]:
    try:
        yield
    finally:
        close_stores()


Work = dict[Future[Any], Sequence[Order]]
"""What is being made, and what of."""


def begin_making(
    wanted: Sequence[tuple[Task, str]], job: Job, readings: Readings, inputs: Mapping[str, bytes], executor: Executor
) -> Work:
    """Begin to make some pages, for `make_missing` to finish."""
    orders = list(_orders(wanted, readings, inputs))
    return {executor.submit(make_share, job, orders): orders}


def _orders(wanted: Iterable[tuple[Task, str]], readings: Readings, inputs: Mapping[str, bytes]) -> Iterator[Order]:
    for task, _ in wanted:
        yield Order(task, inputs[task.static_key], tuple(readings[source] for source in task.documents))


@_stores_closed()
def make_missing(
    wanted: Sequence[tuple[Task, str]],
    job: Job,
    readings: Readings,
    inputs: Mapping[str, bytes],
    *,
    begun: Work | None = None,
    store: Store,
    executor: Executor,
    progress: Progress,
) -> dict[str, Made]:
    """Make the wanted tasks (each with its key); where their outputs now lie, and those of what was begun before.

    `readings` has the key and kind of each source, `inputs` those of each task by its static key. Raises SiteError.
    """
    from concurrent.futures.process import BrokenProcessPool  # see executors.py

    work = begun or {}
    orders = list(_orders(wanted, readings, inputs))
    made: dict[str, Made] = {}
    problems: list[Problem] = []
    compiled = dict(job.compiled)
    texts = [order for order in orders if order.task.make != "derivative"]
    pictures = [order for order in orders if order.task.make == "derivative" and not _stored(order, store, made)]
    done = len(orders) - len(texts) - len(pictures)
    total = len(orders) + sum(map(len, work.values()))

    def take(share: Sequence[Order], results: Results) -> None:
        nonlocal done
        compiled.update(results.compiled)
        for order, (outputs, found) in zip(share, results.rows, strict=True):
            made.update(outputs)
            problems.extend(found)
            if order.task.make == "derivative" and not found:
                _note(order, store, made)
        done += len(share)
        progress("making", done, total)

    chosen = executor if len(texts) > FEW else Here()
    work |= {executor.submit(make_share, job, [one]): [one] for one in pictures}
    work |= {chosen.submit(make_share, job, share): share for share in shares(texts, chosen, smallest=10)}
    broken = []
    for future in as_completed(work):
        try:
            take(work[future], future.result())
        except BrokenProcessPool:
            broken.append(work[future])
    if broken and isinstance(executor, Workers):
        executor.restart()
    while broken:  # something in one of them ended a worker: each gets one of its own, in halves until it is known
        share = broken.pop(0)
        with Workers(1) as alone:
            try:
                take(share, alone.submit(make_share, job, share).result())
            except BrokenProcessPool:
                if middle := len(share) // 2:
                    broken[:0] = share[:middle], share[middle:]
                    continue
                problems.append(_crash(share[0].task, job))
                if share[0].task.make != "derivative":  # the fault is ours: one page is enough to tell
                    broken = [other for other in broken if other[0].task.make == "derivative"]
    keep(job.code, compiled)
    if problems:
        refused = [found for found in problems if found.code in ("disk-full", "write-failed")]
        raise SiteError(refused[:1] or dict.fromkeys(problems))  # a disk that refuses has one cause
    return made


def _crash(task: Task, job: Job) -> Problem:
    """The problem that a worker ended while it made this."""
    if task.make == "derivative":
        return problem("picture-crashes", task.label, file=task.label)
    return problem("making-crashes", f"{Path(job.output).name}/{task.outputs[0]}")


def _names(task: Task) -> list[str]:
    return [output.rpartition("/")[2] for output in task.outputs]


def _stored(order: Order, store: Store, made: dict[str, Made]) -> bool:
    """Whether a picture's files are in the store; then they are as good as made."""
    if found := store.has_pictures(order.task.static_key, _names(order.task)):
        _from_store(order.task, store, made)
    return found


def _note(order: Order, store: Store, made: dict[str, Made]) -> None:
    store.note_pictures(order.task.static_key, _names(order.task))
    _from_store(order.task, store, made)


def _from_store(task: Task, store: Store, made: dict[str, Made]) -> None:
    folder = store.picture_folder(task.static_key)
    for output, name in zip(task.outputs, _names(task), strict=True):
        made[output] = Made(str(folder / name), f"{task.static_key}:{name}", kept=True)


def lend(wanted: Sequence[tuple[Task, str]], lender: Output, room: Path) -> dict[str, Made]:
    """Copies, in the room for new files, of what another output folder has under the very keys that are wanted."""
    made: dict[str, Made] = {}
    with contextlib.suppress(SiteError):  # it is none of ours
        lender.look()
    for task, key in wanted:
        for output in task.outputs if task.make != "derivative" else ():
            row = lender.rows.get(output)
            if row is None or row.key != key:
                continue
            with contextlib.suppress(FileNotFoundError):
                data = Path(lender.folder, output).read_bytes()
                if digest(data) == row.digest:  # another build may be at work there
                    target = room / output
                    with guarded(room, output):
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(data)
                    made[output] = Made(str(target), row.digest)
    return made


# ------------------------------------------------------------------------------------------------------- in a worker


def make_share(job: Job, share: Sequence[Order]) -> Results:
    """Make some pages, files and pictures."""
    know_compiled(job.compiled)
    return Results([_made(job, order) for order in share], newly_compiled())


def _made(job: Job, order: Order) -> tuple[dict[str, Made], list[Problem]]:
    task = order.task
    try:
        if task.make == "derivative":
            _make_pictures(job, order)
            return {}, []
        if task.make == "copy":
            target = _copy(job, order)
            return {task.outputs[0]: Made(target, task.static_key, look=look_of(target))}, []
        data = _text(job, order)
        target = _place(job, task)
        _write(target, data)
        look = look_of(target)
    except SiteError as error:
        return {}, list(error.problems)
    except OSError as error:
        return {}, [write_problem(error, Path(job.output), f"{Path(job.output).name}/{task.outputs[0]}")]
    return {task.outputs[0]: Made(target, digest(data), look=look)}, []


def _place(job: Job, task: Task) -> str:
    """Where the file of a task goes; its folder is there afterwards. Raises OSError."""
    target = f"{job.folder}/{task.outputs[0]}"
    with contextlib.suppress(FileExistsError):
        _make_folder(target.rpartition("/")[0], job.folder)
    return target


def _make_folder(folder: str, top: str) -> None:
    """Make a folder and those above it, but not `top`: when that is gone, so is the build."""
    try:
        os.mkdir(folder)  # mostly it works at once: a page has a folder of its own
    except FileNotFoundError:
        if len(folder) <= len(top):
            raise
        with contextlib.suppress(FileExistsError):
            _make_folder(folder.rpartition("/")[0], top)
        os.mkdir(folder)


def _write(target: str, data: bytes) -> None:
    """Write a file, with fewer calls of the system than `open` makes. Raises OSError."""
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def _copy(job: Job, order: Order) -> str:
    from site_builder.makers import copy

    inputs, target = decode(order.inputs), _place(job, order.task)
    with _read_unchanged(job, inputs):
        source = Path(job.root, inputs.source)
        rewrite = dict(inputs.rewrite)
        copy.make(source, Path(target), rewrite=rewrite, folder=inputs.folder, without_metadata=inputs.bare)
    return target


def _text(job: Job, order: Order) -> bytes:
    """The bytes of a page, a feed and so on. A template's mistake is raised as a SiteError."""
    press, context = press_for(job.templates, job.theme, job.code, job.context)
    documents, inputs = _read(job.store, job.edition, order.documents, order.inputs)
    try:
        if order.task.make == "feed":
            from site_builder.makers import feed

            return bytes(feed.make(press, inputs, documents, context.timezone))
        if order.task.make == "record":
            from site_builder.makers import record

            document = documents[0]
            assert isinstance(document, Item)
            return record.make(press.presenter, inputs, document)
        return bytes(press.page(inputs, documents))
    except Exception as error:
        raise SiteError([template_problem(error, Path(job.root), job.templates, order.task.label)]) from error


@functools.lru_cache(maxsize=1)  # an item's page and its index.json are made of the same, one after the other
def _read(
    folder: str, edition: int, documents: tuple[tuple[str, Kind], ...], inputs: bytes
) -> tuple[list[Document], Any]:
    """The documents with these keys, and the inputs."""
    store = _store(folder, edition)
    return [document_of(store, key, kind) for key, kind in documents], decode(inputs)


def _make_pictures(job: Job, order: Order) -> None:
    """Make the published sizes of one picture, into the store."""
    from site_builder.drawing.pixels import PictureError
    from site_builder.makers import derivative

    task, inputs = order.task, decode(order.inputs)
    wanted = [
        derivative.Derivative(name, width, height, kind, inputs.quality)
        for name, (width, height, kind) in zip(_names(task), inputs.wanted, strict=True)
    ]
    rights = derivative.Rights(inputs.creator, inputs.credit, inputs.licence)
    store = _store(job.store, job.edition)
    try:
        with store.new_pictures(task.static_key) as folder, _read_unchanged(job, inputs):
            derivative.make(Path(job.root, inputs.source), wanted, rights, folder, max_pixels=inputs.max_pixels)
    except PictureError as error:
        raise SiteError([problem(error.code, inputs.source, file=inputs.source, **error.words)]) from error


@contextlib.contextmanager
def _read_unchanged(job: Job, inputs: CopyInputs | DerivativeInputs) -> Iterator[None]:
    """Make sure that what is made of a file was made of the bytes that the plan speaks of. Raises SiteError."""
    source = Path(job.root, inputs.source)
    try:
        yield
        with source.open("rb") as file:
            changed = digest_of_file(file) != inputs.digest
    except ValueError:  # a picture that was whole when the plan was made
        changed = True
    except OSError as error:
        if error.filename != str(source) or error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise SiteError([problem("unreadable", inputs.source, why=error.strerror)]) from error
    if changed:
        raise SiteError([problem("file-changed", inputs.source)])


def _store(folder: str, edition: int) -> Store:
    """The store, opened once in each worker."""
    if (folder, edition) not in _stores:
        close_stores()
        _stores[folder, edition] = Store(Path(folder))
    return _stores[folder, edition]

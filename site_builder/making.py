"""Make the files of a plan that nobody has yet, in worker processes.

Text goes into a folder beside the output and takes its place from there; pictures go into the store. A worker is given
plain values only, and finds the documents it needs in the store.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from site_builder.content import document_of
from site_builder.digest import digest
from site_builder.errors import Problem, SiteError, problem
from site_builder.executors import Here, shares
from site_builder.models import Kind
from site_builder.output import Made, write_problem
from site_builder.plan import Context
from site_builder.store import Store
from site_builder.tasks import Task

_FEW = 30  # pages that are made here rather than by workers
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of one build share. `kinds` and `readings` are by source."""

    root: str
    store: str
    folder: str  # where new files go
    templates: tuple[str, ...]
    theme: str  # digest
    context: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """A task with the keys of the documents it needs."""

    number: int
    task: Task
    documents: tuple[tuple[str, Kind], ...]


def make_missing(
    wanted: Sequence[tuple[Task, str]],
    job: Job,
    readings: dict[str, tuple[str, Kind]],
    *,
    store: Store,
    executor: Executor,
    progress: Progress,
) -> dict[str, Made]:
    """Make the wanted tasks (each with its key); where each of their outputs now lies. Raises SiteError."""
    orders = [
        Order(n, task, tuple(readings[source] for source in task.documents)) for n, (task, _) in enumerate(wanted)
    ]
    made: dict[str, Made] = {}
    problems: list[Problem] = []
    pictures = [order for order in orders if order.task.make == "derivative"]
    texts = [order for order in orders if order.task.make != "derivative"]
    done = 0
    chosen = executor if len(texts) > _FEW else Here()
    waiting = {chosen.submit(make_share, job, share): None for share in shares(texts, chosen, smallest=10)}
    late = {executor.submit(make_pictures, job, order): order for order in pictures if not _stored(order, store, made)}
    done += len(pictures) - len(late)
    for future in as_completed([*late, *waiting]):
        try:
            for outputs, found in future.result():
                made.update(outputs)
                problems += found
                done += 1
        except BrokenProcessPool:
            name = late[future].task.label if future in late else "a page"
            problems.append(problem("picture-crashes", name, file=name))
        if future in late and not problems:
            _note(late[future], store, made)
        progress("making", done, len(orders))
    if problems:
        raise SiteError(dict.fromkeys(problems))
    return made


def _names(task: Task) -> list[str]:
    return [output.rpartition("/")[2] for output in task.outputs]


def _stored(order: Order, store: Store, made: dict[str, Made]) -> bool:
    """Whether a picture's files are in the store; then they are as good as made."""
    task = order.task
    if not store.has_pictures(task.static_key, _names(task)):
        return False
    _from_store(task, store, made)
    return True


def _note(order: Order, store: Store, made: dict[str, Made]) -> None:
    store.note_pictures(order.task.static_key, _names(order.task))
    _from_store(order.task, store, made)


def _from_store(task: Task, store: Store, made: dict[str, Made]) -> None:
    folder = store.picture_folder(task.static_key)
    for output, name in zip(task.outputs, _names(task), strict=True):
        made[output] = Made(folder / name, f"{task.static_key}:{name}", kept=True)


# ------------------------------------------------------------------------------------------------------- in a worker


def make_share(job: Job, share: Sequence[Order]) -> list[tuple[dict[str, Made], list[Problem]]]:
    """Make some pages and files."""
    return [_made(job, order) for order in share]


def _made(job: Job, order: Order) -> tuple[dict[str, Made], list[Problem]]:
    target = Path(job.folder, str(order.number))
    (output,) = order.task.outputs
    try:
        if order.task.make == "copy":
            from site_builder.makers import copy

            copy.make(Path(job.root), _decode(order.task.inputs), target)
            return {output: Made(target, order.task.static_key)}, []
        data = _text(job, order)
        with target.open("wb") as file:
            file.write(data)
    except SiteError as error:
        return {}, list(error.problems)
    except OSError as error:
        return {}, [write_problem(error, Path(job.folder))]
    return {output: Made(target, digest(data))}, []


def _text(job: Job, order: Order) -> bytes:
    """The bytes of a page, a feed and so on. A template's mistake is raised as a SiteError."""
    press, context = _press(job.templates, job.theme, job.context)
    store = _store(job.store)
    documents = [document_of(store, key, kind) for key, kind in order.documents]
    inputs = _decode(order.task.inputs)
    try:
        if order.task.make == "feed":
            feed = importlib.import_module("site_builder.makers.feed")
            return bytes(feed.make(press, inputs, documents, context.timezone))
        return bytes(press.page(inputs, documents))
    except Exception as error:
        raise SiteError([_template_problem(error, job, order.task.label)]) from error


def make_pictures(job: Job, order: Order) -> list[tuple[dict[str, Made], list[Problem]]]:
    """Make the published sizes of one picture, into the store."""
    from site_builder.drawing.pixels import PictureError
    from site_builder.makers import derivative

    inputs = _decode(order.task.inputs)
    names = _names(order.task)
    wanted = [
        derivative.Derivative(name, width, height, kind, inputs.quality)
        for name, (width, height, kind) in zip(names, inputs.wanted, strict=True)
    ]
    rights = derivative.Rights(inputs.creator, inputs.credit, inputs.licence)
    source = Path(job.root, inputs.source)
    store = _store(job.store)
    try:
        with store.new_pictures(order.task.static_key) as folder:
            derivative.make(source, wanted, rights, folder, max_pixels=inputs.max_pixels)
    except PictureError as error:
        return [({}, [problem(error.code, inputs.source, file=inputs.source, **error.words)])]
    except OSError as error:
        return [({}, [write_problem(error, Path(job.store))])]
    return [({}, [])]


def _decode(encoded: bytes) -> Any:
    from site_builder import inputs as plain_inputs

    name, raw = msgspec.msgpack.decode(encoded, type=tuple[str, msgspec.Raw])
    return msgspec.msgpack.decode(raw, type=getattr(plain_inputs, name))


@functools.lru_cache(maxsize=2)
def _press(templates: tuple[str, ...], theme: str, encoded: bytes) -> tuple[Any, Context]:
    """The templates, read anew when a digest says that the theme is another one."""
    from site_builder.makers.page import Press
    from site_builder.presenter import Presenter

    context = msgspec.msgpack.decode(encoded, type=Context)
    presenter = Presenter(context.site, context.profiles, context.quotes, context.structured_data, context.hidden)
    return Press(templates, presenter), context


@functools.lru_cache(maxsize=2)
def _store(folder: str) -> Store:
    return Store(Path(folder))


def _template_problem(error: Exception, job: Job, page: str) -> Problem:
    """Where in which template, and while making which page."""
    import jinja2

    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line = error.filename or error.name or "?", error.lineno
        return problem("template-broken", _shown(path, job), line, 1, why=error.message or "syntax error")
    if isinstance(error, jinja2.TemplateNotFound):
        return problem("template-failed", "templates", why=f"there is no template {error.name}", page=page)
    place = next(reversed(list(_template_frames(error, job.templates))), None)
    if place is None:
        raise error
    return problem("template-failed", _shown(place[0], job), place[1], 1, why=str(error), page=page)


def _template_frames(error: Exception, folders: Iterable[str]) -> Iterator[tuple[str, int]]:
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(tuple(folders)):
            yield name, trace.tb_lineno
        trace = trace.tb_next


def _shown(path: str, job: Job) -> str:
    """A template's path as messages name it: inside the publication, or inside the program's own themes."""
    if path.startswith(f"{job.root}/"):
        return path[len(job.root) + 1 :]
    return "themes/" + path.rpartition("/themes/")[2] if "/themes/" in path else path

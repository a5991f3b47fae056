"""START HERE: a publication becomes a finished site.

    load → plan → make → write

Everything is read into plain values; from them comes a plan of every file of the site; what nobody has yet is made;
then the output folder is made equal to the plan, all at once. A clean build is the same function with an empty store.
"""

from __future__ import annotations

import errno
import os
import tempfile
import zoneinfo
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_builder.content import (
    Options,
    Stock,
    load_settings,
    locate,
    read_content,
)
from site_builder.data import shown
from site_builder.digest import PACKAGE_CODE, PIXEL_CODE, code_digest, code_in_zone
from site_builder.errors import Problem, SiteError, problem
from site_builder.executors import Workers
from site_builder.finding import find_files
from site_builder.generation import Row
from site_builder.keeping import keep_plan, kept_plan, plan_key
from site_builder.locks import locked
from site_builder.making import FEW, Job, Progress, lend, make_missing
from site_builder.models import Kind
from site_builder.opening import store_problem
from site_builder.output import Changes, Made, Output
from site_builder.presses import Expected, compile_templates
from site_builder.settings import SETTINGS, Settings, overlapped
from site_builder.store import REMOVED, LostError, Store
from site_builder.tasks import Plan, Task
from site_builder.theme import Theme, load_theme

T = TypeVar("T")
_ATTEMPTS = 3  # at a build whose store is lost while it goes on


class Build(msgspec.Struct, frozen=True):
    """What a build came to: the plan, what was made anew, what became of the files, what there is to say."""

    settings: Settings
    plan: Plan
    made: tuple[str, ...]
    changes: Changes
    problems: tuple[Problem, ...]
    keys: dict[str, str]  # of every file of the site


def no_progress(what: str, done: int, total: int) -> None:
    """For those who don't watch."""


def build(
    root: Path,
    options: Options,
    *,
    store: Store,
    executor: Executor,
    output: Path | None = None,
    borrow: bool = False,
    progress: Progress = no_progress,
) -> Build:
    """Make the output folder, that of the settings or another, be what content, themes and assets say it is.

    With `borrow`, another folder that lacks much gets copies of what that of the settings has already. Raises SiteError
    with every problem found; the output folder is then as it was.
    """
    return attempt(root, store, lambda: _build(root, options, store, executor, output, borrow, progress))


def attempt(root: Path, store: Store, work: Callable[[], T]) -> T:
    """Do it; when the store turns out to be damaged, do it again with an empty one.

    What the file system refuses, such as a file that has just gone, becomes a SiteError that says so.
    """
    try:
        for _ in range(_ATTEMPTS - 1):
            try:
                return work()
            except LostError as lost:
                store.renew(str(lost))
        return work()
    except LostError as lost:  # somebody removes or damages it again and again
        raise SiteError([store_problem(root, store.path, str(lost))]) from lost
    except OSError as error:
        if not error.filename:
            raise
        path = Path(os.fsdecode(error.filename))
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SiteError([problem("disk-full", shown(root, path), file=shown(root, path))]) from error
        if path.parent == store.folder:
            raise SiteError([store_problem(root, path, error.strerror)]) from error
        raise SiteError([problem("unreadable", shown(root, path), why=error.strerror)]) from error


def _build(
    root: Path,
    options: Options,
    store: Store,
    executor: Executor,
    output: Path | None,
    borrow: bool,
    progress: Progress,
) -> Build:
    target = Output(output or root / load_settings(root, store, code_digest(PACKAGE_CODE)).output)
    with target.ahead():
        ready = prepare(root, options, store=store, executor=executor, output=target.folder)
        if any(p.severity == "error" for p in ready.problems):
            raise SiteError(ready.problems)
        return _made_and_written(root, ready, target, store, executor, borrow, progress)


def _made_and_written(
    root: Path, ready: Ready, target: Output, store: Store, executor: Executor, borrow: bool, progress: Progress
) -> Build:
    """Make what the output folder lacks, and let it be the plan."""
    plan, theme = ready.plan, ready.theme
    with target.opened(progress):
        keys, missing = what_is_missing(plan, target.rows, ready.readings)
        made: dict[str, Made] = {}
        lent: dict[str, Made] = {}
        if not missing:
            changes = target.write(keys, made)
        else:
            busy = problem("busy", ready.folder.name)
            with locked(store.folder / "lock", busy, progress) as sign:  # another folder's build shares it
                sign()
                store.clear_halves()
                room = target.new_room()
                if borrow and len(missing) > FEW:
                    lent = lend(missing, Output(root / ready.settings.output), room)
                    missing = [(task, key) for task, key in missing if task.outputs[0] not in lent]
                job = Job(
                    root=str(root),
                    store=str(store.folder),
                    edition=store.edition,
                    folder=str(room),
                    output=str(target.folder),
                    templates=theme.templates,
                    theme=theme.digest,
                    compiled=ready.compiled(),
                    context=plan.context,
                )
                made = make_missing(
                    missing, job, ready.readings, plan.inputs, store=store, executor=executor, progress=progress
                )
                try:
                    changes = target.write(keys, lent | made)
                except SiteError as error:
                    if all(os.path.exists(file.path) for file in made.values() if file.kept):
                        raise
                    raise LostError(REMOVED) from error
                store.keep_pictures({task.static_key for task in plan.tasks if task.make == "derivative"})
    return Build(ready.settings, plan, tuple(sorted(made)), changes, ready.problems, keys)


class Ready(msgspec.Struct, frozen=True):
    """Everything that is known before anything is made."""

    settings: Settings
    folder: Path
    theme: Theme
    plan: Plan
    problems: tuple[Problem, ...]
    readings: dict[str, tuple[str, Kind]]  # key and kind of each source
    compiled: Callable[[], dict[str, bytes]]  # templates, as far as workers have compiled them


def prepare(root: Path, options: Options, *, store: Store, executor: Executor, output: Path | None = None) -> Ready:
    """Load and plan. Raises SiteError for what leaves nothing to plan, such as broken settings."""
    code, pixels = code_digest(PACKAGE_CODE), code_digest(PIXEL_CODE)
    settings = load_settings(root, store, code)
    folder = output or root / settings.output
    check_places(root, root / settings.output, settings)
    theme = load_theme(root, settings, store, code)
    code = code_in_zone(code, settings.timezone)
    if options.date.tzinfo is None:
        options = msgspec.structs.replace(
            options, date=options.date.replace(tzinfo=zoneinfo.ZoneInfo(settings.timezone))
        )
    found = find_files(root, store)
    if isinstance(executor, Workers) and executor.is_prepared:
        _import_planner()  # while the workers are still importing too
    stock = read_content(found, settings, store, executor, code)
    compiled = compile_templates(theme.templates, theme.digest, _expected(stock, settings), executor)  # meanwhile
    plan, problems = plan_for(stock, settings, theme, options, store, executor, code, pixels)
    store.save_files()
    readings: dict[str, tuple[str, Kind]] = {entry.path: (entry.key, entry.kind) for entry in stock.entries}
    return Ready(settings, folder, theme, plan, tuple(problems), readings, compiled)


def _expected(stock: Stock, settings: Settings) -> Expected:
    """What pages will be made with, as far as the files tell. Templates for a rare page are not expected."""
    items = {entry.kind for entry in stock.entries if entry.head.lang}
    absent = {"article", "dossier", "page", "author", "series", "organisation"} - {e.kind for e in stock.entries}
    lists = {"speakers": settings.outputs.speakers, "core-messages": settings.outputs.core_messages}
    off = {name for name, is_on in lists.items() if not is_on}
    return Expected(
        lang=settings.language,
        langs=tuple(sorted({entry.head.lang for entry in stock.entries} - {"", settings.language})),
        kinds=tuple(sorted(items)),
        without=tuple(f"{name}.html" for name in sorted(absent | off | {"corrections", "redirect"})),
    )


def plan_for(
    stock: Stock,
    settings: Settings,
    theme: Theme,
    options: Options,
    store: Store,
    executor: Executor,
    code: str,
    pixels: str,
) -> tuple[Plan, list[Problem]]:
    """The plan for this stock: the one the store has, when nothing it rests on has changed, else a new one."""
    key = plan_key(stock, settings, theme, options, code, pixels)
    kept = kept_plan(key, stock, store)
    if kept is None:
        link, make_plan = _import_planner()
        site, findings = link(stock, settings, options, store, executor, pixels)
        plan, more = make_plan(site, theme, code, pixels)
        findings += more
        if not any(finding.is_error for finding in findings):
            keep_plan(key, plan, findings, store)
    else:
        plan, findings = kept
    return plan, sorted({*stock.problems, *locate(stock, store, findings)})


def _import_planner() -> tuple[Any, Any]:
    """What makes a plan; an unchanged publication doesn't need it."""
    from site_builder.linking import link
    from site_builder.plan import make_plan

    return link, make_plan


def what_is_missing(
    plan: Plan, rows: dict[str, Row], readings: dict[str, tuple[str, Kind]]
) -> tuple[dict[str, str], list[tuple[Task, str]]]:
    """The key of every output, and the tasks of those that are not in the output folder as they should be."""
    source_keys = {source: key for source, (key, _) in readings.items()}
    keys: dict[str, str] = {}
    missing = []
    for task in plan.tasks:
        key = task.key(source_keys)
        present = True
        for output in task.outputs:
            keys[output] = key
            row = rows.get(output)
            present = present and row is not None and row.key == key
        if not present:
            missing.append((task, key))
    return keys, missing


def check_places(root: Path, folder: Path, settings: Settings) -> None:
    """Refuse an output folder or a store that would cover the publication, a part of it, or the other."""
    store = root / settings.store
    for key, other in (
        ("output", overlapped(root, folder, store)),
        ("store", overlapped(root, store, folder)),
    ):
        if other:
            from site_builder.configuration import position_of_setting  # only for problems

            place = position_of_setting(SETTINGS, (root / SETTINGS).read_bytes(), key)
            words = {"folder": getattr(settings, key), "other": other}
            raise SiteError([problem(f"{key}-overlaps", SETTINGS, *place, **words)])


def differences(root: Path, options: Options, built: Build, *, executor: Executor) -> list[Problem]:
    """Build once more with an empty store into a folder of its own; a problem for each file that differs."""
    folder = root / built.settings.output
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(scratch, "store"))
        try:
            build(root, options, store=store, executor=executor, output=Path(scratch, "site"))
        finally:
            store.close()
        ours, clean = _tree(folder), _tree(Path(scratch, "site"))
    found = []
    for path in sorted(ours.keys() | clean.keys()):
        if ours.get(path) != clean.get(path):
            how = (
                "only in a clean build"
                if path not in ours
                else "not in a clean build"
                if path not in clean
                else "bytes"
            )
            found.append(problem("verify-differs", f"{folder.name}/{path}", file=path, how=how))
    return found


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

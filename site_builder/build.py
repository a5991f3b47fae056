"""START HERE: a publication becomes a finished site.

    load → plan → make → write

Everything is read into plain values; from them comes a plan of every file of the site; what nobody has yet is made;
then the output folder is made equal to the plan, all at once. A clean build is the same function with an empty store.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_builder.content import Options, Stock, load_settings, locate, read_content
from site_builder.data import shown
from site_builder.digest import PACKAGE_CODE, code_digest
from site_builder.errors import Problem, SiteError, problem
from site_builder.executors import Workers
from site_builder.glance import Begun, begin, keep_glance, last_glance
from site_builder.keeping import keep_plan, kept_plan, plan_key
from site_builder.making import Progress, Readings
from site_builder.opening import store_problem
from site_builder.output import Changes, Output
from site_builder.pipeline import Pipeline, what_is_missing
from site_builder.presses import Expected, compile_templates
from site_builder.settings import Settings
from site_builder.store import REMOVED, LostError, Store
from site_builder.tasks import Ahead, Plan

T = TypeVar("T")
_ATTEMPTS = 3  # at a build whose store is lost while it goes on


class Outcome(msgspec.Struct, frozen=True):
    """What a build came to: how many files there are, what became of them, what there is to say."""

    settings: Settings
    files: int
    changes: Changes
    problems: tuple[Problem, ...]


class Build(Outcome, frozen=True):
    """The same with the plan, what was made anew, and the key of every file of the site."""

    plan: Plan
    made: tuple[str, ...]
    keys: dict[str, str]


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

    def work() -> Build:
        with _opened(root, options, store, output) as (begun, target):
            return _built(root, begun, target, store, executor, borrow, progress)

    return attempt(root, store, work)


def update(
    root: Path, options: Options, *, store: Store, executor: Executor, progress: Progress = no_progress
) -> Outcome:
    """The same, for who only asks what came of it: where nothing has changed, a glance is enough to tell."""

    def work() -> Outcome:
        with _opened(root, options, store, None) as (begun, target):
            if last := last_glance(begun, target, store):
                store.save_files()
                return Outcome(begun.settings, last.files, Changes(), last.problems)
            return _built(root, begun, target, store, executor, False, progress)

    return attempt(root, store, work)


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


@contextlib.contextmanager
def _opened(root: Path, options: Options, store: Store, output: Path | None) -> Iterator[tuple[Begun, Output]]:
    """What a build looks at first, while the output folder is looked at as well."""
    target = Output(output or root / load_settings(root, store, code_digest(PACKAGE_CODE)).output)
    with target.ahead():
        yield begin(root, options, store, output=target.folder), target


def _built(
    root: Path, begun: Begun, target: Output, store: Store, executor: Executor, borrow: bool, progress: Progress
) -> Build:
    """Plan, make what the output folder lacks, and let it be the plan."""
    settings = begun.settings
    lender = Output(root / settings.output) if borrow else None
    with target.opened(progress), Pipeline(root, begun, target, store, executor, progress, lender) as pipeline:
        ready = plan_of(begun, store=store, executor=executor, pipeline=pipeline)
        if any(p.severity == "error" for p in ready.problems):
            raise SiteError(ready.problems)
        plan = ready.plan
        keys, missing = what_is_missing(plan.tasks, target.rows, pipeline.sources)
        made, lent = pipeline.finish(plan, missing) if missing else ({}, {})
        try:
            changes = target.write(keys, made | lent)
        except SiteError as error:
            if all(os.path.exists(file.path) for file in made.values() if file.kept):
                raise
            raise LostError(REMOVED) from error
        if missing:
            store.keep_pictures({task.static_key for task in plan.tasks if task.make == "derivative"})
        keep_glance(begun, ready.stock, plan, ready.problems, target, store)
    return Build(settings, len(keys), changes, ready.problems, plan, tuple(sorted(made)), keys)


class Ready(msgspec.Struct, frozen=True):
    """Everything that is known before anything is made."""

    begun: Begun
    stock: Stock
    plan: Plan
    problems: tuple[Problem, ...]
    readings: Readings
    compiled: Callable[[], dict[str, bytes]]  # templates, as far as workers have compiled them


def prepare(root: Path, options: Options, *, store: Store, executor: Executor) -> Ready:
    """Load and plan. Raises SiteError for what leaves nothing to plan, such as broken settings."""
    return plan_of(begin(root, options, store), store=store, executor=executor)


def plan_of(begun: Begun, *, store: Store, executor: Executor, pipeline: Pipeline | None = None) -> Ready:
    """Load the content that was found, and plan. What is planned can go into a pipeline meanwhile."""
    settings, theme = begun.settings, begun.theme
    if isinstance(executor, Workers) and executor.is_prepared:
        _import_planner()  # while the workers are still importing too
    stock = read_content(begun.found, settings, store, executor, begun.code)
    code, expected = code_digest(PACKAGE_CODE), _expected(stock, settings)
    compiled = compile_templates(theme.templates, theme.digest, code, expected, executor)  # while the plan is made
    readings: Readings = {entry.path: (entry.key, entry.kind) for entry in stock.entries}
    if pipeline:
        pipeline.know(readings, compiled)
    plan, problems = plan_for(stock, begun, store, executor, pipeline.begin if pipeline else None)
    store.save_files()
    return Ready(begun, stock, plan, tuple(problems), readings, compiled)


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
    stock: Stock, begun: Begun, store: Store, executor: Executor, ahead: Ahead | None
) -> tuple[Plan, list[Problem]]:
    """The plan for this stock: the one the store has, when nothing it rests on has changed, else a new one."""
    settings, theme, options, code, pixels = begun.settings, begun.theme, begun.options, begun.code, begun.pixels
    key = plan_key(stock, settings, theme, options, code, pixels)
    kept = kept_plan(key, stock, store)
    if kept is None:
        link, make_plan = _import_planner()
        site, findings = link(stock, settings, options, store, executor, pixels)
        is_broken = any(p.severity == "error" for p in stock.problems) or any(f.is_error for f in findings)
        plan, more = make_plan(site, theme, code, pixels, None if is_broken else ahead)
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


def differences(root: Path, options: Options, built: Outcome, *, executor: Executor) -> list[Problem]:
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

"""`site-builder publish`: the finished site goes to where readers find it.

    choose a target → build → check → compare → send

Nothing is sent unless everything before went well. Where it goes is the affair of the modules in `publishers/`: all a
target has to know is in `publishers/comparing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from site_builder.build import Build, attempt, build
from site_builder.checking import check
from site_builder.configuration import position_of_setting
from site_builder.content import Options, load_settings
from site_builder.digest import PACKAGE_CODE, code_digest
from site_builder.errors import Problem, SiteError, did_you_mean, problem
from site_builder.finding import FOLDERS
from site_builder.making import Progress
from site_builder.models import ITEM_KINDS, Kind
from site_builder.output import Changes, Output
from site_builder.publishers.branch import Branch
from site_builder.publishers.comparing import Parcel, Spot, Target, changed_meanwhile, compare, suspicion
from site_builder.publishers.folder import Folder
from site_builder.settings import SETTINGS, Settings, TargetSettings
from site_builder.store import Store
from site_builder.tasks import Plan, Task

_EXAMPLES = re.compile(
    r"(?:.+\.)?(?:example\.(?:org|com|net)|example|test|invalid)|you\.(?:github\.io|gitlab\.io|codeberg\.page)"
)
_HERE = re.compile(r"(?:.+\.)?localhost|127(?:\.\d+){3}|::1|::|0\.0\.0\.0")


class Order(msgspec.Struct, frozen=True):
    """What is asked for: the name of a target, or nothing for the only one there is, and what may be done there."""

    target: str = ""
    dry_run: bool = False
    take_over: bool = False
    allow_fewer_pages: bool = False
    at_terminal: bool = False  # whether somebody can be asked for a password


class Published(msgspec.Struct, frozen=True):
    """What it came to: where, how many files the site has there, and what became of them, or would."""

    target: str
    base_url: str
    files: int
    changes: Changes
    problems: tuple[Problem, ...]


class ChoiceError(Exception):
    """The target that is asked for is none, or it is not clear which one is meant."""


def publish(
    root: Path, options: Options, order: Order, *, store: Store, executor: Executor, progress: Progress
) -> Published:
    """Make a target show the site as it is now. Raises ChoiceError, and SiteError when nothing could be published.

    Only when a folder could not be written halfway has something been sent; the next run then goes on.
    """
    settings = attempt(root, store, lambda: load_settings(root, store, code_digest(PACKAGE_CODE)))
    setting = _chosen(settings, order.target)
    if problems := list(_refusals(root, settings, options)):
        raise SiteError(problems)
    target = _target(root, settings, setting, store, at_terminal=order.at_terminal)
    built = build(root, options, store=store, executor=executor, progress=progress)
    checked = check(root, options, store=store, executor=executor, progress=progress)
    if checked.count("error"):
        raise SiteError(checked.problems)
    parcel = _parcel(root, settings, built, target)
    with target.opened(sending=not order.dry_run):
        comparison = compare(parcel, target, take_over=order.take_over, progress=progress)
        doubt = suspicion(comparison, target)
        if doubt and not order.allow_fewer_pages:
            raise SiteError([doubt])
        if comparison.changes and not order.dry_run:
            target.send(parcel, comparison, progress)
    count = len(parcel.paths) + 1  # with the manifest
    return Published(target.shown, settings.base_url, count, comparison.changes, checked.problems)


def _chosen(settings: Settings, name: str) -> TargetSettings:
    """The target that is asked for."""
    targets = {target.name: target for target in settings.publish}
    if not targets:
        raise SiteError([problem("publish-nowhere", SETTINGS)])
    known = ", ".join(targets)
    if not name and len(targets) > 1:
        raise ChoiceError(f"there are several targets, so name one of them: {known}")
    if name and name not in targets:
        raise ChoiceError(f'there is no target "{name}"; {did_you_mean(name, targets)}there are: {known}')
    return targets[name or known]


def _refusals(root: Path, settings: Settings, options: Options) -> Iterator[Problem]:
    """What can be told before anything is built."""
    if options.drafts:
        yield problem("publish-drafts", "--drafts")
    host = (urlsplit(settings.base_url).hostname or "").rstrip(".")
    for code, hosts in (("publish-example-address", _EXAMPLES), ("publish-preview-address", _HERE)):
        if hosts.fullmatch(host):
            yield problem(code, *_spot(root, "base_url"), value=settings.base_url)


def _spot(root: Path, *keys: str) -> Spot:
    """Where a setting stands."""
    return SETTINGS, *position_of_setting(SETTINGS, (root / SETTINGS).read_bytes(), *keys)


def _target(root: Path, settings: Settings, setting: TargetSettings, store: Store, *, at_terminal: bool) -> Target:
    """The target of a setting."""
    spot = _spot(root, "publish", setting.name, "git" if setting.git else "folder")
    if setting.git:
        return Branch(root, setting, settings, spot, store.folder, at_terminal=at_terminal)
    output = Output(root / settings.output)
    return Folder(root, setting, spot, (output.folder, output.side, store.folder, root / ".git"))


def _parcel(root: Path, settings: Settings, built: Build, target: Target) -> Parcel:
    """What has been built, to be sent. Raises SiteError when it is nothing, or something else than what was checked."""
    if built.settings != settings:
        raise changed_meanwhile(SETTINGS)
    if not any(_item_of(task) in ITEM_KINDS[:3] for task in built.plan.tasks):
        raise SiteError([problem("publish-empty", SETTINGS)])
    output = Output(root / settings.output)
    output.look()
    for path, key in built.keys.items():
        if path not in output.rows or output.rows[path].key != key:
            raise changed_meanwhile(f"{settings.output}/{path}")
    rows = {path: output.rows[path] for path in built.keys}
    return Parcel(output.folder, settings.base_url, rows, _stages(built.plan), target.made)


def _stages(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """All files in the order in which they are sent: what pages show, the pages of items, whatever lists them."""
    stages: tuple[list[str], ...] = ([], [], [])
    for task in plan.tasks:
        stage = 0 if task.make not in ("page", "feed") else 1 if _item_of(task) else 2
        stages[stage].extend(task.outputs)
    return tuple(tuple(sorted(stage)) for stage in stages)


def _item_of(task: Task) -> Kind | None:
    """The kind of item whose page a task makes, if it makes one."""
    if task.make != "page" or not task.documents:
        return None
    kind = FOLDERS[task.documents[0].split("/")[1]]
    return kind if kind in ITEM_KINDS else None

"""The plan as the store keeps it for the next build.

Most of a plan are the inputs of its tasks, and a build after an edit wants those of a few. So they are kept apart, in
bundles, and read when they are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from site_builder.content import Finding, Options, Stock, on_disk
from site_builder.digest import digest_of
from site_builder.settings import Settings
from site_builder.store import LostError, Store
from site_builder.tasks import Plan, Task
from site_builder.theme import Theme

_BUNDLE = 64
"""Tasks whose inputs are kept together."""


class _Kept(msgspec.Struct, array_like=True):
    tasks: tuple[Task, ...]
    context: bytes
    probed: dict[str, str]
    findings: list[Finding]


def grounds(
    root: Path, files: Mapping[str, os.DirEntry[str]], settings: Settings, theme: Theme, code: str, pixels: str
) -> list[str]:
    """What decides a plan besides content, and the files that items use: those are looked at one by one."""
    folders = [str(root), *(row.path for row in theme.templates), *(link.url for link in theme.static.values())]
    folders += [on_disk(root, files, path) for path in files if not path.isascii()]  # accents are stored in two ways
    return [code, pixels, theme.digest, digest_of(folders), digest_of([repr(settings)])]


def plan_key(stock: Stock, settings: Settings, theme: Theme, options: Options, code: str, pixels: str) -> str:
    """What decides a plan, but for the files that items use."""
    parts = grounds(stock.root, stock.files, settings, theme, code, pixels)
    today = options.day(settings)
    if any(e.head.changed and e.head.changed > today for e in stock.entries):
        parts.append(str(today))  # until then there is a warning
    for entry in stock.entries:
        parts.append(f"{entry.path} {entry.head.summary}")  # which says what is a draft
        if entry.head.publish:  # before, an item is hidden or marked, and nobody finds fault with its dates
            parts.append(str(entry.is_awaited(options)))
    public = Options(options.date)
    differs = options.drafts and any(entry.hidden(public) for entry in stock.entries)  # else it is that of the site
    return f"{'preview' if differs else 'site'} {digest_of(parts)}"


def keep_plan(key: str, plan: Plan, findings: list[Finding], store: Store) -> None:
    """Keep a plan with what was found on the way to it, in place of the last one of its kind."""
    kept = msgspec.msgpack.encode(_Kept(plan.tasks, plan.context, plan.probed, findings))
    bundles = (
        (f"{key} {number}", msgspec.msgpack.encode([plan.inputs[task.static_key] for task in bundle]))
        for number, bundle in enumerate(_bundles(plan.tasks))
    )
    with store.transaction():
        store.put_only(_space("inputs", key), bundles)
        store.put_only(_space("plan", key), [(key, kept)])


def kept_plan(key: str, stock: Stock, store: Store) -> tuple[Plan, list[Finding]] | None:
    """The plan in the store, if every file it looked for is still there, or still not there, as it was."""
    stored = store.get(_space("plan", key), key)
    if stored is None:
        return None
    kept = msgspec.msgpack.decode(stored, type=_Kept)
    if not is_as_probed(kept.probed, stock.files, store):
        return None
    return Plan(kept.tasks, kept.context, kept.probed, _KeptInputs(key, kept.tasks, store)), kept.findings


def is_as_probed(probed: Mapping[str, str], files: Mapping[str, os.DirEntry[str]], store: Store) -> bool:
    """Whether the files that a plan looked for are there as they were then, or still not there."""
    return all((store.digest(path, files[path]) if path in files else "") == found for path, found in probed.items())


def _space(name: str, key: str) -> str:
    """Where plans of this kind are kept: the site's, and the preview's where that shows more, take turns in a store."""
    return f"{name} of the {key.partition(' ')[0]}"


def _bundles(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    return (tasks[at : at + _BUNDLE] for at in range(0, len(tasks), _BUNDLE))


class _KeptInputs(Mapping[str, bytes]):
    """The inputs of a kept plan's tasks, by static key. Raises LostError when the store has lost them."""

    def __init__(self, key: str, tasks: Sequence[Task], store: Store) -> None:
        self.key, self.tasks, self.store = key, tasks, store
        self.places: dict[str, int] = {}  # of the tasks in the plan
        self.bundles: dict[int, list[bytes]] = {}

    def __getitem__(self, static_key: str) -> bytes:
        if not self.places:
            self.places = {task.static_key: place for place, task in enumerate(self.tasks)}
        number, place = divmod(self.places[static_key], _BUNDLE)
        if number not in self.bundles:
            stored = self.store.get(_space("inputs", self.key), f"{self.key} {number}")
            if stored is None:
                raise LostError("it is damaged")
            self.bundles[number] = msgspec.msgpack.decode(stored, type=list[bytes])
        return self.bundles[number][place]

    def __iter__(self) -> Iterator[str]:
        return (task.static_key for task in self.tasks)

    def __len__(self) -> int:
        return len(self.tasks)

"""`build --explain`: what a file of the site is made from, and why it would be made again."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

import msgspec

from site_builder.build import attempt, prepare
from site_builder.content import Options
from site_builder.errors import SiteError, did_you_mean
from site_builder.inputs import decode
from site_builder.output import Output
from site_builder.pipeline import source_keys, what_is_missing
from site_builder.store import Store


class NotInSiteError(Exception):
    """There is no such file in the site."""


def explanation(root: Path, options: Options, path: str, *, store: Store, executor: Executor) -> str:
    """The maker, key and inputs of an output, by its path or address. Raises SiteError and NotInSiteError."""
    ready = attempt(root, store, lambda: prepare(root, options, store=store, executor=executor))
    if any(p.severity == "error" for p in ready.problems):
        raise SiteError(ready.problems)
    wanted = path.removeprefix(ready.begun.settings.home).lstrip("/")
    candidates = (
        wanted,
        f"{wanted}index.html",
        f"{wanted}/index.html",
        wanted.removeprefix(f"{ready.begun.folder.name}/"),
    )
    by_output = {output: task for task in ready.plan.tasks for output in task.outputs}
    found = next((name for name in candidates if name in by_output), None)
    if found is None:
        raise NotInSiteError(f'"{path}" is not a file of the site; {did_you_mean(wanted, by_output)}'.rstrip("; "))
    task = by_output[found]
    output = Output(ready.begun.folder)
    output.look()
    row = output.rows.get(found)
    keys, missing = what_is_missing(ready.plan.tasks, output.rows, source_keys(ready.readings))
    state = "up to date"
    if any(task is other for other, _ in missing):
        state = "to be made: it is not there, or was changed" if row is None else "to be made: its key has changed"
    lines = [
        f"{found}: {state}",
        f"  maker       {task.make}",
        f"  key         {keys[found]}" + (f" (in the output: {row.key})" if row and row.key != keys[found] else ""),
        f"  from        {', '.join(task.documents) or task.label}",
        *_inputs(ready.plan.inputs[task.static_key]),
    ]
    return "\n".join(lines)


def _inputs(encoded: bytes) -> list[str]:
    """The other inputs of a task, a line each."""
    inputs = decode(encoded)
    lines = [f"  inputs      {type(inputs).__name__}"]
    for key, value in msgspec.structs.asdict(inputs).items():
        text = repr(value)
        lines.append(f"    {key:<12}{text if len(text) <= 140 else text[:137] + '…'}")
    return lines

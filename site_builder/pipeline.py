"""Making while it is still being planned: pages are handed to workers as soon as the planner has them.

Without that they would wait while the plan of a large publication is made, a sixth of a first build.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, wait
from pathlib import Path
from types import TracebackType
from typing import Self

from site_builder.digest import PACKAGE_CODE, code_digest
from site_builder.errors import problem
from site_builder.generation import Row
from site_builder.glance import Begun
from site_builder.locks import locked
from site_builder.making import FEW, Job, Progress, Readings, Work, begin_making, close_stores, lend, make_missing
from site_builder.output import Made, Output
from site_builder.store import Store
from site_builder.tasks import Plan, Task


def source_keys(readings: Readings) -> dict[str, str]:
    """The key of each source."""
    return {source: key for source, (key, _) in readings.items()}


def what_is_missing(
    tasks: Iterable[Task], rows: Mapping[str, Row], sources: dict[str, str]
) -> tuple[dict[str, str], list[tuple[Task, str]]]:
    """The key of every output, and the tasks of those that are not in the output folder as they should be.

    `sources` has the key of each source.
    """
    keys: dict[str, str] = {}
    missing = []
    for task in tasks:
        key = task.key(sources)
        present = True
        for output in task.outputs:
            keys[output] = key
            row = rows.get(output)
            present = present and row is not None and row.key == key
        if not present:
            missing.append((task, key))
    return keys, missing


class Pipeline:
    """What makes the files that an output folder lacks. The folder is held while it is used.

    Leaving it ends all work that nobody waits for any more, as when the plan turned out to have errors.
    """

    def __init__(
        self,
        root: Path,
        begun: Begun,
        target: Output,
        store: Store,
        executor: Executor,
        progress: Progress,
        lender: Output | None,
    ) -> None:
        self.root, self.begun, self.target, self.lender = root, begun, target, lender
        self.store, self.executor, self.progress = store, executor, progress
        self.readings: Readings = {}
        self.sources: dict[str, str] = {}
        self.compiled: Callable[[], dict[str, bytes]] = dict
        self.work: Work = {}  # under way
        self.job: Job | None = None
        self.held = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        going_on = [future for future in self.work if not future.cancel()]
        if kind and issubclass(kind, Exception):  # whoever interrupts doesn't want to wait
            wait(going_on)
        close_stores()
        self.held.close()

    def know(self, readings: Readings, compiled: Callable[[], dict[str, bytes]]) -> None:
        """Hear of what was read, and from where templates come that workers have compiled."""
        self.readings, self.sources, self.compiled = readings, source_keys(readings), compiled

    def begin(self, tasks: Sequence[Task], context: bytes, inputs: Mapping[str, bytes]) -> None:
        """Let workers begin with these pages, as far as they are missing and nobody else may have them."""
        if self.lender:
            return
        _, missing = what_is_missing(tasks, self.target.rows, self.sources)
        if texts := [(task, key) for task, key in missing if task.make != "derivative"]:
            self.work |= begin_making(texts, self._job(context), self.readings, inputs, self.executor)

    def finish(self, plan: Plan, missing: list[tuple[Task, str]]) -> tuple[dict[str, Made], dict[str, Made]]:
        """Make all that is missing, unless another folder has it under the very keys: what is made, and what is lent.

        Raises SiteError.
        """
        job, lent = self._job(plan.context), dict[str, Made]()
        if self.lender and len(missing) > FEW:
            lent = lend(missing, self.lender, Path(job.folder))
        begun = {order.task.outputs[0] for orders in self.work.values() for order in orders}
        rest = [(task, key) for task, key in missing if task.outputs[0] not in lent and task.outputs[0] not in begun]
        made = make_missing(
            rest,
            job,
            self.readings,
            plan.inputs,
            begun=self.work,
            store=self.store,
            executor=self.executor,
            progress=self.progress,
        )
        return made, lent

    def _job(self, context: bytes) -> Job:
        """What all tasks share, and a room for what they make; the store is held from now on."""
        if self.job is None:
            busy = problem("busy", self.target.folder.name)
            self.held.enter_context(locked(self.store.folder / "lock", busy, self.progress))()  # for other folders too
            self.store.clear_halves()
            self.job = Job(
                root=str(self.root),
                store=str(self.store.folder),
                edition=self.store.edition,
                folder=str(self.target.new_room()),
                output=str(self.target.folder),
                templates=self.begun.theme.templates,
                theme=self.begun.theme.digest,
                code=code_digest(PACKAGE_CODE),
                compiled=self.compiled(),
                context=context,
            )
        return self.job

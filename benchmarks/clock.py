"""A clock for functions of others, and the command `site-builder build` with its phases under it.

    python -m benchmarks.clock REPORT STARTED SITE

It imports nothing that the command would not: what it needs would be taken for the command's.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

START, REST = "Start and end: Python, imports, processes", "The rest: the store, locks"
PHASES = {
    "Load": ("load_settings", "begin", "last_glance", "read_content"),
    "Plan": ("_import_planner", "compile_templates", "plan_for", "what_is_missing"),
    "Make": (),
}
"""Functions of `site_builder.build`."""


class Clock:
    """Adds up time by what is being done. A moment counts once: for the innermost thing that is going on."""

    def __init__(self, now: Callable[[], float], label: str, since: float) -> None:
        self.now = now
        self.spent: dict[str, float] = {label: 0.0}
        self._going_on, self._since = [label], since

    def wrap(self, owner: Any, name: str, label: str) -> None:
        """Count the calls of a function, or of a method, from now on."""
        setattr(owner, name, self.counted(getattr(owner, name), label))

    def counted(self, function: Callable[..., Any], label: str) -> Callable[..., Any]:
        """A function whose calls are counted."""
        self.spent.setdefault(label, 0.0)

        @functools.wraps(function)
        def counted(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._going_on.append(label)
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._going_on.pop()

        return counted

    def stop(self) -> dict[str, float]:
        """Everything up to now, and begin again from nothing."""
        self._turn()
        spent, self.spent = self.spent, dict.fromkeys(self.spent, 0.0)
        return spent

    def _turn(self) -> None:
        now = self.now()
        self.spent[self._going_on[-1]] += now - self._since
        self._since = now


def report(path: Path, started: float, site: Path) -> None:
    """Be the command, and write down how long each phase took since it was started."""
    from site_builder import cli

    clock, workers_of = Clock(time.monotonic, START, started), cli._workers

    def watched(root: Path, count: int | None) -> Any:
        workers = workers_of(root, count)  # they are copies of this process as it is at the start of the command
        from site_builder import build as of_build
        from site_builder.output import Output
        from site_builder.pipeline import Pipeline

        build: Any = of_build
        compile_templates = build.compile_templates

        def compiling(*arguments: Any) -> Any:
            return clock.counted(compile_templates(*arguments), "Make")  # it is called when they are needed

        build.compile_templates = compiling
        for label, names in PHASES.items():
            for name in names:
                clock.wrap(build, name, label)
        clock.wrap(Pipeline, "finish", "Make")
        clock.wrap(Output, "write", "Write")
        clock.wrap(build, "update", REST)
        return workers

    cli._workers = watched
    sys.argv = ["site-builder", "build", str(site)]
    code = cli.run()
    spent = clock.stop()
    import msgspec  # the command has it by now

    path.write_bytes(msgspec.json.encode(spent))
    sys.exit(code)


if __name__ == "__main__":
    report(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))

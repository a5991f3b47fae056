"""The command line, for tests: workers take even the least work, and at the N-th change of a file it is killed.

`KILL_AT` in the environment is that N; without it nothing happens. A change is what Python tells its audit hooks: a
folder or a file made, opened for writing, renamed, linked or removed.
"""

from __future__ import annotations

import os
import signal
import sys

from site_builder import cli, content, making, pipeline

_CHANGES = frozenset({"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir"})
_WRITING = os.O_WRONLY | os.O_RDWR


def _kill_at(count: int) -> None:
    """End this process, not those it has started, at so many changes from now."""
    process, left = os.getpid(), count

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
            left -= 1
            if left == 0 and os.getpid() == process:
                os.kill(process, signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    for module, name in ((pipeline, "FEW"), (making, "FEW"), (content, "_FEW")):
        setattr(module, name, 2)
    if "KILL_AT" in os.environ:
        _kill_at(int(os.environ["KILL_AT"]))
    cli.main()

"""Notice that something in a publication has changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import watchfiles
from watchfiles import Change

_FOLDERS = ("content", "assets", "themes", "templates")
_QUIET = 20  # ms without a further change after which a burst of them has ended
_LONGEST = 500  # ms after which it is told of all the same
_LOOK = 1_000  # ms between looks at whether the folders themselves are still those that are watched


class Watch(threading.Thread):
    """Calls `changed` after each burst of changes, from a thread of its own, until `end` is called.

    Where the system can't watch (any more), it looks at every file once a second instead, and says so through `tell`.
    """

    def __init__(
        self, root: Path, changed: Callable[[], None], tell: Callable[[str], None], *, polling: bool = False
    ) -> None:
        super().__init__(name="watch", daemon=True)
        self.root = root
        self.changed = changed
        self.tell = tell
        self.polling = polling
        self._ended = threading.Event()

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def run(self) -> None:
        before = self._folders()
        while not self._ended.is_set():
            self._watch(before)
            before = self._folders()

    def _watch(self, folders: dict[str, tuple[int, int]]) -> None:
        """Watch these folders until they are no longer those that are there, or it does not work any more."""
        if not folders:
            self.changed()
            while not self._folders() and not self._ended.wait(_LOOK / 1000):
                pass
            return
        first = True
        try:
            for changes in watchfiles.watch(
                *folders,
                watch_filter=self._matters,
                debounce=_LONGEST,
                step=_QUIET,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                stop_event=self._ended,
                force_polling=self.polling or None,
                poll_delay_ms=_LOOK,
                raise_interrupt=False,
                ignore_permission_denied=self.polling,  # else it passes over the limits of the system as well
            ):
                if changes or first:  # something may have changed before everything was watched
                    self.changed()
                first = False
                if self._folders() != folders:
                    return
        except FileNotFoundError:
            return  # one of them has just gone
        except (OSError, RuntimeError) as error:  # the latter is what the watcher ends with in the middle
            if self.polling:
                self._ended.wait(_LOOK / 1000)
                return
            self.polling = True
            why = str(error).split(" about ")[0].rstrip(".")
            self.tell(f"the system can't watch these folders ({why}), so each file is looked at once a second")

    def _folders(self) -> dict[str, tuple[int, int]]:
        """The folders of the publication that are there, and which these are: one may be replaced by another."""
        found = {}
        for name in _FOLDERS:
            try:
                stat = os.stat(self.root / name)
            except OSError:
                continue
            found[str(self.root / name)] = (stat.st_dev, stat.st_ino)
        return found

    def _matters(self, _change: Change, path: str) -> bool:
        """Whether a build would look at this file: none whose path has a part that is hidden or a back-up."""
        parts = Path(os.path.relpath(path, self.root)).parts
        return not any(part.startswith(".") or part.endswith("~") for part in parts)

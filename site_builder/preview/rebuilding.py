"""Build for the preview: with drafts, into a folder of its own, again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from urllib.parse import unquote

from site_builder.build import build
from site_builder.content import Options, load_settings
from site_builder.digest import PACKAGE_CODE, code_digest
from site_builder.errors import Problem, SiteError, problem
from site_builder.making import Progress
from site_builder.opening import site_folder, store_of
from site_builder.preview.standing import Standing
from site_builder.settings import SETTINGS
from site_builder.store import Store


class Rebuilder:
    """Knows the last good site. Call it from one thread at a time; a call is one build.

    `moment` tells the time to build for, and `progress` gives each build somebody to tell how far it is. `blame` is
    told of a failure that is our fault.
    """

    def __init__(
        self,
        root: Path,
        *,
        executor: Executor,
        moment: Callable[[], dt.datetime],
        blame: Callable[[Exception], None],
        progress: Callable[[], Progress],
    ) -> None:
        self.root = root
        self.executor = executor
        self.moment = moment
        self.blame = blame
        self.progress = progress
        self.last: Standing | None = None
        self.ended = False  # whether a build that is going on may fail, as what it needs is being taken away

    def __call__(self) -> Standing:
        """Build; whatever is wrong, there is an answer."""
        try:
            if not self.root.is_dir():
                raise SiteError([problem("folder-gone", SETTINGS, folder=self.root.name)])
            with store_of(self.root) as store:
                self.last = self._build(store)
        except Exception as error:  # noqa: BLE001  the preview goes on
            self.last = self._failed(self._explained(error))
        return self.last

    def _build(self, store: Store) -> Standing:
        folder = site_folder(store.folder)
        options = Options(self.moment(), drafts=True)
        if self.last is None:
            self.last = self._found(folder, store)
        try:
            built = build(
                self.root,
                options,
                store=store,
                executor=self.executor,
                output=folder,
                borrow=True,
                progress=self.progress(),
            )
        except SiteError as error:
            return self._failed(error.problems)
        files = frozenset(output for task in built.plan.tasks for output in task.outputs)
        return Standing(folder, unquote(built.settings.home), files, built.problems, built, store.note)

    def _found(self, folder: Path, store: Store) -> Standing:
        """The site that an earlier preview has left, for the case that this one begins with a problem."""
        try:
            home = unquote(load_settings(self.root, store, code_digest(PACKAGE_CODE)).home)
        except SiteError:
            return Standing(folder, "/", frozenset(), ())
        files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        return Standing(folder, home, frozenset(files), ())

    def _failed(self, problems: tuple[Problem, ...]) -> Standing:
        last = self.last or Standing(self.root, "/", frozenset(), ())
        return Standing(last.folder, last.home, last.files, problems)

    def _explained(self, error: Exception) -> tuple[Problem, ...]:
        if isinstance(error, SiteError):
            return error.problems
        if self.ended:
            return ()
        self.blame(error)  # in full; a page tells nothing of this machine
        return (problem("preview-failed", SETTINGS, why=type(error).__name__),)

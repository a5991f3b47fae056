"""Publish into a folder: of a web server, of a mounted disk, or the `docs/` of a repository.

Every file is written beside the others, in a folder that is gone afterwards, and then takes its place in one step. So
whoever reads there, or ends this program halfway, finds each file whole. Links below the target are never followed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from io import BufferedRandom, BufferedReader
from pathlib import Path

from site_builder.data import shown
from site_builder.errors import SiteError, problem
from site_builder.locks import locked
from site_builder.making import Progress
from site_builder.output import JUNK, prune
from site_builder.publishers.comparing import NOTHING, Comparison, Parcel, Spot, Standing
from site_builder.publishers.manifest import MANIFEST
from site_builder.settings import TargetSettings, overlapped
from site_builder.urls import folded

_NEW = ".site-builder.new"
"""What is on its way into place; something of that name is left of a run that was cut off."""

_PIECE = 1 << 20  # bytes that are read at once

_Listing = dict[str, os.DirEntry[str]]


class Folder:
    """A folder as a target. Raises SiteError at once when the site can't be put there."""

    def __init__(self, root: Path, setting: TargetSettings, spot: Spot, others: Iterable[Path]) -> None:
        written = setting.folder
        home = written == "~" or written.startswith(("~/", "~\\"))
        place = Path.home() / written[2:] if home else root / written
        self.spot, self.shown = spot, f"{setting.name} ({written})"
        self.folder = Path(os.path.realpath(place))
        with self._guarded():
            if os.path.lexists(self.folder) and not self.folder.is_dir():
                raise SiteError([problem("target-no-folder", *spot, folder=written)])
            if other := overlapped(root, self.folder, *others):
                raise SiteError([problem("target-overlaps", *spot, folder=written, other=other)])
            if not self.folder.parent.is_dir():
                raise SiteError([problem("target-without-parent", *spot, where=self.folder.parent)])
        self.made: dict[str, bytes] = {}
        self._listings: dict[str, _Listing | Standing] = {}

    # ------------------------------------------------------------------------------------------------ looking

    @contextlib.contextmanager
    def opened(self, *, sending: bool) -> Iterator[None]:
        """Hold the folder, which is made where there is none. Who only looks neither waits nor makes anything."""
        self._listings.clear()
        with contextlib.ExitStack() as held:
            if sending:
                with self._guarded():
                    made = not self.folder.exists()
                    self.folder.mkdir(exist_ok=True)
                    if made:
                        held.callback(_remove_if_empty, self.folder)
                    busy = problem("publish-busy", *self.spot, target=self.shown)
                    if sys.platform != "win32":  # where nobody can hold a folder
                        held.enter_context(locked(self.folder, busy))
                    shutil.rmtree(self.folder / _NEW, ignore_errors=True)
            yield

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there but what systems leave everywhere, and what a run that was cut off has left."""
        with self._guarded():
            return not self.folder.exists() or {*os.listdir(self.folder)} <= {*JUNK, _NEW}

    def manifest(self) -> bytes | None:
        """The manifest, if there is one."""
        found = self.standing(MANIFEST)
        if found.kind == "nothing":
            return None
        with self._guarded():
            file = _regular(self.folder / MANIFEST)
            if found.kind != "file" or file is None:
                raise SiteError([problem("target-link", *self.spot, file=MANIFEST)])
            with file:
                return file.read()

    def standing(self, path: str) -> Standing:
        """What is at a path: under that very name, as some file systems take others for the same."""
        parent, _, name = path.rpartition("/")
        with self._guarded():
            listing = self._listing(parent)
            if isinstance(listing, Standing):
                return listing
            entry = listing.get(name)
            if entry is None:
                return self._other_spelling(path, listing)
            if entry.is_dir(follow_symlinks=False):
                return Standing("folder", tuple(self._below(path)))
            return Standing("file", (path,))

    def _listing(self, folder: str) -> _Listing | Standing:
        """What is in a folder, by name; or what stands in its place."""
        if folder not in self._listings:
            self._listings[folder] = self._look_into(folder)
        return self._listings[folder]

    def _look_into(self, folder: str) -> _Listing | Standing:
        if folder:
            parent, _, name = folder.rpartition("/")
            above = self._listing(parent)
            if isinstance(above, Standing):
                return above
            if name not in above:
                return self._other_spelling(folder, above)
            if above[name].is_symlink():
                raise SiteError([problem("target-link", *self.spot, file=folder)])
            if not above[name].is_dir(follow_symlinks=False):
                return Standing("below a file", (folder,))
        try:
            with os.scandir(self.folder / folder) as entries:
                return {entry.name: entry for entry in entries}
        except FileNotFoundError:
            return {}

    def _other_spelling(self, path: str, listing: _Listing) -> Standing:
        """What a file system finds at a path though its name there is another."""
        if not os.path.lexists(self.folder / path):
            return NOTHING
        top, _, name = path.rpartition("/")
        found: list[str] = []
        for twin in (entry for entry in listing.values() if folded(entry.name) == folded(name)):
            here = f"{top}/{twin.name}" if top else twin.name
            found += self._below(here) if twin.is_dir(follow_symlinks=False) else [here]
        return Standing("other spelling", tuple(found) or (path,))

    def _below(self, folder: str) -> Iterator[str]:
        """All that is in a folder and is no folder."""
        listing = self._listing(folder)
        assert isinstance(listing, dict)
        for name, entry in sorted(listing.items()):
            if entry.is_dir(follow_symlinks=False):
                yield from self._below(f"{folder}/{name}")
            else:
                yield f"{folder}/{name}"

    def holds(self, path: str, parcel: Parcel) -> bool:
        """Whether the file at a path has the very bytes of the one in the parcel."""
        with self._guarded():
            file = _regular(self.folder / path)
            if file is None:
                return False
            with file:
                if os.fstat(file.fileno()).st_size != parcel.rows[path].size:
                    return False
                with parcel.opened(path) as ours:
                    return _are_equal(file, ours)

    # ------------------------------------------------------------------------------------------------ sending

    def send(self, parcel: Parcel, comparison: Comparison, progress: Progress) -> None:
        """Write and remove what has to be, in an order in which no page is there before what it shows."""
        changes = comparison.changes
        wanted = {*changes.added, *changes.changed}
        stages = [[path for path in stage if path in wanted] for stage in parcel.stages]
        total, done = sum(map(len, stages)), 0
        with self._guarded(), self._room():
            if comparison.meanwhile != comparison.before:
                self._write(MANIFEST, comparison.meanwhile)
            self._remove(comparison.first)
            self._prune(comparison.first)
            for stage in stages:
                for path in stage:
                    self._copy(path, parcel)
                    done += 1
                    progress("sending", done, total)
                self._settle(stage)
            gone = [path for path in changes.removed if path not in comparison.first]
            self._remove(sorted(gone, key=lambda path: not path.endswith(".html")))  # a page goes before its pictures
            self._prune(comparison.retired)
            self._settle(gone)
            if comparison.after != comparison.meanwhile:
                self._write(MANIFEST, comparison.after)

    @contextlib.contextmanager
    def _room(self) -> Iterator[None]:
        """The place for files on their way."""
        room = self.folder / _NEW
        room.mkdir()
        try:
            yield
        except KeyboardInterrupt:
            raise KeyboardInterrupt("not everything was published; publish again") from None
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def _copy(self, path: str, parcel: Parcel) -> None:
        """Put a file of the site in its place."""

        def fill(file: BufferedRandom) -> None:
            with parcel.opened(path) as source:
                shutil.copyfileobj(source, file, _PIECE)

        self._place(path, fill)

    def _write(self, path: str, raw: bytes) -> None:
        """Put some bytes in their place, for good."""
        self._place(path, lambda file: file.write(raw))
        self._settle([path])

    def _place(self, path: str, fill: Callable[[BufferedRandom], object]) -> None:
        new, target = self.folder / _NEW / "file", self.folder / path
        with self._guarded(path):
            with open(new, "w+b") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            self._make_folder(path.rpartition("/")[0])
            if target.is_dir() and not target.is_symlink():
                _remove_empty(target)
            os.replace(new, target)

    def _make_folder(self, folder: str) -> None:
        """Make a folder and those above it, but never the target itself, and look once more for links."""
        if not folder:
            return
        place = self.folder / folder
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            self._make_folder(folder.rpartition("/")[0])
            place.mkdir()
            return
        if not stat.S_ISDIR(mode):
            raise SiteError([problem("target-link", *self.spot, file=folder)])
        self._check_above(folder)

    def _check_above(self, path: str) -> None:
        while path := path.rpartition("/")[0]:
            if not stat.S_ISDIR(os.lstat(self.folder / path).st_mode):
                raise SiteError([problem("target-link", *self.spot, file=path)])

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove files."""
        for path in paths:
            with self._guarded(path), contextlib.suppress(FileNotFoundError):
                self._check_above(path)
                os.unlink(self.folder / path)

    def _prune(self, paths: Iterable[str]) -> None:
        """Remove the folders of files that are gone, where nothing else is in them."""
        for folder in sorted({path.rpartition("/")[0] for path in paths}, key=len, reverse=True):
            with contextlib.suppress(OSError):  # it stays, empty
                prune(self.folder, [folder])

    def _settle(self, paths: Iterable[str]) -> None:
        """Let the names of files outlast a power failure."""
        if sys.platform == "win32":  # where folders can't be opened
            return
        for folder in {above for path in paths for above in _folders_above(path)}:
            with contextlib.suppress(FileNotFoundError), _opened(self.folder / folder) as descriptor:
                os.fsync(descriptor)

    @contextlib.contextmanager
    def _guarded(self, file: str = "") -> Iterator[None]:
        """What the file system refuses becomes a problem that says so."""
        try:
            yield
        except OSError as error:
            name = file or shown(self.folder, os.fsdecode(error.filename or self.folder))
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise SiteError([problem("publish-disk-full", *self.spot, file=name)]) from error
            raise SiteError([problem("publish-failed", *self.spot, file=name, why=error.strerror or error)]) from error


def _regular(path: Path) -> BufferedReader | None:
    """An ordinary file, opened to be read; None for anything else. No link is followed."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return None
    return open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb")


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _are_equal(one: BufferedReader, other: BufferedReader) -> bool:
    """Whether two files have the same bytes."""
    while (piece := one.read(_PIECE)) == other.read(_PIECE):
        if not piece:
            return True
    return False


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _remove_empty(folder: Path) -> None:
    """Remove a folder that holds nothing but such folders."""
    for top, _, _ in os.walk(folder, topdown=False):
        os.rmdir(top)


def _folders_above(path: str) -> Iterator[str]:
    """The folders in which a path is, up to the target itself."""
    while path:
        path = path.rpartition("/")[0]
        yield path

"""Make the output folder equal a plan, all at once.

A generation is a whole copy of the site. The new one is assembled beside the output folder, from the retired one where
there is one, and then takes its place in one step; whoever reads the folder sees the old site or the new. Beside the
folder `public` lies `.public.site-builder`: the mark that the folder is ours, with

    records/<inode>   what each file of the generation with that inode was made from, and its size, time and inode;
                      and how its folders looked
    spare/            the retired generation
    made/             files on their way into the next one, in a folder for each build; without a spare it becomes it
    gone/             the same, of a build that did not come to its end
    lock              see locks.py

A record belongs to one folder by its inode, so neither a crash nor a swap can pair it with the wrong one. What does
not look as recorded was changed by somebody else and is made again.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import chain
from pathlib import Path

import msgspec

from site_builder.data import shown
from site_builder.errors import Problem, SiteError, problem
from site_builder.executors import meanwhile
from site_builder.generation import (
    Folders,
    Generation,
    Record,
    Row,
    Seen,
    folders_above,
    look,
    looks_of,
    read,
    record_of,
    scan,
    settled,
    stamp_of,
)
from site_builder.locks import Waiting, in_silence, locked

JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave in folders that somebody has looked at."""

_LARGE = 400_000
"""Bytes of a record from which on a folder takes long enough to look at it meanwhile: some 3,000 files."""


class Made(msgspec.Struct, frozen=True):
    """A new file: where it lies until it takes its place, and the digest of its bytes. `kept` files are copied.

    All others lie in the room for new files, at their path in the site; `look` is how the file system shows one there.
    """

    path: str
    digest: str
    kept: bool = False
    look: tuple[int, int, int] | None = None  # size, time of modification, inode


def look_of(path: str) -> tuple[int, int, int]:
    """How the file system shows a new file, for its `Made`. Raises OSError."""
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns, found.st_ino


class Changes(msgspec.Struct, frozen=True):
    """What became of the files of the site."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Output:
    """An output folder that is ours, or will be. `rows` has the files that are still as they were written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.side = folder.parent / f".{folder.name}.site-builder"
        self.spare, self.records = self.side / "spare", self.side / "records"
        self.rows: dict[str, Row] = {}
        self._there = Generation({}, frozenset())  # what was in the folder when it was opened
        self._room: Path | None = None
        self._seen: Callable[[int], Seen] | None = None
        self._sign: Callable[[], None] = lambda: None  # who holds the folder; an unchanged one stays untouched

    @contextlib.contextmanager
    def ahead(self) -> Iterator[None]:
        """Look at what is there while other work is done, until `opened` asks for it: both cores are busy then."""
        try:
            large = sum(path.stat().st_size for path in self.records.iterdir()) > _LARGE
        except OSError:
            large = False
        if not large:
            yield
            return
        looks = [lambda folder=folder: look(folder, self.records)[0] for folder in (self.folder, self.spare)]
        with meanwhile(looks, Seen) as self._seen:
            yield
        self._seen = None

    @contextlib.contextmanager
    def opened(self, waiting: Waiting = in_silence) -> Iterator[None]:
        """Hold the folder for one build. Raises SiteError when it is not ours, or another build has it for long."""
        with guarded(self.folder):
            self._check_place()
        with contextlib.ExitStack() as held:
            with guarded(self.folder):
                busy = problem("busy", self.folder.name)
                self._sign = held.enter_context(locked(self.side / "lock", busy, waiting))
            try:
                with guarded(self.folder):
                    self._clear()
                    self._recover()
                    self._there = self._generation(self.folder)
                    self._check_ownership()
                    self.rows = self._there.rows
                yield
            finally:
                with contextlib.suppress(OSError):
                    self._clear()
                    if not any(path.exists() for path in (self.folder, self.side / "spare", self.side / "retired")):
                        shutil.rmtree(self.side)

    @property
    def stamp(self) -> tuple[int, ...]:
        """What tells this generation of the site from any other."""
        return stamp_of(self.folder, self.records)

    def is_still(self, stamp: tuple[int, ...]) -> bool:
        """Whether the folder is that generation as it was recorded, and no build that was cut off has left anything."""
        with guarded(self.folder):
            self._check_place()
            if self.stamp != stamp or any((self.side / name).exists() for name in ("made", "gone", "retired")):
                return False
            seen = self._seen(0) if self._seen else look(self.folder, self.records)[0]
            return seen.stamp == stamp and not seen.changed and not seen.strange

    def look(self) -> None:
        """Learn `rows` without holding the folder or writing anything. Raises SiteError."""
        with guarded(self.folder):
            self._check_place()
            self.rows = self._generation(self.folder).rows

    def new_room(self) -> Path:
        """A folder for new files. No other build has had it: what is left of one may still write into its own."""
        with guarded(self.folder):
            room = self.side / "made" / f"{os.getpid()}-{time.time_ns()}"
            room.mkdir(parents=True)
            self._sign()
        self._room = room
        return room

    def _clear(self) -> None:
        """Remove what builds have left on its way. Without anything to remove, nothing is touched."""
        gone = self.side / "gone"
        shutil.rmtree(gone, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            (self.side / "made").rename(gone)  # at once: workers of a build that has ended may still be writing
            shutil.rmtree(gone, ignore_errors=True)

    # ------------------------------------------------------------------------------------------------ ownership

    def _check_place(self) -> None:
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise SiteError([problem("output-not-ours", self.folder.name, folder=self.folder.name)])

    def _recover(self) -> None:
        """Undo the first half of a swap that was cut off between its two renames."""
        retired = self.side / "retired"
        if retired.exists():
            if self.folder.exists():
                shutil.rmtree(retired)
            else:
                retired.rename(self.folder)

    def _check_ownership(self) -> None:
        unknown = {path for path in self._there.strange if path.rsplit("/", 1)[-1] not in JUNK}
        if not unknown:
            return
        ours = {p for record in self.records.iterdir() for p in read(record).rows} if self.records.is_dir() else set()
        if not ours:
            raise SiteError([problem("output-not-ours", self.folder.name, folder=self.folder.name)])
        if foreign := sorted(path for path in unknown - ours if not _is_folder_of(path, ours)):
            shown = [problem("output-foreign-file", f"{self.folder.name}/{path}", file=path) for path in foreign[:20]]
            raise SiteError(shown)

    def _generation(self, folder: Path) -> Generation:
        """What is in a folder, as it was seen ahead if that still holds."""
        ahead = self._seen((self.folder, self.spare).index(folder)) if self._seen else None
        return Generation.of(folder, self.records, ahead)

    # ------------------------------------------------------------------------------------------------ writing

    def write(self, keys: dict[str, str], made: dict[str, Made]) -> Changes:
        """Make the folder hold exactly the files of `keys` (path → key); `made` has those that are new.

        Every path is either in `made` or in `rows` with the same key. Raises SiteError; the old site is then whole.
        """
        present = self._there.present
        added = tuple(sorted(path for path in made if path not in present))
        removed = tuple(sorted(present - keys.keys()))
        changed = tuple(sorted(p for p in made if p in present and not self._has(p, made[p].digest)))
        changes = Changes(added, changed, removed)
        if not changes and self.folder.exists():
            if made:  # of other inputs, but the very same
                with guarded(self.folder):
                    rows = {path: self.rows[path].of(key) for path, key in keys.items()}
                    self._save(self.folder, rows, self._there.folders)
            return changes
        with guarded(self.folder):
            self._save(self.spare, *self._assemble(keys, made))
            self._swap(self.spare)
        return changes

    def _assemble(self, keys: dict[str, str], made: dict[str, Made]) -> tuple[dict[str, Row], Folders]:
        """Make the spare generation the new one: by patching it, or of the new files where there is none.

        What it gives is for its record: its files, and how its folders look.
        """
        spare = self.spare
        digests = {path: made[path].digest if path in made else self.rows[path].digest for path in keys}
        there = self._generation(spare)
        if spare.exists():
            record_of(spare, self.records).unlink(missing_ok=True)
        rows = {
            path: row.of(keys[path]) for path, row in there.rows.items() if path in keys and row.digest == digests[path]
        }
        present: Set[str] = there.present
        looks = there.folders
        if not there.rows:
            if spare.exists():
                shutil.rmtree(spare)
            if self._room is None:
                spare.mkdir(parents=True)
            else:
                self._room.rename(spare)
            found = {path: file.look for path, file in made.items() if not file.kept}
            if self._room is None or not all(found.values()):
                found = dict(scan(spare))
            moved = [path for path in made if path in found and not self._has(path, made[path].digest)]
            rows = {path: Row(keys[path], digests[path], *look) for path in moved if (look := found[path])}
            present, looks = found.keys(), {}
        stale = present - rows.keys()
        for path in stale:
            if path.endswith("/"):
                os.rmdir(spare / path)
            else:
                os.unlink(spare / path)
        prune(spare, {path.rstrip("/").rpartition("/")[0] for path in stale})
        new = keys.keys() - rows.keys()
        folders: set[str] = set()
        for path in new:
            target = f"{spare}/{path}"
            folder = path.rpartition("/")[0]
            if folder not in folders:
                os.makedirs(f"{spare}/{folder}", exist_ok=True)
                folders.add(folder)
            if self._has(path, digests[path]):
                _link(f"{self.folder}/{path}", target)
            elif made[path].kept:
                shutil.copyfile(made[path].path, target)
            else:
                os.replace(made[path].path, target)
            stat = os.stat(target)
            rows[path] = Row(keys[path], digests[path], stat.st_size, stat.st_mtime_ns, stat.st_ino)
        touched = folders_above(chain(stale, new)) if looks else folders_above(rows)
        looks = {folder: look for folder, look in looks.items() if folder not in touched}
        return rows, looks | looks_of(spare, touched)

    def _has(self, path: str, digest: str) -> bool:
        """Whether the folder has this very file, so that it can stay, times and all."""
        return path in self.rows and self.rows[path].digest == digest

    def _save(self, generation: Path, rows: dict[str, Row], folders: Folders) -> None:
        record = record_of(generation, self.records)
        record.parent.mkdir(exist_ok=True)
        half = record.with_suffix(".half")
        half.touch()
        half.write_bytes(msgspec.msgpack.encode(Record(rows, settled(folders, half.stat().st_mtime_ns))))
        half.replace(record)
        keep = {str(path.stat().st_ino) for path in (self.folder, self.spare) if path.exists()}
        for old in record.parent.iterdir():
            if old.name not in keep:
                old.unlink()

    def _swap(self, spare: Path) -> None:
        """Put the new generation in the folder's place; the old one becomes the spare."""
        if not self.folder.exists():
            spare.rename(self.folder)
        elif not _exchange(spare, self.folder):
            retired = self.side / "retired"
            self.folder.rename(retired)
            spare.rename(self.folder)
            retired.rename(spare)


def _is_folder_of(path: str, files: set[str]) -> bool:
    """Whether a path is an empty folder in which one of these files was."""
    return path.endswith("/") and any(file.startswith(path) for file in files)


def prune(top: Path, folders: Iterable[str]) -> None:
    """Remove folders that have become empty. Raises OSError where one can't be removed."""
    for emptied in sorted(folders, key=len, reverse=True):
        folder = emptied
        while folder:
            try:
                os.rmdir(top / folder)
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                    raise
                break
            folder = folder.rpartition("/")[0]


def _link(source: str, target: str) -> None:
    """A second name for the same file; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        shutil.copy2(source, target)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system can't."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(code, os.strerror(code), str(other))


@contextlib.contextmanager
def guarded(folder: Path, file: str = "") -> Iterator[None]:
    """What the file system refuses, of a file or of something below or beside `folder`, becomes a problem."""
    try:
        yield
    except OSError as error:
        raise SiteError([write_problem(error, folder, file)]) from error


def write_problem(error: OSError, folder: Path, file: str = "") -> Problem:
    """The problem for a failed write of a file, or of something below or beside `folder`."""
    name = file or (shown(folder.parent, error.filename) if error.filename else folder.name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return problem("disk-full", folder.name, file=name)
    return problem("write-failed", folder.name, file=name, why=error.strerror or str(error))

"""Make the output folder equal a plan, all at once.

A generation is a whole copy of the site. The new one is assembled beside the output folder, from the retired one where
there is one, and then takes its place in one step; whoever reads the folder sees the old site or the new. Beside the
folder `public` lies `.public.site-builder`: the mark that the folder is ours, with

    records/<inode>   what each file of the generation with that inode was made from, and its size, time and inode
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
from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_builder.data import shown
from site_builder.errors import Problem, SiteError, problem
from site_builder.locks import locked

JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave in folders that somebody has looked at."""


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A file of a generation: the key and digest of what it holds, and how the file system shows it."""

    key: str
    digest: str
    size: int
    mtime: int
    inode: int


class Made(msgspec.Struct, frozen=True):
    """A new file: where it lies until it takes its place, and the digest of its bytes. `kept` files are copied.

    All others lie in the room for new files, at their path in the site.
    """

    path: str
    digest: str
    kept: bool = False


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
        self.rows: dict[str, Row] = {}
        self._there: dict[str, tuple[int, int, int]] = {}  # everything in the folder when it was opened
        self._room: Path | None = None

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Hold the folder for one build. Raises SiteError when it is not ours, or another build has it."""
        with _guarded(self.folder):
            self._check_place()
        with contextlib.ExitStack() as held:
            with _guarded(self.folder):
                held.enter_context(locked(self.side / "lock", problem("busy", self.folder.name)))
            try:
                with _guarded(self.folder):
                    self._clear()
                    self._recover()
                    self._there = _scan(self.folder)
                    self._check_ownership()
                    self.rows = self._intact(self.folder, self._there)
                yield
            finally:
                with contextlib.suppress(OSError):
                    self._clear()
                    if not any(path.exists() for path in (self.folder, self.side / "spare", self.side / "retired")):
                        shutil.rmtree(self.side)

    def look(self) -> None:
        """Learn `rows` without holding the folder or writing anything. Raises SiteError."""
        with _guarded(self.folder):
            self._check_place()
            self.rows = self._intact(self.folder, _scan(self.folder))

    def new_room(self) -> Path:
        """A folder for new files. No other build has had it: what is left of one may still write into its own."""
        with _guarded(self.folder):
            room = self.side / "made" / f"{os.getpid()}-{time.time_ns()}"
            room.mkdir(parents=True)
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
        present = [path for path in self._there if path.rsplit("/", 1)[-1] not in JUNK]
        records = self.side / "records"
        ours: set[str] = set()
        if records.is_dir():
            for record in records.iterdir():
                ours |= self._record(record).keys()
        if present and not ours:
            raise SiteError([problem("output-not-ours", self.folder.name, folder=self.folder.name)])
        if foreign := sorted(path for path in set(present) - ours if not _is_folder_of(path, ours)):
            shown = [problem("output-foreign-file", f"{self.folder.name}/{path}", file=path) for path in foreign[:20]]
            raise SiteError(shown)

    def _record(self, path: Path) -> dict[str, Row]:
        try:
            return msgspec.msgpack.decode(path.read_bytes(), type=dict[str, Row])
        except (OSError, msgspec.DecodeError):
            return {}

    def _record_path(self, generation: Path) -> Path:
        return self.side / "records" / str(generation.stat().st_ino)

    def _intact(self, generation: Path, seen: dict[str, tuple[int, int, int]]) -> dict[str, Row]:
        """The recorded files of a generation that nobody has changed since, by what is seen in its folder."""
        rows = self._record(self._record_path(generation)) if seen else {}
        return {path: row for path, row in rows.items() if seen.get(path) == (row.size, row.mtime, row.inode)}

    # ------------------------------------------------------------------------------------------------ writing

    def write(self, keys: dict[str, str], made: dict[str, Made]) -> Changes:
        """Make the folder hold exactly the files of `keys` (path → key); `made` has those that are new.

        Every path is either in `made` or in `rows` with the same key. Raises SiteError; the old site is then whole.
        """
        digests = {path: made[path].digest if path in made else self.rows[path].digest for path in keys}
        there = self._there
        added = tuple(sorted(path for path in keys if path not in there))
        removed = tuple(sorted(there.keys() - keys.keys()))
        changed = tuple(
            sorted(p for p in keys if p in there and (p not in self.rows or self.rows[p].digest != digests[p]))
        )
        changes = Changes(added, changed, removed)
        if not changes and self.folder.exists():
            if any(self.rows[path].key != key for path, key in keys.items()):
                with _guarded(self.folder):
                    self._save(self.folder, {path: _renamed(self.rows[path], key) for path, key in keys.items()})
            return changes
        with _guarded(self.folder):
            spare = self.side / "spare"
            rows = self._assemble(spare, keys, digests, made)
            self._save(spare, rows)
            self._swap(spare)
        return changes

    def _assemble(
        self, spare: Path, keys: dict[str, str], digests: dict[str, str], made: dict[str, Made]
    ) -> dict[str, Row]:
        """Make the spare generation the new one: by patching it, or of the new files where there is none."""
        present = _scan(spare)
        kept = self._intact(spare, present)
        if spare.exists():
            self._record_path(spare).unlink(missing_ok=True)
        right = {path for path, row in kept.items() if path in keys and row.digest == digests[path]}
        if not kept:
            if spare.exists():
                shutil.rmtree(spare)
            if self._room is None:
                spare.mkdir(parents=True)
            else:
                self._room.rename(spare)
                right = {path for path, file in made.items() if not file.kept and not self._has(path, file.digest)}
            present = _scan(spare)
        right &= present.keys()
        rows = {path: Row(keys[path], digests[path], *present[path]) for path in right}
        stale = present.keys() - right
        for path in stale:
            if path.endswith("/"):
                os.rmdir(spare / path)
            else:
                os.unlink(spare / path)
        prune(spare, {path.rstrip("/").rpartition("/")[0] for path in stale})
        folders: set[str] = set()
        for path in keys.keys() - right:
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
        return rows

    def _has(self, path: str, digest: str) -> bool:
        """Whether the folder has this very file, so that it can stay, times and all."""
        return path in self.rows and self.rows[path].digest == digest

    def _save(self, generation: Path, rows: dict[str, Row]) -> None:
        record = self._record_path(generation)
        record.parent.mkdir(exist_ok=True)
        half = record.with_suffix(".half")
        half.write_bytes(msgspec.msgpack.encode(rows))
        half.replace(record)
        keep = {str(path.stat().st_ino) for path in (self.folder, self.side / "spare") if path.exists()}
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


def _renamed(row: Row, key: str) -> Row:
    return row if row.key == key else Row(key, row.digest, row.size, row.mtime, row.inode)


def _scan(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Size, time and inode of everything below a folder but folders, by path. An empty folder is there as `path/`."""
    found: dict[str, tuple[int, int, int]] = {}
    queue = [(str(folder), "")] if folder.exists() else []
    while queue:
        top, prefix = queue.pop()
        empty = True
        for entry in os.scandir(top):
            empty = False
            if entry.is_dir(follow_symlinks=False):
                queue.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                stat = entry.stat(follow_symlinks=False)
                found[prefix + entry.name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if empty and prefix:
            found[prefix] = (0, 0, 0)
    return found


def _is_folder_of(path: str, files: set[str]) -> bool:
    """Whether a path is an empty folder in which one of these files was."""
    return path.endswith("/") and any(file.startswith(path) for file in files)


def prune(top: Path, folders: set[str]) -> None:
    """Remove folders that have become empty."""
    for emptied in sorted(folders, key=len, reverse=True):
        folder = emptied
        while folder:
            try:
                os.rmdir(top / folder)
            except OSError:
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
def _guarded(folder: Path) -> Iterator[None]:
    """What the file system refuses becomes a problem that says so."""
    try:
        yield
    except OSError as error:
        raise SiteError([write_problem(error, folder)]) from error


def write_problem(error: OSError, folder: Path, file: str = "") -> Problem:
    """The problem for a failed write of a file, or of something below or beside `folder`."""
    name = file or (shown(folder.parent, error.filename) if error.filename else folder.name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return problem("disk-full", folder.name, file=name)
    return problem("write-failed", folder.name, file=name, why=error.strerror or str(error))

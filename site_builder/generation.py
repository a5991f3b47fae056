"""A generation of the site: what is in a folder, and what its record says should be."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Set
from pathlib import Path

import msgspec

_NOTHING = (0,)
"""The stamp of a folder that is not there, or has no record."""

_UNSURE = (0, 0, 0)
"""Stands for what a folder looked like when that would not tell whether something came into it since."""

_FOLDERS_TELL = sys.platform != "win32"  # there the time of a folder may stay when something is put into it


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A file of a generation: the key and digest of what it holds, and how the file system shows it."""

    key: str
    digest: str
    size: int
    mtime: int
    inode: int

    def of(self, key: str) -> Row:
        """The same file, now what this key makes."""
        return self if self.key == key else Row(key, self.digest, self.size, self.mtime, self.inode)


Folders = dict[str, tuple[int, int, int]]
"""Times of modification and of change and inode of every folder below that of a generation, by path."""


class Record(msgspec.Struct, frozen=True, array_like=True):
    """What a generation was when it was put together. A folder that still looks the same holds what it held."""

    rows: dict[str, Row] = {}
    folders: Folders = {}


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """How a folder differs from its record. `stamp` tells which folder and record that were, and in which state."""

    stamp: tuple[int, ...]
    changed: tuple[str, ...] = ()  # files that are not as recorded, or not there
    gone: tuple[str, ...] = ()  # those of them that are not there
    strange: tuple[str, ...] = ()  # what is there and not recorded


class Generation(msgspec.Struct, frozen=True):
    """What is in a folder. An empty folder in it is there as `path/`."""

    rows: dict[str, Row]  # the recorded files that nobody has changed since
    present: Set[str]  # the paths of all that is there but folders
    strange: Set[str] = frozenset()  # those of which nothing is recorded
    folders: Folders = {}  # as recorded

    @classmethod
    def of(cls, folder: Path, records: Path, ahead: Seen | None = None) -> Generation:
        """Look at a folder, or take what was seen of it before, if it is still the same folder with that record."""
        stamp = stamp_of(folder, records)
        if ahead is not None and ahead.stamp == stamp != _NOTHING:
            seen, record = ahead, read(records / str(stamp[0]))
        else:
            seen, record = look(folder, records)
        rows = record.rows
        present: Set[str] = rows.keys()
        if seen.gone or seen.strange:
            present = present - set(seen.gone) | set(seen.strange)
        if seen.changed:
            changed = set(seen.changed)
            present = set(present)
            rows = {path: row for path, row in rows.items() if path not in changed}
        return cls(rows, present, frozenset(seen.strange), record.folders)


def look(folder: Path, records: Path) -> tuple[Seen, Record]:
    """How a folder differs from its record, and the record."""
    stamp = stamp_of(folder, records)
    record = read(records / str(stamp[0]))
    if not folder.exists():
        return Seen(stamp, tuple(record.rows), tuple(record.rows)), record
    top = str(folder)
    strange = _strangers(top, record)
    if strange is None:
        there = scan(folder)
        changed = [path for path, row in record.rows.items() if there.get(path) != (row.size, row.mtime, row.inode)]
        gone = [path for path in changed if path not in there]
        return Seen(stamp, tuple(changed), tuple(gone), tuple(there.keys() - record.rows.keys())), record
    changed, gone = [], []
    for path, row in record.rows.items():
        try:
            found = os.lstat(f"{top}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            gone.append(path)
            continue
        if found.st_mtime_ns != row.mtime or found.st_size != row.size or found.st_ino != row.inode:
            (gone if stat.S_ISDIR(found.st_mode) else changed).append(path)
    return Seen(stamp, (*changed, *gone), tuple(gone), tuple(strange)), record


def _strangers(top: str, record: Record) -> list[str] | None:
    """What is in a folder and not recorded; None where a folder has become something else, so that all must be seen.

    Listing thousands of folders takes twice as long as to see that they look as they did.
    """
    found: list[str] = []
    if not record.folders:
        return None
    for path, known in (("", _UNSURE), *record.folders.items()):
        folder = f"{top}/{path}" if path else top
        try:
            now = os.lstat(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue  # with all in it, which is not there then
        if (now.st_mtime_ns, now.st_ctime_ns, now.st_ino) == known:
            continue
        if not stat.S_ISDIR(now.st_mode):
            return None
        prefix = f"{path}/" if path else ""
        empty = True
        with os.scandir(folder) as entries:
            for entry in entries:
                empty = False
                name = prefix + entry.name
                if not entry.is_dir(follow_symlinks=False):
                    found += [name] * (name not in record.rows)
                elif name not in record.folders:
                    found += scan(Path(entry.path), f"{name}/")
        found += [prefix] * (empty and bool(prefix))
    return found


def read(record: Path) -> Record:
    """A record; of one that is not there or can't be read, an empty one."""
    try:
        found: Record | dict[str, Row] = msgspec.msgpack.decode(record.read_bytes(), type=Record | dict[str, Row])
    except (OSError, msgspec.DecodeError):
        return Record()
    return found if isinstance(found, Record) else Record(found)  # written before folders were recorded


def record_of(folder: Path, records: Path) -> Path:
    """Where the record of a folder is: it is called by the folder's inode. Raises OSError when there is no folder."""
    return records / str(folder.stat().st_ino)


def stamp_of(folder: Path, records: Path) -> tuple[int, ...]:
    """What tells a folder with its record from any other, and from itself with another record."""
    try:
        inode = folder.stat().st_ino
        record = (records / str(inode)).stat()
    except FileNotFoundError:
        return _NOTHING
    return (inode, record.st_ino, record.st_mtime_ns, record.st_size)


def scan(folder: Path, prefix: str = "") -> dict[str, tuple[int, int, int]]:
    """Size, time and inode of everything below a folder but folders, by path, which begins with `prefix`.

    An empty folder is there as `path/`.
    """
    found: dict[str, tuple[int, int, int]] = {}
    queue = [(str(folder), prefix)] if folder.exists() else []
    while queue:
        top, prefix = queue.pop()
        empty = True
        with os.scandir(top) as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    queue.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    seen = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
        if empty and prefix:
            found[prefix] = (0, 0, 0)
    return found


def folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder that these files are in, and those are in."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def looks_of(top: Path, folders: Iterable[str]) -> Folders:
    """How some folders look now. What is no folder any more is left out."""
    found = {}
    for path in folders:
        try:
            now = os.lstat(f"{top}/{path}")
        except FileNotFoundError:
            continue
        found[path] = (now.st_mtime_ns, now.st_ctime_ns, now.st_ino)
    return found


def settled(folders: Folders, now: int) -> Folders:
    """The same, but unsure where something may come into a folder unseen, as its clock has not ticked since.

    `now` is the time of a file written now in the same file system, in ns. Its clock ticks at least every 10 ms, or,
    where the times are round numbers, every 2 s.
    """
    is_coarse = all(modified % 10_000_000 == 0 for modified, _, _ in folders.values())
    latest = now - (2_100_000_000 if is_coarse else 20_000_000) if _FOLDERS_TELL else 0
    return {path: look if max(look[:2]) < latest else _UNSURE for path, look in folders.items()}

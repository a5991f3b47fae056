"""A generation of the site: what is in a folder, and what its record says should be."""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path

import msgspec

_NOTHING = (0,)
"""The stamp of a folder that is not there, or has no record."""


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

    @classmethod
    def of(cls, folder: Path, records: Path, ahead: Seen | None = None) -> Generation:
        """Look at a folder, or take what was seen of it before, if it is still the same folder with that record."""
        stamp = _stamp(folder, records)
        if ahead is not None and ahead.stamp == stamp != _NOTHING:
            seen, rows = ahead, read(records / str(stamp[0]))
        else:
            seen, rows = look(folder, records)
        present: Set[str] = rows.keys()
        if seen.gone or seen.strange:
            present = present - set(seen.gone) | set(seen.strange)
        if seen.changed:
            changed = set(seen.changed)
            present = set(present)
            rows = {path: row for path, row in rows.items() if path not in changed}
        return cls(rows, present, frozenset(seen.strange))


def look(folder: Path, records: Path) -> tuple[Seen, dict[str, Row]]:
    """How a folder differs from its record, and the record."""
    stamp = _stamp(folder, records)
    there = scan(folder)
    rows = read(records / str(stamp[0]))
    changed = tuple(p for p, row in rows.items() if there.get(p) != (row.size, row.mtime, row.inode))
    gone = tuple(path for path in changed if path not in there)
    return Seen(stamp, changed, gone, tuple(there.keys() - rows.keys())), rows


def read(record: Path) -> dict[str, Row]:
    """A record; of one that is not there or can't be read, nothing."""
    try:
        return msgspec.msgpack.decode(record.read_bytes(), type=dict[str, Row])
    except (OSError, msgspec.DecodeError):
        return {}


def record_of(folder: Path, records: Path) -> Path:
    """Where the record of a folder is: it is called by the folder's inode. Raises OSError when there is no folder."""
    return records / str(folder.stat().st_ino)


def _stamp(folder: Path, records: Path) -> tuple[int, ...]:
    try:
        inode = folder.stat().st_ino
        record = (records / str(inode)).stat()
    except FileNotFoundError:
        return _NOTHING
    return (inode, record.st_ino, record.st_mtime_ns, record.st_size)


def scan(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Size, time and inode of everything below a folder but folders, by path. An empty folder is there as `path/`."""
    found: dict[str, tuple[int, int, int]] = {}
    queue = [(str(folder), "")] if folder.exists() else []
    while queue:
        top, prefix = queue.pop()
        empty = True
        with os.scandir(top) as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    queue.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if empty and prefix:
            found[prefix] = (0, 0, 0)
    return found

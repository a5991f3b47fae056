"""What builds keep for the next one: digests of files, parsed content, facts of pictures, plans, finished pictures.

Everything is found by a key that names all it depends on, so nothing in here can be out of date: it is there or it
isn't. One SQLite file holds the small things, a folder the pictures. Every value carries a checksum; what fails it is
as good as not there. A database that can't be read, or has lost what it had, is dropped and made again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_builder.digest import digest, digest_of_file

T = TypeVar("T")

_VERSION = 3
FILE = "store.sqlite"
REMOVED = "it was removed in the middle"
# Values may be large, so they are not kept with their keys: a search would read every one that it passes.
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (space TEXT, key TEXT, value BLOB, PRIMARY KEY (space, key));
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, head BLOB, summary BLOB, document BLOB, places BLOB);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, seen TEXT, digest TEXT, seal INTEGER) WITHOUT ROWID;
"""
_RACY = 2_000_000_000  # ns; a file that changed more recently than this may change again within one tick of its clock


class LostError(Exception):
    """The store can't be read any more, or no longer has what it had: renew it and begin again."""


class Stored(msgspec.Struct, frozen=True):
    """A reading as the store has it: `head` is small and read in every build, the rest only when it is wanted."""

    key: str
    head: bytes
    summary: bytes
    document: bytes
    places: bytes


class Store:
    """One folder. `note` says why an unusable store was renewed, or is empty.

    Any method may raise LostError, and OSError where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note = ""
        self.edition = 0  # counts renewals, so that workers can tell that theirs is gone
        self._fresh: dict[str, tuple[str, str]] = {}
        self._files: dict[str, tuple[str, str, int]] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._database = self._open()
        except LostError as error:
            self._start_again(str(error))

    @property
    def path(self) -> Path:
        return self.folder / FILE

    def renew(self, why: str) -> None:
        """Begin again with an empty database."""
        self._database.close()
        self._start_again(why)

    def _start_again(self, why: str) -> None:
        self.note = why
        self.edition += 1
        self._fresh.clear()
        self._files = None
        self.folder.mkdir(parents=True, exist_ok=True)
        for suffix in ("", "-wal", "-shm", "-journal"):
            file = Path(f"{self.path}{suffix}")
            if file.is_dir() and not file.is_symlink():
                shutil.rmtree(file)
            else:
                file.unlink(missing_ok=True)
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        self._check_place()
        with self._spoken():
            # Threads may share it: SQLite takes one statement at a time.
            database = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            try:
                version = database.execute("PRAGMA user_version").fetchone()[0]
                if version not in (0, _VERSION):
                    raise LostError(f"it is of version {version}")
                database.execute("PRAGMA synchronous=OFF")
                if version == 0:
                    database.execute("PRAGMA page_size=8192")  # an interview takes about one
                    _set_journal(database)
                    database.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version={_VERSION}; COMMIT")
                database.execute("SELECT * FROM files LIMIT 1").fetchone()
            except BaseException:
                database.close()
                raise
            return database

    def _check_place(self) -> None:
        """What SQLite would read for ever, or could read but not write, is no database of ours."""
        if not os.access(self.folder, os.W_OK):
            raise PermissionError(errno.EACCES, "it can only be read", str(self.folder))
        for suffix in ("", "-wal", "-shm"):
            file = Path(f"{self.path}{suffix}")
            if file.is_dir():
                raise LostError("it is a folder")
            if file.exists() and not file.is_file():
                raise LostError("it is no file")
            if file.is_file() and not os.access(file, os.W_OK):
                raise LostError("it can only be read")

    def close(self) -> None:
        self._database.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is put inside becomes visible at once, or not at all."""
        self._do("BEGIN IMMEDIATE")
        try:
            yield
            self._do("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise

    # ------------------------------------------------------------------------------------------------ small values

    def get(self, space: str, key: str) -> bytes | None:
        row = self._one("SELECT value FROM entries WHERE space = ? AND key = ?", space, key)
        return _checked(row[0]) if row else None

    def put(self, space: str, key: str, value: bytes) -> None:
        self._do("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", space, key, _sealed(value))

    def known(self, space: str, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """A value as it is stored, or made now."""
        if stored := self.get(space, key):
            return msgspec.msgpack.decode(stored, type=kind)
        value = make()
        self.put(space, key, msgspec.msgpack.encode(value))
        return value

    def put_only(self, space: str, key: str, value: bytes) -> None:
        """Put a value in place of everything in its space."""
        with self.transaction():
            self._do("DELETE FROM entries WHERE space = ?", space)
            self.put(space, key, value)

    def keep(self, space: str, keys: Iterable[str]) -> None:
        """Forget what has piled up in a space beside the given keys."""
        wanted = set(keys)
        stored = [key for (key,) in self._all("SELECT key FROM entries WHERE space = ?", space)]
        if len(stored) > 2 * len(wanted) + 1000:
            gone = [(space, key) for key in stored if key not in wanted]
            with self.transaction():
                self._do_all("DELETE FROM entries WHERE space = ? AND key = ?", gone)

    # ------------------------------------------------------------------------------------------------ readings

    def heads(self) -> dict[str, bytes]:
        """The heads of all readings, by key."""
        return {key: head for key, value in self._all("SELECT key, head FROM readings") if (head := _checked(value))}

    def summaries(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The summaries of some readings, by key."""
        wanted = set(keys)
        rows = self._all("SELECT key, summary FROM readings")
        found = {key: value for key, sealed in rows if key in wanted and (value := _checked(sealed)) is not None}
        if len(found) < len(wanted):
            raise LostError("it is damaged")
        return found

    def document(self, key: str) -> bytes:
        return self._reading("document", key)

    def places(self, key: str) -> bytes:
        return self._reading("places", key)

    def _reading(self, part: str, key: str) -> bytes:
        row = self._one(f"SELECT {part} FROM readings WHERE key = ?", key)
        value = _checked(row[0]) if row else None
        if value is None:
            raise LostError("it is damaged")
        return value

    def put_readings(self, readings: Iterable[Stored]) -> None:
        rows = ((r.key, *map(_sealed, (r.head, r.summary, r.document, r.places))) for r in readings)
        self._do_all("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", rows)

    def keep_readings(self, keys: set[str], known: Iterable[str]) -> None:
        """Forget readings of files as they were long ago."""
        gone = [(key,) for key in known if key not in keys]
        if len(gone) > len(keys) + 1000:
            with self.transaction():
                self._do_all("DELETE FROM readings WHERE key = ?", gone)

    # ------------------------------------------------------------------------------------------------ files

    def digest(self, path: str, file: os.DirEntry[str] | Path) -> str:
        """The digest of a file's bytes, read only when its size, times or inode are not those kept for its `path`."""
        if self._files is None:
            self._files = {row[0]: row[1:] for row in self._all("SELECT path, seen, digest, seal FROM files")}
        stat = file.stat()
        seen = _seen(stat)
        if fresh := self._fresh.get(path):
            if fresh[0] == seen:
                return fresh[1]
        elif (kept := self._files.get(path)) and kept[0] == seen and kept[2] == _seal(path, seen, kept[1]):
            return kept[1]
        with open(file, "rb") as opened:
            found = digest_of_file(opened)
        self.remember(path, stat, found)
        return found

    def remember(self, path: str, stat: os.stat_result, found: str) -> None:
        """Note the digest of a file, unless it changed so recently that it may change unseen (git's racy rule)."""
        if max(stat.st_mtime_ns, stat.st_ctime_ns) < time.time_ns() - _RACY:
            self._fresh[path] = (_seen(stat), found)

    def save_files(self) -> None:
        """Keep the digests of files for the next build."""
        rows = [(path, seen, found, _seal(path, seen, found)) for path, (seen, found) in self._fresh.items()]
        if rows:
            with self.transaction():
                self._do_all("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
        self._fresh.clear()
        self._files = None

    # ------------------------------------------------------------------------------------------------ pictures

    def picture_folder(self, key: str) -> Path:
        """Where the finished files of a picture are, or will be."""
        return self.folder / "pictures" / key[:2] / key

    @contextlib.contextmanager
    def new_pictures(self, key: str) -> Iterator[Path]:
        """A folder to write the files of a picture into; it takes its place when all of them are there."""
        folder = self.picture_folder(key)
        half = self.folder / "half" / f"{key}.{os.getpid()}"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        try:
            yield half
            folder.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            half.rename(folder)
        except FileNotFoundError as error:
            if half.is_dir():
                raise
            raise LostError(REMOVED) from error
        finally:
            shutil.rmtree(half, ignore_errors=True)

    def has_pictures(self, key: str, names: Iterable[str]) -> bool:
        """Whether the finished files of a picture are all there, byte for byte as they were when they were noted."""
        noted = self.get("pictures", key)
        try:
            return noted is not None and noted == _digests(self.picture_folder(key), names)
        except OSError:
            return False

    def note_pictures(self, key: str, names: Iterable[str]) -> None:
        """Note that the files of a picture are finished."""
        try:
            digests = _digests(self.picture_folder(key), names)
        except FileNotFoundError as error:
            raise LostError(REMOVED) from error
        self.put("pictures", key, digests)

    def clear_halves(self) -> None:
        """Remove what a build that was cut off has left. For whoever knows that no other one is running."""
        shutil.rmtree(self.folder / "half", ignore_errors=True)

    def keep_pictures(self, keys: set[str]) -> None:
        """Remove pictures that have not been wanted for long: those beyond twice as many as are wanted now."""
        top = self.folder / "pictures"
        stored = [folder for two in top.iterdir() for folder in two.iterdir()] if top.is_dir() else []
        if len(stored) > 2 * len(keys) + 100:
            for folder in stored:
                if folder.name not in keys:
                    shutil.rmtree(folder, ignore_errors=True)

    # ------------------------------------------------------------------------------------------------ queries

    def _one(self, query: str, *words: object) -> tuple[Any, ...] | None:
        with self._spoken():
            return self._database.execute(query, words).fetchone()  # type: ignore[no-any-return]

    def _all(self, query: str, *words: object) -> list[tuple[Any, ...]]:
        with self._spoken():
            return self._database.execute(query, words).fetchall()

    def _do(self, query: str, *words: object) -> None:
        with self._spoken():
            self._database.execute(query, words)

    def _do_all(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._spoken():
            self._database.executemany(query, rows)

    @contextlib.contextmanager
    def _spoken(self) -> Iterator[None]:
        """Tell a disk that refuses from a database that is no use any more."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path)) from error
            if code in _REFUSED:
                raise OSError(errno.EIO, str(error), str(self.path)) from error
            raise LostError(str(error)) from error
        except UnicodeDecodeError as error:  # SQLite quotes what it can't read
            raise LostError("it is damaged") from error


_REFUSED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR})


def _set_journal(database: sqlite3.Connection) -> None:
    """Let readers and a writer go together. Another process may be about to do the same; SQLite doesn't wait for it."""
    for _ in range(600):
        try:
            database.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
        else:
            return


def _digests(folder: Path, names: Iterable[str]) -> bytes:
    return " ".join(digest((folder / name).read_bytes()) for name in names).encode()


def _seen(stat: os.stat_result) -> str:
    """What shows that a file was changed. Its time of change tells even when its time of modification was set back."""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def _seal(*words: str) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogateescape"))


def _sealed(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4, "big") + value


def _checked(sealed: object) -> bytes | None:
    if not isinstance(sealed, bytes):
        return None
    value = sealed[4:]
    return value if zlib.crc32(value).to_bytes(4, "big") == sealed[:4] else None

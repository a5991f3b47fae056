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

_VERSION = 4
FILE = "store.sqlite"
REMOVED = "it was removed in the middle"
# Values may be large, so they are not kept with their keys: a search would read every one that it passes.
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (space TEXT, key TEXT, value BLOB, PRIMARY KEY (space, key));
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, head BLOB, summary BLOB, document BLOB, places BLOB);
"""
_RACY = 2_000_000_000  # ns; a file that changed more recently than this may change again within one tick of its clock


_Seen = tuple[int, int, int, int, str]
"""Size, times of modification and of change, inode and digest of a file.

The time of change tells of a change even when the time of modification was set back.
"""


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
        self._files: dict[str, _Seen] | None = None  # of the last build
        self._fresh: dict[str, _Seen] = {}
        self._asked: set[str] = set()
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
        self._asked.clear()
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
                database.execute("PRAGMA cache_size=-12000")  # kB: keys come in no order, so all of their index is used
                if version == 0:
                    database.execute("PRAGMA page_size=8192")  # an interview takes about one
                    _set_journal(database)
                    database.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version={_VERSION}; COMMIT")
                database.execute("SELECT key FROM readings LIMIT 1").fetchone()
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

    def put_only(self, space: str, rows: Iterable[tuple[str, bytes]]) -> None:
        """Put keys with their values in place of everything in a space. Call it in a transaction."""
        self._do("DELETE FROM entries WHERE space = ?", space)
        self._do_all("INSERT INTO entries VALUES (?, ?, ?)", ((space, key, _sealed(value)) for key, value in rows))

    def keep(self, space: str, keys: Iterable[str]) -> None:
        """Forget what has piled up in a space beside the given keys."""
        wanted = set(keys)
        stored = [key for (key,) in self._all("SELECT key FROM entries WHERE space = ?", space)]
        if len(stored) > 2 * len(wanted) + 1000:
            gone = [(space, key) for key in stored if key not in wanted]
            with self.transaction():
                self._do_all("DELETE FROM entries WHERE space = ? AND key = ?", gone)

    # ------------------------------------------------------------------------------------------------ readings

    def heads(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The heads of those of these readings that are known, by key."""
        if self.is_new:
            return {}
        rows = filter(None, (self._one("SELECT key, head FROM readings WHERE key = ?", key) for key in keys))
        return {key: head for key, value in rows if (head := _checked(value))}

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

    def keep_readings(self, keys: set[str]) -> None:
        """Forget readings of files as they were long ago, when there are many."""
        ((count,),) = self._all("SELECT count(*) FROM readings")
        if count > 2 * len(keys) + 1000:
            gone = [(key,) for (key,) in self._all("SELECT key FROM readings") if key not in keys]
            with self.transaction():
                self._do_all("DELETE FROM readings WHERE key = ?", gone)

    # ------------------------------------------------------------------------------------------------ files

    def digest(self, path: str, file: os.DirEntry[str] | Path) -> str:
        """The digest of a file's bytes, read only when its size, times or inode are not those kept for its `path`."""
        self._asked.add(path)
        seen = seen_of(file.stat())
        known = self._fresh.get(path) or self._kept().get(path)
        if known and known[:4] == seen:
            return known[4]
        with open(file, "rb") as opened:
            found = digest_of_file(opened)
        self.remember(path, seen, found)
        return found

    @property
    def is_new(self) -> bool:
        """Whether nothing has been read yet."""
        return not self._all("SELECT key FROM readings LIMIT 1")

    def _kept(self) -> dict[str, _Seen]:
        if self._files is None:
            stored = self.get("files", "seen")
            self._files = msgspec.msgpack.decode(stored, type=dict[str, _Seen]) if stored else {}
        return self._files

    def remember(self, path: str, seen: tuple[int, int, int, int], found: str) -> None:
        """Note the digest of a file, unless it changed so recently that it may change unseen (git's racy rule)."""
        self._asked.add(path)
        _, modified, changed, _ = seen
        if max(modified, changed) < time.time_ns() - _RACY:
            self._fresh[path] = (*seen, found)

    def save_files(self) -> None:
        """Keep the digests of files for the next build; of those nobody asks for any more, when there are many, not."""
        if self._fresh:
            files = (self._files or {}) | self._fresh
            if len(files) > 2 * len(self._asked) + 1000:
                files = {path: seen for path, seen in files.items() if path in self._asked}
            with self.transaction():
                self.put_only("files", [("seen", msgspec.msgpack.encode(files))])
        self._fresh.clear()
        self._asked.clear()
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


def seen_of(stat: os.stat_result) -> tuple[int, int, int, int]:
    """What shows that a file was changed: size, times of modification and of change, inode."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _digests(folder: Path, names: Iterable[str]) -> bytes:
    return " ".join(digest((folder / name).read_bytes()) for name in names).encode()


def _sealed(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4, "big") + value


def _checked(sealed: object) -> bytes | None:
    if not isinstance(sealed, bytes):
        return None
    value = sealed[4:]
    return value if zlib.crc32(value).to_bytes(4, "big") == sealed[:4] else None

"""What builds keep for the next one: digests of files, parsed content, facts of pictures, plans, finished pictures.

Everything is found by a key that names all it depends on, so nothing in here can be out of date: it is there or it
isn't. One SQLite file holds the small things, a folder the pictures. Every value carries a checksum; what fails it, or
a database that can't be read at all, is dropped and made again.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.digest import digest

_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (space TEXT, key TEXT, value BLOB, PRIMARY KEY (space, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, head BLOB, summary BLOB, document BLOB, places BLOB);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, inode INTEGER, digest TEXT);
"""
_RACY = 2_000_000_000  # ns; a file that changed more recently than this may change again within one tick of its clock


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading as the store has it: `head` is small and read in every build, the rest only when it is wanted."""

    key: str
    head: bytes
    summary: bytes
    document: bytes
    places: bytes


class Store:
    """One folder. `note` says why an unusable store was renewed, or is empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note = ""
        self._fresh: dict[str, tuple[int, int, int, str]] = {}
        self._files: dict[str, tuple[int, int, int, str]] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._database = self._open()
        except (sqlite3.DatabaseError, ValueError) as error:
            self.note = str(error)
            self._remove_database()
            self._database = self._open()

    @property
    def path(self) -> Path:
        return self.folder / "store.sqlite"

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=OFF")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                raise ValueError(f"it is of version {version}")
            database.executescript(_TABLES)
            database.execute(f"PRAGMA user_version={_VERSION}")
            database.execute("SELECT count(*) FROM files").fetchone()
        except BaseException:
            database.close()
            raise
        return database

    def _remove_database(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{self.path}{suffix}")

    def close(self) -> None:
        self._database.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is put inside becomes visible at once, or not at all."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    # ------------------------------------------------------------------------------------------------ small values

    def get(self, space: str, key: str) -> bytes | None:
        row = self._one("SELECT value FROM entries WHERE space = ? AND key = ?", space, key)
        return _checked(row[0]) if row else None

    def put(self, space: str, key: str, value: bytes) -> None:
        self._database.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (space, key, _sealed(value)))

    def put_only(self, space: str, key: str, value: bytes) -> None:
        """Put a value in place of everything in its space."""
        with self.transaction():
            self._database.execute("DELETE FROM entries WHERE space = ?", (space,))
            self.put(space, key, value)

    def keep(self, space: str, keys: Iterable[str]) -> None:
        """Forget what has piled up in a space beside the given keys."""
        wanted = set(keys)
        stored = [key for (key,) in self._database.execute("SELECT key FROM entries WHERE space = ?", (space,))]
        if len(stored) > 2 * len(wanted) + 1000:
            gone = [(space, key) for key in stored if key not in wanted]
            self._database.executemany("DELETE FROM entries WHERE space = ? AND key = ?", gone)

    # ------------------------------------------------------------------------------------------------ readings

    def heads(self) -> dict[str, bytes]:
        """The heads of all readings, by key."""
        return {key: head for key, value in self._all("SELECT key, head FROM readings") if (head := _checked(value))}

    def summary(self, key: str) -> bytes | None:
        row = self._one("SELECT summary FROM readings WHERE key = ?", key)
        return _checked(row[0]) if row else None

    def document(self, key: str) -> bytes | None:
        row = self._one("SELECT document FROM readings WHERE key = ?", key)
        return _checked(row[0]) if row else None

    def places(self, key: str) -> bytes | None:
        row = self._one("SELECT places FROM readings WHERE key = ?", key)
        return _checked(row[0]) if row else None

    def put_readings(self, readings: Iterable[Stored]) -> None:
        rows = ((r.key, *map(_sealed, (r.head, r.summary, r.document, r.places))) for r in readings)
        self._database.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", rows)

    def keep_readings(self, keys: set[str], known: Iterable[str]) -> None:
        """Forget readings of files as they were long ago."""
        gone = [(key,) for key in known if key not in keys]
        if len(gone) > len(keys) + 1000:
            self._database.executemany("DELETE FROM readings WHERE key = ?", gone)

    # ------------------------------------------------------------------------------------------------ files

    def digest(self, root: Path, path: str, stat: os.stat_result) -> str:
        """The digest of a file's bytes, read only when its size, time or inode is not the one that was kept."""
        if self._files is None:
            self._files = {row[0]: row[1:] for row in self._all("SELECT path, size, mtime, inode, digest FROM files")}
        seen = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        known = self._fresh.get(path) or self._files.get(path)
        if known is not None and known[:3] == seen:
            return known[3]
        found = digest((root / path).read_bytes())
        self.remember(path, stat, found)
        return found

    def remember(self, path: str, stat: os.stat_result, found: str) -> None:
        """Note the digest of a file, unless it changed so recently that it may change unseen (git's racy rule)."""
        if stat.st_mtime_ns < time.time_ns() - _RACY:
            self._fresh[path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino, found)

    def save_files(self) -> None:
        rows = [(path, *row) for path, row in self._fresh.items()]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", rows)
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
        half = folder.with_name(f"{key}.{os.getpid()}.half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        try:
            yield half
            shutil.rmtree(folder, ignore_errors=True)
            half.rename(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)

    def has_pictures(self, key: str, names: Iterable[str]) -> bool:
        """Whether the finished files of a picture are all there, as long as they were when they were noted."""
        noted = self.get("pictures", key)
        try:
            return noted is not None and noted == _sizes(self.picture_folder(key), names)
        except OSError:
            return False

    def note_pictures(self, key: str, names: Iterable[str]) -> None:
        """Note that the files of a picture are finished."""
        self.put("pictures", key, _sizes(self.picture_folder(key), names))

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
        with contextlib.suppress(sqlite3.DatabaseError):
            return self._database.execute(query, words).fetchone()  # type: ignore[no-any-return]
        return None

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(query).fetchall()
        except sqlite3.DatabaseError:
            return []


STORE_FOLDER = ".cache/site-builder"


@contextlib.contextmanager
def store_of(root: Path) -> Iterator[Store]:
    """The store of a publication, where its settings say; when it can't be written, one that is gone afterwards."""
    folder = root / _store_setting(root)
    try:
        store = Store(folder)
    except (OSError, sqlite3.Error) as error:
        with tempfile.TemporaryDirectory() as scratch, contextlib.closing(Store(Path(scratch))) as store:
            store.note = str(error)
            yield store
        return
    with contextlib.closing(store):
        yield store


def _store_setting(root: Path) -> str:
    """The folder of the store, read without reading all settings, since they are kept in the store."""
    try:
        text = (root / "content" / "site.yaml").read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return STORE_FOLDER
    found = re.search(r"^store:[ \t]+['\"]?([^'\"#\n]+)", text, re.MULTILINE)
    return found[1].strip() if found else STORE_FOLDER


def _sizes(folder: Path, names: Iterable[str]) -> bytes:
    return " ".join(str((folder / name).stat().st_size) for name in names).encode()


def _sealed(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4, "big") + value


def _checked(sealed: bytes) -> bytes | None:
    value = sealed[4:]
    return value if zlib.crc32(value).to_bytes(4, "big") == sealed[:4] else None
